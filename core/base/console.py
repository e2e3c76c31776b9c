"""What is said on the console and through its pipes: any text, and to readers that may leave."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from typing import TextIO


def drop(stream: TextIO) -> None:
    """Send what is left to nowhere: else the interpreter tries once more on leaving, and fails."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def reader_has_left(error: OSError, stream: TextIO) -> bool:
    """Tell whether a write failed since whoever read from the pipe has seen enough."""
    if isinstance(error, BrokenPipeError):
        return True
    if os.name != "nt" or error.errno != errno.EINVAL:
        return False
    try:  # where Windows says of a pipe without a reader only that something is wrong with it
        return stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def speak_chinese(stream: TextIO | None) -> None:
    """Make a stream take any text: files and pipes get UTF-8, a terminal what it understands."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    encoding = stream.encoding if stream.isatty() and _knows_chinese(stream) else "utf-8"
    stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _knows_chinese(stream: TextIO) -> bool:
    try:
        "年报〔〕—".encode(stream.encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
