"""Reading a report's text: its cover, its sections, its tables, and what must be said."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import parse
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.labels.blocks import Block, Cell, Grid, Paragraph, Place
from core.reading.source import read_source, read_text
from core.recognition.reading import Note, Reading
from core.recognition.recogniser import recognise
from core.report.edits import SetFigure
from core.report.report import Report
from tests.core.reading_layouts import (
    LAYOUTS,
    OTHER,
    OVERVIEW,
    PREAMBLE,
    Layout,
    Style,
    addends,
    filled,
    printed,
    printed_rows,
)

STACKED, TABS, TABBED = (
    next(layout for layout in LAYOUTS if layout.name == name)
    for name in ("stacked", "tabs", "tabbed")
)


def sample(forms: Forms, edition: str = "2019", **figures: int) -> Report:
    """Fill a report with 1, 2, 3 … and some cells otherwise, given as section__row__column."""
    form = forms.by_edition(edition)
    assert form is not None
    counts = {address: number % 23 + 1 for number, address in enumerate(addends(form))}
    counts |= {Address(name.replace("__", ".")): n for name, n in figures.items()}
    return filled(form, counts)


def read(forms: Forms, text: str, organ: str | None = None, year: int | None = None) -> Reading:
    return read_text(text, forms, "某局.txt", organ=organ, year=year)


def notes_at(reading: Reading, *addresses: str) -> list[str]:
    return [note.why for note in reading.notes if note.address in addresses]


def read_figures(reading: Reading) -> dict[Address, object]:
    """Return what was read for certain."""
    return {
        edit.address: parse(edit.text, reading.form.figures[edit.address].kind).figure
        for edit in reading.edits
        if isinstance(edit, SetFigure) and edit.doubt is None
    }


def assert_right(reading: Reading, report: Report) -> None:
    for address, figure in read_figures(reading).items():
        assert figure == report.figure(address), address


# The published reports


def test_the_cixi_report_is_read_whole(forms: Forms, shared_reports: Path) -> None:
    right = json.loads((shared_reports / "cixi_2020.json").read_text("utf-8"))
    reading = read_source(shared_reports / "cixi_2020.txt", forms)
    report = reading.report()
    assert (reading.form.edition, reading.organ, reading.year) == ("2019", "慈溪市人民政府", 2020)
    assert {a: Decimal(str(n)) for a, n in right["figures"].items()} == report.figures()
    assert not report.doubts
    assert not reading.notes
    assert report.texts["preamble"] == ""
    assert report.texts["overview"].startswith("2020年，慈溪市坚持")
    assert len(report.texts["overview"].split("\n")) == 10
    assert len(report.texts["problems"].split("\n")) == 7
    assert report.texts["other_matters"] == "无"


def test_every_cixi_figure_stands_where_its_place_says(forms: Forms, shared_reports: Path) -> None:
    path = shared_reports / "cixi_2020.txt"
    lines = path.read_text("utf-8").split("\n")
    reading = read_source(path, forms)
    assert len(reading.places) == 198
    for edit in reading.edits:
        if isinstance(edit, SetFigure):
            place = reading.places[edit.address]
            number = re.fullmatch(r"第(\d+)行", place.spot)
            assert number is not None
            assert place.source == "cixi_2020.txt"
            assert lines[int(number[1]) - 1].strip() == edit.text


def test_a_damaged_cixi_report_gives_no_wrong_figure(forms: Forms, shared_reports: Path) -> None:
    right = json.loads((shared_reports / "cixi_2020.json").read_text("utf-8"))["figures"]
    lines = (shared_reports / "cixi_2020.txt").read_text("utf-8").split("\n")
    for at in range(20, len(lines), 9):
        for damaged in (
            lines[:at] + lines[at + 1 :],
            [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]],
            [*lines[:at], "12", *lines[at:]],
        ):
            for address, figure in read_figures(read(forms, "\n".join(damaged))).items():
                assert figure == Decimal(str(right[address])), (at, address)


def test_pieces_of_pages_are_read_right_or_not_at_all(forms: Forms, shared_reports: Path) -> None:
    known: dict[str, dict[str, int | Decimal | None]] = {
        "ankang_bureau_2019": {
            "proactive.normative.public_total": 30,
            "proactive.procurement.items": 8,
            "proactive.procurement.amount": Decimal("160.5964"),
        },
        "district_statistics_bureau_2023_slash_cells": {
            "proactive.regulation.issued": None,
            "proactive.normative.in_force": 0,
            "proactive.fee.amount": 0,
        },
        "guangzhou_guanzhou_subdistrict_2023": {
            "proactive.penalty.decisions": 1472,
            "applications.received.natural": 1,
            "applications.received.total": 1,
            "applications.refused_third_party.total": 0,
        },
        "shaoxing_donghu_subdistrict_2023": {
            "proactive.normative.issued": 0,
            "proactive.normative.repealed": 1,
            "proactive.normative.in_force": 0,
        },
        "tianmen_tuoshi_town_2020_mirror_traditional_garbled": {
            "proactive.normative.made": 34,
            "proactive.normative.published": 4,
            "proactive.normative.public_total": 47,
        },
        "weishan_liangcheng_town_2020": {"proactive.fee.change": 0},
    }
    read_at_all = 0
    for path in sorted((shared_reports / "fragments").glob("*.txt")):
        try:
            reading = read_source(path, forms)
        except Problem:
            continue
        figures = dict(reading.report().figures())
        expected = known.get(path.stem, {})
        assert {address: figures.get(Address(address)) for address in expected} == expected
        others = {n for address, n in figures.items() if address not in expected}
        # What else stands in these openings are noughts, blanks and these.
        assert others <= {0, None, 30 if path.stem.startswith("ankang") else 0}
        read_at_all += bool(figures)
    assert read_at_all >= 5


# The cover


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("某县甲局\n2020年政府信息公开工作年度报告", "某县甲局", 2020),
        ("某县甲局2020年政府信息公开工作年度报告", "某县甲局", 2020),
        ("某县甲局\n２０２０年度\n政府信息公开工作年度报告", "某县甲局", 2020),
        ("某县甲局2020年政府信息公开\n工作年度报告", "某县甲局", 2020),
        ("某省某市\n甲局（乙局）\n2020 年政府信息公开年度报告", "某省某市甲局（乙局）", 2020),
        ("  某县\u3000甲局  \n\n二〇二〇年政府信息公开工作年度报告", "某县甲局", 2020),
        ("2020年度某县甲局政府信息公开工作年度报告", "某县甲局", 2020),
        ("某县甲局政府信息公开2020年度报告", "某县甲局", 2020),
        ("某县甲局关于2020年政府信息公开工作年度报告", "某县甲局", 2020),
        ("首页 > 年报\n标题：某县甲局2020年政府信息公开年报\n来源：甲局", "某县甲局", 2020),
        ("某县甲局/办公室\n2020年政府信息公开工作年度报告", "某县甲局/办公室", 2020),
        ("某县甲局/办公室2020年政府信息公开工作年度报告", "某县甲局/办公室", 2020),
        ("某县人民政府/信息公开/甲局2020年政府信息公开工作年度报告", "甲局", 2020),
        ("某县人民政府/甲局2020年政府信息公开工作年度报告", "甲局", 2020),
        ("首页/某县甲局2020年政府信息公开工作年度报告", "某县甲局", 2020),
        ("# 某县甲局2020年政府信息公开工作年度报告", "某县甲局", 2020),
        ("2020年政府信息公开工作年度报告", "", 2020),
        ("政府信息公开工作年度报告", "", None),
    ],
)
def test_the_title_tells_organ_and_year(
    forms: Forms, title: str, organ: str, year: int | None
) -> None:
    body = printed(sample(forms), STACKED).split("\n", 2)[2]
    reading = read(forms, f"{title}\n\n{body}")
    assert (reading.organ, reading.year) == (organ, year)
    assert bool(organ) != any("机关名称" in note.why for note in reading.notes)
    assert reading.report().year == (year or 2019)


def test_a_sentence_that_ends_like_a_title_is_none(forms: Forms) -> None:
    body = printed(sample(forms), STACKED).split("\n", 2)[2]
    reading = read(forms, f"根据条例，编制某县甲局2020年政府信息公开工作年度报告\n{body}")
    assert reading.texts["preamble"].startswith("根据条例，编制某县甲局2020年")
    told = [note.why for note in reading.notes if "开头的文字" in note.why]
    assert (reading.organ, reading.year, len(told)) == ("某县甲局", 2020, 2)


def test_what_the_caller_knows_overrides_the_title(forms: Forms) -> None:
    reading = read(forms, printed(sample(forms), STACKED), organ="某县乙局", year=2020)
    assert (reading.organ, reading.year) == ("某县乙局", 2020)
    report = reading.report()
    assert (report.organ, report.year) == ("某县乙局", 2020)


def test_text_before_the_title_is_noted_and_after_it_the_preamble(forms: Forms) -> None:
    reading = read(forms, "网站导航\n\n" + printed(sample(forms), STACKED))
    assert reading.report().texts["preamble"] == PREAMBLE
    assert any(n.text == "网站导航" and n.place.spot == "第1行" for n in reading.notes)


# The sections


def plain_notes(reading: Reading) -> list[Note]:
    """Leave out that the sample names no unit."""
    return [note for note in reading.notes if "单位" not in note.why]


@pytest.mark.parametrize(
    ("old", "new", "noted"),
    [
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况", False),
        ("五、存在的主要问题及改进情况", "存在问题及改进情况", False),
        ("一、总体情况", "## 一、总体情况", False),
        (
            "四、政府信息公开行政复议、行政诉讼情况",
            "四、政府信息公开行政法复议、行政诉讼情况",
            True,
        ),
        ("六、其他需要报告的事项", "　　六．其他 需要报告的事项：", False),
        ("二、主动公开政府信息情况", "第二部分 主动公开政府信息情况", False),
        ("三、收到和处理政府信息公开申请情况", "四、收到和处理政府信息公开申请情况", False),
    ],
)
def test_a_heading_is_known_in_other_words(forms: Forms, old: str, new: str, noted: bool) -> None:
    report = sample(forms)
    reading = read(forms, printed(report, STACKED).replace(old, new))
    assert reading.report().figures() == report.figures()
    assert reading.report().texts["overview"] == OVERVIEW
    assert reading.report().texts["other_matters"] == OTHER
    assert [n.text for n in plain_notes(reading)] == ([new] if noted else [])


def test_a_table_of_contents_is_not_the_report(forms: Forms) -> None:
    report = sample(forms)
    contents = "\n".join(section.heading for section in report.form.sections)
    text = printed(report, STACKED).replace(PREAMBLE, f"目录\n{contents}\n{PREAMBLE}")
    assert read(forms, text).report().figures() == report.figures()


def test_a_missing_heading_is_said_and_its_figures_stay_blank(forms: Forms) -> None:
    report = sample(forms)
    heading = "三、收到和处理政府信息公开申请情况"
    reading = read(forms, printed(report, STACKED).replace(heading, ""))
    figures = read_figures(reading)
    assert {a.section for a in figures} == {"proactive", "remedies"}
    assert all(report.figure(a) == n for a, n in figures.items())
    assert any(n.text == heading for n in reading.notes)


def test_text_in_a_tables_section_is_noted_where_it_stands(forms: Forms) -> None:
    report = sample(forms)
    heading = "三、收到和处理政府信息公开申请情况"
    text = printed(report, STACKED).replace(heading, f"表二说明\n{heading}\n2019年共收到申请若干。")
    reading = read(forms, text)
    assert reading.report().figures() == report.figures()
    lines = text.split("\n")
    assert [(n.text, n.place.spot) for n in plain_notes(reading)] == [
        (each, f"第{lines.index(each) + 1}行") for each in ("表二说明", "2019年共收到申请若干。")
    ]


def test_text_without_headings_is_said_not_to_be_read(forms: Forms) -> None:
    text = printed(sample(forms), STACKED).replace("\n", " ")
    for section in forms.editions[0].sections:
        text = text.replace(section.heading, "")
    reading = read(forms, f"某县甲局2020年政府信息公开工作年度报告\n{text}")
    assert not reading.edits
    assert reading.form.edition == "2019"
    assert "单独成行" in reading.notes[0].why


# The edition


def test_the_labels_not_the_year_tell_the_edition(forms: Forms) -> None:
    report = sample(forms)
    text = printed(report, STACKED).replace("2019年政府", "2022年政府")
    reading = read(forms, text)
    assert (reading.form.edition, reading.year) == ("2019", 2022)
    assert reading.report().figures() == report.figures()
    assert any("2022年度不用" in note.why for note in reading.notes)


def test_a_few_labels_of_another_edition_are_said(forms: Forms) -> None:
    report = sample(forms, "2021")
    text = printed(report, STACKED).replace(
        "三、收到和处理", "其他对外管理服务事项\n5\n政府集中采购\n2\n三、收到和处理", 1
    )
    reading = read(forms, text)
    assert reading.form.edition == "2021"
    assert any("60号的栏目" in note.why for note in reading.notes)
    assert any(note.text == "政府集中采购 2" for note in reading.notes)


def test_tables_that_fit_any_edition_take_the_years(forms: Forms) -> None:
    text = "一、总体情况\n若干。\n四、政府信息公开行政复议、行政诉讼情况\n"
    reading = read(forms, text, year=2023)
    assert reading.form.edition == "2021"
    assert any("看不出用的是哪一版格式" in note.why for note in reading.notes)
    with pytest.raises(Problem, match="哪一版格式"):
        read(forms, text)


@pytest.mark.parametrize("text", ["", "\n\n", "今天天气很好。\n1\n2\n3", "规章\n0\n0\n0"])
def test_what_is_no_report_is_refused(forms: Forms, text: str) -> None:
    with pytest.raises(Problem, match=r"没有找到年报|哪一版格式"):
        read(forms, text, year=2020 if "规章" not in text else None)


# The tables


@pytest.mark.parametrize("layout", [STACKED, TABS, TABBED], ids=lambda layout: layout.name)
def test_figures_follow_the_heads_as_printed(forms: Forms, layout: Layout) -> None:
    report = sample(forms)
    swapped = {
        "自然人": "总计",
        "总计": "自然人",
        "商业企业": "其他",
        "其他": "商业企业",
        "结果维持": "尚未审结",
        "尚未审结": "结果维持",
    }
    text = printed(report, layout, Style(wording=swapped))
    figures = read_figures(read(forms, text))
    row = {a.column: n for a, n in figures.items() if a.row == "received"}
    printed_as = {c: report.figure(Address.of("applications", "received", c)) for c in row}
    assert len(row) == 7
    assert (row["natural"], row["total"]) == (printed_as["total"], printed_as["natural"])
    assert (row["business"], row["other"]) == (printed_as["other"], printed_as["business"])
    assert row["legal"] == printed_as["legal"]


@pytest.mark.parametrize("layout", [STACKED, TABS, TABBED], ids=lambda layout: layout.name)
@pytest.mark.parametrize("wrong", ["", "小计", "法律服务机构\n小计"])
def test_unknown_or_missing_heads_leave_the_table_blank(
    forms: Forms, layout: Layout, wrong: str
) -> None:
    if layout is not STACKED:
        wrong = wrong.replace("\n", "\t" if layout is TABS else "\n\t")
    report = sample(forms)
    text = printed(report, layout, Style(wording={"法律服务机构": wrong}))
    reading = read(forms, text)
    assert not [a for a in read_figures(reading) if a.section == "applications"]
    doubts = [a for a in reading.report().doubts if a.section == "applications"]
    assert len(doubts) == 161
    broken = [note for note in reading.notes if "列名不全" in note.why]
    assert "自然人" in broken[0].text


def test_a_row_with_too_few_or_too_many_figures_stays_blank(forms: Forms) -> None:
    report = sample(forms, proactive__licensing__prior_items=8765)
    for new in ("", "8765\n4", "87 65", "8765 3"):
        text = printed(report, STACKED).replace("8765", new)
        reading = read(forms, text)
        doubts = reading.report().doubts
        row = {a for a in report.form.figures if a.row == "licensing"}
        assert set(doubts) == row
        assert all(d.text.startswith("行政许可 ") for d in doubts.values())
        assert set(read_figures(reading)) == set(report.form.figures) - row
        note = next(n for n in reading.notes if n.address in row)
        line = text.split("\n").index("行政许可") + 1
        assert (note.place.spot, note.text) == (f"第{line}行", next(iter(doubts.values())).text)


def test_words_among_a_rows_figures_leave_the_row_blank(forms: Forms) -> None:
    report = sample(forms, proactive__licensing__prior_items=8765)
    for new in ("约8765", "（含下放）\t8765\t\t9", "8765\t行政检查"):
        reading = read(forms, printed(report, TABS).replace("8765", new))
        assert {a.row for a in reading.report().doubts} == {"licensing"}
        assert_right(reading, report)


def test_an_unknown_row_is_shown_and_harms_no_other(forms: Forms) -> None:
    report = sample(forms)
    text = printed(report, STACKED).replace("行政强制", "行政检查\n1\n2\n3\n行政强制")
    reading = read(forms, text)
    assert reading.report().figures() == report.figures()
    assert [n.text for n in plain_notes(reading)] == ["行政检查 1 2 3"]


def test_a_row_that_is_not_there_is_said(forms: Forms) -> None:
    report = sample(forms)
    text = re.sub(r"\n规章\n.*\n.*\n.*\n", "\n", printed(report, STACKED))
    reading = read(forms, text)
    assert notes_at(reading, "proactive.regulation.made") == ["没有找到“规章”这一行，没有读入"]
    assert not reading.report().doubts


def test_a_cell_with_more_than_a_number_stays_blank_alone(forms: Forms) -> None:
    report = sample(forms, proactive__normative__made=7654)
    address = Address("proactive.normative.made")
    for printed_cell in ("7654（约）", "0765"):
        reading = read(forms, printed(report, STACKED).replace("7654", printed_cell))
        assert set(reading.report().doubts) == {address}
        assert reading.report().doubts[address].text == printed_cell
        assert len(notes_at(reading, address)) == 1
        assert len(read_figures(reading)) == len(report.form.figures) - 1


def test_marks_of_a_blank_stay_as_printed(forms: Forms) -> None:
    report = sample(forms, proactive__normative__made=7654)
    read_report = read(forms, printed(report, STACKED).replace("7654", "／")).report()
    value = read_report.value(Address("proactive.normative.made"))
    assert (value.text, value.figure) == ("／", None)
    assert not read_report.doubts


def test_a_printed_total_that_differs_is_kept(forms: Forms) -> None:
    report = sample(forms, applications__received__natural=4000)
    total = Address("applications.received.total")
    shown = str(report.figure(total))
    reading = read(forms, printed(report, STACKED).replace(shown, "9999"))
    read_report = reading.report()
    assert read_report.figure(total) == 9999
    assert [a for a in report.form.figures if read_report.is_kept(a)] == [total]


def test_heads_repeated_on_the_next_page_are_no_rows(forms: Forms) -> None:
    report = sample(forms)
    text = printed(report, STACKED)
    heads = text[text.index("（本列数据") : text.index("一、本年新收")]
    text = text.replace("（四）无法提供", f"{heads}（四）无法提供")
    reading = read(forms, text)
    assert reading.report().figures() == report.figures()
    assert not plain_notes(reading)


def test_a_row_printed_twice_counts_only_if_alike(forms: Forms) -> None:
    report = sample(forms, proactive__penalty__prior_items=8765)
    text = printed(report, STACKED)
    row = text[text.index("行政处罚\n") : text.index("行政强制\n")]
    assert read(forms, text.replace(row, row + row)).report().figures() == report.figures()
    other = read(forms, text.replace(row, row + row.replace("8765", "8766")))
    assert {a.row for a in other.report().doubts} == {"penalty"}


# Amounts


@pytest.mark.parametrize(
    ("head", "cell", "text", "figure", "says"),
    [
        ("采购总金额（万）", "21692.71", "21692.71", "21692.71", None),
        ("采购总金额（元）", "251000", "251000元", "25.1", "换算为25.1万元"),
        ("采购总金额（单位：元）", "0.5", "0.5元", "0.00005", "换算"),
        ("采购总金额", "251000元", "251000元", "25.1", "换算为25.1万元"),
        ("采购总金额（万元）", "251000元", "251000元", "25.1", "换算为25.1万元"),
        ("采购总金额", "160.5", "160.5", "160.5", "没有写单位"),
        ("采购总金额", "0", "0", "0", None),
        ("采购总金额\n（元）", "251000", "251000元", "25.1", "换算为25.1万元"),
        ("采购总金额（亿元）", "1.5", "1.5亿元", "15000", "换算为15000万元"),
        ("采购总金额（百元）", "5", "", None, "不能换算"),
        ("采购总金额（万元）", "约5", "", None, "应有2个数"),
    ],
)
def test_an_amount_keeps_its_unit(
    forms: Forms, head: str, cell: str, text: str, figure: str | None, says: str | None
) -> None:
    report = sample(forms, proactive__procurement__amount=7777)
    source = printed(report, STACKED, Style(wording={"采购总金额": head}))
    reading = read(forms, source.replace("7777", cell))
    amount = Address("proactive.procurement.amount")
    edit = next(e for e in reading.edits if isinstance(e, SetFigure) and e.address == amount)
    assert edit.text == text
    assert reading.report().figure(amount) == (None if figure is None else Decimal(figure))
    assert (edit.doubt is not None) == (figure is None or "换算" in (says or ""))
    said = notes_at(reading, amount, "proactive.procurement.items")
    assert len(said) == (says is not None)
    assert all(says in each for each in said if says)


def test_a_unit_beside_the_table_raises_a_doubt(forms: Forms) -> None:
    report = sample(forms)
    heading = "二、主动公开政府信息情况"
    text = printed(report, STACKED).replace(heading, f"{heading}\n（单位：元）")
    assert set(read(forms, text).report().doubts) == {"proactive.procurement.amount"}


# Blocks of other sources


def as_blocks(report: Report) -> list[Block]:
    """Return a report as a source with true tables gives it."""
    blocks: list[Block] = [
        Paragraph(f"{report.organ}{report.year}年{report.form.title}", Place("第1段", "甲"))
    ]
    for section in report.form.sections:
        blocks.append(Paragraph(section.heading, Place(section.tab, "甲")))
        if isinstance(section, TableSection):
            rows = tuple(
                tuple(
                    Cell(cell.text, Place(f"{section.tab}第{line}行第{column}格", "甲"))
                    for column, cell in enumerate(row, 1)
                    if not cell.spanned
                )
                for line, row in enumerate(printed_rows(report, section, Style()), 1)
            )
            blocks.append(Grid(rows, Place(f"{section.tab}的表", "甲")))
    return blocks


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_true_tables_are_read_with_their_blanks(forms: Forms, edition: str) -> None:
    form = forms.by_edition(edition)
    assert form is not None
    gaps = set(addends(form)[1::5])
    report = filled(form, {a: 5 for a in addends(form) if a not in gaps})
    reading = recognise(as_blocks(report), forms)
    assert reading.report().figures() == report.figures()
    assert not reading.report().doubts
    assert reading.places[Address("remedies.review.upheld")].spot == "四、复议诉讼第4行第1格"


def test_a_true_table_in_running_text_is_kept_as_text_and_noted(forms: Forms) -> None:
    blocks = as_blocks(sample(forms))
    place = Place("表一", "甲")
    blocks.insert(2, Grid(((Cell("网站", place), Cell("100条", place)),), place))
    reading = recognise(blocks, forms)
    assert reading.report().texts["overview"] == "网站\t100条"
    assert [(n.text, n.place) for n in plain_notes(reading)] == [("网站 100条", place)]
