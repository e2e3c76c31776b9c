"""Dated backups (备份): what was saved before, kept apart from the documents and pruned."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.atomic import reason, write_bytes
from core.document_format import SUFFIX
from core.problem import Problem

LATEST = 20
"""So many of the last backups are kept, however close together."""
DAYS = 30
"""Of so many days on which something was saved the last backup is kept."""
MONTHS = 24
"""Of so many months the last backup is kept."""
_STAMP = "%Y%m%d-%H%M%S-%f"


def backup_folder(root: Path) -> Path:
    """Return where backups are kept, given the folder of the program's own files."""
    return root / "backups"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a document, and when it was saved."""

    file: Path
    time: datetime


class Backups:
    """The backups of every document of this user, each document's in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, document: Path, data: bytes, now: datetime) -> None:
        """Keep what was just saved, unless it is what was kept last; raises Problem."""
        folder = self._folder(document)
        known = self.of(document)
        if known and _content(known[0].file) == data:
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"没有留下备份：{reason(error)}（{folder}）。") from error
        write_bytes(folder / f"{now:{_STAMP}}{SUFFIX}", data)
        for backup in superfluous(self.of(document)):
            with suppress(OSError):
                backup.file.unlink()

    def of(self, document: Path) -> list[Backup]:
        """Return the backups of a document, the newest first."""
        try:
            files = list(self._folder(document).glob(f"*{SUFFIX}"))
        except OSError:
            return []
        found = [Backup(file, time) for file in files if (time := _time(file)) is not None]
        return sorted(found, key=lambda backup: backup.time, reverse=True)

    def _folder(self, document: Path) -> Path:
        """Name a document's folder by the start of its name, and by its path to tell it apart."""
        path = os.path.normcase(document.absolute())
        short = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        return self._root / f"{document.stem[:40]}-{short}"


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Return those that need not be kept, given all of one document, the newest first."""
    kept = set(backups[:LATEST])
    kept |= set(_last_of_each(backups, "%Y-%m-%d")[:DAYS])
    kept |= set(_last_of_each(backups, "%Y-%m")[:MONTHS])
    return [backup for backup in backups if backup not in kept]


def _last_of_each(backups: Sequence[Backup], span: str) -> list[Backup]:
    last: dict[str, Backup] = {}
    for backup in backups:
        last.setdefault(f"{backup.time:{span}}", backup)
    return list(last.values())


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
