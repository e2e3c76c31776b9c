"""The words of a PDF with their places, as pdftotext tells them: pages, lines, what is in a box."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

PDFTOTEXT = shutil.which("pdftotext")
_BOX = ("xMin", "yMin", "xMax", "yMax")
_HTML = "{http://www.w3.org/1999/xhtml}"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAME_LINE = 4.0
"""Fonts in one line have their middles this near to each other, in points."""


@dataclass(frozen=True)
class Word:
    """A word and its box, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Words side by side; in a table, those of all its cells."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def middle(self) -> float:
        return self.words[0].middle


@dataclass(frozen=True)
class PdfPage:
    words: tuple[Word, ...]
    lines: tuple[Line, ...]

    @property
    def number(self) -> Line:
        """The last line, where the page's number stands."""
        return self.lines[-1]

    @property
    def body(self) -> tuple[Line, ...]:
        return self.lines[:-1]

    def within(self, left: float, top: float, right: float, bottom: float) -> str:
        """Return the text whose words have their middles in a box, line by line."""
        inside = (
            word
            for word in self.words
            if left < (word.left + word.right) / 2 < right and top < word.middle < bottom
        )
        return "".join(line.text for line in _lines_of(inside))


def read_pages(file: Path) -> list[PdfPage]:
    """Return the pages of a PDF."""
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-bbox", "-enc", "UTF-8", str(file), "-"]
    told = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()
    root = ET.fromstring(_CONTROLS.sub("", told))  # noqa: S314  our own file
    return [_page(page) for page in root.iter(f"{_HTML}page")]


def _page(element: ET.Element) -> PdfPage:
    words = tuple(
        Word(each.text or "", *(float(each.get(name, "0")) for name in _BOX))
        for each in element.iter(f"{_HTML}word")
    )
    return PdfPage(words, tuple(_lines_of(words)))


def _lines_of(words: Iterable[Word]) -> list[Line]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if rows and abs(rows[-1][0].middle - word.middle) < _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.left))) for row in rows]
