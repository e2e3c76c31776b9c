"""Every export of both samples is, part by part, what tests/golden says. `make golden` renews."""

from __future__ import annotations

import difflib
import importlib.util
import re
import shutil
import subprocess
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

import resources
from core.checks.inspection import Inspection
from core.document.file import load
from core.forms.loader import load_forms
from core.printed.measures import MM
from gui.printing import KINDS
from gui.printing.composer import _ABOVE_TABLE, Composer
from gui.printing.pdf import pdf

ROOT = Path(__file__).parent.parent
EDITIONS = ("2019", "2021")
PICTURES = {".svg", ".png", ".ofd"}
"""Kinds without golden files: what they show depends on the fonts of the machine.

An OFD document is held against the PDF character by character (tests/gui/test_ofd.py).
"""
SHOWN = 12
"""Lines of a difference that a failing test shows."""


@cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_golden", ROOT / "scripts/make_golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def made(edition: str) -> dict[str, str]:
    return script().golden_parts(edition)


def kept(edition: str) -> list[str]:
    top = script().FOLDER / edition
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


PARTS = [(edition, name) for edition in EDITIONS for name in kept(edition)]


def short_diff(want: str, have: str) -> str:
    """Show the first lines that differ, each from shortly before the place where it does."""
    lines = list(difflib.unified_diff(want.splitlines(), have.splitlines(), n=0, lineterm=""))[2:]
    shown = []
    for at, line in enumerate(lines[:SHOWN]):
        other = "".join(lines[at + 1 : at + 2] if line.startswith("-") else lines[at - 1 : at])
        pairs = zip(line[1:], other[1:], strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        start = same - 30 if same > 50 else 0
        end = start + 110
        text = line[1:]
        shown.append(
            f"{line[:1]}{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
        )
    if len(lines) > SHOWN:
        shown.append(f"and {len(lines) - SHOWN} lines more")
    return "\n".join(shown)


@pytest.mark.parametrize(("edition", "name"), PARTS, ids=["/".join(part) for part in PARTS])
def test_a_part_is_what_it_was(edition: str, name: str) -> None:
    want = (script().FOLDER / edition / name).read_text("utf-8")
    have = made(edition).get(name)
    assert have is not None, f"the exports have no part {name} any more; `make golden` renews"
    if have != want:
        where = f"tests/golden/{edition}/{name}"
        pytest.fail(
            f"{where} (-) is not what is exported (+); if it is meant so, `make golden`\n"
            + short_diff(want, have),
            pytrace=False,
        )


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_part_is_without_a_golden_file(edition: str) -> None:
    assert sorted(made(edition)) == kept(edition)


def test_every_kind_of_export_has_golden_files() -> None:
    known = script().TEXTS.keys() | script().PACKAGES.keys() | script().PDF.keys()
    assert set(KINDS) - PICTURES == known


def test_a_difference_is_shown_short() -> None:
    long = "字" * 300
    want, have = (
        f"同\n甲{long}乙{long}\n同\n" + "旧\n" * 20,
        f"同\n甲{long}丙{long}\n同\n" + "新\n" * 20,
    )
    lines = short_diff(want, have).splitlines()
    assert lines[0] == "@@ -2 +2 @@"
    assert lines[1].startswith("-…字")
    assert "乙" in lines[1]
    assert "丙" in lines[2]
    assert len(lines) == SHOWN + 1
    assert max(map(len, lines)) < 120


def test_renewing_writes_what_differs_and_nothing_else(tmp_path: Path) -> None:
    renew = script().renew
    assert len(renew(tmp_path, lambda edition: {"a/b.xml": edition, "c.txt": "c"})) == 4
    changed = renew(tmp_path, lambda edition: {"c.txt": "d" if edition == "2021" else "c"})
    assert changed == ["2019/a/b.xml is gone", "2021/a/b.xml is gone", "2021/c.txt"]
    assert (tmp_path / "2021" / "c.txt").read_text("utf-8") == "d"
    assert not renew(tmp_path, lambda edition: {"c.txt": "d" if edition == "2021" else "c"})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("gui.printing.grid_layout._OUTER", 4.0),
        ("gui.printing.grid_layout._INNER", 2.0),
        ("gui.printing.composer._ABOVE_TABLE", _ABOVE_TABLE + 2 * MM),
        ("gui.printing.composer.BODY_SIZE", 15.5),
    ],
)
def test_a_page_that_looks_otherwise_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, place: str, value: float
) -> None:
    monkeypatch.setattr(place, value)
    assert pages_of_2021() != golden_pages()


def test_a_page_in_another_face_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(name.replace("仿宋_GB2312", "宋体") for name in script().PRESCRIBED)
    assert pages_of_2021() == golden_pages()
    monkeypatch.setattr(script(), "PRESCRIBED", others)
    assert pages_of_2021() != golden_pages()


def pages_of_2021() -> str:
    path = resources.folder() / "samples" / script().SAMPLES["2021"]
    return str(script().page_lines(Inspection(load(path, load_forms())[0])))


def golden_pages() -> str:
    return (script().FOLDER / "2021" / "pdf" / "pages.txt").read_text("utf-8")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_is_the_pages_that_were_composed(
    qapp: QApplication, edition: str, tmp_path: Path
) -> None:
    path = resources.folder() / "samples" / script().SAMPLES[edition]
    inspection = Inspection(load(path, load_forms())[0])
    content = pdf(inspection)
    pages = Composer().compose(inspection).pages
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == len(pages)
    tool = shutil.which("pdftotext")
    if tool is None or not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return  # without a glyph there is no text to read back
    (tmp_path / "a.pdf").write_bytes(content)
    done = subprocess.run(
        [tool, "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, timeout=30, check=True
    )
    assert not done.stderr
    printed = done.stdout.decode().split("\f")[:-1]
    assert len(printed) == len(pages)
    for text, page in zip(printed, pages, strict=True):
        want = sorted(bare("".join(each.text for each in page.texts)))
        assert sorted(bare(text)) == want  # a tool may take cells in another order
        lines = list(islice((bare(t.text) for t in page.texts if len(t.text) > 8), 5))
        assert [line for line in lines if line not in bare(text)] == []
