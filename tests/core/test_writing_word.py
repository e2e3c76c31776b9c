from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.checks.inspection import Inspection
from core.exports.parts.template import keep_spaces
from core.exports.word.word_html import set_latin, word_html
from core.figures.address import Address
from core.figures.value import Kind, show
from core.printed.empty_form import is_line, print_for_paper
from core.printed.measures import CHARACTERS, TYPE_WIDTH
from core.printed.page import PrintedParagraph
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from tests.editions import FORMS, form_of

EDITIONS = [form.edition for form in FORMS.editions]


@dataclass
class Cell:
    attributes: dict[str, str]
    text: str = ""
    line: int = 0
    column: int = 0

    @property
    def spans(self) -> tuple[int, int]:
        return int(self.attributes.get("rowspan", 1)), int(self.attributes.get("colspan", 1))


@dataclass
class Table:
    columns: list[dict[str, str]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    head_rows: int = 0

    def cells(self) -> list[Cell]:
        """Place the cells as a browser does."""
        taken = set()
        for line, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (line, column) in taken:
                    column += 1
                cell.line, cell.column = line, column
                down, across = cell.spans
                taken |= {(line + i, column + j) for i in range(down) for j in range(across)}
        return [cell for row in self.rows for cell in row]


class Page(HTMLParser):
    """The page as a reader sees it: paragraphs by class, headings, tables."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.paragraphs: list[tuple[str, str]] = []
        self.headings: list[str] = []
        self.tables: list[Table] = []
        self.title = ""
        self._into: str = ""
        self._in_head = False
        self._cell: Cell | None = None
        self.source = data.decode("utf-8")
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes += attributes.items()
        if tag == "table":
            self.tables.append(Table())
        elif tag == "col":
            self.tables[-1].columns.append(attributes)
        elif tag in {"thead", "tbody"}:
            self._in_head = tag == "thead"
        elif tag == "tr":
            if attributes.get("height") != "0":  # the row that only says the columns' widths
                self.tables[-1].rows.append([])
                self.tables[-1].head_rows += self._in_head
        elif tag == "td":
            if "valign" in attributes:
                self._cell = Cell(attributes)
                self.tables[-1].rows[-1].append(self._cell)
        elif tag == "p" and self._cell is None:
            self.paragraphs.append((attributes["class"], ""))
            self._into = "p"
        elif tag == "h1":
            self.headings.append("")
            self._into = "h1"
        elif tag == "title":
            self._into = "title"

    def handle_endtag(self, tag) -> None:
        if tag == "td":
            self._cell = None
        if tag == self._into:
            self._into = ""

    def handle_data(self, data) -> None:
        if self._cell is not None:
            self._cell.text += data.strip()
        elif self._into == "p":
            kind, text = self.paragraphs[-1]
            self.paragraphs[-1] = kind, text + data
        elif self._into == "h1":
            self.headings[-1] += data
        elif self._into == "title":
            self.title += data

    def texts(self) -> list[str]:
        return [text for kind, text in self.paragraphs if kind == "text"]


def full_report(edition: str, full_figures) -> Report:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    return report


def page_of(report: Report) -> Page:
    return Page(word_html(Inspection(report)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_filled", [True, False])
def test_labels_spans_and_figures_are_those_of_the_form(edition, is_filled, full_figures) -> None:
    form = form_of(FORMS, edition)
    report = full_report(edition, full_figures) if is_filled else Report(form)
    page = page_of(report)
    assert page.headings == [section.heading for section in form.sections]
    assert len(page.tables) == len(form.tables)
    for table, section in zip(page.tables, form.tables, strict=True):
        assert table.head_rows == section.header_lines
        printed = {(c.line, c.column): (c.spans, c.text) for c in table.cells()}
        assert len(printed) == len(section.cells)
        for cell in section.cells:
            spans, text = printed[cell.line, cell.column]
            assert spans == (cell.down, cell.across)
            if cell.address is None:
                assert text == cell.text
            else:
                figure = form.figures[cell.address]
                shown = show(report.figure(cell.address), figure.kind)
                assert text in {shown, shown + figure.unit}
                assert bool(text) == is_filled


@pytest.mark.parametrize("name", ["huaian_2024", "cixi_2020", "shanghai_office_2019"])
def test_every_published_figure_is_found_again(shared_reports, name) -> None:
    import json
    from decimal import Decimal

    published = json.loads((shared_reports / f"{name}.json").read_text("utf-8"))
    form = form_of(FORMS, published["edition"])
    report = Report(form)
    apply(report, [SetCover(published["organ"], published["year"])])
    figures = {Address(a): f for a, f in published["figures"].items()}
    apply(report, [SetFigure(a, "" if f is None else str(f)) for a, f in figures.items()])
    page = page_of(report)
    for table, section in zip(page.tables, form.tables, strict=True):
        printed = {(c.line, c.column): c.text for c in table.cells()}
        for cell in section.cells:
            if cell.address is not None:
                text, figure = printed[cell.line, cell.column], figures[cell.address]
                if figure is None and form.figures[cell.address].computed:
                    continue  # a blank total is computed where its addends are there
                want = None if figure is None else Decimal(str(figure))
                assert (Decimal(text.removesuffix("万元")) if text else None) == want


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_column_and_cell_says_its_width(edition, full_figures) -> None:
    for table in page_of(full_report(edition, full_figures)).tables:
        widths = [
            float(c["style"].removeprefix("width:").removesuffix("pt")) for c in table.columns
        ]
        assert sum(widths) == pytest.approx(TYPE_WIDTH, abs=1)
        assert all(int(column["width"]) > 0 for column in table.columns)
        for cell in table.cells():
            across = cell.spans[1]
            said = float(re.findall(r"^width:([\d.]+)pt", cell.attributes["style"])[0])
            assert said == pytest.approx(sum(widths[cell.column : cell.column + across]), abs=0.2)
            assert int(cell.attributes["width"]) == round(said * 96 / 72)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_longest_figures_are_set_smaller_so_that_they_fit(edition) -> None:
    form = form_of(FORMS, edition)
    report = Report(form, "青禾县人民政府", form.first_year)
    addresses = [a for a, f in form.figures.items() if f.kind is Kind.COUNT and not f.computed]
    apply(report, [SetFigure(a, "123456789") for a in addresses])
    source = page_of(report).source
    cell = r'style="width:([\d.]+)pt[^>]*>\s*<p class="figure" style="font-size:([\d.]+)pt[^>]*>'
    cells = re.findall(cell + "123456789<", source)
    assert len(cells) == len(addresses)
    assert all(4.5 * float(size) < float(width) for width, size in cells)


def test_the_document_stands_alone_and_says_its_page(full_figures) -> None:
    page = page_of(full_report("2021", full_figures))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {name for name, _ in page.attributes} & {"src", "href", "onload"}
    assert "url(" not in page.source
    assert '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">' in page.source
    assert "size: 595.3pt 841.9pt; margin: 104.9pt 73.7pt 99.2pt 79.4pt" in page.source
    assert page.title == "青禾县人民政府2021年政府信息公开工作年度报告"
    assert "".join(t for kind, t in page.paragraphs if kind == "title") == page.title


@pytest.mark.parametrize("edition", EDITIONS)
def test_table_three_begins_a_page_and_no_row_is_torn(edition, full_figures) -> None:
    source = page_of(full_report(edition, full_figures)).source
    headings = re.findall(r'<h1 style="([^"]*)">(.)', source)
    on_new_page = [number for style, number in headings if "page-break-before:always" in style]
    assert "三" in on_new_page
    assert "四" not in on_new_page
    rows = re.findall(r'<tr style="([^"]*)"', source.split('<div title="footer">')[0])
    rows = [style for style in rows if "mso-yfti-irow" in style]
    assert len(rows) == sum(table.lines for table in form_of(FORMS, edition).tables)
    assert all("page-break-inside:avoid" in style for style in rows)


def test_bands_are_shaded(full_figures) -> None:
    page = page_of(full_report("2021", full_figures))
    bands = [c for c in page.tables[0].cells() if c.attributes["class"] == "band"]
    assert [band.text[:4] for band in bands] == ["第二十条"] * 4
    assert all(band.attributes["bgcolor"] == "#DCE6F2" for band in bands)


HOSTILE = "<script>alert(1)</script>{{7*7}}{% for %}&amp;&lt; \"'𠮷𪚥😀\u200f\u202e"


def test_hostile_text_comes_out_as_itself() -> None:
    form = form_of(FORMS, "2021")
    report = Report(form, f"<b>{HOSTILE}", 2024)
    apply(report, [SetText(text.id, f"（一）{HOSTILE}") for text in form.texts])
    apply(report, [SetFigure(Address("applications.received.natural"), HOSTILE)])
    page = page_of(report)
    # What turns the direction of writing is shown, and a mark of no width is not there.
    shown = HOSTILE.replace("\u200f\u202e", "�")
    assert page.texts() == [f"（一）{shown}"] * len(form.texts)
    assert f"<b>{shown}" in [text for kind, text in page.paragraphs if kind == "title"]
    assert shown in [cell.text for cell in page.tables[1].cells()]
    assert "script" not in page.tags
    assert "b" not in page.tags


def test_headings_in_a_text_have_their_own_type() -> None:
    report = Report(form_of(FORMS, "2021"))
    apply(report, [SetText("overview", "（一）主动公开。全年。\n1.考核。合格。")])
    source = page_of(report).source
    assert '<p class="text"><span class="level2">（一）主动公开。</span>全年。</p>' in source
    number = '<span class="latin" lang="EN-US">1.</span>'
    assert f'<p class="text"><span class="level3">{number}考核。</span>合格。</p>' in source


def test_figures_and_letters_have_the_font_that_word_would_give_them() -> None:
    latin = '<span class="latin" lang="EN-US">{}</span>'.format
    assert set_latin("共12件，PPP项目 3 个") == (
        f"共{latin('12')}件，{latin('PPP')}项目 {latin('3')} 个"
    )
    assert set_latin("甲<b>&") == "甲" + latin("&lt;b&gt;&amp;")
    assert set_latin("甲  乙") == "甲 \u00a0乙"


def test_word_finds_its_footers_where_nobody_else_looks() -> None:
    source = page_of(Report(form_of(FORMS, "2021"))).source
    assert "mso-facing-pages: yes" in source
    assert "mso-footer: f1; mso-even-footer: ef1" in source
    (hidden,) = re.findall(r"<!--\[if supportFields\]>(.*?)<!\[endif\]-->", source, re.DOTALL)
    footers = re.findall(
        r'<div style="mso-element:footer" id="(\w+)">\s*<p [^>]*align="(\w+)"[^>]*>(.*?)</p>',
        hidden,
    )
    assert [footer[:2] for footer in footers] == [("f1", "right"), ("ef1", "left")]
    for _, _, number in footers:
        kinds = re.findall(r"mso-element:field-(\w+)", number)
        assert kinds == ["begin", "separator", "end"]
        assert re.sub("<[^>]*>", "", number).split() == ["—", "PAGE", "1", "—"]
    assert source.count("mso-element:footer") == 2


def test_other_programs_find_a_footer_of_their_own() -> None:
    source = page_of(Report(form_of(FORMS, "2021"))).source
    revealed = re.findall(r"<!\[if !supportFields\]>(.*?)<!\[endif\]>", source, re.DOTALL)
    assert len(revealed) == 2
    assert "@page" in revealed[0]
    # Said twice: LibreOffice gives the even pages a footer only at the second time.
    assert revealed[1].count('<div title="footer">') == 2
    assert revealed[1].count('<sdfield type="page"') == 2


def test_what_libreoffice_would_misread_is_written_so_that_it_cannot() -> None:
    style = page_of(Report(form_of(FORMS, "2021"))).source.split("</style>")[0]
    names = re.findall(r"(?:font-family|font-alt): ([^;}]*)", style)
    assert len(names) > 10
    families = [family.strip() for name in names for family in name.split(",")]
    assert not [family for family in families if not family.isascii() and family[0] != '"']
    for selector in ("p.text, h1", "h1"):
        (rules,) = re.findall(rf"^{re.escape(selector)} {{(.*?)}}", style, re.DOTALL | re.MULTILINE)
        assert rules.strip().endswith("widows: 1; orphans: 1;")


def test_runs_of_spaces_stay() -> None:
    assert keep_spaces("甲 乙  丙\t丁") == "甲 乙 \u00a0丙 \u00a0\u00a0\u00a0丁"


@given(st.text(max_size=200))
@example("")
@example("甲乙\n月份\t件数\n1月\t12\n丙丁")
@settings(max_examples=50, deadline=None)
def test_any_text_is_found_again(text) -> None:
    report = Report(form_of(FORMS, "2021"))
    apply(report, [SetText("problems", text)])
    printed = print_for_paper(report)
    written = [*printed.opening, *(p for s in printed.sections for p in s.paragraphs)]
    page = page_of(report)
    assert page.texts() == [shown(p) for p in written if not p.cells]
    small_tables = page.tables[len(report.form.tables) :]
    assert [cell.text for table in small_tables for cell in table.cells()] == [
        keep_spaces(cell) for p in written for cell in p.cells
    ]


def shown(paragraph: PrintedParagraph) -> str:
    """Return what stands for a paragraph in the page; for a line to write on, blanks."""
    return "\u3000" * CHARACTERS if is_line(paragraph) else keep_spaces(paragraph.text)
