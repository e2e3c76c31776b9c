"""A history is proved by its lines as they stand just as it is where all is read as JSON."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.problem import Problem
from core.document.decode import decode_document
from core.document.encode import encode
from core.document.history import History
from core.document.written import take_apart
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from tests.core.test_history import CELL, FORM, START
from tests.editions import FORMS

TEXT = FORM.texts[0].id


def told(text: str) -> object:
    """Return what opening a file comes to: its report and moments, or the words of why not."""
    try:
        report, history = decode_document(text.encode("utf-8", "surrogatepass"), FORMS, "x.nianbao")
    except Problem as problem:
        return str(problem)
    return encode(report, History(history.moments)), history.kinds, len(history)


def anew(text: str) -> str:
    """Return the same file, not written as ours is at its end: so it is read as JSON."""
    return f"{text} "


@pytest.fixture(scope="module")
def saved() -> str:
    report, history = Report(FORM, "某局", 2024), History()
    for edits in (
        [SetFigure(CELL, "1")],
        [SetFigure(CELL, "说“未收到”"), SetFigure(FORM.totals[0].left[0], "7")],
        [SetText(TEXT, "收到1件\n办结1件")],
        [SetText(TEXT, '收到"2"件\n办结1件')],
        [SetText(TEXT, "收到3件\n办结1件")],
        [SetFigure(CELL, "12")],
    ):
        history.record(report, apply(report, edits), "填写", START)
    return encode(report, history).decode()


def test_the_lines_are_ours(saved: str) -> None:
    apart = take_apart(saved, dict)
    assert apart is not None
    bare, written = apart
    assert len(written) == 6
    assert len(written.others) == 1  # that takes the quotation marks away
    assert take_apart(anew(saved), dict) is None
    assert bare.endswith('"history": []\n}\n')


DAY = START.date().isoformat()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CELL, "applications.received.nobody"),
        (f'"part": "{TEXT}"', '"part": "nothing"'),
        (f'"part": "{TEXT}"', f'"part": "{CELL}"'),
        (f'"figure": "{CELL}"', f'"figure": "{TEXT}"'),
        (DAY, "2026-02-29"),
        (DAY, "2024-02-29"),
        (DAY, "2026-04-31"),
        (DAY, "2026-13-01"),
        (DAY, "0000-01-01"),
        (DAY, "今天"),
        ("T09:41:00", "T24:00:00"),
        ("T09:41:00", " 09:41"),
        ('"who": ""', '"who": null'),
        ('"who": ""', '"who": "", "why": ""'),
        ('"who": ""', '"who": "", "who": ""'),
        ('"label": "填写", ', ""),
        ('"填写"', '"填\t写"'),
        ('"填写"', '"填\\t写"'),
        ('"填写"', '"填\\x写"'),
        ('"填写"', '"填\\ud800写"'),
        ('"填写"', "NaN"),
        ('"填写"', "[" * 2000),
        ('"start": 0', '"start": -1'),
        ('"start": 0', '"start": 00'),
        ('"start": 0', '"start": true'),
        ('"start": 0', f'"start": {"9" * 5000}'),
        ('"links": []', '"links": ["x"]'),
        ('"removed": []', '"removed": [1]'),
        ('"removed": []', '"removed": ["a",]'),
        ('"steps": [', '"steps": [,'),
        ('"steps": [', '"steps": [{}, '),
        ("},\n", "}\n"),
        ("},\n", "},,\n"),
        ("},\n    {", "}, {"),
        ("}\n  ]", "},\n  ]"),
        ("}\n  ]", "},\n\n  ]"),
        ("}\n  ]", "}\n    {}\n  ]"),
        ('\n  "history"', '\n  "history": [],\n  "history"'),
        ('"year": 2024', '"year": "2024"'),
        ('"year": 2024,', '"year": 2024'),
        ('"version": 2', '"version": 1'),
        ('"version": 2', '"version": 3'),
        ('"organ"', '"x": {\n  "history": [\n    {"time": ""}\n  ]\n},\n "organ"'),
    ],
)
def test_a_fault_is_told_as_where_all_is_read(saved: str, old: str, new: str) -> None:
    assert old in saved
    damaged = saved.replace(old, new)
    assert damaged != saved
    assert told(damaged) == told(anew(damaged))


@given(st.randoms(use_true_random=False))
def test_any_damage_is_told_as_where_all_is_read(saved: str, dice: random.Random) -> None:
    text, begin = saved, saved.index('"history"')
    for _ in range(dice.randint(1, 2)):
        at = dice.randrange(begin, len(text))
        size = dice.choice((0, 1, 1, 5))
        text = (
            text[:at]
            + dice.choice(("", "", "1", '"', "\\", ",", "{", "]", "\n", " ", "é"))
            + text[at + size :]
        )
    assert told(text) == told(anew(text))
