"""The tables that a roll-up writes beside its sum: the workbook for leaders, all figures as CSV."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from core.base.atomic import put_out
from core.base.problem import Problem
from core.cli.outcome import Outcome
from core.forms.loader import load_forms
from core.rollup.entry import EntryState, Gathering
from core.rollup.head import Head
from core.rollup.heap import REMINDER
from core.rollup.index import Index
from core.rollup.papers.circular import circular
from core.rollup.papers.figure_table import figure_table
from core.rollup.papers.leaders import leaders_workbook
from core.rollup.papers.reminder import SHEET, reminder
from core.rollup.project import open_project
from core.rollup.survey import UnitRow, look_over
from core.rollup.total import Correction, RollupTotal

_KINDS = (".xlsx", ".csv")


def check_tables(paths: Iterable[Path]) -> None:
    """Refuse a suffix that names no table before anything is read; raises Problem."""
    for path in paths:
        if path.suffix.lower() not in _KINDS:
            raise Problem(
                f"--table 后面的“{path.name}”后缀不对。请写 .xlsx（汇总、单位、问题三张表）"
                "或者 .csv（每个单位每一格一行）。"
            )


def write_tables(
    paths: Iterable[Path],
    gathering: Gathering,
    total: RollupTotal,
    organ: str,
    corrections: Sequence[Correction],
) -> list[str]:
    """Write the tables that were asked for; returns a line about each."""
    lines = []
    for path in paths:
        if path.suffix.lower() == ".csv":
            data = figure_table(gathering.entries, gathering.form)
        else:
            data = leaders_workbook(gathering, total, organ, corrections)
        put_out(path, data)
        lines.append(f"已写出：{path}")
    return lines


def write_circular(arguments: Namespace) -> Outcome:
    """Write who reported in time and right, of one or several years' projects (通报)."""
    target: Path = arguments.target
    if target.suffix.lower() != ".xlsx":
        raise Problem(f"通报是工作簿，后缀要是.xlsx，不能存为“{target.name}”。请改后缀。")
    if target.exists() and not arguments.force:
        raise Problem(f"已有文件“{target}”，没有覆盖它。请换一个文件名；要覆盖它，请加上 --force。")
    forms = load_forms()
    years: dict[int, tuple[Head, Sequence[UnitRow]]] = {}
    for folder in arguments.folders:
        project = open_project(folder, forms)
        head = project.head
        if head.year in years:
            raise Problem(f"有两个{head.year}年度的汇总工程。请一个年度写一个。")
        years[head.year] = head, look_over(project, Index(None))
    today = date.today()  # noqa: DTZ011  the clerk's own day
    put_out(target, circular(list(years.values()), today))
    told = "、".join(f"{year}" for year in sorted(years))
    return Outcome(f"通报（{told}年度）：{target}\n")


def write_reminder(gathering: Gathering, folder: Path, organ: str) -> str:
    """Write the sheet of those who have not reported; returns a line about it, or nothing."""
    missing = [
        entry.unit
        for entry in gathering.entries
        if entry.state is EntryState.MISSING and entry.unit is not None
    ]
    if not missing:
        return ""
    path = folder / REMINDER
    today = date.today()  # noqa: DTZ011  the clerk's own day
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"{SHEET}没有写出：文件夹“{folder}”建立不了。") from error
    put_out(path, reminder(missing, organ, gathering.year, None, today))
    return f"{SHEET}（{len(missing)}个单位未报）：{path}"
