"""A report that was sent again (重报): which one counts, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.figures.address import Address
from core.figures.value import Number, show
from core.forms.form import Form
from core.rollup.taken import Taken

_NAMED = 3


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that a later report has otherwise; the sum moves by ``effect``."""

    address: Address
    before: Number | None
    after: Number | None

    @property
    def effect(self) -> Number:
        """How much the sum moves; a blank adds nothing."""
        return (self.after or 0) - (self.before or 0)


def later_of(takens: Sequence[Taken], form: Form) -> tuple[Taken, str]:
    """Return the report that counts of several of one unit, the latest, and what tells that.

    Where each records its own edits, the time of the last one counts; else that of the files, and
    of those of the same time the one whose name comes last. One report in two kinds of file is no
    later report: where nothing in them differs, the one that was read more surely counts.
    """
    latest, how = _latest(takens)
    if latest.doubts:
        surer = [t for t in takens if t.doubts < latest.doubts and _agree(t, latest, form)]
        if surer:
            chosen = min(surer, key=lambda taken: (taken.doubts, taken.blanks))
            return chosen, "两份没有不同的数，这一份读得更准"
    return latest, how


def _agree(one: Taken, other: Taken, form: Form) -> bool:
    """Tell whether two reports have no two different figures in a cell."""
    return all(c.before is None or c.after is None for c in changes(one, other, form))


def _latest(takens: Sequence[Taken]) -> tuple[Taken, str]:
    if all(taken.written for taken in takens):
        times = {datetime.fromisoformat(taken.written).timestamp() for taken in takens}
        if len(times) == len(takens):
            chosen = max(takens, key=lambda t: datetime.fromisoformat(t.written).timestamp())
            when = datetime.fromisoformat(chosen.written)
            return chosen, f"报告里记录的最后修改时间{when:%Y-%m-%d %H:%M}最晚"
    chosen = max(takens, key=lambda taken: (taken.modified, taken.file))
    seconds = chosen.modified / 1e9
    when = datetime.fromtimestamp(seconds).astimezone()
    if sum(taken.modified == chosen.modified for taken in takens) > 1:
        return chosen, f"文件修改时间相同，取文件名在后的“{chosen.name}”"
    return chosen, f"文件修改时间{when:%Y-%m-%d %H:%M}最晚"


def changes(before: Taken, after: Taken, form: Form) -> tuple[CellChange, ...]:
    """Return the cells in which two reports differ."""
    old, new = before.unpacked(form), after.unpacked(form)
    return tuple(CellChange(a, old[a], new[a]) for a in form.figures if old[a] != new[a])


def change_words(before: Taken, after: Taken, form: Form) -> str:
    """Say what a later report changes, and what that does to the sum."""
    if before.edition != after.edition:
        return "两份的格式不同。"
    found = changes(before, after, form)
    if not found:
        return "两份的数字相同。"
    told = "，".join(_words(change, form) for change in found[:_NAMED])
    more = f"等{len(found)}格" if len(found) > _NAMED else ""
    return f"{told}{more}有变化。"


def _words(change: CellChange, form: Form) -> str:
    figure = form.figures[change.address]
    before = show(change.before, figure.kind) or "空着"
    after = show(change.after, figure.kind) or "空着"
    if not change.effect:
        return f"{figure.place}由{before}改为{after}"
    sign, moved = ("增加", change.effect) if change.effect > 0 else ("减少", -change.effect)
    words = f"合计{sign}{show(moved, figure.kind).lstrip('+')}"
    return f"{figure.place}由{before}改为{after}（{words}）"
