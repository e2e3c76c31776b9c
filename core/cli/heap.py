"""Reading a heap of files for a command, with its progress on the terminal."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from core.base.problem import Problem
from core.forms.loader import Forms
from core.rollup.heap import look_through
from core.rollup.index import Index, index_path
from core.rollup.taken import Taken
from core.rollup.taking_in import take_in
from core.rollup.unit import Unit
from core.rollup.unit_list import read_units
from core.settings.settings import own_folder
from core.texts.office_rules import OfficeRules

_SHOWN_FROM = 200
"""Fewer files are read before anybody looks up."""
_REMEMBERED_FROM = 20
"""Fewer files leave nothing behind: they are read as soon as looked up."""


def read_heap(
    folder: Path,
    forms: Forms,
    leave_out: Sequence[Path] = (),
    office: OfficeRules | None = None,
    *,
    afresh: bool = False,
) -> list[Taken]:
    """Read everything below a folder, or in a zip; raises Problem where it is neither.

    What has not changed since the last time is not read again, unless ``afresh``; a reading that
    was broken off goes on where it stopped.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-") as room:
        files = list(look_through(folder, Path(room), leave_out))
        progress = _progress(len(files))
        if afresh or len(files) < _REMEMBERED_FROM:
            return take_in(files, forms, progress=progress, office=office)
        with closing(index_of(folder, office)) as index:
            return take_in(files, forms, index, progress, office=office)


def index_of(folder: Path, office: OfficeRules | None = None) -> Index:
    """Open what was read of a folder before; of a project it is the one that the window has."""
    return Index(index_path(own_folder(), folder), office)


def units_listed(path: Path) -> tuple[Unit, ...]:
    """Read a list of units; raises Problem."""
    if path.is_dir():
        raise Problem(f"“{path}”是文件夹，不是单位名单。请指明写着名单的文件。")
    return read_units(path)


def _progress(total: int) -> _Progress | None:
    """Return what shows the progress, where somebody watches and it is worth watching."""
    stream = sys.stderr
    if stream is None or total < _SHOWN_FROM or not stream.isatty():
        return None
    return _Progress()


class _Progress:
    def __call__(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            end = "\n" if done == total else ""
            sys.stderr.write(f"\r已读{done}/{total}{end}")
            sys.stderr.flush()
