"""The list of findings: each a sentence that leads to its cell or its sentence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.finding import Finding, Severity
from gui.theme import Theme

ALL_WELL = "各部分都已填写，勾稽全部平衡，文字与表格一致。可以打印预览或者导出了。"
FINDING = Qt.ItemDataRole.UserRole
_ROLES = {Severity.ERROR: "unbalanced", Severity.WARNING: "unfilled", Severity.HINT: "quiet"}
_WRAP = int(Qt.TextFlag.TextWordWrap)


class FindingsList(QListWidget):
    """Shows findings in the order of the report."""

    picked = Signal(object)
    """A finding was clicked or entered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = _FindingPainter(theme, self)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setAccessibleName("问题列表")
        self.itemClicked.connect(lambda item: self.picked.emit(item.data(FINDING)))
        self.itemActivated.connect(lambda item: self.picked.emit(item.data(FINDING)))
        self._shown: tuple[Finding, ...] = ()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these findings, keeping the place in the list."""
        if findings == self._shown:
            return
        self._shown = findings
        row = self.currentRow()
        self.clear()
        for finding in findings:
            item = QListWidgetItem(finding.message)
            item.setData(FINDING, finding)
            item.setToolTip(finding.advice)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{finding.severity.word}，{finding.message}{finding.advice}",
            )
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._painter.theme.color("quiet"))
        step = self.fontMetrics().height()
        box = self.viewport().rect().adjusted(step, step, -step, -step)
        painter.drawText(box, _WRAP | int(Qt.AlignmentFlag.AlignCenter), ALL_WELL)
        painter.end()

    def select(self, finding: Finding) -> None:
        """Mark the finding that was gone to."""
        if finding in self._shown:
            self.setCurrentRow(self._shown.index(finding))

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._painter.theme = theme
        self.viewport().update()


class _FindingPainter(QStyledItemDelegate):
    """Wraps a sentence and its advice beside the sign of its severity."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._list = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        finding = index.data(FINDING)
        if not isinstance(finding, Finding):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color("addend"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.color("hover"))
        step = painter.fontMetrics().height() // 3
        sign = rect.adjusted(step, step, 0, 0)
        painter.setPen(self.theme.color(_ROLES[finding.severity]))
        painter.drawText(sign, Qt.AlignmentFlag.AlignLeft, finding.sign)
        box = self._text_box(rect)
        painter.setPen(self.theme.color("ink"))
        used = painter.drawText(box, _WRAP, finding.message)
        below = box.adjusted(0, used.height() + step // 2, 0, 0)
        selected = state & QStyle.StateFlag.State_Selected
        painter.setPen(self.theme.color("ink" if selected else "quiet"))
        painter.drawText(below, _WRAP, finding.advice)
        painter.setPen(self.theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        finding = index.data(FINDING)
        metrics = self._list.fontMetrics()
        box = self._text_box(QRect(0, 0, 0, 100000))
        height = 2 * (metrics.height() // 3) + 2
        for text in (finding.message, finding.advice):
            if text:
                height += metrics.boundingRect(box, _WRAP, text).height() + metrics.height() // 6
        return QSize(box.width(), height)

    def _text_box(self, rect: QRect) -> QRect:
        """Leave room for the scroll bar always: heights must not change when it comes."""
        metrics = self._list.fontMetrics()
        step = metrics.height() // 3
        bar = self._list.verticalScrollBar().sizeHint().width()
        box = rect.adjusted(metrics.height() + step, step, 0, 0)
        box.setWidth(self._list.width() - bar - metrics.height() - 3 * step)
        return box
