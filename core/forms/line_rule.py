"""What all rules share that are written out for every row or every column of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.figures.address import Address
from core.forms.form import TableSection
from core.forms.keys import Keys


class LineRule:
    """The head of such a rule in a form file: its code, its table, the way it runs, its members."""

    lines: tuple[str, ...]
    """The rows or columns in which the rule holds."""

    def __init__(self, keys: Keys, tables: Sequence[TableSection]) -> None:
        self.keys = keys
        self.code = keys.text("code")
        self.section = keys.text("section")
        table = next((t for t in tables if t.id == self.section), None)
        if table is None:
            raise keys.fault("section", f"没有“{self.section}”这张表")
        self.table = table
        self.along = keys.text("along")
        if self.along not in {"row", "column"}:
            raise keys.fault("along", "只能是 row 或 column")
        self.name, self.basis = keys.text("name"), keys.text("basis")

    def place(self, line: str) -> str:
        """Name a row or column."""
        return (self.table.rows if self.along == "row" else self.table.columns)[line].name

    def member(self, key: str, name: str) -> str:
        """Check that a member is a column or row of the table."""
        across = self.table.columns if self.along == "row" else self.table.rows
        if name not in across:
            raise self.keys.fault(key, f"表中没有“{name}”")
        return name

    def members(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of members."""
        return tuple(self.member(key, name) for name in self.keys.texts(key, default))

    def lines_with(self, members: Iterable[str]) -> tuple[str, ...]:
        """Return the rows or columns in which all these members exist."""
        wanted = tuple(members)
        every = self.table.rows if self.along == "row" else self.table.columns
        return tuple(line for line in every if all(self._exists(line, m) for m in wanted))

    def check_lines(self) -> None:
        """Refuse a rule that holds nowhere."""
        if not self.lines:
            raise self.keys.fault("code", "这条规则在表中没有可以落实的行或列")

    def addresses(self, line: str, members: Iterable[str]) -> tuple[Address, ...]:
        """Return the figures of some members in one row or column."""
        return tuple(Address.of(self.section, *self._spot(line, member)) for member in members)

    def _exists(self, line: str, member: str) -> bool:
        row, column = self._spot(line, member)
        return column in self.table.rows[row].columns

    def _spot(self, line: str, member: str) -> tuple[str, str]:
        return (line, member) if self.along == "row" else (member, line)
