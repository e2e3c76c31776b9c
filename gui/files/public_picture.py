"""The picture for the public (图解), chosen and seen before it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.apart.stopping import Stopped
from core.base.file_name import file_name
from core.base.problem import Problem
from core.forms.loader import Forms
from core.picture.public import PublicPicture, other_organs, tell
from core.picture.style import PublicForm, load_styles
from core.report.report import Report
from core.years.last import read_last_year
from gui.kit.ask import OPENED_FILTER, Ask
from gui.kit.fields import dialog_column, form_rows, size_dialog
from gui.kit.waiting import wait_for
from gui.kit.writing_out import write_out
from gui.printing.picture_file import public_picture

KINDS = ((".png", "图片"), (".svg", "矢量图"))


class PublicPictureDialog(QDialog):
    """Shows the picture in the form and the style chosen, with the years that were added."""

    def __init__(
        self, report: Report, forms: Forms, ask: Ask, folder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("给公众看的图解")
        self._report, self._forms, self._folder = report, forms, folder
        self._ask = ask.above(self)
        self._earlier: dict[int, Report] = {}
        self._styles = load_styles()
        self.saved: Path | None = None
        self.form = QComboBox()
        for form in PublicForm:
            self.form.addItem(form.value, form)
        self.style_box = QComboBox()
        self.style_box.addItems(list(self._styles))
        self.years = QLabel()
        self.years.setWordWrap(True)
        self.add = QPushButton("添加往年的年报…(&Y)")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._ask_for_year)
        self.shown = QLabel()
        self.shown.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.form.currentIndexChanged.connect(lambda _: self.draw())
        self.style_box.currentIndexChanged.connect(lambda _: self.draw())
        size_dialog(self, 56, 40)
        self.draw()

    def add_year(self, path: Path) -> None:
        """Take in a report of a year before."""
        try:
            found = wait_for(path.name, lambda stop: read_last_year(path, self._forms, stop))
        except Stopped:
            return
        except Problem as problem:
            self._ask.tell(str(problem))
            return
        if found.year is None or found.year >= self._report.year:
            told = "没有认出年度" if found.year is None else f"是{found.year}年度的"
            self._ask.tell(f"“{path.name}”{told}，不是往年的年报，没有添加。")
            return
        others = other_organs(self._report, [found.report])
        if others and not self._ask.confirm(
            f"“{path.name}”是{others[0]}的年报，现在的报告是{self._report.organ}的。",
            "",
            "仍然添加",
        ):
            return
        self._earlier[found.year] = found.report
        self.draw()

    def _ask_for_year(self) -> None:
        path = self._ask.open_path("添加往年的年报", self._folder, OPENED_FILTER)
        if path is not None:
            self.add_year(path)

    def draw(self) -> None:
        """Draw what is chosen."""
        picture = QPixmap()
        picture.loadFromData(QByteArray(self._content(".png")))
        width = self.fontMetrics().horizontalAdvance("汉") * 26
        self.shown.setPixmap(
            picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        )
        self.shown.setAccessibleName("图解")
        self.shown.setAccessibleDescription(self._told().description)
        known = "、".join(f"{year}年" for year in sorted(self._earlier))
        self.years.setText(f"已添加：{known}" if known else "添加以后画出各年新收的申请")

    def save(self, suffix: str, name: str) -> None:
        """Ask where to, and write the picture."""
        title = f"{self._report.year}年{self._report.form.title}（图解{self.form.currentText()}）"
        proposal = Path(self._folder) / file_name(self._report.organ, suffix, end=title)
        self.saved = write_out(
            self._ask, f"存为{name}", proposal, name, lambda: self._content(suffix), self
        )
        if self.saved is not None:
            self.accept()

    def _content(self, suffix: str) -> bytes:
        style = self._styles[self.style_box.currentText()]
        return public_picture(self._told(), suffix, self.form.currentData(), style)

    def _told(self) -> PublicPicture:
        return tell(self._report, self._earlier.values())

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.shown)
        scroll.setWidgetResizable(True)
        rows = form_rows(self)
        rows.addRow("形式(&F)", self.form)
        rows.addRow("样式(&S)", self.style_box)
        side = QVBoxLayout()
        side.addLayout(rows)
        side.addWidget(self.add)
        side.addWidget(self.years)
        side.addStretch()
        for suffix, name in KINDS:
            button = QPushButton(f"存为{name}（{suffix}）…")
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _checked=False, suffix=suffix, name=name: self.save(suffix, name)
            )
            side.addWidget(button)
        leave = QPushButton("关闭")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        side.addWidget(leave)
        across = QHBoxLayout()
        across.addWidget(scroll, 1)
        across.addLayout(side)
        dialog_column(self).addLayout(across)
