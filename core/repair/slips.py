"""How likely a slip of the fingers makes one number of another.

A cost is the negative logarithm of a likelihood: costs add up, the smallest is the likeliest.
The shares are of slips in copying and keying figures: mostly one wrong digit, then a digit left
out, two in the wrong order, one too many. `docs/repair.md` says how well they do.
"""

from __future__ import annotations

from math import log

from core.repair.suggestion import SuggestionKind

_CHANGED, _DROPPED, _SWAPPED, _DOUBLED, _INSERTED = 0.40, 0.15, 0.15, 0.10, 0.04
_LEFT_OUT, _VALUE = 0.02, 0.0005
_ZEROS = 0.7
_DECADES = 8.0
ONCE_MORE = 5.0
"""What it costs that there was another slip."""


def explain(shown: int, true: int) -> tuple[SuggestionKind, float]:
    """Return the likeliest slip that shows one number for another, and its cost.

    That the true number stands there at all counts too: most cells of a table are 0.
    """
    right, wrong = str(true), str(shown)
    kind, cost = min(_slips(right, wrong, shown), key=lambda each: each[1])
    return kind, cost + _rarity(true) - _rarity(shown)


def _slips(right: str, wrong: str, shown: int) -> list[tuple[SuggestionKind, float]]:
    size = len(right)
    found = [(SuggestionKind.VALUE, -log(_LEFT_OUT if "0" in (right, wrong) else _VALUE))]
    if len(wrong) == size:
        off = [i for i in range(size) if wrong[i] != right[i]]
        if len(off) == 1:
            found.append((SuggestionKind.CHANGED, log(9 * size / _CHANGED)))
        crossed = len(off) == 2 and off[1] == off[0] + 1
        if crossed and wrong[off[0]] == right[off[1]] and wrong[off[1]] == right[off[0]]:
            found.append((SuggestionKind.SWAPPED, log((size - 1) / _SWAPPED)))
    if len(wrong) < size and any(int(right[:i] + right[i + 1 :]) == shown for i in range(size)):
        found.append((SuggestionKind.DROPPED, log(size / _DROPPED)))
    if len(wrong) == size + 1:
        extra = [i for i in range(size + 1) if wrong[:i] + wrong[i + 1 :] == right]
        if any(wrong[i] in (wrong[i - 1 : i] + wrong[i + 1 : i + 2]) for i in extra):
            found.append((SuggestionKind.ADDED, log(size / _DOUBLED)))
        elif extra:  # a zero behind is one place too far
            ways = 1 if wrong.endswith("0") else 10 * (size + 1)
            found.append((SuggestionKind.ADDED, log(ways / _INSERTED)))
    return found


def _rarity(number: int) -> float:
    """Return the cost of a number in a table: many zeros, and small ones oftener than large."""
    if not number:
        return -log(_ZEROS)
    return log(number * _DECADES / (1 - _ZEROS))


def is_explained(kind: SuggestionKind) -> bool:
    """Tell whether a slip is seen in the digits themselves."""
    return kind is not SuggestionKind.VALUE


# Two numbers at once.
_EXCHANGED, _MOVED, _OVERWRITTEN, _PARTLY = 0.10, 0.10, 0.02, 0.01
_ACROSS = 0.02
"""How much rarer it is to count some cases of one row in another than of one column: a clerk who
counts them twice or not at all has typed another number, not two."""
_ANYWHERE = 0.1
"""How much rarer it is between cells that are not neighbours."""


def explain_two(
    shown: tuple[int, int], true: tuple[int, int], *, neighbours: bool, in_row: bool = True
) -> tuple[SuggestionKind, float]:
    """Return the likeliest slip that shows two numbers for two others, and its cost.

    ``in_row`` says that the two stand in one row, not in one column.
    """
    (a, b), (x, y) = shown, true
    kind, near = SuggestionKind.MOVED, 1.0 if neighbours else _ANYWHERE
    if (x, y) == (b, a):
        kind, share = (
            (SuggestionKind.MOVED, _MOVED) if 0 in true else (SuggestionKind.EXCHANGED, _EXCHANGED)
        )
        share *= near
    elif x - a == b - y:
        # Some cases counted in another column: any column will do, and few rather than many.
        share = _PARTLY / (1 if 0 in true and neighbours else abs(x - a))
        share *= 1 if in_row else _ACROSS
    elif (a == 0 and b == x) or (b == 0 and a == y):
        share = _OVERWRITTEN * near
    else:
        (one, cost), (other, more) = explain(a, x), explain(b, y)
        two = (
            SuggestionKind.TWO
            if is_explained(one) and is_explained(other)
            else SuggestionKind.VALUE
        )
        return two, cost + more + ONCE_MORE
    return kind, _rarity(x) + _rarity(y) - _rarity(a) - _rarity(b) - log(share)
