"""How many random fillings of the collection form come through other programs as they were filled.

Each is filled at random, computed and saved by LibreOffice as .xlsx, .xls and .ods, and saved once
more as WPS would; its totals and tallies are held against ours, its figures against what was filled
in:

    python benchmarks/collection_rates.py [FILLINGS]

Lines that begin with 错 must not appear.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.forms.loader import load_forms
from tests.collection_rates import run

FILLINGS = 10_000


def main(count: int) -> int:
    """Print what was counted, after every batch and in the end; the status is 1 for a fault."""
    told: Counter[str] = Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for batch in run(load_forms(), count, Path(folder), seed=str(count)):
            told += batch
            wrong = {key: number for key, number in told.items() if key.startswith("错")}
            print(
                f"{told['填写']}份，{time.monotonic() - begun:.0f}秒，{wrong or '没有错'}",
                flush=True,
            )
    for key in sorted(told):
        print(f"{key}\t{told[key]}")
    return int(any(key.startswith("错") for key in told))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else FILLINGS))
