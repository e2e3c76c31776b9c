"""Live tallies: what balances, what does not, what cannot be told yet, and what none watches."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.tally import Balance, Tally, TallyBoard
from core.figures.address import Address
from core.figures.value import Number, show
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from tests.editions import FORMS

Filler = Callable[[Form], dict[Address, str]]


def report_of(form: Form, texts: Mapping[Address, str]) -> Report:
    report = Report(form)
    apply(report, [SetFigure(address, text) for address, text in texts.items()])
    return report


def tally_of(board: TallyBoard, name: str) -> Tally:
    return next(tally for tally in board.tallies if tally.identity.id == name)


def snapshot(board: TallyBoard) -> list[tuple[object, ...]]:
    return [(t.state, t.left, t.right, t.left_sum, t.right_sum, t.missing) for t in board.tallies]


@pytest.fixture(params=[form.edition for form in FORMS.editions])
def form(request: pytest.FixtureRequest, forms: Forms) -> Form:
    found = forms.by_edition(request.param)
    assert found is not None
    return found


def test_an_empty_report_balances_nowhere(form: Form) -> None:
    board = TallyBoard(Report(form))
    assert board.count() == {Balance.UNFILLED: len(form.identities)}
    assert all(tally.difference is None for tally in board.tallies)


def test_a_full_report_balances_everywhere(form: Form, full_figures: Filler) -> None:
    board = TallyBoard(report_of(form, full_figures(form)))
    assert board.count() == {Balance.BALANCED: len(form.identities)}
    assert board.count("remedies") == {Balance.BALANCED: 3}
    assert not board.of_section("proactive")


def test_both_sides_and_the_difference_are_told(form: Form, full_figures: Filler) -> None:
    texts = full_figures(form)
    received = Address("applications.received.natural")
    wrong = {**texts, received: str(int(texts[received]) + 3)}
    tally = tally_of(TallyBoard(report_of(form, wrong)), "T31.natural")
    assert tally.state is Balance.UNBALANCED
    assert tally.left is not None
    assert tally.right is not None
    assert tally.left - tally.right == 3
    assert tally.difference == 3


def test_the_difference_is_never_negative(form: Form, full_figures: Filler) -> None:
    texts = full_figures(form)
    carried_out = Address("applications.carried_out.natural")
    wrong = {**texts, carried_out: str(int(texts[carried_out]) + 3)}
    assert tally_of(TallyBoard(report_of(form, wrong)), "T31.natural").difference == 3


def test_one_blank_addend_leaves_each_of_its_tallies_unfilled(
    form: Form, full_figures: Filler
) -> None:
    full = full_figures(form)
    for address in form.used_by:
        if form.figures[address].computed:
            continue
        for text in ("", "/", "—", "不适用", "7件"):
            board = TallyBoard(report_of(form, {**full, address: text}))
            for tally in board.of(address):
                assert tally.state is Balance.UNFILLED, (tally.identity.id, text)
                assert address in tally.missing
                assert tally.difference is None


def test_zeros_on_both_sides_balance_and_blanks_do_not(form: Form) -> None:
    zeros = {a: "0" for a, figure in form.figures.items() if not figure.computed}
    assert set(TallyBoard(report_of(form, zeros)).count()) == {Balance.BALANCED}
    blanks = {a: "/" for a, figure in form.figures.items() if not figure.computed}
    assert set(TallyBoard(report_of(form, blanks)).count()) == {Balance.UNFILLED}


def broken_by_one(form: Form, texts: Mapping[Address, str]) -> list[Address]:
    """Return the figures of tables 三 and 四 which can be one too many unnoticed."""
    before = TallyBoard(report_of(form, texts)).tallies
    unnoticed = []
    for address, text in texts.items():
        if address.section == "proactive":
            continue
        for wrong in {str(int(text) + 1), str(abs(int(text) - 1))}:
            after = TallyBoard(report_of(form, {**texts, address: wrong})).tallies
            if not any(
                old.state is Balance.BALANCED and new.state is Balance.UNBALANCED
                for old, new in zip(before, after, strict=True)
            ):
                unnoticed.append(address)
    return unnoticed


def test_no_single_wrong_figure_of_tables_three_and_four_goes_unnoticed(
    form: Form, full_figures: Filler
) -> None:
    assert broken_by_one(form, full_figures(form)) == []


@pytest.mark.parametrize("name", ["cixi_2020", "huaian_2024"])
def test_nor_in_the_published_reports(shared_reports: Path, forms: Forms, name: str) -> None:
    printed = json.loads((shared_reports / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    form = forms.by_edition(printed["edition"])
    assert form is not None
    figures: dict[str, Number] = printed["figures"]
    assert set(figures) == set(form.figures)
    texts = {a: show(figures[a], figure.kind) for a, figure in form.figures.items()}
    assert report_of(form, texts).figures() == figures
    assert broken_by_one(form, texts) == []


def test_the_two_columns_of_the_cixi_report(shared_reports: Path, forms: Forms) -> None:
    printed = json.loads(
        (shared_reports / "cixi_2020.json").read_text("utf-8"), parse_float=Decimal
    )
    form = forms.by_edition("2019")
    assert form is not None
    report = report_of(
        form, {a: show(printed["figures"][a], f.kind) for a, f in form.figures.items()}
    )
    board = TallyBoard(report)
    wrong = [tally for tally in board.tallies if tally.state is Balance.UNBALANCED]
    assert [(t.identity.id, t.left, t.right, t.difference) for t in wrong] == [
        ("T31.natural", 528, 527, 1),
        ("T31.legal", 0, 1, 1),
    ]
    row = "applications.carried_out"
    moved = [SetFigure(Address(f"{row}.natural"), "17"), SetFigure(Address(f"{row}.legal"), "0")]
    board.update(apply(report, moved).figures)
    assert board.count() == {Balance.BALANCED: len(form.identities)}


TYPED = st.sampled_from(["", "0", "1", "2", "3", "17", "/", "abc"])


@pytest.mark.parametrize("edition", [form.edition for form in FORMS.editions])
@given(data=st.data(), full=st.booleans())
def test_following_the_changes_is_as_good_as_starting_afresh(
    edition: str, data: st.DataObject, full: bool
) -> None:
    form = FORMS.by_edition(edition)
    assert form is not None
    watched = sorted(form.used_by)
    every = {a: "1" for a, figure in form.figures.items() if not figure.computed} if full else {}
    report = report_of(form, every)
    board = TallyBoard(report)
    edits = st.builds(SetFigure, st.sampled_from(watched), TYPED)
    for batch in data.draw(st.lists(st.lists(edits, max_size=10), max_size=6)):
        before = snapshot(board)
        moved = board.update(apply(report, batch).figures)
        after = snapshot(board)
        assert after == snapshot(TallyBoard(report))
        names = {tally.identity.id for tally in moved}
        assert names == {
            tally.identity.id
            for tally, old, new in zip(board.tallies, before, after, strict=True)
            if old != new
        }
