"""The suggestion search on every kind of table, against building the bare tallies anew."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial

import resources
from core.checks.tally import TallyBoard
from core.document.file import load
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import load_forms
from core.repair import suggest
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report

TABLE = "applications"
ROUNDS = 60


def main() -> None:
    """Measure the published slip, random slips, noise of several sizes, and blanks."""
    forms = load_forms()
    folder = resources.folder() / "samples"
    cixi = load(folder / "cixi-2020.nianbao", forms)[0]
    huaian = load(folder / "huaian-2024.nianbao", forms)[0]
    chance = random.Random("bench_repair")  # noqa: S311 no secret
    measure("the published sample", [cixi] * ROUNDS)
    measure("one slip in a full table", [slipped(huaian, chance) for _ in range(ROUNDS)])
    for words, digits in (("one digit", 1), ("three digits", 3), ("nine digits", 9)):
        noisy = [noise(huaian.form, chance, digits) for _ in range(ROUNDS)]
        measure(f"every cell and total {words} of noise", noisy)
        typed = [noise(huaian.form, chance, digits, totals=False) for _ in range(ROUNDS)]
        measure(f"every cell {words} of noise", typed)
    ones = Report(huaian.form)
    apply(ones, [SetFigure(a, "1") for a in huaian.form.figures])
    measure("every cell and total 1", [ones] * ROUNDS)
    off = Report(huaian.form)
    apply(off, [SetFigure(a, str((huaian.figure(a) or 0) + 1)) for a in huaian.form.figures])
    measure("every cell and total 1 too many", [off] * ROUNDS)
    measure("an empty table", [Report(huaian.form)] * ROUNDS)


def slipped(report: Report, chance: random.Random) -> Report:
    """Return the report with another figure in one cell."""
    copied = Report(report.form)
    apply(copied, [SetFigure(a, report.value(a).text) for a in report.values])
    cells = [a for a in report.form.table(TABLE).figures if not report.form.figures[a].computed]
    apply(copied, [SetFigure(chance.choice(cells), str(chance.randint(10, 99)))])
    return copied


def noise(form: Form, chance: random.Random, digits: int, *, totals: bool = True) -> Report:
    """Return a report of random figures of so many digits, with its totals at random or right."""
    report = Report(form)
    cells: Iterable[Address] = form.table(TABLE).figures
    figures = ((a, chance.randint(10 ** (digits - 1), 10**digits - 1)) for a in cells)
    apply(
        report,
        [SetFigure(a, str(n)) for a, n in figures if totals or not form.figures[a].computed],
    )
    return report


def measure(words: str, reports: list[Report]) -> None:
    """Print the time of a search, the median and the worst but one, against new tallies."""
    searches, boards = [], []
    found = []
    for report in reports:
        board = TallyBoard(report)
        boards.append(timed(partial(TallyBoard, report)))
        searches.append(timed(partial(suggest, report, board, TABLE)))
        found.append(suggest(report, board, TABLE))
    board_time, median = statistics.median(boards), statistics.median(searches)
    p99 = statistics.quantiles(searches, n=100)[98]
    faults = statistics.mean(len(each.faults) for each in found)
    print(
        f"{words}: {median:.1f} ms, p99 {p99:.1f} ms; {median / board_time:.1f} and "
        f"{p99 / board_time:.1f} of new tallies; {faults:.1f} faults named"
    )


def timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3


if __name__ == "__main__":
    main()
