"""An office that does not exist, and its reports: what the pictures of the guide show."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import docx

from core.cells.filling import fill_blanks
from core.checks.inspection import Inspection
from core.exports.kinds import export
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.report import Report
from gui.printing import KINDS

ORGAN, YEAR, CLERK = "青禾县人民政府", 2025, "王明"
COLUMNS = ("natural", "business", "research", "welfare", "legal")
FIGURES = {
    "received": "46 12 1 2 3",
    "carried_in": "2 1",
    "granted": "20 5 1 0 1",
    "partly_granted": "6 2",
    "refused_third_party": "3",
    "refused_internal_affairs": "2 1",
    "unavailable_not_held": "9 3 0 2 1",
    "declined_duplicate": "2",
    "other_not_corrected": "3 1 0 0 1",
    "carried_out": "3 1",
}
FAULTY = Address("applications.received.natural")
OVERVIEW = """2025年，青禾县人民政府做好政府信息公开工作，总体情况如下。
（一）主动公开
全年主动公开政府信息1286条，其中通过县政府网站公开1024条。
（二）依申请公开
全年新收政府信息公开申请64件，上年结转3件，办结61件，结转下年度4件。
（三）政府信息管理
对现行有效的规范性文件作了清理，更新了政府信息公开目录。
（四）政府信息公开平台建设
县政府网站设政府信息公开专栏，全年更新320次。"""


class Office:
    """Makes the reports of the office."""

    def __init__(self, forms: Forms, folder: Path) -> None:
        """``folder`` is where its files lie."""
        self._forms = forms
        self._folder = folder

    def report(self, year: int = YEAR) -> Report:
        """Make a report that tallies; of earlier years the numbers are smaller."""
        form = self._forms.for_year(year)
        if form is None:
            raise LookupError(year)
        report = Report(form, ORGAN, year)
        fewer = {"received": 2 * (YEAR - year), "unavailable_not_held": 2 * (YEAR - year)}
        edits: list[Edit] = []
        for row, figures in FIGURES.items():
            for column, figure in zip(COLUMNS, figures.split(), strict=False):
                number = int(figure) - (fewer.get(row, 0) if column == COLUMNS[0] else 0)
                edits.append(SetFigure(Address(f"applications.{row}.{column}"), str(number)))
        apply(report, edits)
        apply(report, fill_blanks(report, report.form.figures).edits)
        if year < YEAR:
            apply(report, [SetText("overview", OVERVIEW.replace(str(YEAR), str(year)))])
        return report

    def faulty(self) -> Report:
        """Make a report with two digits the wrong way round."""
        report = self.report()
        apply(report, [SetFigure(FAULTY, "64")])
        return report

    def word_file(
        self, report: Report, changes: Mapping[str, str], *, for_review: bool = False
    ) -> Path:
        """Export a report and change words in it, as another program would.

        A number stands for a cell that holds it alone, other words for a part of a paragraph.
        """
        path = self._folder / f"{ORGAN}{report.year}年年报.docx"
        export(Inspection(report), path, KINDS, for_review=for_review)
        document = docx.Document(str(path))
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        paragraphs = [p for cell in cells for p in cell.paragraphs] + list(document.paragraphs)
        for old, new in changes.items():
            fitting = [
                p for p in paragraphs if p.text == old or (not old.isdigit() and old in p.text)
            ]
            first = fitting[0]
            text = first.text.replace(old, new)
            first.runs[0].text = text
            for run in first.runs[1:]:
                run.text = ""
        document.save(str(path))
        return path
