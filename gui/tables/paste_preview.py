"""What a pasted block would do, laid over the form, before anything changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.clipboard.placing import LeftOut
from core.clipboard.plan import CellFate, PastePlan, PlannedCell
from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.report import Report
from gui.kit.fields import closing_buttons, dialog_column
from gui.look.theme import Theme
from gui.tables.paste_grid import PasteGrid

_ADDRESS = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 200
"""Lines of texts that go nowhere for one reason; nobody reads more of them."""


class PastePreview(QDialog):
    """Shows a plan; nothing enters the report before the clerk says so."""

    def __init__(
        self, plan: PastePlan, report: Report, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴前看一看")
        self.plan = plan
        self._report = report
        self.grid = PasteGrid(plan, report, theme)
        self.list = QListWidget()
        self.clear = QCheckBox(f"空白处也清空（{len(plan.of(CellFate.KEPT))}格）(&K)")
        refused = plan.refused_totals
        what = "不符的" if plan.of(CellFate.DIFFERS) else "还算不出的"
        self.totals = QCheckBox(f"{what}总计也照贴（{len(refused)}格）(&Z)")
        self.take = QPushButton()
        self._fill_list()
        self._compose()
        self.list.currentItemChanged.connect(self._show_item)
        self.clear.toggled.connect(self._count)
        self.totals.toggled.connect(self._count)
        self._count()
        self.list.setFocus()

    def edits(self) -> tuple[SetFigure, ...]:
        """Return the edits as the clerk wants them."""
        return self.plan.edits(clear=self.clear.isChecked(), totals=self.totals.isChecked())

    def count(self) -> int:
        """Count the cells that will show what was pasted."""
        count = len(self.plan.landed)
        count += len(self.plan.of(CellFate.KEPT)) if self.clear.isChecked() else 0
        return count + (len(self.plan.refused_totals) if self.totals.isChecked() else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grid.show_first()

    def _compose(self) -> None:
        column = dialog_column(self)
        for words in (self._summary(), *self.plan.remarks):
            label = QLabel(words)
            label.setWordWrap(True)
            column.addWidget(label)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.grid)
        split.addWidget(self._side())
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.widget(1).setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 26)
        column.addWidget(split, 1)
        buttons = closing_buttons(self, self.take)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        wide = self.fontMetrics().horizontalAdvance("汉")
        screen = self.screen().availableSize()
        # The form itself is to be read here: most of a small screen, but not all of a large one.
        self.resize(
            min(wide * 104, screen.width() * 19 // 20),
            min(wide * 64, screen.height() * 17 // 20),
        )

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self.list, 1)
        self.clear.setVisible(bool(self.plan.of(CellFate.KEPT)))
        self.totals.setVisible(bool(self.plan.refused_totals))
        column.addWidget(self.clear)
        column.addWidget(self.totals)
        words = QLabel("表中：“旧 → 新”是改动，“?”请核对，“≠”总计不符，“✓”总计相符。")
        words.setProperty("quiet", True)
        words.setWordWrap(True)
        column.addWidget(words)
        return side

    def _summary(self) -> str:
        counts = [(fate, len(self.plan.of(fate))) for fate in CellFate]
        parts = [f"{fate.value}{count}格" for fate, count in counts if count]
        if self.plan.left_out:
            parts.append(f"没有放{len(self.plan.left_out)}处")
        return f"{self.plan.table.heading}：{'，'.join(parts)}。点“粘贴”以前，报告不会改动。"

    def _fill_list(self) -> None:
        plan = self.plan
        self.list.setWordWrap(True)
        self.list.setSpacing(1)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("需要核对的地方")
        doubtful = [
            cell
            for cell in plan.doubts
            if cell.fate in {CellFate.NEW, CellFate.SAME, CellFate.CHANGED}
        ]
        self._add_cells("? 请核对", doubtful)
        for fate in (CellFate.DIFFERS, CellFate.USELESS):
            self._add_cells(f"≠ {fate.value}", plan.of(fate))
        self._add_cells(f"○ {CellFate.UNSUMMED.value}", plan.of(CellFate.UNSUMMED))
        self._add_cells("○ 贴来的是空白", plan.of(CellFate.KEPT))
        for why in dict.fromkeys(left.why for left in plan.left_out):
            alike = [left for left in plan.left_out if left.why == why]
            self._add_heading(f"× {why}（{len(alike)}处）")
            lines = _by_line(alike)
            for words in lines[:_MOST_SHOWN]:
                self._add(words)
            if len(lines) > _MOST_SHOWN:
                self._add(f"另有{len(lines) - _MOST_SHOWN}行")
        self._add_cells("→ 会改掉原来的数", [c for c in plan.of(CellFate.CHANGED) if not c.why])
        if self.list.count() == 0:
            self._add_heading("✓ 没有需要核对的地方")

    def _add_cells(self, title: str, cells: Sequence[PlannedCell]) -> None:
        if not cells:
            return
        self._add_heading(f"{title}（{len(cells)}格）")
        for cell in cells:
            words = cell.why
            if cell.fate is CellFate.CHANGED:
                words = f"{cell.before}改成{cell.text}" + (f"；{words}" if words else "")
            elif cell.fate is CellFate.NEW:
                words = f"{cell.text}；{words}"
            place = self._report.form.figures[cell.address].place
            self._add(f"{place}：{words}").setData(_ADDRESS, str(cell.address))

    def _add_heading(self, words: str) -> None:
        item = self._add(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    def _add(self, words: str) -> QListWidgetItem:
        item = QListWidgetItem(words, self.list)
        item.setToolTip(words)
        return item

    def _show_item(self, item: QListWidgetItem | None) -> None:
        address = item.data(_ADDRESS) if item is not None else None
        if address:
            self.grid.go_to(Address(address))

    def _count(self) -> None:
        is_something = bool(self.edits())
        count = self.count()
        self.take.setText(f"粘贴这{count}格" if is_something else "没有要改动的格")
        self.take.setEnabled(is_something)


def _by_line(left_out: Sequence[LeftOut]) -> list[str]:
    """Put the texts of one line of the block together."""
    words = []
    for _, alike in groupby(left_out, key=lambda left: left.slot[0]):
        first, *others = alike
        texts = "　".join(left.text for left in (first, *others))
        to = f"—{others[-1].slot[1] + 1}" if others else ""
        words.append(f"{first.spot.removesuffix('列')}{to}列：{texts}")
    return words
