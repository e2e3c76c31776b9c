"""Beginning a roll-up: whose sum, which year, by when, and where it lies; units may come later."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from core.base.file_name import file_name
from core.base.problem import Problem
from core.forms.loader import Forms
from core.rollup.head import Head
from core.rollup.project import Project, make_project
from core.rollup.unit import Unit
from core.rollup.unit_list import read_units, units_from_text
from core.settings.deadline import reported_year
from gui.kit.ask import Ask
from gui.kit.dropping import FileDrops
from gui.kit.fields import OrganAndYear, closing_buttons, dialog_column, size_dialog

LIST_FILTER = "单位名单 (*.xlsx *.xls *.ods *.csv *.txt *.docx)"
LIST_HINT = (
    "每行一个单位的全称，可以从表格软件整块贴进来。"
    "有标题行（单位名称、简称、上级、联系人、是否计入、原因）就按标题读。"
)


class UnitsField(QWidget):
    """A field for a list of units: typed, pasted, or read from a file."""

    def __init__(self, ask: Ask, folder: str) -> None:
        super().__init__()
        self._ask = ask
        self._folder = folder
        self._read: tuple[Unit, ...] = ()
        self._source = ""
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(LIST_HINT)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("单位名单")
        self.file = QPushButton("从文件读入(&F)…")
        self.file.setAutoDefault(False)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setProperty("quiet", True)
        self.file.clicked.connect(self._read_file)
        self.text.textChanged.connect(self._count)
        self._drops = [FileDrops(place) for place in (self, self.text.viewport())]
        for drops in self._drops:
            drops.dropped.connect(self.read_file)

    def units(self) -> tuple[Unit, ...]:
        """Return the units of the list; raises Problem where it cannot be understood."""
        text = self.text.toPlainText()
        typed = units_from_text(text) if text.strip() else ()
        names = {unit.name for unit in self._read}
        return (*self._read, *(unit for unit in typed if unit.name not in names))

    def _read_file(self) -> None:
        path = self._ask.open_path("读入单位名单", self._folder, LIST_FILTER)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read the units of this file, chosen or dropped."""
        try:
            self._read = read_units(path)
        except Problem as problem:
            self._ask.tell(str(problem))
            return
        self._source = path.name
        self._count()

    def _count(self) -> None:
        try:
            count = len(self.units())
        except Problem as problem:
            self.told.setText(str(problem))
            return
        first = f"“{self._source}”里{len(self._read)}个单位。" if self._read else ""
        self.told.setText(f"{first}名单共{count}个单位。" if count else "")


class NewRollupDialog(QDialog):
    """Asks for what a project begins with; ``project`` is there once it was accepted."""

    def __init__(
        self, forms: Forms, organ: str, ask: Ask, folder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建汇总")
        self._forms = forms
        self._ask = ask = ask.above(self)
        self._folder = folder
        self._is_own_place = False
        self.project: Project | None = None
        today = datetime.now().astimezone().date()
        self.fields = OrganAndYear(self, organ, str(reported_year(today)))
        self.deadline = QLineEdit(f"{reported_year(today) + 1}-01-31")
        self.place = QLineEdit()
        self.choose = QPushButton("选择(&X)…")
        self.list = UnitsField(ask, folder)
        self.fault = QLabel()
        self.begin = QPushButton("建立汇总")
        self._compose(self.fields.rows)
        self.begin.clicked.connect(self._begin)
        self.choose.clicked.connect(self._choose)
        self.place.textEdited.connect(self._mark_own)
        self.fields.organ.textChanged.connect(self._propose)
        self.fields.year.textChanged.connect(self._propose)
        self._propose()

    def _compose(self, rows: QFormLayout) -> None:
        column = dialog_column(self)
        self.deadline.setPlaceholderText("如 2026-01-31，没有定就空着")
        self.deadline.setAccessibleName("各单位报送的截止日期")
        self.place.setAccessibleName("存放的文件夹")
        self.choose.setAutoDefault(False)
        rows.addRow("截止日期(&D)", self.deadline)
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(self.choose)
        label = QLabel("存放在(&P)")
        label.setBuddy(self.place)
        rows.addRow(label, where)
        names = QLabel("单位名单(&U)")
        names.setBuddy(self.list.text)
        rows.addRow(names, self.list.text)
        below = QHBoxLayout()
        below.addWidget(self.list.told, 1)
        below.addWidget(self.list.file)
        rows.addRow("", below)
        self.fault.setWordWrap(True)
        self.fault.setProperty("fault", True)
        self.fault.hide()
        column.addLayout(rows)
        column.addWidget(self.fault)
        column.addWidget(closing_buttons(self, self.begin))
        size_dialog(self, 56, 26)

    def _mark_own(self) -> None:
        self._is_own_place = True

    def _propose(self) -> None:
        if self._is_own_place:
            return
        year = self.fields.year.text().strip()
        name = file_name(self.fields.organ.text().strip() or "汇总", "", end=f"{year}年度汇总")
        self.place.setText(str(Path(self._folder) / name))

    def _choose(self) -> None:
        path = self._ask.open_folder("汇总存放的文件夹（要空的）", self._folder)
        if path is not None:
            self._is_own_place = True
            self.place.setText(str(path))

    def _begin(self) -> None:
        try:
            # A name alone is meant beside what was proposed, wherever the program was started.
            place = Path(self._folder) / self.place.text().strip()
            self.project = make_project(place, self._head(), self._forms)
        except Problem as problem:
            self.fault.setText(str(problem))
            self.fault.show()
        else:
            self.accept()

    def _head(self) -> Head:
        year = self.fields.year_typed()
        if year is None or self._forms.for_year(year) is None:
            raise Problem("请填四位年份，这一年度要有统一的报告格式。")
        organ = self.fields.organ.text().strip()
        if not organ:
            raise Problem("请填汇总机关的名称。")
        if not self.place.text().strip():
            raise Problem("请选一个存放汇总的文件夹。")
        return Head(organ, year, self.list.units(), day_in(self.deadline.text()))


class UnitsDialog(QDialog):
    """Asks for units to add to the list."""

    def __init__(self, ask: Ask, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加单位")
        self.list = UnitsField(ask.above(self), folder)
        self.add = QPushButton("添进名单")
        column = dialog_column(self)
        column.addWidget(self.list.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.list.told, 1)
        row.addWidget(self.list.file)
        column.addLayout(row)
        column.addWidget(closing_buttons(self, self.add))
        self.found: tuple[Unit, ...] = ()
        self.add.clicked.connect(self._accept)
        size_dialog(self, 50, 20)

    def _accept(self) -> None:
        try:
            self.found = self.list.units()
        except Problem as problem:
            self.list.told.setText(str(problem))
            return
        self.accept()


def day_in(text: str) -> date | None:
    """Read a date; None for an empty text. Raises Problem for what is no date."""
    plain = text.strip()
    if not plain:
        return None
    for sign in "年月/.":
        plain = plain.replace(sign, "-")
    parts = plain.removesuffix("日").split("-")
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError as error:
        raise Problem(f"“{text.strip()}”不是日期。请写成 2026-01-31 这样，或者空着。") from error
