"""One program for a user at a screen: a later start hands its errand to the first, and ends.

Both meet in a folder of the user's own where the first holds a lock. Files do it, and not a socket:
they are kept from others by the rights of the folder alone, are alike on Windows and Linux, and a
program that listens to nobody still listens to nobody.
"""

from __future__ import annotations

import hashlib
import os
import platform
import secrets
import stat
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import resources
from core.base.atomic import PRIVATE, make_private, write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.base.system_errors import patiently
from core.base.version import full_version
from core.keeping.errand import LARGEST, Errand, decode_errand, encode_errand
from core.keeping.file_lock import FileLock

PATIENCE = 2.5
"""Seconds that a start waits for a program that is up: it may hang, or ask its user something."""
PATIENCE_AT_FIRST = 20.0
"""Seconds that a start waits for one that only begins: a slow computer, clicked twice."""
_PAUSE = 0.03
_MOST_ERRANDS = 64
"""So many files are looked at: no more are ever waiting."""
_LOCK, _READY, _SUFFIX = "lock", "ready", ".errand"
_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SESSIONNAME")


class Doorway:
    """Held by the program that others hand their errands to, until it ends."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self.folder = folder
        self._lock: FileLock | None = lock

    @classmethod
    def hold(cls, folder: Path) -> Doorway | None:
        """Hold it; None where another program does. Raises OSError where nobody can."""
        lock = FileLock.take(folder / _LOCK)
        return None if lock is None else cls(folder, lock)

    def open(self) -> None:
        """Let others know that errands are fetched from now on."""
        with suppress(OSError):
            (self.folder / _READY).touch(PRIVATE)

    def fetch(self) -> list[Errand]:
        """Take the errands that wait; whoever left one sees by that that it is done."""
        taken = []
        for file in _waiting(self.folder):
            with suppress(OSError):
                data = read_plain(file, LARGEST + 1)
                patiently(file.unlink)  # it may have been taken back meanwhile
                errand = decode_errand(data, time.time())
                if errand is not None:
                    taken.append(errand)
        return taken

    def close(self) -> None:
        """Let go; may be called again."""
        if self._lock is not None:
            with suppress(OSError):
                (self.folder / _READY).unlink(missing_ok=True)
            self._lock.release()
            self._lock = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a start fared: its errand is done by another program, or it has to go on itself."""

    is_done: bool
    door: Doorway | None = None
    """What it holds now; None where another program does, or nobody can."""


def arrive(
    folder: Path | None,
    errand: Errand,
    patience: float = PATIENCE,
    patience_at_first: float = PATIENCE_AT_FIRST,
) -> Arrival:
    """Hold the doorway, or have its holder do the errand, if he does within the patience.

    ``folder`` is that of `doorway_folder`.
    """
    if folder is None:
        return Arrival(is_done=False)
    try:
        door = Doorway.hold(folder)
        if door is not None or not errand.fits:
            return Arrival(is_done=False, door=door)
        _let_come_forward()
        file = folder / f"{os.getpid()}-{secrets.token_hex(8)}{_SUFFIX}"
        write_bytes(file, encode_errand(errand, time.time()), mode=PRIVATE)
    except (OSError, Problem):
        return Arrival(is_done=False)
    began = time.monotonic()
    while file.exists():
        is_up = (folder / _READY).exists()
        is_late = time.monotonic() - began > (patience if is_up else patience_at_first)
        with suppress(OSError):
            door = Doorway.hold(folder)  # the other one may have ended
        if door is not None or is_late:
            return Arrival(is_done=not _take_back(file), door=door)
        time.sleep(_PAUSE)
    return Arrival(is_done=True)


def doorway_folder(own: Path) -> Path | None:
    """Return where programs of this user meet at this screen, made if need be; None: nowhere.

    ``own`` is the folder of the program's own files. Another one, another screen, version or place
    of the program is another doorway.
    """
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    what = [
        str(own.absolute()),
        str(resources.folder()),
        full_version(),
        platform.node(),
        str(user),
    ]
    what += [os.environ.get(name, "") for name in _SCREEN]
    name = hashlib.sha256("\n".join(what).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    passing = Path(tempfile.gettempdir()) / f"nianbao-{user}"
    for above in (Path(runtime) / "nianbao" if runtime else passing, passing):
        folder = above / f"start-{name}"
        try:
            make_private(folder)
            if _is_ours_alone(above) and _is_ours_alone(folder):
                return folder
        except OSError:
            continue
    return None


def _is_ours_alone(folder: Path) -> bool:
    """Tell whether nobody else can leave errands in a folder, or read them; raises OSError."""
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode):
        return False
    if sys.platform == "win32":  # the passing files of a user are his there
        return True
    return about.st_uid == os.getuid() and not stat.S_IMODE(about.st_mode) & 0o077


def _waiting(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.glob(f"*{_SUFFIX}"))
    except OSError:
        return []
    return files[:_MOST_ERRANDS]


def _take_back(file: Path) -> bool:
    """Take an errand back; returns whether nobody has taken it."""
    try:
        patiently(file.unlink)
    except OSError:
        return file.exists()
    return True


def _let_come_forward() -> None:
    """Allow the other program to come to the front, which Windows grants to a new start alone."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.WinDLL("user32").AllowSetForegroundWindow(anybody)
