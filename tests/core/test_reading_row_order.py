"""Rows told by their order and their sums where their labels are cut, wrapped or misspelt."""

from __future__ import annotations

import pytest

from core.reading.source import read_text
from core.recognition.reading import Certainty, Reading
from core.report.report import Report
from tests.core.reading_layouts import LAYOUTS, filled, printed
from tests.editions import FORMS

FORM = FORMS.editions[-1]
PIPES = next(layout for layout in LAYOUTS if layout.name == "pipes")
FIRST = "1.属于国家秘密"
BY_LAW = "2.其他法律行政法规禁止公开"
THIRD = "4.保护第三方合法权益"


def report() -> Report:
    addends = [a for a, figure in FORM.figures.items() if not figure.computed]
    known = {address: (7 * number) % 11 for number, address in enumerate(addends)}
    for address in addends:
        if address.row == "carried_out":
            column = address.column
            rows = [a for a in addends if a.column == column and a.section == address.section]
            sums = {a.row: known[a] for a in rows}
            done = sum(
                n for r, n in sums.items() if r not in {"received", "carried_in", "carried_out"}
            )
            received = next(a for a in rows if a.row == "received")
            known[received] = done + sums["carried_out"] - sums["carried_in"]
            if known[received] < 0:
                known[received] += 100
                known[address] += 100
    return filled(FORM, known)


REPORT = report()
TEXT = printed(REPORT, PIPES)


def read(text: str) -> Reading:
    return read_text(text, FORMS, "样本.txt")


def of_row(reading: Reading, row: str) -> list[object]:
    read_report = reading.report()
    return [read_report.figure(a) for a in reading.figures if a.row == row]


def expected(row: str) -> list[object]:
    return [REPORT.figure(a) for a in FORM.figures if a.row == row]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (BY_LAW, "2.其他法律行政止公开", "refused_forbidden_by_law"),
        (BY_LAW, "2.其他法律行政法规", "refused_forbidden_by_law"),
        (THIRD, "4.保护第三万合法权益", "refused_third_party"),
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "1.申请人无正当理由逾期不补正",
            "other_not_corrected",
        ),
    ],
)
def test_a_label_cut_or_misspelt_is_deduced(old: str, new: str, row: str) -> None:
    assert TEXT.count(old) == 1
    reading = read(TEXT.replace(old, new))
    assert of_row(reading, row) == expected(row)
    found = [each for address, each in reading.figures.items() if address.row == row]
    assert {each.certainty for each in found} == {Certainty.DEDUCED}
    assert all(new in each.why and each.doubt for each in found)
    assert len(reading.notes) - len(read(TEXT).notes) == 1


@pytest.mark.parametrize("label", ["", "2."])
def test_a_row_without_a_label_is_deduced_where_it_is_alone(label: str) -> None:
    reading = read(TEXT.replace(BY_LAW, label))
    assert of_row(reading, "refused_forbidden_by_law") == expected("refused_forbidden_by_law")
    assert all(
        each.certainty is Certainty.DEDUCED and "没有栏目" in each.why
        for address, each in reading.figures.items()
        if address.row == "refused_forbidden_by_law"
    )
    two = read(TEXT.replace(BY_LAW, "").replace(FIRST, ""))
    assert set(of_row(two, "refused_forbidden_by_law")) == {None}


def test_two_rows_side_by_side_are_deduced_together() -> None:
    text = TEXT.replace(FIRST, "1.屬于国家秘蜜").replace(BY_LAW, "2.其他法律行政止公开")
    reading = read(text)
    for row in ("refused_state_secret", "refused_forbidden_by_law"):
        assert of_row(reading, row) == expected(row)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BY_LAW, "2.完全不同的一行"),
        (BY_LAW, "2.其他"),
        (BY_LAW, "4.保护第三方权益"),
        (f"{BY_LAW} | ", "2.其他法律行政止公开 | 1"),
        (f"{BY_LAW} | ", "2.其他法律行政止公开 | 0 | "),
        (f"{BY_LAW} |", "2.其他法律行政止公开 | 小计 | 0 |"),
    ],
)
def test_what_nothing_proves_stays_blank(old: str, new: str) -> None:
    reading = read(TEXT.replace(old, new))
    assert set(of_row(reading, "refused_forbidden_by_law")) == {None}
    assert len(reading.notes) > len(read(TEXT).notes)


def test_a_row_too_many_between_two_known_ones_stays_out() -> None:
    lines = TEXT.replace(BY_LAW, "2.其他法律行政止公开").split("\n")
    at = next(n for n, line in enumerate(lines) if "行政止公开" in line)
    lines.insert(at, "小计 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
    assert set(of_row(read("\n".join(lines)), "refused_forbidden_by_law")) == {None}
