"""What came of a copy that was merged back, unit by unit; where both sides differ, one chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QWidget

from core.base.problem import Problem
from core.rollup.merging import Merged
from core.rollup.resent import change_words
from core.rollup.version import Version
from gui.kit.fields import dialog_column, size_dialog
from gui.look.theme import Theme
from gui.rollup.columns import ListColumn
from gui.rollup.listing import Listing, ListingLine
from gui.rollup.state import RollupState

_COLUMNS = (ListColumn("单位", 16), ListColumn("并入的结果"), ListColumn("", 7))


class MergedDialog(QDialog):
    """Lists the units, conflicts first; ours counts until the other one is chosen."""

    def __init__(
        self,
        state: RollupState,
        merged: Sequence[Merged],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("并入带走的一份")
        self._state = state
        self._merged = sorted(merged, key=lambda each: not each.is_conflict)
        self.chosen: dict[int, bool] = {}
        """By the number of the line: whether the copy's report was chosen."""
        self._before: dict[str, Version] = {}
        count = sum(each.is_conflict for each in merged)
        self.about = QLabel(
            f"{len({each.unit.key for each in merged})}个单位有变化，"
            + (f"{count}处两边不一样，请逐个看。" if count else "没有两边不一样的。")
        )
        self.units = Listing("并入的各单位", _COLUMNS, theme)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.ours = QPushButton("仍用这一份(&B)")
        self.theirs = QPushButton("改用带回的(&D)")
        self._compose()
        self.ours.clicked.connect(lambda: self._choose(takes_theirs=False))
        self.theirs.clicked.connect(lambda: self._choose(takes_theirs=True))
        self.units.entered.connect(lambda _key: self._show())
        self._list()
        self.units.setFocus()

    def _list(self) -> None:
        at = max(self.units.currentIndex().row(), 0)
        self.units.show_lines(
            [
                ListingLine(
                    (each.unit.name, each.words, self._sign(number)),
                    number,
                    "unbalanced" if self._is_open(number) else "ink",
                )
                for number, each in enumerate(self._merged)
            ]
        )
        if self._merged:
            self.units.setCurrentIndex(self.units.listed.index(at, 0))
        self._show()

    def _sign(self, number: int) -> str:
        if number in self.chosen:
            return "✓ 带回的" if self.chosen[number] else "✓ 这一份"
        return "≠ 两边不一" if self._merged[number].is_conflict else ""

    def _is_open(self, number: int) -> bool:
        return self._merged[number].is_conflict and number not in self.chosen

    def _version(self, each: Merged) -> Version | None:
        """Return the copy's report of a conflict, as it lies among our versions."""
        row = self._state.rows.get(each.unit.key)
        versions = row.status.versions if row is not None else ()
        return next((v for v in versions if each.theirs and v.sha256 == each.theirs), None)

    def _show(self) -> None:
        number = self.units.key_in_hand()
        each = self._merged[number] if isinstance(number, int) else None
        version = self._version(each) if each is not None else None
        for button in (self.ours, self.theirs):
            button.setEnabled(version is not None)
        self.detail.setText("" if each is None else self._words(each, version))

    def _words(self, each: Merged, version: Version | None) -> str:
        if version is None:
            return each.words
        own = self._state.rows[each.unit.key].taken
        try:
            taken = self._state.as_read(each.unit.key, version)
        except Problem as problem:
            return str(problem)
        if own is None or taken is None:
            return each.words
        if self._state.rows[each.unit.key].status.current == version.sha256:
            return "现在用的是带回的一份。"
        words = change_words(own, taken, self._state.project.form)
        return f"改用带回的“{version.source}”：{words}"

    def _choose(self, *, takes_theirs: bool) -> None:
        number = self.units.key_in_hand()
        if not isinstance(number, int):
            return
        each = self._merged[number]
        version = self._version(each)
        if version is None:
            return
        key = each.unit.key
        row = self._state.rows[key]
        if takes_theirs or self.chosen.get(number):
            wanted = version if takes_theirs else self._before[key]
            try:
                self._state.adopt(key, wanted)
            except Problem as problem:
                self.detail.setText(str(problem))
                return
            if takes_theirs and row.status.version is not None:
                self._before.setdefault(key, row.status.version)
        self.chosen[number] = takes_theirs
        self._list()

    def _compose(self) -> None:
        column = dialog_column(self)
        self.detail.setProperty("doubt", True)
        self.detail.setMinimumHeight(self.fontMetrics().height() * 3)
        column.addWidget(self.about)
        column.addWidget(self.units, 1)
        column.addWidget(self.detail)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.ours)
        row.addWidget(self.theirs)
        column.addLayout(row)
        buttons = QDialogButtonBox(self)
        done = buttons.addButton("完成", QDialogButtonBox.ButtonRole.AcceptRole)
        done.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        size_dialog(self, 72, 26)
