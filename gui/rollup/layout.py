"""How the roll-up's window is laid out: header, tabs, pages and foot, as large as fits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.rollup.header import RollupHeader
from gui.rollup.menus import PAGES
from gui.rollup.progress import FootLine


def lay_out(
    window: QMainWindow, header: RollupHeader, tabs: QTabBar, pages: QStackedWidget, foot: FootLine
) -> None:
    """Put the parts into the window, and size it."""
    step = window.fontMetrics().height() // 2
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setAccessibleName("汇总的各页")
    for at, words in enumerate(PAGES):
        tabs.addTab(words)
        tabs.setTabToolTip(at, f"{words}（Ctrl+{at + 1}）")
    inside = QWidget()
    inside.setObjectName("page")
    inner = QVBoxLayout(inside)
    inner.setContentsMargins(2 * step, 0, 2 * step, 0)
    inner.setSpacing(0)
    inner.addWidget(tabs)
    inner.addWidget(pages, 1)
    whole = QWidget()
    whole.setObjectName("page")
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addWidget(inside, 1)
    column.addWidget(foot)
    window.setCentralWidget(whole)
    screen = window.screen().availableGeometry()
    if screen.width() <= 1440 or screen.height() <= 960:
        window.resize(screen.size())
        window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        window.resize(1440, 900)
