"""How often the suggestion search finds the true repair of a single slip, by kind of slip.

Slips are made at random in the figures of real reports: the samples, and every report file
(``.json`` with edition and figures by address) of a folder that is named on the command line:

    python benchmarks/repair_rates.py [FOLDER] [ROUNDS]
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import resources
from core.checks.tally import Balance, TallyBoard
from core.document.file import load
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.repair import Suggestions, suggest
from core.repair.testimony import read_texts
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.texts.mentions import Said

Figures = dict[Address, int]
TABLES = ("applications", "remedies")
ROUNDS = 60


@dataclass(frozen=True)
class Case:
    """The figures of one table of a report in which every tally balances."""

    name: str
    form: Form
    section: str
    figures: Figures
    said: tuple[Said, ...] = ()

    def is_total(self, address: Address) -> bool:
        """Tell whether the program computes the cell."""
        return self.form.figures[address].computed

    @property
    def typed(self) -> list[Address]:
        """The cells that a clerk types."""
        return [address for address in self.figures if not self.is_total(address)]

    def beside(self, address: Address, along: str) -> list[Address]:
        """Return the typed neighbours of a cell in its row, or in its column."""
        table = self.form.table(self.section)
        if along == "row":
            line = [Address.of(self.section, address.row, c) for c in table.columns]
        else:
            line = [Address.of(self.section, r, address.column) for r in table.rows]
        typed = [a for a in line if a in self.figures and not self.is_total(a)]
        at = typed.index(address)
        return typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]


# A slip shows other figures than the true ones in a few cells; None where it cannot happen.
Slip = Callable[[random.Random, Case], Figures | None]


def _changed(number: int, chance: random.Random) -> int:
    digits = list(str(number))
    at = chance.randrange(len(digits))
    digits[at] = chance.choice([d for d in "0123456789" if d != digits[at]])
    return int("".join(digits))


def _swapped(number: int, chance: random.Random) -> int:
    digits = list(str(number))
    if len(digits) > 1:
        at = chance.randrange(len(digits) - 1)
        digits[at : at + 2] = digits[at + 1], digits[at]
    return int("".join(digits))


def _dropped(number: int, chance: random.Random) -> int:
    digits = str(number)
    at = chance.randrange(len(digits))
    return int(digits[:at] + digits[at + 1 :]) if len(digits) > 1 else number


def _doubled(number: int, chance: random.Random) -> int:
    digits = str(number)
    at = chance.randrange(len(digits))
    return int(digits[:at] + digits[at] + digits[at:])


def _in_one_cell(slip: Callable[[int, random.Random], int], cells: str = "number") -> Slip:
    def make(chance: random.Random, case: Case) -> Figures | None:
        kinds: dict[str, Callable[[Address], object]] = {
            "number": lambda a: case.figures[a] and not case.is_total(a),
            "zero": lambda a: not case.figures[a] and not case.is_total(a),
            "total": lambda a: case.figures[a] and case.is_total(a),
        }
        fits = kinds[cells]
        address = _any(chance, [a for a in case.figures if fits(a)])
        if address is None:
            return None
        shown = slip(case.figures[address], chance)
        return {address: shown} if shown != case.figures[address] else None

    return make


def _any_digit(number: int, chance: random.Random) -> int:
    return chance.choice([_changed, _swapped, _dropped, _doubled])(number, chance)


def _moved(along: str) -> Slip:
    """Put the number into the cell beside it, over what belongs there; its own cell has 0."""

    def make(chance: random.Random, case: Case) -> Figures | None:
        one, other = _neighbours(chance, case, along)
        if one is None or other is None or case.figures[one] == case.figures[other]:
            return None
        return {one: 0, other: case.figures[one]}

    return make


def _exchanged(along: str) -> Slip:
    def make(chance: random.Random, case: Case) -> Figures | None:
        one, other = _neighbours(chance, case, along)
        if one is None or other is None or case.figures[one] == case.figures[other]:
            return None
        return {one: case.figures[other], other: case.figures[one]}

    return make


def _partly(chance: random.Random, case: Case) -> Figures | None:
    """Count some of the applications of one column in another one."""
    one = _any(chance, [a for a in case.typed if case.figures[a]])
    if one is None:
        return None
    others = [a for a in case.typed if a.row == one.row and a != one]
    other, some = chance.choice(others), chance.randint(1, min(3, case.figures[one]))
    return {one: case.figures[one] - some, other: case.figures[other] + some}


def _neighbours(
    chance: random.Random, case: Case, along: str
) -> tuple[Address, Address] | tuple[None, None]:
    one = _any(chance, [a for a in case.typed if case.figures[a]])
    beside = case.beside(one, along) if one is not None else []
    return (one, chance.choice(beside)) if one is not None and beside else (None, None)


def _any(chance: random.Random, cells: list[Address]) -> Address | None:
    return chance.choice(cells) if cells else None


SLIPS: Mapping[str, Slip] = {
    "一位数字填错": _in_one_cell(_changed),
    "该填0的填了别的数": _in_one_cell(_changed, "zero"),
    "相邻两位颠倒": _in_one_cell(_swapped),
    "少填一位": _in_one_cell(_dropped),
    "一位填了两遍": _in_one_cell(_doubled),
    "填到相邻的列": _moved("row"),
    "相邻两列对调": _exchanged("row"),
    "几件计到别的列": _partly,
    "填到相邻的行": _moved("column"),
    "相邻两行对调": _exchanged("column"),
    "印出的总计有错": _in_one_cell(_any_digit, "total"),
}


def cases_of(report: Report, name: str, *, with_texts: bool) -> Iterator[Case]:
    """Yield the tables of a report that balance; a blank is taken for 0 to have more of them."""
    form = report.form
    full = Report(form, report.organ, report.year)
    typed = [a for a, figure in form.figures.items() if not figure.computed]
    apply(full, [SetFigure(a, str(report.figure(a) or 0)) for a in typed if a.section in TABLES])
    board = TallyBoard(full)
    said = tuple(read_texts(report)) if with_texts else ()
    for section in TABLES:
        first = suggest(full, board, section).first
        if first is not None:  # the slip that was published, as in the sample
            board.update(apply(full, first.edits).figures)
        if board.count(section).keys() != {Balance.BALANCED}:
            continue
        figures = {a: full.figure(a) for a in form.table(section).figures}
        counts = {a: figure for a, figure in figures.items() if isinstance(figure, int)}
        if sum(map(bool, counts.values())) > 2:
            yield Case(name, form, section, counts, said)


def sample_cases(forms: Forms, *, with_texts: bool = False) -> list[Case]:
    """Return the tables of the samples."""
    paths = sorted((resources.folder() / "samples").glob("*.nianbao"))
    return [
        case
        for path in paths
        for case in cases_of(load(path, forms)[0], path.stem, with_texts=with_texts)
    ]


def folder_cases(forms: Forms, folder: Path) -> list[Case]:
    """Return the tables of the report files of a folder."""
    found: list[Case] = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        form = forms.by_edition(data["edition"])
        if form is None:
            continue
        report = Report(form, data["organ"], data["year"])
        figures = {Address(a): v for a, v in data["figures"].items() if v is not None}
        apply(report, [SetFigure(address, str(value)) for address, value in figures.items()])
        found += cases_of(report, path.stem, with_texts=False)
    return found


def report_with(case: Case, slip: Figures, *, totals_printed: bool) -> Report:
    """Return the report with a slip, as typed or as read with its printed totals."""
    report = Report(case.form)
    shown = {**case.figures, **slip}
    cells = [a for a in shown if totals_printed or not case.is_total(a)]
    apply(report, [SetFigure(address, str(shown[address])) for address in cells])
    return report


def place_of(case: Case, slip: Figures, found: Suggestions) -> int:
    """Return the place of the true repair among the suggestions, 0 where it is not listed."""
    true = {(address, case.figures[address]) for address in slip}
    lists = [
        [{(each.address, each.after) for each in s.changes} for s in fault.suggestions]
        for fault in found.faults
    ]
    place = 0
    for suggestions in lists:
        places = [number for number, each in enumerate(suggestions, 1) if each <= true]
        if not places:
            return 0
        place = max(place, places[0])
        true -= suggestions[places[0] - 1]
    return 0 if true else place


def try_slips(
    cases: list[Case], seed: str, rounds: int, *, totals_printed: bool
) -> dict[str, Counter[str]]:
    """Make slips of every kind in every case; count where the true repair was found."""
    counts: dict[str, Counter[str]] = {}
    for kind, slip in SLIPS.items():
        counts[kind] = Counter()
        for case in cases:
            chance = random.Random(f"{seed} {kind} {case.name} {case.section}")  # noqa: S311 no secret
            for _ in range(rounds):
                made = slip(chance, case)
                if made is None or not (totals_printed or any(a in case.typed for a in made)):
                    continue
                report = report_with(case, made, totals_printed=totals_printed)
                board = TallyBoard(report)
                if board.count(case.section).keys() == {Balance.BALANCED}:
                    counts[kind]["unnoticed"] += 1
                    continue
                place = place_of(case, made, suggest(report, board, case.section, case.said))
                counts[kind]["tried"] += 1
                counts[kind]["first"] += place == 1
                counts[kind]["three"] += 1 <= place <= 3
                counts[kind]["listed"] += place > 0
    return counts


def show(title: str, counts: Mapping[str, Counter[str]]) -> None:
    """Print a table of rates."""
    print(f"\n{title}\n")
    print("| 填错的方式 | 次数 | 第一条就是 | 前三条之内 | 列出 | 另有看不出的 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    total: Counter[str] = Counter()
    for kind, count in counts.items():
        total += count
        if count:
            print(_line(kind, count))
    print(_line("合计", total))


def _line(kind: str, count: Counter[str]) -> str:
    tried = max(1, count["tried"])
    rates = " | ".join(f"{count[each] / tried:.1%}" for each in ("first", "three", "listed"))
    return f"| {kind} | {count['tried']} | {rates} | {count['unnoticed']} |"


def main() -> None:
    """Print the tables: totals printed, totals computed, and with what the texts say."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    seed = sys.argv[3] if len(sys.argv) > 3 else "measured"
    forms = load_forms()
    cases = sample_cases(forms)
    if folder is not None:
        cases = folder_cases(forms, folder)
    print("reports:", "、".join(f"{case.name}/{case.section}" for case in cases))
    show(
        "Read from a source that prints its totals",
        try_slips(cases, seed, rounds, totals_printed=True),
    )
    show(
        "Typed: totals computed, texts unknown",
        try_slips(cases, seed, rounds, totals_printed=False),
    )
    told = sample_cases(forms, with_texts=True)
    show(
        "The samples typed, with what their texts say",
        try_slips(told, seed, rounds, totals_printed=False),
    )


if __name__ == "__main__":
    main()
