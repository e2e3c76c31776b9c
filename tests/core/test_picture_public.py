"""The picture for the public: plain numbers and sentences, styles as data."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Number
from core.picture.picture import draw_up
from core.picture.plain_numbers import of_hundred, plain_number
from core.picture.public import Look, count_words, other_organs, tell
from core.picture.style import USUAL, PictureStyle, find_style, grey, load_styles, read_style
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetPrior
from core.report.prior import Prior
from core.report.report import Report
from tests.editions import FORMS, form_of
from tests.sample_reports import sample_report

STYLE = """
name = "试"
ground = "#FFFFFF"
card = "#FFFFFF"
accent = "#1F5FA8"
prior = "#CCCCCC"
line = "#777777"
parts = ["#101010", "#303030", "#606060", "#909090", "#C0C0C0", "#F0F0F0"]
"""


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (0, "件", "0件"),
        (3119, "件", "3,119件"),
        (9999, "件", "9,999件"),
        (10000, "件", "1万件"),
        (447228, "件", "约44.7万件"),
        (450000, "件", "45万件"),
        (99999999, "件", "约1亿件"),
        (123456789, "件", "约1.23亿件"),
        (Decimal("96171.6"), "万元", "约9.62亿元"),
        (Decimal("0.5"), "万元", "5,000元"),
        (Decimal("12.5"), "万元", "12.5万元"),
        (-447228, "件", "约-44.7万件"),
    ],
)
def test_numbers_are_told_in_wan_and_yi_with_separators(
    figure: Number, unit: str, words: str
) -> None:
    assert plain_number(figure, unit) == words


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_a_hundred_is_shared_out_whole_and_fairly(figures: list[int]) -> None:
    shares = of_hundred(figures)
    assert sum(shares) == 100
    assert all(
        abs(share - figure * 100 / sum(figures)) < 1
        for share, figure in zip(shares, figures, strict=True)
    )
    assert all(figure or not share for share, figure in zip(shares, figures, strict=True))


def test_sentences_tell_what_became_of_a_hundred() -> None:
    told = tell(sample_report("huaian"))
    sentences = [block.sentence for block in told.blocks if block.look is Look.HUNDRED]
    assert sentences == [
        "每办完100件申请，45件予以公开，15件部分公开，25件无法提供。",
        "每100件新收到的申请，96件来自个人，4件来自企业和其他单位。",
    ]
    lead = told.blocks[0]
    assert lead.look is Look.LEAD
    assert lead.items[0].text == "3,119件"
    assert "一共办完3,050件" in lead.note


def test_every_number_of_the_sentences_and_stacks_is_the_reports() -> None:
    *_, people, stacks, facts = tell(sample_report("huaian")).blocks
    assert [(item.figure, item.told) for item in people.items] == [
        (3001, ""),
        (118, "商业企业53件、法律服务机构61件、其他4件"),
    ]
    assert stacks.words == "因为政府信息公开，有351件申请了行政复议，46件提起了行政诉讼。"
    assert [(i.text, *(part.text for part in i.parts)) for i in stacks.items] == [
        ("351件", "72件", "64件", "178件", "37件"),
        ("26件", "13件", "4件", "8件", "1件"),
        ("20件", "12件", "1件", "1件", "6件"),
    ]
    assert facts.words == (
        "不用申请，主动公开的信息有：现行有效的规章11件，现行有效的行政规范性文件66件，"
        "作出的行政许可决定约44.7万件，作出的行政处罚决定约398.6万件，"
        "作出的行政强制决定约8.8万件，行政事业性收费约9.62亿元。"
    )


def test_what_is_rounded_to_none_is_not_called_none_nor_the_rest_all() -> None:
    who = [b for b in tell(sample_report("cixi")).blocks if b.look is Look.HUNDRED][1]
    assert who.sentence == "每100件新收到的申请，差不多全都来自个人。"
    assert [count_words(item) for item in who.items] == ["100件", "不到1件"]


def test_the_description_has_every_figure_of_the_picture_exactly() -> None:
    report = sample_report("huaian")
    told = tell(report)
    for mark in draw_up(report).marks:
        assert mark.text in told.description


def prior_of(report: Report, factor: int) -> Prior:
    known = report.as_prior()
    figures = {a: int(f) * factor for a, f in known.figures.items()}
    return Prior(known.edition, report.year - 1, known.organ, figures)


def test_last_year_stands_beside_this_one() -> None:
    report = sample_report("huaian")
    apply(report, [SetPrior(prior_of(report, 2))])
    told = tell(report)
    assert told.blocks[0].items[0].prior == "上年是6,238件，今年少3,119件（50.0%）"
    ended = next(block for block in told.blocks if block.look is Look.HUNDRED)
    assert ended.items[0].prior == "上年45件"
    (years,) = [block for block in told.blocks if block.look is Look.YEARS]
    assert years.sentence == "新收到的申请，2023年6,238件，到2024年减少到3,119件。"


def test_years_come_from_earlier_reports_of_other_editions_too() -> None:
    older = sample_report("cixi")
    told = tell(sample_report("huaian"), [older])
    (years,) = [block for block in told.blocks if block.look is Look.YEARS]
    assert [(item.name, item.text) for item in years.items] == [
        ("2020年", "518件"),
        ("2024年", "3,119件"),
    ]
    assert other_organs(sample_report("huaian"), [older]) == [older.organ]


def test_nothing_is_said_of_hundreds_where_none_is_drawn() -> None:
    report = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2021)
    apply(report, [SetFigure(Address("applications.received.natural"), "3")])
    assert "每100件" not in tell(report).source
    assert "每100件" in tell(sample_report("huaian")).source


def test_a_blank_report_has_no_picture_and_blanks_are_no_zeros() -> None:
    blank = Report(form_of(FORMS, "2021"), "青禾县人民政府", 2021)
    with pytest.raises(Problem, match="还没有填数"):
        tell(blank)
    report = sample_report("huaian")
    hidden = next(m for m in draw_up(report).charts[1].marks if m.share is not None).addresses[0]
    addends = report.form.addends.get(hidden, (hidden,))
    apply(report, [SetFigure(addends[0], "")])
    assert len([b for b in tell(report).blocks if b.look is Look.HUNDRED]) == 1


def test_without_reviews_that_is_said_in_words() -> None:
    report = sample_report("huaian")
    (stacks,) = draw_up(report).stacks
    zeros = {a for s in stacks.stacks for p in s.parts for a in p.addresses}
    apply(report, [SetFigure(address, "0") for address in zeros])
    (block,) = [b for b in tell(report).blocks if b.look is Look.STACKS]
    assert block.sentence == "没有因为政府信息公开引起的行政复议、行政诉讼。"


def test_an_organ_without_a_name_has_a_picture() -> None:
    report = sample_report("huaian")
    apply(report, [SetCover("", 2024)])
    assert tell(report).blocks[0].sentence.startswith("2024年，新收到")


def test_there_are_three_styles_each_readable_in_grey() -> None:
    styles = load_styles()
    assert len(styles) >= 3
    assert next(iter(styles)) == USUAL
    assert find_style("") == styles[USUAL]
    for style in styles.values():
        greys = [grey(part) for part in style.parts]
        assert greys == sorted(greys)


def test_a_style_of_ones_own_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(STYLE, "utf-8")
    assert isinstance(find_style(str(file)), PictureStyle)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"#303030"', '"#121212"', "印成黑白"),
        ('ground = "#FFFFFF"', 'ground = "#404040"', "看不清"),
        ('accent = "#1F5FA8"', 'accent = "#EEEEEE"', "太浅"),
        ('card = "#FFFFFF"', 'card = "white"', "#RRGGBB"),
        ('name = "试"', "", "name"),
        ('name = "试"', 'name = "试"\nfont = "宋体"', "不认识“font”"),
        ('name = "试"', 'name = "试"\nhundred = "pie"', "hundred"),
        ('name = "试"', "name = ", "读不出来"),
    ],
)
def test_a_style_that_cannot_be_used_is_refused(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    file.write_text(STYLE.replace(old, new), "utf-8")
    with pytest.raises(Problem, match=said):
        read_style(file)
