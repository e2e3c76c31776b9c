"""A name that the program proposes can be held by Windows and Linux, and never leads elsewhere."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.base.file_name import MOST_BYTES, MOST_CHARACTERS, UNNAMED, file_name

END = "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("organ", "name"),
    [
        ("某市某局", "某市某局"),
        ("某局/办公室", "某局-办公室"),
        (r"\\server\share\某局", "server-share-某局"),
        ("../../../etc/某局", "etc-某局"),
        (r"C:\某局", "C-某局"),
        ("file://server/某局", "file-server-某局"),
        ("某局<img src='//a/b'>", "某局-img src='-a-b'-"),
        ("某\0局\n办公室", "某局 办公室"),
        ("\u202e某局\u2066甲\u200b", "某局甲"),
        ("\udc80某局", "某局"),
        ("~root", "root"),
        ("$HOME", "HOME"),
        (".某局", "某局"),
        ("R&D中心", "R&D中心"),
        ("", ""),
        (" . ", ""),
    ],
)
def test_an_organ_becomes_part_of_one_name(organ: str, name: str) -> None:
    assert file_name(organ, ".nianbao", end=END) == f"{name}{END}.nianbao"


@pytest.mark.parametrize(
    "words", ["CON", "con", "Aux", "nul.2024", "COM1", "LPT¹", "COM³.a", "PRN ", "NUL .b"]
)
def test_a_device_is_no_name(words: str) -> None:
    name = file_name(words, ".docx")
    assert name.startswith("_")
    assert not PureWindowsPath(name).is_reserved()
    assert PureWindowsPath(words).is_reserved() or words in {"LPT¹", "COM³.a"}


def test_nothing_is_left_of_some_words() -> None:
    assert file_name("\u202e//\0", "") == UNNAMED
    assert file_name("某局. . ", "") == "某局"


@pytest.mark.parametrize("character", ["长", "𠮷", "a"])
def test_a_long_organ_is_cut_and_the_year_stays(character: str) -> None:
    name = file_name(character * 500, ".nianbao", end=END)
    assert name.startswith(character * 30)
    assert name.endswith(f"{END}.nianbao")
    assert MOST_BYTES - 4 < len(name.encode()) <= MOST_BYTES or len(name) == MOST_CHARACTERS


@given(st.text(), st.sampled_from(["", ".nianbao", ".xlsx"]), st.sampled_from(["", END, "9" * 400]))
@example("𠮷/" * 300, ".nianbao", END)
@example("CON", ".nianbao", "")
@example("e\u0301" * 300, ".docx", "")
def test_whatever_the_words_it_is_one_name(words: str, suffix: str, end: str) -> None:
    name = file_name(words, suffix, end=end)
    assert name == PureWindowsPath(name).name == Path(name).name
    assert not PureWindowsPath(name).is_reserved()
    assert not set(name) & set('<>:"/\\|?*\0\n\t\u202e\u2028')
    assert name.endswith(suffix)
    assert name == name.strip(" .")
    assert len(name) <= MOST_CHARACTERS + 1
    assert len(name.encode()) <= MOST_BYTES + 1
    stem = name.removesuffix(suffix)
    assert file_name(stem, suffix) in {name, f"{stem[:-1]}{suffix}"}  # made again, it is the same


def test_what_stands_beside_a_file_fits_too(tmp_path: Path) -> None:
    name = file_name("长" * 500, ".nianbao", end=END)
    for beside in (name, f"{name}.bak", f"{name} (2).nianbao"):
        (tmp_path / beside).write_text("")
