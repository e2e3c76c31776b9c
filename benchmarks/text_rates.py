"""Statements of figures contradicted on purpose: how many are told, in real and made-up texts.

Usage: python -m benchmarks.text_rates [folder of real reports]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.core import text_sentences_fresh
from tests.core.text_rates import (
    contradict_made_up,
    contradict_real,
    contradict_worded,
    false_alarms,
    false_alarms_worded,
)


def main() -> None:
    """Print each rate, each statement that is missed, and each false alarm."""
    kinds = {"made-up": list(contradict_made_up()), "worded": list(contradict_worded())}
    kinds["fresh"] = list(contradict_worded(text_sentences_fresh.STATEMENTS))
    if len(sys.argv) > 1:
        kinds["real"] = list(contradict_real(Path(sys.argv[1])))
    for kind, every in kinds.items():
        told = sum(each.told for each in every)
        print(f"{kind}: {told} of {len(every)} told ({100 * told / len(every):.0f} %)")
        for each in every:
            if not each.told:
                print("  missed:", each.number, "in", each.where)
    alarms = [*false_alarms(), *false_alarms_worded()]
    print(f"false alarms in made-up sentences: {len(alarms)}", *alarms, sep="\n  ")


if __name__ == "__main__":
    main()
