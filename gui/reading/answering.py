"""Answering the questions of a reading, one after another, by keys or by the mouse."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.base.problem import Problem
from core.reading.questions import Matter, Question
from gui.reading.answers import Answers
from gui.reading.draft import Draft
from gui.reading.question_list import QuestionList


class Answering(QObject):
    """Puts what the clerk says into the draft, and goes on to what is still open."""

    ended = Signal()
    """Nothing is open any more in the direction in which the clerk went."""

    def __init__(self, draft: Draft, questions: QuestionList, answers: Answers) -> None:
        super().__init__(draft)
        self._draft = draft
        self._questions = questions
        self._answers = answers
        for asking in (questions, answers):
            asking.accepted.connect(self._accept)
            asking.chosen.connect(self._choose)
            asking.emptied.connect(self._leave_blank)
        questions.typing.connect(self._begin_typing)
        answers.typed.connect(self._type_in)

    def step(self, step: int) -> None:
        """Go to the next question that is open."""
        if self._questions.step(step):
            self._questions.setFocus()
        else:
            self.ended.emit()

    def _question(self) -> Question | None:
        entry = self._questions.entry
        return entry if isinstance(entry, Question) else None

    def _accept(self) -> None:
        question = self._question()
        if question is None:
            self.step(1)
        elif question.taken is None:
            self._answers.tell("来源里看不出每格是多少，请选一种分法，或者照原文填数。")
        else:
            self._draft.accept(question)
            self.step(1)

    def _choose(self, number: int) -> None:
        question = self._question()
        if question is not None and number <= len(question.ways):
            self._draft.choose(question, question.ways[number - 1])
            self.step(1)

    def _leave_blank(self) -> None:
        question = self._question()
        if question is not None and question.matter is not Matter.NOTE:
            self._draft.leave_blank(question)
            self.step(1)

    def _begin_typing(self) -> None:
        if self._answers.field.isVisible():
            self._answers.field.setFocus()

    def _type_in(self, text: str) -> None:
        question = self._question()
        if question is None:
            return
        try:
            self._draft.type_in(question, text)
        except Problem as problem:
            self._answers.tell(str(problem))
        else:
            self.step(1)
