"""Files that are opened to be read: plain ones alone.

A pipe waits for ever and a device may have no end, whoever has put one where a file is looked for.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_READING = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe's opening would wait, too
    | getattr(os, "O_NOCTTY", 0)
)


class NotPlainError(OSError):
    """What stands there is a pipe, a device or a socket."""


def open_plain(path: Path) -> BinaryIO:
    """Open a file to read its bytes; raises OSError, and NotPlainError where it is none."""
    handle = os.open(path, _READING)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(kind):
            raise NotPlainError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return os.fdopen(handle, "rb")
    except OSError:
        os.close(handle)
        raise


def read_plain(path: Path, most: int = -1) -> bytes:
    """Return the bytes of a file, at most so many; raises OSError as `open_plain` does."""
    with open_plain(path) as file:
        return file.read(most)
