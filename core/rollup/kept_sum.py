"""The sum that a project keeps (sum.nianbao): linked to its units, corrected by hand, undone.

It is a report like any other: its texts may be written and its cells corrected in the window for
one report too. What its units have come to since is taken over in one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.apart.stopping import Stop, go_on, never
from core.base.problem import Problem
from core.document.file import Stamp, load_with_history, save
from core.document.history import History
from core.figures.address import Address
from core.figures.value import State, parse
from core.report.edit import apply
from core.report.edits import Edit
from core.report.report import Report
from core.report.transition import copy
from core.rollup.project import Project
from core.rollup.total import Correction, RollupTotal, correct, corrections, take_over, withdraw


@dataclass(frozen=True, slots=True)
class SumChange:
    """A cell of the kept sum that would become another one: as the paper prints both."""

    address: Address
    kept: str
    now: str


@dataclass(frozen=True, slots=True)
class _SumStep:
    """Something done with the kept sum: its name, what takes it back, the file as it left it."""

    label: str
    inverse: tuple[Edit, ...]
    stamp: Stamp


class KeptSum:
    """The project's own sum; each deed reads it anew, for it may be open elsewhere.

    A deed whose ``stop`` says that nobody waits for it any more saves nothing.
    """

    def __init__(self, project: Project, who: str) -> None:
        self._project = project
        self._who = who
        self._steps: list[_SumStep] = []

    @property
    def is_there(self) -> bool:
        """Tell whether a sum was kept."""
        return self._project.sum_path.is_file()

    @property
    def last_step(self) -> str:
        """The name of what can be undone, empty where there is nothing."""
        return self._steps[-1].label if self._steps else ""

    def report(self, total: RollupTotal) -> Report:
        """Return the sum as it stands now: the units' figures, the texts and corrections kept.

        Raises Problem where the kept sum cannot be read.
        """
        if not self.is_there:
            return total.report(self._project.head.organ, self._project.head.year)
        report = copy(self._load(total)[0])
        apply(report, take_over(report, total))
        return report

    def corrections(self, total: RollupTotal) -> tuple[Correction, ...]:
        """Return the cells that were corrected by hand; raises Problem."""
        return corrections(self._load(total)[0], total) if self.is_there else ()

    def changes(self, total: RollupTotal) -> tuple[SumChange, ...]:
        """Return the cells that are no longer what the units come to; raises Problem."""
        if not self.is_there:
            return ()
        report = self._load(total)[0]
        wanted = copy(report)
        apply(wanted, take_over(report, total))
        return tuple(
            SumChange(address, report.printed(address), wanted.printed(address))
            for address in report.form.figures
            if report.printed(address) != wanted.printed(address)
        )

    def keep(self, total: RollupTotal, stop: Stop = never) -> None:
        """Keep the sum where none is kept yet; raises Problem."""
        if not self.is_there:
            save(self.report(total), self._project.sum_path, last_look=lambda: go_on(stop))

    def correct(
        self, total: RollupTotal, address: Address, text: str, note: str, stop: Stop = never
    ) -> None:
        """Correct a cell by hand and say why; raises Problem where that cannot be."""
        value = parse(text.strip(), total.form.figures[address].kind)
        if value.state is not State.NUMBER:
            why = f"“{text.strip()}”：{value.remark}。" if value.remark else ""
            raise Problem(f"更正要填一个数。{why}")
        if not note.strip():
            raise Problem("请写明为什么更正，以后才说得清。")
        self._do(total, "更正合计", correct(address, text.strip(), note.strip()), stop)

    def withdraw(self, total: RollupTotal, address: Address, stop: Stop = never) -> None:
        """Give a corrected cell back to its units; raises Problem."""
        self._do(total, "取消更正", withdraw(address, total), stop)

    def take_over(self, total: RollupTotal, stop: Stop = never) -> int:
        """Bring the kept sum up to date in one step; returns how many cells; raises Problem."""
        count = len(self.changes(total))
        self._do(total, "更新合计", take_over(self._load(total)[0], total), stop)
        return count

    def undo(self, stop: Stop = never) -> str:
        """Take the last step back; returns its name, raises Problem where it cannot be."""
        step = self._steps[-1]
        report, history, stamp = load_with_history(self._project.sum_path, self._project.forms)
        if stamp != step.stamp:
            self._steps.clear()
            raise Problem("合计在这以后又被改动过，撤销不了。请打开合计，在它的修改记录里恢复。")
        stamp = self._save(report, history, stamp, f"撤销{step.label}", step.inverse, stop)[1]
        self._steps.pop()
        if self._steps:  # the one before stands on the file as it is now
            last = self._steps.pop()
            self._steps.append(_SumStep(last.label, last.inverse, stamp))
        return step.label

    def _do(self, total: RollupTotal, label: str, edits: Sequence[Edit], stop: Stop) -> None:
        self.keep(total, stop)
        report, history, stamp = self._load(total)
        if self._steps and self._steps[-1].stamp != stamp:
            self._steps.clear()
        inverse, stamp = self._save(report, history, stamp, label, edits, stop)
        self._steps.append(_SumStep(label, inverse, stamp))

    def _save(
        self,
        report: Report,
        history: History,
        stamp: Stamp,
        label: str,
        edits: Sequence[Edit],
        stop: Stop,
    ) -> tuple[tuple[Edit, ...], Stamp]:
        change = apply(report, edits)
        history.record(report, change, label, datetime.now().astimezone(), self._who)
        stamp = save(
            report,
            self._project.sum_path,
            stamp,
            history=history,
            last_look=lambda: go_on(stop),
        )
        return change.inverse, stamp

    def _load(self, total: RollupTotal) -> tuple[Report, History, Stamp]:
        path = self._project.sum_path
        report, history, stamp = load_with_history(path, self._project.forms)
        if report.form.edition != total.form.edition or report.year != self._project.head.year:
            raise Problem(f"“{path}”不是这一年度的合计，请把它移到别处。")
        return report, history, stamp
