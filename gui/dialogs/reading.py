"""What a reading found and what it was not sure of, before it becomes the open report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.edit import SetCover, apply
from core.forms.loader import Forms
from core.inspection import Inspection
from core.reading.reading import Reading
from core.report import Report
from core.tally import Balance
from gui.dialogs.fields import OrganAndYear, dialog_column, size_dialog


class ReadingDialog(QDialog):
    """Shows a reading; nothing enters a report before the clerk says so."""

    def __init__(self, reading: Reading, forms: Forms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("读取结果")
        self._forms = forms
        self._report = reading.report()
        year = "" if reading.year is None else str(reading.year)
        self._fields = OrganAndYear(self, reading.organ, year)
        self.organ, self.year = self._fields.organ, self._fields.year
        self.organ.setPlaceholderText("没有读到，请填机关全称")
        self.year.setPlaceholderText("没有读到，请填报告年度")
        self.remark = QLabel()
        self.remark.setProperty("fault", True)
        self.remark.setWordWrap(True)
        self.take = QPushButton("作为新报告打开")
        self.take.setProperty("main", True)
        self.take.setDefault(True)
        self._compose(self._fields.rows, reading)
        self.year.textChanged.connect(self._check_year)
        self._check_year()
        self.take.setFocus()

    def report(self) -> Report:
        """Return the report that was read, with the organ and the year as confirmed."""
        year = self._fields.year_typed()
        if year is None:
            raise RuntimeError("the dialog was accepted without a year")
        apply(self._report, [SetCover(self.organ.text().strip(), year)])
        return self._report

    def _compose(self, rows: QFormLayout, reading: Reading) -> None:
        column = dialog_column(self)
        for name, found in self._summary():
            label = QLabel(found)
            label.setWordWrap(True)
            rows.addRow(name, label)
        rows.addRow("", self.remark)
        column.addLayout(rows)
        if reading.notes:
            column.addWidget(QLabel(f"以下{len(reading.notes)}处请对照来源："))
            column.addWidget(self._notes(reading), 1)
        else:
            column.addWidget(QLabel("✓ 全部读准，没有需要对照的地方。"))
        buttons = QDialogButtonBox()
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        size_dialog(self, 72, 36 if reading.notes else 16)

    def _summary(self) -> list[tuple[str, str]]:
        """Say in a few lines what there is; everything else is in the window afterwards."""
        report = self._report
        filled = sum(report.is_filled(a) for a in report.form.figures)
        count = Inspection(report).board.count()
        texts = (
            f"{text.heading}{len(''.join(report.texts[text.id].split()))}字"
            for text in report.form.texts
            if report.texts[text.id]
        )
        doubts = f"，没有读准{len(report.doubts)}项" if report.doubts else ""
        return [
            ("格式文件", report.form.document),
            ("数字", f"{len(report.form.figures)}项中读到{filled}项{doubts}"),
            ("勾稽", "，".join(f"{count[state]}条{state.value}" for state in Balance)),
            ("文字", "、".join(texts) or "没有读到"),
        ]

    def _notes(self, reading: Reading) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels(["位置", "原文", "说明"])
        tree.setRootIsDecorated(False)
        for note in reading.notes:
            item = QTreeWidgetItem(tree, [note.place.spot, note.text, note.why])
            item.setToolTip(0, str(note.place))
            item.setToolTip(1, note.text)
            item.setToolTip(2, note.why)
        tree.setWordWrap(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        wide = self.fontMetrics().horizontalAdvance("汉")
        tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        tree.setColumnWidth(0, wide * 9)
        tree.setColumnWidth(1, wide * 18)
        tree.setAccessibleName("需要对照来源的地方")
        return tree

    def _check_year(self) -> None:
        """Ask for a year that the form serves; a form is known by its labels, not by its year."""
        year, form = self._fields.year_typed(), self._report.form
        fitting = None if year is None else self._forms.for_year(year)
        remark = ""
        if year is None:
            remark = "请填报告年度，四位数字。"
        elif fitting is None:
            remark = f"{self._forms.editions[0].first_year}年以前没有全国统一格式，请核对年度。"
        elif fitting is not form:
            remark = (
                f"表格是{form.document}的格式，{year}年度应当用{fitting.document}，请核对年度。"
            )
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.take.setEnabled(fitting is not None)
