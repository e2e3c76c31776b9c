"""Reading the identities of a form (勾稽关系): sums that make a total, and balances."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from core.figures.address import Address
from core.forms.form import Identity, TableSection
from core.forms.keys import Keys
from core.forms.line_rule import LineRule


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


class _Rule(LineRule):
    """One ``balance`` or ``sum`` of the file, before it is written out."""

    def __init__(self, keys: Keys, tables: Sequence[TableSection], *, is_sum: bool) -> None:
        super().__init__(keys, tables)
        self.is_sum = is_sum
        self.left: tuple[str, ...]
        self.right: tuple[str, ...]
        if is_sum:
            self.right = (self.member("total", keys.text("total")),)
            self.left = self.members("addends")
        else:
            self.left = self.members("left")
            self.right = self.members("right")
        if not self.left or not self.right:
            raise keys.fault("addends" if is_sum else "left", "不能是空的")
        members = self.left + self.right
        if len(set(members)) < len(members):
            raise keys.fault("addends" if is_sum else "right", "同一项出现了两次")
        self.lines = self.lines_with(members)
        every = self.lines if is_sum else ()
        self.computes_in = keys.texts("computes_in", every)
        for line in self.computes_in:
            if line not in self.lines:
                raise keys.fault("computes_in", f"没有“{line}”，或者规则在那里不成立")
        self.captions = () if is_sum else keys.texts("captions", ())
        if self.captions and len(self.captions) != 1 + len(self.right):
            raise keys.fault("captions", "应当有左边之和的名称，再加右边每一项的名称")
        keys.done()
        self.check_lines()

    def identities(self) -> list[Identity]:
        """Write the rule out for every row or column in which all its members exist."""
        return [self._identity(line) for line in self.lines]

    def _identity(self, line: str) -> Identity:
        right = self.addresses(line, self.right)
        return Identity(
            id=f"{self.code}.{line}",
            code=self.code,
            section=self.section,
            name=self.name,
            place=self.place(line),
            along=self.along,
            line=line,
            left=self.addresses(line, self.left),
            right=right,
            is_sum=self.is_sum,
            computes=right[0] if line in self.computes_in else None,
            basis=self.basis,
            captions=self.captions,
        )
