"""Tables whose labels a flow of text has torn from their figures."""

from __future__ import annotations

import pytest

from core.reading.source import read_text
from core.recognition.reading import Certainty, Reading
from core.report.report import Report
from tests.core.reading_layouts import LAYOUTS, TORN_LAYOUTS, Layout, filled, printed
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
TABLE = {address for address in FORM.figures if address.section == "applications"}
PIPES = next(layout for layout in LAYOUTS if layout.name == "pipes")
ROWS = next(layout for layout in TORN_LAYOUTS if layout.name == "labels, then rows")


def report(*, balanced: bool = True) -> Report:
    """Return a report whose figures all differ a little; what came in is what was done."""
    addends = [a for a, figure in FORM.figures.items() if not figure.computed]
    known = {address: (7 * number) % 11 for number, address in enumerate(addends)}
    for received in [a for a in addends if a.row == "received"] if balanced else ():
        column = {a.row: a for a in addends if a.column == received.column and a in TABLE}
        others = sum(known[a] for row, a in column.items() if row not in {"received", "carried_in"})
        known[column["carried_in"]] = 1
        known[received] = others - 1
    return filled(FORM, known)


def read(text: str) -> Reading:
    return read_text(text, FORMS, "样本.txt")


def wrong(reading: Reading, truth: Report) -> list[object]:
    shown = reading.report()
    return [a for a in TABLE if shown.figure(a) not in {None, truth.figure(a)}]


@pytest.mark.parametrize("layout", TORN_LAYOUTS, ids=lambda each: each.name)
def test_a_torn_table_is_put_back_and_said_once(layout: Layout) -> None:
    truth = report()
    reading = read(printed(truth, layout))
    shown = reading.report()
    typed = [a for a in TABLE if reading.figures[a].certainty is Certainty.DEDUCED]
    assert len(typed) == len(TABLE)
    assert all(shown.figure(a) == truth.figure(a) for a in TABLE)
    assert all(reading.figures[a].doubt for a in typed)
    said = [note.why for note in reading.notes if "不在一处" in note.why]
    assert len(said) == 1
    assert f"推算出{len(TABLE)}个数" in said[0]


def test_what_does_not_balance_is_left_blank_and_the_rest_is_put_back() -> None:
    truth = report(balanced=False)
    reading = read(printed(truth, ROWS))
    assert not wrong(reading, truth)
    rows = {a.row for a in TABLE if reading.figures[a].certainty is Certainty.DEDUCED}
    assert {"granted", "concluded"} <= rows
    assert not {"received", "carried_in", "carried_out"} & rows


@pytest.mark.parametrize("damage", ["lost", "more", "other", "order", "labels"])
def test_what_is_not_just_as_many_or_does_not_add_up_stays_blank(damage: str) -> None:
    truth = report()
    lines = printed(truth, ROWS).split("\n")
    figures = [n for n, line in enumerate(lines) if len(line.split()) == 7]
    at = figures[9]
    if damage == "lost":
        del lines[at]
    elif damage == "more":
        lines.insert(at, lines[at])
    elif damage == "other":
        lines[at] = lines[at].replace(lines[at].split()[0], "77", 1)
    elif damage == "order":
        lines = ["社会公益组织" if line == "自然人" else line for line in lines]
    else:
        lines = [line for line in lines if not line[:1].isdigit() or line[1:2] != "."]
    reading = read("\n".join(lines))
    assert not [a for a in TABLE if reading.report().figure(a) is not None]
    assert all(reading.figures[a].why for a in TABLE)


def test_numbers_of_pages_are_no_figures() -> None:
    truth = report()
    lines = printed(truth, ROWS).split("\n")
    figures = [n for n, line in enumerate(lines) if len(line.split()) == 7]
    lines.insert(figures[12], "3")
    reading = read("\n".join(lines))
    assert all(reading.report().figure(a) == truth.figure(a) for a in TABLE)


def test_several_rows_without_labels_side_by_side_are_deduced() -> None:
    truth = report()
    text = printed(truth, PIPES)
    rows = ("refused_third_party", "refused_internal_affairs")
    for label in ("4.保护第三方合法权益", "5.属于三类内部事务信息"):
        assert label in text
        text = text.replace(label, "")
    reading = read(text)
    for address in (a for a in TABLE if a.row in rows):
        assert reading.report().figure(address) == truth.figure(address)
        assert reading.figures[address].certainty is Certainty.DEDUCED
