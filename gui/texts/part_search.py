"""Finding and replacing in a written part: the bar, and what it finds marked in the editor."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.report.finding import Spot
from core.texts.search import TextSearch
from gui.texts.editor import Writing
from gui.texts.find_bar import TextFindBar
from gui.texts.marks import Marks
from gui.texts.part_writer import PartWriter


class PartSearch(QObject):
    """Leads the editor to what the bar finds, and puts in what the bar replaces it with."""

    left = Signal(object)
    """The search found a `Spot` in another written part."""

    def __init__(
        self, section: str, bar: TextFindBar, editor: Writing, marks: Marks, writer: PartWriter
    ) -> None:
        super().__init__(editor)
        self._section = section
        self._bar = bar
        self._editor = editor
        self._marks = marks
        self._writer = writer
        editor.cursorPositionChanged.connect(self._moved)
        editor.selectionChanged.connect(self._moved)
        bar.spot_picked.connect(self._show_spot)
        bar.searched.connect(self._show_matches)
        bar.closed.connect(editor.setFocus)
        bar.replacement_wanted.connect(self._replace)

    def open(self, *, replacing: bool) -> None:
        """Open the bar, to replace or to find alone; it takes the selection up."""
        self._writer.take_typed()
        start, end = self._editor.selection
        self._bar.open(replacing=replacing, words=self._editor.text[start:end])

    def close(self) -> bool:
        """Put the bar away; returns whether it was open."""
        was_open = self._bar.isVisible()
        if was_open:
            self._bar.put_away()
        return was_open

    def find_next(self, step: int) -> None:
        """Go to the next match of the last search, or ask for one where there is none."""
        if self._bar.search.words:
            self._bar.step(step)
        else:
            self.open(replacing=False)

    def go_on(self, bar: TextFindBar, spot: Spot) -> None:
        """Show what the search of another part found here, and go on with it."""
        self._bar.take_over(bar)
        self._show_spot(spot)

    def _moved(self) -> None:
        start, end = self._editor.selection
        self._bar.place = Spot(self._section, start, end)

    def _show_matches(self) -> None:
        self._marks.search = self._bar.search if self._bar.isVisible() else TextSearch("")
        self._marks.paint()

    def _show_spot(self, spot: object) -> None:
        if not isinstance(spot, Spot):
            return
        if spot.section != self._section:
            self.left.emit(spot)
            return
        self._editor.select(spot.start, spot.end)
        self._marks.paint()
        self._bar.show_count()

    def _replace(self, words: str) -> None:
        self._writer.insert(words, (), "替换")
        self._bar.words.setFocus() if not self._bar.is_replacing else self._bar.other.setFocus()
