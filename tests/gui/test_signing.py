"""The review round in the window: carried on, broken by a change, taken back, told everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTreeWidgetItem

from core.checks.inspection import Inspection
from core.exports.parts.check_list import check_list
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.signing import SigningAct
from core.signing.round import Stage, standing
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.signing.dialog import SigningDialog
from tests.gui.conftest import Answers

CELL = Address("remedies.review.upheld")
WAY = (
    (SigningAct.SUBMITTED, "张三"),
    (SigningAct.PASSED, "李四"),
    (SigningAct.SIGNED, "王五"),
)


@pytest.fixture
def sample(window: Window) -> Window:
    window.document.open(SAMPLE)
    return window


def opened(window: Window) -> SigningDialog:
    window.menus.actions_by_name["signing"].trigger()
    return next(each for each in window.findChildren(SigningDialog) if each.isVisible())


def go(dialog: SigningDialog, *way: tuple[SigningAct, str], opinion: str = "") -> None:
    for act, who in way:
        dialog.who.setText(who)
        dialog.opinion.setPlainText(opinion)
        dialog.buttons[act].click()


def offered(dialog: SigningDialog) -> set[SigningAct]:
    return {act for act, button in dialog.buttons.items() if button.isVisibleTo(dialog)}


def test_a_round_is_carried_on_and_told(sample: Window, answers: Answers) -> None:
    dialog = opened(sample)
    assert sample.workspace.header.work.text() == ""
    assert offered(dialog) == {SigningAct.SUBMITTED}
    go(dialog, (SigningAct.SUBMITTED, ""))
    assert dialog.told.text() == "请写明提交审核的人的姓名。"
    assert not sample.document.report.signing
    go(dialog, WAY[0])
    assert offered(dialog) == {SigningAct.PASSED, SigningAct.SENT_BACK}
    assert sample.workspace.header.work.text() == "审核"
    assert sample.told.text() == "提交审核：张三。Ctrl+Z 可以撤销。"
    go(dialog, *WAY[1:])
    assert offered(dialog) == {SigningAct.REOPENED}
    assert sample.workspace.header.work.text() == "已签发"
    assert dialog.steps.topLevelItemCount() == 3
    first = dialog.steps.topLevelItem(0)
    assert isinstance(first, QTreeWidgetItem)
    assert (first.text(1), first.text(2)) == ("签发", "王五")


def test_a_change_after_signing_stands_out_and_undo_brings_the_signature_back(
    sample: Window,
) -> None:
    dialog = opened(sample)
    go(dialog, *WAY)
    sample.document.edit([SetFigure(CELL, "77")], "填写")
    header = sample.workspace.header.work
    assert (header.text(), header.property("fault")) == ("签发后有改动", True)
    assert dialog.changes.topLevelItemCount() >= 1
    shown = dialog.changes.topLevelItem(0)
    assert shown is not None
    assert shown.text(3).startswith("77")
    assert "签发后有改动" in dialog.state.text()
    sample.document.undo_stack.undo()
    assert header.text() == "已签发"
    sample.document.undo_stack.undo()  # the signature itself
    assert standing(sample.document.report).stage is Stage.SIGNING
    sample.document.undo_stack.redo()
    assert header.text() == "已签发"
    labels = [moment.label for moment in sample.document.history.moments]
    assert labels[-2:] == ["撤销签发", "重做签发"]


def test_undoing_what_was_filled_before_takes_the_signature_along(sample: Window) -> None:
    sample.document.edit([SetFigure(CELL, "77")], "填写")
    dialog = opened(sample)
    go(dialog, *WAY)
    for _ in range(4):
        sample.document.undo_stack.undo()
    assert not sample.document.report.signing
    assert sample.document.report.figure(CELL) != 77


def test_it_is_sent_back_with_an_opinion_beside_a_finding(sample: Window) -> None:
    dialog = opened(sample)
    go(dialog, WAY[0])
    item = dialog.opinions.topLevelItem(0)
    assert item is not None
    item.setText(3, "请附来文。")
    sample.document.edit([SetFigure(CELL, "78")], "填写")  # the list is filled anew around it
    dialog.buttons[SigningAct.SENT_BACK].click()
    assert "姓名" in dialog.told.text(), "whoever submitted does not review by a click"
    go(dialog, (SigningAct.SENT_BACK, "李四"))
    assert dialog.told.text() == "退回修改，请写明意见：哪里要改。"
    go(dialog, (SigningAct.SENT_BACK, "李四"), opinion="表四请再核对。")
    assert offered(dialog) == {SigningAct.SUBMITTED}
    assert sample.workspace.header.work.text() == "填表（退回修改）"
    (remark,) = sample.document.report.signing[-1].remarks
    assert remark[1] == "请附来文。"
    entries = sample.workspace.panel.findings.in_order
    assert entries
    spoken = [
        sample.workspace.panel.findings.item(n).data(11) or ""  # AccessibleTextRole
        for n in range(sample.workspace.panel.findings.count())
    ]
    assert any("退回修改意见（李四）：请附来文。" in words for words in spoken)
    notes = check_list(Inspection(sample.document.report)).notes
    assert any("退回修改　李四" in note for note in notes)


def test_errors_that_stand_are_asked_about(sample: Window, answers: Answers) -> None:
    sample.document.edit([SetFigure(CELL, "9999")], "填写")
    dialog = opened(sample)
    answers.agrees = False
    go(dialog, WAY[0])
    assert any("条没有改" in asked for asked in answers.asked)
    assert not sample.document.report.signing


def test_another_report_closes_the_window(sample: Window) -> None:
    dialog = opened(sample)
    assert opened(sample) is dialog
    sample.document.leave()
    assert not dialog.isVisible()
