"""The exports as another program sees them. Each test has its own profile: they run in parallel."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest

from core.checks.inspection import Inspection
from core.exports.kinds import export
from core.figures.value import show
from core.forms.form import Form
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from tests.libreoffice import convert, needs_libreoffice

PDFTOTEXT = shutil.which("pdftotext")
pytestmark = needs_libreoffice

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def a_report(form: Form, full_figures) -> Report:
    report = Report(form, "青禾县人民政府", form.first_year)
    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    apply(report, [SetText("overview", "（一）主动公开。全年公开信息，“四个一批”如期完成。")])
    return report


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()


def test_libreoffice_opens_the_word_file_as_chinese_with_its_tables(tmp_path, full_figures) -> None:
    assert PDFTOTEXT is not None
    forms = load_forms().editions
    for form in forms:
        export(Inspection(a_report(form, full_figures)), tmp_path / f"{form.edition}.doc")
    convert(tmp_path, list(tmp_path.glob("*.doc")), "--infilter=HTML (StarWriter)",
            "--convert-to", "fodt")  # fmt: skip
    for form in forms:
        page = ET.parse(tmp_path / f"{form.edition}.fodt")  # noqa: S314  # our own file
        paragraphs = [text_of(p) for p in page.iter(f"{TEXT}p")]
        assert "（一）主动公开。全年公开信息，“四个一批”如期完成。" in paragraphs
        assert [text_of(h) for h in page.iter(f"{TEXT}h")] == [s.heading for s in form.sections]
        tables = list(page.iter(f"{TABLE}table"))
        assert len(tables) == len(form.tables)
        for table, section in zip(tables, form.tables, strict=True):
            texts = [text_of(cell) for cell in table.iter(f"{TABLE}table-cell")]
            for cell in section.cells:
                assert not cell.text or cell.text in texts


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_table_three_prints_whole_on_one_page_with_its_heading(tmp_path, full_figures) -> None:
    assert PDFTOTEXT is not None
    forms = load_forms().editions
    for form in forms:
        export(Inspection(a_report(form, full_figures)), tmp_path / f"{form.edition}.doc")
    convert(tmp_path, list(tmp_path.glob("*.doc")), "--convert-to", "pdf")
    for form in forms:
        printed = subprocess.run(
            [PDFTOTEXT, "-layout", str(tmp_path / f"{form.edition}.pdf"), "-"],
            capture_output=True, timeout=30, check=True,
        ).stdout.decode()  # fmt: skip
        table = form.table("applications")
        (page,) = [page for page in printed.split("\f") if table.heading in page]
        assert "申请人情况" in page
        assert "1.属于国家秘密" in page
        assert "（七）总计" in page
        assert "四、结转下年度继续办理" in page
        figures = re.findall(r"(?<=\s)\d+(?=\s)", page)
        assert len(figures) >= len(table.figures)


def test_libreoffice_opens_the_workbook_with_its_figures(tmp_path, full_figures) -> None:
    form = load_forms().editions[0]
    report = a_report(form, full_figures)
    export(Inspection(report), tmp_path / "报告.xlsx")
    convert(tmp_path, [tmp_path / "报告.xlsx"], "--convert-to", "fods")
    book = ET.parse(tmp_path / "报告.fods")  # noqa: S314  # our own file
    sheets = {t.get(f"{TABLE}name"): t for t in book.iter(f"{TABLE}table")}
    for section in form.tables:
        texts = [text_of(cell) for cell in sheets[section.tab].iter(f"{TABLE}table-cell")]
        for cell in section.cells:
            if cell.address is None:
                assert cell.text in texts
            else:
                shown = show(report.figure(cell.address), form.figures[cell.address].kind)
                assert shown in {text.removesuffix("万元") for text in texts}
