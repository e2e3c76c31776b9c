"""The lines of the matrix: units, groups, files not kept; how they are filtered and sorted."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.figures.address import Address
from core.forms.form import Form
from core.rollup.papers.leaders import MAIN
from core.rollup.receiving import Receipt, waiting_version
from core.rollup.survey import UnitRow
from core.rollup.unit import UnitState, plain_name

_SHOWN = 3
FILES = "没有收下的文件"
NO_GROUP = "没有写上级"
_LAST = len(UnitState)


class Filter(enum.Enum):
    """Which units are shown. The value is the word that a clerk sees."""

    ALL = "全部"
    FAULTY = "有错"
    MISSING = "未报"
    TO_LOOK_AT = "待核实"
    CONFIRMED = "已核"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as it is shown; ``texts`` are the columns, ``trouble`` sorts the worst first."""

    row: UnitRow
    texts: tuple[str, ...]
    role: str
    trouble: tuple[int, ...]
    kinds: frozenset[Filter]
    words: str
    """What is searched, and read out."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The head of a group: its name, how many there are, whether they are shown."""

    name: str
    count: int
    is_open: bool
    is_files: bool = False


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that was not kept."""

    receipt: Receipt


MatrixLine = UnitLine | GroupLine | FileLine


class LineMaker:
    """Makes the lines of units; knows where in a packed report the main figures stand."""

    def __init__(self, form: Form, deadline: date | None) -> None:
        self._deadline = deadline
        self._edition = form.edition
        at = {address: number for number, address in enumerate(form.figures)}
        wanted = [m for m in MAIN if m[0] in {"新收", "办结", "结转下年"}]
        self._places = [at.get(Address(address), -1) for _, address in wanted]

    def line(self, row: UnitRow, remarks: Sequence[str]) -> UnitLine:
        """Return the line of a unit."""
        unit, state, taken = row.unit, row.state, row.taken
        waiting = waiting_version(row.status)
        word = f"{state.sign} {state.value}"
        role = _ROLES[state]
        if not unit.is_counted:
            word = "－ 不计入" if state is UnitState.MISSING else f"{word}（不计入）"
            role = "quiet"
        elif waiting is not None:
            word, role = "※ 已重报", "unfilled"
        elif row.is_late(self._deadline) and state is UnitState.MISSING:
            word = "○ 逾期未报"
        errors = warnings = 0
        texts = ["", "", "", "", "", ""]
        if taken is not None and taken.is_read:
            errors, warnings = taken.errors, taken.warnings + len(remarks)
            texts = [str(errors), str(warnings), *self._main(taken.figures, taken.edition), ""]
            texts[-1] = source_kind(row)
        kinds = {Filter.ALL}
        if errors or row.fault:
            kinds.add(Filter.FAULTY)
        if state is UnitState.MISSING and unit.is_counted:
            kinds.add(Filter.MISSING)
        if state is UnitState.CONFIRMED:
            kinds.add(Filter.CONFIRMED)
        elif state is UnitState.RECEIVED or waiting is not None:
            kinds.add(Filter.TO_LOOK_AT)
        order = _ORDER[state] if unit.is_counted else _LAST
        trouble = (order if waiting is None else 0, -errors, -warnings)
        spoken = f"{unit.name}，{word}"
        return UnitLine(
            row, (unit.name, word, *texts), role, trouble, frozenset(kinds), spoken
        )  # fmt: skip

    def _main(self, packed: str, edition: str) -> list[str]:
        if edition != self._edition or not packed:
            return [""] * _SHOWN
        figures = packed.split(";")
        return [figures[at] if at >= 0 else "" for at in self._places]


def arrange(
    units: Iterable[UnitLine],
    refused: Sequence[Receipt],
    shown: Filter,
    search: str,
    closed: frozenset[str],
    *,
    by_parent: bool,
    by_trouble: bool,
) -> list[MatrixLine]:
    """Return the lines to show, group by group; files that were not kept come last."""
    wanted = plain_name(search)
    chosen = [
        line
        for line in units
        if shown in line.kinds
        and (not wanted or any(wanted in plain_name(name) for name in line.row.unit.names))
    ]
    if by_trouble:
        chosen.sort(key=lambda line: line.trouble)
    lines: list[MatrixLine] = []
    if by_parent:
        groups: dict[str, list[UnitLine]] = {}
        for line in chosen:
            unit = line.row.unit
            groups.setdefault(unit.parent or unit.kind or NO_GROUP, []).append(line)
        for name, members in groups.items():
            lines.append(GroupLine(name, len(members), name not in closed))
            lines += members if name not in closed else []
    else:
        lines += chosen
    files = [r for r in refused if not wanted or wanted in plain_name(r.came.found.file)]
    if files and shown is Filter.ALL:
        lines.append(GroupLine(FILES, len(files), FILES not in closed, is_files=True))
        lines += [FileLine(receipt) for receipt in files] if FILES not in closed else []
    return lines


def source_kind(row: UnitRow) -> str:
    """Return what kind of file a unit's report was read from."""
    version = row.status.version
    if version is None:
        return ""
    name, dot, suffix = version.source.rpartition(".")
    if not dot or not name:
        return ""
    return "年报" if suffix == "nianbao" else suffix.lower()[:5]


_ROLES = {
    UnitState.MISSING: "unfilled",
    UnitState.RECEIVED: "ink",
    UnitState.FAULTY: "unbalanced",
    UnitState.RETURNED: "unfilled",
    UnitState.CONFIRMED: "balanced",
}
_ORDER = {
    UnitState.FAULTY: 0,
    UnitState.MISSING: 2,
    UnitState.RETURNED: 1,
    UnitState.RECEIVED: 3,
    UnitState.CONFIRMED: 4,
}
