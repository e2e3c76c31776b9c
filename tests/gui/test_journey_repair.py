"""A clerk's way to a report that is right: take the repair, link a number, note, export, read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.figures.address import Address
from core.reading.source import read_source
from gui.frame.window import Window
from tests.gui.conftest import Answers
from tests.gui.keyboard import table_page as page_of
from tests.gui.keyboard import type_into
from tests.gui.writing import text_page

RECEIVED = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
SENTENCE = "2020年，全市收到政府信息公开申请2件。"


def test_from_a_published_fault_to_a_report_that_reads_back(
    sample: Window, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    document, panel = sample.document, sample.workspace.panel
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)

    # Err: a digit too many; what was published wrong is still wrong beside it.
    page = page_of(sample)
    type_into(page, RECEIVED, "5166", Qt.Key.Key_Return)
    assert document.inspection.board.count()[Balance.UNBALANCED] > 2
    document.undo_stack.undo()

    # Take the repair that the panel offers for the published fault.
    qtbot.waitUntil(lambda: bool(panel.suggestions.choices))
    panel.suggestions.choices[0].take.click()
    assert not document.inspection.has_errors

    # Write a sentence whose number follows the table.
    written = text_page(sample)
    written.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(written.editor, " ")
    sample.menus.actions_by_name["insert_cell"].trigger()
    written.inserting.picker.query.insert("新收 总计")
    QTest.keyClick(written.inserting.picker.query, Qt.Key.Key_Return)
    assert [link.address for link in document.report.links["other_matters"]] == [TOTAL]
    assert document.report.texts["other_matters"].endswith(" 518")
    type_into(page_of(sample), RECEIVED, "516", Qt.Key.Key_Return)

    # A sentence that may differ from the tables gets a note, and counts no longer.
    written = text_page(sample)
    written.editor.moveCursor(QTextCursor.MoveOperation.Start)
    written.editor.insertPlainText(f"{SENTENCE}\n")
    document.catch_up()
    open_now = len(document.inspection.open_findings)
    assert open_now > 0
    for _ in range(open_now):
        panel.findings.setCurrentRow(0)
        panel.findings.setFocus()
        QTest.keyClick(panel.findings, Qt.Key.Key_F2)
        QTest.keyClicks(panel.findings.editor, "ok")
        QTest.keyClick(panel.findings.editor, Qt.Key.Key_Return)
    assert not document.inspection.open_findings

    # What leaves the program says just what stands in it.
    for suffix in (".docx", ".xlsx", ".html", ".doc"):
        answers.path = tmp_path / f"报告{suffix}"
        sample.exporting.export(suffix, "文字")
        read = read_source(answers.path, document.forms).report()
        assert read.figures() == document.report.figures(), suffix
        assert read.texts["other_matters"] == document.report.texts["other_matters"], suffix
    assert answers.told == []
