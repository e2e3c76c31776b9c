"""The list of figures in CSV as we write it (数据清单), set in the form's tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.base.problem import SourceProblem
from core.forms.form import Form, GridCell, TableSection
from core.forms.loader import Forms
from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.printed.own_marks import COLUMNS

_ADDRESS, _FIGURE, _UNIT, _TYPED, _YEAR, _ORGAN = 0, 4, 5, 6, 7, 8


def is_figure_list(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are such a list, by their heading."""
    return bool(rows) and tuple(rows[0]) == COLUMNS


def read_figure_list(rows: Sequence[Sequence[str]], forms: Forms) -> tuple[Block, ...]:
    """Return a list's figures in the tables of its edition. Raises Problem where it was changed."""
    lines = {row[_ADDRESS]: (n, row) for n, row in enumerate(rows[1:], 2) if len(row) > _ORGAN}
    form = _form(forms, lines.keys())
    if form is None or len(lines) < len(rows) - 1:
        raise SourceProblem(
            "是数据清单，但里面的行与格式的各格对不上，可能删过或改过，没有读入。"
            "请重新导出一份数据清单，或者读取年报的文档。"
        )
    _, first = next(iter(lines.values()))
    place = Place("第2行")
    blocks: list[Block] = [
        Paragraph(_unguarded(first[_ORGAN]), place),
        Paragraph(f"{first[_YEAR]}年{form.title}", place),
    ]
    for section in form.sections:
        if isinstance(section, TableSection):
            blocks.append(Paragraph(section.heading, place, 1))
            blocks.append(_grid(section, lines))
    return tuple(blocks)


def _form(forms: Forms, addresses: Collection[str]) -> Form | None:
    """Return the edition that has just these addresses."""
    known = ((form, {str(address) for address in form.figures}) for form in forms.editions)
    return next((form for form, own in known if own == set(addresses)), None)


def _grid(table: TableSection, lines: Mapping[str, tuple[int, Sequence[str]]]) -> Grid:
    rows = []
    for line in range(table.lines):
        cells = sorted(
            (cell for cell in table.cells if cell.line == line), key=lambda cell: cell.column
        )
        rows.append(tuple(_cell(cell, lines) for cell in cells))
    return Grid(tuple(rows), rows[0][0].place)


def _cell(cell: GridCell, lines: Mapping[str, tuple[int, Sequence[str]]]) -> Cell:
    number, text = 1, cell.text
    if cell.address:
        number, row = lines[cell.address]
        figure = row[_FIGURE]
        text = f"{figure}{row[_UNIT]}" if figure else _unguarded(row[_TYPED])
    return Cell(text, Place(f"第{number}行"), cell.down, cell.across)


def _unguarded(text: str) -> str:
    """Return a text without the apostrophe by which sheets know that it is one."""
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@＝＋－＠") else text
