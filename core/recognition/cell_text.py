"""What a cell's text says besides its figure: 22（其中修订16件）, 16件, 012."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.figures.marks import COUNTERS, MONEY
from core.figures.value import Kind, State, parse
from core.labels.wording import LONGEST_FIGURE, has_mark, is_run_together, plain_money, unformulated

_WITH_UNIT = re.compile(r"([+-]?[\d,]+)\s*(?:件|项|个|条|次|宗|起)")
_WITH_ZEROS = re.compile(r"([+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+))\.00?(?:件|项|个|条|次|宗|起)?")
"""A whole number with decimals, as programs write it. Three might be thousands."""
_WITH_REMARK = re.compile(rf"([+-]?[\d,.]+)\s*((?:[{COUNTERS}]|{MONEY})?)\s*(\([^()]*\))")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The text that goes into the cell, why that is in doubt, and what else there is to say.

    ``is_kept`` tells that the text stays there though it is in doubt.
    """

    text: str
    doubt: str = ""
    remark: str = ""
    is_kept: bool = False


def cell_figure(text: str, kind: Kind) -> CellFigure:
    """Find the figure in a cell's text; where there is none, the text is as it was."""
    text = unformulated(text.strip())
    if is_run_together(text):
        return CellFigure(text, "以0开头，可能是几个数连在了一起，请对照原文填写")
    if has_mark(text) or parse(text, kind).state is not State.REFUSED:
        # Made plain, 16² would be 162.
        return CellFigure(text)
    plain = plain_money(text)
    if len(plain) > LONGEST_FIGURE:
        return CellFigure(text)
    match = _WITH_ZEROS.fullmatch(plain)
    if match and kind is not Kind.AMOUNT and parse(match[1], kind).state is State.NUMBER:
        return CellFigure(match[1])
    match = _WITH_UNIT.fullmatch(plain)
    if match and kind is not Kind.AMOUNT and parse(match[1], kind).state is State.NUMBER:
        return CellFigure(match[1], remark=f"“{plain}”读作{match[1]}")
    match = _WITH_REMARK.fullmatch(plain)
    if match is None or (match[2] and (kind is Kind.AMOUNT) == (match[2] in "件项个条次宗起")):
        return CellFigure(text)
    figure = match[1] + (match[2] if kind is Kind.AMOUNT else "")
    if parse(figure, kind).state is not State.NUMBER:
        return CellFigure(text)
    why = f"“{plain}”读作{figure}，括号里的说明没有读入，请核对"
    return CellFigure(figure, why, is_kept=True)
