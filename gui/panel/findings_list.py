"""The list of findings: each a sentence that leads to its place in the report, with its note."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.checks.inspection import READING, Inspection
from core.report.edits import SetNote
from core.report.finding import Finding, Severity
from core.report.note import Subject
from gui.look.theme import Theme
from gui.panel.finding_item import ENTRY, Deed, FindingEntry, FindingPainter
from gui.panel.note_editor import NoteEditor
from gui.state.document import Document
from gui.state.text_repairing import repair_text

ALL_WELL = "各部分都已填写，勾稽全部平衡，文字与表格一致。可以打印预览或者导出了。"
LABEL = "说明"
_WRAP = int(Qt.TextFlag.TextWordWrap)


class FindingsList(QListWidget):
    """Shows findings in the order of the report; those that are explained stand below the open.

    What is written in a note goes to the document with every key, as in the cells, and is one
    undo step. Until the field is left the list stays as it is.
    """

    picked = Signal(object)
    """A finding was clicked or entered."""
    repaired = Signal(object)
    """A text was put right at a `Spot`."""
    renewal_wanted = Signal()
    """Last year's sentences shall be shown as they would read this year."""
    menu_wanted = Signal(QPoint)
    """The context menu of the finding in hand shall open at this place of the screen."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._painter = FindingPainter(theme, self)
        self._sessions = itertools.count()
        self._session: tuple[str, int] | None = None
        self._subject: Subject | None = None
        self.editor = NoteEditor(self.viewport())
        self.editor.hide()
        self.setItemDelegate(self._painter)
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName("问题列表")
        self.itemClicked.connect(self._pick)
        self.itemActivated.connect(self._pick)
        self.editor.textChanged.connect(self._written)
        self.editor.kept.connect(self.close_note)
        self.editor.given_up.connect(self._give_up)
        self.editor.left.connect(self.close_note)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self._shown: tuple[FindingEntry, ...] = ()

    def show_findings(self) -> None:
        """Show the findings of the document, keeping the place in the list."""
        if self._subject is not None:
            self._follow_note()
        elif self._document.is_open:
            self._show(self._document.inspection)

    def _show(self, inspection: Inspection) -> None:
        if inspection.is_unread:  # what is wrong in the tables is so whatever the texts say
            errors = (each for each in inspection.known if each.severity is Severity.ERROR)
            entries = [FindingEntry.of(inspection, finding) for finding in errors]
        else:
            entries = sorted(
                (FindingEntry.of(inspection, finding) for finding in inspection.findings),
                key=lambda entry: bool(entry.note),
            )
        if tuple(entries) == self._shown:
            self.viewport().update()  # what stands there where there is none
            return
        row = self.currentRow()
        before = self.item(row).data(ENTRY) if row >= 0 else None
        was, self._shown = self._shown, tuple(entries)
        self._put_right(was)
        same = self._row_of(before.finding) if isinstance(before, FindingEntry) else -1
        self.setCurrentRow(min(row, self.count() - 1) if same < 0 else same)

    def _put_right(self, was: tuple[FindingEntry, ...]) -> None:
        """Make the rows those of now; of what stood there only what changed is made anew."""
        now = self._shown
        most = min(len(was), len(now))
        first = next((n for n in range(most) if was[n] != now[n]), most)
        last = next((n for n in range(most - first) if was[-1 - n] != now[-1 - n]), most - first)
        for _ in range(len(was) - first - last):
            self.takeItem(first)
        for row in range(first, len(now) - last):
            entry = now[row]
            item = QListWidgetItem(entry.finding.message)
            item.setData(ENTRY, entry)
            item.setToolTip(entry.finding.advice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.spoken)
            self.insertItem(row, item)

    def content_height(self) -> int:
        """Return the height in which every finding is seen."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return rows + 2 * self.frameWidth()

    def select(self, finding: Finding) -> None:
        """Mark the finding that was gone to."""
        row = self._row_of(finding)
        if row >= 0:
            self.setCurrentRow(row)

    def do(self, deed: Deed, row: int) -> None:
        """Do something about the finding of a row."""
        entry = self._shown[row]
        subject = Subject.of(entry.finding)
        if deed is Deed.NOTE:
            self._begin_note(row, entry)
        elif deed is Deed.REPAIR:
            self._repair(entry.finding)
        elif deed is Deed.CONFIRM:
            self._document.edit([SetNote(subject, entry.finding.confirms)], entry.finding.confirms)
        elif deed is Deed.BRING_ON:
            self.renewal_wanted.emit()
        elif deed is Deed.PARAGRAPH:
            notes = [SetNote(Subject.of(each), each.confirms) for each in entry.beside]
            self._document.edit(notes, f"整段{entry.finding.confirms}")
        elif deed is Deed.RENEW:
            self._document.edit([SetNote(subject, entry.lapsed)], "沿用说明")
        else:
            self._document.edit([SetNote(subject, "")], "取消确认")

    @property
    def empty_words(self) -> str:
        """What stands here where there is no finding; while texts are unread none is known."""
        is_unread = self._document.is_open and self._document.inspection.is_unread
        return READING if is_unread else ALL_WELL

    @property
    def in_hand(self) -> FindingEntry | None:
        """The finding in hand, if there is one."""
        row = self.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @property
    def in_order(self) -> tuple[Finding, ...]:
        """The findings as they stand in the list."""
        return tuple(entry.finding for entry in self._shown)

    def repair_in_hand(self) -> None:
        """Put the text of the finding in hand right, where that is offered."""
        if self.in_hand is not None and self.in_hand.repair:
            self.do(Deed.REPAIR, self.currentRow())

    def remark_in_hand(self) -> None:
        """Do what F2 does."""
        if self.in_hand is not None and self.in_hand.remarks:
            self.do(self.in_hand.remarks[0][0], self.currentRow())

    def close_note(self) -> None:
        """Leave the field; what was written stands."""
        if self._subject is None:
            return
        had_focus = self.editor.hasFocus()
        self.editor.settle()
        self._subject = self._session = self._painter.noted = None
        self.editor.hide()
        self.show_findings()
        self.scheduleDelayedItemsLayout()  # the row that had the field is as high as others again
        if had_focus:
            self.setFocus()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._painter.theme = theme
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._painter.theme.color("quiet"))
        step = self.fontMetrics().height()
        box = self.viewport().rect().adjusted(step, step, -step, -step)
        painter.drawText(box, _WRAP | int(Qt.AlignmentFlag.AlignCenter), self.empty_words)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # Qt does so for another height alone
        self._place_editor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.remark_in_hand()
            return
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.repair_in_hand()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is not None:
            self.setCurrentItem(item)
            rect = self.visualItemRect(item)
            place = rect.center() if by_key else event.pos()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._deed_at(event.position().toPoint()) is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        deed = self._deed_at(place)
        if deed is None:
            super().mouseReleaseEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.do(deed, self.indexAt(place).row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._deed_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _deed_at(self, place: QPoint) -> Deed | None:
        index = self.indexAt(place)
        entry = index.data(ENTRY)
        if not isinstance(entry, FindingEntry) or entry is self._painter.noted:
            return None
        return self._painter.deed_at(entry, self.visualRect(index), place.x(), place.y())

    def _row_of(self, finding: Finding) -> int:
        """Return the row of a finding, -1 where it is not in the list."""
        return next((n for n, each in enumerate(self._shown) if each.finding == finding), -1)

    def _pick(self, item: QListWidgetItem) -> None:
        entry = item.data(ENTRY)
        if isinstance(entry, FindingEntry):
            self.picked.emit(entry.finding)

    def _repair(self, finding: Finding) -> None:
        self.close_note()
        spot = repair_text(self._document, finding)
        if spot is not None:
            self.repaired.emit(spot)

    def _begin_note(self, row: int, entry: FindingEntry) -> None:
        self.close_note()
        # Closing a note may have put the list in another order.
        row = self._row_of(entry.finding)
        if row < 0:
            return
        self._painter.noted = self.item(row).data(ENTRY)
        self._subject = Subject.of(entry.finding)
        self._session = (LABEL, next(self._sessions))
        self.editor.blockSignals(True)
        self.editor.setPlainText(entry.note)
        self.editor.blockSignals(False)
        self.setCurrentRow(row)
        self.doItemsLayout()
        self.scrollToItem(self.item(row))
        self._place_editor()
        self.editor.show()
        self.editor.selectAll()
        self.editor.setFocus()

    def _written(self) -> None:
        if self._subject is not None:
            text = self.editor.toPlainText()
            note = SetNote(self._subject, text if text.strip() else "")
            self._document.edit([note], LABEL, self._session)

    def _give_up(self) -> None:
        if self._session is not None:
            self._document.take_back(self._session)
        self.close_note()

    def _follow_note(self) -> None:
        """Show what undo made of the note that is being written; a composition stays alone."""
        note = self._document.report.notes.get(self._subject, "") if self._subject else ""
        text = self.editor.toPlainText()
        if note != text and (note or text.strip()):
            self.editor.blockSignals(True)
            self.editor.setPlainText(note)
            self.editor.blockSignals(False)

    def _place_editor(self) -> None:
        noted = self._painter.noted
        for row in range(self.count()):
            if noted is not None and self.item(row).data(ENTRY) is noted:
                rect = self.visualItemRect(self.item(row))
                self.editor.setGeometry(self._painter.editor_box(noted, rect))
