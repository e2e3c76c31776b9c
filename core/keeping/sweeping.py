"""What writes that were killed left in the program's own folder, taken away at the next start."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from core.base.atomic import clear_left_over

_DEEP = 2
"""Folders below the program's own one: those of recovery, backups, logs, and one of each report."""


def sweep_own_folder(root: Path) -> None:
    """Delete what was left a day ago or longer, in the folder and those below; never raises."""
    _sweep(root, _DEEP)


def _sweep(folder: Path, deep: int) -> None:
    clear_left_over(folder)
    if not deep:
        return
    with suppress(OSError, ValueError):
        with os.scandir(folder) as entries:
            below = [Path(each.path) for each in entries if each.is_dir(follow_symlinks=False)]
        for each in below:
            _sweep(each, deep - 1)
