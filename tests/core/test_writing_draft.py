"""A draft in Word: watermark, lines to sign, check sheet, fonts of the clerk's choice."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.exports.parts.check_list import AS_TYPED, TO_SIGN, TYPED_HEADS, UNWATCHED, check_list
from core.exports.parts.measure import number_ems
from core.exports.parts.sign_words import SIGNERS
from core.printed.measures import TYPE_WIDTH
from core.printed.page import printable
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.settings.page_options import Fonts, PageOptions, Watermark
from core.signing.digest import SHOWN, digest_of_report
from tests.sample_reports import sample_report

DRAFT = PageOptions(sign_off=True, check_sheet=True, watermark=Watermark.DRAFT)


@pytest.fixture(scope="module")
def inspection() -> Inspection:
    return Inspection(sample_report("cixi"))


def written(inspection: Inspection, options: PageOptions) -> bytes:
    kind = KINDS[".docx"].with_options
    assert kind is not None
    return kind(options).write(inspection)


def test_the_watermark_lies_on_every_page_in_a_light_grey(inspection: Inspection) -> None:
    with zipfile.ZipFile(io.BytesIO(written(inspection, DRAFT))) as package:
        headers = [package.read(f"word/header{n}.xml").decode() for n in (1, 2)]
    assert all('string="草稿"' in each and 'fillcolor="#ECEEF1"' in each for each in headers)
    document = docx.Document(io.BytesIO(written(inspection, DRAFT)))
    kinds = [e.get(qn("w:type")) for e in document.element.body.iter(qn("w:headerReference"))]
    assert kinds == ["default", "even"]
    with zipfile.ZipFile(io.BytesIO(written(inspection, PageOptions()))) as package:
        assert not [name for name in package.namelist() if "header" in name]


def test_lines_to_sign_and_check_sheet_follow_the_report(inspection: Inspection) -> None:
    document = docx.Document(io.BytesIO(written(inspection, DRAFT)))
    texts = [p.text for p in document.paragraphs]
    (signed,) = [text for text in texts if text.startswith(SIGNERS[0])]
    assert [name for name in SIGNERS if name in signed] == list(SIGNERS)
    assert texts.index("勾稽核对单") > texts.index(signed)
    tallies, findings = document.tables[-2:]
    found = check_list(inspection)
    assert len(tallies.rows) == len(found.tallies) + 1
    states = [row.cells[-1].text for row in tallies.rows][1:]
    assert states == [each.state.value for each in found.tallies]
    assert len(findings.rows) == len(found.findings) + 1
    head = tallies.rows[0]._tr.trPr  # python-docx has no name for it
    assert head.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("digits", ["0", "123456789", "9" * 18])
def test_no_figure_of_the_check_sheet_is_torn(digits: str) -> None:
    report = sample_report("huaian")
    typed = [a for a, f in report.form.figures.items() if not f.computed]
    apply(report, [SetFigure(address, digits) for address in typed])
    found = Inspection(report)
    document = docx.Document(io.BytesIO(written(found, PageOptions(check_sheet=True))))
    tallies = next(t for t in document.tables if t.rows[0].cells[0].text == "位置")
    assert len(tallies.rows) == len(check_list(found).tallies) + 1
    # The grid's own lists, for python-docx takes its time over each cell.
    for row in tallies._tbl.tr_lst[1:]:
        for cell in row.tc_lst[1:4]:
            text = "".join(each.text or "" for each in cell.iter(qn("w:t")))
            size = int(next(cell.iter(qn("w:sz"))).get(qn("w:val"))) / 2
            margins_and_rules = 2 * 5.4 + 0.5
            assert number_ems(text) * size <= cell.width.pt - margins_and_rules
    widths = [each.w.pt for each in tallies._tbl.tblGrid.gridCol_lst]
    assert sum(widths) == pytest.approx(TYPE_WIDTH, abs=1)
    assert min(widths) > 30


def test_the_last_line_keeps_to_the_lines_to_sign(inspection: Inspection) -> None:
    document = docx.Document(io.BytesIO(written(inspection, PageOptions(sign_off=True))))
    texts = [each.text for each in document.paragraphs]
    at = next(number for number, text in enumerate(texts) if text.startswith("填表人"))
    kept = [each.paragraph_format.keep_with_next for each in document.paragraphs]
    assert kept[at - 1 : at + 1] == [True, True]
    plain = docx.Document(io.BytesIO(written(inspection, PageOptions())))
    assert not plain.paragraphs[at - 1].paragraph_format.keep_with_next


def test_what_comes_back_has_neither(inspection: Inspection) -> None:
    kind = KINDS[".docx"].with_options
    assert kind is not None
    review = kind(DRAFT).for_review
    assert review is not None
    document = docx.Document(io.BytesIO(review.write(inspection)))
    assert not [p for p in document.paragraphs if p.text.startswith(SIGNERS[0])]
    assert len(document.tables) == 3
    assert any("不附签字栏、核对单" in remark for remark in review.remarks(inspection))


def test_a_chosen_font_sets_its_part(inspection: Inspection) -> None:
    content = written(inspection, PageOptions(fonts=Fonts(body="仿宋", first="华文黑体")))
    styles = docx.Document(io.BytesIO(content)).styles
    fonts = {s.name: s.element.rPr.rFonts.get(qn("w:eastAsia")) for s in styles if s.type == 1
             and s.element.rPr is not None and s.element.rPr.rFonts is not None}  # fmt: skip
    assert (fonts["Normal"], fonts["Heading 1"], fonts["Heading 3"]) == ("仿宋", "华文黑体", "仿宋")
    assert (fonts["Title"], fonts["Heading 2"]) == ("方正小标宋简体", "楷体_GB2312")


def test_what_word_does_not_follow_is_said(inspection: Inspection) -> None:
    kind = KINDS[".docx"].with_options
    assert kind is not None
    asked = kind(PageOptions(tables_on_side=True, picture=True))
    assert asked.remarks(inspection) == ("Word 文档没有表格横排、附图解，需要时请导出PDF。",)
    assert kind(PageOptions()).remarks(inspection) == ()


def test_the_check_sheet_says_which_state_was_checked_and_has_lines_to_sign() -> None:
    report = sample_report("huaian")
    first = check_list(Inspection(report)).notes[-2]
    notes = check_list(Inspection(report)).notes
    assert notes[-1] == TO_SIGN
    assert digest_of_report(report)[:SHOWN] in first
    address = next(a for a, f in report.form.figures.items() if not f.computed)
    was = report.value(address).text
    apply(report, [SetFigure(address, "987")])
    second = check_list(Inspection(report)).notes[-2]
    apply(report, [SetFigure(address, was), SetText("overview", "另一句。")])
    assert len({first, second, check_list(Inspection(report)).notes[-2]}) == 3
    document = docx.Document(io.BytesIO(written(Inspection(report), PageOptions(check_sheet=True))))
    assert TO_SIGN in [paragraph.text for paragraph in document.paragraphs]


def test_the_check_sheet_lists_what_is_printed_as_it_was_typed() -> None:
    report = sample_report("huaian")
    first, second = [a for a, f in report.form.figures.items() if not f.computed][:2]
    apply(report, [SetFigure(first, "约\v三\x1b件"), SetFigure(second, "3\t件")])
    document = docx.Document(io.BytesIO(written(Inspection(report), PageOptions(check_sheet=True))))
    typed = next(t for t in document.tables if t.rows[0].cells[2].text == TYPED_HEADS[2])
    shown = [printable(report.value(address).text) for address in (first, second)]
    assert [row.cells[2].text for row in typed.rows][1:] == shown
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.index(f"三、{AS_TYPED}") < texts.index(f"四、{UNWATCHED}")
