"""The roll-up's window (汇总): it composes, connects, and carries out what the menus offer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QTabBar,
    QWidget,
)

from core.base.problem import Problem
from core.figures.address import Address
from core.rollup.papers.rankings import LastFigures
from core.rollup.project import Project
from gui.access.announcing import announce
from gui.kit.ask import Ask
from gui.kit.roomy import PageStack
from gui.kit.waiting import wait_for
from gui.look.theme import Theme
from gui.rollup.commands import RollupCommands
from gui.rollup.giving_out import GivingOut
from gui.rollup.header import RollupHeader
from gui.rollup.heap_reader import HeapReader
from gui.rollup.heap_receiving import HeapReceiving
from gui.rollup.layout import lay_out
from gui.rollup.lines import UnitLine
from gui.rollup.menus import PAGES, RollupMenus
from gui.rollup.papers_page import PapersPage
from gui.rollup.progress import FootLine
from gui.rollup.project_deeds import ProjectDeeds
from gui.rollup.source_place import show_source
from gui.rollup.state import RollupState
from gui.rollup.total_page import TotalPage
from gui.rollup.unit_deeds import UnitDeeds
from gui.rollup.unit_report import UnitReport
from gui.rollup.unit_visits import UnitVisits
from gui.rollup.units_page import UnitsPage
from gui.rollup.years_page import YearsPage
from gui.words.plain_text import literal_title


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
        self.ask = ask = ask.above(self)
        self._theme = theme
        self.reader = HeapReader(self)
        worn = theme()
        self.giving_out = GivingOut(self.state, ask, self)
        self.deeds = UnitDeeds(self.state, self)
        self.project = ProjectDeeds(self.state, ask, self)
        self.foot = FootLine()
        self.receiving = HeapReceiving(self.state, self.reader, self.foot, ask, self)
        self.menus = RollupMenus(self, lambda row: self._do(lambda: row.do(self.commands)))
        self.header = RollupHeader(
            self.state,
            [
                ("收件", self.menus.heap),
                ("文书", self.menus.papers),
                ("导出", self.menus.out),
            ],
        )
        self.tabs = QTabBar()
        self.units = UnitsPage(self.state, worn)
        self.total = TotalPage(self.state, worn)
        self.years = YearsPage(self.state, worn)
        self.giving_out.last = self._last
        self.papers = PapersPage(self.state, worn)
        self.report = UnitReport(project.forms, worn)
        self.pages = PageStack()
        self.visits = UnitVisits(self.state, self.units, self.report, self.tabs, self.pages, ask)
        self.commands = RollupCommands(
            *(self.receiving, self.giving_out, self.project, self.units, self.turn_to),
            *(self._find_unit, self._open_sum, self._bring_back, self._plot),
            *(self.guide_wanted.emit, self.close),
        )
        lay_out(self, self.header, self.tabs, self.pages, self.foot)
        for page in (self.units, self.total, self.years, self.papers, self.report):
            self.pages.addWidget(page)
        self._connect()
        self._follow()
        self.units.matrix.setFocus()

    def look(self) -> None:
        """Look the project over; what the index does not know is read, which may take a while."""
        name = f"{self.state.project.head.organ}的汇总"
        self.state.show(wait_for(name, lambda _stop: self.state.look(), self))

    def turn_to(self, page: int) -> None:
        """Show a page."""
        self.tabs.setCurrentIndex(page)
        self._turned(page)
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
        self.receiving.receive(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.reader.is_reading and not self.ask.confirm(
            "正在读取，还没有读完。", "已经收下的都存好了；没有读的要再收一次。", "停下并关闭"
        ):
            event.ignore()
            return
        self.reader.end()
        self.state.close()
        event.accept()

    def _open_sum(self) -> None:
        self.open_wanted.emit(self.giving_out.kept_sum())
        self.total.follow()

    def _bring_back(self) -> str:
        if self.reader.is_reading:
            raise Problem("正在收件，请等它读完，再并入带走的一份。")
        return self.project.bring_back(self._theme())

    def _find_unit(self) -> None:
        self.turn_to(0)
        self.units.search.setFocus()
        self.units.search.selectAll()

    def _plot(self, address: Address | None = None) -> None:
        from gui.rollup.plot_window import StandingWindow

        page = self.pages.currentWidget()
        if address is None and isinstance(page, TotalPage | YearsPage):
            address = page.address  # the cell in hand
        StandingWindow(self.state, self._last(), self.ask, address, self).open()

    def _turned(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        if self.pages.currentWidget() is self.years:
            self._find_last()

    def _last(self) -> LastFigures:
        """Return the units' figures of last year, by key; looks for its roll-up first."""
        self._find_last()
        return self.years.last()

    def _find_last(self) -> None:
        try:
            words = self.project.find_last(self.years)
        except Problem as problem:
            words = str(problem)  # nobody asked for it, so nobody is stopped by it
        if words:
            self._say(words)

    def _check(self, key: str) -> str:
        from gui.rollup.checking import check_beside_source

        is_kept = check_beside_source(self.state, key, self._theme, self.ask, self)
        return self.units.step_doubt() if is_kept else ""

    def _do(self, work: Callable[[], object]) -> None:
        """Do something that may go wrong, and tell what came of it."""
        try:
            words = work()
        except Problem as problem:
            self.ask.tell(str(problem))
        else:
            self._say(words if isinstance(words, str) else "")

    def _with_unit(self, work: Callable[[str], str]) -> Callable[[], None]:
        def run() -> None:
            line = self.units.panel.line
            if isinstance(line, UnitLine):
                key = line.row.unit.key
                self._do(lambda: work(key))

        return run

    def _say(self, words: str) -> None:
        if not self.reader.is_reading:
            self.foot.say(words)  # with nothing to tell, what was told before is over all the same
            if words:
                announce(self, words)

    def _follow(self) -> None:
        head = self.state.project.head
        self.setWindowTitle(literal_title(f"{head.organ} · {head.year}年度汇总 — 年报"))
        self.header.follow()
        for page in (self.units, self.total, self.years, self.papers):
            page.follow()
        self.foot.extent.setText(self.state.extent)
        self.menus.named["open_sum"].setEnabled(bool(self.state.added()))

    def _show_received(self) -> None:
        self.units.matrix.go_to_top()
        if self.state.asked and self.pages.currentWidget() is self.units:
            self.units.asking.choice.setFocus()

    def _focus_page(self) -> None:
        at = self.pages.currentIndex()
        if at < len(PAGES):
            (self.units, self.total, self.years, self.papers)[at].focus_page()

    def _write_letter(self) -> None:
        line = self.units.panel.line
        if isinstance(line, UnitLine):
            self.turn_to(3)
            self.papers.show_unit(line.row.unit.name)

    def _connect(self) -> None:
        self.state.changed.connect(self._follow)
        self.tabs.currentChanged.connect(self._turned)
        self.receiving.ended.connect(self._show_received)
        self.units.opened.connect(self.visits.open_line)
        panel, asking = self.units.panel, self.units.asking
        panel.letter_wanted.connect(self._write_letter)
        panel.adopted.connect(self._with_unit(self.deeds.adopt))
        panel.set_aside.connect(self._with_unit(self.deeds.lay_aside))
        panel.confirmed.connect(self._with_unit(self.deeds.confirm))
        panel.counting_wanted.connect(self._with_unit(self.deeds.change_counting))
        panel.removed.connect(self._with_unit(self.deeds.remove))
        panel.checked.connect(self._with_unit(self._check))
        panel.source_wanted.connect(
            lambda: self._say(show_source(self.state, self.units.panel.line))
        )
        asking.answered.connect(
            lambda receipt, unit: self._do(lambda: self.deeds.answer(receipt, unit))
        )
        asking.named.connect(lambda receipt, name: self._do(lambda: self.deeds.name(receipt, name)))
        asking.all_named.connect(lambda: self._do(self.deeds.name_all))
        asking.refused.connect(self.state.refuse)
        asking.looked_at.connect(self.visits.show_asked)
        self.total.unit_wanted.connect(self.visits.open)
        self.total.told.connect(self._say)
        self.total.failed.connect(self.ask.tell)
        self.total.plot_wanted.connect(self._plot)
        self.years.plot_wanted.connect(self._plot)
        self.total.saved.connect(self.menus.named["save_sum"].trigger)
        self.years.opened.connect(self.visits.open)
        self.years.last_wanted.connect(lambda: self._do(lambda: self.project.take_last(self.years)))
        self.papers.written.connect(self.menus.named["letters"].trigger)
        self.papers.reminder_wanted.connect(self.menus.named["reminder"].trigger)
        self.papers.workbook_wanted.connect(self.menus.named["workbook"].trigger)
        self.papers.forms_wanted.connect(self.menus.named["forms"].trigger)
        self.papers.told.connect(self._say)
        self.papers.failed.connect(self.ask.tell)
        self.papers.units.opened.connect(self.visits.open_named)
        self.visits.page_wanted.connect(self._focus_page)
        self.report.copy_wanted.connect(self.copy_wanted.emit)
