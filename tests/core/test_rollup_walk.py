"""Random walks through a roll-up beside a plain model: versions, marks, numbers, sums."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.document.encode import encode
from core.document.file import Stamp
from core.figures.address import Address
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup.head import Head
from core.rollup.index import Index
from core.rollup.judging import describe
from core.rollup.kept_sum import KeptSum
from core.rollup.project import make_project, open_project
from core.rollup.survey import look_over, total_of
from core.rollup.taken import Taken
from core.rollup.total import RollupTotal
from core.rollup.unit import Unit
from tests.city import YEAR, make_report, name_of
from tests.conftest import EXAMPLES

NOW = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
CELLS = (Address("proactive.licensing.decisions"), Address("proactive.penalty.decisions"))
UNITS, STEPS = 3, 30


@dataclass
class PlainUnit:
    """What is known of a unit: its versions' figures by digest, blank or a number."""

    versions: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    current: str = ""
    confirmed: str = ""
    returned: str = ""
    counts: bool = True

    @property
    def state(self) -> str:
        if not self.current:
            return "未报"
        if self.confirmed == self.current:
            return "已核"
        return "已退回" if self.returned == self.current else "已报"


@dataclass
class PlainSum:
    """The kept sum: what stands in each cell, and which of them somebody typed."""

    stands: list[int | None]
    typed: set[int] = field(default_factory=set)


@cache
def document(number: int, figures: tuple[int | None, ...]) -> tuple[Taken, bytes]:
    report = make_report(load_forms(), number)
    texts = ["" if figure is None else str(figure) for figure in figures]
    apply(report, [SetFigure(a, text) for a, text in zip(CELLS, texts, strict=True)])
    return replace(describe(report, Taken(f"{number}.nianbao")), findings=()), encode(report)


class Walk:
    """One walk: each step is done with the project and with the model."""

    def __init__(self, folder: Path, forms: Forms, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  the same walks each time
        units = tuple(Unit(f"{n:04x}", name_of(n)) for n in range(UNITS))
        self.project = make_project(folder, Head("青禾市人民政府", YEAR, units), forms)
        self.kept = KeptSum(self.project, "李四")
        self.index = Index(None)
        self.units = [PlainUnit() for _ in range(UNITS)]
        self.sum: PlainSum | None = None
        self.undone: list[PlainSum] = []

    def step(self) -> None:
        number = self.chance.randrange(UNITS)
        unit, plain = self.project.head.units[number], self.units[number]
        deed = self.chance.choice(("keep", "keep", "again", "mark", "list", "sum", "sum", "undo"))
        if deed == "keep":
            figures = tuple(self.chance.choice((None, 0, 1, 7, 40)) for _ in CELLS)
            taken, data = document(number, figures)
            counts = self.chance.random() < 0.8
            with self.project.desk(unit) as desk:
                desk.keep(taken, data, "文件名", "李四", NOW, counts=counts)
            digest = Stamp.of(data).sha256
            plain.versions.setdefault(digest, figures)
            plain.current = digest if counts else plain.current
        elif deed == "again" and plain.versions:
            digest = self.chance.choice(("", *plain.versions))
            with self.project.desk(unit) as desk:
                desk.choose(digest) if digest else desk.withdraw()
            plain.current = digest
        elif deed == "mark" and plain.current:
            is_right = self.chance.random() < 0.5
            with self.project.desk(unit) as desk:
                (desk.confirm if is_right else desk.send_back)("李四", NOW)
            plain.confirmed = plain.current if is_right else ""
            plain.returned = plain.returned if is_right else plain.current
        elif deed == "list":
            plain.counts = not plain.counts
            listed = list(self.project.head.units)
            listed[number] = replace(unit, is_counted=plain.counts)
            self.project.change(replace(self.project.head, units=tuple(listed)))
        elif deed == "sum":
            self.change_sum()
        elif deed == "undo" and self.kept.last_step:
            self.kept.undo()
            self.sum = self.undone.pop()

    def change_sum(self) -> None:
        total, sums = self.total(), self.sums()
        at = self.chance.randrange(len(CELLS))
        before = deepcopy(self.sum) or PlainSum(list(sums))
        now = deepcopy(before)
        match self.chance.choice(("correct", "withdraw", "take over")):
            case "correct":
                now.stands[at] = self.chance.randrange(1000)
                now.typed.add(at)
                self.kept.correct(total, CELLS[at], str(now.stands[at]), "已电话核实")
            case "withdraw" if at in before.typed:
                now.stands[at] = sums[at]
                now.typed.discard(at)
                self.kept.withdraw(total, CELLS[at])
            case "take over" if self.sum is not None:
                for other, figure in enumerate(sums):
                    if other not in now.typed:
                        now.stands[other] = figure
                self.kept.take_over(total)
            case _:
                return
        self.undone.append(before)
        self.sum = now

    def total(self) -> RollupTotal:
        return total_of(self.project, look_over(self.project, self.index))

    def sums(self) -> list[int | None]:
        """Add up what counts, one number after the other; nothing there is no zero."""
        counting = [u.versions[u.current] for u in self.units if u.counts and u.current]
        columns = [[each[at] for each in counting] for at in range(len(CELLS))]
        found = [[figure for figure in column if figure is not None] for column in columns]
        return [sum(figures) if figures else None for figures in found]

    def check(self) -> None:
        rows, total = look_over(self.project, self.index), self.total()
        assert [row.state.value for row in rows] == [unit.state for unit in self.units]
        assert [row.is_added for row in rows] == [
            unit.counts and bool(unit.current) for unit in self.units
        ]
        assert [total.figures[a] for a in CELLS] == self.sums()
        counting = [u.versions[u.current] for u in self.units if u.counts and u.current]
        assert [total.lacking.get(a, 0) for a in CELLS] == [
            sum(each[at] is None for each in counting) for at in range(len(CELLS))
        ]
        assert self.kept.is_there == (self.sum is not None)
        if self.sum is not None:
            known = {each.address: each.stands for each in self.kept.corrections(total)}
            typed = {CELLS[at]: self.sum.stands[at] for at in self.sum.typed}
            sums = dict(zip(CELLS, self.sums(), strict=True))
            assert known == {a: stands for a, stands in typed.items() if stands != sums[a]}
            shown = self.kept.report(total)
            assert [shown.figure(a) for a in CELLS] == [typed.get(a, sums[a]) for a in CELLS]

    def check_anew(self, forms: Forms) -> None:
        """Whoever opens the project anew, and knows nothing, sees the same."""
        again = open_project(self.project.folder, forms)
        assert list(again.statuses()) == list(self.project.statuses())
        fresh = look_over(again, Index(None))
        assert total_of(again, fresh) == self.total()
        kept = KeptSum(again, "王五")
        assert kept.corrections(self.total()) == self.kept.corrections(self.total())
        for unit, plain in zip(again.head.units, self.units, strict=True):
            for digest, figures in plain.versions.items():
                report = again.report(unit, digest)
                assert tuple(report.figure(a) for a in CELLS) == figures
            if not plain.current:
                with pytest.raises(Problem, match="还没有这份报告"):
                    again.report(unit)


@pytest.mark.parametrize("seed", range(1 + EXAMPLES // 50))
def test_any_walk_through_a_roll_up_stays_beside_the_model(
    tmp_path: Path, forms: Forms, seed: int
) -> None:
    walk = Walk(tmp_path / "汇总", forms, seed)
    for _ in range(STEPS):
        walk.step()
        walk.check()
    walk.check_anew(forms)
