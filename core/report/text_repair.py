"""A repair of a written part that has one meaning only: what stands there, and what shall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.figures.address import Address
from core.figures.number_words import in_words, number_of_words
from core.figures.value import Number

_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_NARROW = "0123456789.,"
_WIDE = "０１２３４５６７８９．，"
_TO_WIDE, _TO_NARROW = str.maketrans(_NARROW, _WIDE), str.maketrans(_WIDE, _NARROW)


@dataclass(frozen=True, slots=True)
class TextRepair:
    """A span of a written part whose words become others.

    ``link`` is the cell that the new number follows; ``rests_on`` are the cells that it is
    taken from: where one of them is in doubt, so is the repair.
    """

    section: str
    start: int
    end: int
    old: str
    new: str
    link: Address | None = None
    rests_on: tuple[Address, ...] = ()

    @property
    def words(self) -> str:
        """Say in a few words what it does."""
        if not self.new:
            return f"删去一个“{self.old}”"
        return f"改为{self.new}" + ("并链接" if self.link else "")


def spell_like(old: str, number: Number) -> str:
    """Spell a number as another is spelt (1,234, １２３４, 七百三十一); empty where not certain."""
    if number < 0:
        return ""
    if number_of_words(old) is not None and old == in_words(number_of_words(old) or 0):
        return in_words(number) if isinstance(number, int) else ""
    narrow = old.translate(_TO_NARROW)
    is_wide = old == narrow.translate(_TO_WIDE)
    if old != narrow and not is_wide:
        return ""
    if _GROUPED.fullmatch(narrow):
        new = format(number, ",")
    elif _PLAIN.fullmatch(narrow):
        new = str(number)
    else:
        return ""
    return new.translate(_TO_WIDE) if is_wide else new


def spell_money(old: str, unit: str, amount: Number) -> str:
    """Spell an amount in 万元 as digits before 万元 or 元 are spelt; empty where not certain."""
    shift = {"万元": 0, "元": 4}.get(unit)
    if shift is None:
        return ""
    value = Decimal(amount).scaleb(shift)
    if unit == "元" and value != round(value, 2):
        return ""  # no coin is less than a 分
    number = int(value) if value == value.to_integral_value() else value.normalize()
    return spell_like(old, number)
