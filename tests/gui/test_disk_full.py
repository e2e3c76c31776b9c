"""A full disk, a pulled stick, a read-only folder: said plainly, and nothing is lost.

Each kind of write meets each fault: the disk fills up after a few bytes, or when the bytes are
brought to it, or when the folder takes the new name.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.base.problem import Problem
from core.document.file import load
from core.figures.address import Address
from core.keeping.backups import Backups, backup_folder
from core.keeping.recovery import find_left, recovery_folder
from core.report.edits import SetFigure
from core.settings.phrases import Phrase
from core.settings.settings import config_folder, load_settings
from gui.frame.window import Window
from gui.printing import KINDS
from gui.tables.copying import copy_report
from tests.gui.conftest import Answers

CELL = Address("applications.received.natural")
OLD = b"what stood here before"
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


class FullDisk:
    """Lets our own writes fail: of the bytes after a half, of bringing them, of renaming."""

    STEPS = ("open", "write", "fsync", "replace")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOSPC) -> None:
        self._patch = monkeypatch
        self._number = number

    def fail(self, step: str, within: Path | None = None) -> None:
        """Let a step of writing fail from now on, everywhere or in one folder."""
        opened, wrapped, fsync, replaced = os.open, os.fdopen, os.fsync, Path.replace
        linked = Path.hardlink_to
        error = OSError(self._number, os.strerror(self._number))

        def is_meant(path: Path) -> bool:
            return within is None or within in path.parents

        def is_ours(handle: int) -> bool:
            path = Path(f"/proc/self/fd/{handle}").readlink()
            return path.name.startswith(".nianbao-") and is_meant(path)

        def do_open(path: str | Path, flags: int, *rest: int, **named: int) -> int:
            if step == "open" and flags & os.O_EXCL and is_meant(Path(path)):
                raise error
            return opened(path, flags, *rest, **named)

        def do_wrap(handle: int, *rest: object) -> object:
            file = wrapped(handle, *rest)  # type: ignore[call-overload]
            return HalfFile(file, error) if step == "write" and is_ours(handle) else file

        def do_fsync(handle: int) -> None:
            if step == "fsync" and is_meant(Path(f"/proc/self/fd/{handle}").readlink()):
                raise error
            fsync(handle)

        def do_replace(path: Path, target: Path) -> Path:
            if step == "replace" and is_meant(target):
                raise error
            return replaced(path, target)

        def do_link(path: Path, target: Path) -> None:
            if step == "replace" and is_meant(path):
                raise error
            linked(path, target)

        self._patch.setattr(os, "open", do_open)
        self._patch.setattr(os, "fdopen", do_wrap)
        self._patch.setattr(os, "fsync", do_fsync)
        self._patch.setattr(Path, "replace", do_replace)
        self._patch.setattr(Path, "hardlink_to", do_link)

    def has_room_again(self) -> None:
        """Let everything be written again."""
        self._patch.undo()


class HalfFile(io.RawIOBase):
    """A file on a disk that is full after half of the bytes."""

    def __init__(self, file: io.BufferedWriter, error: OSError) -> None:
        self._file, self._error = file, error

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        raise self._error

    def close(self) -> None:
        self._file.close()
        super().close()


@pytest.fixture
def disk(window: Window) -> Iterator[FullDisk]:
    """A disk that can be made full; the window and its own settings were made before."""
    with pytest.MonkeyPatch.context() as patch:
        yield FullDisk(patch)


@pytest.fixture
def work(sample: Window, tmp_path: Path) -> Window:
    """A saved report with an edit that no file holds."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    sample.document.save(folder / "某局.nianbao")
    sample.safekeeping.settle()
    sample.document.edit([SetFigure(CELL, "517")], "填写")
    return sample


def place(work: Window) -> Path:
    assert work.document.path is not None
    return work.document.path


def assert_nothing_lost(work: Window, saved: bytes) -> None:
    """The report is open and unsaved, its file is as it was, and nothing half lies about."""
    assert work.document.report.value(CELL).text == "517"
    assert work.document.has_work
    assert place(work).read_bytes() == saved
    work.watch.settle()  # the mark of who has the file open is written beside, by and by,
    work.safekeeping.settle()  # and so is what is kept meanwhile
    assert not list(place(work).parent.glob("*.tmp"))
    assert not list(place(work).parent.glob(".nianbao-*"))


@pytest.mark.skipif(sys.platform != "linux", reason="looks up a handle's file in /proc")
@pytest.mark.parametrize("step", FullDisk.STEPS)
def test_saving_on_a_full_disk(
    work: Window, disk: FullDisk, answers: Answers, step: str, tmp_path: Path
) -> None:
    saved = place(work).read_bytes()
    disk.fail(step)
    assert not work.saving.save()
    answers.path = place(work).with_name("另一份.nianbao")
    assert not work.saving.save_as()
    assert not answers.path.exists()
    assert len(answers.told) == 2
    for told, path in zip(answers.told, (place(work), answers.path), strict=True):
        assert told == (f"文件没有保存：磁盘空间不足，请腾出空间，或者保存到别的磁盘（{path}）。")
    assert_nothing_lost(work, saved)
    disk.has_room_again()
    assert work.saving.save()
    assert load(place(work), work.document.forms)[0].value(CELL).text == "517"


@pytest.mark.skipif(sys.platform != "linux", reason="looks up a handle's file in /proc")
@pytest.mark.parametrize("suffix", KINDS)
def test_exporting_to_a_full_disk(
    work: Window, disk: FullDisk, answers: Answers, suffix: str
) -> None:
    saved = place(work).read_bytes()
    answers.path = place(work).with_suffix(suffix)
    answers.path.write_bytes(OLD)
    disk.fail("write")
    work.exporting.export(suffix, KINDS[suffix].name)
    disk.has_room_again()
    (told,) = answers.told
    assert told == (
        f"文件没有保存：磁盘空间不足，请腾出空间，或者保存到别的磁盘（{answers.path}）。"
    )
    assert answers.path.read_bytes() == OLD
    assert_nothing_lost(work, saved)


@pytest.mark.skipif(sys.platform != "linux", reason="looks up a handle's file in /proc")
def test_the_pdf_of_the_preview_on_a_full_disk(
    work: Window, disk: FullDisk, answers: Answers
) -> None:
    from gui.printing.preview import Preview

    work.commands.show_preview()
    preview = work.findChild(Preview)
    assert preview is not None
    path = place(work).with_suffix(".pdf")
    disk.fail("write")
    preview.write(path)
    assert "磁盘空间不足" in answers.told[-1]
    assert not path.exists()
    assert not list(path.parent.glob(".nianbao-*"))
    preview.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks up a handle's file in /proc")
@pytest.mark.parametrize("step", FullDisk.STEPS)
def test_the_disk_of_recovery_and_backups_is_full(
    work: Window, disk: FullDisk, qtbot: QtBot, step: str
) -> None:
    """Told in a line that stays, without a dialog; the report can still be saved elsewhere."""
    disk.fail(step, within=config_folder())
    bar = work.versions.bar
    work.safekeeping.keep()
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.words.text().startswith("自动保留没有成功：磁盘空间不足")
    assert bar.words.text().endswith("请尽快保存报告。")
    assert work.saving.save()
    work.safekeeping.settle()
    QApplication.processEvents()
    assert bar.words.text().startswith("没有留下备份：磁盘空间不足")
    assert load(place(work), work.document.forms)[0].value(CELL).text == "517"
    kept = backup_folder(config_folder())
    assert not list(kept.rglob(".nianbao-*"))
    assert not list(recovery_folder(config_folder()).rglob(".nianbao-*"))
    disk.has_room_again()
    work.document.edit([SetFigure(CELL, "518")], "填写")
    assert work.saving.save()
    qtbot.waitUntil(bar.isHidden)
    assert len(Backups(kept).of(place(work))) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="looks up a handle's file in /proc")
@pytest.mark.parametrize("step", FullDisk.STEPS)
def test_settings_phrases_and_marks_on_a_full_disk(
    work: Window, disk: FullDisk, answers: Answers, step: str, tmp_path: Path
) -> None:
    work.preferences.set(theme="dark")
    work.workspace.book.add(Phrase("problems", "第一句。"))
    file = config_folder() / "phrases.json"
    phrases = file.read_bytes()
    disk.fail(step)
    work.preferences.set(theme="light")  # goes on as chosen, and is as before at the next start
    with pytest.raises(Problem, match="磁盘空间不足"):
        work.workspace.book.add(Phrase("problems", "第二句。"))
    assert file.read_bytes() == phrases
    assert "第二句。" not in [phrase.text for phrase in work.workspace.book.all()]
    with pytest.raises(Problem, match="磁盘空间不足"):
        work.workspace.book.write(tmp_path / "常用语.json")
    assert not (tmp_path / "常用语.json").exists()
    work.watch.look()  # a mark that cannot be left is no fault
    work.watch.settle()
    QApplication.processEvents()
    assert answers.told == []
    assert copy_report(work.document.report)
    disk.has_room_again()
    assert load_settings().theme == "dark"
    work.safekeeping.settle()  # what is being kept just now is half there for a moment
    assert not list(config_folder().rglob(".nianbao-*"))


def fill_up(handle: int) -> None:
    while True:
        os.write(handle, bytes(1024))


def pulled(folder: Path) -> None:
    shutil.rmtree(folder)


def a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(OLD)


@pytest.mark.parametrize("happen", [pulled, a_file_in_its_place])
def test_the_stick_is_pulled(
    work: Window, answers: Answers, happen: Callable[[Path], None], tmp_path: Path
) -> None:
    path = place(work)
    work.watch.settle()  # whoever marks the file as open is done, and makes nothing anew
    happen(path.parent)
    assert not work.saving.save()
    assert f"所在的文件夹不存在，请先建立文件夹，或者保存到别处（{path}）" in answers.told[-1]
    answers.path = path.with_suffix(".docx")
    work.exporting.export(".docx", "Word 文档")
    assert "所在的文件夹不存在" in answers.told[-1]
    assert work.document.has_work
    work.safekeeping.keep()
    work.safekeeping.settle()
    assert work.versions.bar.isHidden()  # what is kept for recovery lies elsewhere
    answers.path = tmp_path / "另一份.nianbao"
    assert work.saving.save_as()
    assert load(answers.path, work.document.forms)[0].value(CELL).text == "517"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("长" * 300 + ".nianbao", "文件名太长，请换一个短一些的文件名"),
        ("文件夹.nianbao", "已有同名的文件夹，请换一个文件名"),
        ("没有/这里.nianbao", "所在的文件夹不存在"),
    ],
)
def test_a_place_where_no_file_can_be(
    work: Window, answers: Answers, name: str, words: str
) -> None:
    saved = place(work).read_bytes()
    (place(work).parent / "文件夹.nianbao").mkdir()
    answers.path = place(work).parent / name
    assert not work.saving.save_as()
    assert words in answers.told[-1]
    assert_nothing_lost(work, saved)


@contextmanager
def without_rights(folder: Path, mode: int) -> Iterator[None]:
    """Take the right to write to a folder away; root, who has every right, becomes nobody."""
    folder.chmod(mode)
    if IS_ROOT:
        os.seteuid(65534)
    try:
        yield
    finally:
        if IS_ROOT:
            os.seteuid(0)
        folder.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_without_the_right_to_write(work: Window, answers: Answers, mode: int) -> None:
    saved = place(work).read_bytes()
    with without_rights(place(work).parent, mode):
        assert not work.saving.save()
    assert "权限" in answers.told[-1]
    assert str(place(work)) in answers.told[-1]
    assert_nothing_lost(work, saved)


@pytest.mark.skipif(not IS_ROOT or sys.platform != "linux", reason="only root mounts a disk")
def test_a_disk_that_is_really_full_and_one_that_is_read_only(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    disk = tmp_path / "U盘"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    small = ["-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)]
    if not mount or not unmount or subprocess.run([mount, *small], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        sample.document.save(disk / "某局.nianbao")
        sample.document.edit([SetFigure(CELL, "517")], "填写")
        saved = place(sample).read_bytes()
        filler = os.open(disk / "别的文件", os.O_WRONLY | os.O_CREAT)
        with pytest.raises(OSError, match="space"):
            fill_up(filler)
        os.close(filler)
        assert not sample.saving.save()
        assert "磁盘空间不足" in answers.told[-1]
        assert_nothing_lost(sample, saved)
        (disk / "别的文件").unlink()
        subprocess.run([mount, "-o", "remount,ro", str(disk)], check=True)
        assert not sample.saving.save()
        assert "所在的磁盘是只读的，请保存到别处" in answers.told[-1]
        assert_nothing_lost(sample, saved)
        sample.document.leave()
        sample.watch.settle()
    finally:
        subprocess.run([unmount, "-l", str(disk)], check=False)


def test_what_could_not_be_saved_is_found_after_a_crash(work: Window) -> None:
    shutil.rmtree(place(work).parent)
    assert not work.saving.save()
    work.safekeeping.keep()
    work.safekeeping.settle()
    keeper = work.safekeeping._keeper
    assert keeper._lock is not None
    keeper._lock.release()  # as the end of the process would
    (left,) = find_left(recovery_folder(config_folder()))
    assert left.read(work.document.forms)[0].value(CELL).text == "517"
    assert left.path == place(work)
