"""What the context menu offers about a number in a text: follow a cell, or no longer."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.figures.address import Address
from core.forms.naming import cell_name
from core.report.link import Link
from core.report.report import Report
from core.texts.linking import find_candidates
from gui.words.plain_text import literal

MOST = 6
"""So many cells are offered for one number; the list of all figures has the rest."""


class NumberPage(Protocol):
    """What these entries need of the page."""

    section: str

    @property
    def report(self) -> Report: ...

    def link_at(self, at: int) -> Link | None: ...

    def link(self, start: int, end: int, address: Address) -> None: ...

    def unlink(self, link: Link) -> None: ...

    def show_cell(self, address: Address) -> None: ...


def add_number_entries(page: NumberPage, menu: QMenu, before: QAction, at: int | None) -> None:
    """Put the entries about the number at a place of the text before another entry."""
    if at is None:
        return
    report = page.report
    link = page.link_at(at)
    actions: list[QAction] = []
    if link is not None:
        words = f"转到{cell_name(report.form, link.address)}"
        actions.append(QAction(literal(words), menu))
        actions[-1].triggered.connect(lambda: page.show_cell(link.address))
        actions.append(QAction("解除链接", menu))
        actions[-1].triggered.connect(lambda: page.unlink(link))
    else:
        found = (c for c in find_candidates(report, page.section) if c.start <= at < c.end)
        candidate = next(found, None)
        for address in candidate.addresses[:MOST] if candidate else ():
            words = f"链接到 {cell_name(report.form, address)}（{report.figure_words(address)}）"
            action = QAction(literal(words), menu)
            action.triggered.connect(
                lambda _checked=False, c=candidate, a=address: page.link(c.start, c.end, a)
            )
            actions.append(action)
    if actions:
        menu.insertActions(before, actions)
        menu.insertSeparator(before)
