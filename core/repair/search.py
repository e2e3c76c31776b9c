"""最少改动建议: the smallest changes that repair all failing tallies of a table together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.checks.equations import Equations
from core.checks.tally import Balance, TallyBoard
from core.forms.form import Identity
from core.repair.candidates import RepairCandidate, find_candidates
from core.repair.slips import ONCE_MORE
from core.repair.suggestion import Fault, FigureReplacement, Suggestion, SuggestionKind, Suggestions
from core.repair.testimony import Testimony
from core.repair.wording import reason_of, words_of
from core.report.report import Report
from core.texts.mentions import Said

LISTED = 5
"""How many suggestions are listed for one fault."""
_SLIPS = 3
"""So many slips at most are looked for together; more than that is no small repair."""
_TRIED = 8
"""How many ways to settle one equation are followed up."""
_FAR = 7.0
"""A candidate is as good as out of the question when it costs so much more than the first."""

_Solved = frozenset[int]
_Groups = dict[_Solved, list[tuple[float, RepairCandidate]]]


def suggest(
    report: Report, board: TallyBoard, section: str, said: Iterable[Said] = ()
) -> Suggestions:
    """Find the smallest changes that balance a table, the likeliest first. Changes nothing.

    ``said`` is what `core.texts.mentions` found in the written parts; it tells apart what the
    table alone does not.
    """
    if all(tally.state is not Balance.UNBALANCED for tally in board.of_section(section)):
        return Suggestions(section)
    equations = Equations(report, section)
    testimony = Testimony(equations, said)
    groups = _grouped(equations, testimony)
    chosen = _cover(equations.failing, groups)
    if chosen is None:
        chosen = _parts(equations, groups)
    faults = [_fault(equations, testimony, solved, groups[solved]) for solved in chosen]
    left = equations.failing.difference(*chosen)
    return Suggestions(section, tuple(faults), _identities(equations, left))


def _grouped(equations: Equations, testimony: Testimony) -> _Groups:
    """Sort the candidates by what they settle; the likeliest first, then in form order."""
    found: dict[_Solved, dict[tuple[tuple[str, int], ...], tuple[float, RepairCandidate]]] = {}
    for candidate in find_candidates(equations):
        same = found.setdefault(candidate.solves, {})
        key = tuple(candidate.after.items())
        cost = candidate.cost + testimony.weigh(candidate)
        if key not in same or cost < same[key][0]:
            same[key] = (cost, candidate)
    place = {address: i for i, address in enumerate(equations.report.form.figures)}
    return {
        solved: sorted(same.values(), key=lambda each: (each[0], [place[a] for a in each[1].after]))
        for solved, same in found.items()
    }


def _cover(failing: _Solved, groups: _Groups) -> list[_Solved] | None:
    """Return the likeliest few faults that explain all that fails, each thing once."""
    ways: dict[int, list[tuple[float, _Solved]]] = {number: [] for number in failing}
    for solved, candidates in groups.items():
        cost, first = candidates[0]
        if first.is_plausible or solved == failing:
            for number in solved:
                ways[number].append((cost, solved))
    for each in ways.values():
        each.sort(key=lambda way: (way[0], sorted(way[1])))

    def follow(rest: _Solved, slips: int) -> tuple[float, list[_Solved]] | None:
        if not rest:
            return 0.0, []
        if not slips:
            return None
        open_ways = {n: [way for way in ways[n] if way[1] <= rest] for n in sorted(rest)}
        best: tuple[float, list[_Solved]] | None = None
        for cost, solved in min(open_ways.values(), key=len)[:_TRIED]:
            behind = follow(rest - solved, slips - 1)
            if behind is not None:
                total = cost + behind[0] + (ONCE_MORE if behind[1] else 0.0)
                if best is None or total < best[0]:
                    best = total, [solved, *behind[1]]
        return best

    found = follow(failing, _SLIPS)
    return None if found is None else sorted(found[1], key=lambda each: groups[each][0][0])


def _parts(equations: Equations, groups: _Groups) -> list[_Solved]:
    """Return faults that are plain even where too much is wrong for a small repair of all.

    Plain is what failing tallies of two lines point to, and a printed total that disagrees while
    everything else is in order.
    """
    in_order = all(equations.all[n].printed is not None for n in equations.failing)
    chosen: list[_Solved] = []
    for solved in sorted(groups, key=lambda s: (groups[s][0][0] / len(s), sorted(s))):
        kind = groups[solved][0][1].kind
        plain = len(solved) > 1 or (in_order and kind is SuggestionKind.TOTAL)
        if plain and all(solved.isdisjoint(other) for other in chosen):
            chosen.append(solved)
    return chosen


def _fault(
    equations: Equations,
    testimony: Testimony,
    solved: _Solved,
    candidates: Sequence[tuple[float, RepairCandidate]],
) -> Fault:
    least = candidates[0][0]
    likely = [candidate for cost, candidate in candidates if cost <= least + _FAR]
    suggestions = (_suggestion(equations, testimony, each) for each in likely[:LISTED])
    return Fault(_identities(equations, solved), tuple(suggestions), len(likely[LISTED:]))


def _suggestion(
    equations: Equations, testimony: Testimony, candidate: RepairCandidate
) -> Suggestion:
    report = equations.report
    changes = []
    for address, after in candidate.after.items():
        before = report.figure(address)
        if isinstance(before, int):
            changes.append(FigureReplacement(address, before, after))
    return Suggestion(
        candidate.kind,
        tuple(changes),
        words_of(report.form, candidate.kind, changes),
        reason_of(
            equations.table,
            candidate.kind,
            tuple(candidate.after),
            testimony.supports(candidate),
        ),
    )


def _identities(equations: Equations, numbers: Iterable[int]) -> tuple[Identity, ...]:
    return tuple(equations.all[number].identity for number in sorted(numbers))
