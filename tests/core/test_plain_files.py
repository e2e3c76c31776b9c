"""A pipe or a device where a file is looked for is told as that, and nobody waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.base.plain_file import NotPlainError, open_plain, read_plain
from core.base.problem import Problem
from core.document.file import is_document_file, load
from core.forms.loader import load_forms
from core.reading.opening import open_file
from core.settings.office import OFFICE, load_office
from core.settings.phrases import read_phrases
from core.settings.settings import load_settings

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")


@pytest.fixture
def pipe(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        os.mkfifo(tmp_path / name)
        return tmp_path / name

    return make


def test_a_pipe_is_not_waited_for(pipe: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(NotPlainError):
        open_plain(pipe("a"))
    with pytest.raises(IsADirectoryError):
        read_plain(tmp_path)
    with pytest.raises(NotPlainError):
        read_plain(Path("/dev/zero"))


@pytest.mark.parametrize("name", ["a.docx", "a.nianbao", "a", "a.txt", "a.pdf"])
def test_a_pipe_is_told_as_no_file(pipe: Callable[[str], Path], name: str) -> None:
    path = pipe(name)
    assert is_document_file(path) is (name == "a.nianbao")
    with pytest.raises(Problem, match="不是普通的文件"):
        open_file(path, load_forms())
    with pytest.raises(Problem, match="不是普通的文件"):
        load(path, load_forms())


def test_pipes_in_place_of_settings_are_told(pipe: Callable[[str], Path], tmp_path: Path) -> None:
    complaints: list[str] = []
    pipe("settings.json")
    load_settings(tmp_path, tell=complaints.append)
    assert len(complaints) == 1
    with pytest.raises(Problem, match="打不开"):
        read_phrases(pipe("常用语.json"))
    office = load_office({OFFICE: str(pipe("office.toml"))})
    assert len(office.complaints) == 1
