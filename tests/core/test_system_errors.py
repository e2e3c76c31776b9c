"""What the errors of Windows mean, tried on every system."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.base import atomic, system_errors
from core.base.problem import Problem
from core.base.system_errors import extended, is_too_long, meaning, name_is_too_long, patiently


class WindowsError(OSError):
    """An error as Windows gives it."""

    def __init__(self, number: int, told: int) -> None:
        super().__init__(number, "x")
        self.winerror = told


@pytest.fixture
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_errors, "os", SimpleNamespace(name="nt", path=os.path))
    monkeypatch.setattr(system_errors, "time", SimpleNamespace(sleep=lambda _pause: None))


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize(
    ("number", "told", "words"),
    [
        (errno.EACCES, 19, "只读"),
        (errno.EACCES, 32, "正被别的程序打开"),
        (errno.EINVAL, 1224, "正被别的程序打开"),
        (errno.ENOENT, 53, "断开了"),
        (errno.EINVAL, 59, "断开了"),
        (errno.EACCES, 21, "断开了"),
        (errno.EINVAL, 1117, "磁盘读写出错"),
        (errno.EINVAL, 1295, "磁盘配额"),
        (errno.EINVAL, 123, "不能用作文件名"),
        (errno.ENOENT, 206, "文件名太长"),
        (errno.ENOENT, 3, "文件夹不存在"),
        (errno.EACCES, 5, "没有写入的权限"),
    ],
)
def test_a_number_of_windows_is_told_for_what_it_is(number: int, told: int, words: str) -> None:
    assert words in atomic.reason(WindowsError(number, told))


@pytest.mark.usefixtures("_windows")
def test_a_path_tells_what_windows_does_not(tmp_path: Path) -> None:
    missing, denied = OSError(errno.ENOENT, "x"), OSError(errno.EACCES, "x")
    assert meaning(missing, tmp_path / "a.nianbao") == errno.ENOENT
    assert meaning(missing, tmp_path / ("长" * 256)) == errno.ENAMETOOLONG
    assert meaning(denied, tmp_path / "a.nianbao") == errno.EACCES
    assert meaning(denied, tmp_path) == errno.EISDIR


def test_lengths_are_counted_as_windows_counts() -> None:
    assert not name_is_too_long(Path("长" * 255))
    assert name_is_too_long(Path("𠮷" * 128))
    deep = Path("/").joinpath(*["文件夹" * 10] * 9)
    assert is_too_long(deep)
    assert not name_is_too_long(deep)


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (r"C:\年报\a.nianbao", "\\\\?\\C:\\年报\\a.nianbao"),
        ("C:/年报/a.nianbao", "\\\\?\\C:\\年报\\a.nianbao"),
        (r"\\server\share\年报\a", "\\\\?\\UNC\\server\\share\\年报\\a"),
        ("\\\\?\\C:\\a", "\\\\?\\C:\\a"),
    ],
)
def test_a_path_without_a_limit(path: str, long: str) -> None:
    assert extended(path) == long


@pytest.mark.usefixtures("_windows")
def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced() -> None:
    tries: list[int] = []

    def held_twice() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise WindowsError(errno.EACCES, 32)

    patiently(held_twice)
    assert len(tries) == 3


@pytest.mark.usefixtures("_windows")
def test_what_stays_held_is_said_at_last() -> None:
    tries: list[int] = []

    def held() -> None:
        tries.append(1)
        raise WindowsError(errno.EACCES, 5)

    with pytest.raises(OSError, match="x"):
        patiently(held)
    assert len(tries) == 7


@pytest.mark.usefixtures("_windows")
def test_what_has_another_cause_is_said_at_once() -> None:
    tries: list[int] = []

    def full() -> None:
        tries.append(1)
        raise WindowsError(errno.ENOSPC, 112)

    with pytest.raises(OSError, match="x"):
        patiently(full)
    assert len(tries) == 1


def test_a_folder_so_deep_that_only_its_own_names_fit_takes_a_report(tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 230:
        folder /= "文件夹" * 3
    folder.mkdir(parents=True)
    file = folder / "甲.nianbao"
    atomic.write_bytes(file, b"1")
    atomic.write_bytes(file, b"2")
    assert file.read_bytes() == b"2"
    assert [each.name for each in folder.iterdir()] == ["甲.nianbao"]


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="文件名太长"):
        atomic.write_bytes(tmp_path / ("长" * 300), b"")
