"""What was read before (索引): a file that has not changed is not read again.

It lies in the user's own folder, not in the project: a database on a shared folder breaks where
the share cannot lock. It can be thrown away at any time; everything in it is read anew then.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.base.atomic import make_private
from core.base.version import full_version
from core.rollup.judging import digest_of
from core.rollup.taken import Taken
from core.rollup.taken_json import taken_as_json, taken_from_json
from core.texts.office_rules import OfficeRules

_TABLES = """
CREATE TABLE IF NOT EXISTS places
    (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, sha256 TEXT)
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS judged
    (sha256 TEXT PRIMARY KEY, program TEXT, taken TEXT) WITHOUT ROWID;
"""
_A_MOMENT = 600 * 1_000_000_000
"""Nanoseconds: as long as a heap may take from its first file to being remembered."""


def index_path(root: Path, project: Path) -> Path:
    """Return where the index of a project lies, given the folder of the program's own files."""
    place = os.path.normcase(project.absolute())
    return root / "rollup" / f"{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}.sqlite"


class Index:
    """Remembers files by place, size and time, and what is in them by their content.

    Nothing here raises: where the index is damaged it is begun anew, where it cannot be written
    nothing is remembered.
    """

    def __init__(self, path: Path | None, office: OfficeRules | None = None) -> None:
        """``path`` is None for an index that lasts as long as the program.

        What was judged by other rules of an ``office`` is not known.
        """
        self._path = path
        rules = _digest(office) if office else ""
        self._program = f"{full_version()} {rules}".rstrip()
        self._base = self._open()
        self._touched: list[tuple[Path, Taken]] = []
        """What was known by its content, to be known by its times again."""

    def close(self) -> None:
        """Let go of the file."""
        self.remember(self._touched)
        with suppress(sqlite3.Error):
            self._base.close()

    def find(self, path: Path, taken: Taken) -> Taken | None:
        """Return what is known of a file as it is now; None where it has to be read.

        ``taken`` has its size and times. One that was only touched is known by its content.
        """
        with suppress(sqlite3.Error, OSError):
            row = self._base.execute(
                "SELECT size, modified, changed, sha256 FROM places WHERE path = ?",
                (str(path.absolute()),),
            ).fetchone()
            if row is not None and row[:3] == (taken.size, taken.modified, taken.changed):
                return self._judged(row[3], taken)
            if row is not None:
                known = self._judged(digest_of(path), taken)
                if known is not None:
                    self._touched.append((path, known))
                return known
        return None

    def content(self, sha256: str, taken: Taken) -> Taken | None:
        """Return what is known of a content; None where it has to be read."""
        with suppress(sqlite3.Error):
            return self._judged(sha256, taken)
        return None

    def remember(self, found: Iterable[tuple[Path | None, Taken]]) -> None:
        """Remember what was read, and where; all at once, for each commit waits for the disk.

        A year that only the file's name tells is no part of its content, so it is read again. What
        was changed a moment before is known by its content alone: it may have been changed twice,
        and a stick's clock ticks every other second.
        """
        settled = time.time_ns() - _A_MOMENT
        kept = [(p, t) for p, t in found if t.sha256 and not t.year_from_name and t.is_read]
        places = [
            (
                str(path.absolute()),
                taken.size if max(taken.modified, taken.changed) < settled else -1,
                taken.modified,
                taken.changed,
                taken.sha256,
            )
            for path, taken in kept
            if path is not None
        ]
        contents = [(taken.sha256, self._program, taken_as_json(taken)) for _, taken in kept]
        with suppress(sqlite3.Error), self._base:
            self._base.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)", places)
            self._base.executemany("INSERT OR REPLACE INTO judged VALUES (?, ?, ?)", contents)

    def _judged(self, sha256: str, taken: Taken) -> Taken | None:
        row = self._base.execute(
            "SELECT taken FROM judged WHERE sha256 = ? AND program = ?", (sha256, self._program)
        ).fetchone()
        return taken_from_json(row[0], replace(taken, sha256=sha256)) if row else None

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            for _ in range(2):
                try:
                    make_private(self._path.parent)
                    base = sqlite3.connect(self._path)
                except (OSError, sqlite3.DatabaseError):
                    break
                try:
                    base.executescript(_TABLES)
                    with base:  # what another version of the program found is of no use
                        base.execute("DELETE FROM judged WHERE program != ?", (self._program,))
                except sqlite3.DatabaseError:
                    base.close()  # Windows deletes no file that is open
                    with suppress(OSError):
                        self._path.unlink()
                else:
                    return base
        base = sqlite3.connect(":memory:")
        base.executescript(_TABLES)
        return base


def _digest(office: OfficeRules) -> str:
    """Return what tells an office's rules from others."""
    weights = sorted((code, weight.name) for code, weight in office.severities.items())
    rules = repr((sorted(office.off), weights, office.rules, office.taken_over))
    return hashlib.sha256(rules.encode("utf-8", "surrogatepass")).hexdigest()[:16]
