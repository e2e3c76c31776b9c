"""The roll-up's window (汇总): it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QInputDialog,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.base.problem import Problem
from core.document.encode import SUFFIX
from core.figures.address import Address
from core.report.finding import Finding
from core.rollup.project import Project
from core.rollup.receiving import Fate, Receipt
from core.rollup.survey import UnitRow
from core.sources.source_kinds import SOURCE_KINDS
from gui.access.announcing import announce
from gui.kit.ask import Ask
from gui.look.theme import Theme
from gui.reading.waiting import wait_for
from gui.rollup.giving_out import GivingOut
from gui.rollup.header import RollupHeader
from gui.rollup.heap_reader import HeapReader
from gui.rollup.lines import FileLine, UnitLine
from gui.rollup.matrix import units_among
from gui.rollup.menus import PAGES, RollupMenus
from gui.rollup.papers_page import PapersPage
from gui.rollup.progress import FootLine
from gui.rollup.state import RollupState
from gui.rollup.total_page import TotalPage
from gui.rollup.unit_deeds import UnitDeeds
from gui.rollup.unit_report import UnitReport
from gui.rollup.units_page import UnitsPage
from gui.rollup.years_page import YearsPage
from gui.words.plain_text import literal_title

_SUFFIXES = (SUFFIX, ".zip", *(suffix for kind in SOURCE_KINDS for suffix in kind.suffixes))
HEAP_FILTER = f"年报和压缩包 ({' '.join(f'*{suffix}' for suffix in _SUFFIXES)})"


class RollupWindow(QMainWindow):
    """One project; nothing modal stands in the way while a heap is read."""

    copy_wanted = Signal(object)
    """A copy of this report shall be opened in the window for one report."""
    guide_wanted = Signal()
    """The guide shall be opened, over this window, at the chapter about it."""
    open_wanted = Signal(object)
    """This file (Path) shall be opened in the window for one report."""

    def __init__(
        self,
        project: Project,
        who: str,
        theme: Callable[[], Theme],
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.state = RollupState(project, who, self)
        self.ask = ask
        self._theme = theme
        self._came_from: tuple[int, QWidget | None] = (0, None)
        self._came: list[Receipt] = []
        self.reader = HeapReader(self)
        worn = theme()
        self.giving_out = GivingOut(self.state, ask)
        self.deeds = UnitDeeds(self.state, self)
        self.menus = RollupMenus(self, self._slots())
        self.header = RollupHeader(
            self.state, [("收件", self.menus.heap), ("导出", self.menus.out)]
        )
        self.tabs = QTabBar()
        self.units = UnitsPage(self.state, worn)
        self.total = TotalPage(self.state, worn)
        self.years = YearsPage(self.state, worn)
        self.papers = PapersPage(self.state, worn)
        self.report = UnitReport(project.forms, worn)
        self.pages = QStackedWidget()
        self.foot = FootLine()
        self._compose()
        self._connect()
        self._follow()
        self.units.matrix.setFocus()

    def look(self) -> None:
        """Look the project over; what the index does not know is read, which may take a while."""
        name = f"{self.state.project.head.organ}的汇总"
        self.state.show(wait_for(name, lambda _stop: self.state.look(), self))

    def receive(self, paths: Iterable[Path]) -> None:
        """Read a heap beside the window."""
        if self.reader.is_reading:
            self.foot.say("正在读取上一批，请等它读完，或者先取消。")
            return
        chosen = tuple(paths)
        if not chosen:
            return
        self._came = []
        # The rows as they are now: the thread must not look at what the window changes meanwhile.
        receiver = self.state.receiver()
        self.reader.read(
            chosen,
            self.state.room(),
            self.state.project.folder,
            lambda: receiver,
            self.state.taking,
        )
        self.foot.show_progress(0, 0, "")

    def open_unit(self, key: str, at: Finding | Address | None) -> None:
        """Open a unit's report at a finding or a cell; Esc leads back to where one is now."""
        row = self.state.rows[key]
        try:
            report = self.state.project.report(row.unit)
        except Problem as problem:
            self.ask.tell(str(problem))
            return
        if self.pages.currentWidget() is not self.report:
            self._came_from = (self.tabs.currentIndex(), self.focusWidget())
        version = row.status.version
        source = f"　来源：{version.source}" if version is not None else ""
        findings = row.taken.findings if row.taken is not None else ()
        self.pages.setCurrentWidget(self.report)
        self.report.show_unit(f"{row.unit.name}{source}", report, findings, at)
        self.units.matrix.go_to(key)

    def lead_back(self) -> None:
        """Go back to where the report was opened from."""
        page, widget = self._came_from
        self.tabs.setCurrentIndex(page)
        self.pages.setCurrentIndex(page)
        if widget is not None and widget.isVisible():
            widget.setFocus()
        else:
            self._focus_page()

    def turn_to(self, page: int) -> None:
        """Show a page."""
        self.tabs.setCurrentIndex(page)
        self.pages.setCurrentIndex(page)
        self._focus_page()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        for part in (self.units, self.total, self.years, self.papers, self.report):
            part.wear(theme)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.receive(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.reader.is_reading and not self.ask.confirm(
            "正在读取，还没有读完。", "已经收下的都存好了；没有读的要再收一次。", "停下并关闭"
        ):
            event.ignore()
            return
        self.reader.end()
        self.state.close()
        event.accept()

    # What the menus do.

    def _receive_folder(self) -> None:
        path = self.ask.open_folder("收件：选装着各单位年报的文件夹", self._folder())
        self.receive([path] if path is not None else [])

    def _receive_file(self) -> None:
        path = self.ask.open_path("收件：选压缩包或者一份年报", self._folder(), HEAP_FILTER)
        self.receive([path] if path is not None else [])

    def _add_units(self) -> None:
        from gui.rollup.new_project import UnitsDialog

        dialog = UnitsDialog(self.ask, self._folder(), self)
        if dialog.exec():
            self._do(lambda: f"名单里添了{self.state.add_units(dialog.found)}个单位。")

    def _set_deadline(self) -> None:
        from gui.rollup.new_project import day_in

        day = self.state.project.head.deadline
        text, is_given = QInputDialog.getText(
            self, "截止日期", "各单位报送的截止日期，如 2026-01-31；没有定就空着：",
            text=day.isoformat() if day else "",
        )  # fmt: skip
        if is_given:
            self._do(lambda: self.state.set_deadline(day_in(text)))

    # What the pages ask for.

    def _open_sum(self) -> None:
        if self.giving_out.sum_path is not None:
            self.open_wanted.emit(self.giving_out.sum_path)

    def _check(self, key: str) -> None:
        from gui.rollup.checking import check_beside_source

        if check_beside_source(self.state, key, self._theme, self.ask, self):
            left = [k for k, row in self.state.rows.items() if row.taken and row.taken.doubts]
            self._say(
                f"核实过了，还有{len(left)}份没有读准。" if left else "没有读准的都核实过了。"
            )
            if left:  # 下一份
                self.units.matrix.go_to(left[0])

    def _show_asked(self, receipt: Receipt) -> None:
        from core.document.decode import decode

        name = receipt.came.found.file
        try:
            report = decode(receipt.came.document, self.state.project.forms, name)
        except Problem as problem:
            self.ask.tell(str(problem))
            return
        self._came_from = (self.tabs.currentIndex(), self.units.asking.choice)
        self.pages.setCurrentWidget(self.report)
        self.report.show_unit(name, report, receipt.came.taken.findings, None)

    def _show_source(self) -> None:
        line = self.units.panel.line
        path: Path | None = None
        name = ""
        if isinstance(line, FileLine):
            path, name = line.receipt.came.found.path, line.receipt.came.found.file
        elif isinstance(line, UnitLine) and line.row.status.version is not None:
            version = line.row.status.version
            path, name = self.state.places.get(version.sha256), version.source
        if path is None or not path.exists():
            self._say(f"来源是“{name}”，这一次没有打开过它。要看，请把那个文件夹再收一次。")
            return
        self._say(f"来源：{path}")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _choose_last(self) -> None:
        from core.rollup.index import Index
        from core.rollup.project import open_project
        from core.rollup.survey import look_over

        path = self.ask.open_folder("选上年的汇总文件夹", self._folder())
        if path is None:
            return

        def read() -> tuple[int, tuple[UnitRow, ...]]:
            last = open_project(path, self.state.project.forms)
            return last.head.year, look_over(last, Index(None))

        def work() -> str:
            year, rows = wait_for(path.name, lambda _stop: read(), self)
            if year != self.state.project.head.year - 1:
                raise Problem(f"那是{year}年度的汇总，不是上年的，没有用它对比。")
            forms = {form.edition: form for form in self.state.project.forms.editions}
            return f"对上了{self.years.take_last(rows, forms)}个单位上年的数。"

        self._do(work)

    # How it holds together.

    def _do(self, work: Callable[[], str | None]) -> None:
        """Do something that may go wrong, and tell what came of it."""
        try:
            words = work()
        except Problem as problem:
            self.ask.tell(str(problem))
        else:
            self.menus.named["open_sum"].setEnabled(self.giving_out.sum_path is not None)
            self._say(words or "")

    def _with_unit(self, work: Callable[[str], str]) -> Callable[[], None]:
        def run() -> None:
            line = self.units.panel.line
            if isinstance(line, UnitLine):
                key = line.row.unit.key
                self._do(lambda: work(key))

        return run

    def _say(self, words: str) -> None:
        if words and not self.reader.is_reading:
            self.foot.say(words)
            announce(self, words)

    def _folder(self) -> str:
        return str(self.state.project.folder.parent)

    def _follow(self) -> None:
        head = self.state.project.head
        self.setWindowTitle(literal_title(f"{head.organ} · {head.year}年度汇总 — 年报"))
        self.header.follow()
        for page in (self.units, self.total, self.years, self.papers):
            page.follow()
        self.foot.extent.setText(self.state.extent)
        self.menus.named["open_sum"].setEnabled(self.giving_out.sum_path is not None)

    def _received(self, receipts: list[Receipt]) -> None:
        self._came += receipts
        self.state.enter(receipts, more_come=True)

    def _ended(self, fault: str) -> None:
        self.state.settle()
        count = {fate: sum(r.fate is fate for r in self._came) for fate in Fate}
        told = "，".join(f"{fate.value}{n}份" for fate, n in count.items() if n)
        words = f"读了{len(self._came)}个文件：{told}。" if self._came else "没有读到文件。"
        self.foot.end(f"{fault}{words}")
        announce(self, f"{fault}{words}")
        self.units.matrix.go_to_top()
        if self.state.asked and self.pages.currentWidget() is self.units:
            self.units.asking.choice.setFocus()

    def _step_unit(self, step: int) -> None:
        """Open the next report in the order of the matrix."""
        lines = units_among(self.units.matrix.units.lines)
        keys = [line.row.unit.key for line in lines if line.row.taken is not None]
        here = self.units.matrix.line_in_hand()
        key = here.row.unit.key if isinstance(here, UnitLine) else ""
        at = keys.index(key) + step if key in keys else 0
        if 0 <= at < len(keys):
            self.units.matrix.go_to(keys[at])
            self.open_unit(keys[at], self.units.panel.first_finding())

    def _focus_page(self) -> None:
        page = self.pages.currentWidget()
        if page is self.units:
            self.units.matrix.setFocus()
        elif page is self.total:
            self.total.focus_page()
        elif page is self.years:
            self.years.listing.setFocus()
        elif page is self.papers:
            self.papers.units.setFocus()

    def _find(self) -> None:
        self.turn_to(0)
        self.units.search.setFocus()
        self.units.search.selectAll()

    def _write_letter(self) -> None:
        line = self.units.panel.line
        if isinstance(line, UnitLine):
            self.turn_to(3)
            self.papers.show_unit(line.row.unit.name)

    def _slots(self) -> dict[str, Callable[[], object]]:
        out = self.giving_out
        slots: dict[str, Callable[[], object]] = {
            "folder": self._receive_folder,
            "file": self._receive_file,
            "save_sum": lambda: self._do(out.sum),
            "open_sum": self._open_sum,
            "letters": lambda: self._do(out.letters),
            "reminder": lambda: self._do(out.reminder),
            "workbook": lambda: self._do(out.workbook),
            "close": self.close,
            "add": self._add_units,
            "deadline": self._set_deadline,
            "next": lambda: self.units.step_trouble(1),
            "previous": lambda: self.units.step_trouble(-1),
            "find": self._find,
            "guide": self.guide_wanted.emit,
        }
        for at in range(len(PAGES)):
            slots[f"page{at}"] = lambda at=at: self.turn_to(at)  # type: ignore[misc]
        return slots

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("汇总的各页")
        for at, words in enumerate(PAGES):
            self.tabs.addTab(words)
            self.tabs.setTabToolTip(at, f"{words}（Ctrl+{at + 1}）")
        for page in (self.units, self.total, self.years, self.papers, self.report):
            self.pages.addWidget(page)
        inside = QWidget()
        inside.setObjectName("page")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(2 * step, 0, 2 * step, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs)
        inner.addWidget(self.pages, 1)
        whole = QWidget()
        whole.setObjectName("page")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(inside, 1)
        column.addWidget(self.foot)
        self.setCentralWidget(whole)
        screen = self.screen().availableGeometry()
        if screen.width() <= 1440 or screen.height() <= 960:
            self.resize(screen.size())
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(1440, 900)

    def _connect(self) -> None:
        self.state.changed.connect(self._follow)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.reader.progressed.connect(self.foot.show_progress)
        self.reader.received.connect(self._received)
        self.reader.finished.connect(self._ended)
        self.foot.cancelled.connect(self.reader.cancel)
        self.units.opened.connect(self._open_line)
        panel, asking = self.units.panel, self.units.asking
        panel.letter_wanted.connect(self._write_letter)
        panel.adopted.connect(self._with_unit(self.deeds.adopt))
        panel.set_aside.connect(self._with_unit(self.deeds.lay_aside))
        panel.confirmed.connect(self._with_unit(self.deeds.confirm))
        panel.counting_wanted.connect(self._with_unit(self.deeds.change_counting))
        panel.checked.connect(self._check_line)
        panel.source_wanted.connect(self._show_source)
        asking.answered.connect(
            lambda receipt, unit: self._do(lambda: self.deeds.answer(receipt, unit))
        )
        asking.named.connect(lambda receipt, name: self._do(lambda: self.deeds.name(receipt, name)))
        asking.all_named.connect(lambda: self._do(self.deeds.name_all))
        asking.refused.connect(self.state.refuse)
        asking.looked_at.connect(self._show_asked)
        self.total.unit_wanted.connect(self.open_unit)
        self.total.saved.connect(self.menus.named["save_sum"].trigger)
        self.years.opened.connect(self.open_unit)
        self.years.last_wanted.connect(self._choose_last)
        self.papers.written.connect(self.menus.named["letters"].trigger)
        self.papers.reminder_wanted.connect(self.menus.named["reminder"].trigger)
        self.papers.workbook_wanted.connect(self.menus.named["workbook"].trigger)
        self.papers.told.connect(self._say)
        self.papers.failed.connect(self.ask.tell)
        self.papers.units.opened.connect(self._open_named)
        self.report.left.connect(self.lead_back)
        self.report.stepped.connect(self._step_unit)
        self.report.copy_wanted.connect(self.copy_wanted.emit)

    def _open_line(self, line: object, finding: Finding | None) -> None:
        if isinstance(line, UnitLine) and line.row.taken is not None:
            self.open_unit(line.row.unit.key, finding)

    def _open_named(self, name: object) -> None:
        for key, row in self.state.rows.items():
            if row.unit.name == name and row.taken is not None:
                self.open_unit(key, next(iter(row.taken.findings), None))

    def _check_line(self) -> None:
        line = self.units.panel.line
        if isinstance(line, UnitLine):
            self._check(line.row.unit.key)
