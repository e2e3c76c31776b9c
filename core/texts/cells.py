"""Naming a cell of the tables in a line, and finding cells by such names."""

from __future__ import annotations

import unicodedata

from core.address import Address
from core.forms.form import Form
from core.link import BLANK_WORDS
from core.report import Report
from core.value import show


def table_name(form: Form, section: str) -> str:
    """Name a table by its number (表三), or by its heading where it has none."""
    heading = form.table(section).heading
    number, mark, _ = heading.partition("、")
    return f"表{number}" if mark else f"“{heading}”"


def cell_name(form: Form, address: Address) -> str:
    """Name a cell in one line: table, row, column."""
    figure = form.figures[address]
    return f"{table_name(form, address.section)}·{figure.row.short}·{figure.column.name}"


def figure_words(report: Report, address: Address) -> str:
    """Return a cell's figure as a text prints it, `BLANK_WORDS` where there is none."""
    return show(report.figure(address), report.form.figures[address].kind) or BLANK_WORDS


def find_cells(report: Report, query: str) -> tuple[Address, ...]:
    """Return the cells whose names hold every word of a query, or whose figure is that number.

    Those whose figure it is come first, then those whose short name it is, then the totals of a
    row or column, all in the order of the form.
    """
    words = _plain(query).split()
    if not words:
        return tuple(report.form.figures)
    ranks: dict[Address, int] = {}
    for address, figure in report.form.figures.items():
        short = _plain(cell_name(report.form, address))
        names = [short, figure.row.name, figure.row.definition, *figure.row.also]
        names += [figure.column.name, *figure.column.also, *figure.labels, *figure.heads]
        text = _plain(" ".join(names))
        number = _plain(figure_words(report, address))
        if all(word in text or word == number for word in words):
            exact = any(word == number for word in words)
            near = all(word in short for word in words)
            ranks[address] = 0 if exact else 1 if near else 2
    weight = {a: (ranks[a], not report.form.figures[a].computed) for a in ranks}
    return tuple(sorted(ranks, key=lambda a: weight[a]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
