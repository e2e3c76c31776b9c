"""The second page (合计): the sum as one report; a cell leads to its units, or is corrected."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.base.problem import Problem
from core.figures.address import Address
from core.figures.value import Kind, Number, show
from core.report.report import Report
from core.rollup.kept_sum import SumChange
from core.rollup.outliers import Share, trace
from core.rollup.total import Correction
from gui.keeping.patient_worker import answer_of
from gui.look.theme import Theme
from gui.rollup.columns import ListColumn
from gui.rollup.correcting import CorrectionCard
from gui.rollup.listing import Listing, ListingLine
from gui.rollup.page import RollupPage
from gui.rollup.report_pane import ReportPane
from gui.rollup.state import RollupState
from gui.rollup.sum_link import SumLinkBar

_PAUSE = 120
"""Milliseconds that a cell is in hand before its units are shown."""
_HINT = "在表里选一格，按回车看是哪些单位加起来的。"
_COLUMNS = (
    ListColumn("单位"),
    ListColumn("数", 5, is_number=True),
    ListColumn("占比", 5, is_number=True),
    ListColumn("", 5),
)
_Kept: TypeAlias = tuple[Report, tuple[Correction, ...], tuple[SumChange, ...]]
"""The kept sum, what was corrected in it by hand, and what its units have come to since."""


class TotalPage(RollupPage):
    """The sum with its trace; a cell is corrected beside it, with a reason, never in the table."""

    unit_wanted = Signal(str, object)
    """The report of this unit (its key) shall be opened at this cell."""
    plot_wanted = Signal(object)
    """The picture of this cell (Address, or None) across the units shall be shown."""
    saved = Signal()
    """The sum shall be saved as a report of its own."""
    told = Signal(str)
    """Something was done, in words for the status bar."""
    failed = Signal(str)
    """Something went wrong, in words for the clerk."""

    def __init__(self, state: RollupState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.extent, self.remark = QLabel(), QLabel()
        self.save = QPushButton("另存为年报(&B)…")
        self.plot = QPushButton("画图(&T)…")
        self.pane = ReportPane(state.project.forms, theme)
        self.place = QLabel(_HINT)
        self.shares = Listing("这一格的各单位", _COLUMNS, theme)
        self.link = SumLinkBar(theme)
        self.card = CorrectionCard()
        self.corrections: dict[Address, Correction] = {}
        self.address: Address | None = None
        self._at: dict[Address, int] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self._enter(self.address))
        self._compose()
        self.save.clicked.connect(self.saved)
        self.plot.clicked.connect(lambda: self.plot_wanted.emit(self.address))
        self.link.taken_over.connect(lambda: self._do(self._take_over))
        self.link.undone.connect(lambda: self._do(self._undo))
        self.card.corrected.connect(lambda text, note: self._do(lambda: self._correct(text, note)))
        self.card.withdrawn.connect(lambda: self._do(self._withdraw))
        self.pane.asked.connect(self._ask)
        self.pane.entered.connect(self._wait)
        self.shares.opened.connect(lambda key: self.unit_wanted.emit(key, self.address))

    def focus_page(self) -> None:
        """Give the keys to where one was."""
        self.pane.focus_page()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.pane.wear(theme)
        self.shares.wear(theme)
        self.link.wear(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.shares.hasFocus():
            self.pane.focus_page()
            event.accept()
        else:
            super().keyPressEvent(event)

    def renew(self) -> None:
        total = self._state.total
        self.extent.setText(self._state.extent)
        fault = self._show_sum()
        blanks = sum(not total.form.figures[address].computed for address in total.lacking)
        others = self._state.counts()["已报"] - total.counted
        said = [f"有{blanks}格不是每个单位都填了，空着的没有当作0。"] if blanks else []
        if others:
            said.append(f"有{others}个单位已报，但是年度或者格式不同，没有加进来。")
        if self.corrections:
            said.append(f"有{len(self.corrections)}格是手工更正的。")
        said += [fault] if fault else []
        self.remark.setText("".join(said))
        self.remark.setVisible(bool(said))
        self.save.setEnabled(total.counted > 0)
        self.plot.setEnabled(total.counted > 0)
        self._enter(self.address)

    def _show_sum(self) -> str:
        """Show the sum as it is kept; returns what is wrong with what is kept, if anything is."""
        state, total = self._state, self._state.total
        kept = state.kept_sum

        def read() -> _Kept | Problem:
            try:
                return kept.report(total), kept.corrections(total), kept.changes(total)
            except Problem as problem:
                return problem

        silent: _Kept | Problem = Problem("文件夹没有反应。请查看磁盘或者共享文件夹。")
        found = answer_of(read, silent)
        if isinstance(found, Problem):
            head = state.project.head
            self.pane.show_report(total.report(head.organ, head.year))
            self.corrections = {}
            self.link.show_changes((), total.form, "")
            self.card.setEnabled(False)
            return f"存好的合计读不出，这里只是各单位之和：{found}"
        report, corrections, changes = found
        self.corrections = {each.address: each for each in corrections}
        self.pane.show_report(report)
        self.link.show_changes(changes, total.form, kept.last_step)
        self.card.setEnabled(total.counted > 0)
        return ""

    def _do(self, work: Callable[[], str]) -> None:
        try:
            words = work()
        except Problem as problem:
            self.failed.emit(str(problem))
        else:
            self.follow()
            self.told.emit(words)

    def _correct(self, text: str, note: str) -> str:
        address, total = self.address, self._state.total
        if address is None:
            return ""
        kept = self._state.kept_sum
        self._state.writing.do(lambda stop: kept.correct(total, address, text, note, stop))
        return f"{total.form.figures[address].place}按手工更正的数，单位再变也不动它。"

    def _withdraw(self) -> str:
        address, total = self.address, self._state.total
        if address is None:
            return ""
        kept = self._state.kept_sum
        self._state.writing.do(lambda stop: kept.withdraw(total, address, stop))
        return f"{total.form.figures[address].place}又跟着各单位之和。"

    def _take_over(self) -> str:
        kept, total = self._state.kept_sum, self._state.total
        count = self._state.writing.do(lambda stop: kept.take_over(total, stop))
        return f"存好的合计更新了{count}格，手工更正的没有动。"

    def _undo(self) -> str:
        return f"撤销了“{self._state.writing.do(self._state.kept_sum.undo)}”。"

    def _wait(self, address: Address | None) -> None:
        """Show the units of a cell once the arrows rest there: there may be thousands."""
        self.address = address
        self._pause.start()

    def _figure(self, packed: str, address: Address) -> Number | None:
        """Read one figure of a packed report; all two hundred would take too long."""
        text = packed.split(";")[self._at[address]] if packed else ""
        if not text:
            return None
        is_amount = self._state.total.form.figures[address].kind is Kind.AMOUNT
        return Decimal(text) if is_amount else int(text)

    def _enter(self, address: Address | None) -> None:
        """Show the units of a cell."""
        self._pause.stop()
        self.address = address
        if address is None or address not in self._state.total.form.figures:
            self.place.setText(_HINT)
            self.shares.show_lines(())
            self.card.show_cell(None, None, None)
            return
        form = self._state.total.form
        self._at = {each: at for at, each in enumerate(form.figures)}
        figure = form.figures[address]
        units = [
            (row.unit.key, row.unit.name, {address: self._figure(row.taken.figures, address)})
            for row in self._state.added()
            if row.taken is not None
        ]
        shares = sorted(trace(address, units), key=_largest)
        whole = show(self._state.total.figures[address], figure.kind) or "空着"
        self.place.setText(f"{figure.place}：{whole}　（{self._state.extent}）")
        self.card.show_cell(
            figure, self._state.total.figures[address], self.corrections.get(address)
        )
        self.shares.show_lines(
            [
                ListingLine(
                    (
                        share.name,
                        "空着" if share.figure is None else show(share.figure, figure.kind),
                        f"{share.percent}%" if share.percent is not None else "",
                        "◆ 离群" if share.is_outlier else "",
                    ),
                    share.key,
                    "unfilled" if share.is_outlier else "ink" if share.figure else "quiet",
                )
                for share in shares
            ]
        )

    def _ask(self, address: Address) -> None:
        self._enter(address)
        if self.shares.listed.lines:
            self.shares.setFocus()

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, step, 0, 0)
        column.setSpacing(step)
        self.remark.setProperty("doubt", True)
        self.remark.setWordWrap(True)
        self.place.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.extent)
        row.addWidget(self.remark, 1)
        row.addStretch(0)
        row.addWidget(self.plot)
        row.addWidget(self.save)
        column.addLayout(row)
        column.addWidget(self.link)
        side = QWidget()
        inner = QVBoxLayout(side)
        inner.setContentsMargins(step, 0, 0, 0)
        inner.setSpacing(step)
        inner.addWidget(self.place)
        inner.addWidget(self.shares, 1)
        inner.addWidget(self.card)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.pane)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        wide = self.fontMetrics().horizontalAdvance("汉")
        side.setMinimumWidth(wide * 27)
        split.setSizes([wide * 62, wide * 27])
        column.addWidget(split, 1)


def _largest(share: Share) -> tuple[bool, object]:
    return share.figure is None, -(share.figure or 0)
