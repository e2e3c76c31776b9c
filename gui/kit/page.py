"""What every page of the window has: the official heading, a line of guidance, its content."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.checks.tally import Tally
from core.figures.address import Address
from core.report.edit import Change
from core.report.finding import Finding
from gui.look.theme import Theme


class TabPage(QWidget):
    """A page under one tab. It knows the document, never the other pages.

    Whoever has a page asks it for what he wants; where a page has no such thing, nothing happens.
    """

    def __init__(
        self, section: str, heading: str, guidance: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.section = section
        self.setObjectName("page")
        self.setAccessibleName(heading)
        self.entrance: QWidget | None = None
        """Where work on this page begins. No focus proxy: Tab would come to the page twice."""
        self.stops: tuple[QWidget, ...] = ()
        """Where Tab stops on this page, in the order of reading."""
        self.column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        self.column.setContentsMargins(step, step, step, step)
        self.column.setSpacing(step)
        top = QHBoxLayout()
        top.setSpacing(2 * step)
        self.title = QLabel(heading)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.title.setFont(font)
        top.addWidget(self.title)
        self.note = QLabel(guidance)
        self.note.setProperty("quiet", True)
        self.note.setWordWrap(True)
        # Beside a long heading on a narrow page it would become a column of single characters.
        self.note.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 8)
        top.addWidget(self.note, 1)
        self.column.addLayout(top)
        self.shut = QLabel()
        """Says why nothing can be changed on this page, where that is so."""
        self.shut.setWordWrap(True)
        self.shut.setProperty("fault", True)
        self.shut.hide()
        self.column.addWidget(self.shut)

    def top_height(self, *, with_note: bool) -> int:
        """Return the height of the heading and the gap below it, with or without the guidance."""
        margins = self.column.contentsMargins()
        title = self.title.sizeHint()
        height = title.height()
        if with_note:
            gap = self.fontMetrics().height()
            room = self.width() - margins.left() - margins.right() - title.width() - gap
            height = max(height, self.note.heightForWidth(max(room, self.note.minimumWidth())))
        return height + self.column.spacing()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keys to where work begins: a screen reader shall hear that, not the page."""
        if self.entrance is None:
            super().setFocus(reason)
        else:
            self.entrance.setFocus(reason)

    def lock(self, words: str) -> None:
        """Let everything be seen and nothing be changed; ``words`` say why."""
        self.shut.setText(words)
        self.shut.show()
        self.setAccessibleDescription(words)

    def follow(self, change: Change) -> None:
        """Show what a change did."""

    def mark(self) -> None:
        """Mark what the findings speak of."""

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""

    def show_finding(self, finding: Finding) -> None:
        """Bring the place of a finding to the eye and take it in hand."""

    def address_in_hand(self) -> Address | None:
        """Return the address of the cell in hand, on a page with cells."""
        return None

    def words_in_hand(self) -> str:
        """Return words that stand where one is working, as they are printed."""
        return ""

    def go_to(self, address: Address) -> None:
        """Take a cell in hand, the keys with it."""

    def show_cell(self, address: Address) -> None:
        """Bring a cell into sight as the current one, leaving the keys where they are."""

    def light(self, tally: Tally | None) -> None:
        """Light the cells of a tally: addends in one tint, the total or other side in another."""

    def light_cells(self, addresses: Iterable[Address]) -> None:
        """Light some cells, all in one tint."""

    def show_prior(self, is_shown: bool) -> None:
        """Show last year's figures in the cells, or hide them."""

    def let_enter_go(self, *, right: bool) -> None:
        """Let Enter go on to the right, or down."""

    def find(self) -> bool:  # type: ignore[override]  # Qt's own finds a window by its number
        """Offer to find something on this page; False where there is nothing to look through."""
        return False

    def commit(self) -> None:
        """Take over what is still being typed."""
