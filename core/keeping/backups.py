"""Dated backups (备份): what was saved before, kept apart from the documents and pruned."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.base.atomic import PRIVATE, clear_left_over, make_private, reason, write_bytes
from core.base.problem import Problem
from core.document.decode import decode_document
from core.document.encode import SUFFIX
from core.document.history import History
from core.forms.loader import Forms
from core.report.report import Report

LATEST = 20
"""So many of the last backups are kept, however close together."""
DAYS = 30
"""Of so many days on which something was saved the last backup is kept."""
MONTHS = 24
"""Of so many months, if nobody says otherwise."""
_STAMP = "%Y%m%d-%H%M%S-%f"
_ABOUT = "about.json"
_FAILURE = "没有留下备份"


def backup_folder(root: Path) -> Path:
    """Return where backups are kept, given the folder of the program's own files."""
    return root / "backups"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a document, and when it was saved."""

    file: Path
    time: datetime

    def read(self, forms: Forms) -> tuple[Report, History]:
        """Read what was saved then, and its history; raises Problem where it is damaged."""
        data = _content(self.file)
        if data is None:
            raise Problem(f"这份备份读不出来了，请另选一份（{self.file}）。")
        return decode_document(data, forms, self.file.name)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A document of which there are backups, the newest first, in one folder.

    ``path`` is where it was saved, None where that is not noted.
    """

    folder: Path
    path: Path | None
    backups: tuple[Backup, ...]

    @property
    def name(self) -> str:
        """Name the document as its file is, or was, named."""
        return self.path.name if self.path else self.folder.name.rpartition("-")[0] + SUFFIX


class Backups:
    """The backups of every document of this user, each document's in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.months = MONTHS
        """Of so many months the last backup is kept."""

    def keep(self, document: Path, data: bytes, now: datetime) -> None:
        """Keep what was just saved, unless it is what was kept last; raises Problem."""
        folder = self.folder_of(document)
        known = self.of(document)
        # A clock that once ran ahead has left some of tomorrow: they are not what was kept last.
        last = next((each for each in known if each.time <= now.astimezone()), None)
        if last is not None and _content(last.file) == data:
            return
        try:
            make_private(self._root)
            make_private(folder)
        except OSError as error:
            raise Problem(f"{_FAILURE}：{reason(error, folder)}（{folder}）。") from error
        about = json.dumps({"path": str(document.absolute())}, indent=2).encode()
        if _content(folder / _ABOUT) != about:
            write_bytes(folder / _ABOUT, about, failure=_FAILURE, mode=PRIVATE)
        write_bytes(folder / f"{now:{_STAMP}}{SUFFIX}", data, failure=_FAILURE, mode=PRIVATE)
        clear_left_over(folder)
        for backup in superfluous(self.of(document), now, self.months):
            with suppress(OSError):
                backup.file.unlink()

    def of(self, document: Path) -> list[Backup]:
        """Return the backups of a document, the newest first."""
        return _backups_in(self.folder_of(document))

    def every(self) -> list[BackedUp]:
        """Return all documents with backups, the one that was saved last first."""
        try:
            folders = [folder for folder in self._root.iterdir() if folder.is_dir()]
        except OSError:
            return []
        found = [
            BackedUp(folder, _path_noted(folder), tuple(backups))
            for folder in folders
            if (backups := _backups_in(folder))
        ]
        return sorted(found, key=lambda each: each.backups[0].time, reverse=True)

    def folder_of(self, document: Path) -> Path:
        """Name a document's folder by the start of its name, and by its path to tell it apart."""
        path = os.path.normcase(document.absolute())
        short = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return self._root / f"{document.stem[:40]}-{short}"


def superfluous(backups: Sequence[Backup], now: datetime, months: int = MONTHS) -> list[Backup]:
    """Return those that need not be kept, given all of one document, the newest first.

    Clocks are set wrong and right again: what is dated after now is counted by itself, so that a
    day in 2099 takes no place from what is saved today, nor a day in 1970 from anything.
    """
    kept: set[Backup] = set()
    for is_ahead in (False, True):
        group = [each for each in backups if (each.time > now.astimezone()) is is_ahead]
        kept |= set(group[:LATEST])
        kept |= set(_last_of_each(group, "%Y-%m-%d")[:DAYS])
        kept |= set(_last_of_each(group, "%Y-%m")[:months])
    return [backup for backup in backups if backup not in kept]


def _last_of_each(backups: Sequence[Backup], span: str) -> list[Backup]:
    last: dict[str, Backup] = {}
    for backup in backups:
        last.setdefault(f"{backup.time:{span}}", backup)
    return list(last.values())


def _backups_in(folder: Path) -> list[Backup]:
    try:
        files = list(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    found = [Backup(file, time) for file in files if (time := _time(file)) is not None]
    return sorted(found, key=lambda backup: backup.time, reverse=True)


def _path_noted(folder: Path) -> Path | None:
    """Return of which file a folder holds the backups; None where the note is damaged."""
    try:
        path = json.loads((folder / _ABOUT).read_bytes())["path"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Path(path) if isinstance(path, str) and path else None


def _time(file: Path) -> datetime | None:
    try:
        return datetime.strptime(file.stem, _STAMP).astimezone()
    except ValueError:
        return None


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
