"""A planned table as a table of a Word document.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from docx.oxml.xmlchemy import BaseOxmlElement

from core.exports.parts.column_plan import CELL_PADDING, SMALL_PRINT
from core.exports.parts.table_plan import LaidCell, LaidLine, LaidTable
from core.exports.word.docx_element import make, paragraph, run, twips, type_size
from core.forms.form import Role

_STYLES = {
    Role.BAND: "TableText",
    Role.LABEL: "TableText",
    Role.HEAD: "TableHead",
    Role.FIGURE: "TableFigure",
}
_STYLE_SIZE = 10.5
"""The size of type that the styles of tables say."""
_OUTER_RULE, _INNER_RULE = 1.0, 0.5
"""The rules around the table and in it, as its style says them."""
_BAND_COLOUR = "DCE6F2"


@dataclass(frozen=True, slots=True)
class _Reach:
    """A cell that reaches further down, and the lines that it has not reached yet."""

    cell: LaidCell
    lines_left: int


def table_element(table: LaidTable, *, is_kept_whole: bool = True) -> BaseOxmlElement:
    """Return a table with fixed columns whose rows stay whole and, where they fit, together.

    One that is not ``is_kept_whole`` keeps no more than its header to its first row.
    """
    edges = [twips(edge) for edge in accumulate(table.widths, initial=0.0)]
    padding = twips(CELL_PADDING)
    properties = make(
        "tblPr",
        make("tblStyle", val="TableGrid"),
        make("tblW", w=edges[-1], type="dxa"),
        make("jc", val="center"),
        make("tblLayout", type="fixed"),
        make(
            "tblCellMar",
            make("left", w=padding, type="dxa"),
            make("right", w=padding, type="dxa"),
        ),
    )
    widths = (right - left for left, right in pairwise(edges))
    grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
    return make("tbl", properties, grid, *_rows(table, edges, is_kept_whole))


def _rows(table: LaidTable, edges: list[int], is_kept_whole: bool) -> Iterator[BaseOxmlElement]:
    lines = (*table.head, *table.body)
    from_above: dict[int, _Reach] = {}
    for number, line in enumerate(lines):
        is_head = number < len(table.head)
        keep = is_head or (is_kept_whole and number < len(lines) - 1)
        cells = {cell.column: _cell(cell, edges, keep=keep) for cell in line.cells}
        for column, reach in from_above.items():
            cells[column] = _continued(reach.cell, edges, keep=keep)
        yield make(
            "tr",
            make(
                "trPr",
                make("cantSplit"),
                make("trHeight", val=twips(line.height + _rule(number)), hRule="atLeast"),
                *([make("tblHeader")] if is_head else []),
            ),
            *(cells[column] for column in sorted(cells)),
        )
        from_above = _reaching(from_above, line)


def _rule(number: int) -> float:
    """Return what the thicker rule above the first row takes from its height."""
    return _OUTER_RULE - _INNER_RULE if number == 0 else 0.0


def _reaching(from_above: dict[int, _Reach], line: LaidLine) -> dict[int, _Reach]:
    """Return the cells that reach into the next line, by the column in which they begin."""
    here = {cell.column: _Reach(cell, cell.down) for cell in line.cells}
    return {
        column: _Reach(reach.cell, reach.lines_left - 1)
        for column, reach in (from_above | here).items()
        if reach.lines_left > 1
    }


def _cell(cell: LaidCell, edges: list[int], *, keep: bool) -> BaseOxmlElement:
    merge = [make("vMerge", val="restart")] if cell.down > 1 else []
    is_left = _STYLES[Role(cell.role)] == "TableText"
    placed = [make("jc", val="center" if is_left else "left")] if cell.is_centred is is_left else []
    text = [run(cell.lines, *_size(cell.size))] if cell.lines else []
    properties = (*_kept(cell, keep=keep), *placed, make("rPr", *_size(cell.size)))
    return make("tc", _properties(cell, edges, merge), paragraph(properties, *text))


def _continued(cell: LaidCell, edges: list[int], *, keep: bool) -> BaseOxmlElement:
    """Return the part of a cell that a line below its first one sees: nothing but its frame."""
    properties = (*_kept(cell, keep=keep), make("rPr", *_size(cell.size)))
    return make("tc", _properties(cell, edges, [make("vMerge")]), paragraph(properties))


def _properties(cell: LaidCell, edges: list[int], merge: list[BaseOxmlElement]) -> BaseOxmlElement:
    is_band = Role(cell.role) is Role.BAND
    width = edges[cell.column + cell.across] - edges[cell.column]
    return make(
        "tcPr",
        make("tcW", w=width, type="dxa"),
        *([make("gridSpan", val=cell.across)] if cell.across > 1 else []),
        *merge,
        *([make("shd", val="clear", color="auto", fill=_BAND_COLOUR)] if is_band else []),
        *([_no_margins()] if _is_small_print(cell) else []),
        make("vAlign", val="center"),
    )


def _is_small_print(cell: LaidCell) -> bool:
    return Role(cell.role) is Role.FIGURE and cell.size < SMALL_PRINT


def _no_margins() -> BaseOxmlElement:
    """Return what gives a long figure the whole of its cell."""
    return make("tcMar", *(make(side, w=0, type="dxa") for side in ("left", "right")))


def _kept(cell: LaidCell, *, keep: bool) -> Iterator[BaseOxmlElement]:
    """Yield what begins a paragraph's properties: its style, the next row, the pitch of lines."""
    yield make("pStyle", val=_STYLES[Role(cell.role)])
    if keep:
        yield make("keepNext")
    yield make("spacing", line=twips(cell.pitch), lineRule="exact")


def _size(size: float) -> tuple[BaseOxmlElement, ...]:
    return () if size == _STYLE_SIZE else type_size(size)
