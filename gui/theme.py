"""Colours by role, in light and dark, and the one style sheet."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from core.finding import Severity
from core.progress import Progress
from core.tally import Balance

CHINESE_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "WenQuanYi Micro Hei",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A colour for every role; code names roles, never colours."""

    is_dark: bool
    ground: str
    surface: str
    line: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    balanced: str
    unbalanced: str
    unfilled: str
    head: str
    band: str
    computed: str
    hover: str
    addend: str
    total: str
    fault: str
    doubt: str

    def color(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(getattr(self, role))

    def balance(self, state: Balance) -> str:
        """Return the role of a tally's state."""
        return {
            Balance.BALANCED: "balanced",
            Balance.UNBALANCED: "unbalanced",
            Balance.UNFILLED: "unfilled",
        }[state]

    def severity(self, severity: Severity) -> str:
        """Return the role of a finding's severity."""
        return {
            Severity.ERROR: "unbalanced",
            Severity.WARNING: "unfilled",
            Severity.HINT: "quiet",
        }[severity]

    def progress(self, state: Progress) -> str:
        """Return the role of a section's state."""
        return {
            Progress.DONE: "balanced",
            Progress.UNBALANCED: "unbalanced",
            Progress.FAULTY: "unbalanced",
            Progress.UNFILLED: "quiet",
            Progress.TO_REVIEW: "unfilled",
        }[state]


LIGHT = Theme(
    is_dark=False,
    ground="#F6F7F9",
    surface="#FFFFFF",
    line="#D9DEE5",
    ink="#1B2430",
    quiet="#5B6675",
    accent="#1F5FA8",
    on_accent="#FFFFFF",
    balanced="#2B7A3E",
    unbalanced="#B3261E",
    unfilled="#7F6400",
    head="#F1F3F6",
    band="#E3ECF6",
    computed="#EEF2F7",
    hover="#E9EDF2",
    addend="#D6E6F8",
    total="#FBE9B7",
    fault="#FBE3E1",
    doubt="#FFF4CF",
)

DARK = Theme(
    is_dark=True,
    ground="#14181D",
    surface="#1B2027",
    line="#363E49",
    ink="#E6EAF0",
    quiet="#A3AEBC",
    accent="#7DB2EE",
    on_accent="#0E1B2A",
    balanced="#72C98B",
    unbalanced="#FF9389",
    unfilled="#E3C25C",
    head="#222831",
    band="#24344A",
    computed="#262D37",
    hover="#2B323C",
    addend="#23456B",
    total="#574812",
    fault="#57231F",
    doubt="#4A3E12",
)


def theme_named(name: str) -> Theme:
    """Return the theme of a setting: ``light``, ``dark``, or what the system shows."""
    if name == "light":
        return LIGHT
    if name == "dark":
        return DARK
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, color in (
        (roles.Window, theme.ground),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.head),
        (roles.Text, theme.ink),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.ink),
        (roles.ToolTipBase, theme.surface),
        (roles.ToolTipText, theme.ink),
        (roles.PlaceholderText, theme.quiet),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.Link, theme.accent),
        (roles.Light, theme.surface),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.line),
        (roles.Dark, theme.quiet),
        (roles.Shadow, theme.line),
    ):
        palette.setColor(role, QColor(color))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.quiet))
    app.setPalette(palette)
    app.setStyleSheet(_style_sheet(theme))


def base_font(app: QApplication) -> QFont:
    """Return the system's font, with a Chinese sans of the system where it names none."""
    font = app.font()
    families = set(QFontDatabase.families())
    chinese = [name for name in CHINESE_FONTS if name in families]
    if font.family() not in CHINESE_FONTS and chinese:
        # The Chinese face comes first: its figures and Latin letters go with its characters.
        font.setFamilies([*chinese[:1], font.family()])
    return font


def _style_sheet(theme: Theme) -> str:
    sheet = _SHEET
    for entry in fields(theme):
        if entry.name != "is_dark":
            sheet = sheet.replace(f"@{entry.name};", f"{getattr(theme, entry.name)};")
    # A drop-down without a picture of its own would fall back on the style's bevelled arrow, and
    # the style's check boxes cannot be seen on a dark ground.
    for name in ("chevron", "check"):
        file = resources.folder() / "icons" / f"{name}-{'dark' if theme.is_dark else 'light'}.svg"
        sheet = sheet.replace(f"@{name};", f"url({file.as_posix()});")
    return sheet


_SHEET = """
QMainWindow, QDialog, QWidget#page, QWidget#pane { background: @ground; }
QMenuBar { background: @ground; color: @ink; padding: 2px 6px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @quiet; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: @surface; color: @ink; border: 1px solid @line; padding: 6px; }
QStatusBar { background: @ground; color: @quiet; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QLabel { color: @ink; background: transparent; }
QLabel[quiet="true"] { color: @quiet; }
QLabel[fault="true"] { color: @unbalanced; }
QLabel[doubt="true"] { color: @unfilled; }
QLabel[done="true"] { color: @balanced; }
QFrame#header { background: @surface; border-bottom: 1px solid @line; }
QFrame#card { background: @surface; border: 1px solid @line; border-radius: 6px; }
QTabBar { background: @ground; }
QTabBar::tab {
  background: transparent; color: @quiet; padding: 8px 12px; border: none;
  border-bottom: 2px solid transparent; margin: 0;
}
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @ink; background: @hover; }
QPushButton, QToolButton {
  background: @surface; color: @ink; border: 1px solid @line; border-radius: 4px;
  padding: 5px 12px;
}
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:focus, QToolButton:focus { border: 1px solid @accent; }
QPushButton:disabled, QToolButton:disabled { color: @quiet; background: @ground; }
QPushButton[main="true"] {
  background: @accent; color: @on_accent; border: 1px solid @accent;
}
QPushButton[main="true"]:focus { border: 1px solid @ink; }
QPushButton[main="true"]:disabled {
  background: @ground; color: @quiet; border: 1px solid @line;
}
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: @chevron; width: 14px; height: 14px; }
QCheckBox { color: @ink; spacing: 6px; }
QCheckBox::indicator, QTreeView::indicator {
  width: 14px; height: 14px; border: 1px solid @quiet; border-radius: 3px; background: @surface;
}
QCheckBox::indicator:checked, QTreeView::indicator:checked {
  background: @accent; border: 1px solid @accent; image: @check;
}
QCheckBox::indicator:focus { border: 1px solid @accent; }
QCheckBox::indicator:disabled { border: 1px solid @line; }
QTabBar QToolButton { padding: 0; }
QFileDialog QToolButton { padding: 3px; }
QFileDialog QComboBox { padding: 3px 6px; }
QPushButton[flat="true"], QToolButton[flat="true"] {
  background: transparent; border: 1px solid transparent;
}
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border: 1px solid @accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QComboBox {
  background: @surface; color: @ink; border: 1px solid @line; border-radius: 4px;
  padding: 4px 6px; selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 1px solid @accent; }
QLineEdit#figure { border: 2px solid @accent; border-radius: 0; padding: 0 2px; }
QPlainTextEdit#writing { padding: 8px 12px; border-radius: 6px; }
QTableView {
  background: @surface; color: @ink; gridline-color: @line; border: 1px solid @line;
  selection-background-color: transparent; selection-color: @ink; outline: 0;
}
QHeaderView { background: @head; border: none; }
QTreeView, QListView, QListWidget, QTreeWidget {
  background: @surface; color: @ink; border: 1px solid @line; border-radius: 6px; outline: 0;
}
QTreeView:focus, QListView:focus { border: 1px solid @accent; }
QTreeView::item, QListView::item { padding: 3px 2px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @addend; color: @ink; }
QSplitter::handle { background: @ground; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: none; }
"""
