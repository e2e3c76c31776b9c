"""The line above the tabs: what report this is, whether it is saved, what to do next."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from core.finding import Severity
from gui.document import Document


class HeaderBar(QFrame):
    """Names the report and carries the few buttons that every clerk needs."""

    def __init__(
        self,
        document: Document,
        check: QAction,
        actions: tuple[QAction, ...],
        export: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._document = document
        self.title = QLabel()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.edition, self.saved = QLabel(), QLabel()
        self.edition.setProperty("quiet", True)
        self.saved.setProperty("quiet", True)
        self.check = QPushButton()
        self.check.clicked.connect(check.trigger)
        self.export = QToolButton()
        self.export.setText("导出 ▾")
        self.export.setMenu(export)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line = QHBoxLayout(self)
        step = self.fontMetrics().height() // 2
        line.setContentsMargins(step * 2, step // 2, step, step // 2)
        line.setSpacing(step)
        line.addWidget(self.title)
        line.addSpacing(step)
        line.addWidget(self.edition)
        line.addSpacing(step)
        line.addWidget(self.saved)
        line.addStretch(1)
        line.addWidget(self.check)
        for action in actions:
            button = QPushButton(action.text())
            button.setToolTip(f"{action.toolTip()}（{action.shortcut().toString()}）")
            button.clicked.connect(action.trigger)
            line.addWidget(button)
        line.addWidget(self.export)

    def show_report(self) -> None:
        """Show the name of the report and the state of its checks."""
        document = self._document
        self.title.setText(document.title)
        self.edition.setText(document.report.form.document)
        count = document.inspection.count_open()
        words = [
            f"{severity.word} {count[severity]} 条" for severity in Severity if count[severity]
        ]
        at_ease = "✓ 问题都已说明" if document.inspection.findings else "✓ 没有发现问题"
        self.check.setText(f"检查 {sum(count.values())}" if words else at_ease)
        self.check.setToolTip(f"{'，'.join(words)}。到下一个问题（F8）" if words else "")
        self.check.setEnabled(bool(words))

    def show_saved(self) -> None:
        """Show whether a file holds the work."""
        document = self._document
        if document.is_unsaved:
            self.saved.setText("● 未保存")
        elif document.saved_at:
            self.saved.setText(f"已保存 {document.saved_at:%H:%M}")
        else:
            self.saved.setText("已保存")
        self.saved.setToolTip(str(document.path) if document.path else "还没有存成文件")
