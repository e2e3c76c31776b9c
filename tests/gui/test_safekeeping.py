"""Work that is not saved survives a crash, and a saved file is backed up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.document.encode import encode
from core.document.file import Stamp, load, save
from core.figures.address import Address
from core.keeping.backups import Backups, backup_folder
from core.keeping.recovery import Keeper, Left, find_left, recovery_folder
from core.report.edit import apply
from core.report.edits import SetFigure
from core.settings.settings import config_folder
from gui.files.files import SAMPLE
from gui.files.recovery import RecoveryDialog
from gui.frame.window import Window
from tests.gui.conftest import Answers
from tests.gui.keyboard import table_page
from tests.gui.keyboard import type_into as type_by_keys

CELL = Address("applications.received.natural")


def kept_in(window: Window) -> list[Path]:
    window.safekeeping.settle()
    return list(recovery_folder(config_folder()).glob("*/report.nianbao"))


def type_into(window: Window, text: str) -> None:
    window.document.edit([SetFigure(CELL, text)], "填写")


def test_a_change_is_kept_beside_and_let_go_once_saved(
    sample: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    assert kept_in(sample) == []
    type_into(sample, "77")
    qtbot.waitUntil(lambda: len(kept_in(sample)) == 1)
    (file,) = kept_in(sample)
    assert file.read_bytes() == encode(sample.document.report, sample.document.history)
    type_into(sample, "78")
    qtbot.waitUntil(
        lambda: file.read_bytes() == encode(sample.document.report, sample.document.history)
    )
    sample.document.save(tmp_path / "a.nianbao")
    assert kept_in(sample) == []
    (backup,) = Backups(backup_folder(config_folder())).of(tmp_path / "a.nianbao")
    assert backup.file.read_bytes() == (tmp_path / "a.nianbao").read_bytes()


def test_undone_to_what_is_saved_nothing_is_kept(sample: Window, qtbot: QtBot) -> None:
    type_into(sample, "77")
    qtbot.waitUntil(lambda: len(kept_in(sample)) == 1)
    sample.document.undo_stack.undo()
    qtbot.waitUntil(lambda: kept_in(sample) == [])


def test_closing_without_saving_keeps_nothing(sample: Window, qtbot: QtBot) -> None:
    type_into(sample, "77")
    qtbot.waitUntil(lambda: len(kept_in(sample)) == 1)
    sample.close()
    assert list(recovery_folder(config_folder()).glob("*/report.nianbao")) == []


def leave_behind(window: Window, path: Path | None, text: str) -> Left:
    """Leave a report behind as a process that was killed would."""
    report, stamp = load(SAMPLE, window.document.forms)
    if path is not None and not path.exists():
        save(report, path)
    apply(report, [SetFigure(CELL, text)])
    keeper = Keeper(recovery_folder(config_folder()))
    keeper.keep(encode(report), path, stamp if path else None)
    assert keeper._lock is not None
    keeper._lock.release()
    return find_left(recovery_folder(config_folder()))[0]


def answer(press: Callable[[RecoveryDialog], object]) -> list[RecoveryDialog]:
    """Do something to the dialog as soon as it stands there."""
    seen: list[RecoveryDialog] = []

    def act() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, RecoveryDialog) and widget.isVisible():
                seen.append(widget)
                press(widget)

    QTimer.singleShot(0, act)
    return seen


def test_nothing_left_nothing_asked(window: Window) -> None:
    assert not window.recovering.offer()


def test_what_a_crash_left_is_compared_and_restored(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "某局.nianbao"
    left = leave_behind(window, path, "517")
    seen = answer(lambda dialog: dialog.take.click())
    assert window.recovering.offer()
    assert "有1处不同" in seen[0].told.text()
    item = seen[0].differences.topLevelItem(0)
    assert [item.text(column) for column in range(3)] == [
        "三、申请办理",
        "“一、本年新收政府信息公开申请数量”自然人",
        "516",
    ]
    assert item.text(3).startswith("517")
    assert window.document.report.value(CELL).text == "517"
    assert window.document.has_work
    assert not left.folder.exists()
    assert len(kept_in(window)) == 1
    assert window.saving.save()
    assert load(path, window.document.forms)[0].value(CELL).text == "517"
    assert kept_in(window) == []


def test_a_file_changed_since_is_told_and_not_written_over(
    window: Window, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "某局.nianbao"
    leave_behind(window, path, "517")
    report, stamp = load(path, window.document.forms)
    apply(report, [SetFigure(CELL, "600")])
    save(report, path, stamp)
    seen = answer(lambda dialog: dialog.take.click())
    assert window.recovering.offer()
    assert "在这以后又被改动过" in seen[0].told.text()
    assert not window.saving.save()
    assert "修改过" in answers.told[-1]
    assert load(path, window.document.forms)[0].value(CELL).text == "600"


def test_what_is_not_wanted_can_wait_or_go(window: Window) -> None:
    left = leave_behind(window, None, "517")
    answer(lambda dialog: dialog.reject())
    assert not window.recovering.offer()
    assert left.folder.exists()
    answer(lambda dialog: dialog.delete.click())
    assert not window.recovering.offer()
    assert not left.folder.exists()


def test_a_damaged_find_is_told_and_cannot_be_opened(window: Window, qtbot: QtBot) -> None:
    left = leave_behind(window, None, "517")
    file = left.folder / "report.nianbao"
    file.write_bytes(file.read_bytes()[:900])
    dialog = RecoveryDialog([left], window.document.forms, window)
    qtbot.addWidget(dialog)
    assert "已经损坏" in dialog.told.text()
    assert not dialog.take.isEnabled()
    assert dialog.delete.isEnabled()


def test_a_folder_that_cannot_be_written_to_is_told_once(
    sample: Window, qtbot: QtBot, answers: Answers
) -> None:
    folder = recovery_folder(config_folder())
    folder.parent.mkdir(parents=True, exist_ok=True)
    sample.safekeeping.settle()
    folder.write_text("in the way")
    faults: list[str] = []
    sample.safekeeping.failed.connect(faults.append)
    type_into(sample, "77")
    qtbot.waitUntil(lambda: bool(faults))
    assert "自动保留没有成功" in faults[0]
    assert "请尽快保存" in sample.versions.bar.words.text()
    type_into(sample, "78")
    sample.safekeeping.keep()
    sample.safekeeping.settle()
    QApplication.processEvents()
    assert len(faults) == 1
    folder.unlink()
    type_into(sample, "79")
    qtbot.waitUntil(sample.versions.bar.isHidden)
    assert len(kept_in(sample)) == 1


def test_a_slow_disk_does_not_let_what_is_kept_fall_behind(
    sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one keeping hangs, ten more are asked for: the latest follows, not ten in turn."""
    written, gate = [], threading.Event()
    keep = Keeper.keep

    def slowly(self: Keeper, data: bytes, path: Path | None, stamp: Stamp | None) -> None:
        gate.wait(10)
        written.append(data)
        keep(self, data, path, stamp)

    monkeypatch.setattr(Keeper, "keep", slowly)
    for number in range(11):
        type_into(sample, str(number))
        sample.safekeeping.keep()
    gate.set()
    (file,) = kept_in(sample)
    assert len(written) <= 3
    assert file.read_bytes() == encode(sample.document.report, sample.document.history)


def test_what_waits_is_kept_before_a_long_export(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    type_into(sample, "77")
    assert kept_in(sample) == []
    answers.path = tmp_path / "a.csv"
    sample.exporting.export(".csv", "数据清单")
    assert len(kept_in(sample)) == 1


def test_the_first_cells_of_two_tables_are_two_steps(sample: Window, qtbot: QtBot) -> None:
    """Typed one right after the other, neither takes the other back."""
    cells = ("proactive.regulation.made", "remedies.direct_suit.other")
    for name in cells:
        address = Address(name)
        type_by_keys(table_page(sample, address.section), address, "41", Qt.Key.Key_Return)
    assert [sample.document.report.value(Address(name)).text for name in cells] == ["41", "41"]
    sample.document.undo_stack.undo()
    assert sample.document.report.value(Address(cells[0])).text == "41"
