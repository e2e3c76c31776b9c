"""How wide a text is in a face, whatever the device."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetricsF

from gui.printing.sheet import Face

_REFERENCE = 1000
"""Measured so large, in pixels, a width is told in the font's own units, without rounding."""
_ANY = "国"
_SHORT = 16
"""Longer texts are remembered too, but not without end."""
_LONG_KEPT = 2000


def make_font(face: Face, pixels: int) -> QFont:
    """Make the font in which a face is measured and drawn."""
    font = QFont()
    font.setFamilies([face.family, *face.behind])
    font.setPixelSize(pixels)
    font.setBold(face.bold)
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
    return font


class Ruler:
    """Measures texts, and remembers what it measured."""

    def __init__(self) -> None:
        self._metrics: dict[Face, QFontMetricsF] = {}
        self._known: dict[tuple[Face, str], float] = {}
        self._long: dict[tuple[Face, str], float] = {}

    def ems(self, face: Face, text: str) -> float:
        """Return the width of a text in one line, in ems."""
        if len(text) == 1 and "\u4e00" <= text <= "\u9fff":
            text = _ANY  # one is as wide as the other, and measuring a new one takes its time
        kept = self._known if len(text) <= _SHORT else self._long
        known = kept.get((face, text))
        if known is not None:
            return known
        metrics = self._metrics.get(face)
        if metrics is None:
            metrics = self._metrics[face] = QFontMetricsF(make_font(face, _REFERENCE))
        width = metrics.horizontalAdvance(text) / _REFERENCE
        if len(self._long) >= _LONG_KEPT:
            self._long.clear()
        kept[face, text] = width
        return width
