"""A letter as a PDF: the lines of its template on pages as the report's, drawn by the same list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from core.printed.page import printable
from gui.printing.composer import BODY_SIZE, TITLE_SIZE, Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.flow import BASELINE, Flow, FlowRow
from gui.printing.line_breaking import FaceSpan, Measure, break_lines
from gui.printing.measure import Ruler
from gui.printing.pdf import qt_at_hand, write_pages
from gui.printing.sheet import Paper, Text
from gui.printing.title import set_title

_TITLE_PITCH = 1.25
"""The pitch of the title's lines, in lines of the body."""
_KEPT = 2
"""So many lines of the letter stand on the page on which it is signed."""


def letter_pdfs(letters: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Draw letters as PDF files, each a text and the organ that writes it; raises Problem."""
    press = LetterPress()
    with qt_at_hand():
        for text, organ in letters:
            yield write_pages(press.compose(text, organ))


class LetterPress:
    """Sets letters; one press for many finds the fonts once."""

    def __init__(self, faces: Faces | None = None) -> None:
        self._faces = faces
        self._paper = Paper()
        self._ruler = Ruler()

    def compose(self, text: str, organ: str) -> Composed:
        """Set a letter; ``# `` begins its title, ``## `` a heading, ``> `` a line at the right."""
        faces = self._found()
        paper = self._paper
        flow = Flow(paper, faces.song, self._ruler, None)
        titles: list[str] = []
        is_below_title = False
        lines = [line for line in printable(text).splitlines() if line.strip()]
        for at, line in enumerate(lines, 1):
            sign, _, rest = line.partition(" ")
            if sign == "#":
                titles.append(rest)
                is_below_title = True
                self._title(flow, rest)
                continue
            if is_below_title:
                flow.skip(paper.pitch / 2)
                flow.snap()
            if sign == ">":
                self._at_right(flow, rest)
            elif sign == "##":
                self._paragraph(flow, FaceSpan(rest, faces.hei), is_glued=True)
            else:
                # Whom it is for stands at the edge; every other paragraph is indented.
                signing = sum(1 for _ in takewhile(_is_at_right, lines[at:]))
                span = FaceSpan(line, faces.body)
                self._paragraph(flow, span, is_indented=not is_below_title, below=signing)
            is_below_title = False
        return Composed("".join(titles), organ, flow.pages(), faces)

    def _title(self, flow: Flow, title: str) -> None:
        lines = set_title((title,), flow.width, TITLE_SIZE, self._found().title, self._ruler)
        pitch = self._paper.pitch * _TITLE_PITCH
        flow.add_rows([FlowRow(line, TITLE_SIZE, pitch, is_centred=True) for line in lines])

    def _paragraph(
        self,
        flow: Flow,
        span: FaceSpan,
        *,
        is_glued: bool = False,
        is_indented: bool = True,
        below: int = 0,
    ) -> None:
        """Set a paragraph; its end shares a page with so many lines ``below`` it."""
        cell = self._paper.cell
        measure = Measure(flow.width, BODY_SIZE, 2 * cell if is_indented else 0.0, cell - BODY_SIZE)
        lines = break_lines((span,), measure, self._ruler)
        kept = len(lines) if is_glued else min(len(lines), _KEPT) if below else 0
        rows = [
            FlowRow(line, BODY_SIZE, self._paper.pitch, is_glued=at >= len(lines) - kept)
            for at, line in enumerate(lines)
        ]
        flow.add_rows(rows, below=(below or 2) * self._paper.pitch - 1e-3)

    def _at_right(self, flow: Flow, words: str) -> None:
        """Set a line two characters from the right edge; one too long is a paragraph."""
        pitch, face = self._paper.pitch, self._found().body
        width = self._ruler.ems(face, words) * BODY_SIZE
        edge = flow.width - 2 * self._paper.cell
        if width > edge:
            self._paragraph(flow, FaceSpan(words, face))
            return
        if flow.room < pitch - 1e-6:
            flow.turn_page(on_side=False)
        left, top = flow.place()
        y = top + (pitch - BODY_SIZE) / 2 + BODY_SIZE * BASELINE
        flow.add_items([Text(left + edge - width, y, words, face, BODY_SIZE)], pitch)

    def _found(self) -> Faces:
        self._faces = self._faces or find_faces()
        return self._faces


def _is_at_right(line: str) -> bool:
    return line.startswith("> ")
