"""What was read, as a report of its own that is put right before it goes anywhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from core.figures.address import Address
from core.forms.loader import Forms
from core.reading.adoption import adopting
from core.reading.questions import (
    Matter,
    Question,
    accept,
    choose,
    faults,
    leave_blank,
    questions,
    type_in,
)
from core.recognition.reading import Reading
from core.report.edit import apply
from core.report.edits import Edit, SetCover
from core.report.finding import Finding
from core.report.report import Report
from core.report.transition import copy
from gui.state.document import Document

_CHECKED = "核对"


class _Mark(QUndoCommand):
    """Marks a question that no edit settles, such as a cell that is blank in the source too."""

    def __init__(
        self, marks: set[Question], question: Question, tell: Callable[[], object]
    ) -> None:
        super().__init__(_CHECKED)
        self._marks = marks
        self._question = question
        self._tell = tell

    def redo(self) -> None:
        self._marks.add(self._question)
        self._tell()

    def undo(self) -> None:
        self._marks.discard(self._question)
        self._tell()


class Draft(QObject):
    """The report as read, the questions about it, and what was said to them; all can be undone."""

    moved = Signal()
    """A question was settled or came open again, or a figure changed."""

    def __init__(self, reading: Reading, forms: Forms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reading = reading
        self.document = Document(forms, self)
        self.document.show(reading.report(), has_work=True)
        self.questions = questions(reading)
        self._marks: set[Question] = set()
        self.document.changed.connect(lambda *_: self.moved.emit())
        self.document.inspected.connect(self.moved)

    @property
    def report(self) -> Report:
        """The report as it is now."""
        return self.document.report

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What the source itself has out of order, as far as it is known now."""
        return faults(self.document.inspection)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has settled yet."""
        return tuple(each for each in self.questions if not self.is_settled(each))

    def is_settled(self, question: Question) -> bool:
        """Tell whether somebody has said what is right."""
        report = self.report
        if question.is_doubt:
            return not any(address in report.doubts for address in question.addresses)
        if question.matter is Matter.BLANK and all(map(report.is_filled, question.addresses)):
            return True
        return question in self._marks

    def is_in_doubt(self, addresses: Sequence[Address]) -> bool:
        """Tell whether any of these figures, or of their addends, waits to be confirmed."""
        waiting = {a for each in self.open_questions if each.is_doubt for a in each.addresses}
        return any(self._rests_on(address, waiting) for address in addresses)

    def _rests_on(self, address: Address, figures: Collection[Address]) -> bool:
        """Tell whether a figure, or one that it adds up, is among these."""
        below = self.report.form.addends.get(address, ())
        return address in figures or any(self._rests_on(each, figures) for each in below)

    def accept(self, question: Question) -> None:
        """Take what the source shows for right."""
        self._settle(question, accept(self.reading, question))

    def choose(self, question: Question, way: Sequence[str]) -> None:
        """Take one of the ways that fit."""
        self._settle(question, choose(self.reading, question, way))

    def leave_blank(self, question: Question) -> None:
        """Leave the cells blank."""
        self._settle(question, leave_blank(question))

    def type_in(self, question: Question, text: str) -> None:
        """Put what was typed. Raises Problem where it is no figure, or not one for each cell."""
        self._settle(question, type_in(self.report.form, question, text))

    def answer(self, organ: str, year: int) -> Report:
        """Return the report that was confirmed, a copy of its own."""
        made = copy(self.report)
        apply(made, [SetCover(organ, year)])
        return made

    def edits_into(self, report: Report) -> tuple[Edit, ...]:
        """Return the edits that bring the reading, as it is now, into another report."""
        blank = {
            address
            for question in self.questions
            if self.is_settled(question)
            for address in question.addresses
        }
        return adopting(report, self.report, blank)

    def _settle(self, question: Question, edits: Sequence[Edit]) -> None:
        stack = self.document.undo_stack
        if question.is_doubt:
            self.document.edit(edits, _CHECKED)
            return
        stack.beginMacro(_CHECKED)
        self.document.edit(edits, _CHECKED)
        if question not in self._marks:
            stack.push(_Mark(self._marks, question, self.moved.emit))
        stack.endMacro()
