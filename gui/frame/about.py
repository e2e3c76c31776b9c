"""What the program is, its version, and what it never does."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QWidget

from core.base.version import VERSION
from core.keeping.crash_log import CrashLog
from gui.keeping.crashes import CrashesDialog
from gui.kit.fields import dialog_column
from gui.kit.passing import run


class AboutDialog(QDialog):
    """A few lines, and the way to the log of crashes."""

    def __init__(self, log: CrashLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于年报")
        column = dialog_column(self)
        for text, quiet in (
            (f"年报 {VERSION}", False),
            ("填写、核对和导出政府信息公开工作年度报告。", False),
            ("本程序从不连接网络，报告只存在您选定的位置。", True),
            (f"界面由 Qt {qVersion()} 绘制（LGPL 许可）。", True),
        ):
            label = QLabel(text)
            label.setProperty("quiet", quiet)
            column.addWidget(label)
        buttons = QDialogButtonBox()
        self.crashes = QPushButton("差错记录…")
        self.crashes.clicked.connect(lambda: run(CrashesDialog(log, self)))
        buttons.addButton(self.crashes, QDialogButtonBox.ButtonRole.ActionRole)
        known = buttons.addButton("知道了", QDialogButtonBox.ButtonRole.AcceptRole)
        known.setDefault(True)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
