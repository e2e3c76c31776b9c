"""What two reports say differently, as a list that a clerk can go through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.compare import Difference

NOTHING = "（空）"


class DifferenceList(QTreeWidget):
    """Shows each difference with its place and what stands on either side."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels(["部分", "位置", before, after])
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName("不同之处")
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        wide = self.fontMetrics().horizontalAdvance("汉")
        head = self.header()
        self.setColumnWidth(0, wide * 7)
        self.setColumnWidth(1, wide * 17)
        for column in (2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_differences(self, differences: tuple[Difference, ...]) -> None:
        """Show these differences."""
        self.clear()
        for each in differences:
            sides = [side or NOTHING for side in (each.before, each.after)]
            item = QTreeWidgetItem(self, [each.part, each.place, *sides])
            for column in range(4):
                item.setToolTip(column, item.text(column))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            spoken = f"{each.part}，{each.place}，由{sides[0]}改为{sides[1]}"
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
