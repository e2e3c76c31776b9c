"""Who else has a document open: a small file beside it, as other office programs leave one.

It only tells. What protects the work is that a changed file is never written over unasked.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from core.atomic import write_bytes
from core.problem import Problem


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
        try:
            since = f"{datetime.fromisoformat(self.since):%m月%d日%H:%M}"
        except ValueError:
            since = "不明时间"
        return f"{self.user}（电脑“{self.computer}”）从{since}起"

    def is_alive(self) -> bool:
        """Tell whether that may still be so; of another computer nobody here can know better."""
        return self.computer != platform.node() or _runs(self.process)


def myself(now: datetime) -> Presence:
    """Describe this process."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        user = "不明用户"
    return Presence(user, platform.node(), os.getpid(), now.isoformat(timespec="seconds"))


class Marker:
    """The small file beside one document."""

    def __init__(self, document: Path) -> None:
        self._file = document.with_name(f".~{document.name}.open")
        self._me: Presence | None = None

    def enter(self, me: Presence) -> Presence | None:
        """Leave the mark; returns who is there already, whose mark then stays."""
        there = self.somebody()
        if there is not None and there != me and there.is_alive():
            return there
        with suppress(Problem):  # a folder that cannot be written to has no marks
            write_bytes(self._file, json.dumps(asdict(me), ensure_ascii=False).encode())
            self._me = me
        return None

    def somebody(self) -> Presence | None:
        """Return whose mark lies there."""
        try:
            fields = json.loads(self._file.read_bytes())
            found = Presence(**fields)
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        kinds = (str, str, int, str)
        values = (found.user, found.computer, found.process, found.since)
        sound = all(isinstance(v, k) for v, k in zip(values, kinds, strict=True))
        return found if sound else None

    def leave(self) -> None:
        """Take our own mark away."""
        if self._me is not None and self.somebody() == self._me:
            with suppress(OSError):
                self._file.unlink()
        self._me = None


def _runs(process: int) -> bool:
    """Tell whether a process of this computer runs."""
    if process <= 0:
        return False
    if os.name == "nt":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    # os.kill would end the process there.
    import ctypes

    query_limited_information, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # only Windows has it
    handle = kernel.OpenProcess(query_limited_information, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == still_active
