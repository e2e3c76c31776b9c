"""A file held for the moment in which it is looked at and replaced, so that no save is lost.

Two programs that look at one file and then both replace it lose one of the two. Whoever holds the
file looks and replaces as one deed; the other waits, looks afterwards, and sees what has come.
Where a share cannot lock, they go on without: then only the look after replacing is left.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 2.0
"""Seconds to wait for another's moment: a program that hangs keeps nobody for longer."""
_PAUSE = 0.005


@contextmanager
def hold_target(target: Path) -> Iterator[bool]:
    """Hold the place of a file; gives whether it is held. Never raises, never waits for long."""
    until = time.monotonic() + PATIENCE
    handle = _hold(target)
    while handle is _HELD_BY_ANOTHER and time.monotonic() < until:
        time.sleep(_PAUSE)
        handle = _hold(target)
    try:
        yield handle >= 0
    finally:
        if handle >= 0:
            with suppress(OSError):
                os.close(handle)


_CANNOT = -1
"""There is no file yet, or its file system cannot lock."""
_HELD_BY_ANOTHER = -2

if sys.platform == "win32":
    import msvcrt

    _NO_LOCKS = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def _hold(target: Path) -> int:
        """Lock a file beside the target that goes with its last handle, however that ends.

        The target itself could not be replaced while it is open here.
        """
        name = os.path.normcase(target.name).encode("utf-8", "surrogatepass")
        beside = target.parent / f".nianbao-{hashlib.sha256(name).hexdigest()[:12]}.lock"
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TEMPORARY, 0o600)
        except PermissionError:  # it is just going, or the folder cannot be written to
            return _HELD_BY_ANOTHER if os.access(target.parent, os.W_OK) else _CANNOT
        except (OSError, ValueError):
            return _CANNOT
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(handle)
            # EACCES in Windows, nothing at all in Wine.
            return _CANNOT if error.errno in _NO_LOCKS else _HELD_BY_ANOTHER
        return handle

else:
    import fcntl

    def _hold(target: Path) -> int:
        """Lock the file that stands there; another one may have come while it was opened."""
        try:
            handle = os.open(target, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
        except (OSError, ValueError):
            return _CANNOT
        held = False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = os.path.samestat(os.fstat(handle), target.stat())
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.EWOULDBLOCK, errno.ENOENT}:
                return _CANNOT
        finally:
            if not held:
                os.close(handle)
        return handle if held else _HELD_BY_ANOTHER
