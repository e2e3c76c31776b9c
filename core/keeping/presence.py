"""Who else has a document open: each leaves a small file beside it, as office programs do.

It only tells. What protects the work is that a changed file is never written over unasked.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from core.base.atomic import PRIVATE, clear_left_over, write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.keeping.processes import runs

STALE = 7 * 24 * 60 * 60
"""Seconds after which a mark that nobody renewed is taken for one that a crash left."""


MOST_MARKS = 64
"""So many marks are read; a folder that anybody may write to can hold any number."""
_LARGEST = 4096
"""Bytes of a mark; ours have some hundred."""
_LONGEST = 128
"""Characters of a name that is told."""
_LAST_PROCESS = 2**32 - 1
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of characters: controls, marks of direction, line ends, halves of characters."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who has a document open: user, computer, process, and since when (ISO 8601)."""

    user: str
    computer: str
    process: int
    since: str

    @property
    def words(self) -> str:
        """Say who and since when."""
        return f"{self.user}（电脑“{self.computer}”）从{self.since_words}起"

    @property
    def since_words(self) -> str:
        """Say since when."""
        try:
            return in_chinese(datetime.fromisoformat(self.since), "%m月%d日%H:%M")
        except ValueError:
            return "不明时间"

    @property
    def is_here(self) -> bool:
        """Tell whether that is this user, at this computer."""
        return (self.user, self.computer) == (user_name(), platform.node())

    def is_alive(self) -> bool:
        """Tell whether that may still be so; of another computer nobody here can know better."""
        return self.computer != platform.node() or runs(self.process)


def myself(now: datetime) -> Presence:
    """Describe this process."""
    user = user_name() or "不明用户"
    return Presence(user, platform.node(), os.getpid(), now.isoformat(timespec="seconds"))


def user_name() -> str:
    """Return the name of the user on this machine; empty where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


class Marker:
    """The small files beside one document; one of them is ours while we are in."""

    def __init__(self, document: Path, me: Presence) -> None:
        self._document = document
        self._folder = document.parent
        # The document's name may be as long as the disk allows, so its start has to do.
        self._start = f".~{document.stem[:40]}-{_short(os.path.normcase(document.name))}-"
        self._me = me
        self._file = self._folder / f"{self._start}{_short(f'{me.computer} {me.process}')}.open"

    def enter(self) -> tuple[Presence, ...]:
        """Leave our mark, or renew it; returns who else is there."""
        with suppress(Problem):  # a folder that cannot be written to has no marks
            about = json.dumps(asdict(self._me), ensure_ascii=False).encode()
            write_bytes(self._file, about, mode=_mode_of_mark(self._document))
        clear_left_over(self._folder)
        return self.others()

    def others(self) -> tuple[Presence, ...]:
        """Return who else is there; marks of processes of this computer that have ended go."""
        found: list[tuple[str, Presence]] = []
        for file, there in self._marks():
            if there.is_alive():
                found.append((there.since, there))
            else:
                with suppress(OSError):
                    file.unlink()
        return tuple(there for _since, there in sorted(found, key=lambda pair: pair[0]))

    def leave(self) -> None:
        """Take our own mark away."""
        with suppress(OSError):
            self._file.unlink()

    def _marks(self) -> Iterator[tuple[Path, Presence]]:
        try:
            with os.scandir(self._folder) as entries:
                files = sorted(
                    Path(entry.path)
                    for entry in entries
                    if entry.name.startswith(self._start) and entry.name.endswith(".open")
                )
            now = self._folder.stat().st_mtime  # by the clock of a shared drive, if it is one
        except (OSError, ValueError):
            return
        for file in [file for file in files if file != self._file][:MOST_MARKS]:
            there = _presence(file, now)
            if there is not None:
                yield file, there


def _mode_of_mark(document: Path) -> int:
    """Let those read our mark who can read the document, and nobody else."""
    try:
        return 0o600 | (document.stat().st_mode & 0o044)
    except OSError:
        return PRIVATE


def _presence(file: Path, now: float) -> Presence | None:
    """Return whose mark lies there; None where it is damaged, stale, or nobody's honest mark.

    Whoever may write to the folder may have made it: it is no link, no pipe, and not large.
    """
    try:
        about = file.lstat()
        if (
            not stat.S_ISREG(about.st_mode)
            or about.st_size > _LARGEST
            or now - about.st_mtime >= STALE
        ):
            return None
        found = Presence(**json.loads(read_plain(file, _LARGEST)))
        told = (found.user, found.computer, found.since)
        return found if all(map(_is_name, told)) and _is_process(found.process) else None
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _is_name(words: object) -> bool:
    """Tell whether that is a name in one line that reads as it is written."""
    if not isinstance(words, str) or len(words) > _LONGEST:
        return False
    return not any(unicodedata.category(each) in _UNSEEN for each in words)


def _is_process(number: object) -> bool:
    return type(number) is int and 0 < number <= _LAST_PROCESS


def _short(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:8]
