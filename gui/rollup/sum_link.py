"""The kept sum and its units: what would change, taken over in one step, undone in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core.forms.form import Form
from core.rollup.kept_sum import SumChange
from gui.look.theme import Theme
from gui.rollup.columns import ListColumn
from gui.rollup.listing import Listing, ListingLine

_COLUMNS = (
    ListColumn("存好的合计里要变的格"),
    ListColumn("存好的", 8, is_number=True),
    ListColumn("现在是", 8, is_number=True),
)
_LINES = 6


class SumLinkBar(QFrame):
    """Shown while the kept sum is behind its units, or a step can be taken back."""

    taken_over = Signal()
    undone = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.look = QPushButton("看改动(&K)")
        self.look.setCheckable(True)
        self.update_sum = QPushButton("更新合计(&U)")
        self.update_sum.setProperty("main", True)
        self.undo = QPushButton()
        self.cells = Listing("存好的合计里要变的格", _COLUMNS, theme)
        self._compose()
        self.look.toggled.connect(self.cells.setVisible)
        self.update_sum.clicked.connect(self.taken_over)
        self.undo.clicked.connect(self.undone)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.cells.wear(theme)

    def show_changes(self, changes: Sequence[SumChange], form: Form, last_step: str) -> None:
        """Show what would change, and what can be taken back."""
        self.setVisible(bool(changes or last_step))
        for widget in (self.look, self.update_sum):
            widget.setVisible(bool(changes))
        self.undo.setVisible(bool(last_step))
        self.undo.setText(f"撤销“{last_step}”(&Z)")
        if not changes:
            self.look.setChecked(False)
            self.words.setText("存好的合计和各单位的数一致。")
            return
        lines = min(len(changes), _LINES) + 1
        self.cells.setFixedHeight(self.fontMetrics().height() * (2 * lines + 1))
        first = changes[0]
        more = "等" if len(changes) > 1 else ""
        self.words.setText(
            f"合计存好以后，单位的数又变了，有{len(changes)}格要跟着变："
            f"{form.figures[first.address].place}由{first.kept or '空着'}"
            f"改为{first.now or '空着'}{more}。"
        )
        self.cells.show_lines(
            [
                ListingLine(
                    (form.figures[each.address].place, each.kept or "空着", each.now or "空着"),
                    each.address,
                )
                for each in changes
            ]
        )

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(step, step, step, step)
        column.setSpacing(step)
        row = QHBoxLayout()
        row.setSpacing(step)
        row.addWidget(self.words, 1)
        for button in (self.look, self.update_sum, self.undo):
            row.addWidget(button)
        column.addLayout(row)
        self.cells.hide()
        column.addWidget(self.cells)
