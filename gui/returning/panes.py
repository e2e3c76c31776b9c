"""One proposed change in three versions side by side: as exported, as edited, as it is now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from core.report.text_changes import pieces
from core.returning.proposals import Proposal
from gui.kit.changed_words import EMPTY, marked_words, spoken_words
from gui.look.theme import Theme
from gui.words.rich_text import Markup, markup, write_rich

EXPORTED, THEIRS, NOW = "导出时", "对方修改", "现在"
_UNKNOWN = "（不知道导出时的内容）"


class Panes(QSplitter):
    """Shows the versions; what is struck out or added stands out against what was exported."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setChildrenCollapsible(False)
        self._headings: list[QLabel] = []
        self.exported, self.theirs, self.now = (
            self._pane(name) for name in (EXPORTED, THEIRS, NOW)
        )

    def name_exported(self, name: str) -> None:
        """Call the version that both sides began from by another name."""
        self._headings[0].setText(name)
        self.exported.setAccessibleName(name)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show a change; nothing where none is in hand."""
        if proposal is None:
            for pane in (self.exported, self.theirs, self.now):
                self._show(pane, markup(""), "")
            return
        exported = proposal.exported
        base = proposal.now if exported is None else exported
        if exported is None:
            self._show(self.exported, markup(_UNKNOWN), _UNKNOWN)
        else:
            self._show(self.exported, marked_words(pieces(base, base), self.theme), base or EMPTY)
        for pane, text in ((self.theirs, proposal.proposed), (self.now, proposal.now)):
            changed = pieces(base, text)
            self._show(pane, marked_words(changed, self.theme), spoken_words(changed) or "没有改动")

    def _show(self, pane: QTextBrowser, words: Markup, spoken: str) -> None:
        write_rich(pane, words)
        pane.setAccessibleDescription(spoken)

    def _pane(self, name: str) -> QTextBrowser:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 4)
        heading = QLabel(name)
        heading.setProperty("quiet", True)
        pane = QTextBrowser()
        pane.setOpenLinks(False)
        pane.setTabChangesFocus(True)
        pane.setAccessibleName(name)
        heading.setBuddy(pane)
        self._headings.append(heading)
        column.addWidget(heading)
        column.addWidget(pane, 1)
        self.addWidget(box)
        return pane
