"""Files on the disk: whole or untouched, and never over somebody else's work."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.base.atomic import write_bytes
from core.base.problem import Problem
from core.document.encode import encode
from core.document.file import ChangedOnDisk, Stamp, load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure
from core.report.report import Report
from tests.editions import form_of

RECEIVED = Address("applications.received.natural")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


@pytest.fixture
def report(forms: Forms) -> Report:
    report = Report(form_of(forms, "2021"), "某市某局", 2024)
    apply(report, [SetFigure(RECEIVED, "5")])
    return report


def failing(number: int) -> Callable[..., None]:
    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# ---- writing bytes ----------------------------------------------------------------------------


def test_a_new_file_and_a_replaced_one(tmp_path: Path) -> None:
    file = tmp_path / "报告.nianbao"
    write_bytes(file, b"one")
    write_bytes(file, b"two")
    assert file.read_bytes() == b"two"
    assert names(tmp_path) == ["报告.nianbao"]


@posix_only
def test_the_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    usual, file = tmp_path / "usual", tmp_path / "file"
    usual.touch()
    write_bytes(file, b"one")
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    file.chmod(0o640)
    write_bytes(file, b"two")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@posix_only
def test_a_link_goes_on_pointing_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "target", tmp_path / "link"
    target.write_bytes(b"one")
    link.symlink_to(target)
    write_bytes(link, b"two")
    assert link.is_symlink()
    assert target.read_bytes() == b"two"


def test_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    file = tmp_path / ("报" * 85)
    write_bytes(file, b"one")
    assert file.read_bytes() == b"one"


def test_the_bytes_reach_the_disk_before_the_name_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        done.append("fsync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "fsync file")
        real_fsync(handle)

    def replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    write_bytes(tmp_path / "file", b"one")
    assert done[:2] == ["fsync file", "replace"]
    assert done[2:] == ([] if sys.platform == "win32" else ["fsync folder"])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "配额已用完"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EACCES, "没有写入的权限"),
        (errno.EPERM, "没有写入的权限"),
        (errno.EIO, "磁盘读写出错"),
        (errno.ENOTCONN, "磁盘或者网络断开了"),
        (errno.EFBIG, "放不下这么大的文件"),
        (errno.EDOM, "写不进去（系统给出的原因"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, step: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    place: object = os if step == "fsync" else Path
    monkeypatch.setattr(place, step, failing(number))
    with pytest.raises(Problem) as caught:
        write_bytes(file, b"new")
    monkeypatch.undo()
    assert str(caught.value).startswith("文件没有保存：")
    assert words in str(caught.value)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="文件夹不存在"):
        write_bytes(tmp_path / "nowhere" / "file", b"")
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="文件夹不存在"):
        write_bytes(tmp_path / "file" / "file", b"")


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Problem, match="同名的文件夹"):
        write_bytes(tmp_path / "folder", b"")
    assert names(tmp_path) == ["folder"]


@posix_only
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Problem, match="不能用作文件名"):
        write_bytes(pipe, b"")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "words"), [("名" * 300, "文件名太长"), ("a\0b", "不能用作文件名")]
)
def test_a_name_that_cannot_be(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        write_bytes(tmp_path / name, b"")


def test_a_file_made_read_only_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    # Who runs this may be root, to whom nothing is read-only.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Problem, match="没有写入的权限"):
        write_bytes(file, b"new")
    assert file.read_bytes() == b"old"


# ---- documents --------------------------------------------------------------------------------


def test_saving_and_opening(tmp_path: Path, report: Report, forms: Forms) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    again, read = load(file, forms)
    assert read == stamp == Stamp.of(file.read_bytes())
    assert again.figures() == report.figures()
    assert encode(again) == file.read_bytes()


def test_two_saves_give_the_same_bytes(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "a.nianbao"
    first = save(report, file)
    before = file.read_bytes()
    assert save(report, file, first) == first
    assert file.read_bytes() == before


def test_saving_again_and_again(tmp_path: Path, report: Report, forms: Forms) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    for number in range(3):
        apply(report, [SetFigure(RECEIVED, str(number))])
        stamp = save(report, file, stamp)
    assert load(file, forms)[0].figure(RECEIVED) == 2


def test_a_file_that_somebody_changed_is_not_overwritten(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    theirs = file.read_bytes().replace(b'"5"', b'"6"')
    file.write_bytes(theirs)
    with pytest.raises(ChangedOnDisk, match=r"“a\.nianbao”打开以后被.*改动过"):
        save(report, file, stamp)
    assert file.read_bytes() == theirs
    stamp = save(report, file, stamp, overwrite=True)
    assert file.read_bytes() == encode(report)
    save(report, file, stamp)


def test_a_touched_file_is_no_conflict(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    os.utime(file, (0, 0))
    apply(report, [SetCover("某县", 2024)])
    save(report, file, stamp)
    assert file.read_bytes() == encode(report)


def test_a_deleted_file_is_written_again(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    file.unlink()
    save(report, file, stamp)
    assert file.read_bytes() == encode(report)


def test_a_first_save_overwrites_nothing(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "a.nianbao"
    file.write_bytes(b"theirs")
    with pytest.raises(Problem, match="没有覆盖"):
        save(report, file)
    assert file.read_bytes() == b"theirs"
    save(report, file, overwrite=True)
    assert file.read_bytes() == encode(report)


def test_a_failed_save_leaves_the_old_report(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.nianbao"
    stamp = save(report, file)
    before = file.read_bytes()
    apply(report, [SetFigure(RECEIVED, "6")])
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(Problem, match="磁盘空间不足"):
        save(report, file, stamp)
    assert file.read_bytes() == before
    monkeypatch.undo()
    save(report, file, stamp)


def test_opening_what_is_not_there(tmp_path: Path, forms: Forms) -> None:
    with pytest.raises(Problem, match="找不到文件"):
        load(tmp_path / "a.nianbao", forms)
    with pytest.raises(Problem, match="是文件夹"):
        load(tmp_path, forms)
    with pytest.raises(Problem, match="读不出来"):
        load(tmp_path / "a\0b", forms)


def test_opening_without_permission(
    tmp_path: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.nianbao"
    file.touch()
    fail = PermissionError(errno.EACCES, "")
    monkeypatch.setattr(os, "open", lambda *_args, **_named: (_ for _ in ()).throw(fail))
    with pytest.raises(Problem, match="没有读取"):
        load(file, forms)


def test_a_damaged_file_names_itself(tmp_path: Path, forms: Forms) -> None:
    file = tmp_path / "坏.nianbao"
    file.write_bytes(b'{"format": "nianbao", ')
    with pytest.raises(Problem, match=r"“坏\.nianbao”已经损坏"):
        load(file, forms)
