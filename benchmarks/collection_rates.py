"""How many random fillings of the collection form come through other programs as they were filled.

Each is filled at random, computed and saved by LibreOffice as .xlsx, .xls and .ods, and saved once
more as WPS would; its totals and tallies are held against ours, its figures against what was filled
in:

    python benchmarks/collection_rates.py [FILLINGS] [--from N] [--processes N]

Filling N is always the same: a count that was broken off goes on with --from. Lines that begin with
错 must not appear; they name the filling and the cell.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import Process, SimpleQueue
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.forms.loader import load_forms
from tests.collection_rates import run

FILLINGS = 10_000
BATCH = 50
SEED = "night"


def main() -> int:
    """Print what was counted, after every batch and in the end; the status is 1 for a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=FILLINGS)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    last = asked.first + asked.count
    batches = [range(n, min(n + BATCH, last)) for n in range(asked.first, last, BATCH)]
    left = list(batches)
    told: Counter[str] = Counter()
    begun = time.monotonic()
    for numbers, batch in _counted(batches, asked.processes):
        told += batch
        left.remove(numbers)
        wrong = sum(number for key, number in told.items() if key.startswith("错"))
        seconds = time.monotonic() - begun
        whole = left[0].start if left else last
        print(
            f"{told['填写']}份，{seconds:.0f}秒，{wrong}处错；第{whole}份以前都已数过", flush=True
        )
        for key in batch:
            if key.startswith("错"):
                print(key, flush=True)
    for key in sorted(told):
        print(f"{key}\t{told[key]}")
    if left:
        print(f"没有数完，从第{left[0].start}份起还要再数")
    return int(bool(left) or any(key.startswith("错") for key in told))


def _counted(batches: Sequence[range], processes: int) -> Iterator[tuple[range, Counter[str]]]:
    """Yield what the processes count of their shares of the fillings, as it comes."""
    results: SimpleQueue[tuple[range, Counter[str]] | None] = SimpleQueue()
    workers = [
        Process(target=_count, args=(batches[number::processes], results))
        for number in range(processes)
    ]
    for worker in workers:
        worker.start()
    working = len(workers)
    while working:
        counted = results.get()
        if counted is None:
            working -= 1
        else:
            yield counted


def _count(
    batches: Sequence[range], results: SimpleQueue[tuple[range, Counter[str]] | None]
) -> None:
    try:
        with tempfile.TemporaryDirectory() as folder:
            counted = run(load_forms(), batches, Path(folder), SEED)
            for numbers, told in zip(batches, counted, strict=True):
                results.put((numbers, told))
    finally:
        results.put(None)


if __name__ == "__main__":
    sys.exit(main())
