"""A report shared out in the window, what came back put together, and parts locked for others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.document.file import load, load_with_history, save
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.share import ShareState
from core.report.work_edits import SetShare
from core.sharing.giving import Order, give_out
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.returning.window import ReturnWindow
from gui.sharing.dialog import SharingDialog
from tests.gui.conftest import Answers

UPHELD = Address("remedies.review.upheld")
ISSUED = Address("proactive.normative.made")
NOW = datetime(2026, 1, 12, 9, 0).astimezone()


@pytest.fixture
def sample(window: Window) -> Window:
    window.document.open(SAMPLE)
    return window


def give(window: Window, *orders: Order, folder: Path) -> list[Path]:
    given = give_out(window.document.report, orders, folder, NOW)
    window.document.edit(given.edits, "分工")
    return list(given.files)


def fill(path: Path, window: Window, *edits: Edit) -> None:
    report, history, stamp = load_with_history(path, window.document.forms)
    history.record(report, apply(report, edits), "填写", NOW)
    save(report, path, stamp, history=history)


def shown(window: Window) -> list[ReturnWindow]:
    return [w for w in window.findChildren(ReturnWindow) if w.isVisible()]


def test_the_dialog_makes_a_file_and_keeps_what_was_given(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    sample.menus.actions_by_name["share"].trigger()
    (dialog,) = sample.findChildren(SharingDialog)
    dialog.make.click()
    assert dialog.told.text() == "请写明分给谁填写。"
    dialog.who.setText("法规科")
    dialog.make.click()
    assert dialog.told.text() == "请选定分给“法规科”的部分。"
    dialog.parts["remedies"].setChecked(True)
    dialog.deadline.setText("月底")
    dialog.make.click()
    assert "不是日期" in dialog.told.text()
    assert not sample.document.report.shares
    dialog.deadline.setText("１月２０日")
    answers.path = tmp_path / "分工"
    dialog.make.click()
    (share,) = sample.document.report.shares.values()
    year = sample.document.report.year
    assert (share.who, share.sections, share.deadline) == (
        "法规科",
        ("remedies",),
        f"{year + 1}-01-20",
    )
    part, _ = load(answers.path / share.file, sample.document.forms)
    assert part.own_share == share
    item = dialog.tree.topLevelItem(0)
    assert item is not None
    assert [item.text(n) for n in range(1, 4)] == [
        "法规科",
        "四、复议诉讼",
        f"{year + 1}年1月20日",
    ]
    assert "未收回" in sample.workspace.header.work.text()
    sample.document.undo_stack.undo()
    assert dialog.tree.topLevelItemCount() == 0
    assert sample.workspace.header.work.text() == ""


def test_what_two_would_hold_is_asked_about(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    give(sample, Order("法规科", ("remedies",)), folder=tmp_path)
    sample.menus.actions_by_name["share"].trigger()
    (dialog,) = sample.findChildren(SharingDialog)
    dialog.who.setText("窗口")
    dialog.parts["remedies"].setChecked(True)
    answers.agrees = False
    dialog.make.click()
    assert answers.asked == ["“四、复议诉讼”同时在法规科、窗口手里，收回时要对照取舍。"]
    assert len(sample.document.report.shares) == 1


def test_a_part_comes_back_is_noted_and_taken_over(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    law, desk = give(
        sample, Order("法规科", ("remedies",)), Order("窗口", ("proactive",)), folder=tmp_path
    )
    before = sample.document.report.shown(UPHELD)
    fill(law, sample, SetFigure(UPHELD, "7"))
    fill(desk, sample, SetFigure(ISSUED, "8"))
    sample.document.edit([SetFigure(UPHELD, "99")], "填写")
    answers.path = law
    sample.menus.actions_by_name["merge"].trigger()
    (window,) = shown(sample)
    assert window.windowTitle() == f"合并：法规科填的部分（{law.name}）"
    assert sample.document.report.shares["1"].state(NOW.date()) is ShareState.BACK
    (proposal,) = window._proposals.values()
    assert (proposal.exported, proposal.proposed, proposal.now) == (before, "7", "99")
    assert proposal.standing.value == "双方都改了"
    item = window.tree.topLevelItem(0).child(0)
    item.setCheckState(0, Qt.CheckState.Checked)
    window.take.click()
    assert sample.document.report.figure(UPHELD) == 7
    labels = [moment.label for moment in sample.document.history.moments]
    assert labels[-2:] == [
        f"收回法规科填的部分（{law.name}）",
        f"采纳法规科填的部分（{law.name}）的改动",
    ]
    sample.document.undo_stack.undo()
    assert sample.document.report.figure(UPHELD) == 99
    window.close()


def test_several_files_follow_each_other(
    sample: Window, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = give(
        sample, Order("法规科", ("remedies",)), Order("窗口", ("proactive",)), folder=tmp_path
    )
    broken = tmp_path / "坏.nianbao"
    broken.write_bytes(b"{}")
    monkeypatch.setattr(Answers, "open_paths", lambda *_: [files[0], broken, files[1]])
    sample.menus.actions_by_name["merge"].trigger()
    (first,) = shown(sample)
    assert "法规科" in first.windowTitle()
    assert "还有2份" in first.leave.text()
    first.close()
    QApplication.processEvents()
    assert any("坏.nianbao" in told for told in answers.told)
    (second,) = shown(sample)
    assert "窗口" in second.windowTitle()
    assert "关闭" in second.leave.text()
    sample.document.leave()  # the rest is not for another report
    QApplication.processEvents()
    assert not shown(sample)


def test_in_a_part_the_other_sections_are_seen_and_locked(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    (law,) = give(sample, Order("法规科", ("remedies",)), folder=tmp_path)
    document = sample.document
    document.open(law)
    told: list[str] = []
    document.refused.connect(told.append)
    before = document.report.shown(ISSUED)
    for edit in (SetFigure(ISSUED, "88"), SetText("problems", "改"), SetCover("某局", 2021)):
        assert not document.edit([edit], "填写")
    assert len(told) == 3
    assert all("这一部分由别人填写，您这里只能看" in words for words in told)
    assert document.report.shown(ISSUED) == before
    assert document.edit([SetFigure(UPHELD, "7")], "填写")
    workspace = sample.workspace
    table = workspace.show_section("proactive")
    assert table.shut.isVisibleTo(table)
    assert sample.workspace.table_in_hand() is not None
    view = workspace.table_in_hand().view
    flags = view.form_model.flags(view.form_model.place(ISSUED))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    workspace.show_section("problems")
    writing = workspace.writing_in_hand()
    assert writing is not None
    assert writing.editor.isReadOnly()
    cover = workspace.show_section("cover")
    assert cover.organ.isReadOnly()  # type: ignore[attr-defined]
    theirs = workspace.show_section("remedies")
    assert not theirs.shut.isVisibleTo(theirs)
    assert "分工：四、复议诉讼" in workspace.header.work.text()
    sample.menus.actions_by_name["share"].trigger()
    assert answers.told
    assert "不能再往下分" in answers.told[-1]


def test_what_fills_many_cells_leaves_locked_ones_alone(sample: Window, tmp_path: Path) -> None:
    sample.document.edit([SetFigure(ISSUED, ""), SetFigure(UPHELD, "")], "清除")
    (law,) = give(sample, Order("法规科", ("remedies",)), folder=tmp_path)
    sample.document.open(law)
    words = sample.filling.blanks_everywhere()
    assert "1" in words
    assert sample.document.report.figure(UPHELD) == 0
    assert not sample.document.report.is_filled(ISSUED)
    sample.workspace.show_section("proactive")
    assert "只能看" in sample.filling.blanks_in_table()


def test_a_share_can_be_forgotten_and_brought_back(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    give(sample, Order("法规科", ("remedies",)), folder=tmp_path)
    sample.menus.actions_by_name["share"].trigger()
    (dialog,) = sample.findChildren(SharingDialog)
    assert not dialog.forget.isEnabled()
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
    dialog.forget.click()
    assert not sample.document.report.shares
    sample.document.undo_stack.undo()
    assert isinstance(sample.document.report.shares["1"].who, str)
    assert SetShare("1", None).now(sample.document.report).share is not None
