"""Whether the file of an open report is still as it was: who changed it, and when."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.document.file import Stamp, load_with_history
from core.forms.loader import Forms


@dataclass(frozen=True, slots=True)
class DiskChange:
    """The file of an open report is another one now, or is gone.

    ``stamp`` is that of what stands there, None where nothing does; ``who`` is empty and ``time``
    is None where nobody knows.
    """

    path: Path
    stamp: Stamp | None
    time: datetime | None = None
    who: str = ""

    @property
    def words(self) -> str:
        """Say what happened to the file."""
        if self.stamp is None:
            return (
                f"“{self.path}”不在原处了：它被移走、改名或者删除，或者磁盘、网络断开了。"
                "您的报告还在窗口里。"
            )
        when = f"在{in_chinese(self.time, '%m月%d日%H:%M')}" if self.time else ""
        who = f"被{self.who}" if self.who else "被别人或者别的程序"
        return f"“{self.path.name}”打开以后，{when}{who}修改过。"


def find_change(path: Path, stamp: Stamp, forms: Forms) -> DiskChange | None:
    """Return how a file differs from what was last read or written; None where it does not."""
    try:
        about = path.stat()
        there = Stamp.of(read_plain(path))
    except OSError:
        return DiskChange(path, None)
    if there == stamp:
        return None
    time = datetime.fromtimestamp(about.st_mtime).astimezone()
    return DiskChange(path, there, time, _author(path, forms) or _owner(path, about.st_uid))


def _author(path: Path, forms: Forms) -> str:
    """Return who made the last edit that the file tells of; empty where nobody was noted."""
    try:
        _report, history, _stamp = load_with_history(path, forms)
    except Problem:
        return ""
    return history.moments[-1].who if history.moments else ""


def _owner(path: Path, user: int) -> str:
    """Return whose file it is, unless it is ours: whoever saves a file makes it anew."""
    if os.name == "nt" or user == os.getuid():
        return ""
    try:
        return path.owner()
    except (KeyError, OSError):
        return ""
