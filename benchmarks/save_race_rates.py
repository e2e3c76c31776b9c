"""Two programs save into one file again and again: is a save lost that was said to be done.

    python benchmarks/save_race_rates.py [SECONDS]

Each process opens the document, changes one figure, and saves. A save that succeeds replaces what
its program has opened, and nothing else: two that replaced the same content mean that one of them
is lost. A save that is refused (ChangedOnDisk) is told to its user, and lost is nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from core.document.file import ChangedOnDisk, load, save
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.edits import SetCover
from core.report.report import Report

ROOT = Path(__file__).resolve().parent.parent
SAVER = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from benchmarks.save_race_rates import save_for
print(json.dumps(save_for(Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4])))
"""


def save_for(path: Path, seconds: float, who: str) -> list[tuple[str, str]]:
    """Open, change and save until the time is over; returns what each replaced, and by what."""
    forms = load_forms()
    done = []
    until = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < until:
        report, stamp = load(path, forms)
        turn += 1
        apply(report, [SetCover(f"{who}{turn}", report.year)])
        try:
            saved = save(report, path, stamp)
        except ChangedOnDisk:
            continue
        done.append((stamp.sha256, saved.sha256))
    return done


def race(folder: Path, seconds: float, programs: int = 2) -> tuple[int, int]:
    """Let so many programs save into one file; returns how many saves were done, how many lost."""
    path = folder / "报告.nianbao"
    save(Report(load_forms().editions[-1], "某局", 2024), path)
    command = [sys.executable, "-c", SAVER, str(ROOT), str(path), str(seconds)]
    running = [
        subprocess.Popen(  # noqa: S603  our own program
            [*command, f"第{number}处"], stdout=subprocess.PIPE, cwd=ROOT
        )
        for number in range(programs)
    ]
    done = [tuple(pair) for each in running for pair in json.loads(each.communicate()[0])]
    replaced = Counter(before for before, _after in done)
    last = load(path, load_forms())[1].sha256
    stands = {after for _before, after in done if after in replaced or after == last}
    twice = sum(times - 1 for times in replaced.values())
    gone = sum(after not in stands for _before, after in done)
    return len(done), max(twice, gone)


def main(seconds: float) -> None:
    """Print the table."""
    print("programs    saves     lost")
    for programs in (2, 4):
        with tempfile.TemporaryDirectory() as folder:
            saves, lost = race(Path(folder), seconds, programs)
        print(f"{programs:8} {saves:8} {lost:8}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
