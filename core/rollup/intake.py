"""A heap taken into a project (收件): read, sorted out, asked about, and only then kept.

Until it is kept, what was read lies in a room of its own: the project changes unit by unit, each
by somebody's decision, and the sources not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from core.base.problem import Problem
from core.document.encode import SUFFIX
from core.rollup.entry import Entry, Gathering
from core.rollup.gathering import gather
from core.rollup.heap import Found, look_through
from core.rollup.index import Index
from core.rollup.matching import By, Matcher
from core.rollup.project import Project
from core.rollup.resent import change_words
from core.rollup.survey import UnitRow
from core.rollup.taken import Taken
from core.rollup.taking_in import TakingIn
from core.rollup.unit import plain_name
from core.rollup.version import Status


class Intake:
    """One heap on its way into a project.

    Iterate over `read` for progress, or call it from a thread of its own; then `sort_out`, as
    often as somebody has answered, and `keep` what is settled.
    """

    def __init__(self, project: Project, heap: Path, room: Path, index: Index) -> None:
        """``heap`` is a folder or a zip, ``room`` an empty folder that outlives the intake."""
        self._project = project
        self._room = room
        self._index = index
        self._reading: TakingIn | None = None
        self._documents: dict[str, Path] = {}
        self._done: set[str] = set()
        self.takens: list[Taken] = []
        """What was read, in the order in which it came."""
        leave_out = (project.folder,)
        self.files: list[Found] = list(look_through(heap, room / "unpacked", leave_out))
        """What is to be read."""

    def read(self, rows: tuple[UnitRow, ...] = ()) -> Iterator[tuple[int, int]]:
        """Read the files; yields how many are done, of how many.

        What was read before is not read again: nor, with the ``rows`` of a survey, what lies in the
        project already and has not changed since.
        """
        kept = self._kept(rows)
        left = [f for f in self.files if f.file not in self._done and not self._is_kept(f, kept)]
        if not left:
            return
        (self._room / "documents").mkdir(parents=True, exist_ok=True)
        self._reading = TakingIn(left, self._project.forms, keep=True)
        learnt: list[tuple[Path | None, Taken]] = []
        for done in self._reading:
            taken = done.taken
            if done.document:
                path = self._room / "documents" / f"{len(self.takens)}{SUFFIX}"
                path.write_bytes(done.document)
                self._documents[taken.file] = path
            self._done.add(taken.file)
            self.takens.append(taken)
            learnt.append((done.found.path, taken))
            yield len(self._done), len(self.files)
        self._index.remember(learnt)

    def cancel(self) -> None:
        """Read no more; what was read stays, and `read` goes on where it stopped."""
        if self._reading is not None:
            self._reading.cancel()

    def sort_out(
        self, rows: tuple[UnitRow, ...] = (), chosen: Mapping[str, str] | None = None
    ) -> Gathering:
        """Return which file counts for which unit; ``chosen`` are keys of units by file.

        An entry whose match must be asked about is for somebody to decide.
        """
        head = self._project.head
        matcher = Matcher(head.units, earlier(rows), chosen)
        return gather(self.takens, self._project.form, head.year, matcher, head.organ)

    def effect(self, entry: Entry, row: UnitRow) -> str:
        """Say what a file changes against the unit's report that counts; empty for a first one."""
        if entry.taken is None or row.taken is None:
            return ""
        return change_words(row.taken, entry.taken, self._project.form)

    def keep(self, entry: Entry, who: str, now: datetime) -> Status:
        """Keep the report of an entry as the one that counts for its unit; raises Problem."""
        if entry.taken is None or entry.unit is None:
            raise Problem("还没有指定是哪个单位的，没有收下。请先指定单位。")
        path = self._documents.get(entry.taken.file)
        if path is None:
            raise Problem(f"“{entry.taken.name}”没有读出来，不能收下。")
        by = entry.match.by if entry.match is not None else By.CHOSEN
        with self._project.desk(entry.unit) as desk:
            return desk.keep(entry.taken, path.read_bytes(), by.value, who, now)

    def _kept(self, rows: tuple[UnitRow, ...]) -> dict[str, UnitRow]:
        found = {}
        for row in rows:
            for version in row.status.versions:
                found[version.source_sha256] = row
        return found

    def _is_kept(self, found: Found, kept: Mapping[str, UnitRow]) -> bool:
        """Tell whether a file lies in the project already; then it is done."""
        if not kept or found.why:
            return False
        try:
            about = found.path.stat()
        except OSError:
            return False
        taken = Taken(found.file, about.st_size, about.st_mtime_ns)
        known = self._index.find(found.path, taken)
        if known is None or known.sha256 not in kept:
            return False
        self._done.add(found.file)
        return True


def earlier(rows: tuple[UnitRow, ...]) -> dict[str, str]:
    """Return the keys of units by what was kept of them before: organs and names of files."""
    found: dict[str, str] = {}
    for row in rows:
        for version in row.status.versions:
            found[version.source.rpartition("/")[2]] = row.unit.key
        if row.taken is not None and row.taken.organ:
            found[plain_name(row.taken.organ)] = row.unit.key
    return found
