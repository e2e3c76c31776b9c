"""An earlier sum (以前的汇总结果) among the reports: told by its figures, whatever it is called.

The same heap may have been added up before, under the name of another organ or of none, and the
sum left among its reports, as a document or exported: added to them, it counts all of them twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.forms.form import Form
from core.rollup.likeness import filled
from core.rollup.taken import BETWEEN, Taken
from core.rollup.total import add_up

_FEWEST_UNITS = 2
"""Of one report alone the sum is its equal, and told as that."""


def earlier_sums(takens: Sequence[Taken], form: Form) -> frozenset[str]:
    """Return the files of reports that are the sum of the others, cell by cell.

    Those that were added up here are looked at, and the one that is larger than all: a sum that was
    exported and no longer says what it is. Of all the others, or of those that are no newer than
    it: later ones came after it was made.
    """
    made = [taken for taken in takens if taken.is_sum]
    units = [taken for taken in takens if not taken.is_sum and filled(taken)]
    size = {taken.file: _size(taken) for taken in (*made, *units)}

    def is_sum_of(taken: Taken, others: Sequence[Taken]) -> bool:
        older = [other for other in others if other.modified <= taken.modified]
        return any(
            len(some) >= _FEWEST_UNITS
            # Adding up exactly costs more, and hardly ever is it near.
            and math.isclose(sum(size[e.file] for e in some), size[taken.file], rel_tol=1e-6)
            and add_up(form, some).figures == taken.unpacked(form)
            for some in ([others, older] if len(older) < len(others) else [others])
        )

    found = {taken.file for taken in made if is_sum_of(taken, units)}
    largest = max(units, key=lambda taken: (size[taken.file], taken.file), default=None)
    if largest is not None:
        others = [taken for taken in units if taken is not largest]
        if is_sum_of(largest, others):
            found.add(largest.file)
            found |= {taken.file for taken in made if is_sum_of(taken, others)}
    return frozenset(found)


def _size(taken: Taken) -> float:
    """Return how large the figures of a report are together, roughly: nothing is told by it."""
    return sum(float(text) for text in taken.figures.split(BETWEEN) if text not in {"", "0"})
