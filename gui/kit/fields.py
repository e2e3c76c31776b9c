"""What the dialogs share: organ and year, how their rows stand, the buttons that end them."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.kit.roomy import Roomy


def year_in(text: str) -> int | None:
    """Read a year of four digits, full-width ones too; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("年")
    return int(plain) if re.fullmatch("[0-9]{4}", plain) else None


class OrganAndYear:
    """A line for the organ and a line for the year, with their labels, in rows of a form."""

    def __init__(self, dialog: QDialog, organ: str, year: str) -> None:
        self.organ = QLineEdit(organ)
        self.organ.setPlaceholderText("机关全称，如“慈溪市人民政府”")
        self.organ.setAccessibleName("机关名称")
        self.year = QLineEdit(year)
        self.year.setAccessibleName("报告年度")
        self.rows = form_rows(dialog)
        self.rows.addRow("机关名称(&J)", self.organ)
        self.rows.addRow("报告年度(&N)", self.year)

    def year_typed(self) -> int | None:
        """Return the year, None where no year of four digits was typed."""
        return year_in(self.year.text())


def form_rows(owner: QWidget) -> QFormLayout:
    """Make rows of a form as they stand in all dialogs, spaced by the font of their owner."""
    step = owner.fontMetrics().height() // 2
    rows = QFormLayout()
    rows.setHorizontalSpacing(2 * step)
    rows.setVerticalSpacing(step)
    rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return rows


def size_dialog(dialog: QDialog, across: int, down: int) -> None:
    """Make a dialog so many characters wide and lines high, but never larger than the screen."""
    metrics, screen = dialog.fontMetrics(), dialog.screen().availableSize()
    width = min(metrics.horizontalAdvance("汉") * across, screen.width() * 4 // 5)
    height = min(metrics.lineSpacing() * down, screen.height() * 4 // 5)
    dialog.resize(width, height)


def closing_buttons(dialog: QDialog, main: QPushButton, give_up: str = "取消") -> QDialogButtonBox:
    """Make the row of buttons that ends a dialog; Enter means the main one.

    What the main button does is left to the dialog.
    """
    main.setProperty("main", True)  # before it is shown anywhere: the style looks at it once
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(give_up, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.addButton(main, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.rejected.connect(dialog.reject)
    # Only within its dialog: one that has no dialog yet loses Enter to the first of the others.
    main.setDefault(True)
    return buttons


def roomy_column(dialog: QDialog) -> tuple[QVBoxLayout, QVBoxLayout]:
    """Give a dialog its column, and within that one that scrolls where the screen is too low.

    What has to stay in sight goes into the first: the buttons at the end.
    """
    column = dialog_column(dialog)
    inner = QWidget()
    inner.setObjectName("pane")
    within = QVBoxLayout(inner)
    within.setContentsMargins(0, 0, 0, 0)
    within.setSpacing(column.spacing())
    column.addWidget(Roomy(inner), 1)
    return column, within


def dialog_column(dialog: QDialog) -> QVBoxLayout:
    """Give a dialog its column, with the margins that all dialogs have."""
    column = QVBoxLayout(dialog)
    step = dialog.fontMetrics().height() // 2
    column.setContentsMargins(3 * step, 2 * step, 3 * step, 2 * step)
    column.setSpacing(step)
    return column
