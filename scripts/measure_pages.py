#!/usr/bin/env python3
"""Print what GB/T 9704—2012 asks of a page beside what our files measure: a table in Markdown.

PDF and OFD are measured as they are, .docx and .doc as LibreOffice prints them, with the fonts that
are here. The report is one with a text of many pages, some of which hold nothing else.

LibreOffice sets a line of a fixed height with all that it has to spare above the type, where Word
has half of it: so the first line of .docx and .doc stands lower, and their 天头 measures 38.1 mm
although the file says 37.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.printed.measures import MM
from gui.printing import KINDS
from tests.libreoffice import SOFFICE, convert
from tests.ofd_reader import read_ofd
from tests.sample_reports import sample_report

SUFFIXES = (".pdf", ".docx", ".doc", ".ofd")
_LAID_OUT = (".pdf", ".ofd")
"""What is read as it is; a word processor has to print the others."""
_EM_ABOVE = 0.86
"""How high above its baseline the em of a Chinese character begins, in ems."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, where its baseline begins on the page (from above), and its size."""

    char: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in points, line by line."""

    width: float
    height: float
    lines: tuple[tuple[Glyph, ...], ...]

    @property
    def body(self) -> tuple[tuple[Glyph, ...], ...]:
        """The lines without the page's number, which stands last."""
        return self.lines[:-1]


def read_sheets(content: bytes) -> list[Sheet]:
    """Return the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    return [_sheet(page) for page in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    import ctypes

    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = []
    x, y = ctypes.c_double(), ctypes.c_double()
    raw = pypdfium2.raw
    matrix = raw.FS_MATRIX()
    for at in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, at))
        if char.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * abs(matrix.d)
        glyphs.append(Glyph(char, x.value, height - y.value, size))
    return _sheet_of(width, height, glyphs)


def _sheet_of(width: float, height: float, glyphs: list[Glyph]) -> Sheet:
    glyphs.sort(key=lambda glyph: (round(glyph.y), glyph.x))
    lines = [tuple(line) for _, line in groupby(glyphs, key=lambda glyph: round(glyph.y))]
    return Sheet(width, height, tuple(lines))


def read_ofd_sheets(content: bytes) -> list[Sheet]:
    """Return the pages of an OFD document, read by the tests' own reader."""
    return [
        _sheet_of(
            page.width,
            page.height,
            [Glyph(c.char, c.x, c.y, c.size) for c in page.chars if not c.char.isspace()],
        )
        for page in read_ofd(content).pages
    ]


def _plain(sheets: Sequence[Sheet]) -> list[tuple[Glyph, ...]]:
    """Return the full lines of the paragraph without marks, whose grid nothing disturbs."""
    lines = [line for sheet in sheets for line in sheet.body]
    words = set("政务公开")
    return [line for line in lines if len(line) > 24 and words.issuperset(g.char for g in line)]


def _full(sheets: Sequence[Sheet]) -> list[Sheet]:
    return [sheet for sheet in sheets if len(sheet.body) == 22] or list(sheets[1:2])


def _pitch_of_line(line: Sequence[Glyph]) -> float:
    return (line[-1].x - line[0].x) / (len(line) - 1)


def _top(sheets: Sequence[Sheet]) -> float:
    """Return the margin above: half of what a line leaves beside its type is above that."""
    line = _full(sheets)[0].body[0]
    size = statistics.median(glyph.size for glyph in line)
    return (line[0].y - size * _EM_ABOVE - (_lead(sheets) - size) / 2) / MM


def _lead(sheets: Sequence[Sheet]) -> float:
    body = _full(sheets)[0].body
    return (body[-1][0].y - body[0][0].y) / (len(body) - 1)


def _number(sheets: Sequence[Sheet], at: int) -> str:
    sheet = sheets[at]
    number = sheet.lines[-1]
    dash = number[0]
    below = (dash.y - dash.size * 0.36) / MM - (sheet.height / MM - 35)
    mid = sheet.width / 2
    side = "居右" if number[0].x > mid else "居左" if number[-1].x < mid else "居中"
    return f"{side}，版心下{below:.1f} mm，{dash.size:.0f} pt"


MEASURES: tuple[tuple[str, str, Callable[[Sequence[Sheet]], str]], ...] = (
    (
        "纸张",
        "210 × 297 mm",
        lambda s: f"{s[0].width / MM:.1f} × {s[0].height / MM:.1f} mm",
    ),
    ("天头", "37 mm", lambda s: f"{_top(s):.1f} mm"),
    ("订口", "28 mm", lambda s: f"{min(line[0].x for line in _plain(s)[1:]) / MM:.1f} mm"),
    (
        "切口",
        "26 mm",
        lambda s: f"{(s[0].width - _plain(s)[1][-1].x - _pitch_of_line(_plain(s)[1])) / MM:.1f} mm",
    ),
    ("每面行数", "22", lambda s: str(max(len(sheet.body) for sheet in s[:-4]))),
    ("每行字数", "28", lambda s: str(max(len(line) for line in _plain(s)))),
    ("行距", "29.0 pt（225 mm ÷ 22）", lambda s: f"{_lead(s):.2f} pt"),
    ("首行缩进", "2字", lambda s: f"{28 - len(_plain(s)[0])}字"),
    ("标题", "二号（22 pt）", lambda s: f"{s[0].lines[0][0].size:.1f} pt"),
    (
        "正文",
        "三号（16 pt）",
        lambda s: f"{statistics.median(g.size for g in _plain(s)[1]):.1f} pt",
    ),
    ("页码，单页", "居右，四号（14 pt），版心下7 mm", lambda s: _number(s, 0)),
    ("页码，双页", "居左，四号（14 pt），版心下7 mm", lambda s: _number(s, 1)),
)


def measured(folder: Path) -> dict[str, list[Sheet]]:
    """Write the report in each kind and read back the pages that come of it."""
    inspection = Inspection(sample_report("long"))
    files = {suffix: folder / f"report-{suffix[1:]}{suffix}" for suffix in SUFFIXES}
    for suffix, file in files.items():
        file.write_bytes(KINDS[suffix].write(inspection))
    convert(folder, [files[s] for s in SUFFIXES if s not in _LAID_OUT], "--convert-to", "pdf")
    return {suffix: _read(file) for suffix, file in files.items()}


def _read(file: Path) -> list[Sheet]:
    if file.suffix == ".ofd":
        return read_ofd_sheets(file.read_bytes())
    return read_sheets(file.with_suffix(".pdf").read_bytes())


def table(pages: dict[str, list[Sheet]]) -> str:
    """Return the table."""
    lines = [f"| | 标准 | {' | '.join(pages)} |", "| --- " * (len(pages) + 2) + "|"]
    for name, wanted, measure in MEASURES:
        found = " | ".join(measure(sheets) for sheets in pages.values())
        lines.append(f"| {name} | {wanted} | {found} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table."""
    if SOFFICE is None:
        sys.exit("LibreOffice (soffice) is not installed.")
    application = QApplication(["measure"])
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(table(measured(Path(folder))))
    application.quit()


if __name__ == "__main__":
    main()
