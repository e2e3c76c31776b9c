"""The version stands in one file; what is built and what is written about it follow."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from setuptools.config.pyprojecttoml import read_configuration  # type: ignore[import-untyped]  # it ships no types

from core.base.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
KINDS = {".py", ".spec", ".toml", ".sh", ".ps1", ".nsi", ".nsh", ".xml", ".html", ".j2"}
"""What a package is made of, or with."""


def test_the_package_takes_it_from_there(monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    assert read_configuration(ROOT / "pyproject.toml")["project"]["version"] == VERSION


def test_no_other_file_names_it() -> None:
    folders = ("core", "gui", "resources", "packaging", "scripts")
    files = [path for name in folders for path in (ROOT / name).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.suffix in KINDS]
    word = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])")
    named = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.suffix in KINDS and word.search(path.read_text("utf-8"))
    }
    assert named == {"core/base/version.py"}


def test_the_changelog_has_it_on_top() -> None:
    heads = re.findall(r"(?m)^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    day = r"\d{4}-\d\d-\d\d"
    assert heads[0] == f"Unreleased ({VERSION})" or re.fullmatch(
        rf"{re.escape(VERSION)} \({day}\)", heads[0]
    )
    assert all(re.fullmatch(rf"[\d.]+ \({day}\)", head) for head in heads[1:])
