"""Going to one unit's report, on to the next one, and back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from core.base.problem import Problem
from core.figures.address import Address
from core.report.finding import Finding
from core.rollup.receiving import Receipt
from gui.kit.ask import Ask
from gui.kit.waiting import wait_for
from gui.rollup.lines import UnitLine
from gui.rollup.matrix import units_among
from gui.rollup.state import RollupState
from gui.rollup.unit_report import UnitReport
from gui.rollup.units_page import UnitsPage


class UnitVisits(QObject):
    """Opens reports over the pages of the window; Esc leads back to where one was."""

    page_wanted = Signal()
    """The page shown is to have the keys: where one came from is not there any more."""

    def __init__(
        self, state: RollupState, units: UnitsPage, report: UnitReport, tabs: QTabBar,
        pages: QStackedWidget, ask: Ask,
    ) -> None:  # fmt: skip
        super().__init__(pages)
        self._state = state
        self._units = units
        self._report = report
        self._tabs = tabs
        self._pages = pages
        self._ask = ask
        self._came_from: tuple[int, QWidget | None] = (0, None)
        report.left.connect(self.lead_back)
        report.stepped.connect(self.step)

    def open(self, key: str, at: Finding | Address | None) -> None:
        """Open a unit's report at a finding or a cell; Esc leads back to where one is now."""
        row, project = self._state.rows[key], self._state.project
        try:
            report = wait_for(
                row.unit.name, lambda _stop: project.report(row.unit), self._pages.window()
            )
        except Problem as problem:
            self._ask.tell(str(problem))
            return
        if self._pages.currentWidget() is not self._report:
            self._came_from = (self._tabs.currentIndex(), self._pages.window().focusWidget())
        version = row.status.version
        source = f"　来源：{version.source}" if version is not None else ""
        findings = row.taken.findings if row.taken is not None else ()
        remarks = self._state.remarks.get(key, ())
        self._pages.setCurrentWidget(self._report)
        self._report.show_unit(f"{row.unit.name}{source}", report, findings, remarks, at)
        self._units.matrix.go_to(key)

    def lead_back(self) -> None:
        """Go back to where the report was opened from."""
        page, widget = self._came_from
        self._tabs.setCurrentIndex(page)
        self._pages.setCurrentIndex(page)
        if widget is not None and widget.isVisible():
            widget.setFocus()
        else:
            self.page_wanted.emit()

    def step(self, step: int) -> None:
        """Open the next report in the order of the matrix."""
        lines = units_among(self._units.matrix.units.lines)
        keys = [line.row.unit.key for line in lines if line.row.taken is not None]
        here = self._units.matrix.line_in_hand()
        key = here.row.unit.key if isinstance(here, UnitLine) else ""
        at = keys.index(key) + step if key in keys else 0
        if 0 <= at < len(keys):
            self._units.matrix.go_to(keys[at])
            self.open(keys[at], self._units.panel.first_finding())

    def show_asked(self, receipt: Receipt) -> None:
        """Show the report of a file of which somebody has to say whose it is."""
        from core.document.decode import decode

        name = receipt.came.found.file
        try:
            report = decode(receipt.came.document, self._state.project.forms, name)
        except Problem as problem:
            self._ask.tell(str(problem))
            return
        self._came_from = (self._tabs.currentIndex(), self._units.asking.choice)
        self._pages.setCurrentWidget(self._report)
        taken = receipt.came.taken
        told = [f"{words}。" for words in taken.told]
        self._report.show_unit(name, report, taken.findings, told, None)

    def open_line(self, line: object, finding: Finding | None) -> None:
        """Open the report of the unit of a line, at a finding."""
        if isinstance(line, UnitLine) and line.row.taken is not None:
            self.open(line.row.unit.key, finding)

    def open_named(self, name: object) -> None:
        """Open the report of the unit that is called so, at its first finding."""
        for key, row in self._state.rows.items():
            if row.unit.name == name and row.taken is not None:
                self.open(key, next(iter(row.taken.findings), None))
