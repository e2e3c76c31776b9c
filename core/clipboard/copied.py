"""A rectangle of a table as a clipboard carries it: an HTML table, and lines divided by tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from core.clipboard.placing import Area
from core.clipboard.whole import Pasted
from core.forms.form import Role
from core.printed.guard import safe_text
from core.printed.page import PrintedCell, print_report
from core.report.report import Report


def copy_area(report: Report, section: str, area: Area) -> Pasted:
    """Return what stands in an area; a cell that reaches out of it is cut to it."""
    table = next(s.table for s in print_report(report).sections if s.id == section)
    if table is None:
        raise KeyError(section)
    cells = [cut for line in table.lines for cell in line if (cut := _cut(cell, area)) is not None]
    lines = [
        [cell for cell in cells if cell.line == line]
        for line in range(area.line, area.line + area.down)
    ]
    return Pasted(_html(lines), _plain(lines, area))


def _cut(cell: PrintedCell, area: Area) -> PrintedCell | None:
    line, column = max(cell.line, area.line), max(cell.column, area.column)
    down = min(cell.line + cell.down, area.line + area.down) - line
    across = min(cell.column + cell.across, area.column + area.across) - column
    if down < 1 or across < 1:
        return None
    text = cell.text.removesuffix(cell.unit)
    return replace(cell, line=line, column=column, down=down, across=across, text=text)


def _html(lines: Iterable[Iterable[PrintedCell]]) -> str:
    rows = "".join(f"<tr>{''.join(map(_html_cell, line))}</tr>\n" for line in lines)
    return (
        '<meta charset="utf-8">\n<table border="1" cellspacing="0" '
        f'style="border-collapse:collapse">\n{rows}</table>\n'
    )


def _html_cell(cell: PrintedCell) -> str:
    spans = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    spans += f' colspan="{cell.across}"' if cell.across > 1 else ""
    style = "border:1px solid #000000;text-align:" + (
        "right" if cell.role is Role.FIGURE else "left"
    )
    if cell.figure is None:
        # A sheet takes it as a text: 1-2 is no date.
        style += ";mso-number-format:'\\@'"
    return f'<td{spans} style="{style}">{escape(safe_text(cell))}</td>'


def _plain(lines: Iterable[Iterable[PrintedCell]], area: Area) -> str:
    rows = []
    for line in lines:
        texts = [""] * area.across
        for cell in line:
            texts[cell.column - area.column] = safe_text(cell)
        rows.append("\t".join(texts) + "\r\n")
    return "".join(rows)
