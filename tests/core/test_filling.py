"""Zeros where nothing stands, and a figure copied over a selection."""

from __future__ import annotations

import pytest

from core.cells.filling import copy_first, fill_blanks
from core.figures.address import Address
from core.figures.value import State
from core.forms.form import Form
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.origin import Source
from core.report.report import Doubt, Report


@pytest.fixture(scope="module")
def form() -> Form:
    form = load_forms().by_edition("2019")
    assert form is not None
    return form


def at(place: str) -> Address:
    return Address(f"applications.{place}")


def test_every_blank_becomes_a_zero_and_says_where_it_came_from(form: Form) -> None:
    report = Report(form, "某局", 2020)
    filling = fill_blanks(report, form.figures)
    apply(report, filling.edits)
    typed = [address for address, figure in form.figures.items() if not figure.computed]
    assert len(filling.edits) == len(typed)
    assert filling.words == f"填了{len(typed)}格，可以撤销"
    assert set(report.figures().values()) == {0}
    origins = {report.origin(address) for address in typed}
    assert {origin.source for origin in origins if origin} == {Source.FILLED}


def test_what_somebody_typed_or_doubted_is_left_and_counted(form: Form) -> None:
    report = Report(form, "某局", 2020)
    kept = {
        at("received.natural"): "516",
        at("received.business"): "１２",
        at("carried_in.natural"): "不详",
        at("carried_in.business"): "/",
        at("carried_in.research"): "无",
    }
    doubtful = [at("granted.natural"), at("granted.business")]
    apply(report, [SetFigure(address, text) for address, text in kept.items()])
    apply(report, [SetFigure(address, "", Doubt("l2", "字迹不清")) for address in doubtful])
    filling = fill_blanks(report, form.table("applications").figures)
    assert filling.words.startswith(f"填了{len(filling.edits)}格，可以撤销；2格没有读准，没有填；")
    assert "1格填的不是数，没有填" in filling.words
    assert "2格填的是“/、无”，没有填" in filling.words
    apply(report, filling.edits)
    assert {address: report.value(address).text for address in kept} == kept
    assert all(address in report.doubts for address in doubtful)
    assert not any(form.figures[edit.address].computed for edit in filling.edits)


def test_a_filled_report_has_nothing_to_fill(form: Form) -> None:
    report = Report(form, "某局", 2020)
    apply(report, fill_blanks(report, form.figures).edits)
    again = fill_blanks(report, form.figures)
    assert again.edits == ()
    assert again.words == "没有空白的格，没有填"


def test_a_figure_is_copied_to_the_letter_and_totals_are_passed_over(form: Form) -> None:
    report = Report(form, "某局", 2020)
    texts = {at("other.natural"): "０３", at("carried_out.natural"): "9"}
    apply(report, [SetFigure(address, text) for address, text in texts.items()])
    column = [at("other.natural"), at("concluded.natural"), at("carried_out.natural")]
    filling = copy_first(report, [column], "下")
    assert [edit.address for edit in filling.edits] == [at("carried_out.natural")]
    assert filling.words == "已向下填充1格，其中1格原来有别的内容，可以撤销"
    apply(report, filling.edits)
    assert report.value(at("carried_out.natural")).text == "０３"


def test_a_blank_is_never_copied_over_a_figure(form: Form) -> None:
    report = Report(form, "某局", 2020)
    apply(report, [SetFigure(at("received.business"), "7")])
    row = [at("received.natural"), at("received.business")]
    filling = copy_first(report, [row], "右")
    assert filling.edits == ()
    assert filling.words == "1处开头的一格是空的，没有填充"
    assert copy_first(report, [row[:1]], "右").words.startswith("没有可以填充的格")


def test_a_copied_text_that_does_not_fit_is_refused_where_it_lands(form: Form) -> None:
    report = Report(form, "某局", 2020)
    change, decisions = (Address(f"proactive.licensing.{c}") for c in ("change", "decisions"))
    apply(report, [SetFigure(change, "-187")])
    apply(report, copy_first(report, [[change, decisions]], "右").edits)
    assert report.value(decisions).text == "-187"
    assert report.value(decisions).state is State.REFUSED
