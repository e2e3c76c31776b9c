"""The report and its one door: totals, printed totals, and taking everything back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.address import Address
from core.figures.value import State
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import COVER, Edit, SetCover, SetFigure, SetText
from core.report.report import Doubt, Report
from tests.core.strategies import figures, other_edits, state_of
from tests.editions import FORMS, form_of

ROW = "applications.granted"
APPLICANTS = ("natural", "business", "research", "welfare", "legal", "other")
ADDENDS = [Address(f"{ROW}.{column}") for column in APPLICANTS]
TOTAL = Address(f"{ROW}.total")
CONCLUDED = Address("applications.concluded.natural")
CORNER = Address("applications.concluded.total")


@pytest.fixture
def report(forms: Forms) -> Report:
    return Report(form_of(forms, "2021"), "某市某局", 2024)


def put(report: Report, texts: dict[Address, str]) -> None:
    apply(report, [SetFigure(address, text) for address, text in texts.items()])


def cells_of(report: Report) -> dict[Address, tuple[object, ...]]:
    return {
        a: (report.value(a), report.figure(a), report.doubts.get(a), report.origins.get(a))
        for a in report.form.figures
    }


def test_an_empty_report_is_blank_everywhere(report: Report) -> None:
    assert set(report.figures().values()) == {None}
    assert not report.values
    assert not report.doubts
    assert set(report.texts.values()) == {""}
    assert Report(report.form).year == 2021


def test_a_total_follows_its_addends(report: Report) -> None:
    put(report, dict.fromkeys(ADDENDS[:-1], "2"))
    assert report.figure(TOTAL) is None
    assert report.computed(TOTAL) is None
    put(report, {ADDENDS[-1]: "0"})
    assert report.figure(TOTAL) == 10
    assert not report.is_kept(TOTAL)
    assert TOTAL not in report.values
    put(report, {ADDENDS[0]: ""})
    assert report.figure(TOTAL) is None


@pytest.mark.parametrize("text", ["", " ", "/", "—", "无", "3件"])
def test_a_blank_or_refused_addend_leaves_the_total_blank(report: Report, text: str) -> None:
    put(report, dict.fromkeys(ADDENDS, "2"))
    put(report, {ADDENDS[3]: text})
    assert report.figure(TOTAL) is None
    assert report.value(ADDENDS[3]).text == text


def test_a_total_of_totals(report: Report) -> None:
    rows = [a for a in report.form.table("applications").figures if a.row != "concluded"]
    put(report, {a: "1" for a in rows if a.column != "total"})
    results = len(report.form.table("applications").rows) - 4
    assert report.figure(CONCLUDED) == results
    assert report.figure(CORNER) == results * 6


def test_a_printed_total_is_kept_only_where_it_differs(report: Report) -> None:
    put(report, {**dict.fromkeys(ADDENDS, "2"), TOTAL: "12"})
    assert not report.is_kept(TOTAL)
    put(report, {TOTAL: "13"})
    assert report.is_kept(TOTAL)
    assert (report.figure(TOTAL), report.computed(TOTAL)) == (13, 12)


def test_a_printed_total_stands_while_addends_are_blank(report: Report) -> None:
    put(report, {TOTAL: "12"})
    assert (report.figure(TOTAL), report.computed(TOTAL)) == (12, None)
    change = apply(report, [SetFigure(a, "2") for a in ADDENDS])
    assert not report.is_kept(TOTAL)
    assert report.figure(TOTAL) == 12
    assert TOTAL in change.figures


def test_a_kept_total_is_let_go_when_its_sum_agrees(report: Report) -> None:
    put(report, {**dict.fromkeys(ADDENDS, "2"), TOTAL: "13"})
    change = apply(report, [SetFigure(ADDENDS[0], "3")])
    assert not report.is_kept(TOTAL)
    assert change.figures >= {ADDENDS[0], TOTAL}
    put(report, {ADDENDS[0]: "4"})
    assert report.figure(TOTAL) == 14
    apply(report, [SetFigure(ADDENDS[0], "3")])
    apply(report, change.inverse)
    assert report.is_kept(TOTAL)
    assert (report.figure(TOTAL), report.computed(TOTAL)) == (13, 12)


def test_a_printed_total_that_comes_with_new_addends_is_told(report: Report) -> None:
    put(report, dict.fromkeys(ADDENDS, "2"))
    change = apply(report, [SetFigure(TOTAL, "13"), SetFigure(ADDENDS[0], "3")])
    assert (report.figure(TOTAL), report.is_kept(TOTAL)) == (13, False)
    assert change.figures == {TOTAL, ADDENDS[0]}


def test_clearing_a_kept_total_brings_the_sum_back(report: Report) -> None:
    put(report, {**dict.fromkeys(ADDENDS, "2"), TOTAL: "13"})
    put(report, {TOTAL: ""})
    assert (report.figure(TOTAL), report.is_kept(TOTAL)) == (12, False)


def test_a_kept_total_counts_in_the_totals_above_it(report: Report) -> None:
    rows = [a for a in report.form.table("applications").figures if a.row != "concluded"]
    put(report, {a: "1" for a in rows if a.column != "total"})
    before = report.figure(CORNER)
    assert isinstance(before, int)
    put(report, {CONCLUDED: "100"})
    assert report.figure(CORNER) == before - (len(report.form.table("applications").rows) - 4) + 100


def test_what_was_typed_is_kept_to_the_letter(report: Report) -> None:
    put(report, {ADDENDS[0]: " １，２３４ "})
    assert report.value(ADDENDS[0]).text == " １，２３４ "
    assert report.figure(ADDENDS[0]) == 1234
    put(report, {ADDENDS[0]: "十二"})
    assert report.value(ADDENDS[0]).state is State.REFUSED
    assert report.refused() == (ADDENDS[0],)


@pytest.mark.parametrize(
    ("text", "shown"), [("1,234", "1234"), ("说不清", "说不清"), ("/", "/"), ("", "")]
)
def test_the_paper_shows_a_figure_as_printed_and_anything_else_as_typed(
    report: Report, text: str, shown: str
) -> None:
    cell = Address("applications.received.natural")
    apply(report, [SetFigure(cell, text)])
    assert report.on_paper(cell) == shown


def test_typing_settles_a_doubt(report: Report) -> None:
    doubt = Doubt("1 2", "数字中间有空格")
    change = apply(report, [SetFigure(ADDENDS[0], "", doubt)])
    assert report.doubts == {ADDENDS[0]: doubt}
    assert change.figures == {ADDENDS[0]}
    settled = apply(report, [SetFigure(ADDENDS[0], "12")])
    assert not report.doubts
    apply(report, settled.inverse)
    assert report.doubts == {ADDENDS[0]: doubt}
    assert report.figure(ADDENDS[0]) is None


@pytest.mark.parametrize(
    "wrong", [SetFigure(Address("applications.granted.nobody"), "1"), SetText("proactive", "字")]
)
def test_an_unknown_place_changes_nothing_at_all(report: Report, wrong: Edit) -> None:
    before = state_of(report)
    with pytest.raises(KeyError):
        apply(report, [SetFigure(ADDENDS[0], "1"), SetCover("别处", 2022), wrong])
    assert state_of(report) == before


def test_an_edit_that_changes_nothing_is_no_change(report: Report) -> None:
    put(report, {ADDENDS[0]: "5"})
    same = [SetFigure(ADDENDS[0], "5"), SetText("overview", ""), SetCover("某市某局", 2024)]
    change = apply(report, same)
    assert not change
    assert change.inverse == ()


def test_texts_and_cover_tell_what_changed(report: Report) -> None:
    change = apply(report, [SetText("overview", "一\n"), SetCover("某县", 2023)])
    assert (change.parts, change.figures) == ({"overview", COVER}, frozenset())
    assert (report.organ, report.year, report.texts["overview"]) == ("某县", 2023, "一\n")


def test_the_views_of_a_report_cannot_be_written_to(report: Report) -> None:
    for view in (report.texts, report.values, report.doubts):
        assert not hasattr(view, "__setitem__")


def test_amounts_and_counts_add_exactly(report: Report) -> None:
    fee = Address("proactive.fee.amount")
    put(report, {fee: "0.1", ADDENDS[0]: "2"})
    total, missing = report.add([fee, fee, fee, ADDENDS[0], ADDENDS[1]])
    assert total == Decimal("2.3")
    assert missing == (ADDENDS[1],)


TYPED = st.sampled_from(["", "0", "1", "2", "3", "4", "12", " 7 ", "/", "abc", "１", "2.5", "-3"])
DOUBTS = st.none() | st.builds(Doubt, st.text(max_size=3), st.just("看不清"))


def edits(form: Form) -> st.SearchStrategy[Edit]:
    # A few rows and columns, so that totals are hit, kept and let go again and again.
    near = [
        a
        for a in form.figures
        if a.section == "remedies" or a.row in {"received", "granted", "concluded"}
    ]
    return st.one_of(
        figures(st.sampled_from(near), TYPED, DOUBTS),
        figures(st.sampled_from(list(form.figures)), TYPED, DOUBTS),
        other_edits(form, near, st.text(max_size=5)),
    )


EDITS = {form.edition: edits(form) for form in FORMS.editions}
# The edition stands for its form, whose printed shape would fill a failure's message.
HISTORIES = st.sampled_from(list(EDITS)).flatmap(
    lambda edition: st.tuples(
        st.just(edition), st.lists(st.lists(EDITS[edition], max_size=12), max_size=8)
    )
)
History = tuple[str, list[list[Edit]]]


@given(HISTORIES, st.booleans())
def test_every_change_is_told_and_can_be_taken_back(history: History, full: bool) -> None:
    edition, batches = history
    report = Report(form := form_of(FORMS, edition))
    if full:
        put(report, {a: "1" for a, figure in form.figures.items() if not figure.computed})
    done = []
    for batch in batches:
        before = state_of(report)
        seen = cells_of(report)
        change = apply(report, batch)
        now = cells_of(report)
        assert change.figures == {a for a in form.figures if seen[a] != now[a]}
        assert bool(change) == (state_of(report) != before)
        done.append((before, change, state_of(report)))
    for before, change, after in reversed(done):
        undone = apply(report, change.inverse)
        assert state_of(report) == before
        assert (undone.figures, undone.parts) == (change.figures, change.parts)
        apply(report, undone.inverse)
        assert state_of(report) == after
        apply(report, change.inverse)
        assert state_of(report) == before


@given(HISTORIES)
def test_totals_never_depend_on_the_order_of_the_edits(
    history: History,
) -> None:
    edition, batches = history
    one_by_one, at_once = Report(form_of(FORMS, edition)), Report(form_of(FORMS, edition))
    for batch in batches:
        for edit in batch:
            apply(one_by_one, [edit])
    final = [SetFigure(a, v.text, one_by_one.doubts.get(a)) for a, v in one_by_one.values.items()]
    apply(at_once, final)
    assert at_once.figures() == one_by_one.figures()
    assert at_once.values == one_by_one.values
