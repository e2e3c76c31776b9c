"""The findings with what was said beside each when the report was checked, and room to say more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.exports.parts.check_words import part_names
from core.forms.form import COVER_NAME
from core.report.note import Subject
from core.signing.round import opinions
from gui.state.document import Document

_OPINION = 3


class OpinionList(QTreeWidget):
    """Lists the findings; while the report is checked, an opinion can be written beside each."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._written: dict[Subject, str] = {}
        self._subjects: list[Subject] = []
        self._is_open = False
        self._is_filling = False
        self.setHeaderLabels(["部分", "问题", "已有的意见和说明", "这一步的意见"])
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setAccessibleName("问题和审核意见")
        self.setItemDelegate(_OneColumn(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        wide = self.fontMetrics().horizontalAdvance("汉")
        for number, characters in enumerate((8, 24, 14)):
            self.setColumnWidth(number, wide * characters)
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.itemChanged.connect(self._note)

    def show_findings(self) -> None:
        """List the findings of the open report, with what is being written beside them."""
        inspection, report = self._document.inspection, self._document.report
        subjects = [Subject.of(finding) for finding in inspection.findings]
        names = part_names(report.form)
        self._is_filling = True
        self.clear()
        self._subjects = subjects
        for finding, subject in zip(inspection.findings, subjects, strict=True):
            said = [f"{step.who}：{text}" for step, text in opinions(report, subject)]
            note = inspection.note(finding)
            said += [f"说明：{note}"] if note else []
            place = names.get(finding.section, COVER_NAME)
            told = [place, f"{finding.sign} {finding.message}", "\n".join(said)]
            item = QTreeWidgetItem(self, [*told, self._written.get(subject, "")])
            for column, words in enumerate(told):
                item.setToolTip(column, words)
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            spoken = "，".join(word for word in told if word)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._is_filling = False

    def let_write(self, *, is_open: bool) -> None:
        """Let opinions be written, or only be read."""
        self._is_open = is_open
        self.setColumnHidden(_OPINION, not is_open)

    @property
    def is_open(self) -> bool:
        """Tell whether opinions can be written."""
        return self._is_open

    def written(self) -> tuple[tuple[Subject, str], ...]:
        """Return what was written beside the findings that are there."""
        return tuple((s, self._written[s]) for s in self._subjects if self._written.get(s))

    def forget(self) -> None:
        """Begin with no opinions."""
        self._written = {}

    def _note(self, item: QTreeWidgetItem, column: int) -> None:
        row = self.indexOfTopLevelItem(item)
        if not self._is_filling and column == _OPINION and 0 <= row < len(self._subjects):
            self._written[self._subjects[row]] = item.text(_OPINION).strip()


class _OneColumn(QStyledItemDelegate):
    """Opens an editor in the column of opinions alone; lines are as high as their words need."""

    def __init__(self, view: OpinionList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        metrics, words = self._view.fontMetrics(), str(index.data() or "")
        gap = metrics.height() // 2
        room = QRect(0, 0, self._view.columnWidth(index.column()) - gap, 100_000)
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        return QSize(hint.width(), max(hint.height(), needed + gap))

    def createEditor(  # type: ignore[override]  # none is opened elsewhere
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget | None:
        if index.column() != _OPINION or not self._view.is_open:
            return None
        return super().createEditor(parent, option, index)
