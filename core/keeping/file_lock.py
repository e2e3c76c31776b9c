"""A lock that the system lets go when a process ends, however it ends.

Some shares cannot lock (NFS without its lock service, some FUSE and CIFS mounts). That is not the
same as a lock that somebody holds: there a note in the file says who holds it, and whether that
process still runs decides.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
import time
from contextlib import suppress
from pathlib import Path

from core.keeping.processes import beginning, runs

_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
"""What a system says of a lock that somebody else holds; else it may be one that it cannot give.

EACCES may mean both, on Windows and of its shares. There a lock keeps others from reading too: a
note that can be read is not locked.
"""
_CANNOT_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS}
_FAR = 24 * 60 * 60
"""Seconds for which another computer's note is believed: whether it runs, nobody here knows."""
_LONGEST_NOTE = 1000


class FileLock:
    """An exclusive hold on a file, for as long as the process lives or until `release`."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def renew(self) -> None:
        """Let other computers see, where nothing but the note tells, that we are still there."""
        if self._handle is not None:
            with suppress(OSError):
                _write(self._handle, _note().encode())

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """Take the lock, making its file; None where a living process holds it.

        Raises OSError where the file cannot be made.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if _is_held(handle):
            os.close(handle)
            return None
        lock = cls(handle)
        lock.renew()
        return lock

    @classmethod
    def is_held(cls, path: Path) -> bool:
        """Tell whether a living process holds the lock, and change nothing.

        A file that is not there is held by nobody. Raises OSError where it cannot be opened.
        """
        try:
            handle = _open_there(path)
        except FileNotFoundError:
            return False
        try:
            return _is_held(handle)
        finally:
            os.close(handle)

    def release(self) -> None:
        """Let go; may be called again."""
        if self._handle is not None:
            with suppress(OSError):
                _write(self._handle, b"")
            with suppress(OSError):
                os.close(self._handle)
            self._handle = None


def _open_there(path: Path) -> int:
    """Open a file that is there, to write if we may: only then can every share lock it."""
    try:
        return os.open(path, os.O_RDWR)
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        return os.open(path, os.O_RDONLY)


def _is_held(handle: int) -> bool:
    """Lock a file; returns whether somebody else has, by the system's word or else the note's."""
    try:
        _lock(handle)
    except OSError as error:
        return error.errno in _HELD or _is_noted(handle)
    return False


def _write(handle: int, data: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, data)


def _note() -> str:
    """Say who we are: computer, process, and when that began."""
    me = os.getpid()
    return json.dumps({"computer": platform.node(), "process": me, "began": beginning(me)})


def _is_noted(handle: int) -> bool:
    """Tell whether the file notes a holder that still runs, so far as that can be known."""
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        content, written = os.read(handle, _LONGEST_NOTE), os.fstat(handle).st_mtime
    except OSError:
        return True
    try:
        note = json.loads(content)
        computer, process, began = note["computer"], note["process"], note["began"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    if not isinstance(process, int) or not isinstance(began, str):
        return False
    if computer != platform.node():
        return time.time() - written < _FAR
    return runs(process) and (not began or beginning(process) in {"", began})


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
