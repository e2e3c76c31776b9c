"""What a crash left behind, held against the saved file before anything is restored."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.forms.loader import Forms
from core.keeping.against_file import against_file
from core.keeping.recovery import Left
from gui.kit.differences import DifferenceList
from gui.kit.fields import closing_buttons, dialog_column, size_dialog


class RecoveryDialog(QDialog):
    """Lists what was found; ``chosen`` is what the clerk opens, ``discarded`` what may go."""

    def __init__(self, found: list[Left], forms: Forms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("找回没有保存的报告")
        self.chosen: Left | None = None
        self.discarded: list[Left] = []
        self._forms = forms
        self._found = list(found)
        self.reports = QListWidget()
        self.reports.setAccessibleName("找回的报告")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.differences = DifferenceList("保存过的文件", "找回的内容")
        self.take = QPushButton("打开找回的报告")
        self.delete = QPushButton("不要了，删除")
        self._compose()
        for left in found:
            self._add(left)
        self.reports.currentRowChanged.connect(self._show)
        self.take.clicked.connect(self._open)
        self.delete.clicked.connect(self._delete)
        self.reports.setCurrentRow(0)
        self.take.setFocus()

    def _compose(self) -> None:
        column = dialog_column(self)
        words = "上次程序没有正常关闭，下面是当时还没有保存的内容。打开以后请核对并保存。"
        label = QLabel(words)
        label.setWordWrap(True)
        column.addWidget(label)
        column.addWidget(self.reports)
        self.reports.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)
        column.addWidget(self.told)
        column.addWidget(self.differences, 1)
        buttons = closing_buttons(self, self.take, "以后再说")
        buttons.addButton(self.delete, QDialogButtonBox.ButtonRole.DestructiveRole)
        column.addWidget(buttons)
        size_dialog(self, 64, 30)

    def _add(self, left: Left) -> None:
        name = left.path.name if left.path else "没有保存过的报告"
        item = QListWidgetItem(f"{in_chinese(left.time, '%Y年%m月%d日 %H:%M:%S')}　{name}")
        if left.path:
            item.setToolTip(str(left.path))
        self.reports.addItem(item)

    def _show(self, row: int) -> None:
        """Hold what was found against the file that it belongs to."""
        self.differences.clear()
        self.take.setEnabled(False)
        if not 0 <= row < len(self._found):
            self.told.setText("")
            return
        left = self._found[row]
        try:
            report, _history = left.read(self._forms)
        except Problem as problem:
            self.told.setText(str(problem))
            return
        self.take.setEnabled(True)
        words, differences = against_file(report, left.path, left.stamp, self._forms)
        self.told.setText(words)
        self.differences.show_differences(differences)

    def _open(self) -> None:
        self.chosen = self._found[self.reports.currentRow()]
        self.accept()

    def _delete(self) -> None:
        row = self.reports.currentRow()
        if not 0 <= row < len(self._found):
            return
        self.discarded.append(self._found.pop(row))
        self.reports.takeItem(row)
        if not self._found:
            self.accept()
