"""The same figures in other layouts, whole and damaged: every figure read is right or blank."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Kind, parse
from core.forms.form import Form
from core.forms.loader import Forms
from core.reading.source import read_text
from core.recognition.reading import Certainty, Reading
from core.report.edits import SetFigure
from core.report.report import Report
from tests.core.reading_layouts import (
    LAYOUTS,
    OTHER,
    OVERVIEW,
    PREAMBLE,
    PROBLEMS,
    Layout,
    Style,
    addends,
    filled,
    printed,
)
from tests.editions import FORMS, form_of

STYLES = st.builds(Style, numbered=st.booleans(), full_width=st.booleans())
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
editions = pytest.mark.parametrize("form", FORMS.editions, ids=lambda form: form.edition)


def some_report(form: Form, random: Random, *, blanks: float = 0) -> Report:
    """Fill a report with small, equal and large figures; a share of its cells stays blank."""
    figures = {
        address: random.choice([0, 0, 1, 10, random.randrange(10_000_000)])
        for address in addends(form)
        if random.random() >= blanks
    }
    return filled(form, figures)


RANDOMS = st.integers(0, 2**32).map(Random)  # told by its seed, a failure can be repeated


def read_if_report(text: str, forms: Forms = FORMS) -> Reading | None:
    """Read a text; a Problem is an answer, anything else raised is a fault."""
    try:
        return read_text(text, forms, "样本.txt")
    except Problem:
        return None


def assert_nothing_wrong(reading: Reading | None, report: Report) -> None:
    """Every figure without a doubt is the one that was printed."""
    if reading is None or reading.form is not report.form:
        return
    for edit in reading.edits:
        if isinstance(edit, SetFigure) and edit.doubt is None:
            kind = report.form.figures[edit.address].kind
            assert parse(edit.text, kind).figure == report.figure(edit.address), edit
        if isinstance(edit, SetFigure):
            assert edit.address in reading.places


@editions
@layouts
@settings(max_examples=4, deadline=None)
@given(random=RANDOMS, data=st.data())
def test_a_full_report_is_read_back_whole(
    form: Form, layout: Layout, random: Random, data: st.DataObject
) -> None:
    report = some_report(form, random)
    reading = read_text(printed(report, layout, data.draw(STYLES)), FORMS, "样本.txt")
    read = reading.report()
    assert reading.form is form
    assert (reading.organ, reading.year) == (report.organ, report.year)
    assert read.figures() == report.figures()
    assert not read.doubts
    assert dict(read.texts) == {
        "preamble": PREAMBLE,
        "overview": OVERVIEW,
        "problems": PROBLEMS,
        "other_matters": OTHER,
    }
    amounts = {a for a, figure in form.figures.items() if figure.unit}
    assert {note.address for note in reading.notes} <= amounts
    assert set(reading.places) == set(form.figures)


@editions
@layouts
@settings(max_examples=4, deadline=None)
@given(random=RANDOMS, data=st.data())
def test_blank_cells_never_shift_the_others(
    form: Form, layout: Layout, random: Random, data: st.DataObject
) -> None:
    report = some_report(form, random, blanks=random.choice([0.02, 0.3, 0.95]))
    style = Style(blank=data.draw(st.sampled_from(["", "", "/", "—"])))
    reading = read_text(printed(report, layout, style), FORMS, "样本.txt")
    assert_nothing_wrong(reading, report)
    if layout.exact or style.blank:
        read = reading.report()
        assert read.figures() == report.figures()
        assert not read.doubts


def _delete(lines: list[str], at: int, _: str) -> list[str]:
    return lines[:at] + lines[at + 1 :]


def _join(lines: list[str], at: int, with_: str) -> list[str]:
    return [*lines[:at], with_.join(lines[at : at + 2]), *lines[at + 2 :]]


def _insert(lines: list[str], at: int, text: str) -> list[str]:
    return [*lines[:at], text, *lines[at:]]


DAMAGE: list[tuple[Callable[[list[str], int, str], list[str]], list[str]]] = [
    (_delete, [""]),
    (_join, ["", " ", "\t", "|", "、"]),
    (_insert, ["", " ", "\t", "|", "12", "7 8", "- 3 -", "第3页", "单位：件", "其他", "小计"]),
]


@editions
@layouts
@settings(max_examples=12, deadline=None)
@given(random=RANDOMS, data=st.data())
def test_one_damaged_line_makes_no_wrong_figure(
    form: Form, layout: Layout, random: Random, data: st.DataObject
) -> None:
    blanks = data.draw(st.booleans())
    report = some_report(form, random, blanks=0.2 if blanks else 0)
    lines = printed(report, layout, data.draw(STYLES)).split("\n")
    damage, texts = data.draw(st.sampled_from(DAMAGE))
    # With blanks about, a number put in by itself may complete a row by chance.
    texts = [text for text in texts if not (blanks and text == "12")]
    at = data.draw(st.integers(0, len(lines) - 1))
    damaged = damage(lines, at, data.draw(st.sampled_from(texts)))
    assert_nothing_wrong(read_if_report("\n".join(damaged)), report)


@editions
@layouts
@settings(max_examples=6, deadline=None)
@given(random=RANDOMS, data=st.data())
def test_lost_lines_make_no_wrong_figure(
    form: Form, layout: Layout, random: Random, data: st.DataObject
) -> None:
    report = some_report(form, random)
    lines = printed(report, layout, data.draw(STYLES)).split("\n")
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=12))
    kept = [line for number, line in enumerate(lines) if number not in lost]
    assert_nothing_wrong(read_if_report("\n".join(kept)), report)


@layouts
@pytest.mark.parametrize("number", ["56721", "57112.25"])
def test_a_number_that_a_line_end_tears_is_not_read_by_its_first_part(
    layout: Layout, number: str
) -> None:
    form = form_of(FORMS, "2021")
    address = Address(f"proactive.{'fee.amount' if '.' in number else 'penalty.decisions'}")
    figures = dict.fromkeys(addends(form), "3")
    text = printed(filled(form, {**figures, address: number}), layout)
    whole = parse(number, Kind.AMOUNT).figure
    for end in ("\n", "\n\n"):
        for at in (2, len(number) - 3):
            torn = text.replace(number, f"{number[:at]}{end}{number[at:]}", 1)
            reading = read_text(torn, FORMS, "x")
            is_read = reading.figures[address].certainty is Certainty.READ
            assert reading.report().figure(address) in ({whole} if is_read else {None, whole})


@editions
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_lines_in_any_order_are_survived(form: Form, data: st.DataObject) -> None:
    report = filled(form, dict.fromkeys(addends(form), 3))
    layout = data.draw(st.sampled_from(LAYOUTS))
    lines = data.draw(st.permutations(printed(report, layout).split("\n")))
    reading = read_if_report("\n".join(lines))
    if reading is not None:
        reading.report()


WORDS = sorted(
    {cell.text for form in FORMS.editions for table in form.tables for cell in table.cells}
    | {section.heading for form in FORMS.editions for section in form.sections}
    | {"0", "12", "/", "-", "\t", "|", "\n", "", "某局2020年政府信息公开工作年度报告"}
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=20)), max_size=60),
    st.sampled_from(["\n", "\t", "|", "", " "]),
)
def test_any_text_is_survived(words: list[str], between: str) -> None:
    reading = read_if_report("\n".join(words[:30]) + between.join(words[30:]))
    if reading is not None:
        reading.report()
