"""The line at the foot of the window: the report in numbers, what was done, what is selected."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QStatusBar

from gui.frame.last_word import LastWord
from gui.kit.elided_label import ElidedLabel
from gui.kit.written import WrittenLinks


class StatusLine(NamedTuple):
    """The parts of the line, from left to right."""

    numbers: ElidedLabel
    told: LastWord
    links: WrittenLinks
    """To what was written, while that is what is told."""
    chosen: QLabel
    """Never cut: it holds figures."""


def fill_status_bar(bar: QStatusBar) -> StatusLine:
    """Put the parts into a status bar; where it is short, words give way to figures."""
    space = bar.fontMetrics().height() // 2
    parts = StatusLine(ElidedLabel(12), LastWord(), WrittenLinks(), QLabel())
    parts.numbers.setIndent(space)
    parts.told.changed.connect(parts.links.follow)
    parts.chosen.setAccessibleName("选定的格")
    parts.chosen.setContentsMargins(0, 0, space, 0)
    bar.addWidget(parts.numbers, 1)
    bar.addPermanentWidget(parts.told)
    bar.addPermanentWidget(parts.links)
    bar.addPermanentWidget(parts.chosen)
    bar.setSizeGripEnabled(False)
    return parts
