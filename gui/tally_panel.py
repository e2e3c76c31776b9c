"""The panel at the right: the tallies of the table in hand, the findings, the cell in hand."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.address import Address
from core.edit import SetFigure
from core.finding import Finding
from core.forms.form import TableSection
from core.tally import Balance, Tally
from core.value import State, show
from gui.document import Document
from gui.findings_list import FindingsList
from gui.tally_strip import verdict
from gui.theme import Theme

TALLY = Qt.ItemDataRole.UserRole
_GRAVEST_FIRST = (Balance.UNBALANCED, Balance.UNFILLED, Balance.BALANCED)


class TallyPanel(QWidget):
    """Always in sight: every identity of the current table with its state and both sides."""

    tally_picked = Signal(object)
    """A tally was clicked."""
    finding_picked = Signal(object)
    """A finding was clicked."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.theme = theme
        self._document = document
        self._section = ""
        self._table: TableSection | None = None
        self._items: dict[str, QTreeWidgetItem] = {}
        self._tallies: tuple[Tally, ...] = ()
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.RichText)
        self.tree = _tally_tree()
        self.findings = FindingsList(theme)
        self.findings_title = QLabel()
        self.settle = QPushButton()
        self.settle.setToolTip("把来源印的总计改成程序相加得出的数，可以撤销")
        self._told = QScrollArea()
        self.cell = QLabel()
        self.cell.setWordWrap(True)
        self.cell.setTextFormat(Qt.TextFormat.RichText)
        self.cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._compose()
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemActivated.connect(self._clicked)
        self.findings.picked.connect(self.finding_picked)
        self.settle.clicked.connect(self._settle)

    def attach(self, section: str) -> None:
        """Show the tallies of a table; beside a written part those of the whole report."""
        self._section = section
        self._items = {}
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        board = self._document.inspection.board
        tables = self._document.report.form.tables
        self._table = next((table for table in tables if table.id == section), None)
        is_table = self._table is not None
        tallies = board.of_section(section) if is_table else board.tallies
        self._tallies = tallies
        for tally in tallies:
            group = groups.get(tally.identity.name)
            if group is None:
                group = QTreeWidgetItem(self.tree)
                group.setFirstColumnSpanned(True)
                group.setToolTip(0, tally.identity.basis)
                groups[tally.identity.name] = group
            item = QTreeWidgetItem(group, ["", ""])
            item.setData(0, TALLY, tally)
            item.setToolTip(0, f"{tally.identity.place}：{tally.identity.name}")
            self._items[tally.identity.id] = item
            self._show_tally(item, tally)
        for number, group in enumerate(groups.values()):
            self._show_group(group)
            group.setExpanded(is_table and (number == 0 or group.childCount() <= 7))
        self._fit_columns(tallies)
        self.tree.setVisible(bool(tallies))
        self._told.setVisible(is_table)
        # Beside a written part the findings need the room.
        lines = 1_000 if is_table else len(groups) + 1
        self.tree.setMaximumHeight(lines * (self.fontMetrics().lineSpacing() + 8))
        self.follow([])
        self.show_findings()

    def follow(self, moved: list[Tally]) -> None:
        """Show the tallies that moved, the summary and the findings."""
        groups = set()
        for tally in moved:
            item = self._items.get(tally.identity.id)
            if item is not None:
                self._show_tally(item, tally)
                groups.add(item.parent())
        for group in groups:
            self._show_group(group)
        if moved:
            self._fit_columns(self._tallies)
        self._show_summary()

    def show_findings(self) -> None:
        """Show the findings of the whole report."""
        findings = self._document.inspection.findings
        self.findings.show_findings(findings)
        self.findings_title.setText(f"问题 {len(findings)} 条" if findings else "没有发现问题")
        settled = sum(finding.settles is not None for finding in findings)
        self.settle.setText(f"全部{settled}处总计改用各项之和")
        self.settle.setVisible(settled > 0)

    def show_cell(self, address: Address | None) -> None:
        """Tell about the cell in hand: its place, definition, legal reference, tallies."""
        board = self._document.inspection.board
        mine = {tally.identity.id for tally in board.of(address)} if address else set()
        plain, strong = QFont(self.tree.font()), QFont(self.tree.font())
        strong.setBold(True)
        for name, item in self._items.items():
            for column in (0, 1):
                item.setFont(column, strong if name in mine else plain)
        if address is None:
            self.cell.setText("")
            return
        report = self._document.report
        figure = report.form.figures[address]
        quiet = self.theme.quiet
        unit = f"，单位{figure.unit}" if figure.unit else ""
        lines = [f"<b>{figure.row.name}</b>　{figure.column.name}{unit}"]
        told = (figure.row.definition, figure.column.definition, figure.row.basis)
        lines += [f"<span style='color:{quiet}'>{words}</span>" for words in told if words]
        tallies = board.of(address)
        if figure.computed:
            lines.append(f"<span style='color:{quiet}'>由程序计算</span>")
        if not tallies:
            warn = "没有勾稽关系管到这一格，请对照来源核对"
            lines.append(f"<span style='color:{self.theme.unfilled}'>{warn}</span>")
        for tally in tallies:
            color = getattr(self.theme, self.theme.balance(tally.state))
            lines.append(
                f"<span style='color:{color}'>{verdict(tally)}</span> "
                f"<span style='color:{quiet}'>{tally.identity.name}</span>"
            )
        value, doubt = report.value(address), report.doubts.get(address)
        if value.state is State.REFUSED:
            lines.append(f"<span style='color:{self.theme.unbalanced}'>{value.remark}</span>")
        if doubt is not None:
            unsure = escape(f"没有读准：{doubt.why}，来源中是“{doubt.text}”")
            lines.append(f"<span style='color:{self.theme.unfilled}'>{unsure}</span>")
        if report.is_kept(address):
            found = show(report.computed(address), figure.kind) or "（有空格，算不出）"
            lines.append(f"来源印的是{escape(value.text)}，各项相加是{found}")
        self.cell.setText("<br>".join(lines))

    def show_finding(self, finding: Finding) -> None:
        """Mark the finding that was gone to in the list."""
        self.findings.select(finding)

    def show_tally(self, tally: Tally) -> None:
        """Tell both sides of the tally in hand, each beside the tint that its cells have."""
        identity = tally.identity
        right = "总计" if identity.is_sum else "另一边"
        lines = [f"<b>{identity.place}</b>　{identity.name}"]
        for tint, name, addresses, known, filled in (
            ("addend", "各项", identity.left, tally.left, tally.left_sum),
            ("total", right, identity.right, tally.right, tally.right_sum),
        ):
            shade = getattr(self.theme, tint)
            swatch = f"<span style='background-color:{shade}'>&nbsp;&nbsp;&nbsp;&nbsp;</span>"
            sum_now = f"{filled}，还有空格" if known is None else f"{known}"
            lines.append(f"{swatch} {name} {self._terms(tally, addresses)}＝{sum_now}")
        color = getattr(self.theme, self.theme.balance(tally.state))
        lines.append(f"<span style='color:{color}'>{verdict(tally)}　{tally.state.value}</span>")
        lines.append(f"<span style='color:{self.theme.quiet}'>{identity.basis}</span>")
        self.cell.setText("<br>".join(lines))

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self.findings.wear(theme)
        self.attach(self._section)

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(0, step, step, step)
        column.setSpacing(step)
        column.addWidget(self.summary)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        below = QWidget()
        rest = QVBoxLayout(below)
        rest.setContentsMargins(0, step, 0, 0)
        rest.setSpacing(step)
        rest.addWidget(self.findings_title)
        rest.addWidget(self.findings, 1)
        rest.addWidget(self.settle)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        # Always as high, so that nothing above moves when another cell comes in hand.
        told = self._told
        told.setWidgetResizable(True)
        told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        told.setFixedHeight(self.fontMetrics().lineSpacing() * 7)
        told.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        told.setWidget(self.cell)
        column.addWidget(told)

    def _terms(self, tally: Tally, addresses: tuple[Address, ...]) -> str:
        """Write out a side of a tally; of a long one only what is not zero."""
        report = self._document.report
        told = addresses if len(addresses) <= 2 else [a for a in addresses if report.figure(a)]
        words = []
        for address in told:
            figure = report.form.figures[address]
            name = report.form.term(tally.identity, address)
            words.append(f"{name}{show(report.figure(address), figure.kind) or '（空）'}")
        return "＋".join(words[:6]) + ("＋……" if len(words) > 6 else "")

    def _fit_columns(self, tallies: tuple[Tally, ...]) -> None:
        """Give the names what they need, but never the room of the figures."""
        metrics = self.tree.fontMetrics()
        names = max((metrics.horizontalAdvance(t.identity.place) for t in tallies), default=0)
        sides = max((metrics.horizontalAdvance(_sides(t)) for t in tallies), default=0)
        edges = 4 * metrics.height()
        room = self.tree.width() - sides - edges // 2
        self.tree.header().resizeSection(0, max(edges, min(names + edges, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns(self._tallies)

    def _show_tally(self, item: QTreeWidgetItem, tally: Tally) -> None:
        brush = QBrush(self.theme.color(self.theme.balance(tally.state)))
        item.setText(0, f"{tally.state.sign} {tally.identity.place}")
        item.setText(1, _sides(tally))
        item.setForeground(0, brush if tally.state is Balance.UNBALANCED else QBrush())
        item.setForeground(1, brush)
        spoken = f"{tally.identity.place}，{tally.state.value}，{_sides(tally)}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _show_group(self, group: QTreeWidgetItem) -> None:
        tallies: list[Tally] = [group.child(n).data(0, TALLY) for n in range(group.childCount())]
        wrong = sum(t.state is Balance.UNBALANCED for t in tallies)
        blank = sum(t.state is Balance.UNFILLED for t in tallies)
        state = Balance.UNBALANCED if wrong else Balance.UNFILLED if blank else Balance.BALANCED
        counted = wrong or blank or len(tallies)
        group.setText(0, f"{state.sign} {counted} {state.value}　{tallies[0].identity.name}")
        group.setForeground(0, QBrush(self.theme.color(self.theme.balance(state))))
        if wrong:
            group.setExpanded(True)

    def _show_summary(self) -> None:
        table = self._table
        count = self._document.inspection.board.count(table.id if table else None)
        if table and not sum(count.values()):
            self.summary.setText(f"本表 {len(table.figures)} 格没有勾稽关系，请逐格核对")
            return
        parts = []
        for state in _GRAVEST_FIRST:
            color = getattr(self.theme, self.theme.balance(state))
            shade = color if count[state] else self.theme.quiet
            told = f"{state.sign} {count[state]} {state.value}"
            parts.append(f"<span style='color:{shade}'>{told}</span>")
        self.summary.setText(("本表勾稽　" if table else "全部勾稽　") + "　".join(parts))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        tally = item.data(0, TALLY)
        if isinstance(tally, Tally):
            self.tally_picked.emit(tally)

    def _settle(self) -> None:
        """Let every printed total that differs go back to its sum, as one step."""
        settled: list[Finding] = [f for f in self._document.inspection.findings if f.settles]
        edits = [SetFigure(f.settles, "") for f in settled if f.settles]
        self._document.edit(edits, "总计改用各项之和")


def _sides(tally: Tally) -> str:
    """Show both sides with the sign between them, and the difference."""
    if tally.state is Balance.UNFILLED:
        return f"缺 {len(tally.missing)} 格"
    if tally.state is Balance.BALANCED:
        return f"{tally.left} = {tally.right}"
    return f"{tally.left} ≠ {tally.right}　差 {tally.difference}"


def _tally_tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setIndentation(tree.fontMetrics().height() // 2)
    tree.setRootIsDecorated(True)
    tree.setUniformRowHeights(True)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setAccessibleName("勾稽关系")
    head = tree.header()
    head.setStretchLastSection(True)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    return tree
