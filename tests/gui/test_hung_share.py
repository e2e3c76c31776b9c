"""A share that hangs keeps neither the window nor the end of the program."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.base.problem import Problem
from core.document.file import Stamp, load, save, save_content
from core.figures.address import Address
from core.forms.loader import Forms
from core.publishing.publishing import Publication, PublishedFile
from core.report.edits import SetFigure
from core.report.report import Report
from core.rollup.head import Head
from core.rollup.heap import Found
from core.rollup.matching import By
from core.rollup.project import make_project, open_project
from core.rollup.unit import Unit
from gui.frame.window import Window
from gui.keeping.patient_worker import answer_of
from gui.kit import waiting
from gui.kit.writing_out import WRITING, write_out
from gui.look.theme import LIGHT
from gui.rollup.state import RollupState
from gui.rollup.total_page import TotalPage
from tests.gui.conftest import Answers

ROOT = Path(__file__).parents[2]
PROGRAM = """
import threading
from gui.keeping.patient_worker import PatientWorker
worker = PatientWorker("share")
done = []
worker.submit(lambda: done.append(1)).result(5)
assert done == [1]
worker.submit(threading.Event().wait)  # the drive never answers
assert not worker.close(0.1)
print("ended")
"""


def test_the_program_ends_though_a_drive_never_answers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.strip() == b"ended"


def test_a_window_closes_though_its_file_cannot_be_looked_at(
    sample: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.document.save(tmp_path / "某局.nianbao")
    sample.watch.settle()
    answers, is_asked = threading.Event(), threading.Event()

    def hang(*_asked: object) -> None:
        is_asked.set()
        answers.wait()

    monkeypatch.setattr("gui.keeping.file_watch.PATIENCE", 0.1)
    monkeypatch.setattr("gui.keeping.file_watch.find_change", hang)
    sample.watch.look()
    assert is_asked.wait(20)
    sample.watch.close()  # would never return
    assert not answers.is_set()
    answers.set()


CELL = Address("applications.received.natural")


class Share:
    """A share that hangs at one file's saves until it is let go; what reached it is noted."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._answers = threading.Event()
        self._turn = threading.Lock()
        self.fault: Problem | None = None
        self.written: list[tuple[Path, bytes]] = []
        self.met_another = False

    def save(self, data: bytes, path: Path, stamp: Stamp | None, *, overwrite: bool) -> Stamp:
        if path == self._file:
            self.met_another |= not self._turn.acquire(blocking=False)
            assert self._answers.wait(30)
            self._turn.release()
            if self.fault is not None:
                raise self.fault
        self.written.append((path, data))
        return save_content(data, path, stamp, overwrite=overwrite)

    def answer(self) -> None:
        self._answers.set()


@pytest.fixture
def hung(sample: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Share:
    """The sample is open from a file whose share does not answer any more."""
    path = tmp_path / "某局.nianbao"
    sample.document.save(path)
    sample.watch.settle()
    share = Share(path)
    monkeypatch.setattr("gui.state.begun_save.save_content", share.save)
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    return share


def leave_box(way_out: str, told: list[str]) -> None:
    """Leave the box that waits, once it is there, by the button with this name."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, waiting.WaitingBox):
            QTimer.singleShot(10, look)
            return
        told.append(box.told.text())
        next(each for each in box.findChildren(QPushButton) if each.text() == way_out).click()

    QTimer.singleShot(0, look)


def type_in(window: Window, figure: str) -> None:
    window.document.edit([SetFigure(CELL, figure)], "填写")


def figure_in(window: Window, path: Path) -> str:
    return load(path, window.document.forms)[0].value(CELL).text


def test_whoever_does_not_wait_goes_on_and_the_saves_keep_their_order(
    sample: Window, hung: Share, qtbot: QtBot
) -> None:
    document, told = sample.document, list[str]()
    assert document.path is not None
    for figure in ("41", "42"):
        type_in(sample, figure)
        leave_box("先不等", told)
        assert not sample.saving.save()
        assert document.has_work
    type_in(sample, "43")
    assert "“某局.nianbao”" in told[0]
    assert "正在等待" in told[0]
    hung.answer()
    qtbot.waitUntil(lambda: len(hung.written) == 2 and document.saved_at is not None)
    qtbot.waitUntil(lambda: document.stamp == Stamp.of(hung.written[-1][1]))
    assert not hung.met_another
    assert figure_in(sample, document.path) == "42"
    assert document.has_work  # 43 is in no file
    assert sample.saving.save()
    assert figure_in(sample, document.path) == "43"
    assert not document.has_work


def test_what_comes_late_is_saved_if_nothing_was_typed_since(
    sample: Window, hung: Share, qtbot: QtBot
) -> None:
    type_in(sample, "41")
    leave_box("先不等", [])
    assert not sample.saving.save()
    hung.answer()
    qtbot.waitUntil(lambda: not sample.document.has_work)


def test_a_hung_save_is_saved_elsewhere_and_changes_nothing_there(
    sample: Window, hung: Share, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    elsewhere = answers.path = tmp_path / "另存.nianbao"
    type_in(sample, "41")
    leave_box("另存到别处…", [])
    assert sample.saving.save()
    assert (sample.document.path, sample.document.has_work) == (elsewhere, False)
    stamp = sample.document.stamp
    hung.answer()
    qtbot.waitUntil(lambda: len(hung.written) == 2)
    QApplication.processEvents()
    assert (sample.document.path, sample.document.stamp) == (elsewhere, stamp)
    assert figure_in(sample, elsewhere) == "41"


def test_a_fault_that_comes_late_is_told_and_the_work_is_unsaved(
    sample: Window, hung: Share, qtbot: QtBot, answers: Answers
) -> None:
    hung.fault = Problem("磁盘断开了。")
    type_in(sample, "41")
    leave_box("先不等", [])
    assert not sample.saving.save()
    hung.answer()
    qtbot.waitUntil(lambda: "磁盘断开了。" in answers.told)
    assert sample.document.has_work


def test_a_look_at_a_drive_that_hangs_has_an_end() -> None:
    never = threading.Event()
    assert answer_of(never.wait, otherwise=False, patience=0.05) is False
    assert answer_of(lambda: True, otherwise=False)
    never.set()


def test_an_export_to_a_share_that_hangs_can_be_called_off(
    sample: Window, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never, told = threading.Event(), list[str]()
    monkeypatch.setattr("gui.kit.writing_out.put_out", lambda *_, **_more: never.wait())
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    answers.path = tmp_path / "某局.csv"
    leave_box("取消", told)
    sample.exporting.export(".csv", "数据清单")
    never.set()
    assert "“某局.csv”" in told[0]
    assert "没有等到“某局.csv”写好" in answers.told[0]


def test_the_seconds_that_passed_push_no_words_out_of_the_box(qtbot: QtBot) -> None:
    for length in range(8, 24, 3):
        box = waiting.WaitingBox("名" * length, lambda: True, None, WRITING)
        qtbot.addWidget(box)
        box.show()
        QApplication.processEvents()
        box._begun -= 100_000
        box._look()
        QApplication.processEvents()
        assert box.told.height() >= box.told.heightForWidth(box.told.width())
        box.close()


@pytest.fixture
def hangs(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Nothing reaches the disk before this is set."""
    answers = threading.Event()
    monkeypatch.setattr("core.base.atomic._bring_to_disk", lambda _: answers.wait(30))
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    return answers


def test_what_a_dialog_writes_can_be_called_off_and_takes_no_place_later(
    qtbot: QtBot, answers: Answers, hangs: threading.Event, tmp_path: Path
) -> None:
    dialog, told = QDialog(), list[str]()
    qtbot.addWidget(dialog)
    path = answers.path = tmp_path / "某局.svg"

    def write(words: str) -> Path | None:
        return write_out(answers, "存为图", path, "图", words.encode, dialog)

    leave_box("取消", told)
    assert write("一") is None
    beside = set(tmp_path.iterdir())
    assert beside  # it is on its way
    leave_box("取消", told)
    assert write("二") is None
    assert set(tmp_path.iterdir()) == beside  # the second waited for it
    assert ["正在写出“某局.svg”" in words for words in told] == [True, True]
    assert ["没有等到“某局.svg”写好" in words for words in answers.told] == [True, True]
    hangs.set()
    assert write("三") == path
    assert [(each, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [(path, "三")]


def test_a_folder_for_the_website_can_be_called_off_and_is_made_later(
    sample: Window,
    answers: Answers,
    hangs: threading.Event,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Publication(sample.document.report, (PublishedFile("图", "图.png", b"1"),), (), ())
    monkeypatch.setattr("gui.files.publishing.make_publication", lambda *_: made)
    told = list[str]()
    answers.path = share = tmp_path / "共享"
    share.mkdir()
    leave_box("取消", told)
    assert not sample.exporting.publish()
    assert "（发布包）”，并且读回来核对" in told[0]
    assert "（发布包）”写好，已经取消" in answers.told[0]
    hangs.set()
    assert "已生成发布包，3个文件" in sample.exporting.publish()
    (folder,) = share.iterdir()  # the first left nothing
    assert folder.name.endswith("（发布包）")


def test_a_mark_in_a_roll_up_can_be_let_go_and_takes_no_place_later(
    window: Window, forms: Forms, hangs: threading.Event, tmp_path: Path
) -> None:
    hangs.set()
    unit = Unit("k1", "甲局")
    project = make_project(tmp_path / "汇总", Head("某市", 2024, (unit,)), forms)
    save(Report(project.form, "甲局", 2024), tmp_path / "甲局.nianbao")
    state, told = RollupState(project, "", window), list[str]()
    (came,) = state.taking([Found(tmp_path / "甲局.nianbao", "甲局.nianbao")])
    state.enter([state.receiver().put(came, unit, By.CHOSEN)])
    hangs.clear()
    deeds: list[Callable[[], object]] = [
        lambda: state.confirm("k1"),
        lambda: state.send_back(["k1"]),
        lambda: state.set_counted(unit, "垂直管理"),
        lambda: state.add_units([Unit("k2", "乙局")]),
        lambda: state.writing.do(lambda stop: state.kept_sum.keep(state.total, stop)),
    ]
    for deed in deeds:
        leave_box("不再等", told)
        with pytest.raises(Problem, match="没有等到“汇总”记好"):
            deed()
    assert len(told) == len(deeds)
    assert all("正在记入“汇总”" in words for words in told)
    hangs.set()
    state.writing.do(lambda _stop: None)  # behind all that was on its way
    again = open_project(project.folder, forms)
    assert again.head == project.head == Head("某市", 2024, (unit,))
    assert project.status(unit) == state.rows["k1"].status
    assert not project.sum_path.exists()
    assert (state.rows["k1"].status.confirmed, state.rows["k1"].status.returned) == (None, None)
    state.confirm("k1")
    assert open_project(project.folder, forms).status(unit).confirmed is not None
    state.close()


def test_the_page_of_the_sum_is_shown_though_the_kept_one_cannot_be_read(
    window: Window, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "汇总", Head("某市", 2024, (Unit("k1", "甲局"),)), forms)
    state, answers = RollupState(project, "", window), threading.Event()
    monkeypatch.setattr("gui.rollup.total_page.answer_of", partial(answer_of, patience=0.05))
    monkeypatch.setattr(type(state.kept_sum), "report", lambda *_: answers.wait(30))
    page = TotalPage(state, LIGHT)
    page.renew()
    assert "文件夹没有反应" in page.remark.text()
    answers.set()
    page.close()
    state.close()
