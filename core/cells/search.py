"""Finding cells of a table by what is printed beside them or by what stands in them."""

from __future__ import annotations

import re
import unicodedata

from core.figures.address import Address
from core.forms.form import Figure, TableSection
from core.forms.naming import cell_name
from core.report.report import Report

_NUMBER = re.compile(r"-?\d+(?:\.\d*)?", re.ASCII)


def find_cells(report: Report, table: TableSection | None, query: str) -> tuple[Address, ...]:
    """Return the cells of a table, or of the whole form, that fit every word of a query.

    A word fits where one of the cell's labels has it, its groups included; a number fits the
    figures that begin with it. Where the query is one number, the figures that are no longer than
    it come first. The rest of a table comes as it is read. The whole form is a list to choose
    from: no query takes all, and those whose short name it is come before the others, the totals
    first.
    """
    words = _plain(query).split()
    if not words:
        return () if table is not None else tuple(report.form.figures)
    among = report.form.figures if table is None else table.figures
    found = [a for a in among if all(_fits(report, a, word) for word in words)]
    if table is None:
        found.sort(key=lambda address: _distance(report, address, words))
    if len(words) == 1 and _NUMBER.fullmatch(words[0]):
        found.sort(key=lambda address: _shown(report, address) != words[0])
    return tuple(found)


def _distance(report: Report, address: Address, words: list[str]) -> tuple[bool, bool]:
    short = _plain(cell_name(report.form, address))
    return (
        not all(word in short for word in words),
        not report.form.figures[address].computed,
    )


def _fits(report: Report, address: Address, word: str) -> bool:
    if _NUMBER.fullmatch(word):
        return _shown(report, address).startswith(word)
    figure = report.form.figures[address]
    return word in _labels(figure) or word in _plain(report.value(address).text)


def _shown(report: Report, address: Address) -> str:
    """Return a figure as it is printed, without the sign of a rise, or what is typed there."""
    return (report.printed(address) or _plain(report.value(address).text)).removeprefix("+")


def _labels(figure: Figure) -> str:
    # A line break cannot be typed, so that no word fits across two labels.
    row, column = figure.row, figure.column
    names = [*figure.labels, *figure.heads, row.name, row.short, row.definition, *row.also]
    names += [column.name, *column.also]
    return "\n".join(map(_plain, names))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
