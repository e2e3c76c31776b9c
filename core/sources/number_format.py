"""A number of a workbook as its cell shows it: 21692.71万元, +2."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

EXCEL_DIGITS = 15
"""What Excel computes with and shows; the digits beyond are noise of its arithmetic."""

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    49: "@",
}  # fmt: skip
"""The formats that a file names by number alone; the others are of dates, shares, powers."""

_LONGEST_FORMAT = 255
"""Characters; Excel takes no more."""
_COLOUR = re.compile(r"\[[^\]]*\]")
_CONDITION = re.compile(r"\[[<>=]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.([0#?]+))?|General", re.IGNORECASE)
_PLAIN_SIGNS = re.compile(r"[-+()（）¥￥$\s　]*")


def shown(stored: str, number_format: str) -> tuple[str, str]:
    """Return the text of a stored number, and a doubt where it may show something else."""
    number = number_of(stored)
    if number is None:
        return stored, ""
    plain = _plain(number)
    if len(number_format) > _LONGEST_FORMAT:
        return plain, "这一格的格式不按数字显示，不能确定原文是什么，请对照原文填写"
    section = section_of(number_format, number)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or "")
        return f"\x00{len(literals) - 1}\x00"

    core = _LITERAL.sub(keep, _COLOUR.sub("", section))
    match = _DIGITS.search(re.sub("\x00\\d+\x00", lambda m: " " * len(m[0]), core))
    if core.strip() == "@" or number_format in {"", "General"}:
        return plain, ""
    if _CONDITION.search(number_format):
        return plain, "这一格的显示方式随数的大小而变，不能确定原文是什么，请对照原文填写"
    if not core.strip():
        return plain, f"这一格存的是{plain}，但不显示，请核对后填写"
    if match is None:
        return plain, "这一格的格式不按数字显示，不能确定原文是什么，请对照原文填写"

    def spelt(text: str) -> str:
        return re.sub("\x00(\\d+)\x00", lambda m: literals[int(m[1])], text)

    before, after = spelt(core[: match.start()]), spelt(core[match.end() :])
    if "%" in after or "%" in before or re.search(r"(?i)\be[+-]|[ymdhs/]", f"{before}{after}"):
        return plain, "这一格的格式是百分比、日期或其他，不能确定原文是什么，请对照原文填写"
    if match[0].endswith(",") or (after.startswith(",")):
        return plain, "这一格按千或百万缩写显示，不能确定原文是什么，请对照原文填写"
    places = len(match[1] or "")
    if match[0].lower() != "general" and _rounded(number, places) != number:
        why = f"这一格存的是{plain}，显示的是{_plain(_rounded(number, places))}，请核对后填写"
        return plain, why
    sign = "+" if before.strip() == "+" and number > 0 else ""
    front = "" if _PLAIN_SIGNS.fullmatch(before) else before.strip()
    unit = "" if _PLAIN_SIGNS.fullmatch(after) else after.strip().strip("()（）")
    return f"{sign}{front}{plain}{unit}", ""


def number_of(stored: str) -> Decimal | None:
    """Read a number as a file stores it, to the digits that Excel shows."""
    try:
        number = Decimal(stored.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    if len(number.as_tuple().digits) > EXCEL_DIGITS:
        # 17 digits name a binary number; what was typed has at most 15 of them.
        number = Decimal(f"{number:.{EXCEL_DIGITS}g}")
    return number


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def section_of(number_format: str, number: Decimal) -> str:
    """Return the part of a format that is for a number's sign."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]
