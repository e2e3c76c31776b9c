"""Rows, paragraphs and letters of RTF, as the words that stand before them define them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from core.sources.rtf_words import FRAMES, INDENTS, NUMBERS, SWITCHES
from core.sources.size import too_much
from core.sources.word_markup import Marks, WordCell, WordRow

PARAGRAPH_WORDS = frozenset(
    {"intbl", "itap", "s", "outlinelevel", "sl", "cbpat", *INDENTS, *FRAMES}
)
"""What a paragraph takes in."""
_MOST_CELLS = 200


def letters_with(
    letters: Marks, word: str, number: int | None, colour_of: Callable[[int], str]
) -> Marks:
    """Return how letters are set after one more word; as they were where it is none of theirs."""
    value = number or 0
    if word in SWITCHES:
        return {**letters, SWITCHES[word]: {"val": "0" if number == 0 else "1"}}
    if word in NUMBERS:
        return {**letters, NUMBERS[word]: {"val": str(value)}}
    if word == "dn":
        return {**letters, "position": {"val": str(-value)}}
    if word == "cf":
        return {**letters, "color": {"val": colour_of(value) or "auto"}}
    if word in {"cb", "chcbpat", "highlight"}:
        return {**letters, "shd": {"val": "clear", "fill": colour_of(value) or "auto"}}
    if word in {"super", "sub", "nosupersub"}:
        kinds = {"super": "superscript", "sub": "subscript"}
        kind = kinds.get(word, "baseline") if number != 0 else "baseline"
        return {**letters, "vertAlign": {"val": kind}}
    return letters


@dataclass(slots=True)
class RtfRow:
    """The definition of a row as far as it was met."""

    _start: int = 0
    _height: int = 0
    _cells: list[WordCell] = field(default_factory=list)
    _next: WordCell = field(default_factory=lambda: WordCell(0))
    _fill: str = ""
    _front: str = ""
    _share: int = 0

    def take(self, word: str, value: int, colour_of: Callable[[int], str]) -> None:
        """Take in a word. Raises Problem where no row has as many cells."""
        if word == "trleft":
            self._start = value
        elif word == "trrh":
            self._height = max(-value, 0)
        elif word == "cellx":
            self._end_cell(value)
        elif word in {"clvmgf", "clvmrg"}:
            self._next = replace(self._next, down="restart" if word == "clvmgf" else "continue")
        elif word == "clmrg":
            self._next = replace(self._next, is_joined=True)
        elif word == "clcbpat":
            self._fill = colour_of(value)
        elif word == "clcfpat":
            self._front = colour_of(value)
        elif word == "clshdng":
            self._share = min(max(value, 0), 10_000) // 100

    def row(self) -> WordRow:
        """Return the row that ends here."""
        return WordRow(self._start, tuple(self._cells), self._height)

    def _end_cell(self, end: int) -> None:
        if len(self._cells) > _MOST_CELLS:
            raise too_much()
        self._cells.append(replace(self._next, end=end, ground=self._ground()))
        self._next = WordCell(0)
        self._fill, self._front, self._share = "", "", 0

    def _ground(self) -> Mapping[str, str]:
        if not self._fill and not self._share:
            return {}
        kind = f"pct{self._share}" if self._share else "clear"
        return {"val": kind, "color": self._front or "auto", "fill": self._fill or "auto"}


@dataclass(slots=True)
class RtfParagraph:
    """What was said of a paragraph as a whole since all was set back."""

    _is_in_table: bool = False
    _depth: int = 0
    _marks: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _indents: dict[str, str] = field(default_factory=dict)
    _style: int = -1

    @property
    def place(self) -> int:
        """Return in how many tables the paragraph stands."""
        return self._depth or int(self._is_in_table)

    def take(self, word: str, value: int, colour_of: Callable[[int], str]) -> None:
        """Take in a word."""
        if word == "intbl":
            self._is_in_table = True
        elif word == "itap":
            self._depth = min(max(value, 0), 20)
        elif word == "s":
            self._style = value
        elif word == "outlinelevel":
            self._marks["outlineLvl"] = {"val": str(value)}
        elif word == "sl":
            rule = "exact" if value < 0 else "auto"
            self._marks["spacing"] = {"line": str(abs(value)), "lineRule": rule}
        elif word == "cbpat":
            self._marks["shd"] = {"val": "clear", "fill": colour_of(value) or "auto"}
        elif word in INDENTS:
            self._indents[INDENTS[word]] = str(value)
        else:  # it stands at a place of its own on the page
            self._marks["framePr"] = {}

    def shape(self, levels: Mapping[int, str]) -> Marks:
        """Return its properties; ``levels`` are those of the headings that styles make."""
        marks = dict(self._marks)
        if self._style in levels:
            marks.setdefault("outlineLvl", {"val": levels[self._style]})
        if self._indents:
            marks["ind"] = self._indents
        return marks
