"""Last year's sentences brought to this year: only what their cells and years prove moves on."""

from __future__ import annotations

import pytest

from core.checks.inspection import Inspection
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior, SetText
from core.report.link import BLANK_WORDS
from core.report.prior import Prior
from core.report.report import Report
from core.texts.inherited import CODE, find_passages
from core.texts.renewing import Renewal, find_renewals, renewing_edits
from tests.editions import form_of

PART = "overview"
RECEIVED = Address.of("applications", "received", "total")
CARRIED = Address.of("applications", "carried_in", "total")


def begun(forms: Forms, text: str, *, filled: bool = True) -> Report:
    """Begin a report of 2024 with a text of 2023, when 518 applications came; now they are 613."""
    made = Report(form_of(forms, "2021"), "某局", 2024)
    prior = Prior("2021", 2023, "某局", {RECEIVED: 518, CARRIED: 7}, find_passages(text))
    apply(made, [SetText(PART, text), SetPrior(prior)])
    if filled:
        apply(made, [SetFigure(a, "0") for a in made.form.addends[RECEIVED]])
        apply(made, [SetFigure(made.form.addends[RECEIVED][0], "613")])
    return made


def taken(report: Report) -> str:
    apply(report, renewing_edits(report, find_renewals(report)))
    return report.texts[PART]


def one(report: Report) -> Renewal:
    (found,) = find_renewals(report)
    return found


def asked(report: Report) -> list[str]:
    found = Inspection(report).findings
    return [f.about for f in found if f.code == CODE]


def test_a_number_that_was_last_years_cell_follows_this_years(forms: Forms) -> None:
    report = begun(forms, "全年收到政府信息公开申请518件。")
    renewal = one(report)
    assert renewal.before == "全年收到政府信息公开申请518件。"
    assert renewal.after == "全年收到政府信息公开申请613件。"
    assert taken(report) == "全年收到政府信息公开申请613件。"
    assert [link.address for link in report.links[PART]] == [RECEIVED]
    apply(report, [SetFigure(report.form.addends[RECEIVED][0], "620")])
    assert report.texts[PART] == "全年收到政府信息公开申请620件。"
    assert asked(report) == []


def test_a_blank_cell_stands_as_a_blank_and_not_as_last_years_number(forms: Forms) -> None:
    report = begun(forms, "全年收到政府信息公开申请518件。", filled=False)
    assert taken(report) == f"全年收到政府信息公开申请{BLANK_WORDS}件。"


def test_years_move_on_and_the_year_before_takes_last_years_number(forms: Forms) -> None:
    report = begun(forms, "2023年收到政府信息公开申请518件；2022年收到政府信息公开申请455件。")
    assert taken(report) == "2024年收到政府信息公开申请613件；2023年收到政府信息公开申请518件。"
    report = begun(forms, "去年收到政府信息公开申请455件，今年收到政府信息公开申请518件。")
    assert taken(report) == "去年收到政府信息公开申请518件，今年收到政府信息公开申请613件。"


@pytest.mark.parametrize(
    "text", ["全年收到政府信息公开申请517件。", "网站访问518万次。", "2019年建成平台。"]
)
def test_what_no_cell_and_no_year_proves_stays_as_it_is(forms: Forms, text: str) -> None:
    report = begun(forms, text)
    assert find_renewals(report) == ()
    assert asked(report)


DIRECT = Address.of("remedies", "direct_suit", "total")
AFTER = Address.of("remedies", "suit_after_review", "total")
SUITS = "2023年因政府信息公开发生行政诉讼26件。"


def sued(forms: Forms, *, after: bool = True) -> Report:
    """Begin a report with a text of last year's 18 and 8 suits; now they are 5 and 2."""
    made = Report(form_of(forms, "2021"), "某局", 2024)
    prior = Prior("2021", 2023, "某局", {DIRECT: 18, AFTER: 8}, find_passages(SUITS))
    apply(made, [SetText(PART, SUITS), SetPrior(prior)])
    for total, count in ((DIRECT, "5"), *([(AFTER, "2")] if after else [])):
        first, *rest = made.form.addends[total]
        apply(made, [SetFigure(first, count), *(SetFigure(a, "0") for a in rest)])
    return made


def test_a_sum_of_last_years_cells_is_that_of_this_years_and_that_is_said(forms: Forms) -> None:
    report = sued(forms)
    (told,) = one(report).sums
    assert told.startswith("26是上年的")
    assert "＋" in told
    assert "换成本年的7" in told
    assert "不链接" in told
    assert taken(report) == "2024年因政府信息公开发生行政诉讼7件。"
    assert report.links.get(PART, ()) == ()
    apply(report, [SetFigure(report.form.addends[DIRECT][0], "6")])
    assert any("诉讼" in finding.message for finding in Inspection(report).findings)


def test_a_sum_of_cells_that_are_not_filled_is_left_and_named(forms: Forms) -> None:
    report = sued(forms, after=False)
    assert one(report).rests == ("26",)
    assert one(report).sums[0].endswith("本年这几格还没有填全")
    assert taken(report) == "2024年因政府信息公开发生行政诉讼26件。"


def test_what_is_left_in_a_sentence_is_named_and_still_asked_about(forms: Forms) -> None:
    """A year that moves on must not take the mark of last year's number beside it away."""
    report = begun(forms, "2023年发布信息1266条，收到政府信息公开申请518件，增长12.5%。")
    assert one(report).rests == ("1266", "12.5%")
    assert taken(report) == "2024年发布信息1266条，收到政府信息公开申请613件，增长12.5%。"
    assert asked(report) == ["2024年发布信息1266条", "增长12.5%"]
    again = Inspection(report)
    assert "其中的1266请核对" in next(f.message for f in again.findings if f.code == CODE)


def test_a_link_and_other_sentences_stay_where_they_are(forms: Forms) -> None:
    text = "公开5件。\n全年收到政府信息公开申请518件。\n结束。"
    report = begun(forms, text)
    linked = report.form.addends[RECEIVED][0]
    apply(report, [SetFigure(linked, "613")])
    assert taken(report) == text.replace("518", "613")


@pytest.mark.parametrize(
    "text",
    [
        "邮政编码：315300",
        "邮编315300",
        "联系电话：0574-63961234",
        "电话（0574）63961234转801",
        "地址：慈溪市南二环东路999号市行政中心2号楼",
        "12345热线",
        "传真：63961234",
        "根据国务院令第711号",
    ],
)
def test_contact_data_and_laws_are_not_asked_about(text: str) -> None:
    assert find_passages(text) == ()


def test_a_count_beside_contact_words_is_asked_about() -> None:
    assert find_passages("接听电话1200件") != ()
    assert find_passages("12345热线受理1200件，办结12345件") != ()


def test_a_plan_for_the_year_behind_moves_on_too(forms: Forms) -> None:
    """This year's number in last year's text is no number of this year's text."""
    report = begun(forms, "2024年将办好3件实事。")
    assert asked(report) == ["2024年将办好3件实事"]
    assert taken(report) == "2025年将办好3件实事。"
    assert asked(report) == ["2025年将办好3件实事"]
