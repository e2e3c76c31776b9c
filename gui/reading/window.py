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

from core.base.problem import Problem
from core.figures.address import Address
from core.labels.blocks import SourceSpot
from core.reading.adoption import Effect, can_adopt, effect
from core.reading.questions import Matter, Question, spots_of
from core.reading.text_places import text_places
from core.recognition.reading import Reading
from core.report.edit import Change
from core.report.edits import Edit
from core.report.finding import Finding
from core.report.report import Report
from gui.kit.ask import Ask
from gui.kit.fields import year_in
from gui.look.theme import Theme
from gui.reading.answers import Answers
from gui.reading.draft import Draft
from gui.reading.effect_shown import show_differences
from gui.reading.form_side import FormSide
from gui.reading.layout import ReadingParts, lay_out
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
        self._ask = ask
        self._taking = taking
        self._reading = reading
        self._texts = text_places(reading)
        self.draft = Draft(reading, document.forms, self)
        year = "" if reading.year is None else str(reading.year)
        self.organ, self.year = QLineEdit(reading.organ), QLineEdit(year)
        self.organ.setPlaceholderText("没有读到，请填机关全称")
        self.year.setPlaceholderText("没有读到，请填报告年度")
        self.summary, self.remark, self.effect = QLabel(), QLabel(), QLabel()
        self.source = SourceView(reading.blocks, self._worn)
        self.form = FormSide(self.draft, self._worn)
        self.questions = QuestionList(self.draft, self._worn)
        self.answers = Answers()
        self.take = QPushButton()
        self.into = QPushButton("读入当前报告(&R)")
        self.differences = QPushButton("看一看改动(&K)…")
        lay_out(
            self,
            ReadingParts(
                *(self.organ, self.year, self.remark, self.summary, self.source, self.form),
                *(self.questions, self.answers, self.effect),
                (self.differences, self.into, self.take),
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
        return self.draft.edits_into(self._document.report)

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

    def _connect(self) -> None:
        self.draft.moved.connect(self._follow)
        self.draft.document.stepped.connect(self._show_step)
        self.questions.currentItemChanged.connect(lambda *_: self._show_entry())
        for asking in (self.questions, self.answers):
            asking.accepted.connect(self._accept)
            asking.chosen.connect(self._choose)
            asking.emptied.connect(self._leave_blank)
        self.questions.typing.connect(self._begin_typing)
        self.answers.typed.connect(self._type_in)
        self.form.entered.connect(self._show_cell)
        self.form.read.connect(self._show_line)
        self.source.picked.connect(self._show_spot)
        self.take.clicked.connect(lambda: self._finish(ReadingOutcome.NEW))
        self.into.clicked.connect(self._take_into)
        self.differences.clicked.connect(self._show_differences)
        self.organ.textChanged.connect(self._follow)
        self.year.textChanged.connect(self._follow)
        stack = self.draft.document.undo_stack
        for keys, do in (
            ("F8", lambda: self._step(1)),
            ("Shift+F8", lambda: self._step(-1)),
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
        self._offer_open()

    def _offer_open(self) -> None:
        """Offer the open report where it is of the same organ and year, and say what changes."""
        found = self._effect()
        for widget in (self.effect, self.into, self.differences):
            widget.setVisible(found is not None)
        if found is not None:
            undo = "可以一步撤销。" if found.differences else ""
            self.effect.setText(f"读入当前报告：{found.words}。{undo}")
            for button in (self.into, self.differences):
                button.setEnabled(bool(found.differences))

    def _effect(self) -> Effect | None:
        year = year_in(self.year.text())
        if not self._document.is_open or year is None or not self.take.isEnabled():
            return None
        if not can_adopt(self._document.report, self.report()):
            return None
        return effect(self._document.report, self.edits())

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

    def _step(self, step: int) -> None:
        if self.questions.step(step):
            self.questions.setFocus()
        else:
            self.answers.show_words(self._done, "可以打开报告了；来源自己的错，打开以后再改。")
            self.take.setFocus()

    def _show_step(self, change: Change) -> None:
        """Lead to what undo or redo has changed."""
        changed = (a for a in self._reading.form.figures if a in change.figures)
        first = next(changed, None)
        if first is not None:
            self.form.show_figures((first,))
            self._show_cell(first)

    def _show_first_fault(self) -> None:
        faults = self.draft.faults
        if faults:
            self.questions.show_question(faults[0])
            self._show_entry()
        else:
            self.answers.show_words(self._done, "来源自己也没有不相符的数。")

    def _show_entry(self) -> None:
        entry = self.questions.entry
        if isinstance(entry, Question):
            self.answers.show_question(entry)
            self.source.show_spots(entry.spots)
            self.form.show_figures(entry.addresses)
        elif isinstance(entry, Finding):
            is_unsure = self.draft.is_in_doubt(entry.addresses)
            self.answers.show_finding(entry, is_unsure=is_unsure)
            self.source.show_spots(self._fault_spots(entry))
            self.form.show_section(entry.section)
            self.form.show_figures(entry.addresses)

    def _fault_spots(self, finding: Finding) -> tuple[SourceSpot, ...]:
        """Return where a fault stands: its sentence, or its figures."""
        spot = finding.spot
        spots = spots_of(self._reading, finding.addresses)
        if spot is None:
            return spots
        text = self.draft.report.texts[spot.section]
        line = text.count("\n", 0, spot.start)
        places = self._texts[spot.section]
        place = places[line] if line < len(places) else None
        if place is None:
            return spots
        start = place.start + spot.start - (text.rfind("\n", 0, spot.start) + 1)
        end = min(start + spot.end - spot.start, place.end)
        return (SourceSpot(place.block, start=start, end=end), *spots)

    def _show_cell(self, address: Address) -> None:
        """Follow a cell that was taken in hand in the form."""
        self.source.show_spots(self._reading.figures[address].spots)
        self._tell_of(address)

    def _tell_of(self, address: Address) -> None:
        """Take the question about a figure in hand, or say how it was read."""
        figure = self._reading.figures[address]
        question = self.questions.about(address)
        self.questions.show_question(question)
        if question is not None:
            self.answers.show_question(question)
        else:
            shown = f"来源里是“{figure.shown}”。" if figure.shown else "来源里没有找到这一格。"
            place = self._reading.form.figures[address].place
            self.answers.show_words(f"{place}　{figure.certainty.value}", figure.why or shown)

    def _show_line(self, section: str, line: int) -> None:
        """Follow a paragraph of a written part."""
        places = self._texts[section]
        spot = places[line] if line < len(places) else None
        self.source.show_spots(() if spot is None else (spot,))
        self._tell_of_line(section, line)

    def _tell_of_line(self, section: str, line: int) -> None:
        self.questions.show_question(None)
        heading = self._reading.form.text(section).heading
        self.answers.show_words(heading, f"第{line + 1}段，照来源读入。")

    def _show_spot(self, spot: SourceSpot) -> None:
        """Follow a place that was picked in the source."""
        for address, figure in self._reading.figures.items():
            if any(_is_at(spot, each) for each in figure.spots):
                self.source.show_spots(figure.spots, is_led=False)
                self.form.show_figures((address,))
                self._tell_of(address)
                return
        for section, places in self._texts.items():
            for line, place in enumerate(places):
                if place is not None and _is_at(spot, place):
                    self.source.show_spots((place,), is_led=False)
                    self.form.show_line(section, line)
                    self._tell_of_line(section, line)
                    return

    def _question(self) -> Question | None:
        entry = self.questions.entry
        return entry if isinstance(entry, Question) else None

    def _accept(self) -> None:
        question = self._question()
        if question is None:
            self._step(1)
        elif question.taken is None:
            self.answers.tell("来源里看不出每格是多少，请选一种分法，或者照原文填数。")
        else:
            self.draft.accept(question)
            self._step(1)

    def _choose(self, number: int) -> None:
        question = self._question()
        if question is not None and number <= len(question.ways):
            self.draft.choose(question, question.ways[number - 1])
            self._step(1)

    def _leave_blank(self) -> None:
        question = self._question()
        if question is not None and question.matter is not Matter.NOTE:
            self.draft.leave_blank(question)
            self._step(1)

    def _begin_typing(self) -> None:
        if self.answers.field.isVisible():
            self.answers.field.setFocus()

    def _type_in(self, text: str) -> None:
        question = self._question()
        if question is None:
            return
        try:
            self.draft.type_in(question, text)
        except Problem as problem:
            self.answers.tell(str(problem))
        else:
            self._step(1)

    def _show_differences(self) -> None:
        found = self._effect()
        if found is None:
            return
        show_differences(found, self)

    def _take_into(self) -> None:
        self.form.commit()
        found = self._effect()
        if found is None:
            return
        is_overwriting = found.overwritten or found.rewritten
        if is_overwriting and not self._ask.confirm(
            f"{found.words}。", "读入以后，可以一步撤销。", "读入"
        ):
            return
        self._finish(ReadingOutcome.INTO_OPEN)

    def _finish(self, outcome: ReadingOutcome) -> None:
        self.form.commit()
        self.outcome = outcome
        self.accept()


def _is_at(spot: SourceSpot, place: SourceSpot) -> bool:
    """Tell whether a picked spot lies at a place."""
    if (spot.block, spot.row, spot.cell) != (place.block, place.row, place.cell):
        return False
    return spot.row is not None or place.start <= spot.start <= place.end
