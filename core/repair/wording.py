"""The sentences of a suggestion: what to change, and what it takes for the slip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.address import Address
from core.forms.form import Figure, Form, TableSection
from core.repair.suggestion import FigureReplacement, SuggestionKind

_REASONS = {
    SuggestionKind.SHIFTED: "整行的数错开了一格",
    SuggestionKind.SWAPPED: "相邻两位数字颠倒",
    SuggestionKind.CHANGED: "一位数字填错",
    SuggestionKind.DROPPED: "少填一位数字",
    SuggestionKind.ADDED: "多填一位数字",
    SuggestionKind.TOTAL: "来源中印出的总计不等于各项之和",
    SuggestionKind.VALUE: "只改这一个数就能平衡",
    SuggestionKind.TWO: "两格各错一位数字",
}


def words_of(form: Form, kind: SuggestionKind, changes: Sequence[FigureReplacement]) -> str:
    """Say in one sentence what a suggestion changes, with each figure before and after."""
    figures = {change.address: form.figures[change.address] for change in changes}
    first = changes[0]
    place = figures[first.address].place
    if kind is SuggestionKind.TOTAL:
        return f"把{place}印出的{first.before}改为各项之和{first.after}"
    if kind is SuggestionKind.SHIFTED:
        way = "左" if changes[0].before == 0 else "右"
        row = figures[first.address].row.name
        return f"把“{row}”一行的数向{way}移一格（{_list(changes, figures)}）"
    if len(changes) == 2 and kind in {SuggestionKind.MOVED, SuggestionKind.EXCHANGED}:
        return _two_words(kind, changes, figures)
    return "，".join(f"把{figures[c.address].place}的{c.before}改为{c.after}" for c in changes)


def _two_words(
    kind: SuggestionKind, changes: Sequence[FigureReplacement], figures: Mapping[Address, Figure]
) -> str:
    one, other = changes
    a, b = figures[one.address], figures[other.address]
    names = _names(figures)
    where = f"“{a.row.name}”的" if a.row == b.row else f"{a.column.name}一列的"
    if kind is SuggestionKind.EXCHANGED:
        what = f"把{where}{names[one.address]}和{names[other.address]}两格的数对调"
    else:
        # What grows receives; where the number stood, it is taken off or another one is put.
        target, source = (one, other) if one.after > one.before else (other, one)
        count = target.after - target.before
        here, there = names[source.address], names[target.address]
        what = f"把{where}{count}{a.unit or '件'}从{here}移到{there}"
    return f"{what}（{_list((one, other), figures)}）"


def _names(figures: Mapping[Address, Figure]) -> dict[Address, str]:
    """Name each cell by what tells it from the others: its column, or its row."""
    in_a_row = len({figure.row.id for figure in figures.values()}) == 1
    return {a: f.column.name if in_a_row else f"“{f.row.name}”" for a, f in figures.items()}


def _list(changes: Sequence[FigureReplacement], figures: Mapping[Address, Figure]) -> str:
    names = _names(figures)
    return "，".join(f"{names[c.address]}{c.before}改为{c.after}" for c in changes)


def reason_of(
    table: TableSection, kind: SuggestionKind, addresses: Sequence[Address], supports: Sequence[int]
) -> str:
    """Say what a suggestion takes for the slip, and which numbers in the texts bear it out."""
    reason = _REASONS.get(kind) or _place_reason(table, kind, addresses)
    if supports:
        numbers = "、".join(f"{number}件" for number in supports)
        reason += f"；改后与文字中的{numbers}一致"
    return reason


def _place_reason(table: TableSection, kind: SuggestionKind, addresses: Sequence[Address]) -> str:
    one, other = addresses
    if one.row == other.row:
        lines, word, a, b = list(table.columns), "列", one.column, other.column
    else:
        lines, word, a, b = list(table.rows), "行", one.row, other.row
    near = "相邻" if abs(lines.index(a) - lines.index(b)) == 1 else ""
    done = "的数对调了" if kind is SuggestionKind.EXCHANGED else "填错了位置"
    return f"{near}两{word}{done}"
