"""What taking a proposed figure would do to the tallies, tried on a copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.checks.tally import Balance, Tally, TallyBoard
from core.checks.tally_words import sentence, sides
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.report.transition import copy
from core.returning.proposals import Proposal, Standing


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a taken figure does: ``breaks`` and ``settles`` are sentences about tallies.

    ``remarks`` tell the totals that go with it.
    """

    breaks: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Say all of it, what would be wrong first."""
        return (*self.breaks, *self.settles, *self.remarks)


NOTHING = Consequence()


def consequences(
    proposals: Iterable[Proposal], taken: Iterable[Proposal], report: Report, theirs: Report
) -> Mapping[tuple[str, ...], Consequence]:
    """Tell for every proposed figure what it would do, together with those that are taken anyway.

    Changes that belong together balance only together: what one of them alone would break may be
    sound once the other is chosen too.
    """
    tried = copy(report)
    before = {tally.identity.id: tally.state for tally in TallyBoard(report).tallies}
    chosen = [each for each in taken if each.address is not None]
    apply(tried, [_edit(each) for each in chosen])
    board = TallyBoard(tried)
    keys = {each.key for each in chosen}
    found: dict[tuple[str, ...], Consequence] = {}
    for each in proposals:
        if each.address is None:
            continue
        change = None if each.key in keys else apply(tried, [_edit(each)])
        if change is not None:
            board.update(change.figures)
        reached = _reached(board, tried, each.address)
        totals = _totals(tried, each.address)
        found[each.key] = Consequence(
            tuple(
                _broken(tried, t, was=before[t.identity.id])
                for t in reached
                if t.state is Balance.UNBALANCED
            ),
            tuple(
                f"改后，{_name(t)}平衡了。"
                for t in reached
                if t.state is Balance.BALANCED and before[t.identity.id] is Balance.UNBALANCED
            ),
            tuple(_total(report, tried, theirs, a) for a in totals if _moves(report, tried, a)),
        )
        if change is not None:
            board.update(apply(tried, change.inverse).figures)
    return MappingProxyType(found)


def harmless(proposals: Iterable[Proposal], report: Report, theirs: Report) -> tuple[Proposal, ...]:
    """Return the changes that touch nothing of ours, empty nothing and break no tally together."""
    chosen = [
        each
        for each in proposals
        if each.standing in {Standing.THEIRS, Standing.APART, Standing.FILLS}
        and not each.is_emptied
    ]
    while True:
        found = consequences(chosen, chosen, report, theirs)
        sound = [each for each in chosen if not found.get(each.key, NOTHING).breaks]
        if len(sound) == len(chosen):
            return tuple(sound)
        chosen = sound


def _edit(proposal: Proposal) -> SetFigure:
    if proposal.address is None:
        raise ValueError(proposal.place)
    return SetFigure(proposal.address, proposal.proposed)


def _totals(report: Report, address: Address) -> tuple[Address, ...]:
    """Return the totals that a figure is part of, the nearest first."""
    found: list[Address] = []
    for total, addends in report.form.addends.items():
        if address in addends:
            found += [total, *_totals(report, total)]
    return tuple(dict.fromkeys(found))


def _reached(board: TallyBoard, report: Report, address: Address) -> tuple[Tally, ...]:
    """Return the tallies in which a figure stands, and those of the totals that go with it."""
    addresses = (address, *_totals(report, address))
    return tuple({t.identity.id: t for a in addresses for t in board.of(a)}.values())


def _broken(report: Report, tally: Tally, was: Balance) -> str:
    still = "仍" if was is Balance.UNBALANCED else ""
    if tally.identity.is_sum:
        return f"改后，{_name(tally)}合计与分项{still}不符：{sides(tally)}。"
    return f"改后，{_name(tally)}{still}不平：{sentence(report, tally)}。"


def _name(tally: Tally) -> str:
    return f"{'本列' if tally.identity.along == 'column' else '本行'}（{tally.identity.place}）"


def _moves(report: Report, tried: Report, total: Address) -> bool:
    return report.figure(total) != tried.figure(total)


def _total(report: Report, tried: Report, theirs: Report, total: Address) -> str:
    figure = report.form.figures[total]

    def shown(each: Report) -> str:
        return each.printed(total) or "空"

    words = f"{figure.place}随之由{shown(report)}变为{shown(tried)}"
    if theirs.is_filled(total) and theirs.figure(total) != tried.figure(total):
        return f"{words}，对方文档里印的是{shown(theirs)}。"
    return f"{words}。"
