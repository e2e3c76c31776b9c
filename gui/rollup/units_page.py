"""The first page (单位): questions, filters, the matrix, the panel of the unit in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gui.kit.roomy import Roomy
from gui.kit.wrapping_row import WrappingRow
from gui.look.theme import Theme
from gui.rollup.ask_bar import AskBar
from gui.rollup.lines import Filter, LineMaker, UnitLine, arrange
from gui.rollup.matrix import Matrix
from gui.rollup.panel import UnitPanel
from gui.rollup.state import RollupState

EMPTY = (
    "名单里还没有单位。用“单位”菜单贴进名单或者从文件读入名单，"
    "也可以直接把装着各单位年报的文件夹拖到这里。"
)
WAITING = "还没有收到报告。用“收件”选文件夹、压缩包或者文件，也可以把它们拖到这里。"


class UnitsPage(QWidget):
    """Shows all units, as they are filtered, grouped and sorted now."""

    opened = Signal(object, object)
    """The report of this line shall be opened, at this finding or at its beginning (None)."""

    def __init__(self, state: RollupState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._closed: frozenset[str] = frozenset()
        self._lines: dict[str, tuple[object, UnitLine]] = {}
        self._maker: tuple[object, LineMaker] | None = None
        self.asking = AskBar()
        self.search = QLineEdit()
        self.filters: dict[Filter, QPushButton] = {}
        self.by_parent = QCheckBox("分组(&G)")
        self.by_trouble = QCheckBox("问题在前(&Q)")
        self.by_trouble.setChecked(True)
        self.empty = QLabel()
        self.matrix = Matrix(theme)
        self.panel = UnitPanel(state, theme)
        self._compose()
        self.search.textChanged.connect(self.arrange)
        self.by_parent.toggled.connect(self.arrange)
        self.by_trouble.toggled.connect(self.arrange)
        self.matrix.entered.connect(self.panel.show_line)
        self.matrix.folded.connect(self._fold)
        self.matrix.opened.connect(lambda line: self.opened.emit(line, self.panel.first_finding()))
        self.panel.opened.connect(lambda finding: self.opened.emit(self.panel.line, finding))
        self.follow()

    @property
    def shown(self) -> Filter:
        """Which units are shown now."""
        return next(each for each, button in self.filters.items() if button.isChecked())

    def follow(self) -> None:
        """Show the units as they stand now."""
        head = self._state.project.head
        units = tuple(row.unit for row in self._state.rows.values())
        self.asking.show_questions(self._state.asked, units)
        basis = (self._state.project.form, head.deadline)
        if self._maker is None or self._maker[0] != basis:
            self._maker = (basis, LineMaker(*basis))
            self._lines = {}
        maker, lines = self._maker[1], {}
        for key, row in self._state.rows.items():
            remarks = self._state.remarks.get(key, ())
            known = self._lines.get(key)
            if known is not None and known[0] == (row, remarks):
                lines[key] = known
            else:
                lines[key] = ((row, remarks), maker.line(row, remarks))
        self._lines = lines
        for kind, button in self.filters.items():
            count = sum(kind in line.kinds for _, line in lines.values())
            button.setText(f"{kind.value} {count}")
        has_reports = any(row.status.versions for row in self._state.rows.values())
        self.empty.setText(WAITING if lines else EMPTY)
        self.empty.setVisible(not has_reports and not self._state.refused)
        self.arrange()

    def arrange(self) -> None:
        """Filter, group and sort again."""
        self.matrix.show_lines(
            arrange(
                (line for _, line in self._lines.values()),
                self._state.refused,
                self.shown,
                self.search.text(),
                self._closed,
                by_parent=self.by_parent.isChecked(),
                by_trouble=self.by_trouble.isChecked(),
            )
        )

    def show_kind(self, kind: Filter) -> None:
        """Show these units alone."""
        self.filters[kind].setChecked(True)
        self.arrange()

    def step_trouble(self, step: int) -> None:
        """Go to the next unit with an error, with -1 to the one before."""
        lines = self.matrix.units.lines
        here = self.matrix.currentIndex().row()
        order = [(here + step * n) % len(lines) for n in range(1, len(lines) + 1)] if lines else []
        for at in order:
            line = lines[at]
            if isinstance(line, UnitLine) and Filter.FAULTY in line.kinds:
                self.matrix.go_to(line.row.unit.key)
                return

    def step_doubt(self) -> str:
        """Take the next unit in hand that was not read for certain; returns how many are left."""
        rows = self._state.rows.items()
        left = [key for key, row in rows if row.taken and row.taken.doubts]
        if not left:
            return "没有读准的都核实过了。"
        self.matrix.go_to(left[0])
        return f"核实过了，还有{len(left)}份没有读准。"

    def focus_page(self) -> None:
        """Give the keys to the units."""
        self.matrix.setFocus()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.matrix.wear(theme)
        self.panel.wear(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.matrix.hasFocus():
            self.search.clear()
            self.matrix.setFocus()
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down} and (
            self.search.hasFocus()
        ):
            self.matrix.setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _fold(self, name: str) -> None:
        self._closed = self._closed ^ {name}
        self.arrange()

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, step, 0, 0)
        column.setSpacing(step)
        self.empty.setWordWrap(True)
        self.empty.setProperty("quiet", True)
        self.search.setPlaceholderText("找单位（Ctrl+F）")
        self.search.setAccessibleName("找单位")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 9)
        self.by_parent.setToolTip("按上级分组，没有上级的按类型")
        self.by_trouble.setToolTip("有错、未报的排在前面；不选就按名单的顺序")
        row = WrappingRow(step, grows=0)
        row.add(self.search)
        group = QButtonGroup(self)
        for kind in Filter:
            button = QPushButton(kind.value)
            button.setCheckable(True)
            button.setChecked(kind is Filter.ALL)
            button.setAccessibleName(f"只看{kind.value}" if kind is not Filter.ALL else "看全部")
            button.clicked.connect(self.arrange)
            group.addButton(button)
            row.add(button)
            self.filters[kind] = button
        row.add(self.by_parent, self.by_trouble)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(step)
        inner.addLayout(row)
        inner.addWidget(self.empty)
        inner.addWidget(self.matrix, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(Roomy(self.panel))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        wide = self.fontMetrics().horizontalAdvance("汉")
        split.setSizes([wide * 62, wide * 26])
        column.addWidget(self.asking)
        column.addWidget(split, 1)
