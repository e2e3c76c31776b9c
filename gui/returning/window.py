"""The changes in a returned Word document, taken over one by one (回流)."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.report.text_changes import in_one_line, pieces
from core.returning.consequences import NOTHING, Consequence, consequences, harmless
from core.returning.proposals import (
    Proposal,
    Standing,
    comments_on,
    edits_for,
    proposals,
    unread,
)
from core.returning.returned import Basis, Comment, Returned, find_basis
from core.sharing.coming_back import beyond_words
from gui.kit.fields import dialog_column
from gui.kit.undo_keys import offer_undo
from gui.look.theme import Theme
from gui.returning.panes import Panes
from gui.state.document import Document
from gui.words.plain_text import literal_title

_KEY = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_BREAKS = "≠ 改后不平"
_BEGUN = "分开填写时"
"""What both sides of a part or a copy began from is called."""


class ReturnWindow(QDialog):
    """Lists what the other side changed; nothing enters the report before 采纳 is pressed."""

    taken = Signal(str)
    """Changes were taken over; what was done, in words."""

    def __init__(
        self,
        document: Document,
        returned: Returned,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        is_part = returned.portion is not None
        title = f"合并：{returned.label}" if is_part else f"读回修改过的文档：{returned.name}"
        self.setWindowTitle(literal_title(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._returned = returned
        self._basis: Basis = find_basis(returned, document.report, document.history)
        self._proposals: dict[tuple[str, ...], Proposal] = {}
        self._consequences: dict[tuple[str, ...], Consequence] = {}
        self._ticked: set[tuple[str, ...]] = set()
        self._is_filling = False
        self.summary, self.place, self.verdict, self.said = (QLabel() for _ in range(4))
        self.tree = QTreeWidget()
        self.panes = Panes(theme)
        if is_part:
            self.panes.name_exported(_BEGUN)
        self.choose = QPushButton("勾选无妨的(&M)")
        self.take = QPushButton()
        self.take.setProperty("main", True)
        self.leave = QPushButton("关闭(&C)")
        self._compose()
        self.tree.itemChanged.connect(self._tick)
        self.tree.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.choose.clicked.connect(self._choose_harmless)
        self.take.clicked.connect(self._take)
        document.changed.connect(self._refresh)
        document.replaced.connect(self.close)
        self._refresh()
        self._go_to_first()
        self.tree.setFocus()

    @property
    def returned(self) -> Returned:
        """What came back."""
        return self._returned

    def say_that_more_follow(self, count: int) -> None:
        """Have the button that closes this window say that as many files come behind it."""
        self.leave.setText(f"看下一份，还有{count}份(&C)")

    def wear(self, theme: Theme) -> None:
        """Take on other colours."""
        self.panes.theme = theme
        self._show(self.tree.currentItem())

    def _compose(self) -> None:
        column = dialog_column(self)
        for label in (self.summary, self.place, self.verdict, self.said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.setAccessibleName("采纳以后")
        self.said.setAccessibleName("批注")
        column.addWidget(self.summary)
        self._set_up_tree()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self._side())
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column.addWidget(split, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.choose, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ApplyRole)
        buttons.rejected.connect(self.reject)
        self.choose.setToolTip("勾选只有对方改了、也不破坏勾稽关系的各处")
        for button in (self.choose, self.leave, self.take):
            button.setAutoDefault(False)  # Enter in the list is to do nothing
        column.addWidget(buttons)
        offer_undo(self, self._document.undo_stack)
        wide, screen = self.fontMetrics().horizontalAdvance("汉"), self.screen().availableSize()
        self.resize(
            min(wide * 92, screen.width() * 9 // 10), min(wide * 46, screen.height() * 4 // 5)
        )

    def _set_up_tree(self) -> None:
        self.tree.setHeaderLabels(["改动", "情况"])
        self.tree.setAccessibleName("对方的改动")
        self.tree.setWordWrap(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(self.fontMetrics().height() // 2)
        wide = self.fontMetrics().horizontalAdvance("汉")
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(lambda *_: self._fit())
        self.tree.setColumnWidth(1, wide * 8)
        self.tree.setMinimumWidth(wide * 24)

    def _side(self) -> QWidget:
        """Make what stands right of the list: the change in hand in its versions."""
        side = QWidget()
        rest = QVBoxLayout(side)
        rest.setContentsMargins(self.fontMetrics().height() // 2, 0, 0, 0)
        rest.setSpacing(self.fontMetrics().height() // 2)
        rest.addWidget(self.place)
        rest.addWidget(self.panes, 1)
        rest.addWidget(self.verdict)
        rest.addWidget(self.said)
        begun = "导出时" if self._returned.portion is None else _BEGUN
        key = QLabel(f"带下划线的是加上的，带删除线的是删去的，都和{begun}相比。")
        key.setProperty("quiet", True)
        key.setWordWrap(True)
        rest.addWidget(key)
        return side

    def _refresh(self, *_change: object) -> None:
        """Hold everything against the report as it is now."""
        if not self._document.is_open:
            return
        report = self._document.report
        found = proposals(self._returned, self._basis, report)
        self._proposals = {p.key: p for p in found if p.standing is not Standing.SAME}
        self._ticked &= self._proposals.keys()
        self._summarise(len(found) - len(self._proposals))
        chosen = self.tree.selectedItems()
        self._fill(_key(chosen[0]) if chosen else None)
        self._count()

    def _summarise(self, same: int) -> None:
        tracked = "，".join(
            f"{who or '没有署名'}{count}处" for who, count in self._returned.tracked
        )
        told = (*self._returned.told, *beyond_words(self._returned, self._basis.report))
        words = [self._basis.words, *(f"{each}。" for each in told)]
        if self._returned.tracked:
            words.append(f"文档里有修订（{tracked}），按全部接受来看。")
        if self._returned.comments:
            words.append(f"批注{len(self._returned.comments)}条。")
        open_count = len(self._proposals)
        words.append(f"还有{open_count}处改动可以采纳。" if open_count else "✓ 没有要采纳的改动。")
        if same:
            words.append(f"另有{same}处，现在的报告已经一样。")
        self.summary.setText("".join(words))

    def _fill(self, current: tuple[str, ...] | None) -> None:
        self._is_filling = True
        self.tree.clear()
        for part, those in groupby(self._proposals.values(), key=lambda p: p.part):
            head = self._add(None, part, "")
            for proposal in those:
                words = f"{proposal.standing.sign} {proposal.place}"
                item = self._add(head, words, proposal.standing.value)
                item.setData(0, _KEY, proposal.key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, _state(proposal.key in self._ticked))
                if current == proposal.key:
                    self.tree.setCurrentItem(item)
        unsure = unread(self._returned, self._basis, self._document.report)
        self._add_words(
            "没有读准、没有对照的",
            [(u.place or u.part, "？ 请对照文档", f"{u.part}　{u.words}") for u in unsure],
        )
        loose = [c for c in self._returned.comments if not self._is_beside(c)]
        self._add_words(
            "批注",
            [
                (c.remark.words, "这里没有改动", f"{self._about(c)}　{c.remark.words}")
                for c in loose
            ],
        )
        self.tree.expandAll()
        self._is_filling = False

    def _add_words(self, title: str, lines: list[tuple[str, str, str]]) -> None:
        """List what is only to be read: the line, what is told of it, the whole of it."""
        if lines:
            head = self._add(None, title, "")
            for words, told, whole in lines:
                self._add(head, words, told).setData(0, _WORDS, whole)

    def _is_beside(self, comment: Comment) -> bool:
        return any(comment in comments_on(p, self._returned) for p in self._proposals.values())

    def _about(self, comment: Comment) -> str:
        form, remark = self._document.report.form, comment.remark
        if comment.address is not None:
            return form.figures[comment.address].place
        where = form.text(comment.section).heading if comment.section else remark.place.spot
        return f"{where}“{remark.quote}”" if remark.quote else where

    def _add(self, head: QTreeWidgetItem | None, words: str, told: str) -> QTreeWidgetItem:
        if head is None:
            item = QTreeWidgetItem(self.tree, [words, told])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setFirstColumnSpanned(True)
        else:
            item = QTreeWidgetItem(head, [words, told])
        item.setToolTip(0, words)
        item.setToolTip(1, told)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        """Return the lines that stand for a change."""
        found = []
        for n in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(n)
            if head is not None:
                found += [head.child(k) for k in range(head.childCount())]
        return [item for item in found if _key(item) is not None]

    def _fit(self) -> None:
        """Make every line as high as its words need; the view itself reckons with one line."""
        metrics = self.tree.fontMetrics()
        taken = 3 * metrics.height() + self.tree.indentation()
        """What the box and the spaces around take of the first column."""
        self._is_filling = True
        for item in self._items():
            height = 0
            for column, off in ((0, taken), (1, metrics.height())):
                room = QRect(0, 0, max(self.tree.columnWidth(column) - off, 1), 10_000)
                wrap = int(Qt.TextFlag.TextWordWrap)
                height = max(height, metrics.boundingRect(room, wrap, item.text(column)).height())
            item.setSizeHint(0, QSize(0, height + metrics.height() // 2))
        self._is_filling = False

    def _go_to_first(self) -> None:
        items = self._items()
        if items:
            self.tree.setCurrentItem(items[0])
        else:
            self._show(None)

    def _tick(self, item: QTreeWidgetItem) -> None:
        key = _key(item)
        if self._is_filling or key is None:
            return
        if item.checkState(0) is Qt.CheckState.Checked:
            self._ticked.add(key)
        else:
            self._ticked.discard(key)
        self._count()

    def _choose_harmless(self) -> None:
        found = harmless(self._proposals.values(), self._document.report, self._returned.report)
        self._ticked |= {proposal.key for proposal in found}
        self._is_filling = True
        for item in self._items():
            item.setCheckState(0, _state(_key(item) in self._ticked))
        self._is_filling = False
        self._count()

    def _count(self) -> None:
        """Tell of every figure what it would do together with those that are ticked."""
        ticked = [p for p in self._proposals.values() if p.key in self._ticked]
        self._consequences = dict(
            consequences(
                self._proposals.values(), ticked, self._document.report, self._returned.report
            )
        )
        self._is_filling = True
        for item in self._items():
            proposal = self._proposals[_key(item) or ()]
            breaks = self._consequences.get(proposal.key, NOTHING).breaks
            told = proposal.standing.value + (f"；{_BREAKS}" if breaks else "")
            item.setText(1, told)
            item.setToolTip(1, told)
            spoken = f"{proposal.part}，{proposal.place}，{told}"
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._is_filling = False
        self._fit()
        self.take.setText(f"采纳勾选的{len(ticked)}处(&A)" if ticked else "请先勾选要采纳的改动")
        self.take.setEnabled(bool(ticked))
        self._show(self.tree.currentItem())

    def _show(self, item: QTreeWidgetItem | None) -> None:
        key = None if item is None else _key(item)
        proposal = None if key is None else self._proposals.get(key)
        self.panes.show_proposal(proposal)
        if proposal is None:
            self.place.setText("" if item is None else item.data(0, _WORDS) or item.text(0))
            self._tell(self.verdict, "")
            self._tell(self.said, "")
            return
        self.place.setText(f"{proposal.part}　{proposal.place}")
        known = self._consequences.get(proposal.key, NOTHING)
        self._tell(self.verdict, "\n".join((*_warnings(proposal), *known.words)))
        self.verdict.setProperty("fault", bool(known.breaks))
        self.verdict.style().polish(self.verdict)
        said = comments_on(proposal, self._returned)
        self._tell(self.said, "\n".join(f"批注　{comment.remark.words}" for comment in said))

    def _tell(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _take(self) -> None:
        self._document.settle()
        taken = [p for p in self._proposals.values() if p.key in self._ticked]
        edits = edits_for(taken, self._returned, self._basis, self._document.report)
        if self._document.edit(edits, f"采纳{self._returned.label}的改动"):
            self.taken.emit(f"采纳了{len(taken)}处改动，Ctrl+Z 可以撤销。")
        if not self.tree.selectedItems():
            self._go_to_first()


def _key(item: QTreeWidgetItem) -> tuple[str, ...] | None:
    """Return which change a line stands for; None where it stands for none."""
    key: object = item.data(0, _KEY)
    return tuple(map(str, key)) if isinstance(key, tuple | list) else None


def _state(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked


def _warnings(proposal: Proposal) -> tuple[str, ...]:
    if proposal.standing is Standing.CONFLICT:
        lost = "，现在的改动就没有了" if proposal.now != proposal.exported else ""
        return (f"≠ 这一处双方都改了，采纳后照对方的写{lost}。",)
    if proposal.standing is Standing.APART:
        changed = in_one_line(pieces(proposal.now, proposal.result))
        return (
            "＋ 双方都改了这一段，改的不在同一处，采纳后双方的改动都留下。",
            f"和现在相比：{changed}",
        )
    if proposal.is_emptied:
        return ("对方删去了这一处，采纳后这里就没有内容了。",)
    return ()
