"""What a table or a cell is called in one line."""

from __future__ import annotations

from core.figures.address import Address
from core.forms.form import Form


def table_name(form: Form, section: str) -> str:
    """Name a table by its number (表三), or by its heading where it has none."""
    heading = form.table(section).heading
    number, mark, _ = heading.partition("、")
    return f"表{number}" if mark else f"“{heading}”"


def cell_name(form: Form, address: Address) -> str:
    """Name a cell in one line: table, row, column."""
    figure = form.figures[address]
    return f"{table_name(form, address.section)}·{figure.row.short}·{figure.column.name}"
