"""The collection form (收集表) as an Excel workbook, for a unit that does not have the program.

It shows the official tables with their totals and tallies as formulas; only what the unit has to
fill is open. It needs no macros, and reads back by its labels and its hidden stamp.
"""

from __future__ import annotations

import io

from core.collection.check_sheet import CHECK_WIDTHS, CheckSheet
from core.collection.form_sheet import FormSheet
from core.collection.how_to_sheet import HOW_TO_WIDTHS, write_how_to
from core.collection.plan import FormFor, plan_form
from core.collection.table_sheets import TableSheets
from core.collection.text_sheets import COVER_WIDTHS, TEXT_WIDTHS, TextSheets
from core.exports.excel.sheet_plan import table_widths
from core.exports.parts.cached_values import with_cached_values
from core.exports.parts.package import without_traces
from core.forms.form import TableSection, TextSection
from core.printed.form_stamp import FormStamp
from core.printed.own_marks import CHECK_SHEET, COVER_SHEET, HOW_TO_SHEET, STAMP_SHEET
from core.printed.page import print_report
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior, SetText
from core.report.report import Report


def collection_form(report: Report, made_for: FormFor | None = None) -> bytes:
    """Return the form of a report's edition as an .xlsx, with what the report knows filled in.

    Figures, texts, year and organ of the report stand in it; last year's figures are told at the
    cells. The same report always gives the same bytes.
    """
    from openpyxl import Workbook

    plan = plan_form(_typed_alone(report), made_for or FormFor())
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"{report.year}年{report.form.title}收集表"
    book.properties.creator = plan.made_for.office
    # The values stand beside the formulas: nothing has to be computed to be seen.
    book.calculation.fullCalcOnLoad = False
    how_to = book.create_sheet(HOW_TO_SHEET)
    sheets = [FormSheet(book.create_sheet(COVER_SHEET), COVER_WIDTHS)]
    texts, tables = TextSheets(plan), TableSheets(plan)
    texts.cover(sheets[0])
    for section, printed in zip(
        report.form.sections, print_report(plan.report).sections, strict=True
    ):
        worksheet = book.create_sheet(plan.names[section.id])
        if isinstance(section, TableSection) and printed.table is not None:
            sheets.append(FormSheet(worksheet, table_widths(printed.table)))
            tables.write(sheets[-1], section, printed.table)
        elif isinstance(section, TextSection):
            sheets.append(FormSheet(worksheet, TEXT_WIDTHS))
            texts.text(sheets[-1], section)
    sheets.append(FormSheet(book.create_sheet(CHECK_SHEET), CHECK_WIDTHS))
    CheckSheet(plan, sheets[-1]).write()
    write_how_to(FormSheet(how_to, HOW_TO_WIDTHS), plan)
    stamp = FormStamp(
        report.year,
        report.form.edition,
        report.organ,
        plan.made_for.unit,
        tuple(dict.fromkeys(plan.own_lines)),
        tuple(plan.own_headings),
        plan.made_for.share,
    )
    hidden = book.create_sheet(STAMP_SHEET)
    for row in stamp.rows():
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.active = 0
    content = io.BytesIO()
    book.save(content)
    values = {sheet.name: sheet.values for sheet in sheets}
    return without_traces(with_cached_values(content.getvalue(), values))


def _typed_alone(report: Report) -> Report:
    """Return a report in which no printed total stands in the place of its sum."""
    plain = Report(report.form, report.organ, report.year)
    figures = (
        SetFigure(address, report.value(address).text)
        for address, figure in report.form.figures.items()
        if not figure.computed and report.is_filled(address)
    )
    texts = (SetText(section, text) for section, text in report.texts.items() if text)
    prior = () if report.prior is None else (SetPrior(report.prior),)
    apply(plain, [*figures, *texts, *prior])
    return plain
