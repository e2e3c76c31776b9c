"""The title in several lines, set as a trapezium: each line longer than the one above."""

from __future__ import annotations

from core.exports.parts.title_lines import divide_title
from gui.printing.line_breaking import BrokenLine, FaceSpan, Measure, break_lines
from gui.printing.measure import Ruler
from gui.printing.sheet import Face


def set_title(
    lines: tuple[str, ...], width: float, size: float, face: Face, ruler: Ruler
) -> tuple[BrokenLine, ...]:
    """Set the lines of a title; one that is too long is divided with the shorter part first."""
    done: list[BrokenLine] = []
    measure = Measure(width, size, justified=False)
    for text in lines:
        for part in divide_title(text, width / size, lambda char: ruler.ems(face, char)):
            done += break_lines((FaceSpan(part, face),), measure, ruler)
    return tuple(done)
