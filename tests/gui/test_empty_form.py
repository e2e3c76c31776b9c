"""The empty form on paper: lines to write on, and none once something is filled in."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.printed.empty_form import LINES, is_empty
from core.printed.own_marks import COVER_SHEET
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from gui.printing.composer import Composer
from gui.printing.sheet import Paper, RuleItem
from tests.editions import FORMS
from tests.sample_reports import sample_report

pytestmark = pytest.mark.usefixtures("qapp")
LINE_COUNT = 3 * LINES + 2
"""Those of three written parts and of the opening."""


def long_rules(report: Report) -> int:
    """Count the thin rules as wide as the page that stand in no table."""
    width = Paper().type_width
    pages = Composer().compose(Inspection(report)).pages
    rules = [item for page in pages for item in page.items if isinstance(item, RuleItem)]
    return sum(
        each.y1 == each.y2 and each.width == 0.5 and abs(each.x2 - each.x1 - width) < 1e-6
        for each in rules
    )


def test_the_page_has_lines_where_texts_belong() -> None:
    report = sample_report("blank")
    assert is_empty(report)
    with_lines = long_rules(report)
    apply(report, [SetText("overview", "写了一句。")])
    assert with_lines - long_rules(report) == LINE_COUNT


@pytest.mark.parametrize("suffix", [".docx", ".doc"])
def test_word_has_them_too_and_reads_back_as_empty(suffix: str, tmp_path: Path) -> None:
    report = sample_report("blank")
    content = KINDS[suffix].write(Inspection(report))
    if suffix == ".docx":
        body = docx.Document(io.BytesIO(content)).element.body
        assert len(list(body.iter(qn("w:u")))) == LINE_COUNT
    else:
        assert content.decode("utf-8").count("<u>") == LINE_COUNT
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    again = read_source(path, FORMS).report()
    assert not any(again.texts.values())


def test_the_workbook_has_them_too_and_reads_back_as_empty(tmp_path: Path) -> None:
    report = sample_report("blank")
    path = tmp_path / "a.xlsx"
    path.write_bytes(KINDS[".xlsx"].write(Inspection(report)))

    def ruled(sheet: Worksheet) -> int:
        edges = [row[-1].border for row in sheet.iter_rows()]
        styles = [(e.bottom and e.bottom.style, e.left and e.left.style) for e in edges]
        return sum(bool(below) and not beside for below, beside in styles)

    book = load_workbook(path)
    texts = [section.tab for section in report.form.sections if section not in report.form.tables]
    assert [ruled(book[tab]) for tab in texts] == [LINES] * 3
    assert sum(ruled(book[tab]) for tab in (COVER_SHEET, *texts)) == LINE_COUNT
    assert not any(read_source(path, FORMS).report().texts.values())


def test_a_cover_without_an_opening_does_not_name_one() -> None:
    report = sample_report("blank")
    apply(report, [SetText("overview", "写了一句。")])
    cover = load_workbook(io.BytesIO(KINDS[".xlsx"].write(Inspection(report))))[COVER_SHEET]
    names = [cell.value for cell in cover["A"]]
    assert "格式文件" in names
    assert report.form.preamble.heading not in names


def test_an_empty_cell_of_the_old_word_file_is_no_higher_than_a_full_one() -> None:
    # LibreOffice makes it as high as the plain style says, which is no class's own.
    page = KINDS[".doc"].write(Inspection(sample_report("blank"))).decode("utf-8")
    sizes = [
        float(size) for size in re.findall(r'class="figure" style="font-size:([\d.]+)pt', page)
    ]
    (plain,) = re.findall(r"^p { font-size: ([\d.]+)pt", page, re.MULTILINE)
    assert float(plain) <= min(sizes)
