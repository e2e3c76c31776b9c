"""What reading into the open report would change, shown before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from core.reading.adoption import Effect
from gui.kit.differences import DifferenceList
from gui.kit.fields import dialog_column, size_dialog
from gui.kit.passing import run


def show_differences(found: Effect, parent: QWidget) -> None:
    """Show the differences in a dialog of their own."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("读入以后的改动")
    column = dialog_column(dialog)
    listed = DifferenceList("现在", "读入以后")
    listed.show_differences(found.differences)
    column.addWidget(listed)
    buttons = QDialogButtonBox()
    close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    close.clicked.connect(dialog.reject)
    column.addWidget(buttons)
    size_dialog(dialog, 72, 30)
    run(dialog)
