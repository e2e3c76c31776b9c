"""Reading and confirming (读取并核对): the source and the form side by side."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.reading.questions import Matter
from core.recognition.reading import Reading
from core.report.edits import Edit
from core.report.report import Report
from gui.kit.ask import Ask
from gui.kit.fields import year_in
from gui.look.theme import Theme
from gui.reading.answering import Answering
from gui.reading.answers import Answers
from gui.reading.draft import Draft
from gui.reading.form_side import FormSide
from gui.reading.into_open import IntoOpen
from gui.reading.layout import ReadingParts, lay_out
from gui.reading.places_shown import PlacesShown
from gui.reading.question_list import QuestionList
from gui.reading.source_view import SourceView
from gui.state.document import Document
from gui.words.plain_text import literal_title

_DONE = "✓ 要核对的地方都核对过了"
_SURE = "✓ 全部读准，没有要核对的地方"


class ReadingOutcome(enum.Enum):
    """What becomes of the reading."""

    NEW = "new"
    INTO_OPEN = "into open"


class ReadingWindow(QDialog):
    """Shows a reading beside its source; nothing enters a report before the clerk says so."""

    _is_made = False
    """Qt tells of changes while the window is being made, too."""

    def __init__(
        self,
        reading: Reading,
        document: Document,
        theme: Callable[[], Theme],
        ask: Ask,
        parent: QWidget | None = None,
        taking: str = "作为新报告打开",
    ) -> None:
        """``document`` is the open one, into which the reading may go; ``theme`` that of now.

        ``taking`` is the verb on the button that ends it.
        """
        super().__init__(parent)
        self.setWindowTitle(literal_title(f"读取并核对：{reading.source_name}"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        self.outcome = ReadingOutcome.NEW
        self._document = document
        self._theme = theme
        self._worn = theme()
        self._ask = ask.above(self)
        self._taking = taking
        self.draft = Draft(reading, document.forms, self)
        year = "" if reading.year is None else str(reading.year)
        self.organ, self.year = QLineEdit(reading.organ), QLineEdit(year)
        self.organ.setPlaceholderText("没有读到，请填机关全称")
        self.year.setPlaceholderText("没有读到，请填报告年度")
        self.summary, self.remark = QLabel(), QLabel()
        self.source = SourceView(reading.blocks, self._worn)
        self.form = FormSide(self.draft, self._worn)
        self.questions = QuestionList(self.draft, self._worn)
        self.answers = Answers()
        self.take = QPushButton()
        self._into_open = IntoOpen(document, self.draft, self._read, ask, self)
        self.into, self.effect = self._into_open.take, self._into_open.effect
        self.places = PlacesShown(
            *(reading, self.draft, self.source, self.form, self.questions, self.answers)
        )
        self._answering = Answering(self.draft, self.questions, self.answers)
        lay_out(
            self,
            ReadingParts(
                *(self.organ, self.year, self.remark, self.summary, self.source, self.form),
                *(self.questions, self.answers, self.effect),
                (self._into_open.differences, self.into, self.take),
            ),
            is_asking=bool(self.draft.questions or self.draft.faults),
        )
        self._connect()
        self._follow()
        if not self.questions.step(1):
            self._show_first_fault()
        (self.questions if self.questions.entry else self.take).setFocus()
        self._is_made = True

    def report(self) -> Report:
        """Return the report as it was confirmed, with the organ and the year as they stand."""
        year = year_in(self.year.text())
        if year is None:
            raise RuntimeError("the window was accepted without a year")
        return self.draft.answer(self.organ.text().strip(), year)

    def edits(self) -> tuple[Edit, ...]:
        """Return the edits that bring the reading into the open report."""
        return self._into_open.edits()

    def reject(self) -> None:
        """Close, unless somebody wants to keep what was confirmed."""
        if not self.draft.document.undo_stack.isClean() and not self._ask.confirm(
            "核对过的内容还没有用上。", "关闭以后，要重新读取、重新核对。", "仍然关闭"
        ):
            return
        super().reject()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not self._is_made or event.type() != QEvent.Type.StyleChange:
            return
        self.questions.lay_out()
        if self._theme() is not self._worn:
            self._worn = self._theme()
            for part in (self.source, self.form, self.questions):
                part.wear(self._worn)

    @property
    def _done(self) -> str:
        return _DONE if self.draft.questions else _SURE

    def _read(self) -> Report | None:
        return self.report() if self.take.isEnabled() else None

    def _connect(self) -> None:
        self.draft.moved.connect(self._follow)
        self._answering.ended.connect(self._show_done)
        self.take.clicked.connect(lambda: self._finish(ReadingOutcome.NEW))
        self.into.clicked.connect(self._take_into)
        self.organ.textChanged.connect(self._follow)
        self.year.textChanged.connect(self._follow)
        stack = self.draft.document.undo_stack
        for keys, do in (
            ("F8", lambda: self._answering.step(1)),
            ("Shift+F8", lambda: self._answering.step(-1)),
            (QKeySequence(QKeySequence.StandardKey.Undo), stack.undo),
            (QKeySequence(QKeySequence.StandardKey.Redo), stack.redo),
        ):
            QShortcut(QKeySequence(keys), self, do)

    def _follow(self) -> None:
        """Count what is open, and say what the buttons do."""
        self.questions.follow()
        self.form.count_doubts()
        report = self.draft.report
        filled = sum(map(report.is_filled, report.form.figures))
        waiting = self.draft.open_questions
        counts = [
            (matter.value, sum(each.matter is matter for each in waiting)) for matter in Matter
        ]
        words = "、".join(f"{name}{count}处" for name, count in counts if count)
        state = f"还有{len(waiting)}处没有核对：{words}" if waiting else self._done
        faults = len(self.draft.faults)
        self.summary.setText(
            f"{report.form.document}，{len(report.form.figures)}项中读到{filled}项。{state}。"
            + (f"≠ 不相符的{faults}处。" if faults else "")
        )
        self._check_year()
        left = f"（还有{len(waiting)}处没有核对）" if waiting else ""
        self.take.setText(f"{self._taking}{left}(&O)")
        self._into_open.offer()

    def _check_year(self) -> None:
        """Ask for a year that the form serves; a form is known by its labels, not by its year."""
        year, form, forms = year_in(self.year.text()), self.draft.report.form, self._document.forms
        fitting = None if year is None else forms.for_year(year)
        remark = ""
        if year is None:
            remark = "请填报告年度，四位数字。"
        elif fitting is None:
            remark = f"{forms.editions[0].first_year}年以前没有全国统一格式，请核对年度。"
        elif fitting is not form:
            remark = (
                f"表格是{form.document}的格式，{year}年度应当用{fitting.document}，请核对年度。"
            )
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.take.setEnabled(fitting is not None)

    def _show_done(self) -> None:
        self.answers.show_words(self._done, "可以打开报告了；来源自己的错，打开以后再改。")
        self.take.setFocus()

    def _show_first_fault(self) -> None:
        faults = self.draft.faults
        if faults:
            self.questions.show_question(faults[0])
            self.places.show_entry()
        else:
            self.answers.show_words(self._done, "来源自己也没有不相符的数。")

    def _take_into(self) -> None:
        self.form.commit()
        if self._into_open.is_wanted():
            self._finish(ReadingOutcome.INTO_OPEN)

    def _finish(self, outcome: ReadingOutcome) -> None:
        self.form.commit()
        self.outcome = outcome
        self.accept()
