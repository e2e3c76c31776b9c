"""Numbers in a text that follow a cell, and stay plain text for everybody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.inspection import Inspection
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply, collapse, pin
from core.report.edits import SetFigure, SetText
from core.report.link import BLANK_WORDS, Link, is_sound, shift
from core.report.report import Report
from tests.editions import form_of

CELL = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
FEE = Address("proactive.fee.amount")
SECTION = "overview"


@pytest.fixture
def report(forms: Forms) -> Report:
    report = Report(form_of(forms, "2021"), "某局", 2024)
    row = [a for a in report.form.figures if a.row == "received" and a != TOTAL]
    apply(report, [SetFigure(a, "0") for a in row])
    text = "共收到x件，其中自然人x件。"
    links = (Link(3, 4, TOTAL), Link(11, 12, CELL))
    apply(report, [SetText(SECTION, text, links), SetFigure(CELL, "12")])
    return report


def linked(report: Report) -> list[str]:
    text = report.texts[SECTION]
    return [text[link.start : link.end] for link in report.links.get(SECTION, ())]


def test_a_linked_number_is_the_figure_of_its_cell(report: Report) -> None:
    assert report.texts[SECTION] == "共收到12件，其中自然人12件。"
    change = apply(report, [SetFigure(CELL, "3456")])
    assert report.texts[SECTION] == "共收到3456件，其中自然人3456件。"
    assert linked(report) == ["3456", "3456"]
    assert change.parts == {SECTION}
    apply(report, change.inverse)
    assert report.texts[SECTION] == "共收到12件，其中自然人12件。"
    assert linked(report) == ["12", "12"]


def test_a_link_to_a_blank_says_so(report: Report) -> None:
    apply(report, [SetFigure(CELL, "")])
    assert report.texts[SECTION] == f"共收到{BLANK_WORDS}件，其中自然人{BLANK_WORDS}件。"
    found = [f for f in Inspection(report).findings if f.code == "L01"]
    assert [f.addresses for f in found] == [(TOTAL,), (CELL,)]
    assert [report.texts[SECTION][f.spot.start : f.spot.end] for f in found if f.spot] == [
        BLANK_WORDS,
        BLANK_WORDS,
    ]


def test_an_amount_is_written_as_the_report_prints_it(report: Report) -> None:
    apply(report, [SetText(SECTION, "收费x万元", (Link(2, 3, FEE),)), SetFigure(FEE, "251000元")])
    assert report.texts[SECTION] == "收费25.1万元"
    apply(report, [SetFigure(FEE, "21692.70")])
    assert report.texts[SECTION] == "收费21692.70万元"


def test_writing_beside_a_link_keeps_it_and_writing_into_it_ends_it(report: Report) -> None:
    apply(report, [SetText(SECTION, "全年共收到12件，其中自然人12件。")])
    assert linked(report) == ["12", "12"]
    apply(report, [SetText(SECTION, "全年共收到112件，其中自然人12件。")])
    apply(report, [SetText(SECTION, "全年共收到1x2件，其中自然人12件。")])
    assert linked(report) == ["12"]
    apply(report, [SetFigure(CELL, "7")])
    assert report.texts[SECTION] == "全年共收到1x2件，其中自然人7件。"


def test_links_outside_their_text_are_refused_before_anything_changes(report: Report) -> None:
    before = report.texts[SECTION]
    for links in (
        (Link(0, 9, CELL),),
        (Link(1, 1, CELL),),
        (Link(1, 3, CELL), Link(2, 3, TOTAL)),
    ):
        with pytest.raises(ValueError, match=SECTION):
            apply(report, [SetFigure(CELL, "5"), SetText(SECTION, "四个字了", links)])
    with pytest.raises(KeyError):
        apply(report, [SetText(SECTION, "四个字了", (Link(0, 1, Address("no.such.cell")),))])
    assert report.texts[SECTION] == before
    assert report.figure(CELL) == 12


def test_merged_steps_keep_links_that_each_of_them_kept(report: Report) -> None:
    done = []
    for text in ("新共收到12件，其中自然人12件。", "新共收到12件，其中自然人12件。完"):
        edits = (SetText(SECTION, text),)
        apply(report, edits)
        done += pin(report, edits)
    state = (report.texts[SECTION], report.links[SECTION])
    again = Report(report.form)
    apply(again, [SetFigure(a, v.text) for a, v in report.values.items()])
    apply(again, collapse(done))
    assert (again.texts[SECTION], again.links[SECTION]) == state


@given(st.text("ab1", max_size=12), st.text("ab1", max_size=12), st.data())
def test_what_stays_linked_still_reads_the_same(old: str, new: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(old)), max_size=4)))
    links = tuple(Link(start, end, CELL) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    kept = shift(links, old, new)
    assert is_sound(kept, new)
    was = [old[link.start : link.end] for link in links]
    for link in kept:
        word = new[link.start : link.end]
        assert word in was
        was.remove(word)
