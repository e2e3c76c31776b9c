"""A figure as somebody typed or printed it, and what it means.

What was typed is kept to the letter; the number is read from it. A blank is never a zero.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from core.figures.marks import (
    BARS,
    BLANK_WORDS,
    DIRECTIONS,
    HYPHENS,
    INVISIBLE,
    MONEY_SPELLINGS,
    TURNED,
)

Number: TypeAlias = int | Decimal
"""A figure: a whole number for a count, a Decimal for an amount. Never a float."""


class Kind(enum.Enum):
    """What a cell may hold."""

    COUNT = "count"
    """A whole number, zero or more."""
    SIGNED = "signed"
    """A whole number with a sign (本年增/减)."""
    AMOUNT = "amount"
    """A sum of money, zero or more, with decimals, in the unit that the form names."""

    __hash__ = object.__hash__
    """There is one of each. Enum's own hash takes longer than the look-ups that need it."""


class State(enum.Enum):
    """What became of a text when it was read as a figure."""

    BLANK = "blank"
    NUMBER = "number"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Value:
    """A text as typed or printed, with the figure read from it.

    ``figure`` is None unless ``state`` is NUMBER. ``remark`` is one Chinese sentence about a
    refusal or about a reading that is not plain (a mark read as blank, a unit converted);
    it is empty when there is nothing to say.
    """

    text: str
    state: State
    figure: Number | None = None
    remark: str = ""


BLANK = Value("", State.BLANK)

MAX_DIGITS = 12
"""Longer whole parts are refused: no figure of this report comes near a trillion."""

MAX_DECIMALS = 8
"""Enough for 元 printed with 分 and told in 万元; more could not be computed exactly."""

MAX_LENGTH = 60
"""Characters; a longer text is no figure, and is not searched for one."""

_BLANK_MARKS = frozenset({"/", "\\", *BLANK_WORDS, "N/A"})
_DASHES = str.maketrans(dict.fromkeys(f"{HYPHENS}{BARS}", "-"))
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_MISLEADING = re.compile(
    rf"{TURNED}|[0-9０-９](?:(?![{DIRECTIONS}])[\s.,．，{INVISIBLE}])*+[{DIRECTIONS}]"
    rf"[\s.,．，{INVISIBLE}]*+[0-9０-９]"
)
"""Directions that may show a figure's digits in another order than they are stored in."""
# NFKC has made full-width digits plain ones. Those of other scripts (٣) are no figures here.
_NUMBER = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_UNITS: dict[str, Decimal] = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万": Decimal(1),
    "万元": Decimal(1),
    "十万": Decimal(10),
    "十万元": Decimal(10),
    "百万": Decimal(100),
    "百万元": Decimal(100),
    "千万": Decimal(1000),
    "千万元": Decimal(1000),
    "亿": Decimal(10000),
    "亿元": Decimal(10000),
}
"""Units of money that a text may name, in 万元 (the unit of both editions' amounts)."""
KNOWN_UNITS = frozenset(_UNITS)
_UNIT = re.compile(
    r"(?:¥|人民币|RMB|CNY)?(.*?)[\s(\[]*(?:人民币)?"
    r"((?:[十百千]?\s*万|亿)\s*元?|千?\s*元)\s*(?:人民币|整)?\s*[)\]]?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # most figures are small, and thousands of reports are read in a row
def parse(text: str, kind: Kind) -> Value:
    """Read a text as a figure of the given kind; the result always keeps the text."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).strip()
    if not plain:
        return Value(text, State.BLANK)
    if plain in _BLANK_MARKS or set(plain) == {"-"}:
        return Value(text, State.BLANK, remark=f"“{text.strip()}”按未填读取，不当作0")
    if is_misleading(text):
        return _refused(text, "数字里有改变显示顺序的隐形字符，看到的可能与实际不同，请重新输入")
    if len(plain) > MAX_LENGTH:
        return _refused(text, "内容太长，不像是一个数，请核对")
    unit = ""
    if kind is Kind.AMOUNT:
        plain, unit = _split_unit(plain)
    # NFKC makes a 2 of ² and a 1 of ①: "16²" is 16 with a footnote, never 162.
    odd = any(unicodedata.category(character) == "No" for character in text)
    match = None if odd else _NUMBER.fullmatch(plain)
    if match is None:
        return _refused(text, "有上标或者带圈的数字，请确认" if odd else _why_no_number(plain))
    sign, digits, decimals = match[1], match[2].replace(",", ""), match[3] or ""
    if too_long := _why_too_long(digits, decimals):
        return _refused(text, too_long)
    if kind is Kind.AMOUNT:
        return _amount(text, sign, digits + decimals, unit)
    return _whole(text, kind, sign, digits, decimals)


def is_misleading(text: str) -> bool:
    """Tell whether a figure's digits may be shown in another order than they are stored in."""
    return _MISLEADING.search(text) is not None


def _whole(text: str, kind: Kind, sign: str, digits: str, decimals: str) -> Value:
    if decimals:
        return _refused(text, "这里只能填整数，不能有小数")
    if sign and kind is Kind.COUNT:
        what = "不能是负数" if sign == "-" else "不带正号"
        return _refused(text, f"这里{what}，只有“本年增/减”可以带正负号")
    return Value(text, State.NUMBER, int(sign + digits))


def _amount(text: str, sign: str, digits: str, unit: str) -> Value:
    if sign:
        return _refused(text, "金额不带正负号")
    printed = Decimal(digits)
    if unit in {"", "万", "万元"}:
        return Value(text, State.NUMBER, printed)
    # Decimal products of these factors are exact, so nothing is rounded; the context's
    # 28 digits are more than MAX_DIGITS and any printed decimals together.
    figure = (printed * _UNITS[unit]).normalize()
    if figure == figure.to_integral_value():
        figure = figure.quantize(Decimal(1))
    remark = f"“{text.strip()}”换算为{show(figure, Kind.AMOUNT)}万元"
    return Value(text, State.NUMBER, figure, remark)


def _split_unit(plain: str) -> tuple[str, str]:
    """Split «251000元» or «21692.71(萬)» into number and unit."""
    match = _UNIT.fullmatch(plain.translate(MONEY_SPELLINGS).replace("人民幣", "人民币"))
    if match and match[1].strip():
        return match[1].strip(), "".join(match[2].split())
    return plain, ""


def _why_no_number(plain: str) -> str:
    if re.search(r"\d\s+\d", plain):
        return "数字中间有空格，请确认是一个数还是两个数"
    if re.fullmatch(r"[+-]?[\d,]+(\.\d+)?", plain, re.ASCII):
        return "千位分隔的逗号位置不对，请核对"
    if re.search(r"\d", plain):
        return "数字以外还有别的文字，请只填数字"
    return "这里要填数字"


def _why_too_long(digits: str, decimals: str) -> str:
    if len(digits.lstrip("0")) > MAX_DIGITS:
        return f"整数部分超过{MAX_DIGITS}位，请核对"
    if len(decimals) - 1 > MAX_DECIMALS:
        return f"小数超过{MAX_DECIMALS}位，请核对"
    return ""


def _refused(text: str, why: str) -> Value:
    return Value(text, State.REFUSED, remark=why)


def show(figure: Number | None, kind: Kind) -> str:
    """Return a figure as the report prints it: no separators, a change with its sign."""
    if figure is None:
        return ""
    if kind is Kind.SIGNED and figure > 0:
        return f"+{figure}"
    return format(figure, "f") if isinstance(figure, Decimal) else str(figure)
