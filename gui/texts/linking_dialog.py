"""Linking the typed numbers that the tables state too: a list first, then one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.forms.naming import cell_name
from core.report.edits import Edit, SetText
from core.report.report import Report
from core.texts.linking import LinkCandidate
from gui.kit.fields import closing_buttons, dialog_column, size_dialog

_CANDIDATE = Qt.ItemDataRole.UserRole
_BEFORE, _BEHIND = 14, 4


class LinkingDialog(QDialog):
    """Shows each number in its sentence and the cell it would follow; each may be left out."""

    def __init__(
        self, report: Report, candidates: Sequence[LinkCandidate], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("链接与表格一致的数")
        self._report = report
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(["文字", "跟着这一格"])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("可以链接的数")
        for candidate in candidates:
            text = report.texts[candidate.section]
            start = max(0, candidate.start - _BEFORE)
            words = text[start : candidate.end + _BEHIND].replace("\n", " ")
            item = QTreeWidgetItem(
                self.tree, [f"…{words}…", cell_name(report.form, candidate.addresses[0])]
            )
            item.setData(0, _CANDIDATE, candidate)
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setToolTip(0, report.form.text(candidate.section).heading)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.go = QPushButton()
        column = dialog_column(self)
        told = QLabel(
            f"文字里有{len(candidates)}个数与表格一致。链接以后，表格里的数一改，文字跟着改；"
            "现在的文字一个字也不变。"
        )
        told.setWordWrap(True)
        column.addWidget(told)
        column.addWidget(self.tree, 1)
        buttons = closing_buttons(self, self.go)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        self.tree.itemChanged.connect(lambda *_: self._count())
        self._count()
        size_dialog(self, 56, 30)

    def chosen(self) -> list[LinkCandidate]:
        """Return the numbers that are ticked."""
        items = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return [
            item.data(0, _CANDIDATE)
            for item in items
            if item.checkState(0) is Qt.CheckState.Checked
        ]

    def edits(self) -> list[Edit]:
        """Return the edits that make links of what is ticked."""
        return linking_edits(self._report, self.chosen())

    def _count(self) -> None:
        count = len(self.chosen())
        self.go.setText(f"链接这{count}处")
        self.go.setEnabled(count > 0)


def linking_edits(report: Report, candidates: Sequence[LinkCandidate]) -> list[Edit]:
    """Return the edits that let numbers follow the first of their cells."""
    edits: list[Edit] = []
    for section, text in report.texts.items():
        new = [c.link(c.addresses[0]) for c in candidates if c.section == section]
        if new:
            every = sorted((*report.links.get(section, ()), *new), key=lambda link: link.start)
            edits.append(SetText(section, text, tuple(every)))
    return edits
