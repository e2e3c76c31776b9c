"""The one style sheet: roles of a theme for colours, and sizes that grow with the zoom."""

from __future__ import annotations

import re
from collections.abc import Mapping

import resources

_ICONS = ("chevron", "check", "tick")
"""Pictures that the sheet names: without one of its own a drop-down would fall back on the style's
bevelled arrow, and the style's check boxes cannot be seen on a dark ground."""


def style_sheet(roles: Mapping[str, str], name: str, border: int, zoom: int) -> str:
    """Return the sheet for a theme.

    ``roles`` are its colours, ``name`` is the ending of its icons, ``border`` the width of the
    lines around what can be worked, and ``zoom`` is in percent.
    """
    known = dict(roles)
    for icon in _ICONS:
        file = resources.folder() / "icons" / f"{icon}-{name}.svg"
        known[icon] = f"url({file.as_posix()})"
    known["border"] = f"{border}px"
    sheet = _SHEET + (_CONTRAST if name == "contrast" else "")
    sheet = re.sub(r"@(\w+)", lambda found: known[found[1]], sheet)
    return re.sub(r"\b(\d+)u\b", lambda found: f"{round(int(found[1]) * zoom / 100)}px", sheet)


# 1px is a hairline whatever the zoom; 6u are six pixels at 100 %.
_SHEET = """
QMainWindow, QDialog, QWidget#page, QWidget#pane { background: @ground; }
QMenuBar { background: @ground; color: @ink; padding: 2u 6u; }
QMenuBar::item { padding: 4u 10u; border-radius: 4u; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; color: @ink; border: @border solid @line; padding: 4u; }
QMenu::item { padding: 6u 28u 6u 24u; border-radius: 4u; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: 4u 8u; }
QMenu::icon { padding-left: 8u; }
QMenu::indicator { width: 14u; height: 14u; left: 5u; }
QMenu::indicator:checked { image: @tick; }
QToolTip { background: @surface; color: @ink; border: @border solid @line; padding: 6u; }
QStatusBar { background: @ground; color: @quiet; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QStatusBar QLabel { border: @border solid transparent; }
QStatusBar QLabel:focus { color: @ink; border: @border solid @accent; }
QLabel { color: @ink; background: transparent; }
QLabel[quiet="true"] { color: @quiet; }
QLabel[fault="true"] { color: @unbalanced; }
QLabel[doubt="true"] { color: @unfilled; }
QLabel[done="true"] { color: @balanced; }
QFrame#header, QFrame#notice { background: @surface; border-bottom: 1px solid @line; }
QFrame#card { background: @surface; border: @border solid @line; border-radius: 6u; }
QTabBar { background: @ground; }
QTabBar::tab {
  background: transparent; color: @quiet; padding: 8u 12u; border: none;
  border-bottom: 2u solid transparent; margin: 0;
}
QTabBar::tab:selected { color: @ink; border-bottom: 2u solid @accent; }
QTabBar::tab:hover { color: @ink; background: @hover; }
QTabBar::tab:focus { color: @ink; background: @addend; }
QTabWidget::pane { border: none; }
QPushButton, QToolButton {
  background: @surface; color: @ink; border: @border solid @line; border-radius: 4u;
  padding: 5u 12u;
}
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:focus, QToolButton:focus { border: @border solid @accent; }
QPushButton:checked, QToolButton:checked { background: @addend; border: @border solid @accent; }
QPushButton:checked { background: @band; border: @border solid @accent; }
QPushButton:disabled, QToolButton:disabled { color: @quiet; background: @ground; }
QPushButton[main="true"] {
  background: @accent; color: @on_accent; border: @border solid @accent;
}
QPushButton[main="true"]:focus { border: @border solid @ink; }
QPushButton[main="true"]:disabled {
  background: @ground; color: @quiet; border: @border solid @line;
}
QComboBox::drop-down { border: none; width: 20u; }
QComboBox::down-arrow { image: @chevron; width: 14u; height: 14u; }
QCheckBox { color: @ink; spacing: 6u; }
QCheckBox::indicator, QTreeView::indicator {
  width: 14u; height: 14u; border: 1px solid @quiet; border-radius: 3u; background: @surface;
}
QCheckBox::indicator:checked, QTreeView::indicator:checked {
  background: @accent; border: 1px solid @accent; image: @check;
}
QCheckBox:focus { color: @accent; }
QCheckBox::indicator:focus { border: @border solid @accent; }
QCheckBox::indicator:disabled { border: 1px solid @line; }
QTabBar QToolButton { padding: 0; }
QFileDialog QToolButton { padding: 3u; }
QFileDialog QComboBox { padding: 3u 6u; }
QPushButton[flat="true"], QToolButton[flat="true"] {
  background: transparent; border: @border solid transparent;
}
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border: @border solid @accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QComboBox, QTextBrowser {
  background: @surface; color: @ink; border: @border solid @line; border-radius: 4u;
  padding: 4u 6u; selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextBrowser:focus {
  border: @border solid @accent;
}
QLineEdit:disabled, QComboBox:disabled { color: @quiet; background: @ground; }
QLineEdit#figure { border: 2px solid @accent; border-radius: 0; padding: 0 2u; }
QPlainTextEdit#writing, QTextBrowser#writing { padding: 8u 12u; border-radius: 6u; }
QTableView {
  background: @surface; color: @ink; gridline-color: @line; border: 1px solid @line;
  selection-background-color: transparent; selection-color: @ink; outline: 0;
}
QHeaderView { background: @head; border: none; }
QTreeView, QListView, QListWidget, QTreeWidget {
  background: @surface; color: @ink; border: @border solid @line; border-radius: 6u; outline: 0;
}
QTreeView:focus, QListView:focus { border: @border solid @accent; }
PageView { border: @border solid transparent; }
PageView:focus { border: @border solid @accent; }
QTreeView::item, QListView::item { padding: 3u 2u; border: none; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected, QTreeView::item:focus, QListView::item:focus {
  background: @addend; color: @ink;
}
QSplitter::handle { background: @ground; }
QScrollBar:vertical { background: transparent; width: 12u; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12u; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4u; margin: 2u; }
QScrollBar::handle:vertical { min-height: 32u; }
QScrollBar::handle:horizontal { min-width: 32u; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

# Where the focus and the choice are told by more than another colour of the same line.
_CONTRAST = """
QMenuBar::item:selected, QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:selected:disabled { background: @hover; color: @quiet; border: 2px dashed @quiet; }
QMenu::item:disabled, QPushButton:disabled, QToolButton:disabled { border-style: dashed; }
QTabBar::tab:selected { border: 2px solid @accent; font-weight: bold; }
QTabBar::tab:focus { background: @accent; color: @on_accent; }
QPushButton:hover, QToolButton:hover { border: 2px dashed @accent; }
QPushButton:checked, QToolButton:checked { border: 3px solid @accent; font-weight: bold; }
QPushButton:focus, QToolButton:focus, QPushButton[flat="true"]:focus,
QToolButton[flat="true"]:focus { background: @accent; color: @on_accent; border: 2px solid @ink; }
QPushButton[main="true"] { font-weight: bold; }
QPushButton[main="true"]:focus { border: 4px double @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QTextBrowser:focus {
  border: 3px solid @accent;
}
QCheckBox:focus { color: @accent; text-decoration: underline; }
QCheckBox::indicator, QTreeView::indicator { border: 2px solid @line; }
QCheckBox::indicator:focus { border: 3px solid @accent; }
QTreeView:focus, QListView:focus { border: 3px solid @accent; }
QTreeView::item:selected, QListView::item:selected { border: 2px dashed @accent; }
QSplitter::handle { border: 1px dotted @line; }
"""
