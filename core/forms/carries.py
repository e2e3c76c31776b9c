"""Reading the carries of a form: what this year's figures must be by last year's report."""

from __future__ import annotations

from collections.abc import Sequence

from core.forms.form import Carry, TableSection
from core.forms.keys import Keys
from core.forms.line_rule import LineRule


def read_carries(keys: Keys, tables: Sequence[TableSection]) -> tuple[Carry, ...]:
    """Read ``carry`` and write it out, once for each row or column in which it holds."""
    found: dict[str, list[Carry]] = {}
    for part in keys.tables("carry"):
        rule = _Rule(part, tables)
        if rule.code in found:
            raise part.fault("code", f"“{rule.code}”已用于另一条规则")
        found[rule.code] = rule.carries()
    return tuple(carry for carries in found.values() for carry in carries)


class _Rule(LineRule):
    """One ``carry`` of the file, before it is written out."""

    def __init__(self, keys: Keys, tables: Sequence[TableSection]) -> None:
        super().__init__(keys, tables)
        self.to = self.member("to", keys.text("to"))
        self.sources = self.members("from")
        self.plus, self.minus = self.members("plus", ()), self.members("minus", ())
        if not self.sources:
            raise keys.fault("from", "不能是空的")
        added = (*self.plus, *self.minus)
        if self.to in added or len(set(added)) < len(added):
            raise keys.fault("plus", "同一项出现了两次")
        if len(set(self.sources)) < len(self.sources):
            raise keys.fault("from", "同一项出现了两次")
        self.lines = self.lines_with((self.to, *self.sources, *added))
        keys.done()
        self.check_lines()

    def carries(self) -> list[Carry]:
        """Write the rule out for every row or column in which all its members exist."""
        return [
            Carry(
                code=self.code,
                section=self.section,
                name=self.name,
                place=self.place(line),
                along=self.along,
                to=self.addresses(line, (self.to,))[0],
                sources=self.addresses(line, self.sources),
                plus=self.addresses(line, self.plus),
                minus=self.addresses(line, self.minus),
                basis=self.basis,
            )
            for line in self.lines
        ]
