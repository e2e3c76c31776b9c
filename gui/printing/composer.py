"""Composing the report after GB/T 9704: title, paragraphs, tables, and what may follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.checks.inspection import Inspection
from core.exports.parts.column_plan import SMALL_PRINT
from core.exports.parts.options import watermark_word
from core.printed.closing import closing_of
from core.printed.empty_form import is_line, print_for_paper
from core.printed.page import PrintedParagraph, PrintedReport, PrintedSection
from core.printed.small_table import blocks_of
from core.settings.page_options import Fonts, PageOptions
from core.texts.headings import Level
from gui.printing.cell_text import CellSetter
from gui.printing.faces import Faces, find_faces
from gui.printing.flow import Flow, FlowRow
from gui.printing.grid import RuledGrid, grid_of
from gui.printing.grid_choice import GridChoice
from gui.printing.grid_layout import SIZES, Frame, set_small_grid
from gui.printing.line_breaking import BrokenLine, FaceSpan, Measure, break_lines
from gui.printing.measure import Ruler
from gui.printing.sheet import Paper, PaperPage, RuleItem, WatermarkItem
from gui.printing.title import set_title

TITLE_SIZE = 22.0
BODY_SIZE = 16.0
_TITLE_PITCH = 1.25
"""The pitch of the title's lines, in lines of the body."""
_ABOVE_TABLE = 3.0
_BELOW_LINE = 4.0
"""The room below a line to write on."""
_KEPT = 2
"""So many of the last lines of a text go along with the lines to sign."""
_MAY_TURN = 10
"""A table with at least so many columns may stand on its side."""
_KEPT_PARAGRAPHS = 4000
_KEPT_GRIDS = 32


@dataclass(frozen=True, slots=True)
class Composed:
    """The pages of a report, and which fonts stand in for missing ones."""

    title: str
    organ: str
    pages: tuple[PaperPage, ...]
    faces: Faces
    small_print: tuple[tuple[str, float], ...] = ()
    """The headings of the tables with figures in smaller type than easily read, and its size."""


class Composer:
    """Composes reports; what it measured and broke into lines it remembers for the next time."""

    def __init__(self, faces: Faces | None = None, paper: Paper | None = None) -> None:
        self.faces = faces or find_faces()
        self.paper = paper or Paper()
        self.ruler = Ruler()
        self._fonts = Fonts()
        self._small_print: list[tuple[str, float]] = []
        self._setter: CellSetter | None = None
        self._lines: dict[tuple[PrintedParagraph, float], tuple[BrokenLine, ...]] = {}
        self._grids: dict[tuple[RuledGrid, Frame], GridChoice] = {}

    def compose(self, inspection: Inspection, options: PageOptions | None = None) -> Composed:
        """Compose the report as its options ask."""
        options = options or PageOptions()
        self._take_fonts(options.fonts)
        self._small_print = []
        printed = print_for_paper(inspection.report)
        word = watermark_word(options.watermark, inspection)
        mark = WatermarkItem(word, self.faces.sans) if word else None
        flow = Flow(self.paper, self.faces.song, self.ruler, mark)
        self._title(flow, printed)
        self._text(flow, printed.opening)
        for section in printed.sections[:-1]:
            self._section(flow, section, options)
        # Lines to sign never stand on a page of their own: the last lines of the text go along.
        signed = 0.0
        if options.sign_off:
            from gui.printing.sign_off import SIGN_LINES

            signed = self.paper.pitch * SIGN_LINES
        self._section(flow, printed.sections[-1], options, signed)
        if options.sign_off:
            from gui.printing.sign_off import add_sign_off

            flow.turn_page_if_turned()
            add_sign_off(flow, self.faces.body, self.ruler)
        if options.picture:
            self._picture(flow, inspection)
        if options.check_sheet:
            self._check_sheet(flow, inspection)
        return Composed(
            "".join(printed.title),
            printed.organ,
            flow.pages(),
            self.faces,
            tuple(self._small_print),
        )

    def _take_fonts(self, fonts: Fonts) -> None:
        """Take other faces where other fonts are chosen than the last time."""
        if fonts != self._fonts:
            self._fonts = fonts
            self.faces = find_faces(fonts=fonts)
            self._setter = None
            self._lines.clear()
            self._grids.clear()

    @property
    def _cells(self) -> CellSetter:
        if self._setter is None:
            self._setter = CellSetter(self.faces.tables, self.faces.figures, self.ruler)
        return self._setter

    def _title(self, flow: Flow, printed: PrintedReport) -> None:
        wanted = tuple(line for part in printed.title_parts for line in part)
        lines = set_title(wanted, flow.width, TITLE_SIZE, self.faces.title, self.ruler)
        pitch = self.paper.pitch * _TITLE_PITCH
        flow.add_rows([FlowRow(line, TITLE_SIZE, pitch, is_centred=True) for line in lines])
        flow.skip(self.paper.pitch / 2)
        flow.snap()

    def _section(
        self, flow: Flow, section: PrintedSection, options: PageOptions, below: float = 0.0
    ) -> None:
        """Set a section; the end of its text keeps to what stands ``below`` it."""
        if section.table is None:
            flow.turn_page_if_turned()
            kept = 2 * self.paper.pitch
            last = _kept_lines(section.paragraphs, below)
            if last and len(section.paragraphs) <= last:
                rows = [row for each in section.paragraphs for row in self._paragraph(flow, each)]
                if len(rows) <= last:
                    kept = max(kept, sum(row.pitch for row in rows) + below)
            flow.add_rows(self._heading_rows(section.heading, flow.width), below=kept - 1e-3)
            self._text(flow, section.paragraphs, below)
            return
        grid = grid_of(section.table)
        if options.tables_on_side and len(grid.widths) >= _MAY_TURN:
            flow.turn_page(on_side=True)
        else:
            flow.turn_page_if_turned()
        self._table(flow, section.heading, grid)

    def _table(self, flow: Flow, heading: str, grid: RuledGrid) -> None:
        """Set a table whole below its heading: on this page, on the next, or over several."""
        rows = self._heading_rows(heading, flow.width)
        above = sum(row.pitch for row in rows) + _ABOVE_TABLE
        choice = self._grid(grid, flow.frame)
        whole = choice.for_room(flow.height - above)
        placed = whole
        if flow.room < flow.height:
            placed = choice.for_room(flow.room - above)
            # Below something else it may be set a little closer, not in smaller type.
            if placed.size < whole.size or placed.height > flow.room - above + 1e-6:
                placed = whole
        if placed.smallest_figure < SMALL_PRINT:
            self._small_print.append((heading, placed.smallest_figure))
        kept = placed.height
        if (
            above + placed.height > flow.height + 1e-6
        ):  # no page holds it: a few lines go with the heading
            kept = placed.part_height(0, min(placed.grid.header_lines + 2, placed.grid.lines))
        flow.add_rows(rows, below=_ABOVE_TABLE + kept - 1e-3)
        flow.skip(_ABOVE_TABLE)
        flow.add_grid(placed)
        flow.snap()

    def _heading(self, flow: Flow, heading: str, size: float) -> None:
        flow.add_rows(
            self._heading_rows(heading, flow.width, size), below=2 * self.paper.pitch - 1e-3
        )

    def _heading_rows(
        self, heading: str, width: float, size: float = BODY_SIZE
    ) -> list[FlowRow]:  # fmt: skip
        lines = self._break(PrintedParagraph(heading, Level.FIRST, len(heading)), width)
        return [
            FlowRow(line, size, self.paper.pitch, is_glued=True, anchor="" if at else heading)
            for at, line in enumerate(lines)
        ]

    def _text(self, flow: Flow, paragraphs: Sequence[PrintedParagraph], below: float = 0.0) -> None:
        """Set a written part: its paragraphs, and the small tables between them."""
        rows: list[FlowRow] = []
        for block in blocks_of(paragraphs):
            if isinstance(block, PrintedParagraph) and not is_line(block):
                rows += self._paragraph(flow, block)
                continue
            if isinstance(block, PrintedParagraph):
                self._add_rows(flow, rows)
                rows = []
                self._line_to_write_on(flow)
                continue
            placed = set_small_grid(grid_of(block), flow.frame, self._cells, SIZES[0])
            first = placed.part_height(0, min(block.header_lines + 1, placed.grid.lines))
            self._add_rows(flow, rows, below=min(first, flow.height / 2))
            flow.skip(_ABOVE_TABLE)
            flow.add_grid(placed)
            flow.snap()
            rows = []
        last = min(_kept_lines(paragraphs, below), len(rows))
        if last:
            split = len(rows) - last
            rows = [*rows[:split], *(replace(row, is_glued=True) for row in rows[split:])]
        self._add_rows(flow, rows, below)

    def _line_to_write_on(self, flow: Flow) -> None:
        pitch = self.paper.pitch
        if flow.room < pitch - 1e-6:
            flow.turn_page(on_side=False)
        left, top = flow.place()
        y = top + pitch - _BELOW_LINE
        flow.add_items([RuleItem(left, y, left + flow.width, y, 0.5)], pitch)

    def _add_rows(self, flow: Flow, rows: list[FlowRow], below: float = 0.0) -> None:
        """Set lines; a heading keeps to the table ``below`` it, where there is one."""
        if rows and rows[-1].is_glued and not below:  # nothing follows that it could keep to
            rows[-1] = replace(rows[-1], is_glued=False)
        flow.add_rows(rows, below=below)

    def _paragraph(self, flow: Flow, paragraph: PrintedParagraph) -> list[FlowRow]:
        rows: list[FlowRow] = []
        lines = self._break(paragraph, flow.width)
        is_heading = 0 < len(paragraph.text) == paragraph.lead
        # A heading keeps to the paragraph below it, and a paragraph's first two lines
        # together where the first is a heading that runs into its text.
        for at, line in enumerate(lines):
            glued = is_heading or (at == 0 and paragraph.lead > 0 and len(lines) > 1)
            anchor = _bookmark(paragraph) if at == 0 else ""
            rows.append(
                FlowRow(
                    line,
                    BODY_SIZE,
                    self.paper.pitch,
                    is_glued=glued,
                    anchor=anchor,
                    anchor_level=1,
                )
            )
        return rows

    def _break(self, paragraph: PrintedParagraph, width: float) -> tuple[BrokenLine, ...]:
        known = self._lines.get((paragraph, width))
        if known is None:
            cell = self.paper.cell
            measure = Measure(width, BODY_SIZE, 2 * cell, cell - BODY_SIZE)
            lead, rest = paragraph.text[: paragraph.lead], paragraph.text[paragraph.lead :]
            face = {Level.FIRST: self.faces.hei, Level.SECOND: self.faces.kai}.get(
                paragraph.level, self.faces.body
            )
            spans = (FaceSpan(lead, face), FaceSpan(rest, self.faces.body))
            known = break_lines(spans, measure, self.ruler)
            if len(self._lines) >= _KEPT_PARAGRAPHS:
                self._lines.clear()
            self._lines[paragraph, width] = known
        return known

    def _grid(self, grid: RuledGrid, frame: Frame) -> GridChoice:
        known = self._grids.get((grid, frame))
        if known is None:
            if len(self._grids) >= _KEPT_GRIDS:
                self._grids.clear()
            known = self._grids[grid, frame] = GridChoice(grid, frame, self._cells)
        return known

    def _picture(self, flow: Flow, inspection: Inspection) -> None:
        """Put the picture on an upright page of its own."""
        from core.picture.picture import ANNEX, draw_up
        from gui.printing.picture import PictureArea, set_picture

        flow.turn_page(on_side=False)
        left, top = flow.place()
        area = PictureArea(left, top, flow.width, flow.height)
        items = set_picture(draw_up(inspection.report), area, self.faces, self.ruler)
        flow.add_items(items, flow.height, anchor=ANNEX)

    def _check_sheet(self, flow: Flow, inspection: Inspection) -> None:
        from core.exports.parts import check_list
        from gui.printing import check_sheet

        flow.turn_page(on_side=False)
        title = set_title((check_list.TITLE,), flow.width, TITLE_SIZE, self.faces.title, self.ruler)
        pitch = self.paper.pitch * _TITLE_PITCH
        flow.add_rows(
            [
                FlowRow(line, TITLE_SIZE, pitch, is_centred=True, anchor=check_list.TITLE)
                for line in title
            ]
        )
        for part in check_sheet.parts(inspection):
            if part.heading:
                self._heading(flow, part.heading, BODY_SIZE)
            if part.note:
                measure = Measure(flow.width, check_sheet.NOTE_SIZE, justified=False)
                lines = break_lines((FaceSpan(part.note, self.faces.tables),), measure, self.ruler)
                note_pitch = check_sheet.NOTE_SIZE * 1.6
                flow.add_rows([FlowRow(line, check_sheet.NOTE_SIZE, note_pitch) for line in lines])
            if part.grid is not None:
                flow.skip(_ABOVE_TABLE)
                placed = set_small_grid(part.grid, flow.frame, self._cells)
                flow.add_grid(placed)
                flow.skip(self.paper.pitch / 2)


def _kept_lines(paragraphs: Sequence[PrintedParagraph], below: float) -> int:
    """Return how many of the last lines of a text share a page, with what stands ``below`` too."""
    signing = closing_of(paragraphs)
    return max(signing + 1 if signing else 0, _KEPT if below else 0)


def _bookmark(paragraph: PrintedParagraph) -> str:
    """Return the words by which a reader jumps to a paragraph; empty where it is no heading."""
    if paragraph.level is not Level.SECOND or not paragraph.lead:
        return ""
    return paragraph.text[: paragraph.lead].rstrip("。：:. ")
