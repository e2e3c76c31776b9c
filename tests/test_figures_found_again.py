"""Five reports through every kind that holds tables: each label and figure is read back."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.figures.value import show
from core.printed.page import PrintedCell, PrintedTable, print_report
from core.report.report import Report
from gui.printing import KINDS
from gui.printing.composer import Composer
from gui.printing.sheet import PaperPage as Sheet
from gui.printing.sheet import RuleItem
from tests.core.test_writing_docx import cells_of
from tests.core.test_writing_word import Page
from tests.pdf_words import PDFTOTEXT, read_pages
from tests.sample_reports import NAMES, sample_report

Table = dict[tuple[int, int], str]
"""The texts of a table by line and column, without spaces."""


def bare(text: object) -> str:
    return re.sub(r"\s", "", "" if text is None else str(text))


def printed_tables(report: Report) -> list[PrintedTable]:
    return [s.table for s in print_report(report).sections if s.table is not None]


def expected(report: Report) -> list[Table]:
    return [
        {(cell.line, cell.column): bare(cell.text) for line in table.lines for cell in line}
        for table in printed_tables(report)
    ]


@pytest.fixture(params=NAMES)
def report(request: pytest.FixtureRequest) -> Report:
    return sample_report(request.param)


def test_what_is_expected_is_every_figure_of_the_report(report: Report) -> None:
    cells = [c for table in printed_tables(report) for line in table.lines for c in line]
    found = {cell.address: cell.text for cell in cells if cell.address is not None}
    figures = report.form.figures
    assert set(found) == set(figures)
    for address, text in found.items():
        shown = show(report.figure(address), figures[address].kind)
        assert text in {shown, shown + figures[address].unit}


def test_in_the_older_word_file(report: Report) -> None:
    page = Page(KINDS[".doc"].write(Inspection(report)))
    found = [
        {(cell.line, cell.column): bare(cell.text) for cell in table.cells()}
        for table in page.tables
    ]
    assert found == expected(report)


def test_in_the_word_file(report: Report) -> None:
    document = docx.Document(io.BytesIO(KINDS[".docx"].write(Inspection(report))))
    found = [
        {(cell.line, cell.column): bare(cell.text) for cell in cells_of(table)}
        for table in document.tables
    ]
    assert found == expected(report)


def test_in_the_workbook(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(KINDS[".xlsx"].write(Inspection(report))))
    for section, table in zip(report.form.tables, printed_tables(report), strict=True):
        sheet = book[section.tab]
        for cell in (cell for line in table.lines for cell in line):
            value = sheet.cell(cell.line + 2, cell.column + 1).value
            if cell.figure is None:
                assert bare(value) == bare(cell.text)
            else:
                assert Decimal(str(value)) == cell.figure


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_in_the_pdf(report: Report, tmp_path: Path, qapp: QApplication) -> None:
    """The words of the file between the lines that are drawn around a cell."""
    inspection = Inspection(report)
    file = tmp_path / "报告.pdf"
    file.write_bytes(KINDS[".pdf"].write(inspection))
    lattices = [
        (words, lattice)
        for sheet, words in zip(Composer().compose(inspection).pages, read_pages(file), strict=True)
        for lattice in lattices_of(sheet)
    ]
    tables = printed_tables(report)
    assert len(lattices) == len(tables)
    for table, (words, (columns, rows)) in zip(tables, lattices, strict=True):
        assert (len(columns), len(rows)) == (len(table.widths) + 1, len(table.lines) + 1)

        def box(cell: PrintedCell, columns=columns, rows=rows) -> tuple[float, ...]:
            right, bottom = cell.column + cell.across, cell.line + cell.down
            return columns[cell.column], rows[cell.line], columns[right], rows[bottom]

        cells = [cell for line in table.lines for cell in line]
        found = {(cell.line, cell.column): bare(words.within(*box(cell))) for cell in cells}
        assert found == {(cell.line, cell.column): bare(cell.text) for cell in cells}


def lattices_of(sheet: Sheet) -> list[tuple[list[float], list[float]]]:
    """Return the columns' and rows' edges of every table on a page, from the lines drawn."""
    rules = [item for item in sheet.items if isinstance(item, RuleItem)]
    upright = [rule for rule in rules if abs(rule.x1 - rule.x2) < 0.01]
    across = [rule for rule in rules if abs(rule.y1 - rule.y2) < 0.01]
    left = min((rule.x1 for rule in upright), default=0.0)
    frames = [(rule.y1, rule.y2) for rule in upright if abs(rule.x1 - left) < 0.01]
    return [
        (
            sorted({round(rule.x1, 1) for rule in upright if top - 0.1 < rule.y1 < bottom}),
            sorted({round(rule.y1, 1) for rule in across if top - 0.1 < rule.y1 < bottom + 0.1}),
        )
        for top, bottom in sorted(frames)
    ]
