"""Projects of a lower level (下级的汇总工程) in a heap: whether their sums are up to date.

A lower project counts by its saved sum, as its office answers for it. Where its units have changed
since, or some are missing, that is said: the figure above would be wrong in silence.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.base.problem import Problem
from core.document.file import load
from core.forms.loader import Forms
from core.rollup.entry import Entry, Gathering
from core.rollup.heap import SUM
from core.rollup.index import Index
from core.rollup.project import is_project, open_project
from core.rollup.survey import look_over, total_of
from core.rollup.total import take_over


def with_lower_told(gathering: Gathering, heap: Path, forms: Forms) -> Gathering:
    """Return what a folder came to, with a remark where a lower project's sum is out of date."""
    entries = tuple(_told(entry, heap, forms) for entry in gathering.entries)
    return replace(gathering, entries=entries)


def _told(entry: Entry, heap: Path, forms: Forms) -> Entry:
    taken = entry.taken
    if taken is None or not entry.state.is_counted or taken.name != SUM:
        return entry
    path = heap / taken.file
    if not is_project(path.parent):  # in a zip there is nothing but the sum to look at
        return entry
    remarks = list(entry.remarks)
    try:
        project = open_project(path.parent, forms)
        total = total_of(project, look_over(project, Index(None)))
        changed = take_over(load(path, forms)[0], total)
    except Problem as problem:
        remarks.append(f"下级的汇总工程核对不了：{problem}")
        return replace(entry, remarks=tuple(remarks))
    if project.head.year != taken.year:
        return entry
    counted = taken.unpacked(project.form)
    moved = sum(counted[edit.address] != total.figures[edit.address] for edit in changed)
    if moved:
        remarks.append(
            f"下级的汇总保存以后，它的单位又有变化，有{moved}格还是旧的数，"
            "已按保存的汇总计入。请下级更新汇总后再报。"
        )
    if not total.is_complete:
        remarks.append(f"下级的汇总是{total.extent}。")
    return replace(entry, remarks=tuple(remarks))
