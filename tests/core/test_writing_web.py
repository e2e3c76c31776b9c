from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.checks.inspection import Inspection
from core.clipboard.whole import paste_report, paste_table
from core.exports.kinds import KINDS
from core.exports.parts.measure import ems
from core.exports.parts.template import keep_spaces
from core.exports.web.web_page import web_page
from core.exports.web.web_picture import NARROWEST, web_picture
from core.figures.address import Address
from core.figures.value import Kind, show
from core.forms.form import Role
from core.picture.picture import ANNEX, Chart, Stacks, draw_up
from core.printed.page import print_report, printable
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetPrior, SetText
from core.report.report import Report
from core.settings.page_options import PageOptions, Site, options_as_data, options_from_data
from core.sources.html import read_html
from tests.core.html_tables import HtmlPage
from tests.core.report_variants import HOSTILE, VARIANTS, make_report
from tests.editions import FORMS, form_of
from tests.sample_reports import sample_report

EDITIONS = [form.edition for form in FORMS.editions]


def page_of(report: Report) -> HtmlPage:
    return HtmlPage(web_page(Inspection(report)).decode("utf-8"))


def pasted_page(report: Report) -> HtmlPage:
    return HtmlPage(paste_report(report).html)


def printed_text(report: Report, address: Address) -> tuple[str, ...]:
    """Return what may stand in a cell: a figure with or without its unit, or what was typed."""
    figure = report.form.figures[address]
    number = report.figure(address)
    if number is None:
        return (keep_spaces(printable(report.value(address).text)),)
    return show(number, figure.kind), show(number, figure.kind) + figure.unit


@pytest.mark.parametrize("read", [page_of, pasted_page])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_labels_spans_and_figures_are_those_of_the_report(
    read, edition, variant, full_figures
) -> None:
    form = form_of(FORMS, edition)
    report = make_report(form, variant, full_figures)
    page = read(report)
    annex = [ANNEX] if read is page_of and variant != "empty" else []
    assert page.texts_of("h2") == [section.heading for section in form.sections] + annex
    assert len(page.tables) == len(form.tables)
    for table, section in zip(page.tables, form.tables, strict=True):
        assert table.columns == section.grid_columns
        assert table.lines == section.lines
        heads = [end for n, (kind, _) in enumerate(table.parts) if kind == "thead"
                 for end in [table.part_end(n)]]  # fmt: skip
        assert heads == [section.header_lines] * bool(section.header_lines)
        found = {(c.line, c.column): c for c in table.cells}
        assert len(found) == len(section.cells)
        for cell in section.cells:
            read_back = found[cell.line, cell.column]
            assert (read_back.down, read_back.across) == (cell.down, cell.across)
            if cell.address is None:
                assert read_back.tag == "th"
                assert read_back.text == cell.text
            else:
                assert read_back.tag == "td"
                is_guarded = read is pasted_page and read_back.text.startswith("'")
                text = read_back.text.removeprefix("'") if is_guarded else read_back.text
                assert text in printed_text(report, cell.address)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_figure_names_the_headings_that_the_form_gives_it(edition, full_figures) -> None:
    form = form_of(FORMS, edition)
    page = page_of(make_report(form, "full", full_figures))
    cells = {c.attributes["id"]: c for table in page.tables for c in table.cells}
    assert len(cells) == sum(len(table.cells) for table in page.tables)
    bands = {c.text for t in form.tables for c in t.cells if c.role is Role.BAND}
    for address, figure in form.figures.items():
        named = [cells[name] for name in cells[address].attributes["headers"].split()]
        texts = [cell.text for cell in named]
        if address.section == "proactive":
            assert texts.pop(0) in bands
            assert figure.row.basis.endswith(named[0].text)
        assert tuple(texts) == (*figure.heads, *figure.labels)
        assert {cell.tag for cell in named} == {"th"}


def test_the_scopes_of_table_three(full_figures) -> None:
    page = page_of(make_report(form_of(FORMS, "2021"), "full", full_figures))
    scopes = {cell.text: cell.attributes.get("scope") for cell in page.tables[1].cells}
    assert page.tables[1].groups == [3, 1, 5, 1]
    assert [kind for kind, _ in page.tables[1].parts] == ["thead", "tbody", "tbody", "tbody"]
    assert scopes["法人或其他组织"] == "colgroup"
    assert scopes["申请人情况"] == scopes["商业企业"] == "col"
    assert scopes["三、本年度办理结果"] == "rowgroup"
    assert scopes["（三）不予公开"] == scopes["1.属于国家秘密"] == "row"
    bands = [c for c in page.tables[0].cells if c.attributes["class"] == "band"]
    assert [band.attributes["scope"] for band in bands] == ["rowgroup"] * 4
    assert page.tables[2].groups == [5, 5, 5]


@pytest.mark.parametrize("name", ["huaian_2024", "cixi_2020", "shanghai_office_2019"])
def test_every_published_figure_is_found_again(shared_reports, name) -> None:
    published = json.loads((shared_reports / f"{name}.json").read_text("utf-8"))
    form = form_of(FORMS, published["edition"])
    report = Report(form)
    apply(report, [SetCover(published["organ"], published["year"])])
    figures = {Address(a): f for a, f in published["figures"].items()}
    apply(report, [SetFigure(a, "" if f is None else str(f)) for a, f in figures.items()])
    cells = {c.attributes["id"]: c.text for t in page_of(report).tables for c in t.cells}
    for address, figure in figures.items():
        if figure is None and form.figures[address].computed:
            continue  # a blank total is computed where its addends are there
        text = cells[address].removesuffix("万元")
        assert (Decimal(text) if text else None) == (
            None if figure is None else Decimal(str(figure))
        )


def test_the_page_is_whole_and_stands_alone(full_figures) -> None:
    report = make_report(form_of(FORMS, "2021"), "full", full_figures)
    page = page_of(report)
    for tag in ("html", "head", "body", "main", "h1"):
        assert page.tags.count(tag) == 1
    assert page.tags.count("title") == 1 + page.tags.count("svg")
    assert page.tags.count("section") == 6
    assert ("lang", "zh-CN") in page.attributes
    assert ("content", "width=device-width, initial-scale=1") in page.attributes
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    assert not {name for name, _ in page.attributes if name.startswith("on")}
    assert not {name for name, _ in page.attributes} & {"src", "href", "srcset"}
    assert "url(" not in page.source
    assert "@import" not in page.source
    names = [value for name, value in page.attributes if name == "id"]
    assert len(names) == len(set(names))
    for name, value in page.attributes:
        if name in {"aria-labelledby", "headers"}:
            assert set(value.split()) <= set(names)
    assert page.texts_of("h1") == ["青禾县人民政府 2021年政府信息公开工作年度报告"]
    assert page.texts_of("title")[:1] == [h1.replace(" ", "") for h1 in page.texts_of("h1")]
    tables = [section.heading for section in report.form.tables]
    assert [table.caption for table in page.tables] == tables


def test_a_report_without_an_organ_has_a_title() -> None:
    page = page_of(Report(form_of(FORMS, "2021"), "", 2024))
    assert page.texts_of("h1") == ["2024年政府信息公开工作年度报告"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_wide_table_scrolls_in_its_own_box_and_a_narrow_one_need_not(edition) -> None:
    source = page_of(Report(form_of(FORMS, edition))).source
    widths = dict(re.findall(r"#(\w+) table \{ min-width: ([\d.]+)em", source))
    assert float(widths["proactive"]) * 16 < 360
    assert float(widths["applications"]) * 16 > 700
    assert float(widths["remedies"]) * 16 <= 1024 - 32
    assert source.count('<div class="box" role="region"') == 3


def test_no_text_on_a_screen_is_smaller_than_sixteen_pixels() -> None:
    source = page_of(Report(form_of(FORMS, "2021"))).source
    screen = source.split("@media print")[0]
    sizes = re.findall(r"font(?:-size)?: ([\d.]+)(\w+)", screen)
    assert sizes
    assert all(unit == "rem" and float(size) >= 1 for size, unit in sizes)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_can_be_read_on_its_ground_in_the_light_and_in_the_dark() -> None:
    source = page_of(Report(form_of(FORMS, "2021"))).source
    schemes = [
        dict(re.findall(r"--(\w+): (#\w{6})", scheme))
        for scheme in re.findall(r":root \{([^}]*)\}", source)
    ]
    assert len(schemes) == 3
    light = schemes[0]
    for scheme in schemes:
        colours = light | scheme
        pairs = [(ink, "ground") for ink in ("ink", "quiet", "accent")]
        pairs += [("ink", ground) for ground in ("band", "head")]
        for ink, ground in pairs:
            dark, bright = sorted((_luminance(colours[ink]), _luminance(colours[ground])))
            assert (bright + 0.05) / (dark + 0.05) >= 7, (ink, ground, colours)
        dark, bright = sorted((_luminance(colours["line"]), _luminance(colours["ground"])))
        assert (bright + 0.05) / (dark + 0.05) >= 3


@pytest.mark.parametrize("read", [page_of, pasted_page])
def test_hostile_text_comes_out_as_itself(read, full_figures) -> None:
    form = form_of(FORMS, "2021")
    report = make_report(form, "hostile", full_figures)
    apply(report, [SetCover(f"<b>{HOSTILE[0]}{HOSTILE[1]}", 2024)])
    page = read(report)
    want = [keep_spaces(line) for text in HOSTILE for line in printable(text).split("\n")]
    paragraphs = [
        text for text in page.texts_of("p", "h3", "h4", "h5") if not text.startswith("表格较宽")
    ]
    assert paragraphs == want * len(form.texts)
    assert "甲��" in "".join(want)
    assert f"<b>{HOSTILE[0]}{HOSTILE[1]}" in page.texts_of("h1")[0]
    cells = [cell.text for table in page.tables for cell in table.cells]
    assert [cell for cell in cells if "<script>" in cell] == [HOSTILE[0]]
    assert "49" not in page.texts_of("h1")[0]
    assert "script" not in page.tags
    assert "\x00" not in page.source


def test_headings_in_a_text_stand_out() -> None:
    report = Report(form_of(FORMS, "2021"))
    apply(report, [SetText("overview", "（一）主动公开\n（二）依申请公开。全年。")])
    source = page_of(report).source
    assert "<h3>（一）主动公开</h3>" in source
    assert "<p><b>（二）依申请公开。</b>全年。</p>" in source


@given(st.text(max_size=200))
@example("0.")
@settings(max_examples=25, deadline=None)
def test_any_text_is_found_again(text) -> None:
    report = Report(form_of(FORMS, "2021"), text, 2024)
    cell = Address("applications.received.natural")
    apply(report, [SetText("problems", text), SetFigure(cell, text)])
    section = next(s for s in print_report(report).sections if s.id == "problems")
    page = page_of(report)
    found = [t for t in page.texts_of("p", "h3", "h4", "h5") if not t.startswith("表格较宽")]
    assert found == [keep_spaces(paragraph.text) for paragraph in section.paragraphs]
    (typed,) = [c.text for c in page.tables[1].cells if c.attributes["id"] == cell]
    assert typed in printed_text(report, cell)


# The picture


def svgs_of(report: Report) -> list[ET.Element]:
    source = web_page(Inspection(report)).decode("utf-8")
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", source, re.DOTALL)]  # noqa: S314


def remembering(edition: str, figure: str, prior: str) -> Report:
    """A report whose every figure is the same, and that of last year."""
    form = form_of(FORMS, edition)
    reports = []
    for year, text in ((form.first_year + 1, figure), (form.first_year, prior)):
        report = Report(form, "某某市人民政府", year)
        cells = [a for a, each in form.figures.items() if not each.computed]
        apply(report, [SetFigure(a, text) for a in cells])
        reports.append(report)
    apply(reports[0], [SetPrior(reports[1].as_prior())])
    return reports[0]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_picture_has_every_figure_in_text_and_in_words(edition, full_figures) -> None:
    report = make_report(form_of(FORMS, edition), "full", full_figures)
    svgs = svgs_of(report)
    picture = draw_up(report)
    parts: tuple[Chart | Stacks, ...] = (*picture.charts, *picture.stacks, *picture.figures)
    assert [svg.findtext("title") for svg in svgs] == [part.heading for part in parts]
    for svg, part in zip(svgs, parts, strict=True):
        assert svg.get("role") == "img"
        named = [svg.find(tag).get("id") for tag in ("title", "desc")]
        assert svg.get("aria-labelledby").split() == named
        texts = [text.text for text in svg.iter("text")]
        for mark in part.marks:
            share = "" if mark.share is None else f"　{mark.share}%"
            texts.remove(mark.text + share)
            assert f"{mark.name} {mark.text}" in svg.findtext("desc", "")
        # Its colours are the page's, so that it follows the dark and the printer.
        assert "#" not in ET.tostring(svg, encoding="unicode")


def test_a_bar_is_as_wide_as_its_share_of_the_whole_or_of_the_longest() -> None:
    report = Report(form_of(FORMS, "2021"), "", 2024)
    apply(report, [SetFigure(Address("applications.granted.natural"), "400")])
    apply(report, [SetFigure(Address("applications.partly_granted.natural"), "100")])
    assert not [bar for svg in svgs_of(report) for bar in svg.iter("rect")]  # rows not filled in
    report = remembering("2021", "3", "6")
    came, ended = svgs_of(report)[:2]
    assert [bar.get("width") for bar in came.iter("rect") if bar.get("class") == "own"] == [
        "50.0%", "50.0%",
    ]  # fmt: skip
    prior = [bar.get("width") for bar in ended.iter("rect") if bar.get("class") == "prior"]
    # The bars of shares stand on a track of all of them: last year's 48 beside this year's 66.
    assert prior[2] == "72.727%"  # 不予公开 has the most rows
    tracks = [
        [bar.get("class") for bar in svg.iter("rect")].count("track") for svg in (came, ended)
    ]
    assert tracks == [0, len(prior)]


def test_an_empty_report_has_no_picture() -> None:
    page = page_of(Report(form_of(FORMS, "2021"), "", 2024))
    assert not {"aside", "svg"} & set(page.tags)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["0", "7", "987654321", "999999999999"])
def test_no_text_of_the_picture_leaves_a_telephone(edition, figure) -> None:
    chart = web_picture(remembering(edition, figure, figure))
    for each in chart.charts:
        lines: dict[float, list[tuple[float, float]]] = {}
        for text in each.texts:
            size = 1.4 if text.style == "big" else 1.0
            width = ems(text.text) * size
            start = text.x / 100 * NARROWEST + text.shift - (width if text.ends else 0)
            assert start >= -0.01
            assert start + width <= NARROWEST + 0.01, text
            lines.setdefault(round(text.y * size, 2), []).append((start, start + width))
        for places in lines.values():
            for (_, end), (begin, _) in pairwise(sorted(places)):
                assert end <= begin
        assert max(lines) <= each.height
        assert all(0 <= bar.x + (bar.width or 0) <= 100 for bar in each.bars)


def test_last_year_is_shown_where_it_is_remembered() -> None:
    source = page_of(remembering("2021", "3", "2")).source
    assert "上年12，比上年增加6件（50.0%）" in source
    assert "细条为上年" in source
    alone = remembering("2021", "3", "2")
    apply(alone, [SetPrior(None)])
    source = page_of(alone).source
    assert "细条" not in source
    assert "比上年" not in source


def test_the_picture_is_not_read_back_as_text(full_figures) -> None:
    report = make_report(form_of(FORMS, "2021"), "full", full_figures)
    blocks = read_html(web_page(Inspection(report)))
    assert "图解" not in "".join(map(str, blocks))
    assert "百分数" not in "".join(map(str, blocks))


# The clipboard


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_pasted_cell_says_its_width_and_its_frame(edition, full_figures) -> None:
    report = make_report(form_of(FORMS, edition), "full", full_figures)
    page = pasted_page(report)
    assert not {"style", "script", "link"} & set(page.tags)
    assert not {name for name, _ in page.attributes} & {"id", "class", "headers"}
    for table, section in zip(page.tables, report.form.tables, strict=True):
        for cell in table.cells:
            style = cell.attributes["style"]
            assert "border:1px solid #000000" in style
            width = int(cell.attributes["width"])
            own = sum(section.widths[cell.column : cell.column + cell.across])
            assert width == pytest.approx(own * 624 / sum(section.widths), abs=1)
            assert style.startswith(f"width:{width}px;")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_table_alone_is_the_same_as_in_the_whole(edition, full_figures) -> None:
    report = make_report(form_of(FORMS, edition), "kept", full_figures)
    whole = paste_report(report)
    for section in report.form.tables:
        pasted = paste_table(report, section.id)
        html = pasted.html[pasted.html.index("<table") :]
        assert html in whole.html
        assert pasted.plain in whole.plain
        page = HtmlPage(pasted.html)
        assert len(page.tables) == 1
        assert page.texts == []


def test_a_part_without_a_table_has_none_to_paste() -> None:
    with pytest.raises(KeyError):
        paste_table(Report(form_of(FORMS, "2021")), "overview")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("variant", ["full", "empty", "refused", "kept"])
def test_the_plain_table_is_the_grid_with_empty_cells_under_spans(
    edition, variant, full_figures
) -> None:
    report = make_report(form_of(FORMS, edition), variant, full_figures)
    for section in report.form.tables:
        plain = paste_table(report, section.id).plain
        grid = [line.split("\t") for line in plain.removesuffix("\n").split("\n")]
        assert [len(line) for line in grid] == [section.grid_columns] * section.lines
        for cell in section.cells:
            text = grid[cell.line][cell.column]
            grid[cell.line][cell.column] = ""
            if cell.address is None:
                assert text == cell.text
            else:
                assert text in printed_text(report, cell.address)
        assert {text for line in grid for text in line} == {""}


def test_a_heading_is_broken_between_words_and_a_figure_never() -> None:
    page = web_page(Inspection(Report(form_of(FORMS, "2021")))).decode("utf-8")
    for broken in (
        "社会<wbr>公益<wbr>组织",
        "（三）<wbr>不予公开",
        "三、<wbr>本年度<wbr>办理<wbr>结果",
        "行政<wbr>规范性<wbr>文件",
        "7.属于<wbr>行政<wbr>执法<wbr>案卷",
        "（二）部分<wbr>公开<wbr>（区分处理的，<wbr>只计<wbr>这一<wbr>情形，<wbr>不计<wbr>其他<wbr>情形）",
    ):
        assert f">{broken}</th>" in page
    older = web_page(Inspection(Report(form_of(FORMS, "2019")))).decode("utf-8")
    for broken in ("上一年<wbr>项目<wbr>数量", "对外<wbr>公开<wbr>总数量", "本年<wbr>增/减"):
        assert f">{broken}</th>" in older
    assert ">自然人</th>" in page
    assert 'th[scope="rowgroup"][rowspan] { max-width: 4em; }' in page  # 本年度 in one line
    assert "td:not(.typed) { white-space: nowrap; }" in page
    assert "th.words { word-break: keep-all; }" in page


def test_no_number_of_the_page_is_torn_or_runs_into_the_next(tmp_path: Path) -> None:
    report = Report(form_of(FORMS, "2021"), "某某县", 2024)
    said = "投入123,456,789.00元，电话0902-1234567，见https://a.gov.cn/20240101/1234567890.html。"
    apply(report, [SetText("overview", f"{said}\n渠道\t件数\n网站\t123456789012345")])
    page = web_page(Inspection(report)).decode("utf-8")
    assert '电话<span class="number">0902-1234567</span>，' in page
    assert "span.number { white-space: nowrap; }" in page
    assert "投入123,456,789.00元" in page
    assert "见https://<wbr>a.<wbr>gov.<wbr>cn/<wbr>20240101/<wbr>1234567890.<wbr>html。" in page
    path = tmp_path / "a.html"
    path.write_bytes(web_page(Inspection(report)))
    assert said in read_source(path, FORMS).report().texts["overview"]
    assert ">123456789012345</td>" in page
    # A number whose column were narrower than it would run into the next.
    assert re.findall(r":is\((.*?)\) { max-width", page) == ["td.typed, th.head"] * 3
    assert "td.typed {" not in page


def test_a_title_is_broken_between_words() -> None:
    report = Report(form_of(FORMS, "2021"), "某某县医疗保障局", 2024)
    page = web_page(Inspection(report)).decode("utf-8")
    heading = page[page.index("<h1>") : page.index("</h1>")]
    assert "<wbr>医疗保障局<" in heading
    assert "政府信息公开<wbr>工作<wbr>年度<wbr>报告<" in heading
    assert re.search("^h1 {.* word-break: keep-all; }$", page, re.MULTILINE)


def test_long_figures_make_their_own_table_smaller_on_paper(full_figures) -> None:
    form = form_of(FORMS, "2021")
    report = Report(form)

    def sizes() -> dict[str, float]:
        page = web_page(Inspection(report)).decode("utf-8").split("@media print {")[1]
        found = re.findall(r"#(\w+) table \{ font-size: ([\d.]+)pt; \}", page)
        return {section: float(size) for section, size in found}

    apply(report, [SetFigure(a, text) for a, text in full_figures(form).items()])
    assert set(sizes().values()) == {9.0}
    apply(report, [SetFigure(a, "123456789") for a, f in form.figures.items() if not f.computed])
    assert sizes()["proactive"] == 9.0
    assert 9.0 > sizes()["applications"] > sizes()["remedies"] >= 3.0


def test_no_pasted_cell_is_a_formula(full_figures) -> None:
    report = make_report(form_of(FORMS, "2021"), "hostile", full_figures)
    pasted = paste_report(report)
    for line in pasted.plain.splitlines():
        for text in line.split("\t"):
            if text[:1] in set("=+-@＝"):
                assert re.fullmatch(r"[+-]\d+", text)
    assert "'=cmd|'/c calc'!A0" in pasted.plain
    typed = [c for t in pasted_page(report).tables for c in t.cells if "calc" in c.text]
    assert typed[0].attributes["style"].endswith("mso-number-format:'\\@'")
    assert typed[0].text == "'=cmd|'/c calc'!A0"  # LibreOffice reckons out what HTML holds too
    dash = Report(form_of(FORMS, "2021"))
    apply(dash, [SetFigure(next(iter(dash.form.figures)), "-")])
    assert "\t-\t" in paste_table(dash, "proactive").plain
    signed = [a for a, f in form_of(FORMS, "2019").figures.items() if f.kind is Kind.SIGNED]
    older = Report(form_of(FORMS, "2019"))
    apply(older, [SetFigure(signed[0], "2"), SetFigure(signed[1], "-187")])
    plain = paste_table(older, "proactive").plain
    assert {"+2", "-187"} <= set(plain.replace("\n", "\t").split("\t"))


def test_the_plain_report_reads_as_a_report(full_figures) -> None:
    report = make_report(form_of(FORMS, "2021"), "full", full_figures)
    lines = paste_report(report).plain.split("\n")
    assert lines[:2] == ["青禾县人民政府", "2021年政府信息公开工作年度报告"]
    assert [line for line in lines if line in {s.heading for s in report.form.sections}] == [
        section.heading for section in report.form.sections
    ]
    assert "　　（一）overview。第一段。" in lines


def test_headings_have_the_level_that_they_have_in_the_text() -> None:
    report = Report(form_of(FORMS, "2021"), "某局", 2024)
    apply(report, [SetText("overview", "（一）主动公开\n1.政策文件\n（1）公报\n话")])
    page = web_page(Inspection(report)).decode()
    assert re.findall("<h([345])>(.*?)</h[345]>", page) == [
        ("3", "（一）主动公开"), ("4", "1.政策文件"), ("5", "（1）公报"),
    ]  # fmt: skip


def test_the_head_says_what_is_set_of_the_site_and_nothing_else() -> None:
    inspection = Inspection(sample_report("huaian"))
    kind = KINDS[".html"].with_options
    assert kind is not None
    plain = KINDS[".html"].write(inspection)
    assert b"SiteName" not in plain
    assert b"ArticleTitle" not in plain
    site = Site(name='青禾县"网站"', column="年报", date="2026-01-20")
    asked = kind(options_from_data(options_as_data(PageOptions(site=site))))
    root = lxml.html.fromstring(asked.write(inspection))
    said = {each.get("name"): each.get("content") for each in root.iter("meta") if each.get("name")}
    report = inspection.report
    assert said["SiteName"] == site.name
    assert (said["ColumnName"], said["PubDate"]) == ("年报", "2026-01-20")
    assert said["ContentSource"] == report.organ
    assert report.organ in said["ArticleTitle"]
    assert "SiteDomain" not in said
