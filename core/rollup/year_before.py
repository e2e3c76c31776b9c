"""Last year's project (上年的汇总) of the same office, where it lies beside this year's."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.rollup.head import decode_head
from core.rollup.heap import PROJECT
from core.rollup.project import Project
from core.rollup.unit import plain_name

_MOST = 300
"""Folders that are looked into; an office keeps its projects in one folder, a year each."""


def find_year_before(project: Project) -> Path | None:
    """Return the folder of last year's project; None where none or more than one lies beside.

    Two of the same office and year may be a project and a copy that was taken away: which of them
    is meant only its people know.
    """
    name, year = plain_name(project.head.organ), project.head.year - 1
    found: list[Path] = []
    try:
        beside = list(islice(project.folder.absolute().parent.iterdir(), _MOST))
    except OSError:
        return None
    for folder in sorted(beside):
        try:
            if not (folder / PROJECT).is_file():
                continue
            head = decode_head(read_plain(folder / PROJECT), PROJECT)
        except (OSError, Problem):
            continue  # one that is damaged is told by whoever opens it
        if head.year == year and plain_name(head.organ) == name:
            found.append(folder)
    return found[0] if len(found) == 1 else None
