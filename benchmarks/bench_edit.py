"""One edit through totals, tallies and findings, against inspecting the whole report anew."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

import resources
from core.checks.inspection import Inspection
from core.checks.tally import TallyBoard
from core.document.file import load
from core.figures.address import Address
from core.forms.loader import load_forms
from core.report.edit import Change, apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from tests.core.text_cases import sample
from tests.core.text_rates import fill
from tests.core.text_reports import CITY

ROUNDS = 100
DENSE = CITY["overview"]
CELL = Address("applications.granted.natural")


def main() -> None:
    """Measure the sample as it is and with very long texts."""
    forms = load_forms()
    path = resources.folder() / "samples" / "cixi-2020.nianbao"
    for words in ("the sample's texts", "texts of 30,000 characters"):
        report, _ = load(path, forms)
        if words.startswith("texts"):
            for section, text in report.texts.items():
                apply(report, [SetText(section, (text or "无。\n") * (30000 // max(1, len(text))))])
        measure(report, words)
    report = sample("2021")
    whole = re.sub("[〈〉〖〗]", "", fill(report, DENSE)) + "\n"
    text = (whole * (30000 // len(whole) + 1))[:30000]
    apply(report, [SetText("overview", text)])
    measure(report, f"30,000 dense characters ({30000 // len(whole)} times the same 40 statements)")
    apply(report, [SetText("overview", whole + "政务新媒体按季检查，全年培训4次。\n" * 1700)])
    measure(report, "the statements once in 30,000 characters")


def measure(report: Report, words: str) -> None:
    """Print what an edit costs up to the tallies, and up to the findings."""
    inspection = Inspection(report)
    board = TallyBoard(report)
    numbers = iter(range(1, 10**9))

    def edit() -> Change:
        return apply(report, [SetFigure(CELL, str(next(numbers)))])

    tallies, fresh_tallies = in_turn(
        lambda: board.update(edit().figures), lambda: (edit(), TallyBoard(report))
    )
    whole, fresh = in_turn(lambda: inspection.update(edit()), lambda: (edit(), Inspection(report)))
    print(
        f"edit to tallies, {words}: {tallies:.1f} us, {tallies / fresh_tallies:.3f} of a new board"
    )
    print(f"edit to findings, {words}: {whole:.1f} us, {whole / fresh:.3f} of a new inspection")


def in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the median microseconds of two things done in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for number, act in enumerate((one, other)):
            start = time.perf_counter()
            act()
            times[number].append((time.perf_counter() - start) * 1e6)
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    main()
