"""Whose is this file? One question after another, above the matrix and in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from core.rollup.receiving import Receipt
from core.rollup.unit import Unit, plain_name
from gui.kit.searchable import let_search


class AskBar(QFrame):
    """Asks about the first of some files; the answer brings the next one."""

    answered = Signal(object, object)
    """This file (`Receipt`) is this unit's (`Unit`)."""
    named = Signal(object, str)
    """This file is of a unit of this name, which is not in the list yet."""
    refused = Signal(object)
    """This file is nobody's."""
    looked_at = Signal(object)
    """This file shall be shown."""

    all_named = Signal()
    """All files that name an organ outside the list shall be put there under that name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._units: dict[str, Unit] = {}
        self._shown: tuple[str, ...] = ()
        self.receipt: Receipt | None = None
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.choice = QComboBox()
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.choice.setAccessibleName("是哪个单位")
        self.choice.setMinimumContentsLength(16)
        line = self.choice.lineEdit()
        if line is not None:
            line.setAccessibleName("单位的名称")
            line.setPlaceholderText("选一个单位，或者打几个字来找")
            line.returnPressed.connect(self._answer_known)
            line.textChanged.connect(self._follow)
        self.put = QPushButton("归到这个单位")
        self.put.setProperty("main", True)
        self.look = QPushButton("打开看看")
        self.none = QPushButton("不收")
        self.every = QPushButton()
        self._compose()
        self.every.clicked.connect(self.all_named)
        self.put.clicked.connect(self._answer)
        self.look.clicked.connect(lambda: self.looked_at.emit(self.receipt))
        self.none.clicked.connect(lambda: self.refused.emit(self.receipt))
        self.hide()

    def show_questions(self, asked: Sequence[Receipt], units: Sequence[Unit]) -> None:
        """Ask about the first of these; nothing is shown where there is none."""
        names = tuple(unit.name for unit in units)
        if names != self._shown:
            self._shown = names
            self._units = {unit.name: unit for unit in units}
        receipt = asked[0] if asked else None
        if receipt is not self.receipt:
            self.receipt = receipt
            self._offer(receipt)
        if receipt is not None:
            more = f"（还有{len(asked)}份要问）" if len(asked) > 1 else ""
            words = f"“{receipt.came.found.file}”是哪个单位的？{receipt.words}{more}"
            self.question.setText(words)
            self.choice.setAccessibleDescription(words)
        new = sum(1 for each in asked if each.match and not each.match.candidates
                  and each.came.taken.organ)  # fmt: skip
        if new > 1:
            self.every.setText(f"这{new}份都按报告里的名称添进名单")
        self.every.setVisible(new > 1)
        had_focus = self.choice.hasFocus() or self.put.hasFocus()
        self.setVisible(receipt is not None)
        if had_focus and receipt is not None:
            self.choice.setFocus()

    def _offer(self, receipt: Receipt | None) -> None:
        self.choice.clear()
        match = receipt.match if receipt is not None else None
        first = list(match.candidates) if match is not None else []
        if match is not None and match.unit is not None and match.unit not in first:
            first.insert(0, match.unit)
        names = dict.fromkeys([*(unit.name for unit in first), *self._shown])
        self.choice.addItems(list(names))
        let_search(self.choice)
        if first:
            self.choice.setCurrentIndex(0)
        else:
            organ = receipt.came.taken.organ if receipt is not None else ""
            self.choice.setCurrentIndex(-1)
            self.choice.setEditText(organ)
        self._follow()

    def _unit(self) -> Unit | None:
        typed = self.choice.currentText().strip()
        found = self._units.get(typed)
        if found is not None or not typed:
            return found
        plain = plain_name(typed)
        return next((u for n, u in self._units.items() if plain_name(n) == plain), None)

    def _follow(self) -> None:
        typed = self.choice.currentText().strip()
        is_new = bool(typed) and self._unit() is None
        self.put.setText("添进名单并归到它" if is_new else "归到这个单位")
        self.put.setEnabled(bool(typed))

    def _answer(self) -> None:
        typed = self.choice.currentText().strip()
        if self.receipt is None or not typed:
            return
        unit = self._unit()
        if unit is not None:
            self.answered.emit(self.receipt, unit)
        else:
            self.named.emit(self.receipt, typed)

    def _answer_known(self) -> None:
        """Answer by Enter; a name that is new, or mistyped, takes the button."""
        if self._unit() is not None:
            self._answer()

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(step, step, step, step)
        column.setSpacing(step)
        column.addWidget(self.question)
        row = QHBoxLayout()
        row.setSpacing(step)
        row.addWidget(self.choice, 1)
        for button in (self.put, self.look, self.none, self.every):
            row.addWidget(button)
        # Else the last question's buttons move, and a click that meant 不收 adds to the list.
        room = self.every.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.every.setSizePolicy(room)
        column.addLayout(row)
