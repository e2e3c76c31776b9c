"""Making collection forms (收集表): for whom, from which last year, and into which new folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.apart.stopping import Stop
from core.base.file_name import file_name
from core.base.problem import Problem
from core.rollup.unit import Unit, UnitState
from core.rollup.year_before import find_year_before
from gui.keeping.patient_worker import answer_of
from gui.kit.ask import Ask
from gui.kit.fields import closing_buttons, dialog_column, form_rows, size_dialog
from gui.kit.writing_out import write_beside
from gui.kit.written import Written
from gui.rollup.state import RollupState

_ABOUT = (
    "没有本程序的单位，用Excel或WPS表格填收集表：合计和勾稽由表格计算，填好的表放进收件就能读。"
    "每个单位一份收集表、一份通知，另有一张清单。"
)


class FormsDialog(QDialog):
    """Asks, and makes the package; ``told`` says where it lies once the dialog was accepted."""

    def __init__(self, state: RollupState, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("给各单位的收集表")
        self._state = state
        self._ask = ask.above(self)
        self.told = ""
        missing = self._units(only_missing=True)
        everybody = self._units(only_missing=False)
        self.everybody = QRadioButton(f"全部{len(everybody)}个单位(&A)")
        self.missing = QRadioButton(f"未报的{len(missing)}个单位(&M)")
        self.missing.setEnabled(bool(missing))
        only_missing = 0 < len(missing) < len(everybody)
        (self.missing if only_missing else self.everybody).setChecked(True)
        beside = answer_of(lambda: find_year_before(state.project), otherwise=None)
        self.last = QLineEdit(str(beside) if beside is not None else "")
        self.choose_last = QPushButton("选择(&L)…")
        self.place = QLineEdit(self._proposal())
        self.choose_place = QPushButton("选择(&X)…")
        self.zip = QCheckBox("另外打成一个压缩包(&Z)")
        self.fault = QLabel()
        self.make = QPushButton("做收集表")
        self._compose()
        self.choose_last.clicked.connect(self._choose_last)
        self.choose_place.clicked.connect(self._choose_place)
        self.make.clicked.connect(self._make)

    def _units(self, *, only_missing: bool) -> tuple[Unit, ...]:
        return tuple(
            row.unit
            for row in self._state.rows.values()
            if not only_missing or (row.unit.is_counted and row.state is UnitState.MISSING)
        )

    def _proposal(self) -> str:
        project = self._state.project
        name = file_name(project.head.organ, "", end=f"{project.head.year}年度收集表")
        return str(project.folder.parent / name)

    def _choose_last(self) -> None:
        folder = str(self._state.project.folder.parent)
        path = self._ask.open_folder("选上年的汇总文件夹", folder)
        if path is not None:
            self.last.setText(str(path))

    def _choose_place(self) -> None:
        folder = str(self._state.project.folder.parent)
        path = self._ask.open_folder("收集表存放的文件夹（要空的）", folder)
        if path is not None:
            self.place.setText(str(path))

    def _make(self) -> None:
        try:
            self.told = self._made()
        except Problem as problem:
            self.fault.setText(str(problem))
            self.fault.show()
        else:
            self.accept()

    def _made(self) -> str:
        from core.rollup.papers.forms_package import (
            CollectingOffice,
            begin_forms,
            followed_in,
            write_package,
            zip_of,
        )
        from core.rollup.project import open_project
        from core.settings.settings import own_folder

        head, forms = self._state.project.head, self._state.project.forms
        if not self.place.text().strip():
            raise Problem("请选一个存放收集表的文件夹。")
        # A name alone is meant beside what was proposed, wherever the program was started.
        around = Path(self._proposal()).parent
        folder, last = around / self.place.text().strip(), self.last.text().strip()
        units = self._units(only_missing=self.missing.isChecked())
        office = CollectingOffice(head.organ, head.deadline, (own_folder() / "templates",))
        as_zip = self.zip.isChecked()

        def work(stop: Stop) -> tuple[int, int]:
            found, names = (
                followed_in(open_project(around / last, forms), units, head.year)
                if last
                else ({}, {})
            )
            begun = begin_forms(self._state.project.form, head.year, units, found)
            made = write_package(folder, units, begun, office, names, as_zip=as_zip, stop=stop)
            return len(made), len(names)

        count, followed = write_beside(folder, work, self)
        carried = f"，其中{followed}份带入了上年的结转数" if last else ""
        place = zip_of(folder) if as_zip else folder
        return Written(f"做了{count}份收集表和通知{carried}。文件夹：{folder}", place)

    def _compose(self) -> None:
        column = dialog_column(self)
        about = QLabel(_ABOUT)
        about.setWordWrap(True)
        column.addWidget(about)
        rows = form_rows(self)
        whom = QVBoxLayout()
        whom.addWidget(self.everybody)
        whom.addWidget(self.missing)
        rows.addRow("做给", whom)
        self.last.setPlaceholderText("可以空着；选了就带入结转数，并提示上年的数")
        for words, field, button in (
            ("上年的汇总(&P)", self.last, self.choose_last),
            ("存放在(&S)", self.place, self.choose_place),
        ):
            label = QLabel(words)
            label.setBuddy(field)
            button.setAutoDefault(False)
            row = QHBoxLayout()
            row.setSpacing(self.fontMetrics().height() // 2)
            row.addWidget(field, 1)
            row.addWidget(button)
            rows.addRow(label, row)
        rows.addRow("", self.zip)
        self.fault.setWordWrap(True)
        self.fault.setProperty("fault", True)
        self.fault.hide()
        column.addLayout(rows)
        column.addWidget(self.fault)
        column.addWidget(closing_buttons(self, self.make))
        size_dialog(self, 56, 18)
