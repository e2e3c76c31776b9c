"""What the roll-up's window works on: the project, its units as they stand, the files not kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop
from core.base.problem import Problem
from core.rollup.desk import Desk
from core.rollup.entry import Gathering
from core.rollup.heap import Found
from core.rollup.index import Index, index_path
from core.rollup.kept_sum import KeptSum
from core.rollup.matching import By
from core.rollup.project import Project
from core.rollup.receiving import (
    Fate,
    Receipt,
    Receiver,
    gathering_of,
    laid_aside,
    remarks_on,
    waiting_version,
)
from core.rollup.survey import UnitRow, as_it_came, look_over, total_of
from core.rollup.taken import Taken
from core.rollup.taking_in import TakenIn, TakingIn
from core.rollup.total import RollupTotal
from core.rollup.unit import Unit, UnitState
from core.rollup.version import Status, Version
from core.settings.settings import own_folder
from gui.rollup.project_writing import ProjectWriting

_PAUSE = 400
"""Milliseconds between two looks of the window at what a heap brings."""


class RollupState(QObject):
    """One project for the window: every change goes through here, and everybody is told."""

    changed = Signal()
    """Units, their reports or their marks are others now."""

    def __init__(self, project: Project, who: str, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.writing = ProjectWriting(project, window)
        self.project = project
        self.who = who
        self.kept_sum = KeptSum(project, who)
        self._index_path = index_path(own_folder(), project.folder)
        self._room = tempfile.TemporaryDirectory(prefix="nianbao-")
        self._heaps = 0
        self.rows: dict[str, UnitRow] = {
            unit.key: UnitRow(unit, Status()) for unit in project.head.units
        }
        self.asked: list[Receipt] = []
        """Files of which somebody has to say whose they are, in the order they came."""
        self.refused: list[Receipt] = []
        """Files that were not kept, with the reason."""
        self.places: dict[str, Path] = {}
        """Where the sources of versions lie, as far as they came while the window is open."""
        self.remarks: dict[str, tuple[str, ...]] = {}
        self._later: dict[str, Taken] = {}
        """What waits to be taken, as it was read, by digest."""
        self._index = Index(self._index_path, project.office)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell_rows)

    def close(self) -> None:
        """Let go of the index, and of what was unpacked."""
        self._index.close()
        self._room.cleanup()

    def look(self) -> tuple[UnitRow, ...]:
        """Look the project over; may be called beside the window."""
        index = Index(self._index_path, self.project.office)
        try:
            return look_over(self.project, index)
        finally:
            index.close()

    def show(self, rows: Iterable[UnitRow]) -> None:
        """Take these for the units as they stand."""
        self.rows = {row.unit.key: row for row in rows}
        self._tell()

    @cached_property
    def total(self) -> RollupTotal:
        """The sum of the units that count."""
        return total_of(self.project, tuple(self.rows.values()))

    @property
    def extent(self) -> str:
        """Say of how many units the sum is, as it is said wherever the sum is shown."""
        counted, expected = len(self.added()), self.project.head.expected
        whole = "已齐" if counted == expected else "未齐"
        return f"合计 {counted}/{expected} 个单位，{whole}"

    def added(self) -> list[UnitRow]:
        """Return the units that are in the sum; adding up itself takes a while for thousands."""
        form, year = self.project.form, self.project.head.year
        return [
            row
            for row in self.rows.values()
            if row.is_added
            and row.taken is not None
            and (row.taken.year, row.taken.edition) == (year, form.edition)
        ]

    def gathering(self) -> Gathering:
        """Return the project for letters and workbooks."""
        return gathering_of(self.project, tuple(self.rows.values()), self.remarks)

    def counts(self) -> dict[str, int]:
        """Count the units: 应报, 已报, 有错, 未报; those that are not counted left out."""
        rows = [row for row in self.rows.values() if row.unit.is_counted]
        missing = sum(row.state is UnitState.MISSING for row in rows)
        faulty = sum(row.state is UnitState.FAULTY or bool(row.taken and row.taken.errors)
                     for row in rows)  # fmt: skip
        return {
            "应报": len(rows),
            "已报": len(rows) - missing,
            "有错": faulty,
            "未报": missing,
        }

    def receiver(self) -> Receiver:
        """Return what puts a heap's files to their units."""
        return Receiver(self.project, tuple(self.rows.values()), self.who)

    def taking(self, files: Sequence[Found]) -> TakingIn:
        """Return what reads a heap."""
        return TakingIn(files, self.project.forms, office=self.project.office, keep=True)

    def room(self) -> Path:
        """Return an empty place for what a heap's zips hold; it goes with the window."""
        self._heaps += 1
        return Path(self._room.name) / str(self._heaps)

    def enter(self, receipts: Iterable[Receipt], *, more_come: bool = False) -> None:
        """Take over what became of files; where ``more_come`` not each of them is told at once."""
        learnt = []
        for receipt in receipts:
            if receipt.fate is Fate.ASKED:
                self.asked.append(receipt)
            elif receipt.fate is Fate.REFUSED:
                self.refused.append(receipt)
            if receipt.unit is None or receipt.status is None or receipt.kept is None:
                continue
            key, kept = receipt.unit.key, receipt.kept
            self.places[kept.sha256] = receipt.came.found.path
            learnt.append((None, kept))
            if receipt.status.current == kept.sha256:
                # The list may have been changed since the heap was begun.
                self.rows[key] = UnitRow(self.rows[key].unit, receipt.status, kept)
            else:
                self._later[kept.sha256] = kept
                self.rows[key] = replace(self.rows[key], status=receipt.status)
        self._index.remember(learnt)
        if not more_come:
            self._tell()
        elif not self._pause.isActive():
            self._pause.start()

    def settle(self) -> None:
        """Tell at once what was put off, and hold all reports together: no more come."""
        self._pause.stop()
        self._tell()

    def answer(self, receipt: Receipt, unit: Unit) -> Receipt:
        """Put a file that was asked about to the unit that was named."""
        (done,) = self.answer_all([(receipt, unit)])
        return done

    def answer_all(self, answers: Sequence[tuple[Receipt, Unit]]) -> list[Receipt]:
        """Put several files that were asked about to the units that were named."""
        receiver = self.receiver()

        def put(stop: Stop) -> list[Receipt]:
            return [receiver.put(r.came, unit, By.CHOSEN, stop=stop) for r, unit in answers]

        done = self.writing.do(put)
        for receipt, _ in answers:
            self.asked.remove(receipt)
        self.enter(done)
        return done

    def refuse(self, receipt: Receipt) -> None:
        """Keep a file that was asked about for no unit."""
        self.asked.remove(receipt)
        self.refused.append(replace(receipt, fate=Fate.REFUSED, words="看过以后没有收下。"))
        self._tell()

    def add_units(self, units: Iterable[Unit]) -> int:
        """Add units to the list, those left out whose name stands there; returns how many."""
        head = self.project.head
        known = {unit.name for unit in head.units}
        added = tuple(unit for unit in units if unit.name not in known)
        if added:
            self.writing.change(units=(*head.units, *added))
            self.rows |= {unit.key: UnitRow(unit, Status()) for unit in added}
            self._tell()
        return len(added)

    def remove(self, key: str) -> None:
        """Take a unit off the list; raises Problem where something of it is kept."""
        unit = self.project.unit(key)
        left = tuple(each for each in self.project.head.units if each.key != key)
        head = replace(self.project.head, units=left)

        def take_off(stop: Stop) -> None:
            # As it is on the disk: a colleague may have taken in its report just now.
            if self.project.status(unit) != Status():
                raise Problem(
                    f"“{unit.name}”报来过年报或者有记录，没有移出名单。"
                    "不该计入的，请用“不计入合计…”。"
                )
            self.project.change(head, stop)

        self.writing.do(take_off)
        del self.rows[key]
        self._tell()

    def set_counted(self, unit: Unit, why_not: str) -> None:
        """Set a unit apart from the sum with a reason, or with none count it again."""
        other = replace(unit, is_counted=not why_not, why_not=why_not)
        units = self.project.head.units
        self.writing.change(units=tuple(other if each.key == unit.key else each for each in units))
        self.rows[unit.key] = replace(self.rows[unit.key], unit=other)
        self._tell()

    def set_deadline(self, day: date | None) -> None:
        """Set the day by which units have to report."""
        self.writing.change(deadline=day)
        self._tell()

    def waiting(self, key: str) -> Version | None:
        """Return the version of a unit that waits to be taken."""
        return waiting_version(self.rows[key].status)

    def as_read(self, key: str, version: Version) -> Taken | None:
        """Return what a version says; None where it cannot be read."""
        kept = self._later.get(version.sha256)
        if kept is None:
            row = self.rows[key]
            kept = self._index.content(version.sha256, Taken(f"{key}/{version.file}"))
            if kept is None:
                path = self.project.version_path(row.unit, version.sha256)
                found = Found(path, f"{key}/{version.file}")
                (came,) = TakingIn(
                    [found], self.project.forms, office=self.project.office, processes=1
                )
                kept = came.taken
            kept = as_it_came(kept, version)
            self._later[version.sha256] = kept
        return kept if kept.is_read else None

    def adopt(self, key: str, version: Version) -> None:
        """Let another version count."""
        taken = self.as_read(key, version)
        if taken is None:
            raise Problem(f"“{version.source}”读不出来，没有采用。")
        self._at_desk(key, lambda desk: desk.choose(version.sha256), taken)

    def lay_aside(self, key: str) -> None:
        """Go on with the version that counts: what waits is kept, and waits no more."""
        self._at_desk(key, lambda desk: desk.save(laid_aside(desk.status)))

    def confirm(self, key: str) -> None:
        """Mark a unit's report as confirmed (已核)."""
        now = datetime.now().astimezone()
        self._at_desk(key, lambda desk: desk.confirm(self.who, now))

    def unconfirm(self, key: str) -> None:
        """Take that mark back."""
        self._at_desk(key, lambda desk: desk.save(replace(desk.status, confirmed=None)))

    def send_back(self, keys: Iterable[str]) -> None:
        """Mark units' reports as sent back (已退回)."""
        now = datetime.now().astimezone()
        units = [self.rows[key].unit for key in keys]
        sent: dict[str, Status] = {}

        def mark(stop: Stop) -> None:
            for unit in units:
                with self.project.desk(unit, stop) as desk:
                    sent[unit.key] = desk.send_back(self.who, now)

        try:
            self.writing.do(mark)
        finally:  # one that cannot be marked takes nothing from those before it
            for key, status in tuple(sent.items()):
                self.rows[key] = replace(self.rows[key], status=status)
            self._tell()

    def keep_read(self, key: str, came: TakenIn) -> Receipt:
        """Keep a report that was confirmed beside its source; it counts from now on."""
        receiver, unit = self.receiver(), self.rows[key].unit
        done = self.writing.do(
            lambda stop: receiver.put(came, unit, By.CHOSEN, counts=True, stop=stop)
        )
        self.enter([done])
        return done

    def _at_desk(
        self, key: str, work: Callable[[Desk], Status], taken: Taken | None = None
    ) -> None:
        status = self.writing.at_desk(self.rows[key].unit, work)
        row = self.rows[key]  # a heap may have brought something meanwhile
        self.rows[key] = replace(row, status=status, taken=taken or row.taken)
        self._tell()

    def _tell(self) -> None:
        self.remarks = remarks_on(tuple(self.rows.values()))
        self._tell_rows()

    def _tell_rows(self) -> None:
        self.__dict__.pop("total", None)
        self.changed.emit()
