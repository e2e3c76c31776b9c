"""The clipboard form: what the menu puts there, and what the status bar says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication

from core.clipboard.whole import paste_report, paste_table
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.report import Report
from gui.frame.window import Window
from tests.core.html_tables import HtmlPage
from tests.editions import form_of


def clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def trigger(window: Window, name: str) -> None:
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()


@pytest.mark.parametrize("section", ["proactive", "applications", "remedies"])
def test_a_table_is_copied_as_a_table_and_as_lines(sample: Window, section: str) -> None:
    sample.workspace.show_section(section)
    trigger(sample, "copy_table")
    report = sample.document.report
    heading = report.form.table(section).heading
    assert sample.told.text() == f"已复制：{heading}"
    pasted = paste_table(report, section)
    assert clipboard().html() == pasted.html
    assert clipboard().text() == pasted.plain
    (table,) = HtmlPage(clipboard().html()).tables
    assert table.lines == report.form.table(section).lines


def test_the_whole_report_is_copied(sample: Window) -> None:
    trigger(sample, "copy_report")
    pasted = paste_report(sample.document.report)
    assert clipboard().html() == pasted.html
    assert clipboard().text() == pasted.plain
    assert sample.told.text() == ("已复制整篇：慈溪市人民政府2020年政府信息公开工作年度报告")


@pytest.mark.parametrize("section", ["cover", "overview", "other_matters"])
def test_a_page_without_a_table_says_so_and_leaves_the_clipboard(
    sample: Window, section: str
) -> None:
    QGuiApplication.clipboard().setText("原来的内容")
    sample.workspace.show_section(section)
    trigger(sample, "copy_table")
    assert clipboard().text() == "原来的内容"
    assert "没有表" in sample.told.text()


def test_the_figures_of_the_moment_are_copied(sample: Window) -> None:
    sample.workspace.show_section("applications")
    sample.document.edit([SetFigure(Address("applications.received.other"), "7654321")], "填写")
    trigger(sample, "copy_table")
    assert "7654321" in clipboard().text()
    assert "7654321" in clipboard().html()


def test_the_menu_is_there_only_for_an_open_report(window: Window) -> None:
    assert not window.menus.copy.isEnabled()
    assert window.menus.copy.title() == "复制为网站格式"
    window.document.show(Report(form_of(window.document.forms, "2021"), "青禾县人民政府", 2024))
    assert window.menus.copy.isEnabled()
