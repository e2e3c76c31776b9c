"""What a project (汇总工程) has beyond its units' reports: its own sum, corrected by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.base.atomic import put_out
from core.base.exact_json import Json
from core.base.problem import Problem
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover
from core.report.report import Report
from core.rollup.kept_sum import KeptSum
from core.rollup.project import is_project, open_project
from core.rollup.total import Correction, RollupTotal

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class SumMade:
    """The sum as a report, and what of it was corrected by hand; None where there is no project."""

    report: Report
    corrections: tuple[Correction, ...] | None = None

    def as_json(self) -> dict[str, Json]:
        """Return what a project adds to the JSON of a roll-up; nothing without one."""
        if self.corrections is None:
            return {}
        return {
            "corrected": [
                {
                    "figure": each.address,
                    "summed": each.summed,
                    "stands": each.stands,
                    "note": each.note,
                }
                for each in self.corrections
            ]
        }

    def words(self) -> list[str]:
        """Say which figures are not what the units come to."""
        if not self.corrections:
            return []
        figures = self.report.form.figures
        lines = [f"有{len(self.corrections)}格是手工更正的，按更正的数写出："]
        for each in self.corrections[:_MOST_TOLD]:
            summed = "空着" if each.summed is None else each.summed
            stands = "空着" if each.stands is None else each.stands
            note = f"（{' '.join(each.note.split())}）" if each.note.strip() else "（没有写原因）"
            place = figures[each.address].place
            lines.append(f"  {place}：各单位之和{summed}，更正为{stands}{note}")
        if len(self.corrections) > _MOST_TOLD:
            lines.append(f"  另有{len(self.corrections) - _MOST_TOLD}格，见写出的文档。")
        return lines


def make_sum(folder: Path, forms: Forms, total: RollupTotal, organ: str, year: int) -> SumMade:
    """Return the sum of a heap, or of a project as it keeps it: texts and corrections stay.

    Raises Problem where a kept sum cannot be read: corrections in it would be lost in silence.
    """
    if not is_project(folder):
        return SumMade(total.report(organ, year))
    kept = KeptSum(open_project(folder, forms), "")
    report, corrections = kept.report(total), kept.corrections(total)
    if organ and organ != report.organ:
        apply(report, [SetCover(organ, report.year)])
    return SumMade(report, corrections)


def write_overview(
    target: Path, folder: Path, forms: Forms, names: Sequence[str], organ: str, year: int
) -> str:
    """Write what the counted units' overviews say in numbers; returns a line about it.

    ``names`` are the units that are counted.
    """
    from core.rollup.overview import overview_line, overview_sentence
    from core.rollup.papers.overview_table import overview_table

    project, wanted = open_project(folder, forms), set(names)
    units = [unit for unit in project.head.units if unit.name in wanted]
    lines = [overview_line(unit.name, project.report(unit)) for unit in units]
    put_out(target, overview_table(lines, organ, year))
    return f"已写出：{target}　{overview_sentence(lines) or '没有找到可以汇总的数。'}"


def check_overview(target: Path | None, folder: Path) -> None:
    """Refuse before anything is read what cannot be written; raises Problem."""
    if target is None:
        return
    if target.suffix.lower() != ".xlsx":
        raise Problem(f"--overview 后面的“{target.name}”后缀不对，要写 .xlsx。")
    if not is_project(folder):
        raise Problem(
            f"“{folder}”不是汇总工程，不能用 --overview：总体情况的数要从收下的报告里读。"
            "请先在窗口里新建汇总工程，把这些报告读进去。"
        )
