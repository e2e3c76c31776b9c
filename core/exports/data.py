"""The figures for other programs: as JSON (机读数据) and as a list in CSV (数据清单)."""

from __future__ import annotations

import csv
import io
import re

from core.base.exact_json import Json, write_json
from core.checks.inspection import Inspection
from core.checks.tally import Tally
from core.figures.value import Number
from core.forms.form import Figure, Form
from core.printed.guard import guard
from core.printed.own_marks import COLUMNS
from core.printed.page import printable
from core.report.finding import Severity
from core.report.report import Report

FORMAT = "nianbao-figures"
VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")
_BETWEEN = "·"
"""Stands between the labels of one figure, the outermost first."""


def json_data(inspection: Inspection) -> bytes:
    """Return figures, texts and tallies as JSON in UTF-8, every number to its last digit.

    ``figures`` has every address of the edition, null where the cell is blank or its text is not
    a figure; such a text stands in ``not_figures`` as it was typed. Texts are as typed.
    """
    report = inspection.report
    form = report.form
    count = inspection.count()
    data: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "organ": report.organ,
        "year": report.year,
        "edition": form.edition,
        "document": form.document,
        "title": form.title,
        "figures": {str(address): figure for address, figure in report.figures().items()},
        "labels": {str(figure.address): _labels(figure) for figure in form.figures.values()},
        "not_figures": {str(f.address): _not_figure(report, f) for f in _unread(report)},
        "texts": {
            part.id: {"heading": part.heading, "text": report.texts[part.id]} for part in form.texts
        },
        "tallies": [_tally(tally) for tally in inspection.board.tallies],
        "findings": {severity.value: count[severity] for severity in Severity},
    }
    # Half a surrogate pair can come from a clipboard. UTF-8 cannot hold it, a JSON escape can.
    text = _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", write_json(data))
    return f"{text}\n".encode()


def csv_list(inspection: Inspection) -> bytes:
    """Return every figure on a line of its own, under the heading `COLUMNS`.

    UTF-8 with a mark at the beginning, by which Excel knows it, and CRLF at line ends. The column
    数值 holds numbers and nothing else: written digit by digit, without a plus sign, so that -187
    stays a number; a cell without a figure is empty. Every other column is text and goes through
    `guard`: an apostrophe stands before what a spreadsheet would run as a formula.
    """
    report = inspection.report
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    organ = guard(printable(report.organ))
    for figure in report.form.figures.values():
        number = report.figure(figure.address)
        typed = "" if number is not None else printable(_not_figure(report, figure))
        writer.writerow(
            (
                figure.address,
                guard(_heading(report.form, figure)),
                guard(_BETWEEN.join(_row(figure))),
                guard(_BETWEEN.join(figure.heads)),
                _digits(number),
                guard(figure.unit),
                guard(typed),
                report.year,
                organ,
            )
        )
    return content.getvalue().encode("utf-8-sig")


def _labels(figure: Figure) -> Json:
    return {
        "section": figure.address.section,
        "row": _row(figure),
        "column": figure.heads,
        "unit": figure.unit,
        "computed": figure.computed,
    }


def _row(figure: Figure) -> tuple[str, ...]:
    """Return a row's labels; a table whose rows have none still has a name for each."""
    return figure.labels or (figure.row.name,)


def _heading(form: Form, figure: Figure) -> str:
    return form.table(figure.address.section).heading


def _unread(report: Report) -> list[Figure]:
    return [
        figure
        for figure in report.form.figures.values()
        if report.figure(figure.address) is None and _not_figure(report, figure).strip()
    ]


def _not_figure(report: Report, figure: Figure) -> str:
    return report.value(figure.address).text


def _digits(number: Number | None) -> str:
    return "" if number is None else format(number, "f" if not isinstance(number, int) else "d")


def _tally(tally: Tally) -> Json:
    identity = tally.identity
    return {
        "id": identity.id,
        "code": identity.code,
        "name": identity.name,
        "place": identity.place,
        "state": tally.state.name.lower(),
        "left": tally.left,
        "right": tally.right,
        "difference": tally.difference,
        "left_addresses": identity.left,
        "right_addresses": identity.right,
    }
