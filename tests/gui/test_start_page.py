"""The start page: recent reports, ways to begin, the deadline; all of it by keyboard."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QDialog, QMenu
from pytestqt.qtbot import QtBot

from core.document.recent import RecentReport
from core.report.report import Report
from core.settings.deadline import reported_year
from core.settings.settings import load_settings
from gui.files.files import SAMPLE
from gui.files.following_year import FollowingYearDialog
from gui.frame.context_menus import RECENT_MENU
from gui.frame.window import Window
from gui.start.deadline_choice import DeadlineChoice
from gui.start.recent_list import RECENT
from tests.gui.keyboard import Keyboard


@pytest.fixture
def recent(qtbot: QtBot, window: Window, tmp_path: Path) -> Window:
    """The window on its start page, with two reports and one that is gone."""
    first, second = tmp_path / "一.nianbao", tmp_path / "二.nianbao"
    shutil.copy(SAMPLE, first)
    shutil.copy(SAMPLE.with_name("huaian-2024.nianbao"), second)
    with qtbot.waitSignal(window.start.recent.looked):
        window.preferences.set(recent=(str(first), str(tmp_path / "没有了.nianbao"), str(second)))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.start.recent.setFocus()
    return window


def found(window: Window) -> list[RecentReport]:
    listed = window.start.recent
    return [listed.item(row).data(RECENT) for row in range(listed.count())]


def test_recent_reports_tell_whose_they_are(recent: Window) -> None:
    told = [(each.title, each.state_words) for each in found(recent)]
    assert told == [
        ("慈溪市人民政府 · 2020年度", "≠ 不平"),
        ("没有了", "文件不在了"),
        ("淮安市人民政府 · 2024年度", "✓ 已完成"),
    ]
    spoken = recent.start.recent.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "慈溪市人民政府 · 2020年度，≠ 不平，今天" in spoken
    recent.start.recent.viewport().grab()  # paints every kind of row


def test_arrows_and_enter_open_one(recent: Window) -> None:
    keyboard = Keyboard(recent)
    keyboard.press(Qt.Key.Key_Down, times=2)
    keyboard.press(Qt.Key.Key_Return)
    assert recent.document.report.organ == "淮安市人民政府"
    assert keyboard.keys == 3


def test_one_that_is_gone_does_not_open_and_can_be_taken_off(recent: Window) -> None:
    keyboard = Keyboard(recent)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    assert not recent.document.is_open
    assert recent.start.remove.isVisible()
    recent.start.remove.click()
    assert [each.year for each in found(recent)] == [2020, 2024]
    assert not recent.start.remove.isVisible()
    assert len(load_settings().recent) == 2


def test_delete_takes_one_off_the_list_and_leaves_the_file(recent: Window) -> None:
    path = found(recent)[0].path
    Keyboard(recent).press(Qt.Key.Key_Delete)
    assert path not in map(Path, load_settings().recent)
    assert path.is_file()
    assert recent.start.recent.hasFocus()
    assert recent.start.recent.currentRow() == 0


def test_a_file_that_is_back_is_found_again(qtbot: QtBot, recent: Window) -> None:
    (gone,) = recent.start.recent.gone()
    shutil.copy(SAMPLE, gone)
    recent.files.open_path(gone)
    with qtbot.waitSignal(recent.start.recent.looked):
        recent.saving.close_report()
    assert recent.start.recent.gone() == ()
    assert found(recent)[0].path == gone  # it is the last that was opened


def test_a_report_can_be_followed_from_its_menu(
    recent: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FollowingYearDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)

    def offered(row: int) -> list[QAction]:
        recent.start.recent.setCurrentRow(row)
        return recent.menus.extend(QMenu(recent), RECENT_MENU, recent.commands).actions()

    enabled = [[action.isEnabled() for action in offered(row)] for row in (0, 1)]
    assert enabled == [[True, True, True], [False, False, True]]
    offered(2)[1].trigger()
    assert recent.document.title == "淮安市人民政府 · 2025年度"


def test_without_recent_reports_it_teaches_and_the_empty_form_comes_first(window: Window) -> None:
    page = window.start
    assert page.nothing.isVisible()
    assert not page.recent.isVisible()
    assert [button.property("main") for button in page.ways[:2]] == [False, True]
    assert page.ways[1].hasFocus()
    assert page.ways[1].y() < page.ways[0].y()


def test_with_recent_reports_last_years_comes_first(qtbot: QtBot, recent: Window) -> None:
    page = recent.start
    assert [button.property("main") for button in page.ways[:2]] == [True, False]
    qtbot.waitUntil(lambda: page.ways[0].y() < page.ways[1].y())
    assert not page.nothing.isVisible()


@pytest.mark.parametrize(("zoom", "height"), [(100, 768), (150, 768), (200, 768)])
def test_everything_can_be_reached_at_every_zoom(
    qtbot: QtBot, recent: Window, zoom: int, height: int
) -> None:
    recent.preferences.set(zoom=zoom)
    recent.resize(1366, height)
    page = recent.start
    qtbot.waitUntil(lambda: page.width() == 1366)
    for widget in (*page.ways, *page.deadline.buttons.values(), page.recent, page.remove):
        right = widget.mapTo(page, widget.rect().topRight()).x()
        assert right <= page.width()
    listed = page.recent
    assert listed.visualRect(listed.model().index(0, 0, QModelIndex())).height() > 0


def test_a_narrow_window_lets_them_stand_in_a_row(qtbot: QtBot, recent: Window) -> None:
    page = recent.start
    assert page.body.direction() is QBoxLayout.Direction.LeftToRight
    em = page.fontMetrics().horizontalAdvance("汉")
    page.resize(em * 40, page.height())
    assert page.body.direction() is QBoxLayout.Direction.TopToBottom


# The deadline


def today() -> date:
    return datetime.now().astimezone().date()


def test_the_deadline_is_asked_for_and_remembered(window: Window) -> None:
    choice = window.start.deadline
    assert "请选定" in choice.told.text()
    assert choice.ways.isVisible()
    assert not choice.change.isVisible()
    choice.buttons["governments"].click()
    assert load_settings().deadline == "governments"
    assert not choice.ways.isVisible()
    assert f"{reported_year(today())}年度报告" in choice.told.text()
    assert "3月31日" in choice.told.text()
    choice.change.click()
    assert choice.buttons["governments"].isChecked()
    assert choice.buttons["governments"].hasFocus()
    choice.buttons["governments"].click()  # the same again
    assert not choice.ways.isVisible()
    choice.change.click()
    choice.buttons["departments"].click()
    assert load_settings().deadline == "departments"


def test_a_date_of_the_offices_own(window: Window) -> None:
    choice = window.start.deadline
    choice.own_button.click()
    assert choice.own.hasFocus()
    QTest.keyClicks(choice.own, "2-30")
    QTest.keyClick(choice.own, Qt.Key.Key_Return)
    assert choice.fault.isVisible()
    assert load_settings().deadline == ""
    choice.own.clear()
    QTest.keyClicks(choice.own, "2-20")
    assert not choice.fault.isVisible()
    QTest.keyClick(choice.own, Qt.Key.Key_Return)
    assert load_settings().deadline == "02-20"
    assert "2月20日" in choice.told.text()
    assert "本单位另定" in choice.why.text()
    choice.change.click()
    assert choice.own_button.isChecked()
    assert choice.own.isVisible()


@pytest.mark.parametrize(
    ("day", "words", "late"),
    [
        (date(2026, 11, 22), "2026年度报告　距1月31日还有70天", False),
        (date(2027, 1, 31), "2026年度报告　1月31日前公布，今天截止", False),
        (date(2027, 2, 3), "2026年度报告　1月31日前公布，已过3天", True),
    ],
)
def test_the_days_left(qtbot: QtBot, day: date, words: str, late: bool) -> None:
    choice = DeadlineChoice()
    qtbot.addWidget(choice)
    choice.show_setting("departments", day)
    assert choice.told.text() == words
    assert bool(choice.told.property("fault")) is late


def test_an_open_report_of_this_season_tells_the_days_left(sample: Window) -> None:
    sample.preferences.set(deadline="governments")
    assert "3月31日" not in sample.status.text()  # the sample is of 2020
    form = sample.document.forms.for_year(reported_year(today()))
    assert form is not None
    sample.document.show(Report(form, "某局", reported_year(today())))
    assert "3月31日" in sample.status.text()
    sample.preferences.set(deadline="")
    assert "3月31日" not in sample.status.text()


def test_tab_goes_through_the_whole_page(recent: Window) -> None:
    keyboard, page = Keyboard(recent), recent.start
    wanted = {page.recent, page.remove, *page.ways, *page.deadline.buttons.values()}
    seen = set()
    for _ in range(2 * len(wanted)):
        keyboard.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert wanted <= seen
