"""How many figures are read right from the layouts of real pages, whole and with damaged labels.

Reports with random figures, every third with tallies that do not hold, are printed in each layout,
with labels as the form has them, then with some cut, misspelt or lost, and with lines lost, swapped
or put in; all are read back:

    python benchmarks/layout_rates.py [REPORTS]

What counts is the last column: a figure that is wrong without a doubt, which must be none. A wrong
one that is marked as 推算 or 存疑 is listed too.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import Form, Role
from core.forms.loader import Forms, load_forms
from core.reading.source import read_text
from core.recognition.reading import Certainty, Reading
from core.report.report import Report
from tests.core.reading_layouts import LAYOUTS, TORN_LAYOUTS, Layout, Style, filled, printed

REPORTS = 20
KINDS = ("读准", "推算", "推算或存疑而错", "空着，说明原因", "空着没说", "读错没说")
_ENUMERATOR = re.compile(r"^(（[一二三四五六七]）|[一二三四五六]、|\d\.)")
_SLIPS = "的之其于及与本无未行政"


def make_report(form: Form, random: Random, *, balanced: bool) -> Report:
    """Make a report; where it is balanced, what came in is what was done and what is left."""
    figures = {
        address: random.choice([0, 0, 0, 1, 2, random.randrange(60)])
        for address, figure in form.figures.items()
        if not figure.computed
    }
    for carried_in in [a for a in figures if balanced and a.row == "carried_in"]:
        mine = {a.row: a for a in figures if (a.section, a.column) == _column(carried_in)}
        received = mine.pop("received")
        went = sum(figures[a] for row, a in mine.items() if row != "carried_in")
        figures[carried_in] = min(figures[carried_in], went)
        figures[received] = went - figures[carried_in]
    return filled(form, figures)


def _column(address: Address) -> tuple[str, str]:
    return address.section, address.column


def _cut(label: str, random: Random) -> str:
    return label[: random.randint(max(len(label) // 2, 3), max(len(label) - 1, 3))]


def _slip(label: str, random: Random) -> str:
    at = random.randrange(len(label))
    return random.choice(
        [label[:at] + label[at + 1 :], label[:at] + random.choice(_SLIPS) + label[at + 1 :]]
    )


def _torn(_label: str, _random: Random) -> str:
    return ""


DAMAGES: dict[str, Callable[[str, Random], str] | None] = {
    "完整": None,
    "截断": _cut,
    "错字": _slip,
    "缺失": _torn,
    "截断，丢一行": _cut,
    "错字，两行换位": _slip,
    "缺失，多一行": _torn,
}


def _lose_line(lines: list[str], at: int, _random: Random) -> list[str]:
    return [*lines[:at], *lines[at + 1 :]]


def _swap(lines: list[str], at: int, _random: Random) -> list[str]:
    """Put two rows the other way round; two lines of one figure each would be other figures."""
    if not all(len(re.findall(r"\d+", line)) > 3 for line in lines[at : at + 2]):
        return lines
    return [*lines[:at], *reversed(lines[at : at + 2]), *lines[at + 2 :]]


def _twice(lines: list[str], at: int, random: Random) -> list[str]:
    """Put a line there that is like the one before it, without its label or with another."""
    if not any(map(str.isdigit, lines[at])):
        return lines
    more = re.sub(r"[^\d\s|]{3,}", random.choice(["", "小计", "其中"]), lines[at])
    return [*lines[: at + 1], more, *lines[at + 1 :]]


LINES: dict[str, Callable[[list[str], int, Random], list[str]]] = {
    "截断，丢一行": _lose_line,
    "错字，两行换位": _swap,
    "缺失，多一行": _twice,
}


def wording(form: Form, damage: Callable[[str, Random], str], random: Random) -> dict[str, str]:
    """Damage one to three labels of rows."""
    labels = [
        cell.text
        for table in form.tables
        for cell in table.cells
        if cell.role is Role.LABEL and len(cell.text) > 4
    ]
    chosen = random.sample(labels, random.randint(1, 3))
    found = {}
    for label in chosen:
        number = _ENUMERATOR.match(label)
        begin = number.end() if number else 0
        found[label] = label[:begin] + damage(label[begin:], random)
    return found


def count(report: Report, reading: Reading | None) -> Counter[str]:
    """Count what became of each figure."""
    if reading is None:
        return Counter({"空着，说明原因": len(report.form.figures)})
    if reading.form is not report.form:
        return Counter({"读错没说": len(report.form.figures)})
    read = reading.report()
    counts: Counter[str] = Counter()
    for address, found in reading.figures.items():
        figure = read.figure(address)
        if figure == report.figure(address):
            counts["推算" if found.certainty is Certainty.DEDUCED else "读准"] += 1
        elif figure is None:
            counts["空着，说明原因" if found.why else "空着没说"] += 1
        else:
            counts["读错没说" if found.doubt is None else "推算或存疑而错"] += 1
    return counts


def rates(forms: Forms, layout: Layout, damage: str, reports: int) -> Counter[str]:
    """Count over reports of both editions in one layout."""
    counts: Counter[str] = Counter()
    spoil = DAMAGES[damage]
    for number in range(reports):
        random = Random(f"{layout.name} {damage} {number}")  # noqa: S311  not for secrets
        form = forms.editions[number % len(forms.editions)]
        report = make_report(form, random, balanced=number % 3 < 2)
        style = Style(wording=wording(form, spoil, random) if spoil else None)
        lines = printed(report, layout, style).split("\n")
        for _ in range(2 if damage in LINES else 0):
            lines = LINES[damage](lines, random.randrange(20, len(lines) - 10), random)
        try:
            reading = read_text("\n".join(lines), forms, "样本.txt")
        except Problem:
            reading = None
        counts += count(report, reading)
    return counts


def main(arguments: Sequence[str]) -> int:
    """Print the table; the status is 1 where anything is wrong in silence."""
    reports = int(arguments[0]) if arguments else REPORTS
    forms = load_forms()
    print(f"| 排法 | 栏目 | {' | '.join(KINDS)} |\n|{'---|' * (len(KINDS) + 2)}")
    whole: Counter[str] = Counter()
    for layout in (*LAYOUTS, *TORN_LAYOUTS):
        for damage in DAMAGES:
            found = rates(forms, layout, damage, reports)
            whole += found
            print(f"| {layout.name} | {damage} | {' | '.join(str(found[k]) for k in KINDS)} |")
    print(f"| 合计 | | {' | '.join(str(whole[kind]) for kind in KINDS)} |")
    return int(whole["读错没说"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
