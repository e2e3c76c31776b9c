"""What the program exports it reads again: the same figures, and the texts to the letter."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import resources
from core.checks.inspection import Inspection
from core.document.file import load
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Form
from core.forms.loader import Forms
from core.printed.page import printable
from core.reading.source import read_source
from core.recognition.reading import Reading
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from core.settings.page_options import PageOptions
from tests.core.report_variants import VARIANTS, make_report
from tests.editions import FORMS

EDITIONS = FORMS.editions
READ_AGAIN = (".docx", ".doc", ".html", ".xlsx")
PAGES = {".doc", ".html"}

Fill = Callable[[Form], dict[Address, str]]
Through = Callable[[str, Report], Reading]


@pytest.fixture
def through(forms: Forms, tmp_path: Path) -> Through:
    """Export a report and read the file."""

    def go(suffix: str, report: Report) -> Reading:
        path = tmp_path / f"年报{suffix}"
        path.write_bytes(KINDS[suffix].write(Inspection(report)))
        return read_source(path, forms)

    return go


def shown(text: str, suffix: str) -> str:
    """Return a written part as a file of this kind can hold it: a page has no tabs."""
    spaces = "    " if suffix in PAGES else "\t"
    return printable(text).replace("\t", spaces)


def assert_same(reading: Reading, report: Report, suffix: str) -> None:
    again = reading.report()
    assert reading.form is report.form or reading.form == report.form
    assert (again.organ, reading.year) == (report.organ, report.year)
    assert again.figures() == report.figures()
    assert dict(again.texts) == {part: shown(t, suffix) for part, t in report.texts.items()}


@pytest.mark.parametrize("suffix", READ_AGAIN)
@pytest.mark.parametrize("sample", ["cixi-2020", "huaian-2024"])
def test_the_samples_come_back(forms: Forms, through: Through, sample: str, suffix: str) -> None:
    report = load(resources.folder() / "samples" / f"{sample}.nianbao", forms)[0]
    reading = through(suffix, report)
    assert_same(reading, report, suffix)
    assert not reading.notes
    assert not reading.report().doubts


@pytest.mark.parametrize("suffix", READ_AGAIN)
@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.edition)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_report_in_every_state_comes_back(
    through: Through, full_figures: Fill, form: Form, variant: str, suffix: str
) -> None:
    report = make_report(form, variant, full_figures)
    reading = through(suffix, report)
    assert_same(reading, report, suffix)
    # What was typed and is no number is shown, never taken for a blank.
    doubts = {address: doubt.text for address, doubt in reading.report().doubts.items()}
    assert {a: squeezed(t) for a, t in doubts.items()} == {
        a: squeezed(printable(report.value(a).text)) for a in report.refused()
    }


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("suffix", READ_AGAIN)
@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.edition)
@pytest.mark.parametrize("seed", range(4))
def test_any_figures_come_back_blank_or_not(
    through: Through, form: Form, suffix: str, seed: int
) -> None:
    chance = random.Random(f"{form.edition}{suffix}{seed}")  # noqa: S311 no secret
    report = Report(form, "某省某市某县自然资源和规划局", form.first_year + seed % 2)
    share = (0.0, 0.3, 0.9, 1.0)[seed]
    for address, figure in form.figures.items():
        if figure.computed or chance.random() < share:
            continue
        number = chance.choice((0, 1, 9, 10, 123, 987654321, 100000000))
        text = str(number)
        if figure.kind is Kind.AMOUNT:
            text = str(Decimal(number) / chance.choice((1, 10, 100, 10000)))
        elif figure.kind is Kind.SIGNED:
            text = chance.choice(("+", "-")) + text if number else text
        apply(report, [SetFigure(address, text)])
    reading = through(suffix, report)
    assert_same(reading, report, suffix)
    assert not reading.report().doubts


@pytest.mark.parametrize("suffix", READ_AGAIN)
def test_long_and_odd_texts_come_back(through: Through, suffix: str) -> None:
    report = Report(EDITIONS[-1], "某县甲局", 2024)
    texts = {
        "preamble": "导语第一段，含  两个空格。\n第二段\t有制表符。",
        "overview": "政府信息公开" * 4_000 + "\n" + "𠮷_x0041_" * 3_000 + "\n短的。",
        "problems": "\n".join(f"{n}. 第{n}个问题：“引号”、《书名》、<b>&amp;" for n in range(300)),
        "other_matters": "无",
    }
    apply(report, [SetText(part, text) for part, text in texts.items()])
    reading = through(suffix, report)
    assert_same(reading, report, suffix)
    assert not reading.notes


HEADINGS = {
    "overview": (
        "一、总体情况\n（一）主动公开。全年公开若干条。\n1.数量\n（1）其中一项\n"
        "二、主动公开政府信息情况\n见下文。"
    ),
    "problems": "（一）存在的主要问题\n一是不够细。\n（二）改进情况\n三、收到和处理情况如上",
    "other_matters": "收取信息处理费情况：2024年没有收取。\n六、其他需要报告的事项\n无",
}


@pytest.mark.parametrize("suffix", [".doc", ".html", ".xlsx"])
def test_headings_inside_texts_divide_nothing_where_the_file_tells_them_apart(
    through: Through, suffix: str
) -> None:
    report = Report(EDITIONS[-1], "某县甲局", 2024)
    apply(report, [SetText(part, text) for part, text in HEADINGS.items()])
    assert_same(through(suffix, report), report, suffix)


def test_usual_headings_inside_texts_divide_nothing_in_a_word_document(through: Through) -> None:
    report = Report(EDITIONS[-1], "某县甲局", 2024)
    apply(
        report, [SetText("overview", "一、工作进展\n（一）主动公开。若干条。\n1.数量\n（1）一项")]
    )
    apply(report, [SetText("problems", HEADINGS["problems"])])
    assert_same(through(".docx", report), report, ".docx")


@pytest.mark.parametrize("suffix", READ_AGAIN)
def test_a_printed_total_that_does_not_fit_comes_back_as_printed(
    through: Through, full_figures: Fill, suffix: str
) -> None:
    report = make_report(EDITIONS[-1], "kept", full_figures)
    again = through(suffix, report).report()
    total = Address("applications.received.total")
    assert again.is_kept(total)
    assert again.figure(total) == 99999


def test_the_check_sheet_is_no_part_of_the_report(through: Through, full_figures: Fill) -> None:
    report = make_report(EDITIONS[-1], "full", full_figures)
    reading = through(".xlsx", report)
    assert not reading.notes
    spots = {place.spot for place in reading.places.values()}
    assert len(spots) == len(report.form.figures)
    assert "工作表“三、申请办理”D5" in spots


@pytest.mark.parametrize("variant", ["full", "kept", "empty"])
@pytest.mark.parametrize(
    "options", [PageOptions(without_checks=True), PageOptions(formulas=True)], ids=["alone", "sums"]
)
def test_a_workbook_comes_back_with_every_choice(
    forms: Forms, tmp_path: Path, full_figures: Fill, variant: str, options: PageOptions
) -> None:
    report = make_report(EDITIONS[-1], variant, full_figures)
    kind = KINDS[".xlsx"].with_options
    assert kind is not None
    path = tmp_path / "年报.xlsx"
    path.write_bytes(kind(options).write(Inspection(report)))
    assert_same(read_source(path, forms), report, ".xlsx")
