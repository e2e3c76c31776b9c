"""One unit's report, opened from wherever one was; Esc leads back there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.figures.address import Address
from core.forms.loader import Forms
from core.report.finding import Finding
from core.report.report import Report
from gui.kit.elided_label import ElidedLabel
from gui.look.theme import Theme
from gui.rollup.report_pane import ReportPane

_FINDING = Qt.ItemDataRole.UserRole


class UnitReport(QWidget):
    """Shows a report with its findings beside it; nothing in it can be written."""

    left = Signal()
    """One wants to go back."""
    stepped = Signal(int)
    """The next unit's report is wanted, with -1 that of the one before."""
    copy_wanted = Signal(object)
    """A copy of this report shall be opened in the window for one report."""

    def __init__(self, forms: Forms, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.report: Report | None = None
        self.back = QPushButton("← 返回（Esc）")
        self.title = ElidedLabel(12)
        self.before, self.after = QPushButton("上一份"), QPushButton("下一份")
        self.copy = QPushButton("在年报窗口打开副本(&M)")
        self.pane = ReportPane(forms, theme)
        self.findings = QListWidget()
        self.none = QLabel("✓ 没有发现问题。")
        self._compose()
        self.back.clicked.connect(self.left)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self.report))
        self.findings.itemActivated.connect(self._go)
        self.findings.itemClicked.connect(self._go)

    def show_unit(
        self,
        title: str,
        report: Report,
        findings: Sequence[Finding],
        remarks: Sequence[str],
        at: Finding | Address | None,
    ) -> None:
        """Show a report, at a finding or a cell; ``remarks`` are what else there is to say."""
        self.report = report
        self.title.setText(title)
        self.pane.show_report(report)
        self.findings.clear()
        for finding in findings:
            item = QListWidgetItem(f"{finding.sign} {finding.message}", self.findings)
            item.setForeground(self.theme.color(self.theme.severity(finding.severity)))
            item.setToolTip(finding.advice)
            item.setData(_FINDING, finding)
            spoken = f"{finding.severity.word}，{finding.message}{finding.advice}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if finding is at:
                self.findings.setCurrentItem(item)
        for remark in remarks:
            item = QListWidgetItem(f"? {remark}", self.findings)
            item.setForeground(self.theme.color("unfilled"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, remark)
        is_clear = not findings and not remarks
        self.none.setVisible(is_clear)
        self.findings.setVisible(not is_clear)
        if isinstance(at, Address):
            self.pane.go_to(at)
        else:
            self.pane.show_finding(at)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self.pane.wear(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem) -> None:
        finding = item.data(_FINDING)
        if isinstance(finding, Finding):
            self.pane.show_finding(finding)

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, step, 0, 0)
        column.setSpacing(step)
        row = QHBoxLayout()
        row.setSpacing(step)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        for button in (self.before, self.after, self.copy):
            row.addWidget(button)
        column.addLayout(row)
        self.findings.setWordWrap(True)
        self.findings.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setAccessibleName("这份报告的问题")
        self.none.setProperty("done", True)
        side = QWidget()
        inner = QVBoxLayout(side)
        inner.setContentsMargins(step, 0, 0, 0)
        inner.addWidget(self.none)
        inner.addWidget(self.findings, 1)
        inner.addStretch(0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pane)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        wide = self.fontMetrics().horizontalAdvance("汉")
        split.setSizes([wide * 64, wide * 24])
        column.addWidget(split, 1)
