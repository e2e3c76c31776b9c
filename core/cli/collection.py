"""The commands of collecting: forms for units without the program, parts put together."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from core.base.problem import Problem
from core.cli.heap import read_heap, units_listed
from core.cli.opened import form_of_year, open_report
from core.cli.outcome import Outcome
from core.document.encode import SUFFIX
from core.document.file import is_document_file, load_with_history, save
from core.document.history import History
from core.forms.loader import Forms, load_forms
from core.reading.opening import open_file
from core.report.report import Report
from core.rollup.matching import Matcher
from core.rollup.unit import Unit
from core.sharing.coming_back import read_part
from core.sharing.merging import MergedParts, merge_parts
from core.years.following import FollowingYear, follow

_LONGEST_SAID = 60


def form(arguments: Namespace) -> Outcome:
    """Write collection forms: one for each unit of a list, or one without a name."""
    from core.rollup.papers.forms_package import (
        CollectingOffice,
        begin_forms,
        write_package,
        zip_of,
    )

    forms = load_forms()
    blank = form_of_year(arguments.year, forms)
    units = _units(arguments)
    last, names = _last_year(arguments, forms, units)
    begun = begin_forms(blank, arguments.year, units, last)
    office = CollectingOffice((arguments.organ or "").strip(), arguments.deadline)
    folder: Path = arguments.target
    made = write_package(folder, units, begun, office, names, as_zip=arguments.zip)
    lines = [f"{each.unit.name or '（没有单位名称）'}：{folder / each.form}" for each in made]
    lines.append(f"共做了{len(made)}份收集表和通知，清单是“{folder / '清单.xlsx'}”。")
    if arguments.last is not None:
        lines.append(f"其中{len(names)}份带入了上年的结转数，并在格子旁提示上年的数。")
    if arguments.zip:
        lines.append(f"已打包：{zip_of(folder)}")
    return Outcome("".join(f"{line}\n" for line in lines))


def merge(arguments: Namespace) -> Outcome:
    """Put parts into a report; the status is 1 where two say something else."""
    forms = load_forms()
    target: Path = arguments.target
    if target.suffix.lower() != SUFFIX:
        raise Problem(f"“{target.name}”不是年报文档的名称，请写成以 {SUFFIX} 结尾的名称。")
    if target.exists() and not arguments.force:
        raise Problem(f"已经有“{target.name}”，没有合并。要覆盖它请加上 --force。")
    base, history = _base(arguments.file, forms)
    parts = [read_part(path, forms) for path in arguments.parts]
    now = datetime.now().astimezone()
    merged = merge_parts(base, history, arguments.file.name, parts, now)
    save(base, target, overwrite=arguments.force, history=history)
    lines = [*_told(merged), f"已保存：{target}"]
    return Outcome("".join(f"{line}\n" for line in lines), int(bool(merged.conflicts)))


def _base(path: Path, forms: Forms) -> tuple[Report, History]:
    """Open the report that parts are put into, with its history where it has one."""
    if is_document_file(path):
        report, history, _ = load_with_history(path, forms)
        return report, history
    return open_report(path, forms).dated_report(path.name), History()


def _told(merged: MergedParts) -> list[str]:
    lines = [f"{name}：取入{figures}个数、{texts}段文字" for name, figures, texts in merged.given]
    lines += merged.told
    for conflict in merged.conflicts:
        said = "；".join(f"{name}写“{_short(words)}”" for name, words in conflict.said)
        lines.append(f"{conflict.part} {conflict.place}填得不一样，没有改动：{said}")
    if merged.conflicts:
        lines.append(f"有{len(merged.conflicts)}处填得不一样，请逐处核对后在报告里改定。")
    return lines


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_SAID else f"{line[:_LONGEST_SAID]}…"


def _units(arguments: Namespace) -> tuple[Unit, ...]:
    if arguments.units is None:
        return (Unit("1", ""),)
    units = units_listed(arguments.units)
    if not units:
        raise Problem(f"“{arguments.units.name}”里没有单位，没有做收集表。")
    return units


def _last_year(
    arguments: Namespace, forms: Forms, units: tuple[Unit, ...]
) -> tuple[dict[str, FollowingYear], dict[str, str]]:
    """Find the units' reports of the year before in a folder."""
    found: dict[str, FollowingYear] = {}
    names: dict[str, str] = {}
    folder: Path | None = arguments.last
    if folder is None:
        return found, names
    matcher = Matcher(units)
    for taken in read_heap(folder, forms):
        unit = matcher.match(taken).unit if taken.is_read else None
        if unit is None or taken.year != arguments.year - 1 or not (folder / taken.file).is_file():
            continue
        opened = open_file(folder / taken.file, forms)
        found[unit.key] = follow(
            opened.report, taken.year, taken.file, forms, arguments.year, unit.name
        )
        names[unit.key] = taken.file
    return found, names
