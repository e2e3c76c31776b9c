"""Repairs of the texts: what is offered, how it is spelt, and where nothing is."""

from __future__ import annotations

import pytest

from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.checks.text_repairs import find_again, offered_repair, put_right
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetFigure, SetNote, SetText
from core.report.finding import Finding
from core.report.link import Link
from core.report.note import Subject
from core.report.report import Doubt
from core.report.text_repair import TextRepair, spell_like
from tests.core.text_cases import CONTENT, report_saying

RECEIVED = Address("applications.received.total")
OUT_NATURAL = Address("applications.carried_out.natural")
OUT_LEGAL = Address("applications.carried_out.legal")


def saying(text: str) -> Inspection:
    """Inspect the sample, its one unbalanced tally put right, whose text says this."""
    report = report_saying(text)
    apply(report, [SetFigure(OUT_NATURAL, "17"), SetFigure(OUT_LEGAL, "0")])
    inspection = Inspection(report)
    assert not inspection.has_errors
    return inspection


def about_texts(inspection: Inspection) -> list[Finding]:
    return [f for f in inspection.findings if f.section == "overview" and f.code not in CONTENT]


def offered(inspection: Inspection) -> list[TextRepair]:
    every = [offered_repair(inspection, finding) for finding in about_texts(inspection)]
    return [repair for repair in every if repair is not None]


def repaired(text: str) -> tuple[str, str]:
    """Carry out the one repair of a text; returns its words and the text; the finding is gone."""
    inspection = saying(text)
    (repair,) = offered(inspection)
    edit = put_right(inspection.report, repair)
    inspection.update(apply(inspection.report, [edit]))
    assert about_texts(inspection) == []
    return repair.words, inspection.report.texts["overview"]


@pytest.mark.parametrize(
    ("said", "words", "then"),
    [
        ("520", "改为518并链接", "518"),
        ("５２０", "改为５１８", "５１８"),
        ("0", "改为518并链接", "518"),
        ("五百二十", "改为五百一十八", "五百一十八"),
    ],
)
def test_a_number_against_its_table_is_put_right_as_it_is_spelt(
    said: str, words: str, then: str
) -> None:
    sentence = "2020年，全市收到政府信息公开申请{}件。"
    assert repaired(sentence.format(said)) == (words, sentence.format(then))


def test_thousands_stay_parted_and_a_sum_of_cells_is_not_linked() -> None:
    told = repaired("全市作出行政强制措施39,334件。")
    assert told == ("改为39,333", "全市作出行政强制措施39,333件。")
    told = repaired("因政府信息公开引起行政复议和行政诉讼共44件。")
    assert told == ("改为43", "因政府信息公开引起行政复议和行政诉讼共43件。")


def test_the_other_links_stay_and_the_new_one_follows_its_cell() -> None:
    text = "2020年，全市收到政府信息公开申请520件。结转下年度17件。"
    inspection = saying(text)
    at = text.index("17件")
    other = Link(at, at + 2, Address("applications.carried_out.total"))
    apply(inspection.report, [SetText("overview", text, (other,))])
    (repair,) = offered(inspection)
    start = text.index("520")
    apply(inspection.report, [put_right(inspection.report, repair)])
    assert inspection.report.links["overview"] == (Link(start, start + 3, RECEIVED), other)


@pytest.mark.parametrize(
    ("said", "then"),
    [("41.8%", "38.8%"), ("４１．８％", "３８．８％"), ("42%", "39%"), ("41.80%", "38.79%")],
)
def test_a_share_is_put_right_as_exactly_as_it_is_printed(said: str, then: str) -> None:
    sentence = "依申请公开办结513件，其中予以公开199件，占{}。"
    assert repaired(sentence.format(said)) == (f"改为{then}", sentence.format(then))
    bracket = "依申请公开办结513件，其中予以公开199件（{}）。"
    assert repaired(bracket.format(said))[1] == bracket.format(then)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("96172.6万元", "96171.6万元"),
        ("９６１７２．６万元", "９６１７１．６万元"),
        ("961726000元", "961716000元"),
        ("96,172.6万元", ""),
        ("约9.2亿元", ""),
        ("9.63亿元", ""),
    ],
)
def test_an_amount_is_put_right_in_its_own_unit(said: str, then: str) -> None:
    sentence = "全年行政事业性收费金额{}。"
    inspection = Inspection(report_saying(sentence.format(said), "2021"))
    repairs = offered(inspection)
    assert [repair.new for repair in repairs] == ([then.rstrip("万元")] if then else [])
    for repair in repairs:
        assert (repair.link is not None) == (said == "96172.6万元")
        apply(inspection.report, [put_right(inspection.report, repair)])
        assert inspection.report.texts["overview"] == sentence.format(then)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("完善制度,规范流程。", "完善制度，规范流程。"),
        ("工作已布署。", "工作已部署。"),
        ("工作⼈员。", "工作人员。"),
    ],
)
def test_a_slip_with_one_remedy_is_put_right(text: str, then: str) -> None:
    assert repaired(text)[1] == then


def test_a_word_written_twice_is_written_once() -> None:
    told = repaired("持续推进政务公开公开工作。")
    assert told == ("删去一个“公开”", "持续推进政务公开工作。")


@pytest.mark.parametrize(
    "text",
    [
        "2020年，全市收到政府信息公开申请530件。",  # with what was carried in: another meaning
        "2020年，全市收到政府信息公开申请529件。",  # likelier a slip in that sum
        "2020年，全市收到政府信息公开申请五百三十件。",
        "2020年，全市收到政府信息公开申请1.2万件。",
        "2020年，全市收到政府信息公开申请近400件。",
        "依申请公开办结513件，其中予以公开190件，占41.8%。",  # the part itself is in doubt
        "依申请公开办结510件，其中予以公开199件，占41.8%。",  # so is the whole that is told
        "依申请公开共受理530件，办结513件，其中予以公开199件，占41.8%。",  # which of the two?
    ],
)
def test_nothing_is_offered_where_more_than_one_thing_can_be_meant(text: str) -> None:
    inspection = saying(text)
    assert about_texts(inspection)
    assert [
        r for r in offered(inspection) if r.old.endswith("%") or r.rests_on == (RECEIVED,)
    ] == []


def test_nothing_is_offered_while_the_table_is_in_doubt() -> None:
    text = "2020年，全市收到政府信息公开申请520件。"
    inspection = saying(text)
    assert offered(inspection)
    elsewhere = Address("remedies.review.total")
    inspection.update(apply(inspection.report, [SetFigure(elsewhere, "99")]))
    assert any(tally.state is Balance.UNBALANCED for tally in inspection.board.tallies)
    assert offered(inspection)
    inspection.update(apply(inspection.report, [SetFigure(OUT_NATURAL, "16")]))
    assert about_texts(inspection)
    assert offered(inspection) == []
    inspection = saying(text)
    natural = Address("applications.received.natural")
    shown = inspection.report.shown(natural)
    doubt = Doubt(shown, "看不清")
    inspection.update(apply(inspection.report, [SetFigure(natural, shown, doubt)]))
    assert offered(inspection) == []


def test_nothing_is_offered_where_the_number_is_linked_explained_or_gone() -> None:
    text = "2020年，全市收到政府信息公开申请17件。"
    at = text.index("17")
    inspection = saying(text)
    (finding,) = about_texts(inspection)
    assert offered(inspection)
    linked = (Link(at, at + 2, Address("applications.carried_out.total")),)
    inspection.update(apply(inspection.report, [SetText("overview", text, linked)]))
    assert offered(inspection) == []
    inspection = saying(text)
    inspection.update(apply(inspection.report, [SetNote(Subject.of(finding), "口径不同")]))
    assert offered(inspection) == []
    inspection = saying(text)
    change = apply(inspection.report, [SetText("overview", "今年，" + text)])
    inspection.update(change, defer_texts=True)
    assert offered(inspection) == []
    inspection.catch_up()
    again = find_again(inspection, finding)
    assert again is not None
    assert again.spot != finding.spot
    inspection.update(apply(inspection.report, [SetText("overview", "今年，" + text + text)]))
    assert find_again(inspection, finding) in (None, finding)


@pytest.mark.parametrize(
    ("old", "number", "new"),
    [
        ("1,234", 3050, "3,050"),
        ("１，２３４", 3050, "３，０５０"),
        ("1234", 3050, "3050"),
        ("１2", 3, ""),
        ("12,34", 3, ""),
        ("一百", 3, "三"),
        ("七百三十一", 518, "五百一十八"),
        ("一百一", 3, ""),
        ("007", 3, ""),
        ("12", -3, ""),
    ],
)
def test_a_number_is_spelt_like_another(old: str, number: int, new: str) -> None:
    assert spell_like(old, number) == new
