"""The line above the tabs: what report this is, whether it is saved, what to do next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from core.checks.inspection import READING
from core.report.finding import Severity
from core.sharing.share_words import share_words
from gui.access.announcing import announce
from gui.kit.elided_label import ElidedLabel
from gui.state.document import Document


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
        self._told_at: datetime | None = None
        self.title = ElidedLabel(8)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.edition, self.saved = ElidedLabel(), ElidedLabel(3)
        self.edition.setProperty("quiet", True)
        self.saved.setProperty("quiet", True)
        self.work = ElidedLabel(4)
        """How the shares and the review round stand."""
        self.check = QPushButton()
        self.check.clicked.connect(check.trigger)
        self.export = QToolButton()
        self.export.setText("导出 ▼")
        self.export.setAccessibleName("导出")
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
        line.addSpacing(step)
        line.addWidget(self.work)
        line.addStretch(1)
        line.addWidget(self.check)
        self._buttons: list[QPushButton] = []
        for action in actions:
            button = QPushButton(action.iconText())
            button.setToolTip(f"{action.toolTip()}（{action.shortcut().toString()}）")
            button.clicked.connect(action.trigger)
            self._buttons.append(button)
            line.addWidget(button)
        line.addWidget(self.export)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(self.title.minimumSizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _needed(self, title: int) -> int:
        """Return the width that is needed at the least, with so much for the title."""
        line = self.layout()
        if line is None:
            return title
        margins, gap = line.contentsMargins(), line.spacing()
        always = (self.check, self.export)
        widths = title + sum(each.sizeHint().width() + gap for each in always)
        return widths + margins.left() + margins.right() + 6 * gap

    def _share_width(self) -> None:
        """Leave out what is to be had elsewhere, where there is no room for all of it.

        The edition stands on the cover, and the menu has what the buttons do.
        """
        line = self.layout()
        room = self.width() - self._needed(self.title.sizeHint().width())
        work = (self.work,) if self.work.text() else ()
        for part in (*work, *self._buttons, self.saved, self.edition):
            room -= part.sizeHint().width() + (line.spacing() if line is not None else 0)
            part.setVisible(room >= 0)

    def show_report(self) -> None:
        """Show the name of the report and the state of its checks."""
        document = self._document
        self.title.setText(document.title)
        self.edition.setText(document.report.form.document)
        self._show_work()
        self._show_check()
        self._share_width()

    def _show_check(self) -> None:
        """Show how many findings wait; while the texts are unread that is not known."""
        inspection = self._document.inspection
        if inspection.is_unread:
            self.check.setText(READING)
            self.check.setToolTip("")
            self.check.setAccessibleName(READING)
            self.check.setEnabled(False)
            return
        count = inspection.count_open()
        words = [
            f"{severity.word} {count[severity]} 条" for severity in Severity if count[severity]
        ]
        at_ease = "✓ 问题都已说明" if inspection.findings else "✓ 没有发现问题"
        self.check.setText(f"检查 {sum(count.values())}" if words else at_ease)
        self.check.setToolTip(f"{'，'.join(words)}。到下一个问题（F8）" if words else "")
        told = f"检查：{'，'.join(words)}，到下一个问题" if words else at_ease.lstrip("✓ ")
        self.check.setAccessibleName(told)
        self.check.setEnabled(bool(words))

    def _show_work(self) -> None:
        """Show how shares and the review round stand; a change after signing stands out."""
        report = self._document.report
        told = share_words(report, datetime.now().astimezone().date())
        words, tip, is_changed = told, told, False
        if report.signing:
            from core.signing.round import round_words, standing

            found = standing(report)
            words = "　".join(filter(None, (told, found.words)))
            tip = "\n".join((told, *round_words(report))).strip()
            is_changed = found.is_changed
        self.work.setText(words)
        self.work.setVisible(bool(words))
        self.work.setToolTip(tip)
        self.work.setProperty("fault", is_changed)
        self.work.style().polish(self.work)

    def show_saved(self) -> None:
        """Show whether a file holds the work."""
        document = self._document
        if document.is_unsaved:
            words = "未保存"
        elif document.saved_at:
            words = f"已保存 {document.saved_at:%H:%M}"
        else:
            words = "已保存"
        self.saved.setText(f"● {words}" if document.is_unsaved else words)
        self.saved.setAccessibleName(words)
        if document.saved_at not in {None, self._told_at}:
            announce(self, words)
        self._told_at = document.saved_at
        self._share_width()
        self.saved.setToolTip(str(document.path) if document.path else "还没有存成文件")
