"""What an error of the system means, and how a path is named that Windows finds too long.

Windows has one number for many things, and Python's `open` there does not even tell which. Besides
it refuses for a moment what a virus scanner or an indexer is just looking at.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

_MEANT: dict[int, int] = {
    **dict.fromkeys((32, 33, 1224), errno.EBUSY),  # sharing, locking, mapped by another program
    **dict.fromkeys((39, 112), errno.ENOSPC),
    **dict.fromkeys((21, 51, 53, 54, 55, 58, 59, 64, 67, 121, 1231, 1232, 1236), errno.ENOTCONN),
    **dict.fromkeys((23, 1117, 1392, 1393), errno.EIO),
    **dict.fromkeys((123, 161), errno.EINVAL),
    19: errno.EROFS,
    206: errno.ENAMETOOLONG,
    223: errno.EFBIG,
    1295: errno.EDQUOT,
}
"""Numbers of winerror.h for which Python has no errno, or one that says something else."""
_HELD = {5, 32, 33, 1224}
_LONGEST_NAME = 255
"""UTF-16 units of a name, on every file system of Windows."""
_LONGEST_PATH = 259
"""Units of a path where Windows is not set to take longer ones (LongPathsEnabled)."""
_ROOM = 30
"""Units that a name beside the target's may take more than it: `atomic` writes to one."""
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
"""Seconds; a scanner is done in less than their sum, and who waits for a save bears as much."""


def meaning(error: OSError, path: Path | None = None) -> int:
    """Return the errno that an error means for a path, as other systems would have it."""
    number = error.errno or 0
    if os.name != "nt":
        return number
    number = _MEANT.get(getattr(error, "winerror", None) or 0, number)
    if path is None:
        return number
    if number in {errno.ENOENT, errno.EINVAL} and is_too_long(path):
        return errno.ENAMETOOLONG
    if number == errno.EACCES and os.path.isdir(path):  # noqa: PTH112  never raises
        return errno.EISDIR
    return number


def refuse_long_name(path: Path) -> None:
    """Raise OSError for a name that no disk of Windows takes: Wine would cut it off in silence."""
    if os.name == "nt" and name_is_too_long(path):
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))


def is_too_long(path: Path) -> bool:
    """Tell whether Windows may find a path too long."""
    return name_is_too_long(path) or _units(str(path.absolute())) > _LONGEST_PATH


def name_is_too_long(path: Path) -> bool:
    """Tell whether it is the name that is too long, and not all of them together."""
    return any(_units(part) > _LONGEST_NAME for part in path.parts)


def reachable(path: Path) -> Path:
    """Return a path so that Windows reaches it and what is written beside it, however it is set."""
    if os.name != "nt" or _units(str(path.absolute())) + _ROOM <= _LONGEST_PATH:
        return path
    return Path(extended(str(path.absolute())))


def extended(path: str) -> str:
    r"""Write an absolute path of Windows in the form that knows no limit, beginning with \\?\ ."""
    plain = str(PureWindowsPath(path))
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain
    if plain.startswith("\\\\"):
        return "\\\\?\\UNC\\" + plain[2:]
    return "\\\\?\\" + plain


def patiently(deed: Callable[[], object]) -> None:
    """Do what Windows may refuse while another program looks at a file; raises OSError at last."""
    for pause in _PAUSES if os.name == "nt" else ():
        try:
            deed()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
        else:
            return
    deed()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
