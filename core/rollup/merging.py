"""A copy of a project that was worked on elsewhere comes back (合并): unit by unit.

Nothing of either side is lost: all versions of both are kept. Where both let another version
count, or marked one and the same otherwise, ours stands and the conflict is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.base.atomic import write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.rollup.head import Head
from core.rollup.project import Project
from core.rollup.unit import Unit
from core.rollup.version import Status, VersionMark


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one unit: in one Chinese sentence; ``is_conflict`` asks for a decision.

    ``theirs`` is the digest of the version that counts in the copy, where it is another one and
    ours was kept: it lies among our versions, to be chosen.
    """

    unit: Unit
    words: str
    is_conflict: bool = False
    theirs: str = ""


def merge(project: Project, copy: Project) -> tuple[Merged, ...]:
    """Take over what a copy has that the project has not; returns what became of the units.

    A unit that somebody is working on, or whose files cannot be read, is left and told as a
    conflict: merging again later takes it over. Raises Problem for a project of another year.
    """
    ours, theirs = project.head, copy.head
    if ours.year != theirs.year:
        raise Problem(f"那一份是{theirs.year}年度的，这一份是{ours.year}年度的，不能合并。")
    found: list[Merged] = []
    project.change(_heads(ours, theirs, found))
    for unit in theirs.units:
        try:
            words = _unit(project, copy, unit)
        except Problem as problem:
            words = Merged(unit, f"没有合并：{problem}", is_conflict=True)
        if words is not None:
            found.append(words)
    return tuple(found)


def _heads(ours: Head, theirs: Head, found: list[Merged]) -> Head:
    """Add the units that are new, and tell where a unit is listed otherwise."""
    known = {unit.key: unit for unit in ours.units}
    added = []
    for unit in theirs.units:
        own = known.get(unit.key)
        if own is None:
            added.append(unit)
            found.append(Merged(unit, "名单里新增了这个单位。"))
        elif own != unit:
            words = "名单里的名称、联系人等两边写的不同，保留了这一份的。"
            found.append(Merged(own, words, is_conflict=True))
    return replace(ours, units=(*ours.units, *added))


def _unit(project: Project, copy: Project, unit: Unit) -> Merged | None:
    theirs = copy.status(unit)
    if theirs == Status() or theirs == project.status(unit):
        return None
    with project.desk(unit) as desk:
        ours = desk.status
        known = {version.sha256 for version in ours.versions}
        new = [version for version in theirs.versions if version.sha256 not in known]
        for version in new:
            source = copy.version_path(unit, version.sha256)
            write_bytes(desk.folder / version.file, _read(source), failure="没有合并")
        merged = replace(ours, versions=(*ours.versions, *new))
        merged, is_conflict = _decide(merged, ours, theirs)
        if merged != ours:
            desk.save(merged)
        elif not is_conflict:
            return None
    return _told(unit, ours, theirs, is_conflict=is_conflict, count=len(new))


def _decide(merged: Status, ours: Status, theirs: Status) -> tuple[Status, bool]:
    """Say which version counts, and whether the two sides cannot both be right."""
    our_versions = {version.sha256 for version in ours.versions}
    their_versions = {version.sha256 for version in theirs.versions}
    is_conflict = False
    if ours.current != theirs.current:
        if our_versions < their_versions or not ours.current:
            merged = replace(merged, current=theirs.current)
        elif not their_versions < our_versions:
            is_conflict = True
    if merged.current == theirs.current:
        merged = replace(
            merged,
            returned=_later(ours.returned, theirs.returned),
            confirmed=_later(ours.confirmed, theirs.confirmed),
        )
    if theirs.note and theirs.note not in merged.note:
        merged = replace(merged, note="\n".join(filter(None, (merged.note, theirs.note))))
    return merged, is_conflict


def _later(one: VersionMark | None, other: VersionMark | None) -> VersionMark | None:
    marks = [mark for mark in (one, other) if mark is not None]
    return max(marks, key=lambda mark: datetime.fromisoformat(mark.time), default=None)


def _told(unit: Unit, ours: Status, theirs: Status, *, is_conflict: bool, count: int) -> Merged:
    if is_conflict:
        here, there = ours.version, theirs.version
        words = (
            "两边各有新的报送，保留了这一份的；那一份的也存下了，请核对后选定："
            f"这一份是“{here.source if here else '没有'}”，"
            f"那一份是“{there.source if there else '没有'}”。"
        )
        return Merged(unit, words, is_conflict=True, theirs=theirs.current)
    if count:
        return Merged(unit, f"并入{count}次报送。")
    return Merged(unit, "并入了退回、核定或者备注。")


def _read(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError as error:
        raise Problem(f"“{path}”读不出来。请查看磁盘。") from error
