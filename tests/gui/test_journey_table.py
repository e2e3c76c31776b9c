"""A clerk's way through the tables: fill, err, see it, take it back, zeros, findings, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.document.file import load
from core.figures.address import Address
from core.report.report import Report
from gui.frame.window import Window
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, SHIFT, Keyboard, table_page

KEY = Qt.Key


def at(place: str) -> Address:
    return Address(f"applications.{place}")


def test_from_a_blank_table_to_an_exported_report(
    sample: Window, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    form = sample.document.report.form
    sample.document.show(Report(form, "某某县发展和改革局", 2020))
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    board, document = Keyboard(sample), sample.document

    # Fill: two came in, one was granted; a slip of the finger makes the rest a letter.
    board.press(KEY.Key_3, CONTROL)
    page = table_page(sample)
    for text in ("2", "0", "1", "o"):
        board.type(text)
        board.press(KEY.Key_Return)
    assert document.report.value(at("partly_granted.natural")).text == "o"
    codes = {finding.code for finding in document.inspection.findings}
    assert "V01" in codes

    # F8 leads to it: the gravest comes first, and the line at the cell says why.
    board.press(KEY.Key_F8)
    assert page.view.address_in_hand() == at("partly_granted.natural")
    assert page.view.remark.isVisible()
    board.type("0")
    assert not page.view.remark.isVisible()
    board.press(KEY.Key_Return)

    # Zeros for the rest of the report; the tally shows at once that one case is missing.
    sample.menus.zeros.actions()[2].trigger()
    assert sample.told.text().startswith("填了")
    tallies = {tally.identity.id: tally for tally in document.inspection.board.tallies}
    assert tallies["T31.natural"].state is Balance.UNBALANCED
    assert tallies["T31.natural"].difference == 1

    # It is found by its labels, typed, and seen to balance before Enter.
    board.press(KEY.Key_F, CONTROL)
    board.compose("", "结转下年 自然人")
    board.press(KEY.Key_Escape)
    assert page.view.address_in_hand() == at("carried_out.natural")
    board.type("1")
    assert tallies["T31.natural"].state is Balance.BALANCED
    board.press(KEY.Key_Return)

    # A wrong figure is taken back by undo, which takes the zeros back no further than asked.
    board.press(KEY.Key_Return, SHIFT)
    board.type("7")
    board.press(KEY.Key_Return)
    assert tallies["T31.natural"].state is Balance.UNBALANCED
    board.press(KEY.Key_Z, CONTROL)
    assert tallies["T31.natural"].state is Balance.BALANCED
    assert document.inspection.findings
    assert not document.inspection.has_errors

    # Save and export by name.
    answers.path = tmp_path / "报告.nianbao"
    board.press(KEY.Key_S, CONTROL)
    assert load(answers.path, document.forms)[0].figures() == document.report.figures()
    answers.path = tmp_path / "报告.docx"
    sample.exporting.export(".docx", "文字")
    assert answers.told == []
    assert answers.path.read_bytes()[:2] == b"PK"
