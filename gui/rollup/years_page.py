"""The third page (对比上年): what moved from last year to this, unit by unit, outliers first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.figures.address import Address
from core.figures.value import Number, show
from core.rollup.outliers import YearChange, carried_over, changes
from core.rollup.survey import UnitRow
from core.rollup.taken import unpack
from core.rollup.unit import plain_name
from gui.look.theme import Theme
from gui.rollup.columns import ListColumn
from gui.rollup.listing import Listing, ListingLine
from gui.rollup.page import RollupPage
from gui.rollup.state import RollupState

_COLUMNS = (
    ListColumn("单位", 14),
    ListColumn("哪一格"),
    ListColumn("上年", 7, is_number=True),
    ListColumn("今年", 7, is_number=True),
    ListColumn("增减", 7, is_number=True),
    ListColumn("怎么回事", 16),
)
_HINT = (
    "还没有上年的数。各单位的年报里带着上年的数，就会列在这里；"
    "上年的汇总文件夹放在这一份旁边，会自动对上；放在别处，可以选它。"
)
_MOST = 20_000


class YearsPage(RollupPage):
    """Holds every unit's report against the one of the year before."""

    opened = Signal(str, object)
    """The report of this unit (its key) shall be opened at this cell."""
    last_wanted = Signal()
    """Last year's project shall be chosen."""
    plot_wanted = Signal(object)
    """The picture of this cell (Address, or None) across the units shall be shown."""

    def __init__(self, state: RollupState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self._last: dict[str, Mapping[Address, Number | None]] = {}
        self.told = QLabel(_HINT)
        self.all = QCheckBox("连同变化不大的(&N)")
        self.choose = QPushButton("选上年的汇总(&P)…")
        self.plot = QPushButton("画图(&T)…")
        self.listing = Listing("与上年相差的数", _COLUMNS, theme)
        self._compose()
        self.choose.clicked.connect(self.last_wanted)
        self.all.toggled.connect(lambda _on: self.catch_up(force=True))
        self.plot.clicked.connect(lambda: self.plot_wanted.emit(self.address))
        self.listing.opened.connect(self._open)

    def take_last(self, rows: Iterable[UnitRow], form_figures: Mapping[str, object]) -> int:
        """Take last year's figures from its project; returns how many units were found in it.

        ``form_figures`` are the forms of its reports, by edition.
        """
        self._last = {}
        names = {
            plain_name(name): row.unit.key
            for row in self._state.rows.values()
            for name in row.unit.names
        }
        for row in rows:
            form = form_figures.get(row.taken.edition) if row.taken is not None else None
            key = names.get(plain_name(row.unit.name))
            if key is not None and row.taken is not None and form is not None:
                self._last[key] = unpack(row.taken.figures, form)  # type: ignore[arg-type]
        self.catch_up(force=True)
        return len(self._last)

    @property
    def has_last(self) -> bool:
        """Tell whether figures of last year's project are shown."""
        return bool(self._last)

    def last(self) -> dict[str, Mapping[Address, Number | None]]:
        """Return last year's figures of the units, by key, so far as they are known."""
        found = {key: self._last_of(row) for key, row in self._state.rows.items()}
        return {key: figures for key, figures in found.items() if figures is not None}

    def focus_page(self) -> None:
        """Give the keys to the list."""
        self.listing.setFocus()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.listing.wear(theme)

    def renew(self) -> None:
        form = self._state.project.form
        found: list[YearChange] = []
        lines: list[ListingLine] = []
        compared = 0
        for row in self._state.rows.values():
            last = self._last_of(row)
            if last is None or row.taken is None or row.taken.edition != form.edition:
                continue
            compared += 1
            now = row.taken.unpacked(form)
            found += changes(row.unit.key, row.unit.name, form, last, now)
            lines += [
                _line(
                    row,
                    carried.to,
                    carried.left,
                    carried.begun,
                    "上年结转对不上",
                    "unbalanced",
                    self._state,
                )
                for carried in carried_over(form, last, now)
                if carried.is_right is False
            ]
        outliers = sorted((c for c in found if c.weight), key=lambda c: -c.weight)
        rest = [c for c in found if not c.weight] if self.all.isChecked() else []
        lines += [self._change(change) for change in [*outliers, *rest][:_MOST]]
        self.listing.show_lines(lines)
        if not compared:
            self.told.setText(_HINT)
        else:
            wrong = len(lines) - len(outliers) - len(rest[:_MOST])
            carried = f"上年结转对不上{wrong}处，" if wrong > 0 else ""
            self.told.setText(
                f"{compared}个单位有上年的数：{carried}变化特别大{len(outliers)}处，"
                f"其余有变化的{len(found) - len(outliers)}处。回车打开那个单位的报告。"
            )

    def _last_of(self, row: UnitRow) -> Mapping[Address, Number | None] | None:
        known = self._last.get(row.unit.key)
        if known is not None:
            return known
        taken = row.taken
        if taken is None or not taken.prior_figures:
            return None
        return unpack(taken.prior_figures, self._state.project.form)

    def _change(self, change: YearChange) -> ListingLine:
        row = self._state.rows[change.key]
        words = _words(change.last, change.now) if change.weight else ""
        role = "unfilled" if change.weight else "ink"
        return _line(row, change.address, change.last, change.now, words, role, self._state)

    @property
    def address(self) -> Address | None:
        """The cell of the line in hand."""
        at, lines = self.listing.currentIndex().row(), self.listing.listed.lines
        key = lines[at].key if 0 <= at < len(lines) else None
        return key[1] if isinstance(key, tuple) else None

    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            self.opened.emit(*key)

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(0, step, 0, 0)
        column.setSpacing(step)
        self.told.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(self.all)
        row.addWidget(self.choose)
        row.addWidget(self.plot)
        column.addLayout(row)
        column.addWidget(self.listing, 1)


def _line(
    row: UnitRow,
    address: Address,
    last: Number | None,
    now: Number | None,
    words: str,
    role: str,
    state: RollupState,
) -> ListingLine:
    figure = state.project.form.figures[address]
    moved = "" if last is None or now is None else show(now - last, figure.kind)
    sign = "+" if last is not None and now is not None and now > last else ""
    texts = (
        row.unit.name,
        figure.place,
        "空着" if last is None else show(last, figure.kind),
        "空着" if now is None else show(now, figure.kind),
        f"{sign}{moved.lstrip('+')}",
        words,
    )
    return ListingLine(texts, (row.unit.key, address), role)


def _words(last: Number | None, now: Number | None) -> str:
    if not last or not now:
        return "从无到有" if now else "变为0"
    this, before = abs(Decimal(now)), abs(Decimal(last))
    times = max(this / before, before / this)
    grown = "是上年的" if this > before else "上年是今年的"
    return f"{grown}{times:.1f}倍"
