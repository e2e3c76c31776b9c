"""Reports taken in, checked and added up, against a plain script over the same figures.

    python benchmarks/bench_rollup.py            100, 1,000 and 10,000 documents
    python benchmarks/bench_rollup.py 100000     as many as are named

The plain script reads the same files with json.loads, turns the texts of their cells into numbers
and adds them up, with pandas where it is installed: no file is checked, matched or told apart, and
nothing but plain digits is understood. Processor time is that of all processes together: on a busy
machine it says more than the time that passed. "Again" is the same command once more: nothing has
changed, so nothing is read. Memory is that of the largest process so far. Then a hundred Word files
and a hundred workbooks are read, and the workbooks by openpyxl alone too.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.checks.inspection import Inspection
from core.document.encode import encode
from core.document.file import save
from core.exports.kinds import export
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetCover
from tests.city import YEAR, make_report

SIZES = (100, 1_000, 10_000)
OTHERS = 100
PROGRAM = [sys.executable, str(Path(__file__).resolve().parent.parent / "nianbao.py")]


def main(sizes: tuple[int, ...]) -> None:
    """Print times, the ratio, and the memory that the program took."""
    forms = load_forms()
    print(
        f"{'documents':>10} {'rolled up':>10} {'processor':>10} {'per report':>11} "
        f"{'again':>8} {'plain':>8} {'ratio':>6} {'memory':>8}"
    )
    with tempfile.TemporaryDirectory() as name:
        os.environ["NIANBAO_CONFIG"] = str(Path(name) / "own")
        for size in sizes:
            folder = Path(name) / str(size)
            make_documents(forms, folder, size)
            before = os.times()
            ours = timed(roll_up, folder)
            after = os.times()
            work = sum(after[2:4]) - sum(before[2:4])
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            again = timed(roll_up, folder)
            theirs = timed(plain_sums, folder)
            print(
                f"{size:>10} {ours:>9.2f}s {work:>9.2f}s {work / size * 1000:>9.2f}ms "
                f"{again:>7.2f}s {theirs:>7.2f}s {ours / theirs:>6.1f} {most:>6.0f}MB",
                flush=True,
            )
            shutil.rmtree(folder)
        for suffix in (".docx", ".xlsx"):
            folder = Path(name) / suffix[1:]
            make_others(forms, folder, suffix)
            ours = timed(roll_up, folder)
            print(f"{OTHERS} {suffix}: {ours:.2f}s", end="")
            if suffix == ".xlsx":
                theirs = timed(read_with_openpyxl, folder)
                print(f", openpyxl alone {theirs:.2f}s, ratio {ours / theirs:.1f}", end="")
            print()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"highest memory of one of its processes: {most:.0f} MB")


def make_documents(forms: Forms, folder: Path, size: int) -> None:
    """Write so many documents of different units; every hundredth is a report of its own."""
    folder.mkdir()
    report = make_report(forms, 0)
    for number in range(size):
        if number % 100 == 0:
            report = make_report(forms, number // 100 % 120)
        apply(report, [SetCover(f"青禾市第{number}单位", YEAR)])
        (folder / f"{number}.nianbao").write_bytes(encode(report))


def make_others(forms: Forms, folder: Path, suffix: str) -> None:
    """Export a few reports to another kind of file."""
    folder.mkdir()
    for number in range(OTHERS):
        export(Inspection(make_report(forms, number)), folder / f"{number}{suffix}")
    save(make_report(forms, OTHERS), folder / f"{OTHERS}.nianbao")


def roll_up(folder: Path) -> None:
    """Let the program add a folder up, in a process of its own."""
    target = folder.parent / "sum.nianbao"
    command = [*PROGRAM, "rollup", str(folder), "-o", str(target), "--force"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603  our own program


def plain_sums(folder: Path) -> list[float]:
    """Add the typed figures up as a script would."""
    rows = []
    for file in folder.glob("*.nianbao"):
        figures = json.loads(file.read_bytes())["figures"]
        rows.append({address: float(text) for address, text in figures.items()})
    try:
        import pandas as pd  # type: ignore[import-untyped]  # wherever it is installed
    except ImportError:
        sums: dict[str, float] = {}
        for row in rows:
            for address, figure in row.items():
                sums[address] = sums.get(address, 0) + figure
        return list(sums.values())
    return list(pd.DataFrame(rows).sum())


def read_with_openpyxl(folder: Path) -> None:
    """Read every cell of every workbook."""
    from openpyxl import load_workbook

    for file in folder.glob("*.xlsx"):
        for sheet in load_workbook(file, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass


def timed(work: Callable[[Path], object], folder: Path) -> float:
    """Return how long some work with a folder takes, in seconds."""
    start = time.perf_counter()
    work(folder)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
