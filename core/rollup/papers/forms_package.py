"""The package for all units (下发包): a form and a letter for each, and the list of what was made.

It is made beside its place and then put there whole: a folder is there with everything, or not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import put_out, reason, write_bytes
from core.base.file_name import unused_name
from core.base.problem import Problem
from core.base.time_words import day_words
from core.base.whole_folder import whole_folder
from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.forms.form import Form
from core.report.report import Report
from core.rollup.papers.letter_document import letter_document
from core.rollup.papers.sheets import SheetColumn, Table, workbook_of
from core.rollup.papers.templates import NOTICE, fill_in
from core.rollup.project import Project
from core.rollup.unit import Unit, plain_name
from core.years.following import FollowingYear, follow

FORMS, LETTERS, LIST = "收集表", "通知", "清单.xlsx"
_FAILURE = "下发包没有做成"


@dataclass(frozen=True, slots=True)
class CollectingOffice:
    """Who collects: its name, until when, and its own templates; all may be empty."""

    name: str = ""
    deadline: date | None = None
    templates: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeForm:
    """What was made for one unit: its form and its letter, below the package's folder.

    ``last`` is the name of last year's report that the form was begun from, empty without one.
    """

    unit: Unit
    form: str
    letter: str
    last: str = ""


def begin_forms(
    form: Form, year: int, units: Iterable[Unit], last: Mapping[str, FollowingYear]
) -> dict[str, Report]:
    """Return what stands in each unit's form at first, by the unit's key.

    ``last`` has the unit's report of the year before, where there is one: the figures that go on
    stand in the form, and last year's are told beside the cells.
    """
    begun: dict[str, Report] = {}
    for unit in units:
        before = last.get(unit.key)
        begun[unit.key] = Report(form, unit.name, year) if before is None else before.report()
    return begun


def followed_in(
    last: Project, units: Iterable[Unit], year: int
) -> tuple[dict[str, FollowingYear], dict[str, str]]:
    """Return what goes on from last year's roll-up, and its report's name, by the unit's key.

    Units are found again by key, else by name; one whose report cannot be read is passed over: its
    form then begins blank. Raises Problem where the roll-up is not of the year before.
    """
    if last.head.year != year - 1:
        raise Problem(f"那是{last.head.year}年度的汇总，不是{year - 1}年度的，没有带入上年的数。")
    known: dict[str, Unit] = {}
    for unit in last.head.units:
        known |= {plain_name(unit.name): unit, unit.key: unit}
    found: dict[str, FollowingYear] = {}
    names: dict[str, str] = {}
    for unit in units:
        before = known.get(unit.key) or known.get(plain_name(unit.name))
        if before is None:
            continue
        try:
            report = last.report(before)
        except (Problem, KeyError):
            continue
        name = f"{last.head.year}年度汇总里的“{before.name}”"
        found[unit.key] = follow(report, report.year, name, last.forms, year, unit.name)
        names[unit.key] = name
    return found, names


def write_package(
    folder: Path,
    units: Sequence[Unit],
    begun: Mapping[str, Report],
    office: CollectingOffice,
    last: Mapping[str, str] | None = None,
    *,
    as_zip: bool = False,
    stop: Stop = never,
) -> tuple[MadeForm, ...]:
    """Write the package into a new folder, and beside it as a .zip where that is asked.

    ``last`` names last year's report of each unit's key. Raises Problem where the folder holds
    something already or cannot be written, and Stopped; nothing is left then.
    """
    if not units:
        raise Problem("没有单位，没有做下发包。请先列出单位。")
    if as_zip and zip_of(folder).exists():
        raise Problem(f"已经有“{zip_of(folder).name}”，没有做下发包。请先把它移走。")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"{_FAILURE}：{reason(error)}（{folder.parent}）。") from error
    with whole_folder(folder, _FAILURE) as room:
        made = _write_all(room, units, begun, office, last or {}, stop)
    if as_zip:
        failure = f"“{folder.name}”已经做好，压缩包没有写出"
        put_out(zip_of(folder), _zipped(folder), failure=failure)
    return made


def zip_of(folder: Path) -> Path:
    """Return where the package of a folder is put as one file."""
    return folder.with_name(f"{folder.name}.zip")


def _write_all(
    room: Path,
    units: Sequence[Unit],
    begun: Mapping[str, Report],
    office: CollectingOffice,
    last: Mapping[str, str],
    stop: Stop,
) -> tuple[MadeForm, ...]:
    deadline = day_words(office.deadline) if office.deadline else ""
    (room / FORMS).mkdir()
    (room / LETTERS).mkdir()
    made: list[MadeForm] = []
    taken: set[str] = set()
    for unit in units:
        go_on(stop)
        report = begun[unit.key]
        name = unused_name(unit.name, ".xlsx", taken).removesuffix(".xlsx")
        until = f"{deadline}前" if deadline else ""
        form = collection_form(report, FormFor(unit.key, office.name, until))
        write_bytes(room / FORMS / f"{name}.xlsx", form, failure=_FAILURE)
        values = {
            "year": report.year,
            "unit": unit.name,
            "file": f"{name}.xlsx",
            "deadline": deadline,
            "organ": office.name,
            "date": day_words(date.today()),  # noqa: DTZ011  the clerk's own day
        }
        letter = letter_document(fill_in(NOTICE, values, office.templates), office.name)
        write_bytes(room / LETTERS / f"{name}.docx", letter, failure=_FAILURE)
        files = (f"{FORMS}/{name}.xlsx", f"{LETTERS}/{name}.docx")
        made.append(MadeForm(unit, *files, last.get(unit.key, "")))
    write_bytes(room / LIST, _list_of(made, office), failure=_FAILURE)
    go_on(stop)
    return tuple(made)


def _list_of(made: Sequence[MadeForm], office: CollectingOffice) -> bytes:
    columns = (
        SheetColumn("序号", 6),
        SheetColumn("单位", 34),
        SheetColumn("联系人", 24),
        SheetColumn("收集表", 36),
        SheetColumn("通知", 36),
        SheetColumn("上年报告", 30),
        SheetColumn("发出时间", 14),
        SheetColumn("交回时间", 14),
    )
    rows = [
        (number, each.unit.name, each.unit.contact, each.form, each.letter, each.last, "", "")
        for number, each in enumerate(made, 1)
    ]
    return workbook_of([Table("清单", f"{office.name}下发清单", columns, rows)])


def _zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                package.write(path, path.relative_to(folder.parent).as_posix())
    return content.getvalue()
