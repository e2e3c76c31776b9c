"""Digits that are raised, lowered, struck out, hidden or no letters are never read in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.figures.value import Kind, State, parse
from core.forms.loader import Forms
from core.labels.blocks import Block, Cell, Grid
from core.reading.source import read_text
from core.recognition.amounts import printed_amount
from core.recognition.cell_text import cell_figure
from core.sources.docx import read_docx
from core.sources.html import read_html
from core.sources.number_format import shown
from core.sources.package import Package
from core.sources.pdf import read_pdf
from core.sources.workbook import read_workbook
from tests.core.pdf_files import Sheet, pdf_file
from tests.core.reading_layouts import LAYOUTS, addends, filled, printed
from tests.core.word_files import cell, table, word_file, workbook_file
from tests.editions import form_of


def second_cell(blocks: Sequence[Block]) -> Cell:
    grid = next(block for block in blocks if isinstance(block, Grid))
    return grid.rows[0][1]


def is_read(found: Cell, kind: Kind = Kind.COUNT) -> bool:
    """Tell whether a figure would be read here without a doubt."""
    figure = cell_figure(found.text, kind)
    return not (found.doubt or figure.doubt) and parse(figure.text, kind).state is State.NUMBER


@pytest.mark.parametrize(
    ("text", "kind"), [("16²件", Kind.COUNT), ("16①项", Kind.COUNT), ("5²（注）", Kind.AMOUNT)]
)
def test_a_mark_is_never_a_digit_of_the_figure_with_its_unit(text: str, kind: Kind) -> None:
    assert parse(cell_figure(text, kind).text, kind).state is State.REFUSED


WORD_STYLES = (
    '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="Mark"><w:basedOn w:val="Up"/></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "certain"),
    [
        (run("16") + run("2", '<w:rStyle w:val="Mark"/>'), False),
        (run("16") + run("2", '<w:vertAlign w:val="subscript"/>'), False),
        (run("16") + run("2", '<w:position w:val="8"/>'), False),
        (run("16", '<w:position w:val="2"/>'), True),
        (run("16") + run("2", '<w:color w:val="FFFFFF"/>'), False),
        (run("16", "<w:strike/>"), False),
        (run("9", '<w:rStyle w:val="Gone"/>') + run("16"), False),
        (run("16", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>'), True),
        (run("16") + run("2", '<w:rStyle w:val="Unseen"/>'), True),
        ("<w:r><w:drawing/></w:r>", False),
        ("<w:r><w:instrText>EQ \\o\\ac(○,5)</w:instrText></w:r>", False),
    ],
)
def test_a_word_cell_is_read_as_it_is_set(inside: str, certain: bool) -> None:
    body = table(cell("首") + cell(f"<w:p>{inside}</w:p>"))
    content = word_file(body, styles=WORD_STYLES)
    found = second_cell(read_docx(Package(content)))
    assert is_read(found) is certain
    assert not certain or found.text == "16"
    assert certain or found.text or found.doubt


CSS = (
    "<style><!-- .up{vertical-align:super} td.st{text-decoration:line-through}"
    "/* .x{display:none} */ .off{display:none} @media print{.p{display:none}} --></style>"
)


@pytest.mark.parametrize(
    ("inside", "certain"),
    [
        ('16<span style="vertical-align: super">2</span>', False),
        ('16<font class="up">2</font>', False),
        ("16<sub>2</sub>", False),
        ('16<a href="#note">2</a>', False),
        ('16<span style="mso-text-raise:6.0pt">2</span>', False),
        ('<span style="mso-text-raise:6.0pt">16</span>', True),
        ('<span style="text-decoration: line-through">9</span>16', False),
        ("<s>16</s>", False),
        ('<span class="off">9</span>16', False),
        ('<span class="x p">1</span>6', True),
        ('<span style="mso-hide:all">9</span>16', True),
        ('<span style="font-size:0">9</span>16', False),
        ('<font color="#FFFFFF">9</font>16', False),
        ('<font color="#FFFFFF">16</font>', False),
        ('<bdo dir="rtl">61</bdo>', False),
        ("<ruby>16<rt>2</rt></ruby>", True),
        ('<input value="16">', False),
        ("<textarea>16</textarea>", False),
        ('<img src="16.png" alt="16">', False),
        ('<img src="dot.gif" width="1">16', True),
    ],
)
def test_a_cell_of_a_page_is_read_as_it_is_set(inside: str, certain: bool) -> None:
    page = f"<html>{CSS}<table><tr><td>首</td><td>{inside}</td></tr></table>"
    found = second_cell(read_html(page.encode()))
    assert is_read(found) is certain
    assert not certain or found.text == "16"
    assert certain or found.text or found.doubt


@pytest.mark.parametrize(
    ("inside", "style", "certain"),
    [
        ('<r><t>16</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>', 0, False),
        ('<r><t>16</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r>', 0, False),
        ("<r><rPr><strike/></rPr><t>9</t></r><r><t>16</t></r>", 0, False),
        ('<r><rPr><strike val="0"/></rPr><t>1</t></r><r><t>6</t></r>', 0, True),
        ("<t>16</t>", 1, False),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_it_is_set(inside: str, style: int, certain: bool) -> None:
    row = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>首</t></is></c>'
        f'<c r="B1" t="inlineStr" s="{style}"><is>{inside}</is></c></row>'
        '<row r="2" ht="0" customHeight="1"><c r="A2"><v>7</v></c></row>'
    )
    fonts = "<fonts><font/><font><strike/></font></fonts>"
    styles = f'{fonts}<cellXfs><xf/><xf fontId="1"/></cellXfs>'
    content = workbook_file(("表", f"<sheetData>{row}</sheetData>"), styles=styles)
    blocks = read_workbook(Package(content))
    assert is_read(second_cell(blocks)) is certain
    assert sum(len(block.rows) for block in blocks if isinstance(block, Grid)) == 1


@pytest.mark.parametrize("code", ["[<10]0.00;0", "[" * 100_000, '0"' * 50_000])
def test_a_number_format_that_cannot_be_told_is_a_doubt(code: str) -> None:
    assert shown("12.5", code)[1]


def ruled(sheet: Sheet) -> None:
    for y in (100, 130):
        sheet.rule(100, y, 300, y)
    for x in (100, 200, 300):
        sheet.rule(x, 100, x, 130)
    sheet.say(110, 120, "首", 12)
    sheet.say(210, 120, "16", 12)


def test_a_small_digit_beside_a_figure_of_a_pdf_is_a_mark() -> None:
    for base, size in ((116, 7), (122, 7), (120, 8), (117, 11.5)):
        sheet = Sheet()
        ruled(sheet)
        sheet.say(222.2, base, "2", size)
        assert not is_read(second_cell(read_pdf(pdf_file([sheet]))))


def test_a_watermark_drawn_as_an_outline_rules_no_table() -> None:
    sheet = Sheet()
    ruled(sheet)
    # A letter's outline: curves, and short level parts across the table's cells.
    sheet.parts.append(
        "0.8 g 205 725 m 260 725 l 270 735 280 715 230 715 c 235 727 l 205 727 l f 0 g"
    )
    found = second_cell(read_pdf(pdf_file([sheet])))
    assert (found.text, found.down, found.doubt) == ("16", 1, "")


def test_a_foreign_unit_is_not_taken_for_yuan() -> None:
    assert printed_amount("16", "金额（美元）", "", ()).doubt
    assert printed_amount("16", "金额", "", ("单位：元/件",)).doubt
    assert printed_amount("16", "金额", "", ("以元为单位",)).doubt
    assert not printed_amount("16", "金额", "", ("单位：万元、件",)).doubt


def test_of_several_years_reports_the_wanted_or_the_latest_is_read(forms: Forms) -> None:
    form = forms.editions[0]
    layout = next(each for each in LAYOUTS if each.name == "tabs")
    texts = []
    for year, figure in ((form.first_year + 1, 7), (form.first_year, 3)):
        report = filled(form, dict.fromkeys(addends(form), figure))
        texts.append(printed(report, layout).replace(str(report.year), str(year)))
    source = "\n".join(texts)
    for wanted, figure in ((None, 7), (form.first_year + 1, 7), (form.first_year, 3)):
        reading = read_text(source, forms, "样本.txt", year=wanted)
        read = reading.report()
        assert reading.year == (wanted or form.first_year + 1)
        assert {read.figure(address) for address in addends(form)} == {figure}
        assert any("还有" in note.why for note in reading.notes)


def test_a_lone_number_beside_a_row_of_text_may_be_the_rest_of_a_cell(forms: Forms) -> None:
    form = form_of(forms, "2021")
    report = filled(form, dict.fromkeys(addends(form), 88))
    layout = next(each for each in LAYOUTS if each.name == "tabs")
    lines = printed(report, layout).split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("行政强制\t"))
    for where in (at, at + 1):
        text = "\n".join([*lines[:where], "283", *lines[where:]])
        read = read_text(text, forms, "样本.txt")
        address = next(a for a in form.figures if a.row == "coercion")
        assert read.figures[address].text == ""
        assert "换了行" in read.figures[address].why
