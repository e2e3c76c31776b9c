"""The sum in the roll-up's window: corrected by hand, kept, brought up to date, taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from gui.rollup.window import RollupWindow
from tests.city import make_report, name_of
from tests.gui.conftest import Answers
from tests.gui.test_rollup import CELL, TOTAL, _receive, _send, heap, shown

__all__ = ["heap", "shown"]  # fixtures
UPHELD = Address("remedies.review.upheld")


def _correct(window: RollupWindow, address: Address, text: str, note: str) -> None:
    window.turn_to(1)
    window.total.pane.go_to(address)
    QTest.keyClick(window.total.pane.tables[address.section], Qt.Key.Key_Return)
    card = window.total.card
    card.figure.setText(text)
    card.note.setText(note)
    QTest.keyClick(card.note, Qt.Key.Key_Return)


def test_a_cell_of_the_sum_is_corrected_with_a_reason(
    shown: RollupWindow, heap: Path, forms: Forms, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    _receive(shown, qtbot, heap)
    summed, whole = shown.state.total.figures[CELL], shown.state.total.figures[TOTAL]
    assert isinstance(summed, int)
    assert isinstance(whole, int)
    _correct(shown, CELL, str(summed + 5), "")
    assert "为什么" in answers.told.pop()
    assert not shown.state.project.sum_path.exists()
    _correct(shown, CELL, str(summed + 5), "漏报5件，已电话核实")
    page = shown.total
    report = page.pane.document.report
    assert (report.figure(CELL), report.figure(TOTAL)) == (summed + 5, whole + 5)
    for words in (f"更正为{summed + 5}", "多5", f"之和是{summed}", "漏报5件，已电话核实"):
        assert words in page.card.told.text()
    assert "1格是手工更正的" in page.remark.text()
    # It stands in what is saved and opened, and when the units change.
    again = _send(forms, heap, 60, "重报.nianbao", remedies__review__upheld="37")
    _receive(shown, qtbot, again)
    shown.units.matrix.go_to("k60")
    shown.units.panel.adopt.click()
    assert page.pane.document.report.figure(CELL) == summed + 5
    answers.path = tmp_path / "合计.nianbao"
    shown.menus.named["save_sum"].trigger()
    report, _ = load(answers.path, forms)
    assert (report.figure(CELL), report.figure(TOTAL)) == (summed + 5, whole + 5)
    page.card.withdraw.click()
    assert page.pane.document.report.figures() == shown.state.total.figures
    assert page.card.told.isHidden()
    page.link.undo.click()
    assert page.pane.document.report.figure(CELL) == summed + 5
    assert not answers.told


def test_what_units_changed_is_taken_over_in_one_step_and_back(
    shown: RollupWindow, heap: Path, forms: Forms, qtbot: QtBot
) -> None:
    opened: list[Path] = []
    shown.open_wanted.disconnect()
    shown.open_wanted.connect(opened.append)
    assert not shown.menus.named["open_sum"].isEnabled()
    _receive(shown, qtbot, heap)
    shown.menus.named["open_sum"].trigger()
    path = shown.state.project.sum_path
    assert opened == [path]
    shown.turn_to(1)
    link = shown.total.link
    assert link.isHidden()
    old = load(path, forms)[0].printed(UPHELD)
    again = _send(forms, heap, 60, "重报.nianbao", remedies__review__upheld="37")
    _receive(shown, qtbot, again)
    shown.units.matrix.go_to("k60")
    shown.units.panel.adopt.click()
    assert link.isVisible()
    assert f"由{old}改为" in link.words.text()
    link.look.click()
    assert link.cells.isVisible()
    assert UPHELD in {line.key for line in link.cells.listed.lines}
    new = str(shown.state.total.figures[UPHELD])
    assert load(path, forms)[0].printed(UPHELD) == old != new
    link.update_sum.click()
    assert load(path, forms)[0].printed(UPHELD) == new
    assert link.update_sum.isHidden()
    link.undo.click()
    assert load(path, forms)[0].printed(UPHELD) == old
    assert link.update_sum.isVisible()


def test_a_kept_sum_that_cannot_be_read_is_told_beside_the_units(
    shown: RollupWindow, heap: Path, qtbot: QtBot
) -> None:
    _receive(shown, qtbot, heap)
    shown.state.project.sum_path.write_bytes(b"{")
    shown.turn_to(1)
    assert "读不出" in shown.total.remark.text()
    assert shown.total.pane.document.report.figures() == shown.state.total.figures
    assert not shown.total.card.isEnabled()
    assert shown.state.project.sum_path.read_bytes() == b"{"


def test_overview_numbers_and_the_circular_are_exported(
    shown: RollupWindow, heap: Path, answers: Answers, forms: Forms, qtbot: QtBot, tmp_path: Path
) -> None:
    shown.menus.named["overview"].trigger()
    assert "没有找到" in answers.told.pop()
    for number in (60, 61):
        report = make_report(forms, number)
        apply(report, [SetText("overview", f"全年主动公开政府信息{number}条。")])
        save(report, heap / f"{number:03}.nianbao", overwrite=True)
    _receive(shown, qtbot, heap)
    answers.path = tmp_path / "总体.xlsx"
    shown.menus.named["overview"].trigger()
    assert "主动公开信息121条（2个单位写明）" in QGuiApplication.clipboard().text()
    assert openpyxl.load_workbook(answers.path)["总体情况的数"]["B3"].value == 60
    answers.path, answers.agrees = tmp_path / "通报.xlsx", False
    shown.menus.named["circular"].trigger()
    sheet = openpyxl.load_workbook(answers.path)["通报"]
    assert [cell.value for cell in sheet[3]][:2] == [name_of(60), sheet["B3"].value]
    assert sheet["B9"].value.startswith("未报")
    answers.path, answers.agrees = shown.state.project.folder, True
    shown.menus.named["circular"].trigger()
    assert "不是上年的" in answers.told.pop()
    assert not answers.told
