"""Reading a heap of files for a command, with its progress on the terminal."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.base.problem import Problem
from core.forms.loader import Forms
from core.rollup.heap import look_through
from core.rollup.taken import Taken
from core.rollup.taking_in import take_in
from core.rollup.unit import Unit
from core.rollup.unit_list import read_units
from core.texts.office_rules import OfficeRules

_SHOWN_FROM = 200
"""Fewer files are read before anybody looks up."""


def read_heap(
    folder: Path,
    forms: Forms,
    leave_out: Sequence[Path] = (),
    office: OfficeRules | None = None,
) -> list[Taken]:
    """Read everything below a folder, or in a zip; raises Problem where it is neither."""
    with tempfile.TemporaryDirectory(prefix="nianbao-") as room:
        files = list(look_through(folder, Path(room), leave_out))
        return take_in(files, forms, progress=_progress(len(files)), office=office)


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
