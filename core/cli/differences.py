"""What two reports say differently, for people and for programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from core.base.exact_json import Json, write_json
from core.cli.opened import Opened, open_report
from core.cli.outcome import Outcome
from core.cli.wording import title_of, unsure_in_words
from core.figures.address import Address
from core.forms.form import COVER_NAME, Form, Section
from core.forms.loader import load_forms
from core.printed.page import printable, split_lines
from core.report.compare import Difference, change_in_words, compare
from core.report.report import Report
from core.report.text_changes import PieceFate, in_one_line, pieces

_YEAR = "年度"
_FORMAT = "格式"


def diff(arguments: Namespace) -> Outcome:
    """Hold two reports against each other; the status is 1 where they differ."""
    before, after = _Side(arguments.before), _Side(arguments.after)
    order = [part.id for part in (after.report.form.preamble, *after.report.form.sections)]
    found = sorted(
        (each for each in _compare(before, after) if not _is_unknown(each, before, after)),
        key=lambda each: order.index(_section(each)) if _section(each) else -1,
    )
    status = int(bool(found))
    if arguments.json:
        return _as_json(found, before, after, status)
    lines = [f"原来：{before.title}", f"后来：{after.title}", ""]
    for part, those in groupby(found, key=lambda each: each.part):
        lines.append(part)
        lines += [_told(each, before, after) for each in those]
    lines.append(_count(found, is_whole=not (before.absent(after) or after.absent(before))))
    for name, side in (("原来", before), ("后来", after)):
        unsure = side.opened.unsure
        absent = [part.heading for part in side.absent(after if side is before else before)]
        if unsure or absent or side.opened.year is None:
            lines += ["", f"{name}的一份没有读准、没有读到的，不算不同：“{side.path.name}”"]
        if side.opened.year is None:
            lines.append("  没有认出年度，没有比较年度。")
        lines += [f"  没有读到“{heading}”，没有比较这一部分。" for heading in absent]
        lines += unsure_in_words(unsure, side.report.form) if unsure else []
    return Outcome("".join(f"{line}\n" for line in lines), status)


class _Side:
    """One of the two reports, with how it was opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened: Opened = open_report(path, load_forms())
        self.report: Report = self.opened.report
        self.is_document = self.opened.is_document

    @property
    def title(self) -> str:
        """Name the report and its file."""
        return f"{title_of(self.report, self.opened.year)}　{self.path}"

    def absent(self, other: _Side) -> list[Section]:
        """Return the parts that were not found in a source and have something in the other one."""
        if self.is_document:
            return []
        form = self.report.form
        return [
            section
            for section in (form.preamble, *form.sections)
            if not self.has(section.id) and other.has(section.id)
        ]

    def has(self, section: str) -> bool:
        """Tell whether anything stands in a part."""
        if section in self.report.texts:
            return bool(printable(self.report.texts[section]))
        return any(
            address.section == section
            and (address in self.report.doubts or _says(self.report, address))
            for address in self.report.form.figures
        )


def _section(difference: Difference) -> str:
    return difference.address.section if difference.address else difference.section


def _compare(before: _Side, after: _Side) -> tuple[Difference, ...]:
    """Compare what the cells say however it is written.

    Of texts that were read from a page or a table, blank lines and indents are only layout.
    """
    if before.is_document and after.is_document:
        return compare(before.report, after.report, stands=_says)
    return compare(before.report, after.report, split_lines, _says)


def _says(report: Report, address: Address) -> str:
    figure = report.figure(address)
    if figure is None:
        return printable(report.value(address).text)
    return report.printed(address)


def _is_unknown(difference: Difference, before: _Side, after: _Side) -> bool:
    """Tell whether a difference is only that one source does not say, or not plainly."""
    sides = (before, after)
    if difference.part != COVER_NAME:
        if any(difference.address in side.report.doubts for side in sides):
            return True
        absent = (*before.absent(after), *after.absent(before))
        return any(section.id == _section(difference) for section in absent)
    if difference.place == _YEAR:
        return None in (before.opened.year, after.opened.year)
    if difference.place == _FORMAT:
        return False
    return any(not side.report.organ and not side.is_document for side in sides)


def _told(difference: Difference, before: _Side, after: _Side) -> str:
    if difference.section:
        changed = in_one_line(pieces(difference.before, difference.after))
        return f"  {difference.place}：{changed}"
    old, new = (
        words or ("（空）" if _has_cell(side, difference.address) else "（这一版格式没有这一格）")
        for side, words in ((before, difference.before), (after, difference.after))
    )
    return f"  {difference.place}：{old} → {new}{_change(difference)}"


def _has_cell(side: _Side, address: Address | None) -> bool:
    return address is None or address in side.report.form.figures


def _change(difference: Difference) -> str:
    return f"（{change_in_words(difference.change)}）" if difference.change else ""


def _count(found: Iterable[Difference], *, is_whole: bool) -> str:
    kinds = [
        COVER_NAME if each.part == COVER_NAME else "数字" if each.address else "文字"
        for each in found
    ]
    if not kinds:
        return "没有不同。" if is_whole else "读到的部分没有不同。"
    counts = (
        f"{kind}{kinds.count(kind)}处" for kind in (COVER_NAME, "数字", "文字") if kind in kinds
    )
    return f"共有{len(kinds)}处不同：{'，'.join(counts)}。"


def _as_json(found: Iterable[Difference], before: _Side, after: _Side, status: int) -> Outcome:
    found = tuple(found)
    forms = (after.report.form, before.report.form)
    data: dict[str, Json] = {
        "before": _side(before, after),
        "after": _side(after, before),
        "same": not found,
        "cover": [
            {"place": each.place, "before": each.before, "after": each.after}
            for each in found
            if each.part == COVER_NAME
        ],
        "figures": [_figure(each, forms) for each in found if each.address],
        "texts": [_text(each) for each in found if each.section],
    }
    return Outcome(f"{write_json(data)}\n", status)


def _side(side: _Side, other: _Side) -> Json:
    return {
        "file": str(side.path),
        "organ": side.report.organ,
        "year": side.opened.year,
        "edition": side.report.form.edition,
        "not_read": [section.id for section in side.absent(other)],
        "unsure": [item.as_json() for item in side.opened.unsure],
    }


def _figure(difference: Difference, forms: Iterable[Form]) -> Json:
    address = Address(difference.address or "")
    figure = next(form.figures[address] for form in forms if address in form.figures)
    return {
        "address": address,
        "section": difference.part,
        "row": figure.row.name,
        "column": figure.column.name,
        "computed": figure.computed,
        "before": difference.before,
        "after": difference.after,
        "change": difference.change,
    }


def _text(difference: Difference) -> Json:
    return {
        "section": difference.part,
        "part": difference.section,
        "place": difference.place,
        "before": difference.before,
        "after": difference.after,
        "pieces": [
            {"fate": piece.fate.value, "text": piece.text}
            for piece in pieces(difference.before, difference.after)
            if piece.fate is not PieceFate.SAME
        ],
    }
