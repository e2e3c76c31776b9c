"""Beginning an empty report: the year and the organ decide everything else."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from core.forms.loader import Forms
from core.report.report import Report
from core.settings.deadline import reported_year
from gui.kit.fields import OrganAndYear, closing_buttons, dialog_column, size_dialog


class NewReportDialog(QDialog):
    """Asks for the organ and the year, and says which edition that makes."""

    def __init__(self, forms: Forms, organ: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建年度报告")
        self._forms = forms
        today = datetime.now().astimezone().date()
        self._fields = OrganAndYear(self, organ, str(reported_year(today)))
        self.organ, self.year = self._fields.organ, self._fields.year
        self.edition = QLabel()
        self.edition.setWordWrap(True)
        self.edition.setProperty("quiet", True)
        self.begin = QPushButton("开始填写")
        self._compose(self._fields.rows)
        self.year.textChanged.connect(self._show_edition)
        self.begin.clicked.connect(self.accept)
        self._show_edition()
        self.organ.selectAll()  # an office has one name, whoever does others' work types over it
        self.organ.setFocus()

    def report(self) -> Report:
        """Return the empty report that was asked for; only after the dialog was accepted."""
        year = self._fields.year_typed()
        form = None if year is None else self._forms.for_year(year)
        if form is None or year is None:
            raise RuntimeError("the dialog was accepted for a year without a form")
        return Report(form, self.organ.text().strip(), year)

    def _compose(self, rows: QFormLayout) -> None:
        column = dialog_column(self)
        rows.addRow("", self.edition)
        column.addLayout(rows)
        buttons = closing_buttons(self, self.begin)
        column.addWidget(buttons)
        size_dialog(self, 44, 12)

    def _show_edition(self) -> None:
        year = self._fields.year_typed()
        form = None if year is None else self._forms.for_year(year)
        self.begin.setEnabled(form is not None)
        if form is None or year is None:
            first = self._forms.editions[0].first_year
            self.edition.setText(f"请填四位年份。{first}年以前没有全国统一格式。")
        elif year > form.confirmed_to:
            self.edition.setText(f"沿用{form.document}的格式，请以当年的通知为准。")
        else:
            self.edition.setText(f"使用{form.document}的格式。")
