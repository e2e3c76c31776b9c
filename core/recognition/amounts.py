"""The unit of a sum of money, which may stand in its cell, its heading, its label or beside."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.figures.value import KNOWN_UNITS, Kind, State, parse, show
from core.labels.wording import money_unit, plain_money
from core.recognition.cell_text import CellFigure

_PARTS = re.compile("[,;/、或和及 ]")
_UNIT_OF_TABLE = re.compile(r"单位:([^)\]}>】〕」』》〉〗]{0,20})|以(.{0,4}元)为单位")


def printed_amount(text: str, head: str, label: str, beside: Iterable[str]) -> CellFigure:
    """Return an amount with the unit that it is printed in; ``beside`` are texts at the table."""
    figure = parse(text, Kind.AMOUNT)
    if money_unit(text) or figure.state is not State.NUMBER:
        return CellFigure(text)
    unit = money_unit(head) or money_unit(label)
    aside = {
        money_unit(part)
        for each in beside
        if (match := _UNIT_OF_TABLE.search(plain_money(each)))
        for part in _PARTS.split(match[1] or match[2])
    } - {"", "万", "万元"}
    if not unit and aside:
        why = f"表外注明的单位是{min(aside)}，列名没有写单位，不能确定，请对照原文填写"
        return CellFigure(text, why)
    if unit and unit not in KNOWN_UNITS:
        return CellFigure(text, f"列名的单位是{unit}，不能换算，请换算成万元填写")
    if unit in {"万", "万元"}:
        return CellFigure(text)
    if unit:
        return CellFigure(f"{text}{unit}")
    if figure.figure:
        shown = show(figure.figure, Kind.AMOUNT)
        why = f"列名和数字都没有写单位，按万元读作{shown}万元，请核对"
        return CellFigure(text, remark=why)
    return CellFigure(text)
