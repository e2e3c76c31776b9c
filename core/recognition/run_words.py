"""A row whose figures run together, and what a clerk is told of the ways to take it apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.figures.address import Address
from core.figures.value import Kind
from core.labels.pieces import Piece
from core.labels.table_labels import Leaf
from core.labels.table_scan import FoundRow
from core.recognition.deduction import Deduced, DigitRun
from core.recognition.splitting import Digits

LISTED = 4
"""Ways told in words; a reading has more of them as data."""
KEPT = 50
"""Ways that a reading has."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a row: ``why`` of the texts that it has, ``why_not`` of those it has not."""

    texts: tuple[str | None, ...]
    why: str
    why_not: str
    ways: tuple[tuple[str, ...], ...]
    all_ways: bool


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row as found, with its digits; ``piece`` has the text of all its figures in the source."""

    row: FoundRow
    order: tuple[Leaf, ...]
    addresses: tuple[Address, ...]
    kinds: tuple[Kind, ...]
    digits: Digits
    piece: Piece
    is_joined: bool = False

    @classmethod
    def joined(
        cls,
        row: FoundRow,
        order: tuple[Leaf, ...],
        addresses: tuple[Address, ...],
        words: tuple[str, ...],
        cells: tuple[Piece, ...],
    ) -> RunRow:
        """Return a row of whole figures in which spaces have come up."""
        digits = Digits(words, ("",) * len(words))
        kinds = (Kind.COUNT,) * len(words)
        return cls(row, order, addresses, kinds, digits, _whole(cells), is_joined=True)

    @property
    def words(self) -> tuple[str, ...]:
        """The digits, as far as they stand apart."""
        return self.digits.words

    @property
    def run(self) -> DigitRun:
        """The row as it is judged."""
        return DigitRun(
            self.words, self.addresses, is_joined=self.is_joined, is_running=self.piece.running
        )

    def verdict(self, deduced: Deduced) -> Verdict:
        """Say what came of it."""
        found = (self.digits.texts(way, self.kinds) for way in deduced.ways)
        ways = tuple(texts for texts in found if texts)
        kept, whole = ways[:KEPT], deduced.complete and len(ways) <= KEPT
        why_not = self._why_not(ways, whole=deduced.complete)
        if deduced.way is None or not ways:
            return Verdict((None,) * len(self.addresses), "", why_not, kept, whole)
        # Where several ways are left, they all have the same figures for what is known.
        texts = tuple(
            None if figure is None else text
            for figure, text in zip(deduced.way, ways[0], strict=True)
        )
        what = "数字中间有空格" if self.is_joined else "这一行的数连在一起"
        how = "按勾稽关系推算" if deduced.by_identities else "只有一种分法，推算"
        shown = _listed([text or "？" for text in texts])
        return Verdict(texts, f"{what}，{how}为{shown}，请对照原文确认", why_not, kept, whole)

    def _why_not(self, ways: Sequence[tuple[str, ...]], *, whole: bool) -> str:
        count = len(self.addresses)
        if self.is_joined:
            return "数字中间有空格，与勾稽关系不相符，不能确定各是多少，没有读入，请对照原文填写"
        begin, end = "这一行的数连在一起，", "没有读入，请对照原文填写"
        if not ways and whole:
            return f"{begin}分不成{count}个数，{end}"
        if not whole or not ways:
            return f"{begin}分法太多，不能确定，{end}"
        if len(ways) == 1:
            return f"{begin}相符的分法只有{_listed(ways[0])}，但凭据不够，不能确定，{end}"
        listed = "；".join(_listed(way) for way in ways[:LISTED])
        such = "：" if len(ways) <= LISTED else "，如"
        return f"{begin}有{len(ways)}种分法{such}{listed}，不能确定，{end}"


def words_of(
    row: FoundRow,
    order: tuple[Leaf, ...],
    addresses: tuple[Address, ...],
    kinds: Sequence[Kind],
) -> RunRow | None:
    """Return a row as digits that run together; None where it holds anything else.

    An empty cell between the others may be one of the row's, so that it is none of these; nor is
    a row in which cells of a true table keep the figures apart, however many there should be.
    """
    pieces = row.cells if row.cells is not None else row.loose
    filled = [number for number, piece in enumerate(pieces) if piece.text]
    is_odd = row.breaks_off or any(piece.doubt for piece in pieces)
    if not filled or len(addresses) < 2 or is_odd:
        return None
    if len(filled) > 1 and all(pieces[number].is_set for number in filled):
        return None
    between = pieces[filled[0] : filled[-1] + 1]
    if len(between) > len(filled) or (row.cells is not None and len(between) < len(pieces)):
        return None
    digits = Digits.of([piece.text for piece in between], kinds)
    if digits is None or len(digits.words) > len(addresses):
        return None
    return RunRow(row, order, addresses, tuple(kinds), digits, _whole(between))


def _whole(pieces: Sequence[Piece]) -> Piece:
    """Return the pieces of a row's figures as one."""
    first, last = pieces[0], pieces[-1]
    spot = first.spot
    if spot.row is None and spot.block == last.spot.block:
        spot = replace(spot, end=last.spot.end)
    return replace(first, text=" ".join(piece.text for piece in pieces), spot=spot)


def _listed(texts: Sequence[str]) -> str:
    return "、".join(texts)
