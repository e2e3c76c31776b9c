"""The walk of a proofreading over the filled cells, its marks, and what the record says."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

import resources
from core.cells.proof_words import figure_words, paper_place, record, span, zero_lines
from core.cells.proofreading import Stop, Walk, Zeros, can_be_read, marks
from core.document.file import load
from core.figures.address import Address
from core.figures.value import Kind
from core.report.edit import apply
from core.report.edits import SetFigure, SetProof
from core.report.origin import Origin, Source
from core.report.proof import Proof
from core.report.report import Doubt, Report

NOW = datetime(2026, 1, 12, 15, 2, 30, tzinfo=timezone(timedelta(hours=8)))
FIRST = Address("proactive.regulation.made")
RECEIVED = Address("applications.received.natural")
GRANTED = Address("applications.granted.natural")


@pytest.fixture
def report(forms) -> Report:
    """Return the sample, every cell of which is filled."""
    return load(resources.folder() / "samples" / "cixi-2020.nianbao", forms)[0]


def read(report: Report, *stops: Stop, now: datetime = NOW) -> None:
    addresses = [stop for stop in stops if not isinstance(stop, Zeros)]
    assert len(addresses) == len(stops)
    apply(report, marks(report, addresses, now))


def test_it_walks_every_filled_cell_in_the_order_of_the_paper(report) -> None:
    walk = Walk(report)
    assert walk.stops() == tuple(a for table in report.form.tables for a in table.figures)
    assert walk.first() == FIRST
    assert walk.number(RECEIVED) == 23
    here, met = walk.first(), []
    while here is not None:
        met.append(here)
        read(report, here)
        here = walk.next_open(here)
    assert tuple(met) == walk.stops()
    assert walk.first() is None
    assert walk.unread() == ()


def test_blanks_are_left_out_and_told(report) -> None:
    apply(report, [SetFigure(RECEIVED, ""), SetFigure(GRANTED, "  ")])
    walk = Walk(report)
    assert walk.blanks() == (RECEIVED, GRANTED)
    totals = {a for a in report.form.figures if not can_be_read(report, a)} - {RECEIVED, GRANTED}
    assert all(report.form.figures[a].computed for a in totals)
    assert totals
    assert walk.count().cells == 198 - 2 - len(totals)
    assert walk.count().blank == 2
    assert walk.number(RECEIVED) == 0
    before = Address("proactive.procurement.amount")
    assert walk.beside(before, 1) == Address("applications.received.business")
    assert walk.beside(RECEIVED, -1) == before


def test_what_was_not_read_for_certain_is_met_though_it_is_blank(report) -> None:
    apply(report, [SetFigure(RECEIVED, "", Doubt("51б", "有一个字认不准"))])
    walk = Walk(report)
    assert RECEIVED in walk.stops()
    assert RECEIVED not in walk.blanks()
    assert not can_be_read(report, RECEIVED)


def test_what_is_no_figure_and_a_mark_for_none_are_met(report) -> None:
    apply(report, [SetFigure(RECEIVED, "5o"), SetFigure(GRANTED, "/")])
    assert {RECEIVED, GRANTED} <= set(Walk(report).stops())
    assert [report.on_paper(a) for a in (RECEIVED, GRANTED)] == ["5o", "/"]


def test_a_mark_lasts_as_long_as_the_cell_shows_what_was_read(report) -> None:
    total = Address("applications.received.total")
    read(report, RECEIVED, total)
    walk = Walk(report)
    assert walk.count().read == 2
    apply(report, [SetFigure(RECEIVED, "517")])
    assert not report.is_proofread(RECEIVED)
    assert not report.is_proofread(total)
    assert walk.next_open(Address("proactive.procurement.amount")) == RECEIVED
    apply(report, [SetFigure(RECEIVED, "516")])
    assert walk.count().read == 2


def test_one_table_alone_and_the_stops_on_both_sides(report) -> None:
    walk = Walk(report, ["remedies"])
    stops = walk.stops()
    assert len(stops) == 15
    assert walk.beside(stops[0], -1) is None
    assert walk.beside(stops[-1], 1) is None
    assert walk.last() == stops[-1]
    read(report, *stops)
    assert walk.first() is None
    assert walk.enter() == stops[0]


def test_zeros_stand_together_behind_their_table(report) -> None:
    walk = Walk(report, skips_zeros=True)
    stops = walk.stops()
    zeros = [stop for stop in stops if isinstance(stop, Zeros)]
    assert [z.section for z in zeros] == ["proactive", "applications", "remedies"]
    assert isinstance(stops[-1], Zeros)
    assert sum(len(z.addresses) for z in zeros) == 129
    assert all(report.figure(a) == 0 for z in zeros for a in z.addresses)
    assert len(stops) == 198 - 129 + 3
    # All cells are met, each once.
    met = [a for s in stops for a in (s.addresses if isinstance(s, Zeros) else (s,))]
    assert sorted(met) == sorted(report.form.figures)
    first = zeros[0]
    assert walk.next_open(Address("proactive.procurement.amount")) == first
    assert walk.next_open(first) == RECEIVED
    read(report, *first.addresses)
    assert walk.now(first) is None
    assert walk.next_open(Address("proactive.procurement.amount")) == RECEIVED


def test_a_zero_with_something_to_say_is_not_among_the_zeros(report) -> None:
    zero = Walk(report, ["applications"], skips_zeros=True).last()
    assert isinstance(zero, Zeros)
    odd, converted = zero.addresses[0], Address("proactive.procurement.amount")
    apply(report, [SetFigure(odd, "", Doubt("o", "像是0")), SetFigure(converted, "0元")])
    stops = Walk(report, skips_zeros=True).stops()
    assert odd in stops
    assert converted in stops


def test_a_kept_total_of_zero_is_met_by_itself(report) -> None:
    total = Address("applications.received.total")
    apply(report, [SetFigure(total, "0")])
    assert report.is_kept(total)
    assert total in Walk(report, skips_zeros=True).stops()


def test_marking_settles_a_doubt_and_keeps_the_source(report) -> None:
    origin = Origin(Source.READ, "年报.docx")
    total = Address("applications.received.total")
    apply(report, [SetFigure(total, "999", Doubt("999", "有角标"), origin)])
    read(report, total)
    assert total not in report.doubts
    assert report.shown(total) == "999"
    assert report.origins[total] == origin
    assert report.is_proofread(total)


def test_places_are_named_as_they_stand_on_the_paper(report) -> None:
    form = report.form
    place = paper_place(form, Address("applications.refused_state_secret.business"))
    assert place.row_groups == ("三、本年度办理结果", "（三）不予公开")
    assert place.row == "1.属于国家秘密"
    assert place.column_groups == ("申请人情况", "法人或其他组织")
    assert place.column == "商业企业"
    amount = paper_place(form, Address("proactive.procurement.amount"))
    assert amount.row_groups == ("第二十条第（九）项",)
    assert amount.column == "采购总金额（单位：万元）"
    suit = paper_place(form, Address("remedies.direct_suit.other"))
    assert suit.spoken == "行政诉讼·未经复议直接起诉，其他结果"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_place_is_another_one(forms, edition) -> None:
    form = forms.by_edition(edition)
    places = {(a.section, paper_place(form, a)) for a in form.figures}
    assert len(places) == len(form.figures)


def test_figures_are_read_aloud() -> None:
    assert figure_words(516, Kind.COUNT) == "五百一十六"
    assert figure_words(2, Kind.SIGNED) == "正二"
    assert figure_words(-187, Kind.SIGNED) == "负一百八十七"
    assert figure_words(0, Kind.SIGNED) == "零"
    assert figure_words(Decimal("21692.71"), Kind.AMOUNT) == "二万一千六百九十二点七一"


def test_zeros_are_told_row_by_row(report) -> None:
    table = report.form.table("applications")
    row = [a for a in table.figures if a.row == "refused_process"]
    lines = zero_lines(report.form, [RECEIVED, Address("applications.received.legal"), *row])
    assert lines == (
        ("一、本年新收政府信息公开申请数量", "自然人、法律服务机构"),
        ("（三）6.属于四类过程性信息", "全行7格"),
    )


def test_the_record_counts_what_holds_and_says_when(report) -> None:
    assert record(report) == ""
    read(report, FIRST, RECEIVED)
    assert record(report) == "校对：198格中已校对2格，2026年1月12日15:02。"
    read(report, GRANTED, now=NOW + timedelta(minutes=18))
    assert record(report) == "校对：198格中已校对3格，2026年1月12日15:02至15:20。"
    apply(report, [SetFigure(GRANTED, "1")])
    assert record(report) == "校对：198格中已校对2格，2026年1月12日15:02。"


def test_a_span_over_midnight_names_both_days_and_takes_a_time_without_offset() -> None:
    assert span([NOW.isoformat(), "2026-01-13T09:10:00+08:00"]) == (
        "2026年1月12日15:02至2026年1月13日09:10"
    )
    assert span(["2026-01-12T09:10:00"]) == "2026年1月12日09:10"
    assert span(["2026-01-10T09:10:00", NOW.isoformat()]).startswith("2026年1月10日09:10至")


def test_a_mark_put_by_hand_counts_only_for_what_stands_there(report) -> None:
    apply(report, [SetProof(RECEIVED, Proof("515", NOW.isoformat()))])
    assert RECEIVED in Walk(report).unread()
