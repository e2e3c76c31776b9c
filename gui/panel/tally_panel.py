"""The panel at the right: the tallies of the table in hand, what to change, findings, the cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from core.checks.causes import differing_totals
from core.checks.tally import GRAVEST_FIRST, Tally
from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edits import SetFigure
from core.report.finding import Finding
from gui.look.theme import Theme
from gui.panel.cell_card import CellCard
from gui.panel.findings_list import FindingsList
from gui.panel.repair_search import RepairSearch
from gui.panel.suggestion_box import SuggestionBox
from gui.panel.tally_tree import TallyTree
from gui.state.document import Document
from gui.words.rich_text import RichLabel, joined, markup

TREE_PART = 40
"""The hundredth part of what tallies and findings have together that is the tallies' at least."""


class TallyPanel(QWidget):
    """Composes its parts and lets them follow the document."""

    tally_picked = Signal(object)
    """A tally was clicked."""
    finding_picked = Signal(object)
    """A finding was clicked."""
    text_repaired = Signal(object)
    """A text was put right from the list, at a `Spot`."""
    suggestion_shown = Signal(object)
    """A `Suggestion` is pointed at (None: no longer)."""
    suggestion_adopted = Signal(object)
    """A `Suggestion` was applied."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.theme = theme
        self._document = document
        self._section = ""
        self._table: TableSection | None = None
        self._summed_up: tuple[object, ...] = ()
        """What the summary tells now."""
        self._is_divided_by_hand = False
        self._changed_cell: Address | None = None
        """The cell in hand, while it is told of anew with the next findings."""
        self._is_fresh = False
        """Whether the texts were just read, and nobody has typed since."""
        self.summary = RichLabel()
        self.tree = TallyTree(theme)
        self.suggestions = SuggestionBox(document)
        self.suggestions.before = self.tree
        self.search = RepairSearch(document, self)
        self.findings = FindingsList(document, theme)
        self.findings_title = QLabel()
        self.settle = QPushButton()
        self.card = CellCard(document, theme)
        self._compose()
        self._connect()

    def attach(self, section: str) -> None:
        """Show the tallies of a table; beside a written part those of the whole report."""
        self._section = section
        board = self._document.inspection.board
        tables = self._document.report.form.tables
        self._table = next((table for table in tables if table.id == section), None)
        is_table = self._table is not None
        tallies = board.of_section(section) if is_table else board.tallies
        self.tree.attach(tallies, is_table=is_table)
        self.card.setVisible(is_table)
        self.findings.close_note()
        self._changed_cell = None
        self._is_fresh = False
        self._show_summary()
        self.show_findings()
        self.suggestions.forget()
        self.search.attach(section)
        self.share_height()

    def follow(self, moved: list[Tally]) -> None:
        """Show the tallies that moved and the summary."""
        self._is_fresh = False
        if self.tree.follow(moved):
            self._show_summary()

    def show_findings(self) -> None:
        """Show the findings of the whole report, and what is known of a cell that was changed."""
        inspection = self._document.inspection
        if self._changed_cell is not None:
            self.show_cell(self._changed_cell)
        self.findings.show_findings()
        self.findings_title.setText(inspection.open_in_words())
        self._show_settling()

    def catch_up(self) -> None:
        """Suggest and share the height anew, now that the texts of a new report are read."""
        self.search.catch_up()
        self._is_fresh = True
        self.share_height()

    def show_cell(self, address: Address | None) -> None:
        """Tell about the cell in hand, and stress its tallies."""
        self._changed_cell = None
        self.tree.stress(self._document.inspection.board.of(address) if address else ())
        self.card.show_cell(address)

    def show_cell_late(self, address: Address | None) -> None:
        """Tell about the cell in hand with the next findings: with each digit it would be late."""
        if address is None:
            self.show_cell(None)
        self._changed_cell = address

    def show_finding(self, finding: Finding) -> None:
        """Mark the finding that was gone to in the list."""
        self.findings.select(finding)

    def show_tally(self, tally: Tally) -> None:
        """Tell both sides of the tally in hand."""
        self._changed_cell = None
        self.card.show_tally(tally)

    def commit(self) -> None:
        """Take over what is still being typed."""
        self.findings.editor.settle()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = self.tree.theme = self.card.theme = theme
        self.findings.wear(theme)
        self.card.take_height(self.height())
        if self._document.is_open:
            self.attach(self._section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.take_height(self.height())
        self.share_height()

    def share_height(self) -> None:
        """Show as many tallies as fit above what the findings need; the card takes what is left.

        Only when another page or another window asks: nothing may move while somebody types.
        """
        layout = self.layout()
        if self._is_divided_by_hand or layout is None:
            return
        self.card.take_height(self.height())
        layout.activate()
        whole = self.split.height() - self.split.handleWidth()
        beside = self.below.minimumSizeHint().height() - self.findings.minimumHeight()
        needed = beside + max(self.findings.content_height(), self.findings.minimumHeight())
        most = max(whole - needed, whole * TREE_PART // 100)
        tree = max(self.tree.minimumHeight(), min(self.tree.content_height(), most))
        base = self.card.sizeHint().height()
        self.card.take_height(self.height(), max(0, whole - tree - needed))
        layout.activate()
        whole -= self.card.sizeHint().height() - base
        self.split.setSizes([tree, max(1, whole - tree)])

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(0, step, step, step)
        column.setSpacing(step)
        column.addWidget(self.summary)
        split = self.split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.tree)
        below = self.below = QWidget(split)
        rest = QVBoxLayout(below)
        rest.setContentsMargins(0, step, 0, 0)
        rest.setSpacing(step)
        rest.addWidget(self.suggestions)
        rest.addWidget(self.findings_title)
        rest.addWidget(self.findings, 1)
        rest.addWidget(self.settle)
        split.addWidget(below)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 5)
        split.setChildrenCollapsible(False)
        split.splitterMoved.connect(lambda _at, _index: self._divide_by_hand())
        self.tree.lower()  # a splitter tells its parts to a screen reader last to first
        column.addWidget(split, 1)
        column.addWidget(self.card)
        # On a low screen, or with large type, each of the parts gives up some of its lines.
        few = 2 * (self.fontMetrics().lineSpacing() + step)
        self.tree.setMinimumHeight(few)
        self.findings.setMinimumHeight(few)

    def _divide_by_hand(self) -> None:
        self._is_divided_by_hand = True

    def _connect(self) -> None:
        self.tree.picked.connect(self.tally_picked)
        self.tree.expanded.connect(lambda _index: self.share_height())
        self.tree.collapsed.connect(lambda _index: self.share_height())
        self.findings.picked.connect(self.finding_picked)
        self.findings.repaired.connect(self.text_repaired)
        self.settle.clicked.connect(self._settle)
        self.search.outdated.connect(self._forget_suggestions)
        self.search.found.connect(self.suggestions.show_found)
        self.suggestions.shown.connect(self.suggestion_shown)
        self.suggestions.adopted.connect(self.suggestion_adopted)
        self.suggestions.fitted.connect(self._make_room)

    def _make_room(self) -> None:
        """Share the height once what came with the texts of a new report is laid out."""
        if self._is_fresh:
            self.share_height()

    def _forget_suggestions(self) -> None:
        """Let outdated suggestions vanish at once; their place stays while the table fails."""
        self.suggestions.forget()
        if not self.search.is_failing:
            self.search.search()

    def _show_summary(self) -> None:
        table = self._table
        count = self._document.inspection.board.count(table.id if table else None)
        now = (table, tuple(count[state] for state in GRAVEST_FIRST), self.theme)
        if now == self._summed_up:
            return
        self._summed_up = now
        if table and not sum(count.values()):
            words = f"本表 {len(table.figures)} 格没有勾稽关系，请逐格核对"
            self.summary.setText(words)
            self.summary.setAccessibleName(words)
            return
        head = "本表勾稽" if table else "全部勾稽"
        parts = [markup("{}", head)]
        for state in GRAVEST_FIRST:
            color = getattr(self.theme, self.theme.balance(state))
            shade = color if count[state] else self.theme.quiet
            told = f"{state.sign} {count[state]} {state.value}"
            parts.append(markup("<span style='color:{}'>{}</span>", shade, told))
        self.summary.setText(joined(parts, "　"))
        told = "，".join(f"{count[state]} 条{state.value}" for state in GRAVEST_FIRST)
        self.summary.setAccessibleName(f"{head}：{told}")

    def _show_settling(self) -> None:
        """Offer the sums while a printed total differs, even where another cell is suspected.

        The clerk has the paper: nothing but this button says how a total that the program computes
        comes to be its sum.
        """
        inspection = self._document.inspection
        differing = differing_totals(inspection.report, inspection.board)
        is_suspect = any(finding.suspect is not None for finding in inspection.known)
        count = len(differing)
        usual, still = f"全部{count}处总计改用各项之和", f"仍把全部{count}处总计改用各项之和"
        self.settle.setText(still if is_suspect else usual)
        warning = "上面指出了可能填错的格，请先核对它；总计确实印错了，再" if is_suspect else ""
        self.settle.setToolTip(f"{warning}把来源印的总计改成程序相加得出的数，可以撤销")
        self.settle.setVisible(bool(differing))

    def _settle(self) -> None:
        """Let every printed total that differs go back to its sum, as one step."""
        inspection = self._document.inspection
        differing = differing_totals(inspection.report, inspection.board)
        self.findings.setFocus()  # the button goes
        edits = [SetFigure(address, "") for address in differing]
        self._document.edit(edits, "总计改用各项之和")
