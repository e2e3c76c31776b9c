"""The log of crashes, to be copied for whoever helps."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.keeping.crash_log import CrashLog
from gui.kit.fields import dialog_column, size_dialog

TITLE = "差错记录"
WHAT = "下面记着程序出差错的时间和位置，没有报告里的数字和文字。请复制给帮助您的人。"
NOTHING = "没有出过差错。"


class CrashesDialog(QDialog):
    """Shows what the log holds, its end first in sight, and copies it."""

    def __init__(self, log: CrashLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        held = log.read()
        column = dialog_column(self)
        what = QLabel(WHAT if held else NOTHING)
        what.setWordWrap(True)
        column.addWidget(what)
        self.text = QPlainTextEdit(held)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(TITLE)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        what.setBuddy(self.text)
        self.text.setVisible(bool(held))
        column.addWidget(self.text, 1)
        buttons = QDialogButtonBox()
        self.copy = QPushButton("复制")
        self.copy.setEnabled(bool(held))
        self.copy.clicked.connect(self._copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        known = buttons.addButton("知道了", QDialogButtonBox.ButtonRole.AcceptRole)
        known.setDefault(True)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        if held:
            size_dialog(self, 40, 20)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText("已复制")
