"""The form in which a clerk chooses fonts for the printed page, folded away behind its button."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.settings.page_options import FONT_PARTS, Fonts
from gui.printing.faces import PRESCRIBED, chinese_families

_KEYS = MappingProxyType({"title": "T", "first": "1", "second": "2", "body": "B", "tables": "L"})
"""The keys that lead to the parts."""


class FontChoice(QComboBox):
    """A drop-down that the wheel does not change in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FontForm(QWidget):
    """A button, and below it a family for each part of the page."""

    changed = Signal()

    def __init__(self, fonts: Fonts) -> None:
        super().__init__()
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(step)
        self.button = QPushButton("字体(&Z)…")
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.setToolTip("选标题、正文和表格的字体；不选就按公文的规定")
        self.rows = QWidget()
        self.rows.setVisible(False)
        grid = QGridLayout(self.rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(step)
        grid.setVerticalSpacing(step // 2)
        grid.setColumnStretch(1, 1)
        chosen = asdict(fonts)
        families = chinese_families()
        self.choices: dict[str, QComboBox] = {}
        for line, (role, name) in enumerate(FONT_PARTS.items()):
            box = _family_box(PRESCRIBED[role], families, chosen[role])
            label = QLabel(f"{name}(&{_KEYS[role]})")
            label.setBuddy(box)
            box.setAccessibleName(f"{name}的字体")
            box.currentIndexChanged.connect(self._tell)
            grid.addWidget(label, line, 0)
            grid.addWidget(box, line, 1)
            self.choices[role] = box
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rows)
        self.button.toggled.connect(self.rows.setVisible)
        self._tell_tips()

    def fonts(self) -> Fonts:
        """Return what is chosen now."""
        return Fonts(**{role: str(box.currentData()) for role, box in self.choices.items()})

    def _tell(self) -> None:
        self._tell_tips()
        self.changed.emit()

    def _tell_tips(self) -> None:
        """Show what is chosen whole, where the box has room for its beginning only."""
        for box in self.choices.values():
            box.setToolTip(box.currentText())


def _family_box(prescribed: str, families: tuple[str, ...], chosen: str) -> QComboBox:
    """Make a box of families; a chosen one that is missing here stays to be seen."""
    box = FontChoice()
    box.addItem(f"按规定：{prescribed}", "")
    for family in families:
        box.addItem(family, family)
    if chosen and chosen not in families:
        box.addItem(f"{chosen}（这台电脑没有）", chosen)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    widest = max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
    box.view().setMinimumWidth(widest + 2 * box.fontMetrics().height())
    return box
