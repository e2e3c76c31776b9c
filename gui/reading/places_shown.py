"""One place shown in the source, in the form and in words at once, wherever it was picked."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.figures.address import Address
from core.labels.blocks import SourceSpot
from core.reading.questions import Question, spots_of
from core.reading.text_places import text_places
from core.recognition.reading import Reading
from core.report.edit import Change
from core.report.finding import Finding
from gui.reading.answers import Answers
from gui.reading.draft import Draft
from gui.reading.form_side import FormSide
from gui.reading.question_list import QuestionList
from gui.reading.source_view import SourceView


class PlacesShown(QObject):
    """Leads the others to what is taken in hand in one of source, form and questions."""

    def __init__(
        self, reading: Reading, draft: Draft, source: SourceView, form: FormSide,
        questions: QuestionList, answers: Answers,
    ) -> None:  # fmt: skip
        super().__init__(draft)
        self._reading = reading
        self._texts = text_places(reading)
        self._draft = draft
        self._source = source
        self._form = form
        self._questions = questions
        self._answers = answers
        questions.currentItemChanged.connect(lambda *_: self.show_entry())
        form.entered.connect(self._show_cell)
        form.read.connect(self._show_line)
        source.picked.connect(self._show_spot)
        draft.document.stepped.connect(self._show_step)

    def show_entry(self) -> None:
        """Follow the question, or the fault of the source, that is in hand in the list."""
        entry = self._questions.entry
        if isinstance(entry, Question):
            self._answers.show_question(entry)
            self._source.show_spots(entry.spots)
            self._form.show_figures(entry.addresses)
        elif isinstance(entry, Finding):
            is_unsure = self._draft.is_in_doubt(entry.addresses)
            self._answers.show_finding(entry, is_unsure=is_unsure)
            self._source.show_spots(self._fault_spots(entry))
            self._form.show_section(entry.section)
            self._form.show_figures(entry.addresses)

    def _show_step(self, change: Change) -> None:
        """Lead to what undo or redo has changed."""
        changed = (a for a in self._reading.form.figures if a in change.figures)
        first = next(changed, None)
        if first is not None:
            self._form.show_figures((first,))
            self._show_cell(first)

    def _fault_spots(self, finding: Finding) -> tuple[SourceSpot, ...]:
        """Return where a fault stands: its sentence, or its figures."""
        spot = finding.spot
        spots = spots_of(self._reading, finding.addresses)
        if spot is None:
            return spots
        text = self._draft.report.texts[spot.section]
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
        self._source.show_spots(self._reading.figures[address].spots)
        self._tell_of(address)

    def _tell_of(self, address: Address) -> None:
        """Take the question about a figure in hand, or say how it was read."""
        figure = self._reading.figures[address]
        question = self._questions.about(address)
        self._questions.show_question(question)
        if question is not None:
            self._answers.show_question(question)
        else:
            shown = f"来源里是“{figure.shown}”。" if figure.shown else "来源里没有找到这一格。"
            place = self._reading.form.figures[address].place
            self._answers.show_words(f"{place}　{figure.certainty.value}", figure.why or shown)

    def _show_line(self, section: str, line: int) -> None:
        """Follow a paragraph of a written part."""
        places = self._texts[section]
        spot = places[line] if line < len(places) else None
        self._source.show_spots(() if spot is None else (spot,))
        self._tell_of_line(section, line)

    def _tell_of_line(self, section: str, line: int) -> None:
        self._questions.show_question(None)
        heading = self._reading.form.text(section).heading
        self._answers.show_words(heading, f"第{line + 1}段，照来源读入。")

    def _show_spot(self, spot: SourceSpot) -> None:
        """Follow a place that was picked in the source."""
        for address, figure in self._reading.figures.items():
            if any(_is_at(spot, each) for each in figure.spots):
                self._source.show_spots(figure.spots, is_led=False)
                self._form.show_figures((address,))
                self._tell_of(address)
                return
        for section, places in self._texts.items():
            for line, place in enumerate(places):
                if place is not None and _is_at(spot, place):
                    self._source.show_spots((place,), is_led=False)
                    self._form.show_line(section, line)
                    self._tell_of_line(section, line)
                    return


def _is_at(spot: SourceSpot, place: SourceSpot) -> bool:
    """Tell whether a picked spot lies at a place."""
    if (spot.block, spot.row, spot.cell) != (place.block, place.row, place.cell):
        return False
    return spot.row is not None or place.start <= spot.start <= place.end
