"""What the command line says to people: titles, tables, findings, and what is unsure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.cli.opened import Unsure
from core.figures.address import Address
from core.forms.form import COVER_NAME, Column, Form
from core.report.edits import COVER
from core.report.report import Report

LONGEST_QUOTE = 60
"""Longer quotations of a source are cut for people; JSON has them whole."""


def title_of(report: Report, year: int | None) -> str:
    """Return the line that names a report."""
    organ = report.organ or "（机关名称不明）"
    when = f"{year}年" if year else "（年度不明）"
    return f"{organ}{when}{report.form.title}（{report.form.edition}版格式）"


def figure_tables(report: Report) -> list[str]:
    """Return every table with its figures, aligned for a terminal; a blank is shown as 未填."""
    lines = []
    for table in report.form.tables:
        lines.append(table.heading)
        by_columns = groupby(table.rows.values(), key=lambda row: row.columns)
        for columns, rows in by_columns:
            grid = [["", *(_head(table.columns[column]) for column in columns)]]
            for row in rows:
                cells = [Address.of(table.id, row.id, column) for column in columns]
                grid.append([row.name, *(_shown(report, address) for address in cells)])
            lines += aligned(grid)
        lines.append("")
    return lines


def findings_in_words(inspection: Inspection) -> list[str]:
    """Return the findings, the count of the tallies, and what no tally watches."""
    report = inspection.report
    tabs = {section.id: section.tab for section in (report.form.preamble, *report.form.sections)}
    tabs[COVER] = COVER_NAME
    lines = [title_of(report, report.year)]
    for finding in inspection.findings:
        where = tabs.get(finding.section, finding.section)
        lines.append(f"{finding.severity.word}［{where}］{finding.message}")
        if note := inspection.note(finding):
            lines.append(f"      已说明：{note}")
        elif finding.advice:
            lines.append(f"      {finding.advice}")
        lines += [f"      └ {other.message}" for other in finding.follows]
    if not inspection.findings:
        lines.append("没有发现问题。")
    tallies = inspection.board.count()
    counts = "，".join(f"{balance.value}{tallies[balance]}" for balance in Balance)
    lines.append(f"勾稽关系{len(inspection.board.tallies)}条：{counts}。")
    return lines + _unwatched(report.form)


def unsure_in_words(unsure: Iterable[Unsure], form: Form | None) -> list[str]:
    """Return what is unsure, one line for all the cells of which the same is said."""
    cells: dict[tuple[str, str, str], list[Address]] = {}
    for item in unsure:
        named = cells.setdefault((item.place, item.text, item.why), [])
        if item.address is not None:
            named.append(item.address)
    if not cells:
        return ["没有不确定的地方。"] if form else []
    lines = [f"不确定的地方{len(cells)}处，请对照来源核实："]
    for (place, text, why), addresses in cells.items():
        where = [place] if place else []
        if form and len(addresses) == 1:
            where.append(form.figures[addresses[0]].place)
        elif form and addresses:
            where.append(f"{form.figures[addresses[0]].place}等{len(addresses)}格")
        shown = "" if text.strip() in why else f"（{_short(text)}）"
        lines.append(f"  {'，'.join(where)}{shown}：{why}")
    return lines


def _unwatched(form: Form) -> list[str]:
    unwatched = form.unwatched()
    if not unwatched:
        return []
    lines = [f"以下{len(unwatched)}个数没有勾稽关系可以核对，请自行核对："]
    for table in form.tables:
        own = [address for address in unwatched if address.section == table.id]
        for row, addresses in groupby(own, key=lambda address: address.row):
            columns = "、".join(table.columns[address.column].name for address in addresses)
            lines.append(f"  {table.rows[row].name}：{columns}")
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def _head(column: Column) -> str:
    return f"{column.name}（{column.unit}）" if column.unit else column.name


def _shown(report: Report, address: Address) -> str:
    figure = report.figure(address)
    doubt = "?" if address in report.doubts else ""
    if figure is not None:
        return report.printed(address) + doubt
    return (_short(report.value(address).text) or "未填") + doubt


def aligned(grid: list[list[str]]) -> list[str]:
    """Return the lines of a table, the first column to the left and the others to the right."""
    widths = [max(map(_width, column)) for column in zip(*grid, strict=True)]
    return [
        f"  {line[0]}{' ' * (widths[0] - _width(line[0]))}"
        + "".join(
            f"  {' ' * (width - _width(text))}{text}"
            for text, width in zip(line[1:], widths[1:], strict=True)
        )
        for line in grid
    ]


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
