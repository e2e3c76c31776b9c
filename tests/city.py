"""A made-up city: 120 units whose reports have known faults, each told by its unit's number.

The sentences and the names are our own; the figures are made from the unit's number, so that the
sum can be reckoned without the program.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from core.cells.filling import fill_blanks
from core.checks.inspection import Inspection
from core.document.file import save
from core.exports.kinds import export
from core.figures.address import Address
from core.figures.value import Number
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report

YEAR = 2024
ORGAN = "青禾市人民政府"
COUNT = 120
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")
MISSING = {7, 58}
NOT_LISTED_TWICE = {3: "垂直管理，由上级汇总"}
WRONG_YEAR = {11, 12}
WRONG_UNIT = 17
UNBALANCED = {20, 21, 22}
SWAPPED = {25}
RESENT = {30: 9, 31: 4}
BLANKS = {35, 36}
COPIED = (40, 41)
SAME_TABLES = (45, 46)
LAST_YEARS = 50
UNREADABLE = {55}
KINDS = {60: ".docx", 61: ".html", 62: ".xlsx"}
_WORD_LIST = "台账 专栏 热线 例会 清单 台阶 档案 培训 回访 展板 信箱 讲座 走访 简报 抽查 问卷"
_WORDS = _WORD_LIST.split()


@dataclass
class City:
    """What was made: the folder, the list, and the reports that must be in the sum."""

    folder: Path
    units: Path
    counted: dict[int, Report] = field(default_factory=dict)

    def sums(self) -> Mapping[Address, Number | None]:
        """Add up cell by cell, without the program's own adding."""
        form = next(iter(self.counted.values())).form
        found: dict[Address, Number | None] = {}
        for address in form.figures:
            own = [report.figure(address) for report in self.counted.values()]
            known = [figure for figure in own if figure is not None]
            found[address] = sum(known) if known else None
        return found


def name_of(number: int) -> str:
    """Name a unit."""
    return f"青禾市{_signs(number)}局"


def _signs(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:03}")


def make_report(forms: Forms, number: int, year: int = YEAR, organ: str | None = None) -> Report:
    """Make a report of a unit that balances in every way."""
    form = forms.for_year(year)
    assert form is not None
    report = Report(form, name_of(number) if organ is None else organ, year)
    edits = [SetFigure(Address("proactive.fee.amount"), f"{number}.5")]
    for at, column in enumerate(COLUMNS):
        size = number % (at + 5) + at
        cells = {"received": 2 * size + 1, "carried_in": at, "granted": size, "carried_out": at}
        cells["unavailable_not_held"] = size + 1
        edits += [
            SetFigure(Address(f"applications.{row}.{column}"), str(figure))
            for row, figure in cells.items()
        ]
    edits.append(SetFigure(Address("remedies.review.upheld"), str(number % 3)))
    apply(report, edits)
    apply(report, fill_blanks(report, form.figures).edits)
    apply(report, [SetText(part.id, _text(number, part.id)) for part in form.texts])
    return report


def _text(number: int, part: str) -> str:
    """Write sentences that no other unit has."""
    pick = [_WORDS[(number * 7 + step * 3 + len(part)) % len(_WORDS)] for step in range(6)]
    return "\n".join(
        f"本单位{_signs(number)}组围绕{word}与{other}，安排专人逐项落实并按月通报进展。"
        for word, other in pairwise(pick)
    )


def make_city(forms: Forms, folder: Path) -> City:
    """Make the reports, the list and all faults."""
    heap = folder / "收件"
    heap.mkdir(parents=True)
    city = City(heap, folder / "名单.csv")
    lines = ["序号,单位名称,简称,联系人,是否计入,原因"]
    for number in range(COUNT):
        why = NOT_LISTED_TWICE.get(number, "")
        counted = "否" if why else "是"
        lines.append(
            f"{number + 1},{name_of(number)},{_signs(number)}局,张三 {number:04},{counted},{why}"
        )
        if number not in MISSING:
            _send(forms, city, number)
    city.units.write_text("\n".join(lines), "utf-8")
    for number in NOT_LISTED_TWICE:
        del city.counted[number]
    return city


def _send(forms: Forms, city: City, number: int) -> None:
    file = city.folder / f"{number:03}.nianbao"
    if number in UNREADABLE:
        (city.folder / f"{number:03}.docx").write_bytes(b"PK\x03\x04 not a document")
        return
    if number in WRONG_YEAR:
        save(make_report(forms, number, YEAR - 1), file)
        return
    if number == WRONG_UNIT:
        save(make_report(forms, number, organ="白杨市第一局"), file)
        return
    report = make_report(forms, SAME_TABLES[0] if number == SAME_TABLES[1] else number)
    report = _named(forms, report, number)
    if number in UNBALANCED:
        apply(report, [SetFigure(Address("applications.received.natural"), "999")])
    if number in SWAPPED:
        natural, business = (Address(f"applications.received.{c}") for c in COLUMNS[:2])
        one, other = report.value(natural).text, report.value(business).text
        apply(report, [SetFigure(natural, other), SetFigure(business, one)])
    if number in BLANKS:
        apply(report, [SetFigure(Address("proactive.licensing.decisions"), "")])
    if number == COPIED[1]:
        apply(report, [SetText(p.id, _text(COPIED[0], p.id)) for p in report.form.texts])
    if number == LAST_YEARS:
        save(make_report(forms, number, YEAR - 1), city.folder / f"{number:03}-上年.nianbao")
    if number in RESENT:
        save(report, file)
        os.utime(file, (1_700_000_000, 1_700_000_000))
        moved = Address("proactive.licensing.decisions")
        apply(report, [SetFigure(moved, str(RESENT[number]))])
        file = city.folder / f"{number:03}-重报.nianbao"
    if number in KINDS:
        export(Inspection(report), city.folder / f"{number:03}{KINDS[number]}")
    else:
        save(report, file)
        if number in RESENT:
            os.utime(file, (1_700_100_000, 1_700_100_000))
    city.counted[number] = report


def _named(forms: Forms, report: Report, number: int) -> Report:
    """Return a report under the name and with the texts of a unit."""
    own = make_report(forms, number)
    if own.organ != report.organ:
        apply(own, [SetFigure(a, report.value(a).text) for a in report.values])
        return own
    return report
