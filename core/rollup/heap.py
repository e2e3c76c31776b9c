"""A heap of files (一堆文件): everything below a folder, and what is in the zips among it.

A zip may be made to do harm: it names places outside its own, says it is small and unpacks for
ever, or holds a thousand zips. So its members get names of ours, and each of its bounds is kept
while it is unpacked, not believed beforehand.
"""

from __future__ import annotations

import os
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.base.file_name import file_name
from core.base.problem import Problem

MOST_MEMBERS = 20_000
LARGEST_MEMBER = 50 * 1024 * 1024
LARGEST_TOGETHER = 2 * 1024 * 1024 * 1024
"""Bytes that one zip may come to, unpacked."""
PROJECT = "rollup.json"
"""The file by which the folder of a project is known, here and below."""
SUM = "sum.nianbao"
"""The sum of a project, in its folder."""
LETTER_START = "退回意见-"
MESSAGES = "退回意见.txt"
REMINDER = "催报单.xlsx"
"""What we write for units is called so, and is not taken for a report of theirs."""
TABLE_START = b"unit,file,year,edition,address,value"
TABLE_MARK = b"<cp:category>nianbao rollup</cp:category>"
"""What tells the tables that a roll-up writes, whatever they are called."""
_PIECE = 1024 * 1024
_NOT_TAKEN = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_BAD = re.compile('[\x00-\x1f<>:"|?*\x7f]')
# An unknown way of packing is a RuntimeError, too.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)
_DAMAGED = "压缩包已经损坏，打不开。请重新下载或者复制一份。"
_UNREAD = "压缩包读不出来：可能没有读取的权限，或者磁盘、网络断开了。请检查以后再试。"
_MEMBER_DAMAGED = "压缩包里的这个文件已经损坏，取不出来。请重新压缩。"
_NOT_UNPACKED = "这个文件取不出来：磁盘读写出错，或者系统盘的空间不足。请检查以后再试。"
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read: where it lies, and what it is called below the heap.

    ``why`` says why it cannot be read at all; ``path`` then is of no use. ``is_unpacked`` tells a
    member of a zip, whose path is a passing one.
    """

    path: Path
    file: str
    why: str = ""
    is_unpacked: bool = False


def look_through(root: Path, room: Path, leave_out: Collection[Path] = ()) -> Iterator[Found]:
    """Yield every file below a folder, or in a zip, by name; raises Problem where it is neither.

    ``room`` is an empty folder where members of zips are put, ``leave_out`` are files and folders
    that are none of the heap. Files that systems and office programs leave are passed over.
    """
    kept_out = {os.path.realpath(path) for path in leave_out}
    try:
        mode = root.stat().st_mode
    except (OSError, ValueError) as error:
        raise Problem(f"找不到“{root}”。请检查文件夹是否改了名字或移到了别处。") from error
    if not stat.S_ISDIR(mode):
        if not zipfile.is_zipfile(root):
            raise Problem(f"“{root}”不是文件夹，也不是压缩包（.zip）。请指明放着年报的文件夹。")
        yield from _Zip(root, "", room).members()
        return
    for number, path in enumerate(_files(root, kept_out)):
        if isinstance(path, Found):
            yield path
            continue
        file = path.relative_to(root).as_posix()
        if is_archive(path):
            yield from _Zip(path, f"{file}/", room / str(number)).members()
        elif _is_file(path):
            yield Found(path, file)
        elif path.name == SUM and (path.parent / PROJECT).is_file():
            yield Found(path, file, _no_sum(path.parent.name))
        else:  # a pipe waits for ever, a broken link leads nowhere
            yield Found(path, file, f"“{path.name}”不是普通的文件，没有打开它。")


def is_archive(path: Path) -> bool:
    """Tell a zip of files from what only is packed as one (.docx, .xlsx)."""
    return path.suffix.lower() == ".zip"


def _files(root: Path, kept_out: Collection[str]) -> Iterator[Path | Found]:
    """Yield files folder by folder, and what cannot be looked into, with the reason.

    Links to folders are not followed; a link to what lies below the heap anyway is passed over.
    """
    real_root = os.path.realpath(root)
    closed: list[OSError] = []
    for folder, inner, names in os.walk(root, onerror=closed.append):
        if PROJECT in names and Path(folder) != root:
            # A project of a lower level is one unit here: its sum stands for all below it.
            inner.clear()
            yield Path(folder, SUM)
            continue
        wanted = []
        for name in sorted(inner):
            path = Path(folder, name)
            real = os.path.realpath(path)
            if not _is_wanted(name) or real in kept_out:
                continue
            wanted.append(name)
            if path.is_symlink() and not _lies_in(real, real_root):
                why = f"“{name}”是指向别处文件夹的链接，没有打开。请把里面的文件复制过来。"
                yield Found(path, path.relative_to(root).as_posix(), why)
        inner[:] = wanted
        real_folder = os.path.realpath(folder)
        for name in sorted(names):
            path = Path(folder, name)
            if not _is_wanted(name) or _is_our_table(path):
                continue
            is_link = path.is_symlink()
            # Of a link alone more need be asked than of the folder that it is in.
            real = os.path.realpath(path) if is_link else os.path.join(real_folder, name)  # noqa: PTH118
            is_double = is_link and _lies_in(real, real_root) and _is_file(path)
            if real not in kept_out and not is_double:
                yield path
    for error in closed:
        path = Path(error.filename)
        if path == root:
            raise Problem(f"“{root}”打不开。请检查有没有读取的权限。") from error
        why = f"文件夹“{path.name}”打不开，里面的文件没有读取。请检查有没有读取的权限。"
        yield Found(path, path.relative_to(root).as_posix(), why)


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118


def _is_file(path: Path) -> bool:
    """Tell a file from what is none; one that may not be looked at is for the reader to refuse."""
    try:
        return path.is_file()
    except OSError:
        return True


def _is_our_table(path: Path) -> bool:
    """Tell a table that a roll-up wrote, by its first bytes or its properties."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".csv" and _is_file(path):
            with path.open("rb") as file:
                return file.read(len(TABLE_START)) == TABLE_START
        if suffix == ".xlsx" and _is_file(path):
            with zipfile.ZipFile(path) as package:
                about = package.getinfo("docProps/core.xml")
                return about.file_size < _PIECE and TABLE_MARK in package.read(about)
    except _BROKEN:  # the reader has the words for what is wrong
        pass
    return False


def _no_sum(name: str) -> str:
    return f"“{name}”是下级的汇总工程，还没有汇总结果。"


def _is_wanted(name: str) -> bool:
    return not (
        name.startswith((".", "~$"))
        or (name.startswith(LETTER_START) and name.endswith((".docx", ".pdf")))
        or name in {MESSAGES, REMINDER}
        or name.lower() in _NOT_TAKEN
        or name.endswith((".tmp", ".part", ".crdownload"))
    )


class _Zip:
    """One zip, unpacked member by member into a folder of its own."""

    def __init__(self, path: Path, start: str, room: Path) -> None:
        self._path = path
        self._start = start
        self._room = room
        self._left = LARGEST_TOGETHER

    def members(self) -> Iterator[Found]:
        """Yield what is in it; what cannot be unpacked is told with the reason."""
        try:
            package = zipfile.ZipFile(self._path)
        except _BROKEN as error:
            why = _UNREAD if _is_of_disk(error) else _DAMAGED
            yield self._refused("", why)
            return
        with package:
            members = [info for info in package.infolist() if not info.is_dir()]
            if len(members) > MOST_MEMBERS:
                why = f"压缩包里有{len(members)}个文件，太多了，没有打开。请先解压，分几次读取。"
                yield self._refused("", why)
                return
            members.sort(key=lambda info: info.filename)
            named = [(number, info, _name_of(info)) for number, info in enumerate(members)]
            projects = {name.parent for _, _, name in named if name.name == PROJECT}
            lacking = projects - {name.parent for _, _, name in named if name.name == SUM}
            for number, info, name in named:
                if not all(_is_wanted(part) for part in name.parts):
                    continue
                if name.parent in lacking and name.name == PROJECT:
                    where = name.parent.name or self._path.stem
                    yield Found(self._path, f"{self._start}{name.parent / SUM}", _no_sum(where))
                elif _stands(name, projects):
                    yield self._member(package, info, name, number)

    def _member(
        self, package: zipfile.ZipFile, info: zipfile.ZipInfo, name: PurePosixPath, number: int
    ) -> Found:
        if info.flag_bits & 1:
            return self._refused(str(name), "压缩包加了密码，取不出来。请去掉密码，或者先解压。")
        if stat.S_ISLNK(info.external_attr >> 16):
            return self._refused(str(name), "压缩包里这一项是链接，不是文件，没有读取。")
        if name.suffix.lower() == ".zip":
            return self._refused(str(name), "压缩包里又有压缩包，没有打开。请先解压。")
        target = self._room / str(number) / _safe(name.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not self._unpack(package, info, target):
                return self._refused(str(name), "解开以后太大，不像是一份年报，没有读取。")
            _date(target, info)
        except _BROKEN as error:
            why = _NOT_UNPACKED if _is_of_disk(error) else _MEMBER_DAMAGED
            return self._refused(str(name), why)
        return Found(target, f"{self._start}{name}", is_unpacked=True)

    def _unpack(self, package: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> bool:
        """Write a member to the disk, and stop where it grows beyond its bounds."""
        size = 0
        with package.open(info) as packed, target.open("wb") as file:
            while piece := packed.read(_PIECE):
                size += len(piece)
                self._left -= len(piece)
                if size > LARGEST_MEMBER or self._left < 0:
                    break
                file.write(piece)
        if size > LARGEST_MEMBER or self._left < 0:
            target.unlink(missing_ok=True)
            return False
        return True

    def _refused(self, name: str, why: str) -> Found:
        file = f"{self._start}{name}" if name else self._start.rstrip("/") or self._path.name
        return Found(self._path, file, f"“{file.rpartition('/')[2]}”：{why}")


def _is_of_disk(error: Exception) -> bool:
    """Tell an error of the disk, for which zipfile has the same word as for what is no zip."""
    return isinstance(error, OSError) or isinstance(error.__context__, OSError)


def _stands(name: PurePosixPath, projects: Collection[PurePosixPath]) -> bool:
    """Tell whether a file is read: of a project of a lower level its sum alone."""
    inside = [project for project in projects if name.is_relative_to(project)]
    if not inside:
        return True
    outermost = min(inside, key=lambda project: len(project.parts))
    return name == outermost / SUM


def _name_of(info: zipfile.ZipInfo) -> PurePosixPath:
    """Return a member's name without what leads out of its folder, in Chinese where it is.

    Chinese systems write names in GBK and do not say so; zipfile then takes them for CP437.
    """
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            pass
    parts = [part for part in re.split(r"[/\\]", name) if part not in {"", ".", ".."}]
    return PurePosixPath(*(_BAD.sub("_", part) for part in parts or ["未命名"]))


def _safe(name: str) -> str:
    """Return a name that every system takes for a file's; its suffix stays."""
    path = PurePosixPath(name)
    return file_name(path.stem[:60], path.suffix[:12])


def _date(target: Path, info: zipfile.ZipInfo) -> None:
    """Give an unpacked member the time that the zip notes: of two reports the later one counts."""
    try:
        when = time.mktime((*info.date_time, 0, 0, -1))
        os.utime(target, (when, when))
    except (OverflowError, ValueError, OSError):  # a date that no clock shows
        pass
