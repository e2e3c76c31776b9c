"""A window comes back whole on the screen that there is."""

from __future__ import annotations

import base64
import struct

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.frame.placing import LostScreens, place

LOST = QRect(3000, -900, 2400, 1300)


def note(rect: QRect, screen: int, *, maximized: bool = False) -> str:
    """Write Qt's own note of a window on a screen so many pixels wide."""
    edges = (rect.left(), rect.top(), rect.right(), rect.bottom())
    made = struct.pack(
        ">IHH4i4iiBBi4i", 0x01D9D0CB, 3, 0, *edges, *edges, 0, maximized, 0, screen, *edges
    )
    return base64.b64encode(made).decode("ascii")


@pytest.mark.parametrize("maximized", [False, True])
@pytest.mark.parametrize("screen", [640, 800, 1366, 3840])
def test_a_window_of_a_lost_or_larger_screen_comes_back_whole(
    qtbot: QtBot, screen: int, maximized: bool
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    place(window, note(LOST, screen, maximized=maximized))
    window.show()
    room = window.screen().availableGeometry()
    assert room.intersected(window.geometry()).width() >= room.width() * 9 // 10
    assert window.geometry().top() >= room.top()
    assert window.size().boundedTo(room.size()) == window.size()


def test_one_that_fits_stands_where_it_stood(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    before = QRect(room.left() + 60, room.top() + 70, 400, 300)
    place(window, note(before, window.screen().geometry().width()))
    assert window.geometry() == before


def test_windows_left_on_a_screen_that_went_are_brought_back(qtbot: QtBot) -> None:
    window = QMainWindow()
    beside = QWidget()
    for each in (window, beside):
        qtbot.addWidget(each)
        each.show()
        each.setGeometry(LOST)
    keeper = LostScreens(window)
    keeper.bring_all_back()
    for each in (window, beside):
        room = each.screen().availableGeometry()
        assert room.contains(each.frameGeometry())


def test_a_window_that_is_gone_asks_for_no_screen(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    LostScreens(window)
    delete(window)
    with qtbot.captureExceptions() as caught:
        qapp.screenRemoved.emit(qapp.primaryScreen())
    assert caught == []
