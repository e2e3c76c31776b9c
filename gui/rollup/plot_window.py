"""The pictures of one figure across units (各单位的图): chosen, looked at, exported."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from core.base.file_name import file_name
from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Number
from core.rollup.papers.leaders import MAIN
from core.rollup.standing import standings
from gui.kit.ask import Ask
from gui.kit.fields import dialog_column, size_dialog
from gui.kit.searchable import make_searchable
from gui.kit.writing_out import write_out
from gui.kit.written import Written, WrittenLinks
from gui.printing.picture_file import write_png, write_svg
from gui.printing.sheet_view import SheetView
from gui.rollup.standing_plot import compose_standings, describe_standings
from gui.rollup.state import RollupState

EXPORTS = ((".png", "图（PNG）"), (".pdf", "图（PDF）"), (".svg", "图（SVG）"))


class StandingWindow(QDialog):
    """Shows rank, share and change of one figure, as the project stands now."""

    def __init__(
        self,
        state: RollupState,
        last: Mapping[str, Mapping[Address, Number | None]],
        ask: Ask,
        address: Address | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``last`` are last year's figures of the units, by key."""
        super().__init__(parent)
        self.setWindowTitle("各单位的图")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = state
        self._last = last
        self._ask = ask.above(self)
        self.chooser = QComboBox()
        self.told = QLabel()
        self.links = WrittenLinks(self.told)
        self.view = SheetView("各单位的图")
        self.exports: list[QPushButton] = []
        self._fill_chooser()
        self._compose()
        self.chooser.currentIndexChanged.connect(lambda _at: self._show())
        self.choose(address or Address(MAIN[0][1]))
        self._show()

    @property
    def address(self) -> Address | None:
        """The figure that is shown."""
        chosen = self.chooser.currentData()
        return Address(chosen) if chosen else None

    def choose(self, address: Address) -> None:
        """Show another figure."""
        at = self.chooser.findData(str(address))
        if at >= 0:
            self.chooser.setCurrentIndex(at)

    def export(self, suffix: str, name: str) -> None:
        """Ask where to, and write the picture."""
        state, composed = self._state, self.view.composed
        if composed is None:
            return
        project = state.project
        end = f"{project.head.year}年度{self._short()}各单位图"
        proposal = project.folder.parent / file_name(project.head.organ, suffix, end=end)
        path = write_out(
            self._ask, f"导出{name}", proposal, name, lambda: self._content(suffix), self
        )
        if path is not None:
            self.links.tell(Written(f"已导出：{path}", path))

    def _content(self, suffix: str) -> bytes:
        composed = self.view.composed
        if composed is None:
            raise Problem("还没有图可以导出。")
        if suffix == ".pdf":
            from gui.printing.pdf import write_pages

            return write_pages(composed)
        write = write_svg if suffix == ".svg" else write_png
        return write(composed, self.view.description)

    def _short(self) -> str:
        address = self.address
        names = {each: name for name, each in MAIN}
        if address is None:
            return ""
        return names.get(str(address)) or self._state.project.form.figures[address].place

    def _show(self) -> None:
        address, state = self.address, self._state
        for button in self.exports:
            button.setEnabled(address is not None)
        if address is None:
            self.view.show_page(None, "")
            return
        form, head = state.project.form, state.project.head
        figure = form.figures[address]
        units = [
            (row.unit.key, row.unit.name, row.taken.unpacked(form)[address])
            for row in state.added()
            if row.taken is not None
        ]
        found = standings(address, units, self._last)
        title = f"{head.organ}{head.year}年度{figure.place}（{state.extent}）"
        composed = compose_standings(found, title, figure.kind, self.view.faces, self.view.ruler)
        self.view.show_page(composed, describe_standings(found, figure.kind))
        blank = len(units) - len(found)
        self.links.tell(f"有{blank}个单位这一格空着，没有画进来。" if blank else "")

    def _fill_chooser(self) -> None:
        form = self._state.project.form
        for name, main in MAIN:
            if Address(main) in form.figures:
                self.chooser.addItem(name, main)
        mains = {main for _, main in MAIN}
        for address, figure in form.figures.items():
            if str(address) not in mains:
                tab = form.table(address.section).tab
                self.chooser.addItem(f"{tab}　{figure.place}", str(address))

    def _compose(self) -> None:
        column = dialog_column(self)
        row = QHBoxLayout()
        label = QLabel("哪一个数(&D)")
        label.setBuddy(self.chooser)
        make_searchable(self.chooser, "哪一个数", "数的名称")
        row.addWidget(label)
        row.addWidget(self.chooser, 1)
        column.addLayout(row)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.view)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName("各单位的图，可以上下滚动")
        column.addWidget(area, 1)
        self.told.setWordWrap(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.told, 1)
        bottom.addWidget(self.links)
        for suffix, name in EXPORTS:
            button = QPushButton(f"导出{name}…")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, s=suffix, n=name: self.export(s, n))
            bottom.addWidget(button)
            self.exports.append(button)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bottom.addWidget(close)
        column.addLayout(bottom)
        size_dialog(self, 62, 42)
