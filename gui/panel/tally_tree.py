"""The tree of tallies: every identity of the table in hand, with its state and both sides."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QContextMenuEvent, QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.checks.tally import Balance, Tally
from core.checks.tally_words import sides, spoken_sides
from gui.look.theme import Theme

TALLY = Qt.ItemDataRole.UserRole


class TallyTree(QTreeWidget):
    """Shows tallies in groups, one for each rule; what fails is opened."""

    picked = Signal(object)
    """A tally was clicked or entered."""
    menu_wanted = Signal(QPoint)
    """The context menu of the tally in hand shall open at this place of the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tallies: tuple[Tally, ...] = ()
        """Those that are shown, in the order of the form."""
        self._leaves: dict[str, QTreeWidgetItem] = {}
        # Kept, and never asked for again by their places: Qt deletes what PySide then wraps anew.
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._members: dict[str, list[Tally]] = {}
        """The tallies of each group, by the name of their rule."""
        self._widths: dict[str, int] = {}
        """What the sides of each tally need in width, in the font of now."""
        self._names = 0
        """What the widest of their names needs."""
        self._stressed: frozenset[str] = frozenset()
        self._states: dict[str, Balance] = {}
        """How each leaf is signed and coloured."""
        self._gravest: dict[str, Balance] = {}
        """What each group is called by."""
        self.setHeaderLabels(["勾稽", "两边"])  # for a screen reader
        self.setHeaderHidden(True)
        self.setIndentation(self.fontMetrics().height() // 2)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("勾稽关系")
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.itemClicked.connect(self._clicked)
        self.itemActivated.connect(self._clicked)

    def attach(self, tallies: tuple[Tally, ...], *, is_table: bool) -> None:
        """Show these tallies; beside a written part, which needs the room, only their groups."""
        self.tallies = tallies
        self._leaves, self._groups, self._members = {}, {}, {}
        self._stressed, self._states, self._gravest = frozenset(), {}, {}
        self.clear()
        groups = self._groups
        for tally in tallies:
            group = groups.get(tally.identity.name)
            if group is None:
                group = QTreeWidgetItem(self)
                group.setFirstColumnSpanned(True)
                groups[tally.identity.name] = group
            self._members.setdefault(tally.identity.name, []).append(tally)
            leaf = QTreeWidgetItem(group, ["", ""])
            leaf.setData(0, TALLY, tally)
            leaf.setToolTip(0, f"{tally.identity.place}：{tally.identity.name}")
            self._leaves[tally.identity.id] = leaf
            self._show_tally(leaf, tally)
        for number, (name, group) in enumerate(groups.items()):
            self._show_group(name)
            few = len(self._members[name]) <= 7
            group.setExpanded(is_table and (number == 0 or few))
        self._measure()
        self.setVisible(bool(tallies))
        lines = 1_000 if is_table else len(groups) + 1
        self.setMaximumHeight(lines * (self.fontMetrics().lineSpacing() + 8))

    @property
    def in_hand(self) -> list[Tally]:
        """The tally of the row in hand, or all those of the group in hand."""
        here, model = self.currentIndex().siblingAtColumn(0), self.model()
        inside = (model.index(row, 0, here) for row in range(model.rowCount(here)))
        rows = (here, *inside) if here.isValid() else ()
        known = (row.data(TALLY) for row in rows)
        return [tally for tally in known if isinstance(tally, Tally)]

    def take(self, tally: Tally) -> None:
        """Take the row of a tally in hand."""
        leaf = self._leaves.get(tally.identity.id)
        if leaf is not None:
            self.setCurrentItem(leaf)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def content_height(self) -> int:
        """Return the height in which every row that is not folded away is seen."""
        rows = sum(
            1 + (len(self._members[name]) if group.isExpanded() else 0)
            for name, group in self._groups.items()
        )
        line = self.sizeHintForRow(0) if rows else 0
        return rows * line + 2 * self.frameWidth() + self.fontMetrics().descent()

    def follow(self, moved: list[Tally]) -> bool:
        """Show the tallies that moved; returns whether any of them has another state now."""
        touched: dict[str, bool] = {}
        """The groups of those, and whether any of its tallies has another state now."""
        for tally in moved:
            leaf, name = self._leaves.get(tally.identity.id), tally.identity.name
            if leaf is not None:
                has_turned = self._show_tally(leaf, tally)
                self._widths[tally.identity.id] = self._width(tally)
                touched[name] = touched.get(name, False) or has_turned
        for name, has_turned in touched.items():
            if has_turned:
                self._show_group(name)
            self._open_failing(name)
        if touched:
            self._fit_columns()
        return any(touched.values())

    def stress(self, tallies: Iterable[Tally]) -> None:
        """Write these tallies strong: those in which the cell in hand stands."""
        mine = frozenset(tally.identity.id for tally in tallies)
        strong = QFont()  # of no size: each row has that of the tree
        strong.setBold(True)
        for font, names in ((None, self._stressed - mine), (strong, mine - self._stressed)):
            for leaf in (self._leaves[name] for name in names if name in self._leaves):
                for column in (0, 1):
                    leaf.setData(column, Qt.ItemDataRole.FontRole, font)
        self._stressed = mine

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        for name in self._groups:
            self._name_group(name)

    def _measure(self) -> None:
        """Measure all tallies anew: they are others, or the font may be."""
        self._widths = {tally.identity.id: self._width(tally) for tally in self.tallies}
        advance = self.fontMetrics().horizontalAdvance
        self._names = max((advance(tally.identity.place) for tally in self.tallies), default=0)
        self._fit_columns()

    def _width(self, tally: Tally) -> int:
        return self.fontMetrics().horizontalAdvance(sides(tally))

    def _fit_columns(self) -> None:
        """Give the names what they need, but never the room of the figures."""
        edges = 4 * self.fontMetrics().height()
        room = self.width() - max(self._widths.values(), default=0) - edges // 2
        self.header().resizeSection(0, max(edges, min(self._names + edges, room)))

    def _show_tally(self, leaf: QTreeWidgetItem, tally: Tally) -> bool:
        """Show a tally; returns whether it has another state now."""
        leaf.setText(1, sides(tally))
        has_turned = self._states.get(tally.identity.id) is not tally.state
        if has_turned:
            self._states[tally.identity.id] = tally.state
            brush = QBrush(self.theme.color(self.theme.balance(tally.state)))
            leaf.setText(0, f"{tally.state.sign} {tally.identity.place}")
            leaf.setForeground(0, brush if tally.state is Balance.UNBALANCED else QBrush())
            leaf.setForeground(1, brush)
        words = f"{tally.identity.place}，{tally.state.value}，{spoken_sides(tally)}"
        leaf.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        leaf.setData(1, Qt.ItemDataRole.AccessibleTextRole, words)
        return has_turned

    def _show_group(self, name: str) -> None:
        self._name_group(name)
        color = self.theme.color(self.theme.balance(self._gravest[name]))
        self._groups[name].setForeground(0, QBrush(color))

    def _open_failing(self, name: str) -> None:
        if self._gravest[name] is Balance.UNBALANCED:
            self._groups[name].setExpanded(True)

    def _name_group(self, name: str) -> None:
        """Name a group by its rule, which is never cut for a word that the sign says too."""
        group, tallies = self._groups[name], self._members[name]
        wrong = sum(t.state is Balance.UNBALANCED for t in tallies)
        blank = sum(t.state is Balance.UNFILLED for t in tallies)
        state = Balance.UNBALANCED if wrong else Balance.UNFILLED if blank else Balance.BALANCED
        counted = wrong or blank or len(tallies)
        metrics = self.fontMetrics()
        told = f"{state.sign} {counted} {state.value}　{name}"
        if metrics.horizontalAdvance(told) > self.viewport().width() - 2 * metrics.height():
            told = f"{state.sign} {counted} {name}"
        group.setText(0, told)
        words = f"{name}，{counted} 条{state.value}"
        group.setToolTip(0, f"{words}\n{tallies[0].identity.basis}")
        for column in (0, 1):
            group.setData(column, Qt.ItemDataRole.AccessibleTextRole, words)
        self._gravest[name] = state

    def _clicked(self, item: QTreeWidgetItem) -> None:
        tally = item.data(0, TALLY)
        if isinstance(tally, Tally):
            self.picked.emit(tally)
