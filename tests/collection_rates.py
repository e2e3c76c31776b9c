"""Random fillings of the collection form, through another program and back, counted.

What that program computes is held against what we compute, and what is read back against what was
filled in. A form is filled in its XML: thousands of them would take hours by a library.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core.checks.tally import Tally
from core.collection.book import collection_form
from core.collection.formulas import tally_words
from core.collection.plan import FormFor
from core.figures.address import Address
from core.figures.value import Number
from core.forms.form import Form
from core.forms.loader import Forms
from core.printed.own_marks import CHECK_SHEET
from core.reading.source import read_source
from core.report.report import Report
from core.sources.package import Package
from core.sources.sheet import Sheet, read_sheet
from core.sources.workbook_parts import read_parts
from tests.collection_forms import form_places, random_figures, report_of
from tests.libreoffice import convert_to_all

KINDS = ("xlsx", "xls", "ods")
ORGAN = "某市水利局"
BLANKS = (0, 0, 0.02, 0.5)
"""The shares of blank cells, one of which each filling has."""
_CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(r"<v\s*/>|<v>[^<]*</v>")
_NUMBER = re.compile(r"<v>(-?\d+\.\d+)</v>")
_UNKEPT = re.compile(
    r"<(dataValidations|conditionalFormatting|sheetProtection)\b.*?(?:/>|</\1>)", re.DOTALL
)


class Filler:
    """The blank form of an edition, filled again and again."""

    def __init__(self, form: Form) -> None:
        self.form, self.year = form, form.first_year
        self.places = form_places(form)
        data = collection_form(Report(form, ORGAN, self.year), FormFor("u1"))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        titles = re.findall(r'<sheet [^>]*?name="([^"]+)"', self._parts["xl/workbook.xml"].decode())
        self._sheets = {
            title: f"xl/worksheets/sheet{number}.xml" for number, title in enumerate(titles, 1)
        }

    def fill(self, figures: Mapping[Address, Number], path: Path) -> None:
        """Write the form with figures typed in, and no formula computed."""
        by_sheet: dict[str, dict[str, Number]] = {}
        for address, figure in figures.items():
            place = self.places[address]
            by_sheet.setdefault(place.sheet, {})[place.cell] = figure
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            parts = dict(self._parts)
            for title, part in self._sheets.items():
                parts[part] = _filled(parts[part], by_sheet.get(title, {}))
            for name, content in parts.items():
                package.writestr(name, content)


def _filled(part: bytes, figures: Mapping[str, Number]) -> bytes:
    left = dict(figures)

    def put(match: re.Match[str]) -> str:
        cell, about, inside = match[1], match[2], match[3] or ""
        if "<f>" in inside:
            about = re.sub(r' t="\w+"', "", about)
            return f'<c r="{cell}"{about}>{_VALUE.sub("", inside)}</c>'
        if cell not in left:
            return match[0]
        return f'<c r="{cell}"{about}><v>{Decimal(left.pop(cell)):f}</v></c>'

    filled = _CELL.sub(put, part.decode("utf-8"))
    assert not left, left
    return filled.encode("utf-8")


def as_wps_saves(source: Path, target: Path) -> None:
    """Write a workbook as WPS would: seventeen digits, its own properties, no advice, no locks."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                text = _UNKEPT.sub("", content.decode("utf-8"))
                content = _NUMBER.sub(lambda m: f"<v>{float(m[1]):.17g}</v>", text).encode()
            elif name == "docProps/app.xml":
                content = re.sub(
                    rb"<Application>[^<]*</Application>",
                    "<Application>WPS 表格</Application>".encode(),
                    content,
                )
            new.writestr(name, content)


@dataclass(frozen=True, slots=True)
class Filled:
    """One filling: its file's stem, and the report that it is."""

    stem: str
    report: Report


def run(
    forms: Forms, batches: Iterable[range], folder: Path, seed: str = ""
) -> Iterator[Counter[str]]:
    """Fill forms of all editions in turn; yields, batch by batch, what was counted.

    A number and a seed always give the same filling. The keys say what was held against what;
    those that begin with 错 name the filling and the place, and must be none.
    """
    fillers = [Filler(form) for form in forms.editions]
    for numbers in batches:
        yield _count(forms, fillers, numbers, folder, seed)


def _count(
    forms: Forms, fillers: Sequence[Filler], numbers: range, folder: Path, seed: str
) -> Counter[str]:
    room = folder / f"b{numbers.start}"
    out = {kind: room / kind for kind in KINDS}
    room.mkdir(parents=True)
    filled = [_fill(fillers[number % len(fillers)], seed, room, number) for number in numbers]
    told: Counter[str] = Counter(填写=len(filled))
    paths = [room / f"{each.stem}.xlsx" for each in filled]
    convert_to_all(paths, out, profile=folder / "profile", timeout=3600)
    for each in filled:
        for kind in KINDS:
            told += _read_back(out[kind] / f"{each.stem}.{kind}", each, forms, kind)
        saved = out["xlsx"] / f"{each.stem}.xlsx"
        told += _computed(saved, each)
        as_wps_saves(saved, room / f"{each.stem}w.xlsx")
        told += _read_back(room / f"{each.stem}w.xlsx", each, forms, "wps")
    shutil.rmtree(room)
    return told


def _fill(filler: Filler, seed: str, room: Path, number: int) -> Filled:
    chance = random.Random(f"forms{seed}-{number}")  # noqa: S311  # figures to fill in
    figures = random_figures(filler.form, chance, chance.choice(BLANKS))
    filler.fill(figures, room / f"f{number}.xlsx")
    return Filled(f"f{number}", report_of(filler.form, figures, ORGAN, filler.year))


def _read_back(path: Path, filled: Filled, forms: Forms, kind: str) -> Counter[str]:
    """Hold what is read from a file against what was filled in, cell by cell."""
    report = filled.report
    reading = read_source(path, forms)
    read = reading.report()
    told: Counter[str] = Counter()
    if (read.organ, reading.year) != (report.organ, report.year) or reading.remarks:
        told[f"错：{kind}的封面或者标记，{filled.stem}"] += 1
    for address in report.form.figures:
        right = read.figure(address) == report.figure(address) and address not in read.doubts
        told[f"{kind}读回的格" if right else f"错：{kind}读回的格，{filled.stem}，{address}"] += 1
    return told


def _computed(path: Path, filled: Filled) -> Counter[str]:
    """Hold every total and tally that the other program computed against ours."""
    report = filled.report
    package = Package(path.read_bytes())
    parts = read_parts(package)
    sheets = {title: read_sheet(package, part, parts) for title, part in parts.sheets}
    told: Counter[str] = Counter()
    for address, place in form_places(report.form).items():
        if report.form.figures[address].computed:
            stored = _stored(sheets[place.sheet], (place.row, place.column))
            right = stored == report.figure(address)
            told["算出的合计" if right else f"错：算出的合计，{filled.stem}，{address}"] += 1
    due = [Tally(each, report) for each in report.form.identities if each.computes is None]
    for said, tally in zip(_states(sheets[CHECK_SHEET], len(due)), due, strict=True):
        right = said == tally_words(tally)
        told["算出的勾稽" if right else f"错：算出的勾稽，{filled.stem}，{said}"] += 1
    return told


def _stored(sheet: Sheet, place: tuple[int, int]) -> Number | None:
    formula = sheet.formulas.get(place)
    return None if formula is None else formula.stored


def _states(sheet: Sheet, count: int) -> Sequence[str]:
    """Return what stands in the last column of the last rows of the check sheet."""
    return [sheet.stored(row, 5).text for row in sheet.rows()][-count:]
