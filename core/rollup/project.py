"""A project of units on the disk (汇总工程): a folder whose documents stay readable by themselves.

    rollup.json             whose sum it is, the year, the deadline, the list of units
    units/NAME-KEY/         a folder for each unit of which something was taken in
        unit.json           its versions, which one counts, what was sent back or confirmed
        1-1f3c….nianbao     each version as it was read: a document like any other
    sum.nianbao             the sum, once it was made

A version is written before what names it, and each file is replaced whole: a kill at any moment
leaves the old state or the new one. The sources are never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import clear_left_over, reason, write_bytes
from core.base.file_name import file_name
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.document.decode import decode
from core.document.file import Stamp
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.report import Report
from core.rollup.desk import STATUS_FILE, Desk
from core.rollup.head import Head, decode_head, encode_head
from core.rollup.heap import PROJECT, SUM
from core.rollup.unit import Unit
from core.rollup.version import Status, decode_status
from core.texts.office_rules import OfficeRules

UNITS = "units"
_FAILURE = "汇总工程没有保存"


class Project:
    """A project in its folder; several may have it open, and each unit is worked on by one."""

    def __init__(self, folder: Path, head: Head, stamp: Stamp, forms: Forms) -> None:
        """Use `open_project` or `make_project`."""
        self.folder = folder
        self.forms = forms
        self.head = head
        self.office: OfficeRules | None = None
        """The rules of the office that gathers, by which its units' reports are checked too."""
        self._stamp = stamp
        self._folders: dict[str, Path] | None = None

    @property
    def form(self) -> Form:
        """The form of the project's year."""
        form = self.forms.for_year(self.head.year)
        if form is None:
            raise Problem(f"{self.head.year}年度没有统一的报告格式。请核对年度。")
        return form

    @property
    def sum_path(self) -> Path:
        """Where the sum lies, once it was made."""
        return self.folder / SUM

    def change(self, head: Head, stop: Stop = never) -> None:
        """Save another head; raises Problem where somebody else has saved one meanwhile."""
        data = encode_head(head)
        path = self.folder / PROJECT

        def look() -> None:
            go_on(stop)
            if Stamp.of(_content(path)) != self._stamp:
                raise Problem(
                    f"“{path}”打开以后被别人改动过，没有保存。请重新打开汇总工程，再改一次。"
                )

        look()
        write_bytes(path, data, last_look=look, failure=_FAILURE)
        self.head, self._stamp = head, Stamp.of(data)

    def refresh(self) -> bool:
        """Read the head again; returns whether somebody else has changed it."""
        data = _content(self.folder / PROJECT)
        stamp = Stamp.of(data)
        if stamp == self._stamp:
            return False
        self.head, self._stamp = decode_head(data, PROJECT), stamp
        return True

    def unit(self, key: str) -> Unit:
        """Return a unit by its key; raises KeyError where there is none."""
        for unit in self.head.units:
            if unit.key == key:
                return unit
        raise KeyError(key)

    def folder_of(self, unit: Unit) -> Path:
        """Return where a unit's reports lie; the folder stays when the unit's name changes."""
        if self._folders is None:
            self._folders = _folders_in(self.folder / UNITS)
        found = self._folders.get(unit.key)
        if found is not None:
            return found
        return self.folder / UNITS / file_name(unit.name[:40], "", end=f"-{unit.key}")

    def status(self, unit: Unit) -> Status:
        """Return what was taken in of a unit; raises Problem where that is damaged."""
        path = self.folder_of(unit) / STATUS_FILE
        try:
            data = read_plain(path)
        except FileNotFoundError:
            return Status()
        except OSError as error:
            raise Problem(f"“{path}”读不出来：{reason(error)}。") from error
        return decode_status(data, f"{path.parent.name}/{STATUS_FILE}")

    def statuses(self) -> Iterator[tuple[Unit, Status]]:
        """Yield the units in their order, each with its status."""
        self._folders = None
        for unit in self.head.units:
            yield unit, self.status(unit)

    def desk(self, unit: Unit, stop: Stop = never) -> Desk:
        """Take a unit to work on it; raises Problem where somebody else has it."""
        folder = self.folder_of(unit)
        desk = Desk(folder, unit.name, stop)
        if self._folders is not None:
            self._folders[unit.key] = folder
        return desk

    def report(self, unit: Unit, sha256: str = "") -> Report:
        """Open a version of a unit's report, by its digest or the one that counts."""
        path = self.version_path(unit, sha256)
        return decode(_content(path), self.forms, path.name)

    def version_path(self, unit: Unit, sha256: str = "") -> Path:
        """Return where a version lies; raises Problem where there is no such version."""
        status = self.status(unit)
        wanted = sha256 or status.current
        for version in status.versions:
            if version.sha256 == wanted:
                return self.folder_of(unit) / version.file
        raise Problem(f"“{unit.name}”还没有这份报告。")


def make_project(folder: Path, head: Head, forms: Forms) -> Project:
    """Make a project in a folder that is empty or not there yet; raises Problem."""
    if forms.for_year(head.year) is None:
        raise Problem(f"{head.year}年度没有统一的报告格式。请核对年度。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise Problem(f"汇总工程没有建立：{reason(error, folder)}（{folder}）。") from error
    if not is_empty:
        raise Problem(f"文件夹“{folder}”里已经有东西，没有在那里建立汇总工程。请换一个空文件夹。")
    data = encode_head(head)
    write_bytes(folder / PROJECT, data, failure=_FAILURE)
    return Project(folder, head, Stamp.of(data), forms)


def open_project(folder: Path, forms: Forms) -> Project:
    """Open a project; raises Problem where there is none or it is damaged."""
    data = _content(folder / PROJECT)
    clear_left_over(folder)
    return Project(folder, decode_head(data, PROJECT), Stamp.of(data), forms)


def is_project(folder: Path) -> bool:
    """Tell whether a folder is a project."""
    try:
        return (folder / PROJECT).is_file()
    except OSError:
        return False


def project_folder(path: Path) -> Path | None:
    """Return the project that a path means, the folder or its head; None where it means another."""
    folder = path.parent if path.name == PROJECT else path
    return folder if is_project(folder) else None


def copy_project(project: Project, target: Path, stop: Stop = never) -> Project:
    """Copy a project to an empty place, to be worked on elsewhere and merged back later."""
    copy = make_project(target, replace(project.head, units=()), project.forms)
    try:
        for unit in project.head.units:
            go_on(stop)
            source = project.folder_of(unit)
            if source.is_dir():
                ignored = shutil.ignore_patterns(".*")
                shutil.copytree(source, target / UNITS / source.name, ignore=ignored)
    except (OSError, shutil.Error) as error:
        raise Problem(f"没有复制完：“{target}”写不进去，可能是空间不够。请换一处再试。") from error
    copy.change(project.head)  # last of all: a copy that was cut short has no units
    return copy


def _folders_in(units: Path) -> dict[str, Path]:
    try:
        return {path.name.rpartition("-")[2]: path for path in units.iterdir()}
    except OSError:
        return {}


def _content(path: Path) -> bytes:
    try:
        return read_plain(path)
    except FileNotFoundError as error:
        raise Problem(f"找不到“{path}”。请查看它是否被移走、改名或者删除。") from error
    except (OSError, ValueError) as error:
        raise Problem(f"“{path}”读不出来。请查看磁盘，或者关闭别的程序后再试。") from error
