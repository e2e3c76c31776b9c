from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.shared import Mm, Pt
from docx.table import Table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.checks.inspection import Inspection
from core.exports.kinds import export
from core.exports.parts.measure import ems
from core.exports.web.web_page import web_page
from core.exports.word.docx import word_document, word_for_review
from core.exports.word.word_html import word_html
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Role
from core.printed.empty_form import LINES, is_line, print_for_paper
from core.printed.measures import CHARACTERS, TYPE_HEIGHT, TYPE_WIDTH
from core.printed.page import PrintedParagraph, print_report
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from tests.core.test_writing_libreoffice import PDFTOTEXT, text_of
from tests.editions import FORMS, form_of
from tests.libreoffice import SOFFICE, convert, needs_libreoffice

EDITIONS = [form.edition for form in FORMS.editions]
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass
class Cell:
    """A cell as the grid of the file says it, and what it says of itself."""

    line: int
    column: int
    across: int
    element: CT_Tc
    down: int = 1

    @property
    def text(self) -> str:
        texts = self.element.iter(qn("w:t"), qn("w:tab"))
        return "".join(each.text or "\t" for each in texts)


def cells_of(table: Table) -> list[Cell]:
    """Place the cells of a table, each once, as Word does."""
    found: list[Cell] = []
    above: dict[int, Cell] = {}
    for line, row in enumerate(table._tbl.tr_lst):
        column = 0
        for element in row.tc_lst:
            cell = Cell(line, column, element.grid_span, element)
            if element.vMerge == "continue":
                assert above[column].across == cell.across
                assert cell.text == ""
                above[column].down += 1
            else:
                found.append(cell)
                above[column] = cell
            column += cell.across
        assert column == len(table.columns)
    return found


def full_report(edition: str, full_figures) -> Report:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    return report


def document_of(report: Report) -> Document:
    return docx.Document(io.BytesIO(word_document(Inspection(report))))


def printed_texts(report: Report) -> list[str]:
    """Return the title, the headings and what is written below them, but for small tables."""
    printed = print_for_paper(report)
    texts = [*printed.title, *map(shown, printed.opening)]
    for section in printed.sections:
        texts += [section.heading, *(shown(p) for p in section.paragraphs if not p.cells)]
    return texts


def shown(paragraph: PrintedParagraph) -> str:
    """Return what stands for a paragraph in the file; for a line to write on, blanks."""
    return "\u3000" * CHARACTERS if is_line(paragraph) else paragraph.text


def texts_of(document: Document) -> list[str]:
    # A long title is divided by line breaks.
    return [paragraph.text.replace("\n", "") for paragraph in document.paragraphs]


# What it says


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_filled", [True, False])
def test_labels_spans_and_figures_are_those_of_the_report(edition, is_filled, full_figures) -> None:
    form = form_of(FORMS, edition)
    report = full_report(edition, full_figures) if is_filled else Report(form)
    document = document_of(report)
    sections = [s for s in print_report(report).sections if s.table is not None]
    assert len(document.tables) == len(sections) == 3
    for table, section in zip(document.tables, sections, strict=True):
        assert len(table.columns) == len(section.table.widths)
        assert {(c.line, c.column, c.down, c.across, c.text) for c in cells_of(table)} == {
            (c.line, c.column, c.down, c.across, c.text)
            for line in section.table.lines
            for c in line
        }


@pytest.mark.parametrize("name", ["huaian_2024", "cixi_2020", "shanghai_office_2019"])
def test_every_published_figure_is_found_again(shared_reports, name) -> None:
    published = json.loads((shared_reports / f"{name}.json").read_text("utf-8"))
    form = form_of(FORMS, published["edition"])
    report = Report(form)
    apply(report, [SetCover(published["organ"], published["year"])])
    figures = {Address(a): f for a, f in published["figures"].items()}
    apply(report, [SetFigure(a, "" if f is None else str(f)) for a, f in figures.items()])
    for table, section in zip(document_of(report).tables, form.tables, strict=True):
        printed = {(c.line, c.column): c.text for c in cells_of(table)}
        for cell in section.cells:
            if cell.address is not None:
                text, figure = printed[cell.line, cell.column], figures[cell.address]
                if figure is None and form.figures[cell.address].computed:
                    continue  # a blank total is computed where its addends are there
                want = None if figure is None else Decimal(str(figure))
                assert (Decimal(text.removesuffix("万元")) if text else None) == want


def test_refused_marked_and_kept_cells_stand_as_printed(full_figures) -> None:
    report = full_report("2021", full_figures)
    typed = {
        "applications.received.natural": "约三千件",
        "applications.received.business": "/",
        "applications.received.research": "3件\n4\t件",
        "remedies.review.total": "99999",
    }
    apply(report, [SetFigure(Address(a), text) for a, text in typed.items()])
    assert report.is_kept(Address("remedies.review.total"))
    document = document_of(report)
    applications = {(c.line, c.column): c for c in cells_of(document.tables[1])}
    assert [applications[3, column].text for column in (3, 4, 5)] == ["约三千件", "/", "3件4 \t件"]
    assert len(list(applications[3, 5].element.iter(qn("w:br")))) == 1
    assert "99999" in [cell.text for cell in cells_of(document.tables[2])]


@pytest.mark.parametrize("edition", EDITIONS)
def test_texts_follow_paragraph_by_paragraph(edition, full_figures) -> None:
    report = full_report(edition, full_figures)
    text = "（一）主动公开。全年。\n（二）依申请公开\n1.受理。  两个空格\t和一个制表符\n\n文字"
    apply(report, [SetText(t.id, text) for t in (*report.form.texts, report.form.preamble)])
    assert texts_of(document_of(report)) == printed_texts(report)


def test_without_an_organ_or_texts_only_headings_and_tables_are_there() -> None:
    report = Report(form_of(FORMS, "2021"), "", 2023)
    apply(report, [SetFigure(Address("proactive.fee.amount"), "0")])
    headings = [section.heading for section in report.form.sections]
    assert texts_of(document_of(report)) == ["2023年政府信息公开工作年度报告", *headings]


def test_where_nothing_is_filled_in_are_lines_to_write_on_besides() -> None:
    report = Report(form_of(FORMS, "2021"), "", 2023)
    line = "\u3000" * CHARACTERS
    texts = ["2023年政府信息公开工作年度报告", line, line]
    for section in report.form.sections:
        texts += [section.heading, *[line] * (0 if section in report.form.tables else LINES)]
    assert texts_of(document_of(report)) == texts == printed_texts(report)


def test_a_number_is_not_parted_behind_its_hyphen_and_comes_back_as_typed(tmp_path: Path) -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    said = "电话0902-1234567（2024-01-20起），见a-b.gov.cn/2024-1。"
    apply(report, [SetText("overview", said)])
    inspection = Inspection(report)
    (hard,) = (p for p in document_of(report).paragraphs if p.text == said)
    assert len(hard._p.findall(f".//{qn('w:noBreakHyphen')}")) == 4
    for name, content in (("a.docx", word_document(inspection)), ("a.doc", word_html(inspection))):
        path = tmp_path / name
        path.write_bytes(content)
        assert read_source(path, FORMS).report().texts["overview"] == said
    assert "0902-1234567" in word_html(inspection).decode()  # a page has no such sign: it is kept


HOSTILE = "<w:p>&amp;<script>{{7*7}}{% for %}]]> \"'𠮷𪚥😀\u200f\u202e_x0041_"


def test_no_line_is_spread_before_an_address() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    text = "全文见www.qinghe.gov.cn/gongkai。\n全年公开12345条。"
    apply(report, [SetText("overview", text)])
    paragraphs = {p.text: p.alignment for p in document_of(report).paragraphs}
    first, second = text.split("\n")
    assert paragraphs[first] == WD_ALIGN_PARAGRAPH.LEFT
    assert paragraphs[second] is None, "as its style is: justified"
    lines = word_html(Inspection(report)).decode().split("\n")
    (styled,) = [line for line in lines if "全文见" in line]
    assert 'style="text-align:left"' in styled
    page = web_page(Inspection(report)).decode()
    assert "全文见www.<wbr>qinghe.<wbr>gov.<wbr>cn/<wbr>gongkai。" in page
    assert "break-all" not in page


def test_hostile_text_comes_out_as_itself() -> None:
    form = form_of(FORMS, "2021")
    report = Report(form, f"<b>{HOSTILE}\x00", 2024)
    apply(report, [SetText(t.id, f"（一）{HOSTILE}\x0b\x1f\uffff") for t in form.texts])
    apply(report, [SetFigure(Address("applications.received.natural"), HOSTILE + "\x08")])
    document = document_of(report)
    assert texts_of(document) == printed_texts(report)
    # What turns the direction of writing is shown as lost, a mark that turns nothing is not seen.
    shown = HOSTILE.replace("\u200f\u202e", "\ufffd")
    assert texts_of(document)[0] == f"<b>{shown}\ufffd"
    assert f"（一）{shown}" in texts_of(document)
    assert f"{shown}�" in [cell.text for cell in cells_of(document.tables[1])]


@given(st.text(max_size=300))
@example("")
@example("甲乙\n月份\t件数\n1月\t12\n丙丁")
@settings(max_examples=25, deadline=None)
def test_any_text_is_found_again(text) -> None:
    report = Report(form_of(FORMS, "2021"), text, 2024)
    apply(report, [SetText("problems", text), SetFigure(Address("proactive.fee.amount"), text)])
    document = document_of(report)
    assert texts_of(document) == printed_texts(report)
    sections = {section.id: section for section in print_report(report).sections}
    want = [c.text.replace("\n", "") for line in sections["proactive"].table.lines for c in line]
    assert [cell.text for cell in cells_of(document.tables[0])] == want
    small_tables = document.tables[len(report.form.tables) :]
    assert [cell.text for table in small_tables for cell in cells_of(table)] == [
        cell for paragraph in sections["problems"].paragraphs for cell in paragraph.cells
    ]


# How it looks


def fonts_of(style) -> tuple[str | None, str | None]:
    fonts = style.element.rPr.rFonts
    return fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))


def outline_of(style) -> str | None:
    level = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    return None if level is None else level.get(qn("w:val"))


def test_the_styles_have_the_names_and_types_of_an_official_document() -> None:
    styles = document_of(Report(form_of(FORMS, "2021"))).styles
    assert {style.name: (*fonts_of(style), outline_of(style)) for style in styles
            if style.element.rPr is not None and style.type == 1} == {
        "Normal": ("仿宋_GB2312", None, None),
        "Title": ("方正小标宋简体", "方正小标宋简体", None),
        "Heading 1": ("黑体", "黑体", "0"),
        "Heading 2": ("楷体_GB2312", "楷体_GB2312", "1"),
        "Heading 3": ("仿宋_GB2312", None, "2"),
        "Heading 4": ("仿宋_GB2312", None, "3"),
        "表格": ("宋体", "宋体", None),
        "表格数字": (None, "Times New Roman", None),
        "Footer": ("宋体", "宋体", None),
    }  # fmt: skip
    body, title = styles["Normal"], styles["Title"]
    assert (body.font.size, title.font.size, styles["Footer"].font.size) == (Pt(16), Pt(22), Pt(14))
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert int(TYPE_HEIGHT / body.paragraph_format.line_spacing.pt) == 22
    assert int(TYPE_WIDTH / (16 - 0.25)) == 28
    indent = body.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert title.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert styles["表头"].base_style.name == "表格"
    assert all(styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2, 3, 4))


def test_the_six_sections_and_the_headings_that_stand_alone_are_in_the_outline() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    apply(
        report,
        [SetText("overview", "（一）主动公开\n（二）依申请公开。全年。\n1.考核。合格。\n话")],
    )
    paragraphs = document_of(report).paragraphs
    assert [p.style.name for p in paragraphs[:2]] == ["Title", "Title"]
    outline = [(p.text, p.style.name) for p in paragraphs if outline_of(p.style) is not None]
    headings = [(section.heading, "Heading 1") for section in report.form.sections]
    assert outline == [headings[0], ("（一）主动公开", "Heading 2"), *headings[1:]]
    runs = [[(r.text, r.style.name) for r in p.runs] for p in paragraphs[4:7]]
    plain = "Default Paragraph Font"
    assert runs == [
        [("（二）依申请公开。", "标题 2 字符"), ("全年。", plain)],
        [("1.考核。", "标题 3 字符"), ("合格。", plain)],
        [("话", plain)],
    ]
    assert {p.style.name for p in paragraphs[4:7]} == {"Normal"}


def test_the_page_is_a4_and_numbered_on_its_outer_side() -> None:
    document = document_of(Report(form_of(FORMS, "2021")))
    (section,) = document.sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [m.mm for m in margins] == pytest.approx([37, 28, 35, 26], abs=0.1)
    assert section.footer_distance == pytest.approx(Mm(25), abs=Mm(0.1))
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == "Footer"
        assert paragraph.alignment.name == side
        assert paragraph.text == "— 1 —"
        assert [i.text for i in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side.lower()}Chars")) == "100"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_column_and_cell_says_its_width(edition, full_figures) -> None:
    for table in document_of(full_report(edition, full_figures)).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
        assert min(widths) > 0
        assert sum(widths) == pytest.approx(TYPE_WIDTH * 20, abs=20)
        said = table._tbl.tblPr.find(qn("w:tblW"))
        assert said.get(qn("w:w")) == str(sum(widths))
        assert not table.autofit
        for cell in cells_of(table):
            own = cell.element.tcPr.find(qn("w:tcW")).get(qn("w:w"))
            assert int(own) == sum(widths[cell.column : cell.column + cell.across])


@pytest.mark.parametrize("edition", EDITIONS)
def test_tables_stay_whole_and_repeat_their_headings(edition, full_figures) -> None:
    form = form_of(FORMS, edition)
    document = document_of(full_report(edition, full_figures))
    for table, section in zip(document.tables, form.tables, strict=True):
        rows = table._tbl.tr_lst
        repeated = [row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        assert repeated == [n < section.header_lines for n in range(section.lines)]
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        for row in rows:
            kept = {p.pPr.keepNext is not None for tc in row.tc_lst for p in tc.p_lst}
            assert kept == {row is not rows[-1]}
        assert sum(row.trHeight_val.pt for row in rows) < TYPE_HEIGHT * 0.92
    on_new_page = [p.text[0] for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert on_new_page == ["三"]


def test_bands_are_shaded_and_figures_stand_in_the_middle(full_figures) -> None:
    report = full_report("2021", full_figures)
    document = document_of(report)
    styles = {Role.BAND: "表格", Role.LABEL: "表格", Role.HEAD: "表头", Role.FIGURE: "表格数字"}
    sections = [s for s in print_report(report).sections if s.table is not None]
    for table, section in zip(document.tables, sections, strict=True):
        roles = {(c.line, c.column): c.role for line in section.table.lines for c in line}
        for cell in cells_of(table):
            role = roles[cell.line, cell.column]
            shade = cell.element.tcPr.find(qn("w:shd"))
            assert (shade is not None) == (role is Role.BAND)
            style = cell.element.p_lst[0].style
            assert document.styles.get_by_id(style, 1).name == styles[role]
    for name in ("表头", "表格数字"):
        assert document.styles[name].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


@pytest.mark.parametrize("edition", EDITIONS)
def test_nine_digits_fit_their_cells(edition) -> None:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    addresses = [a for a, f in form.figures.items() if f.kind is Kind.COUNT and not f.computed]
    apply(report, [SetFigure(a, "123456789") for a in addresses])
    found = 0
    for table in document_of(report).tables:
        for cell in cells_of(table):
            if cell.text == "123456789":
                found += 1
                size = cell.element.p_lst[0].r_lst[0].rPr.sz_val or Pt(10.5)
                room = int(cell.element.tcPr.find(qn("w:tcW")).get(qn("w:w"))) / 20 - 4
                # Nine digits in each of fifteen columns leave no more: small, but on one line.
                assert 4.5 <= size.pt <= 10.5
                assert ems(cell.text) * size.pt <= room + 1
    assert found == len(addresses)


# What it is


def test_the_document_says_whose_it_is_and_in_which_language() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2024)
    content = word_for_review(Inspection(report))
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("青禾县人民政府",) * 2
    properties = document_of(report).core_properties
    assert properties.title == "青禾县人民政府2024年政府信息公开工作年度报告"
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.language, properties.comments) == ("zh-CN", "")
    assert properties.created is None
    assert properties.modified is None


def test_a_name_longer_than_a_property_can_be_is_cut_there_and_whole_on_paper() -> None:
    content = word_for_review(Inspection(Report(form_of(FORMS, "2021"), "长" * 300, 2024)))
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.author == "长" * 255
    assert document.paragraphs[0].text == "长" * 300


def test_the_file_holds_only_what_it_needs_and_says_no_time(full_figures) -> None:
    inspection = Inspection(full_report("2021", full_figures))
    data, carrying = word_document(inspection), word_for_review(inspection)
    more = {"customXml/item1.xml", "customXml/itemProps1.xml", "docProps/custom.xml"}
    with zipfile.ZipFile(io.BytesIO(carrying)) as archive:
        review = {name for name in archive.namelist() if not name.endswith(".rels")}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name for name in archive.namelist() if not name.endswith(".rels")}
        assert names == {
            "[Content_Types].xml", "docProps/core.xml", "word/document.xml", "word/styles.xml",
            "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml",
        }  # fmt: skip
        assert review == names | more
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            content = archive.read(name)
            ET.fromstring(content)  # noqa: S314  # our own file
            assert b"External" not in content


def test_one_report_gives_one_file(full_figures) -> None:
    files = {word_document(Inspection(full_report("2019", full_figures))) for _ in range(3)}
    assert len(files) == 1


def test_of_python_docx_only_its_empty_document_is_read(monkeypatch) -> None:
    # In a program that PyInstaller made, python-docx finds no other of its files.
    monkeypatch.setattr("docx.parts.hdrftr.FooterPart._default_footer_xml", None)
    for part in ("styles.StylesPart._default_styles_xml", "settings.SettingsPart.default"):
        monkeypatch.setattr(f"docx.parts.{part}", None)
    word_document(Inspection(Report(form_of(FORMS, "2021"))))


def test_python_docx_is_loaded_only_by_an_export() -> None:
    code = (
        "import sys, core.exports.kinds; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# What another program makes of it


@needs_libreoffice
def test_libreoffice_finds_the_outline_and_the_tables(tmp_path, full_figures) -> None:
    for edition in EDITIONS:
        export(Inspection(full_report(edition, full_figures)), tmp_path / f"{edition}.docx")
    convert(tmp_path, list(tmp_path.glob("*.docx")), "--convert-to", "fodt")
    for edition in EDITIONS:
        form = form_of(FORMS, edition)
        page = ET.parse(tmp_path / f"{edition}.fodt")  # noqa: S314  # our own file
        headings = [(text_of(h), h.get(f"{TEXT}outline-level")) for h in page.iter(f"{TEXT}h")]
        assert headings == [(section.heading, "1") for section in form.sections]


@pytest.mark.skipif(SOFFICE is None or PDFTOTEXT is None, reason="LibreOffice is not installed")
def test_it_prints_as_the_older_word_file_does(tmp_path, full_figures) -> None:
    for edition in EDITIONS:
        report = full_report(edition, full_figures)
        apply(
            report, [SetText("overview", "（一）主动公开。全年公开信息，“四个一批”如期完成。" * 9)]
        )
        export(Inspection(report), tmp_path / f"{edition}-new.docx")
        export(Inspection(report), tmp_path / f"{edition}-old.doc")
    convert(tmp_path, [*tmp_path.glob("*.doc*")], "--convert-to", "pdf")
    for edition in EDITIONS:
        old, new = (pages_of(tmp_path / f"{edition}-{which}.pdf") for which in ("old", "new"))
        assert len(old) == len(new)
        for pages in (old, new):
            numbers = [re.findall(r"—(\d+)—$", page) for page in pages]
            assert numbers == [[str(n)] for n in range(1, len(pages) + 1)]
        # Not of marks of punctuation: pdftotext may not see one that hangs over the margin.
        words = [Counter(re.sub(r"\W", "", "".join(pages))) for pages in (old, new)]
        assert words[0] == words[1]
        (third,) = [page for page in new if "三、收到和处理政府信息公开申请情况" in page]
        for label in ("申请人情况", "1.属于国家秘密", "（七）总计", "四、结转下年度继续办理"):
            assert label in third


def pages_of(file: Path) -> list[str]:
    """Return the text of each page, without spaces."""
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-layout", str(file), "-"]
    printed = subprocess.run(command, capture_output=True, timeout=30, check=True).stdout.decode()
    return [re.sub(r"\s", "", page) for page in printed.split("\f")[:-1]]
