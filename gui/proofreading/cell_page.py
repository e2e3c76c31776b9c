"""One cell read out in large type: row, column, figure, in words, and what is the matter."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.cells.facts import facts
from core.cells.proof_words import PaperPlace, figure_words, paper_place
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.figures.address import Address
from core.figures.value import State, parse
from core.report.finding import Severity
from core.report.report import Report
from gui.kit.editing import ComposingLine
from gui.proofreading.labels import (
    WORDS,
    FigureLabel,
    figure_font,
    make_label,
    say,
    state_of,
)
from gui.tables.cell_remark import may_become_a_figure, remark

BLANK = "○ 未填"
_FIELD = 3.0
"""Size of the field to correct in, in the size of the system's font."""
_ROW, _READ_OUT = 1.3, 1.45
_TALLIES = 2
"""So many tallies that do not balance are told; the main window tells them all."""


class CellPage(QWidget):
    """Shows the cell in hand; Enter opens a field in the place of the figure."""

    typed = Signal(str)
    """The field holds another text, which nobody but the field has yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.groups, self.row = make_label(1, "quiet"), make_label(_ROW)
        self.column_groups, self.column = make_label(1, "quiet"), make_label(_ROW)
        self.figure, self.words = FigureLabel(), make_label(_READ_OUT)
        self.state, self.tallies, self.mark = make_label(), make_label(), make_label()
        self.following = make_label(1, "quiet")
        self.field = ComposingLine()
        self.field.setFont(figure_font(self.font(), self.font().pointSizeF() * _FIELD))
        self.field.setAccessibleName("改成的数")
        self._inspection: Inspection | None = None
        self._address: Address | None = None
        self._compose()
        self.field.textEdited.connect(self.typed)
        self.field.textEdited.connect(self._show_typed)

    @property
    def is_correcting(self) -> bool:
        """Tell whether the field is open."""
        return self._places.currentWidget() is not self.figure

    def show_cell(self, inspection: Inspection, address: Address) -> None:
        """Show a cell as it is now; an open field stays as it is."""
        self._inspection, self._address = inspection, address
        report = inspection.report
        place = paper_place(report.form, address)
        self._show_place(place)
        text = report.on_paper(address)
        if text.strip():
            is_wrong = report.value(address).state is State.REFUSED
            self.figure.show_figure(text, "fault" if is_wrong else "")
        else:
            self.figure.show_figure(BLANK, "doubt", WORDS)
        self._show_mark(report, address)
        if self.is_correcting:
            self._show_typed()
        else:
            figure = report.figure(address)
            kind = report.form.figures[address].kind
            say(self.words, "" if figure is None else figure_words(figure, kind))
            self._show_state(inspection, address)
        said = (place.spoken, self.figure.shown, self.words.text(), self.state.text())
        self.setAccessibleName("，".join(part for part in (*said, self.mark.text()) if part))

    def show_following(self, words: str) -> None:
        """Name in quiet ink where Space leads."""
        say(self.following, words, "quiet")

    def open_field(self) -> None:
        """Open the field with what stands in the cell, selected."""
        if self._inspection is None or self._address is None:
            return
        self.field.setText(self._inspection.report.value(self._address).text)
        self._places.setCurrentIndex(1)
        self.field.selectAll()
        self.field.setFocus()
        self._show_typed()

    def close_field(self) -> None:
        """Close the field; what was typed went out with each key."""
        self.field.settle()
        self._places.setCurrentWidget(self.figure)
        self.setFocus()
        if self._inspection is not None and self._address is not None:
            self.show_cell(self._inspection, self._address)

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        step = self.fontMetrics().height() // 4
        column.setSpacing(step)
        column.addWidget(self._head())
        self._places = QStackedWidget()
        self._places.addWidget(self.figure)
        box = QWidget()
        around = QVBoxLayout(box)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.field)
        self._places.addWidget(box)
        column.addWidget(self._places)
        for label in (self.words, self.state, self.tallies, self.mark):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.following)

    def _head(self) -> QWidget:
        """Keep room for the usual labels, so that the figure stands where it stood."""
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 5)
        column.addStretch(1)
        for label in (self.groups, self.row, self.column_groups, self.column):
            column.addWidget(label)
        small, large = self.fontMetrics().lineSpacing(), self.row.fontMetrics().lineSpacing()
        head.setMinimumHeight(2 * small + 2 * large + 3 * column.spacing())
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return head

    def _show_place(self, place: PaperPlace) -> None:
        say(self.groups, "　".join(place.row_groups), "quiet")
        say(self.row, place.row)
        say(self.column_groups, "　".join(place.column_groups), "quiet")
        say(self.column, place.column)

    def _show_state(self, inspection: Inspection, address: Address) -> None:
        found = remark(inspection, address)
        if found is None:
            say(self.state, "")
        else:
            say(self.state, f"{found.severity.sign} {found.words}", state_of(found.severity))
        uneven = [f.words for f in facts(inspection, address) if f.state is Balance.UNBALANCED]
        say(self.tallies, "\n".join(uneven[:_TALLIES]), "fault")

    def _show_mark(self, report: Report, address: Address) -> None:
        proof = report.proofs.get(address)
        if proof is None:
            say(self.mark, "")
            return
        time = datetime.fromisoformat(proof.time)
        when = f"{time.month}月{time.day}日{time:%H:%M}"
        if report.is_proofread(address):
            say(self.mark, f"✓ 已校对，{when}", "done")
        else:
            say(self.mark, f"{when}校对的是“{proof.text}”，后来改过，请再校对", "doubt")

    def _show_typed(self) -> None:
        """Read what is in the field: its words, or why it is no figure."""
        if self._inspection is None or self._address is None:
            return
        kind = self._inspection.report.form.figures[self._address].kind
        text = self.field.text()
        value = parse(text, kind)
        say(self.words, "" if value.figure is None else figure_words(value.figure, kind))
        if value.state is not State.REFUSED:
            say(self.state, value.remark, "quiet")
        elif may_become_a_figure(text, kind):
            say(self.state, "")
        else:
            say(self.state, f"{Severity.ERROR.sign} {value.remark}", "fault")
        say(self.tallies, "")
