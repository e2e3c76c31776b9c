"""The report as a sequence of printable parts, before any file format.

Every writer prints from here, so that a Word file, a workbook and a page on paper say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.forms.form import Figure, GridCell, Role, TableSection
from core.printed.characters import as_printed
from core.report.report import Report
from core.texts.headings import Level, heading_of
from core.texts.text_tables import find_tables

NUMBER_LIKE = re.compile(r"[-+]?[0-9][0-9.,]{0,23}%?")
"""What stands as a number wherever it stands, good or not."""
_LONGEST_CENTRED = 12
"""Characters of a text in a small table that stands in the middle of its cell."""


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph of a written part; the first ``lead`` characters are its heading.

    Official style runs a heading into its text: “（一）主动公开情况。全年……”.
    """

    text: str
    level: Level = Level.BODY
    lead: int = 0
    cells: tuple[str, ...] = ()
    """Its cells, where it is a row of a small table in the text."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell with the text that is printed in it.

    ``figure`` is the number behind the text, None for a label, a blank and a text that could not
    be read as a number. ``unit`` is printed after the figure where no heading names it.
    """

    line: int
    column: int
    down: int
    across: int
    role: Role
    text: str
    address: Address | None = None
    kind: Kind | None = None
    figure: Number | None = None
    unit: str = ""

    @property
    def is_centred(self) -> bool:
        """Tell whether the text stands in the middle; bands, labels and sentences begin left."""
        is_sentence = self.address is None and len(self.text) > _LONGEST_CENTRED
        return self.role is Role.HEAD or (self.role is Role.FIGURE and not is_sentence)

    @property
    def is_number(self) -> bool:
        """Tell whether it holds a number, good or not, which is set in one line, however small."""
        if self.role is not Role.FIGURE:
            return False
        return self.figure is not None or NUMBER_LIKE.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as a grid of cells; ``widths`` are the columns' shares of the full width."""

    widths: tuple[int, ...]
    header_lines: int
    lines: tuple[tuple[PrintedCell, ...], ...]
    """The cells that begin in each line, from left to right."""

    first_figure_column: int = field(init=False, compare=False)
    """The first grid column that holds a figure of the form; those before it are labels."""

    def __post_init__(self) -> None:
        # Asked for with every cell that is laid out: found once.
        cells = (cell for line in self.lines for cell in line)
        figures = (cell.column for cell in cells if cell.address is not None)
        first = min(figures, default=len(self.widths))
        object.__setattr__(self, "first_figure_column", first)


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section under its official heading: paragraphs, or a table."""

    id: str
    heading: str
    tab: str
    paragraphs: tuple[PrintedParagraph, ...] = ()
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """The whole report, ready to be set."""

    organ: str
    """The organ's full name in one line; empty where none was typed."""
    title: tuple[str, ...]
    """The organ's full name, then the year with the report's name."""
    opening: tuple[PrintedParagraph, ...]
    """The opening paragraph (导语)."""
    sections: tuple[PrintedSection, ...]
    organ_lines: tuple[str, ...] = ()
    """The lines of the organ's name in the title, where they were made by hand."""

    @property
    def title_parts(self) -> tuple[tuple[str, ...], ...]:
        """The title's parts, each in the lines that were made by hand; in one where none were."""
        if not self.organ_lines:
            return tuple((line,) for line in self.title)
        return self.organ_lines, *((line,) for line in self.title[1:])


_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def print_report(report: Report) -> PrintedReport:
    """Lay out a report for printing: what was typed, in the official order and wording."""
    form = report.form
    organ = one_line(report.organ)
    return PrintedReport(
        organ=organ,
        title=tuple(line for line in (organ, f"{report.year}年{form.title}") if line),
        opening=read_paragraphs(report.texts[form.preamble.id]),
        sections=tuple(
            PrintedSection(
                section.id, section.heading, section.tab, table=_print_table(section, report)
            )
            if isinstance(section, TableSection)
            else PrintedSection(
                section.id, section.heading, section.tab, read_paragraphs(report.texts[section.id])
            )
            for section in form.sections
        ),
        organ_lines=lines_by_hand(report),
    )


def lines_by_hand(report: Report) -> tuple[str, ...]:
    """Return the lines of the organ's name that were made by hand, as long as they are the name."""
    lines = report.title_lines
    is_name = lines and "".join(lines) == one_line(report.organ)
    return tuple(line.strip() for line in lines if line.strip()) if is_name else ()


def split_lines(text: str) -> tuple[str, ...]:
    """Split a text at its line ends; blank lines and outer spaces are layout and fall away.

    Of each character that is not seen, or not by itself, stands what `as_printed` says.
    """
    lines = (as_printed(line) for line in _LINE_END.split(text))
    return tuple(line for line in lines if line)


def printable(text: str) -> str:
    """Return a text as a cell can hold it: its lines, each as `split_lines` leaves it."""
    return "\n".join(split_lines(text))


def one_line(text: str) -> str:
    """Return a text as it is printed in one line: a name, a title."""
    return " ".join(split_lines(text))


def read_paragraphs(text: str) -> tuple[PrintedParagraph, ...]:
    """Split a written part into paragraphs and recognise the headings and rows of tables in it."""
    lines = _LINE_END.split(text)
    tables = {
        table.first + at: tuple(map(as_printed, row))
        for table in find_tables(lines)
        for at, row in enumerate(table.rows)
    }
    printed = ((number, as_printed(line)) for number, line in enumerate(lines))
    return tuple(_paragraph(line, tables.get(number, ())) for number, line in printed if line)


def _paragraph(text: str, cells: tuple[str, ...]) -> PrintedParagraph:
    return (
        PrintedParagraph(text, cells=cells) if cells else PrintedParagraph(text, *heading_of(text))
    )


def _print_table(section: TableSection, report: Report) -> PrintedTable:
    cells = [_print_cell(cell, report) for cell in section.cells]
    return PrintedTable(
        widths=section.widths,
        header_lines=section.header_lines,
        lines=tuple(
            tuple(sorted((c for c in cells if c.line == line), key=lambda c: c.column))
            for line in range(section.lines)
        ),
    )


def _print_cell(cell: GridCell, report: Report) -> PrintedCell:
    place = (cell.line, cell.column, cell.down, cell.across, cell.role)
    if cell.address is None:
        return PrintedCell(*place, cell.text)
    figure = report.form.figures[cell.address]
    number = report.figure(cell.address)
    if number is None:
        typed = printable(report.value(cell.address).text)
        return PrintedCell(*place, typed, cell.address, figure.kind)
    unit = _unit_to_print(figure)
    text = show(number, figure.kind) + unit
    return PrintedCell(*place, text, cell.address, figure.kind, number, unit)


def _unit_to_print(figure: Figure) -> str:
    """Return the unit of an amount whose heading is silent about it (采购总金额)."""
    named = any(figure.unit in head for head in figure.heads)
    return "" if named else figure.unit
