"""The fields that the dialogs share: organ and year, and how their rows stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout


class OrganAndYear:
    """A line for the organ and a line for the year, with their labels, in rows of a form."""

    def __init__(self, dialog: QDialog, organ: str, year: str) -> None:
        self.organ = QLineEdit(organ)
        self.organ.setPlaceholderText("机关全称，如“慈溪市人民政府”")
        self.year = QLineEdit(year)
        self.year.setMaxLength(4)
        self.year.setValidator(QIntValidator(0, 9999, dialog))
        step = dialog.fontMetrics().height() // 2
        self.rows = QFormLayout()
        self.rows.setHorizontalSpacing(2 * step)
        self.rows.setVerticalSpacing(step)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.rows.addRow("机关名称(&J)", self.organ)
        self.rows.addRow("报告年度(&N)", self.year)


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """Give a dialog its column, with the margins that all dialogs have."""
    column = QVBoxLayout(dialog)
    step = dialog.fontMetrics().height() // 2
    column.setContentsMargins(3 * step, 2 * step, 3 * step, 2 * step)
    column.setSpacing(step)
    return column
