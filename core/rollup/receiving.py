"""Receiving (收件): what was taken in is put to its unit, asked about, or not kept, with why.

The first report of a unit counts at once. Of several in one heap the latest counts. What comes
after one that counts already is laid beside it: somebody sees what it changes, and chooses.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.apart.stopping import Stop, never
from core.base.problem import Problem
from core.document.file import Stamp
from core.forms.form import Form
from core.rollup.desk import Desk
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.gathering import gather
from core.rollup.likeness import copied_texts, equal_tables, is_last_years
from core.rollup.matching import By, Match, Matcher
from core.rollup.project import Project
from core.rollup.resent import later_of
from core.rollup.survey import UnitRow
from core.rollup.taken import Taken
from core.rollup.taking_in import TakenIn
from core.rollup.unit import Unit, plain_name
from core.rollup.version import Status, Version


class Fate(enum.Enum):
    """What becomes of a file. The value is the word that a clerk sees."""

    KEPT = "已收下"
    LATER = "重报，等您采用"
    SAME = "以前收过"
    ASKED = "要问是哪个单位"
    REFUSED = "没有收下"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file: in one Chinese sentence where there is something to say.

    ``kept`` is the report as the unit's folder holds it, ``status`` the unit's afterwards; both
    only where it was put to a unit.
    """

    came: TakenIn
    fate: Fate
    words: str = ""
    unit: Unit | None = None
    match: Match | None = None
    kept: Taken | None = None
    status: Status | None = None


class Receiver:
    """Puts the files of one heap to the units of a project."""

    def __init__(self, project: Project, rows: Iterable[UnitRow], who: str) -> None:
        self._project = project
        self._who = who
        self._matcher = Matcher(project.head.units, organs_of(rows))
        self._fresh: dict[str, list[tuple[Taken, str]]] = {}
        """What this heap brought for units that had nothing, with the digests of the versions."""

    def receive(self, came: TakenIn) -> Receipt:
        """Put a file to its unit where that is plain; never raises for what is in a file."""
        taken = came.taken
        head = self._project.head
        (entry,) = gather([taken], self._project.form, head.year, organ=head.organ).entries
        if not entry.state.is_counted:
            unit = self._matcher.match(taken).unit if taken.is_read else None
            return Receipt(came, Fate.REFUSED, entry.why, unit)
        match = self._matcher.match(taken)
        if match.unit is None or match.must_ask or match.doubt:
            return Receipt(came, Fate.ASKED, _question(taken, match), match=match)
        return self.put(came, match.unit, match.by)

    def put(
        self, came: TakenIn, unit: Unit, by: By, *, counts: bool = False, stop: Stop = never
    ) -> Receipt:
        """Put a file to a unit; with ``counts`` it counts whatever came before."""
        try:
            with self._project.desk(unit, stop) as desk:
                return self._put(desk, came, unit, by, counts=counts)
        except Problem as problem:
            return Receipt(came, Fate.REFUSED, str(problem), unit)

    def _put(self, desk: Desk, came: TakenIn, unit: Unit, by: By, *, counts: bool) -> Receipt:
        before = desk.status
        digest = Stamp.of(came.document).sha256
        taken = came.taken
        same = next(
            (v for v in before.versions if digest == v.sha256 or taken.sha256 == v.source_sha256),
            None,
        )
        if same is not None and not counts:
            return Receipt(came, Fate.SAME, f"“{unit.name}”的这一份以前收过。", unit)
        fresh = self._fresh.setdefault(unit.key, []) if before.version is None else None
        fresh = self._fresh.get(unit.key) if fresh is None else fresh
        words = ""
        is_later = counts or fresh is not None
        if fresh:
            chosen, how = later_of([taken, *(t for t, _ in fresh)], self._project.form)
            is_later = counts or chosen is taken
            words = f"“{unit.name}”交了{len(fresh) + 1}份，以“{chosen.name}”为准（{how}）。"
        now = datetime.now().astimezone()
        status = desk.keep(taken, came.document, by.value, self._who, now, counts=is_later)
        if fresh is not None:
            fresh.append((taken, digest))
            if not is_later:  # it lies before the one that counts: nobody has to choose
                status = desk.save(laid_aside(status))
        version = next(v for v in status.versions if v.sha256 == digest)
        kept = replace(taken, sha256=digest, file=f"{unit.key}/{version.file}")
        fate = Fate.KEPT if is_later or fresh is not None else Fate.LATER
        return Receipt(came, fate, words, unit, kept=kept, status=status)


def waiting_version(status: Status) -> Version | None:
    """Return the version that came last, where it is not the one that counts."""
    last = status.versions[-1] if status.versions else None
    return last if last is not None and status.current and last.sha256 != status.current else None


def laid_aside(status: Status) -> Status:
    """Return the status with the version that counts as the last: what came later waits no more."""
    current = status.version
    if current is None:
        return status
    others = tuple(v for v in status.versions if v.sha256 != current.sha256)
    return replace(status, versions=(*others, current))


def organs_of(rows: Iterable[UnitRow]) -> dict[str, str]:
    """Return the keys of units by the organs that their reports name, as `Matcher` takes them.

    By the organ alone: a file's name that one unit once used says nothing of the next one.
    """
    found: dict[str, str] = {}
    twice = set()
    for row in rows:
        organ = plain_name(row.taken.organ) if row.taken is not None else ""
        if organ and found.setdefault(organ, row.unit.key) != row.unit.key:
            twice.add(organ)
    return {organ: key for organ, key in found.items() if organ not in twice}


def remarks_on(rows: Sequence[UnitRow]) -> dict[str, tuple[str, ...]]:
    """Return what else there is to say of units, by their keys: what is too alike, or unsure."""
    found: dict[str, list[str]] = {}
    row_of = {row.taken.file: row for row in rows if row.is_added and row.taken is not None}
    takens = [row.taken for row in row_of.values() if row.taken is not None]
    for taken in takens:
        said = found.setdefault(row_of[taken.file].unit.key, [])
        said += (f"{words}。" for words in taken.told)
        if taken.doubts:
            said.append(f"有{taken.doubts}格没有读准，请对照来源核实。")
        if taken.blanks:
            said.append(f"有{taken.blanks}格空着，没有当作0计入。")
        if is_last_years(taken.figures, taken.prior_figures):
            said.append("各表的数字和上年报告完全相同，请核实是不是把上年的数又报了一遍。")
    for group in equal_tables(takens):
        for taken in group:
            names = [row_of[t.file].unit.name for t in group if t is not taken]
            told = "、".join(f"“{name}”" for name in names[:3])
            more = f"等{len(names)}个单位" if len(names) > 3 else ""
            words = f"各表的数字和{told}{more}完全相同，请核实是不是交错了文件。"
            found[row_of[taken.file].unit.key].append(words)
    for pair in copied_texts(takens):
        one, other = row_of[pair.one].unit, row_of[pair.other].unit
        for here, there in ((one, other), (other, one)):
            words = f"文字有{pair.shared}句和“{there.name}”的相同，请核实是不是照抄。"
            found[here.key].append(words)
    return {key: tuple(said) for key, said in found.items() if said}


def gathering_of(
    project: Project, rows: Sequence[UnitRow], remarks: Mapping[str, tuple[str, ...]]
) -> Gathering:
    """Return a project as what its heap came to, for letters and workbooks."""
    form, year = project.form, project.head.year
    entries = tuple(_entry(row, remarks.get(row.unit.key, ()), form, year) for row in rows)
    return Gathering(form, year, entries, project.head.expected)


def _entry(row: UnitRow, remarks: tuple[str, ...], form: Form, year: int) -> Entry:
    unit, taken = row.unit, row.taken
    if not unit.is_counted:
        why = f"名单里写明不计入：{unit.why_not or '没有写原因'}。"
        return Entry(unit.name, EntryState.NOT_COUNTED, unit, taken, None, (why,), is_expected=True)
    if row.fault or (taken is not None and not taken.is_read):
        why = row.fault or (taken.why if taken else "")
        return Entry(unit.name, EntryState.UNREADABLE, unit, taken, None, (why,))
    if taken is None:
        return Entry(unit.name, EntryState.MISSING, unit, remarks=("没有收到报告。",))
    if (taken.year, taken.edition) != (year, form.edition):
        why = f"这一份是{taken.year}年度的报告，不是{year}年度的，没有计入。"
        return Entry(unit.name, EntryState.WRONG_YEAR, unit, taken, None, (why,))
    state = EntryState.FAULTY if taken.errors else EntryState.COUNTED
    source = row.status.version
    named = replace(taken, file=source.source) if source is not None else taken
    return Entry(unit.name, state, unit, named, None, remarks)


def _question(taken: Taken, match: Match) -> str:
    if match.doubt:
        return match.doubt
    if taken.organ:
        known = "、".join(f"“{unit.name}”" for unit in match.candidates[:3])
        maybe = f"可能是{known}。" if known else "名单里没有这个名称。"
        return f"报告里的机关写的是“{taken.organ}”，{maybe}"
    return "报告里没有写机关名称。"
