"""Dividing the organ's name in the title by hand (标题分行)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from core.exports.parts.measure import ems
from core.exports.parts.title_lines import divide_title
from core.printed.measures import TITLE_SIZE, TYPE_WIDTH
from gui.kit.fields import closing_buttons, dialog_column, size_dialog

_ROOM = TYPE_WIDTH / TITLE_SIZE


def divided_by_itself(name: str) -> tuple[str, ...]:
    """Return the lines in which a name stands in the title where nobody divides it."""
    return divide_title(name, _ROOM, ems)


class TitleDialog(QDialog):
    """Shows the name in its lines; Enter makes one more, and no character may change."""

    def __init__(self, name: str, lines: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("标题分行")
        self._name = name
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("机关名称在标题里的分行")
        self.editor.setTabChangesFocus(True)
        self.editor.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.by_itself = QPushButton("自动分行(&A)")
        self.go = QPushButton("确定")
        column = dialog_column(self)
        told = QLabel(
            "在要分行的地方按回车，要接回去就按退格。词意要完整，最好上短下长。"
            "各种导出文件和打印的标题都照这样分行。"
        )
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self.editor, 1)
        column.addWidget(self.remark)
        column.addWidget(self.by_itself, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.editor.textChanged.connect(self._look)
        self.by_itself.clicked.connect(lambda: self._show(divided_by_itself(name)))
        self._show(lines or divided_by_itself(name))
        size_dialog(self, 44, 18)

    def lines(self) -> tuple[str, ...]:
        """Return the lines that were made by hand; none where they are those made by itself."""
        lines = self._lines()
        return () if lines == divided_by_itself(self._name) else lines

    def _lines(self) -> tuple[str, ...]:
        return tuple(line for line in self.editor.toPlainText().split("\n") if line.strip())

    def _show(self, lines: tuple[str, ...]) -> None:
        self.editor.setPlainText("\n".join(lines))

    def _look(self) -> None:
        """Say what is wrong with the lines, and let nothing through that is not the name."""
        lines = self._lines()
        is_name = "".join(lines) == self._name
        long = [at for at, line in enumerate(lines, 1) if ems(line) > _ROOM]
        remark = ""
        if not is_name:
            remark = f"这里只分行，不改字：合起来要还是“{self._name}”。"
        elif long:
            remark = f"第{long[0]}行太长，一行放不下，打印时会自动再分。"
        self.remark.setText(remark)
        self.remark.setProperty("fault", not is_name)
        self.remark.style().polish(self.remark)
        self.go.setEnabled(is_name)
