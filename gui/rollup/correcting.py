"""A cell of the sum corrected by hand: what, why, and how far it is from its units' sum."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton

from core.figures.value import Number, show
from core.forms.form import Figure
from core.rollup.total import Correction


class CorrectionCard(QFrame):
    """Stands below the units of a cell; Enter in either field corrects it."""

    corrected = Signal(str, str)
    """The cell in hand shall be this figure, for this reason."""
    withdrawn = Signal()
    """The cell in hand shall be what its units come to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("doubt", True)
        self.figure, self.note = QLineEdit(), QLineEdit()
        self.note.setPlaceholderText("为什么更正，如：某局漏报，已电话核实")
        self.put = QPushButton("更正(&G)")
        self.withdraw = QPushButton("取消更正(&Q)")
        self._compose()
        for field in (self.figure, self.note):
            field.returnPressed.connect(self._put)
        self.put.clicked.connect(self._put)
        self.withdraw.clicked.connect(self.withdrawn)

    def show_cell(
        self, figure: Figure | None, summed: Number | None, correction: Correction | None
    ) -> None:
        """Show a cell: what its units come to, and how it was corrected where it was."""
        self.setVisible(figure is not None)
        if figure is None:
            return
        self.told.setVisible(correction is not None)
        self.withdraw.setVisible(correction is not None)
        self.figure.setText("" if correction is None else show(correction.stands, figure.kind))
        self.figure.setPlaceholderText(show(summed, figure.kind))
        self.note.setText("" if correction is None else correction.note)
        if correction is not None:
            self.told.setText(correction_words(figure, correction))

    def _put(self) -> None:
        self.corrected.emit(self.figure.text(), self.note.text())

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        grid = QGridLayout(self)
        grid.setContentsMargins(step, step, step, step)
        grid.setSpacing(step)
        grid.addWidget(self.told, 0, 0, 1, 4)
        for row, (words, field) in enumerate((("手工更正为", self.figure), ("理由", self.note)), 1):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.withdraw, 3, 2)
        grid.addWidget(self.put, 3, 3)


def correction_words(figure: Figure, correction: Correction) -> str:
    """Tell a correction, the difference and the reason in one line."""
    stands = show(correction.stands, figure.kind) or "空着"
    summed = show(correction.summed, figure.kind) or "空着"
    difference = correction.difference
    far = ""
    if difference:
        size = max(difference, -difference)
        far = f"{'多' if difference > 0 else '少'}{show(size, figure.kind)}，"
    return f"手工更正为{stands}，{far}各单位之和是{summed}。理由：{correction.note or '没有写'}"
