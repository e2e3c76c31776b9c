"""The text of one box, divided into lines where it reads best."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gui.printing.grid import GridBox
from gui.printing.line_breaking import BrokenLine, FaceSpan, Measure, TextRun, break_lines
from gui.printing.measure import Ruler
from gui.printing.sheet import Face

PADDING = 2.5
"""The room left and right of a text, in points."""
TIGHT_PADDING = 1.9
"""The same where a short text would else need one more line."""
LEADING = 1.28
"""The distance from line to line, in ems."""
_LEAST = 0.25
"""No text is shrunk below this size."""
_STEP = 0.95
"""What a size is multiplied with to come to the next smaller one."""
_KEPT = 4000
TALL = 6
"""A box of so many lines may be set one character below the other,"""
_TALL_STACK = 3
"""where it has room for less than so many side by side."""
_ENDLESS = 1e9
_SHORT = 12
"""A longer text is no heading, and breaks where it must."""
_NUMBER = re.compile(r"（.{1,2}）")


@dataclass(frozen=True, slots=True)
class CellText:
    """A box's text, set: the type size, and its lines."""

    size: float
    lines: tuple[BrokenLine, ...]


class CellSetter:
    """Sets the texts of boxes, numbers in a face of their own; what it set it remembers."""

    def __init__(self, face: Face, figures: Face, ruler: Ruler) -> None:
        self.face = face
        self.figures = figures
        self.ruler = ruler
        self._known: dict[tuple[str, bool, bool, float, float], CellText] = {}

    def ems(self, text: str) -> float:
        """Return the width of a text in one line, in ems."""
        return self.ruler.ems(self.face, text)

    def number_width(self, text: str, size: float) -> float:
        """Return the width that a number needs, padding included."""
        return _number_line(text, 1.0, self.figures, self.ruler).width * size + 2 * PADDING

    def set_text(self, box: GridBox, width: float, size: float) -> CellText:
        """Set a box's text for a width, in a size no larger than ``size``."""
        key = (box.text, box.is_number, box.down >= TALL, width, size)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            face = self.figures if box.is_number else self.face
            known = self._known[key] = _set_text(box, width, size, face, self.ruler)
        return known

    def fit_text(self, box: GridBox, width: float, size: float, height: float) -> CellText:
        """Set a box's text in a size in which it is no higher than ``height``.

        Somebody may have pasted a page of text into a cell: small print, but all of it.
        """
        area = max(width - 2 * TIGHT_PADDING, 1.0) * height / LEADING
        # No line holds more than its width: in a larger size than this it cannot fit.
        largest = (area / max(self.ems(box.text), 0.1)) ** 0.5
        if largest < size:
            size = max(largest, _LEAST)
        text = self.set_text(box, width, size)
        while len(text.lines) * text.size * LEADING > height and text.size > _LEAST:
            text = self.set_text(box, width, text.size * _STEP)
        return text


def _set_text(box: GridBox, width: float, size: float, face: Face, ruler: Ruler) -> CellText:
    if not box.text:
        return CellText(size, ())
    if box.is_number:
        return _set_number(box.text, width, size, face, ruler)
    room = width - 2 * PADDING
    if room < (_TALL_STACK if box.down >= TALL else 2) * size:
        return CellText(size, _stacked(box.text, room, size, face, ruler))
    longest = max(ruler.ems(face, part) for part in box.text.split("\n")) * size
    if room < longest <= width - 2 * TIGHT_PADDING + 0.01:
        room = longest + 0.01
    measure = Measure(room, size, justified=False)
    lines: list[BrokenLine] = []
    for part in _divide(box.text, room / size, face, ruler):
        lines += break_lines((FaceSpan(part, face),), measure, ruler)
    return CellText(size, tuple(lines))


def _set_number(text: str, width: float, size: float, face: Face, ruler: Ruler) -> CellText:
    room = width - 2 * TIGHT_PADDING
    ems = _number_line(text, 1.0, face, ruler).width
    # However small, it stays whole: half of a number is another number.
    fitting = size if ems * size <= room else int(room / ems * 4) / 4 or room / ems
    return CellText(fitting, (_number_line(text, fitting, face, ruler),))


def _number_line(text: str, size: float, face: Face, ruler: Ruler) -> BrokenLine:
    """Set a number in one line, a unit behind it in its own face."""
    if text.isascii():
        own = face.of_word(text)
        return BrokenLine((TextRun(0, text, own, 0.0),), ruler.ems(own, text) * size)
    return break_lines((FaceSpan(text, face),), Measure(_ENDLESS, size, justified=False), ruler)[0]


def _stacked(
    text: str, room: float, size: float, face: Face, ruler: Ruler
) -> tuple[BrokenLine, ...]:
    """Set a text in a column one character wide; a mark hangs behind its character."""
    if ruler.ems(face, text) * size <= room:
        return break_lines((FaceSpan(text, face),), Measure(room, size, justified=False), ruler)
    lines = []
    for char in re.findall(r"[^\n][、，。：；]?", text):
        width = ruler.ems(face, char[0]) * size
        lines.append(BrokenLine((TextRun(0, char, face, 0.0),), width))
    return tuple(lines)


def _divide(text: str, room: float, face: Face, ruler: Ruler) -> tuple[str, ...]:
    """Divide a text that needs several lines: behind its number, or by words of two characters.

    Most Chinese words have two characters: 法律 / 服务 / 机构 in a narrow column.
    """
    parts = []
    for part in text.split("\n"):
        if ruler.ems(face, part) <= room:
            parts.append(part)
            continue
        number = _NUMBER.match(part)
        if number and len(part) <= _SHORT and ruler.ems(face, part[number.end() :]) <= room:
            parts += [number[0], part[number.end() :]]
        elif len(part) <= _SHORT and len(part) % 2 == 0 and room >= 2 and not part.isascii():
            step = int(room) // 2 * 2
            parts += [part[at : at + step] for at in range(0, len(part), step)]
        else:
            parts.append(part)
    return tuple(parts)
