"""A report is painted before its texts are read, and nobody says meanwhile that all is well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.checks.inspection import READING
from core.checks.progress import Progress
from core.document.file import load
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.panel.findings_list import ALL_WELL
from gui.tables.table_page import TablePage

DONE_SAMPLE = SAMPLE.with_name("huaian-2024.nianbao")
CELL = Address("applications.granted.natural")
REVIEWER = (
    *("core.texts.check", "core.texts.clauses", "core.texts.mentions", "core.texts.terms"),
    *("core.texts.inherited", "core.repair", "core.printed.page", "core.exports.word"),
    *("core.apart.apart", "core.sources.docx", "lxml", "openpyxl", "subprocess"),
    *("gui.texts.text_page", "gui.kit.file_dialog", "gui.printing.composer"),
)
"""What the first page, a table of the sample, can do without."""
START = """
import sys
from PySide6.QtWidgets import QApplication
from core.forms.form_pattern import FormPattern
from core.forms.loader import load_forms
from core.settings.settings import Settings
from gui.app import prepare
from gui.frame.window import Window

compiled = []
FormPattern.search = FormPattern.match = lambda *_: compiled.append(1)
app = QApplication([])
prepare(app)
window = Window(load_forms(), Settings(theme="light"))
window.show()
window.files.open_sample()
app.processEvents()
assert window.workspace.in_hand.section == "applications"
assert window.document.inspection.is_unread
assert not compiled
print(*sys.modules)
"""


def test_the_first_paint_needs_nothing_that_reads_texts(tmp_path: Path) -> None:
    environment = os.environ | {"NIANBAO_CONFIG": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=Path(__file__).parents[2],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = set(done.stdout.split())
    assert "gui.tables.table_page" in loaded
    assert [name for name in REVIEWER if name in loaded] == []
    ours = {name for name in loaded if name.startswith(("core.", "gui."))}
    assert len(ours) <= 235  # what only some commands need is imported where it is first used


@pytest.fixture
def done(window: Window) -> Report:
    """A report without any fault, its texts not read yet."""
    report, _ = load(DONE_SAMPLE, window.document.forms)
    return report


def told(window: Window) -> list[str]:
    """Return whatever the window says of findings, and of the state of the parts."""
    workspace = window.workspace
    tabs = [workspace.tabs.accessibleTabName(n) for n in range(workspace.tabs.count())]
    return [
        *tabs,
        workspace.header.check.text(),
        workspace.panel.findings_title.text(),
        workspace.side.strip.accessibleName(),
        window.status.text(),
    ]


def test_nothing_is_ticked_before_the_texts_are_read(
    qtbot: QtBot, window: Window, done: Report
) -> None:
    window.document.show(done)
    before = told(window)
    assert sum(words.endswith(f"，{Progress.CHECKING.value}") for words in before) == 7
    assert sum(READING in words for words in before) == 4
    assert not any("✓" in words or "没有发现" in words or "已完成" in words for words in before)
    window.document.edit([SetFigure(CELL, done.value(CELL).text + "0")], "乘以十")
    assert window.workspace.tabs.accessibleTabName(3).endswith(Progress.UNBALANCED.value)
    window.document.undo_stack.undo()
    assert told(window)[:9] == before[:9]
    qtbot.waitUntil(lambda: not window.document.inspection.is_unread)
    after = told(window)
    assert sum(words.endswith(f"，{Progress.DONE.value}") for words in after) == 7
    assert not any(READING in words for words in after)
    assert "✓ 没有发现问题" in after


def test_the_list_says_that_texts_are_being_checked(window: Window, done: Report) -> None:
    window.document.show(done)
    findings = window.workspace.panel.findings
    unread = findings.empty_words, findings.grab().toImage()
    window.document.catch_up()
    read = findings.empty_words, findings.grab().toImage()
    assert [unread[0], read[0]] == [READING, ALL_WELL]
    assert unread[1] != read[1]


def test_whoever_goes_to_the_next_finding_has_the_texts_read(window: Window, done: Report) -> None:
    apply(done, [SetText("problems", "无")])
    window.document.show(done)
    assert window.workspace.panel.findings.in_order == ()
    window.menus.actions_by_name["next"].trigger()
    assert window.workspace.tabs.section_in_hand == "problems"
    window.document.catch_up()
    assert told(window)[7] == "检查 1"


def test_what_is_typed_meanwhile_is_read_too(qtbot: QtBot, window: Window, done: Report) -> None:
    window.document.show(done)
    window.document.edit([SetText("problems", "无")], "写")
    qtbot.waitUntil(lambda: not window.document.inspection.is_behind)
    assert [f.code for f in window.workspace.panel.findings.in_order] == ["X72"]


def test_tallies_follow_a_key_at_once_and_what_hangs_on_them_right_after(
    qtbot: QtBot, sample: Window
) -> None:
    page = sample.workspace.show_section(CELL.section)
    assert isinstance(page, TablePage)
    page.view.go_to(CELL)
    before = sample.workspace.header.check.text()
    QTest.keyClicks(page.view, "9")
    editor = page.view.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "9")
    board = sample.document.inspection.board
    assert sample.document.report.value(CELL).text == "99"
    words = sample.workspace.panel.summary.accessibleName()
    unbalanced = sum(t.state.value == "不平衡" for t in board.of_section(CELL.section))
    assert f"{unbalanced} 条不平衡" in words
    assert sample.workspace.header.check.text() == before
    qtbot.waitUntil(lambda: sample.workspace.header.check.text() != before)
    shown = sample.workspace.panel.findings.in_order
    assert set(shown) == set(sample.document.inspection.findings)
    QTest.keyClicks(editor, "9")
    sample.document.settle()  # whatever goes on from here finds all as it is
    assert set(sample.workspace.panel.findings.in_order) == set(sample.document.inspection.findings)
