"""Statements of figures contradicted on purpose: how many are told, in real and made-up texts.

Usage: python -m benchmarks.text_rates [folder of real reports]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.core import text_sentences_fresh, text_sentences_unseen
from tests.core.text_cases import sample
from tests.core.text_mutations import alarms, by_kind, by_rule, outcomes
from tests.core.text_rates import (
    contradict_made_up,
    contradict_real,
    contradict_worded,
    false_alarms,
    false_alarms_unseen,
    false_alarms_worded,
)


def main() -> None:
    """Print each rate, each statement that is missed, and each false alarm."""
    kinds = {"made-up": list(contradict_made_up()), "worded": list(contradict_worded())}
    kinds["fresh"] = list(contradict_worded(text_sentences_fresh.STATEMENTS))
    for number, (statements, _) in enumerate(text_sentences_unseen.LISTS):
        kinds[f"unseen {number + 1}"] = list(contradict_worded(statements))
    if len(sys.argv) > 1:
        kinds["real"] = list(contradict_real(Path(sys.argv[1])))
    for kind, every in kinds.items():
        told = sum(each.told for each in every)
        print(f"{kind}: {told} of {len(every)} told ({100 * told / len(every):.0f} %)")
        for each in every:
            if not each.told:
                print("  missed:", each.number, "in", each.where)
    unseen = [a for n in range(len(text_sentences_unseen.LISTS)) for a in false_alarms_unseen(n)]
    wrong = [*false_alarms(), *false_alarms_worded(), *unseen, *alarms()]
    print(f"false alarms in made-up sentences and texts: {len(wrong)}", *wrong, sep="\n  ")
    faults = list(outcomes())
    print("faults put into whole texts, by kind:")
    for kind, (told, of) in by_kind(faults).items():
        print(f"  {kind}: {told} of {of} told")
    print("what the rules told of them, by rule:")
    for rule, (right, of) in sorted(by_rule(faults, sample("2021").form).items()):
        print(f"  {rule}: {right} of {of} right")


if __name__ == "__main__":
    main()
