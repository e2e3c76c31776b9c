"""The history leads back to every moment, through the file too, and stays small."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import history as history_module
from core.document.decode import decode_document
from core.document.encode import encode
from core.document.history import History
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.report import Report
from core.report.transition import copy, edits_to
from tests.core.strategies import figures, other_edits
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
CELL = Address("applications.received.natural")
START = datetime(2026, 1, 12, 9, 41).astimezone()
NEAR = [a for a in FORM.figures if a.row in {"received", "granted", "concluded"}]
EDITS = st.one_of(
    figures(st.sampled_from(NEAR), st.sampled_from(["", "0", "1", "12", "x"]), st.none()),
    other_edits(FORM, NEAR, st.text("ab\n", max_size=5)),
)
BATCHES = st.lists(st.tuples(st.lists(EDITS, max_size=3), st.booleans()), max_size=12)


def play(batches: list[tuple[list[Edit], bool]]) -> tuple[Report, History, list[Report]]:
    """Apply batches; returns the report, its history, and the report as it was at each moment."""
    report, history, states = Report(FORM, "某局", 2024), History(), []
    for number, (batch, merged) in enumerate(batches):
        before = copy(report)
        change = apply(report, batch)
        if not change:
            continue
        known = len(history)
        now = START + timedelta(seconds=number)
        history.record(report, change, "填写", now, merge="cell" if merged else None)
        if len(history) > known:
            states.append(before)
    return report, history, states


@given(BATCHES)
def test_every_moment_can_be_gone_back_to(batches: list[tuple[list[Edit], bool]]) -> None:
    report, history, states = play(batches)
    assert len(history) == len(states)
    for number, state in enumerate(states):
        assert encode(history.before(report, number)) == encode(state)
    assert encode(history.before(report, len(history))) == encode(report)


@given(BATCHES)
def test_the_file_gives_the_history_back(batches: list[tuple[list[Edit], bool]]) -> None:
    report, history, _ = play(batches)
    saved = encode(report, history)
    again, known = decode_document(saved, FORMS, "x.nianbao")
    assert encode(again, known) == saved
    assert known.moments == history.moments
    assert encode(again, History(known.moments)) == saved
    edit = SetFigure(CELL, f"{again.value(CELL).text}1")
    history.record(report, apply(report, [edit]), "填写", START + timedelta(days=1))
    known.record(again, apply(again, [edit]), "填写", START + timedelta(days=1))
    assert encode(again, known) == encode(report, history)


@given(BATCHES)
def test_a_file_that_was_laid_out_anew_keeps_its_history(
    batches: list[tuple[list[Edit], bool]],
) -> None:
    report, history, _ = play(batches)
    saved = encode(report, history)
    for other in (json.dumps(json.loads(saved)).encode(), saved.replace(b"\n", b"\r\n")):
        again, known = decode_document(other, FORMS, "x.nianbao")
        assert encode(again, known) == saved


@given(BATCHES, BATCHES)
def test_the_way_from_one_state_to_another(
    here: list[tuple[list[Edit], bool]], there: list[tuple[list[Edit], bool]]
) -> None:
    report, wanted = play(here)[0], play(there)[0]
    apply(report, edits_to(report, wanted))
    assert encode(report) == encode(wanted)
    assert edits_to(report, wanted) == ()


def test_reports_of_two_editions_have_no_way_between_them(forms: Forms) -> None:
    old, new = (Report(form) for form in forms.editions[:2])
    with pytest.raises(ValueError, match="editions"):
        edits_to(old, new)


def typed(texts: list[str], gap: timedelta) -> tuple[Report, History]:
    report, history = Report(FORM, "某局", 2024), History()
    for number, text in enumerate(texts):
        change = apply(report, [SetText("overview", text)])
        history.record(report, change, "修改文字", START + number * gap, merge="text")
    return report, history


def test_keys_of_one_sitting_are_one_moment() -> None:
    report, history = typed(["一", "一二", "零一二", "零一二三"], timedelta(seconds=1))
    assert len(history) == 1
    assert history.moments[0].time == (START + timedelta(seconds=3)).isoformat(timespec="seconds")
    assert history.before(report, 0).texts["overview"] == ""


def test_a_pause_begins_another_moment() -> None:
    report, history = typed(["一", "一二"], timedelta(minutes=5))
    assert len(history) == 2
    assert history.before(report, 1).texts["overview"] == "一"


def test_a_long_text_costs_no_more_than_what_changed() -> None:
    report, history = Report(FORM, "某局", 2024), History()
    apply(report, [SetText("overview", "字" * 30_000)])
    bare = len(encode(report))
    for number in range(50):
        text = report.texts["overview"]
        change = apply(report, [SetText("overview", f"{text[:900]}改{text[900:]}")])
        history.record(report, change, "修改文字", START + timedelta(minutes=5 * number))
    before = report.texts["overview"]
    change = apply(report, [SetText("overview", before[:900] + before[950:])])
    history.record(report, change, "删去文字", START + timedelta(days=1))
    saved = encode(report, history)
    assert len(saved) - bare < 51 * 250
    again, known = decode_document(saved, FORMS, "x.nianbao")
    assert known.before(again, 50).texts["overview"] == before
    assert known.before(again, 0).texts["overview"] == "字" * 30_000


def test_the_history_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MOST", 40)
    report, history = Report(FORM, "某局", 2024), History()
    for number in range(500):
        change = apply(report, [SetFigure(CELL, str(number))])
        history.record(report, change, "填写", START + timedelta(minutes=number))
        assert len(history) <= 40
    last = len(history) - 1
    assert history.before(report, last).value(CELL).text == "498"
    history.before(report, 0)


def test_days_stay_apart_when_the_history_is_condensed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MOST", 40)
    report, history = Report(FORM, "某局", 2024), History()
    for number in range(41):
        change = apply(report, [SetFigure(CELL, str(number))])
        history.record(report, change, "填写", START + timedelta(hours=8 * number))
    days = {moment.time[:10] for moment in history.moments}
    assert len(days) >= 13
    first_of_second_day = next(
        n for n, m in enumerate(history.moments) if m.time[:10] != history.moments[0].time[:10]
    )
    assert history.before(report, first_of_second_day).value(CELL).text == "1"
