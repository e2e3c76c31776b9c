"""What is said of a tally, the same in every place that shows one."""

from __future__ import annotations

from collections.abc import Iterable

from core.checks.tally import GRAVEST_FIRST, Balance, Tally
from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Form, Identity
from core.report.report import Report

SEPARATOR = " · "
"""Between the parts of the sentence about a tally."""
LONGEST_SUM = 6
"""A sum in words names no more terms than this."""


def verdict(tally: Tally) -> str:
    """Say a tally's state with its sign: never by colour alone."""
    if tally.state is Balance.UNBALANCED:
        return f"{tally.state.sign} {tally.difference}"
    missing = f" 缺{len(tally.missing)}格" if tally.missing else ""
    return f"{tally.state.sign}{missing}"


def sides(tally: Tally) -> str:
    """Show both sides with the sign between them, and the difference."""
    if tally.state is Balance.UNFILLED:
        return f"缺 {len(tally.missing)} 格"
    if tally.state is Balance.BALANCED:
        return f"{tally.left} = {tally.right}"
    return f"{tally.left} ≠ {tally.right}　差 {tally.difference}"


def spoken_sides(tally: Tally) -> str:
    """Say both sides in words: a voice skips signs."""
    if tally.state is Balance.UNFILLED:
        return f"缺 {len(tally.missing)} 格"
    if tally.state is Balance.BALANCED:
        return f"两边都是 {tally.left}"
    return f"一边 {tally.left}，另一边 {tally.right}，{remainder(tally)}"


def in_words(tally: Tally) -> str:
    """Say in a few words how a tally stands, such as «自然人不平衡，还差 1»."""
    words = f"{tally.identity.place}{tally.state.value}"
    return words if tally.state is Balance.BALANCED else f"{words}，{remainder(tally)}"


def remainder(tally: Tally) -> str:
    """Say how the right side stands against the left: even, still short, or too much."""
    if tally.state is Balance.UNFILLED:
        return f"缺 {len(tally.missing)} 格"
    if tally.state is Balance.BALANCED:
        return "平"
    return f"{'还差' if tally.left_sum > tally.right_sum else '多出'} {tally.difference}"


def captions(form: Form, tally: Tally) -> tuple[str, ...]:
    """Name the left sum and each member of the right side."""
    identity = tally.identity
    if identity.captions:
        return identity.captions
    left = "＋".join(form.term(identity, address) for address in identity.left)
    return (left, *(form.term(identity, address) for address in identity.right))


def amounts(report: Report, tally: Tally) -> tuple[str, ...]:
    """Return the left sum and each figure of the right side, as far as they are filled."""
    left = side(tally.left, tally.left_sum, len(tally.identity.left) - len(tally.missing_left))
    right = (report.printed(address) or "—" for address in tally.identity.right)
    return (left, *right)


def side(known: Number | None, filled: Number, cells: int) -> str:
    """Show one side; while cells are blank, what is filled so far."""
    if known is not None:
        return f"{known}"
    return f"已填{filled}" if cells else "—"


def sentence(report: Report, tally: Tally) -> str:
    """Say a tally in a line, such as «应办 528 · 办结 511 · 结转 16 · 还差 1»."""
    named = zip(captions(report.form, tally), amounts(report, tally), strict=True)
    return SEPARATOR.join((*(f"{name} {amount}" for name, amount in named), remainder(tally)))


def tally_in_words(report: Report, tally: Tally) -> str:
    """Tell a tally for the clipboard: its place, its rule, both sides, how it stands."""
    name = f"{tally.identity.place}（{tally.identity.name}）"
    return f"{tally.state.sign} {name}：{sentence(report, tally)}"


def tallies_in_words(report: Report, tallies: Iterable[Tally]) -> str:
    """Tell tallies a line each behind the name of the report, those that fail first."""
    head = f"{' '.join(report.organ.split())}{report.year}年{report.form.title}　勾稽关系"
    ordered = sorted(tallies, key=lambda tally: GRAVEST_FIRST.index(tally.state))
    return "\n".join((head, *(tally_in_words(report, tally) for tally in ordered))) + "\n"


def terms(
    report: Report, identity: Identity, addresses: tuple[Address, ...], most: int = LONGEST_SUM
) -> str:
    """Write out a side of an identity; of a long one only what is not zero, and ``most`` terms."""
    words = [
        f"{report.form.term(identity, address)}{report.printed(address) or '（空）'}"
        for address in addresses
        if len(addresses) <= 2 or report.figure(address)
    ]
    return "＋".join(words[:most]) + ("＋……" if len(words) > most else "")
