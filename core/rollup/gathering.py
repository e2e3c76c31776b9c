"""The heap sorted out (归集): which file counts for which unit, and what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.forms.form import Form
from core.rollup.earlier_sum import earlier_sums
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.likeness import copied_texts, equal_tables, is_last_years
from core.rollup.matching import By, Match, Matcher, name_of, units_in
from core.rollup.resent import change_words, later_of
from core.rollup.taken import Taken
from core.rollup.unit import Unit, plain_name


def usual_year(takens: Iterable[Taken]) -> int | None:
    """Return the year of most reports, of several the latest; None where no report tells one."""
    times = Counter(t.year for t in takens if t.is_read and t.year is not None)
    return max(times, key=lambda year: (times[year], year), default=None)


def gather(
    takens: Sequence[Taken],
    form: Form,
    year: int,
    matcher: Matcher | None = None,
    organ: str = "",
) -> Gathering:
    """Sort out what was taken in, by the list of units that ``matcher`` knows.

    Without one the reports themselves say whose they are. ``organ`` is the one whose sum this is:
    an earlier sum of its own is not added to itself.
    """
    return _Gatherer(form, year, organ, takens).gather(matcher)


_MOST_NAMED = 3
"""So many units with the same text are named."""


class _Gatherer:
    def __init__(self, form: Form, year: int, organ: str, takens: Sequence[Taken]) -> None:
        self._form = form
        self._year = year
        self._organ = plain_name(organ)
        self._takens = takens
        self._last: dict[str, str] = {}
        """Figures of the year before that lie in the same heap, by organ."""

    def gather(self, matcher: Matcher | None) -> Gathering:
        fitting: list[Taken] = []
        others: list[Entry] = []
        for taken in self._takens:
            entry = self._set_aside(taken)
            if entry is None:
                fitting.append(taken)
            else:
                others.append(entry)
        fitting = self._without_sums(fitting, others)
        pairs: list[tuple[Taken, Match]] = []
        if matcher is None:
            listed = units_in(fitting)
            by_name = {unit.key: unit for unit in listed}
            own = Matcher(listed)
            for taken in fitting:
                unit = by_name[plain_name(name_of(taken))]
                pairs.append((taken, Match(unit, By.ORGAN, (unit,), own.objection(unit, taken))))
        else:
            listed = matcher.units
            pairs = [(taken, matcher.match(taken)) for taken in fitting]
            others = [_with_unit(entry, matcher) for entry in others]
        sent = {entry.unit.key for entry in others if entry.unit is not None}
        entries = self._by_unit(listed, pairs, sent)
        if matcher is not None:
            entries = _told_unread(entries, others, matcher)
        entries = self._told_alike([*entries, *others])
        expected = None if matcher is None else sum(unit.is_counted for unit in listed)
        return Gathering(self._form, self._year, tuple(entries), expected)

    def _without_sums(self, takens: list[Taken], others: list[Entry]) -> list[Taken]:
        """Set aside what is the sum of the rest; it counts every unit once more."""
        sums = earlier_sums(takens, self._form)
        for taken in takens:
            if taken.file in sums and taken.is_sum:
                why = "各格正好是其余各份之和，是以前的汇总结果，不能再加一遍，没有计入。"
            elif taken.file in sums:
                why = (
                    "各格正好是其余各份之和，像是汇总结果，加上它每个单位就算了两遍，没有计入。"
                    "请核实；它确实是一个单位的，请把别的单位的报告分开放。"
                )
            else:
                continue
            name = name_of(taken)
            entry = Entry(name, EntryState.NOT_COUNTED, taken=taken, remarks=(why,))
            others.append(replace(entry, is_expected=taken.is_sum))
        return [taken for taken in takens if taken.file not in sums]

    def _set_aside(self, taken: Taken) -> Entry | None:
        """Return the entry of a file that cannot be added whatever unit it is of."""
        if not taken.is_read:
            return Entry(taken.name, EntryState.UNREADABLE, taken=taken, remarks=(taken.why,))
        name = name_of(taken)
        if taken.year is None:
            why = f"“{taken.name}”里没有认出报告的年度，不知道能不能计入。请写明年度后再报。"
            return Entry(taken.name, EntryState.UNREADABLE, taken=taken, remarks=(why,))
        if taken.year != self._year:
            if taken.year == self._year - 1 and taken.organ:
                self._last[plain_name(taken.organ)] = taken.figures
            why = f"这一份是{taken.year}年度的报告，不是{self._year}年度的，没有计入。"
            return Entry(name, EntryState.WRONG_YEAR, taken=taken, remarks=(why,))
        if taken.edition != self._form.edition:
            why = (
                f"用的是{taken.edition}版格式，{self._year}年度应当用{self._form.edition}版，"
                "各格对不上，没有计入。请换用正确的格式重报。"
            )
            return Entry(name, EntryState.NOT_COUNTED, taken=taken, remarks=(why,))
        if not any(taken.figures.split(";")):
            why = "这是一份空白的报告，一个数也没有填，没有计入。请填好后再报。"
            return Entry(name, EntryState.NOT_COUNTED, taken=taken, remarks=(why,))
        if taken.is_sum and plain_name(taken.organ) in {"", self._organ}:
            why = "这是以前的汇总结果，不能再加一遍，没有计入。"
            # Without a name and in a folder of its own it may be of a lower level: somebody looks.
            is_own = bool(taken.organ) or "/" not in taken.file
            return Entry(
                name, EntryState.NOT_COUNTED, taken=taken, remarks=(why,), is_expected=is_own
            )
        return None

    def _by_unit(
        self, units: Sequence[Unit], pairs: Sequence[tuple[Taken, Match]], sent: set[str]
    ) -> list[Entry]:
        """Return the entries of all units; ``sent`` are those of which something was set aside."""
        by_key: dict[str, list[tuple[Taken, Match]]] = {unit.key: [] for unit in units}
        strays: list[Entry] = []
        for taken, match in pairs:
            if match.unit is None:
                strays.append(_stray(taken, match))
            else:
                by_key[match.unit.key].append((taken, match))
        entries = [entry for unit in units for entry in self._of_unit(unit, by_key[unit.key])]
        return [e for e in entries if e.taken or e.unit is None or e.unit.key not in sent] + strays

    def _of_unit(self, unit: Unit, pairs: list[tuple[Taken, Match]]) -> list[Entry]:
        """Return the entry of a unit, and those of the files that do not count for it."""
        sure = [pair for pair in pairs if not pair[1].must_ask]
        unsure = [pair for pair in pairs if pair[1].must_ask] if sure else []
        candidates = sure or pairs
        others = [_stray(taken, match) for taken, match in unsure]
        if not candidates:
            return [_missing(unit), *others]
        chosen, how = later_of([taken for taken, _ in candidates], self._form)
        match_of = {id(taken): match for taken, match in candidates}
        state = EntryState.FAULTY if chosen.errors else EntryState.COUNTED
        remarks = self._remarks(chosen, match_of[id(chosen)])
        if not unit.is_counted:
            state = EntryState.NOT_COUNTED
            remarks = [f"名单里写明不计入：{unit.why_not or '没有写原因'}。", *remarks]
        if len(candidates) > 1:
            remarks.append(f"交了{len(candidates)}份，以这一份为准（{how}）。")
        entries = [
            Entry(
                unit.name,
                state,
                unit,
                chosen,
                match_of[id(chosen)],
                tuple(remarks),
                is_expected=not unit.is_counted,
            )
        ]
        for taken, match in candidates:
            if taken is not chosen:
                why = f"以“{chosen.file}”为准（{how}）；{change_words(taken, chosen, self._form)}"
                entries.append(Entry(unit.name, EntryState.DUPLICATE, unit, taken, match, (why,)))
        return entries + others

    def _remarks(self, taken: Taken, match: Match) -> list[str]:
        found = []
        if taken.errors:
            first = next(finding for finding in taken.findings if finding.severity.value == "error")
            found.append(f"有{taken.errors}处错误，已照原数计入：{first.message}")
        found += (f"{words}。" for words in taken.told)
        if match.doubt:
            found.append(match.doubt)
        if not match.by.is_sure:
            found.append(f"单位是按{match.by.value}认出的（报告里写的是“{taken.organ}”），请核实。")
        if not taken.organ:
            found.append("报告里没有写机关名称。")
        if taken.year_from_name:
            found.append("年度是按文件名认出的。")
        if taken.is_sum:
            found.append("这一份本身是汇总的结果，请核实它下面的单位没有另外计入。")
        if taken.doubts:
            found.append(f"有{taken.doubts}格没有读准，请对照来源核实。")
        if taken.blanks:
            found.append(f"有{taken.blanks}格空着，没有当作0计入。")
        last = self._last.get(plain_name(taken.organ), "") or taken.prior_figures
        if is_last_years(taken.figures, last):
            found.append("各表的数字和上年报告完全相同，请核实是不是把上年的数又报了一遍。")
        return found

    def _told_alike(self, entries: list[Entry]) -> list[Entry]:
        """Say of reports of different units that they are alike."""
        at = {id(e.taken): n for n, e in enumerate(entries) if e.state.is_counted}
        takens = [e.taken for e in entries if e.state.is_counted and e.taken is not None]
        for group in equal_tables(takens):
            others = len(group) - 1
            for taken in group:
                first = [t for t in group[: _MOST_NAMED + 1] if t is not taken][:_MOST_NAMED]
                names = "、".join(f"“{entries[at[id(t)]].name}”" for t in first)
                more = f"等{others}个单位" if others > _MOST_NAMED else ""
                why = f"各表的数字和{names}{more}完全相同，已计入，请核实是不是交错了文件。"
                _add(entries, at[id(taken)], why)
        by_file = {taken.file: at[id(taken)] for taken in takens}
        told: Counter[int] = Counter()
        for pair in copied_texts(takens):
            one, other = by_file[pair.one], by_file[pair.other]
            for here, there in ((one, other), (other, one)):
                told[here] += 1
                if told[here] > _MOST_NAMED:
                    continue
                why = f"文字有{pair.shared}句和“{entries[there].name}”的相同，请核实是不是照抄。"
                _add(entries, here, why)
        return entries


def _add(entries: list[Entry], at: int, why: str) -> None:
    entries[at] = replace(entries[at], remarks=(*entries[at].remarks, why))


def _missing(unit: Unit) -> Entry:
    if unit.is_counted:
        return Entry(unit.name, EntryState.MISSING, unit, remarks=("没有收到报告。",))
    why = f"名单里写明不计入：{unit.why_not or '没有写原因'}。"
    return Entry(unit.name, EntryState.NOT_COUNTED, unit, remarks=(why,), is_expected=True)


def _stray(taken: Taken, match: Match) -> Entry:
    name = name_of(taken)
    if match.candidates:
        names = "、".join(f"“{unit.name}”" for unit in match.candidates[:4])
        why = f"不能确定是哪个单位的，可能是{names}，没有计入。请核实后改正机关名称，或者写进名单。"
    else:
        why = "名单里没有这个单位，没有计入。请核实是不是交错了，或者把它写进名单。"
    return Entry(name, EntryState.NOT_COUNTED, taken=taken, match=match, remarks=(why,))


def _with_unit(entry: Entry, matcher: Matcher) -> Entry:
    """Name what was set aside as the list names its unit, where that is plain."""
    if entry.taken is None or entry.state is EntryState.UNREADABLE:
        return entry
    match = matcher.match(entry.taken)
    if match.unit is None or match.must_ask:
        return replace(entry, match=match)
    return replace(entry, name=match.unit.name, unit=match.unit, match=match)


def _told_unread(entries: list[Entry], others: Sequence[Entry], matcher: Matcher) -> list[Entry]:
    """Say of a missing unit that a file which could not be read may be its report."""
    files: dict[str, str] = {}
    for entry in others:
        if entry.state is EntryState.UNREADABLE and entry.taken is not None:
            files |= {unit.key: entry.taken.file for unit in matcher.named(entry.taken)}
    if not files:
        return entries
    return [
        replace(e, remarks=(*e.remarks, f"读不出的“{files[e.unit.key]}”可能是它的。"))
        if e.state is EntryState.MISSING and e.unit is not None and e.unit.key in files
        else e
        for e in entries
    ]
