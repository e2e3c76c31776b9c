"""Reading the identities of a form (勾稽关系): sums that make a total, and balances."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from core.address import Address
from core.forms.form import Identity, TableSection
from core.forms.keys import Keys


def read_identities(keys: Keys, tables: Sequence[TableSection]) -> tuple[Identity, ...]:
    """Read ``balance`` and ``sum`` and write them out, one identity for each row or column."""
    rules = [_Rule(part, tables, is_sum=False) for part in keys.tables("balance")]
    rules += [_Rule(part, tables, is_sum=True) for part in keys.tables("sum")]
    codes: set[str] = set()
    for rule in rules:
        if rule.code in codes:
            raise rule.keys.fault("code", f"“{rule.code}”已用于另一条规则")
        codes.add(rule.code)
    found = [identity for rule in rules for identity in rule.identities()]
    computed: set[Address] = set()
    for identity in found:
        if identity.computes in computed:
            raise keys.fault("sum", f"“{identity.computes}”由两条规则计算，只能留一条")
        if identity.computes:
            computed.add(identity.computes)
    return tuple(found)


def totals_in_order(keys: Keys, identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return the identities that compute a cell, each after those that it builds on."""
    makers = {identity.computes: identity for identity in identities if identity.computes}
    graph = {
        total: [address for address in identity.left if address in makers]
        for total, identity in makers.items()
    }
    try:
        return tuple(makers[address] for address in TopologicalSorter(graph).static_order())
    except CycleError as error:
        ring = "、".join(dict.fromkeys(str(address) for address in error.args[1]))
        raise keys.fault("sum", f"总计互相引用，算不出来：{ring}") from error


class _Rule:
    """One ``balance`` or ``sum`` of the file, before it is written out."""

    def __init__(self, keys: Keys, tables: Sequence[TableSection], *, is_sum: bool) -> None:
        self.keys = keys
        self.is_sum = is_sum
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
        self.left: tuple[str, ...]
        self.right: tuple[str, ...]
        if is_sum:
            self.right = (self._member("total", keys.text("total")),)
            self.left = tuple(self._member("addends", m) for m in keys.texts("addends"))
        else:
            self.left = tuple(self._member("left", m) for m in keys.texts("left"))
            self.right = tuple(self._member("right", m) for m in keys.texts("right"))
        if not self.left or not self.right:
            raise keys.fault("addends" if is_sum else "left", "不能是空的")
        if len(set(self._members())) < len(self._members()):
            raise keys.fault("addends" if is_sum else "right", "同一项出现了两次")
        self.lines = tuple(
            line for line in self._lines() if all(self._exists(line, m) for m in self._members())
        )
        every = self.lines if is_sum else ()
        self.computes_in = keys.texts("computes_in", every)
        for line in self.computes_in:
            if line not in self.lines:
                raise keys.fault("computes_in", f"没有“{line}”，或者规则在那里不成立")
        keys.done()
        if not self.lines:
            raise keys.fault("code", "这条规则在表中没有可以落实的行或列")

    def identities(self) -> list[Identity]:
        """Write the rule out for every row or column in which all its members exist."""
        return [self._identity(line) for line in self.lines]

    def _identity(self, line: str) -> Identity:
        right = tuple(self._address(line, member) for member in self.right)
        place = self.table.rows[line] if self.along == "row" else self.table.columns[line]
        return Identity(
            id=f"{self.code}.{line}",
            code=self.code,
            section=self.section,
            name=self.name,
            place=place.name,
            along=self.along,
            line=line,
            left=tuple(self._address(line, member) for member in self.left),
            right=right,
            is_sum=self.is_sum,
            computes=right[0] if line in self.computes_in else None,
            basis=self.basis,
        )

    def _members(self) -> tuple[str, ...]:
        return self.left + self.right

    def _lines(self) -> tuple[str, ...]:
        return tuple(self.table.rows if self.along == "row" else self.table.columns)

    def _member(self, key: str, name: str) -> str:
        across = self.table.columns if self.along == "row" else self.table.rows
        if name not in across:
            raise self.keys.fault(key, f"表中没有“{name}”")
        return name

    def _exists(self, line: str, member: str) -> bool:
        row, column = (line, member) if self.along == "row" else (member, line)
        return column in self.table.rows[row].columns

    def _address(self, line: str, member: str) -> Address:
        row, column = (line, member) if self.along == "row" else (member, line)
        return Address.of(self.section, row, column)
