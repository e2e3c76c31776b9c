"""Reports of several years side by side: add files, look at the figures, plot and export them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.apart.stopping import Stopped
from core.base.file_name import file_name
from core.base.problem import Problem
from core.figures.address import Address
from core.forms.loader import Forms
from core.reading.opened_kinds import OPENED_SUFFIXES
from core.report.report import Report
from core.years.series import NONE, SeriesLine, YearEntry, add_entry, lines_of, read_entry
from gui.kit.ask import OPENED_FILTER, Ask
from gui.kit.fields import dialog_column
from gui.kit.searchable import make_searchable
from gui.kit.waiting import wait_for
from gui.kit.wrapping_row import WrappingRow
from gui.kit.writing_out import write_out
from gui.kit.written import Written, WrittenLinks
from gui.series.plot import MOST
from gui.series.view import PlotView
from gui.tables.copying import put

EXPORTS = (
    (".xlsx", "Excel 工作簿"),
    (".svg", "图（SVG）"),
    (".png", "图（PNG）"),
)
_KEY = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HINT = "添加两份以上不同年度的年报，或者把文件、文件夹拖到这里。"


class SeriesWindow(QDialog):
    """Holds the reports of up to ten years; it changes none of them."""

    def __init__(self, forms: Forms, ask: Ask, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历年对比")
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._forms = forms
        self._ask = ask.above(self)
        self._folder = folder
        self.entries: tuple[YearEntry, ...] = ()
        self.cells: list[Address] = []
        self.lines: tuple[SeriesLine, ...] = ()
        self.years = QListWidget()
        self.table = QTreeWidget()
        self.plot = PlotView()
        self.told = QLabel(_HINT)
        self._standing = _HINT
        self.links = WrittenLinks(self.told)
        self.add_file = QPushButton("添加年报(&A)…")
        self.add_folder = QPushButton("添加文件夹(&F)…")
        self.remove = QPushButton("移去(&R)")
        self.copy = QPushButton("复制表(&C)")
        self.chooser = QComboBox()
        self.exports: list[QPushButton] = []
        self._compose()
        self.add_file.clicked.connect(self._ask_for_file)
        self.add_folder.clicked.connect(self._ask_for_folder)
        self.remove.clicked.connect(self._remove)
        self.copy.clicked.connect(self._copy)
        self.chooser.activated.connect(self._add_cell)
        self.years.itemSelectionChanged.connect(self._show_buttons)
        self.table.itemSelectionChanged.connect(self._choose)
        self._refresh()

    def begin(self, report: Report, name: str) -> None:
        """Put the open report in, as the first one."""
        self.entries = add_entry((), YearEntry(report, name, len(report.doubts)))
        self._refresh()

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Add the reports in files, and in the files of folders; says what could not be added."""
        faults = []
        for path in _files(paths):
            try:
                self.entries = add_entry(self.entries, self._read(path))
            except Stopped:
                break
            except Problem as problem:
                faults.append(str(problem))
        self._refresh()
        if faults:
            self._ask.tell("\n".join(faults))

    def _read(self, path: Path) -> YearEntry:
        return wait_for(path.name, lambda stop: read_entry(path, self._forms, stop), self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.add_paths(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

    def _compose(self) -> None:
        column = dialog_column(self)
        wide = self.fontMetrics().horizontalAdvance("汉")
        self.told.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.links)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left(wide))
        rest = QSplitter(Qt.Orientation.Vertical)
        rest.setChildrenCollapsible(False)
        rest.addWidget(self.table)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.plot)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName("历年图，可以上下滚动")
        rest.addWidget(area)
        rest.setSizes([3, 2])
        split.addWidget(rest)
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        column.addLayout(self._bottom())
        self.table.setAccessibleName("历年的数")
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        screen = self.screen().availableSize()
        size = (
            min(wide * 100, screen.width() * 9 // 10),
            min(wide * 56, screen.height() * 17 // 20),
        )
        self.resize(*size)

    def _left(self, wide: int) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, self.fontMetrics().height() // 2, 0)
        column.setSpacing(self.fontMetrics().height() // 2)
        label = QLabel("各年度的年报(&Y)")
        label.setBuddy(self.years)
        self.years.setAccessibleName("各年度的年报")
        self.years.setWordWrap(True)
        column.addWidget(label)
        column.addWidget(self.years, 1)
        for button in (self.add_file, self.add_folder, self.remove):
            button.setAutoDefault(False)
            column.addWidget(button)
        side.setMinimumWidth(wide * 16)
        return side

    def _bottom(self) -> WrappingRow:
        row = WrappingRow(self.fontMetrics().height() // 2, grows=1)
        label = QLabel("再加一格(&D)")
        label.setBuddy(self.chooser)
        make_searchable(self.chooser, "再加一格", "栏目名")
        self.copy.setAutoDefault(False)
        row.add(label, self.chooser, self.copy)
        for suffix, name in EXPORTS:
            button = QPushButton(f"导出{name}…")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, s=suffix, n=name: self.export(s, n))
            row.add(button)
            self.exports.append(button)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.add(close)
        return row

    def _refresh(self) -> None:
        """Show the reports that there are now."""
        self.years.clear()
        for entry in self.entries:
            doubts = f"，{entry.doubts}格没有读准" if entry.doubts else ""
            words = f"{entry.year}年度　{entry.report.organ or entry.name}{doubts}"
            item = QListWidgetItem(words, self.years)
            item.setToolTip(f"{entry.name}，{entry.report.form.edition}版格式")
        self.lines = lines_of(self.entries, self.cells) if self.entries else ()
        self._fill_chooser()
        self._fill_table()
        organs = {entry.report.organ for entry in self.entries if entry.report.organ}
        words = _HINT if len(self.entries) < 2 else "选一行或者几行，看它们的历年图。"
        if len(organs) > 1:
            words += f"请留意：这些年报的机关名称不一样（{'、'.join(sorted(organs))}）。"
        self._standing = words
        self.links.tell(words)
        self._show_buttons()

    def _fill_chooser(self) -> None:
        self.chooser.clear()
        known: dict[Address, str] = {}
        for entry in reversed(self.entries):
            for address, figure in entry.report.form.figures.items():
                tab = entry.report.form.table(address.section).tab
                known.setdefault(address, f"{tab}　{figure.place}")
        for address, words in known.items():
            self.chooser.addItem(words, str(address))
        self.chooser.setCurrentIndex(-1)
        self.chooser.setEnabled(bool(known))

    def _fill_table(self) -> None:
        """Write the table; the change and the percentage stand behind each later year."""
        table = self.table
        chosen = {line.key for line in self.chosen()}
        table.blockSignals(True)
        table.clear()
        heads, spoken = ["部分", "项目"], ["", ""]
        for before, entry in zip((None, *self.entries), self.entries, strict=False):
            heads.append(f"{entry.year}年")
            spoken.append(heads[-1])
            if before is not None:
                heads += ["增减", "增减%"]
                against = f"{entry.year}年比{before.year}年"
                spoken += [f"{against}增减", f"{against}增减百分之"]
        table.setColumnCount(len(heads))
        table.setHeaderLabels(heads)
        for column in range(2, len(heads)):
            table.headerItem().setTextAlignment(column, _RIGHT)
        for line in self.lines:
            words = [line.group, line.title]
            for number, point in enumerate(line.points):
                words += [point.words]
                words += [point.change_words, point.percent_words] if number else []
            self._add(words, spoken, line)
        wide = self.fontMetrics().horizontalAdvance("汉")
        for column in range(len(heads)):
            table.setColumnWidth(column, wide * ((11, 20)[column] if column < 2 else 6))
        for row, line in enumerate(self.lines):
            if line.key in chosen or (not chosen and row == 0):
                self.select(row)
        table.blockSignals(False)
        self._plot()

    def _add(self, words: list[str], spoken: list[str], line: SeriesLine) -> None:
        item = QTreeWidgetItem(self.table, words)
        item.setData(0, _KEY, line.key)
        for column, text in enumerate(words):
            item.setToolTip(column, text)
            if column > 1:
                item.setTextAlignment(column, _RIGHT)
                told = f"{line.title}，{spoken[column]}，{'算不出' if text == NONE else text}"
                item.setData(column, Qt.ItemDataRole.AccessibleTextRole, told)

    def select(self, row: int) -> None:
        """Plot one figure more."""
        item = self.table.topLevelItem(row)
        if item is not None:
            item.setSelected(True)

    def chosen(self) -> list[SeriesLine]:
        """Return the figures that are plotted."""
        keys = [tuple(item.data(0, _KEY)) for item in self.table.selectedItems()]
        return [line for line in self.lines if line.key in keys][:MOST]

    def title(self) -> str:
        """Name what is shown: the organ where it is one, and the years."""
        return "".join(self._title()) if self.entries else ""

    def _title(self) -> tuple[str, str]:
        organs = {entry.report.organ for entry in self.entries if entry.report.organ}
        organ = organs.pop() if len(organs) == 1 else ""
        first, last = self.entries[0].year, self.entries[-1].year
        years = f"{first}年" if first == last else f"{first}—{last}年"
        return organ, f"{years}政府信息公开历年对比"

    def _choose(self) -> None:
        """Plot what is chosen now; what was told of what was chosen before is no longer so."""
        self.links.tell(self._standing)
        self._plot()

    def _plot(self) -> None:
        self.plot.show_lines(self.chosen() if len(self.entries) > 1 else (), self.title())

    def _show_buttons(self) -> None:
        self.remove.setEnabled(bool(self.years.selectedItems()))
        self.copy.setEnabled(bool(self.lines))
        for button in self.exports:
            button.setEnabled(len(self.entries) > 1)

    def _ask_for_file(self) -> None:
        path = self._ask.open_path("添加年报", self._folder, OPENED_FILTER)
        if path is not None:
            self._folder = str(path.parent)
            self.add_paths([path])

    def _ask_for_folder(self) -> None:
        path = self._ask.open_folder("添加文件夹里的年报", self._folder)
        if path is not None:
            self.add_paths([path])

    def _remove(self) -> None:
        rows = {self.years.row(item) for item in self.years.selectedItems()}
        self.entries = tuple(e for n, e in enumerate(self.entries) if n not in rows)
        self._refresh()

    def _add_cell(self, number: int) -> None:
        name = self.chooser.itemData(number)
        address = Address(name) if name else None
        if address is not None and address not in self.cells:
            self.cells.append(address)
            self._refresh()
            self.table.clearSelection()
            row = next(n for n, line in enumerate(self.lines) if line.key[-1] == address)
            self.select(row)
            self.table.scrollToItem(self.table.topLevelItem(row))

    def _copy(self) -> None:
        from core.years.series_workbook import paste_series

        put(paste_series(self.lines))
        self.links.tell("表已经复制，可以贴进文字软件或者表格软件。")

    def export(self, suffix: str, name: str) -> None:
        """Ask where to, and write the table or the plot."""
        organ, end = self._title() if self.entries else ("", "")
        proposal = Path(self._folder) / file_name(organ, suffix, end=end)
        path = write_out(
            self._ask, f"导出{name}", proposal, name, lambda: self._content(suffix), self
        )
        if path is not None:
            self.links.tell(Written(f"已导出：{path}", path))

    def _content(self, suffix: str) -> bytes:
        from core.years.series_workbook import series_workbook
        from gui.printing.picture_file import write_png, write_svg

        if suffix == ".xlsx":
            return series_workbook(self.lines, self.title())
        if self.plot.composed is None:
            raise Problem("还没有图可以导出。请先添加两份以上的年报。")
        write = write_svg if suffix == ".svg" else write_png
        return write(self.plot.composed, self.plot.description)


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return files, and of folders the files in them that may be reports."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        with contextlib.suppress(OSError):  # a folder that may not be looked into has nothing
            found += [
                each
                for each in sorted(path.iterdir())
                if each.suffix.lower() in OPENED_SUFFIXES
                and not each.name.startswith(("~$", "."))
                and each.is_file()
            ]
    return found
