"""The sound files that are damaged: reports of our own in every kind of file that is read.

Every figure is another one, of five digits or more, so that one that was read in a wrong place or
that stands nowhere in the source is known by itself.
"""

from __future__ import annotations

import email.message
import html
import io
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path

import resources
from core.checks.inspection import Inspection
from core.clipboard.whole import paste_table
from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.document.encode import encode
from core.document.file import load
from core.document.history import History
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.link import Link
from core.report.report import Report
from core.rollup.head import Head, encode_head
from core.rollup.unit import Unit
from core.settings.phrases import shipped_phrases, write_phrases
from tests.collection_forms import fill
from tests.core.reading_layouts import LAYOUTS, printed
from tests.core.test_reading_flat import data, excel_2003, flat, row

FILES = Path(resources.__file__).resolve().parent.parent / "tests" / "files"
ORGAN, YEARS = "某市某局", {"2019": 2020, "2021": 2024}
_SAMPLES = {"2019": "cixi-2020", "2021": "huaian-2024"}
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_CONVERSIONS = {
    ".docx": ("pdf", "doc", "rtf", "xml:MS Word 2003 XML"),
    ".xlsx": ("xls", "ods", "fods"),
}


def full_report(form: Form, forms: Forms) -> Report:
    """Return a report with every figure filled, and the texts of a sample that ships."""
    sample = resources.folder() / "samples" / f"{_SAMPLES[form.edition]}.nianbao"
    report = load(sample, forms)[0]
    chance = random.Random(form.edition)  # noqa: S311  the same numbers each time
    numbers = chance.sample(range(11_000, 99_999), len(form.figures))
    edits: list[Edit] = [SetCover(ORGAN, YEARS[form.edition])]
    for (address, figure), number in zip(form.figures.items(), numbers, strict=True):
        typed = {Kind.AMOUNT: f"{number}.25", Kind.SIGNED: f"+{number}"}.get(figure.kind, number)
        edits.append(SetFigure(address, "" if figure.computed else str(typed)))
    apply(report, edits)
    for column in form.table("applications").columns:
        if column != "total":
            apply(report, [_balanced(report, column)])
    return report


def _balanced(report: Report, column: str) -> SetFigure:
    """Return the edit that makes a column of table three balance."""
    rows = [Address.of("applications", row, column) for row in ("concluded", "carried_out")]
    came = Address.of("applications", "carried_in", column)
    figure = sum(int(report.figure(a) or 0) for a in rows) - int(report.figure(came) or 0)
    return SetFigure(Address.of("applications", "received", column), str(figure))


def make_corpus(folder: Path, forms: Forms) -> None:
    """Write the sound files, a folder for each kind, and what LibreOffice makes of them."""
    for form in forms.editions:
        report = full_report(form, forms)
        for kind, name, content in _files(report, form):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            (folder / kind / name).write_bytes(content)
    if SOFFICE is None:
        return
    for kind, ways in _CONVERSIONS.items():
        sources = sorted((folder / kind[1:]).glob(f"report-*{kind}"))
        for way in ways:
            suffix = way.partition(":")[0]
            target = folder / suffix / way.partition(":")[2].replace(" ", "-").lower()
            command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
            command += ["--headless", "--convert-to", way, "--outdir", str(target)]
            subprocess.run([*command, *map(str, sources)], check=False, capture_output=True)  # noqa: S603
    shutil.rmtree(folder / "profile", ignore_errors=True)


def _files(report: Report, form: Form) -> Iterator[tuple[str, str, bytes]]:
    """Yield the kind, the name and the bytes of each file."""
    name, inspection = f"report-{form.edition}", Inspection(report)
    for suffix, kind in KINDS.items():
        if suffix != ".json":
            yield (
                "html" if suffix == ".doc" else suffix[1:],
                f"{name}{suffix}",
                kind.write(inspection),
            )
    from gui.printing import QT_KINDS  # with Qt, which nothing else here needs

    yield "pdf", f"{name}.pdf", QT_KINDS[".pdf"].write(inspection)
    docx = KINDS[".docx"]
    yield "xml", f"{name}.xml", flat(docx.write(inspection), is_binary=True)
    yield "xml", f"{name}-sheet.xml", _workbook_2003(report)
    if docx.for_review is not None:
        yield "returned", f"{name}.docx", docx.for_review.write(inspection)
    page = KINDS[".html"].write(inspection)
    mail = email.message.EmailMessage()
    mail["Subject"] = "report"
    mail.set_content(page.decode("utf-8"), subtype="html", cte="quoted-printable")
    yield "mhtml", f"{name}.mhtml", b"MIME-Version: 1.0\r\n" + mail.as_bytes()
    for layout in LAYOUTS:
        label = "".join(filter(str.isalnum, layout.name))
        text = printed(report, layout)
        yield "txt", f"{name}-{label}.txt", text.encode("utf-8")
        if "\t" in text:
            yield "csv", f"{name}-{label}.csv", text.replace(",", "，").replace("\t", ",").encode()
    form_book = io.BytesIO()
    leaves = {a: report.figure(a) for a, f in form.figures.items() if not f.computed}
    known = {a: figure for a, figure in leaves.items() if figure is not None}
    fill(collection_form(report, FormFor("u1")), form, known).save(form_book)
    yield "collection", f"{name}.xlsx", form_book.getvalue()
    for table in form.tables:
        pasted = paste_table(report, table.id)
        pair = json.dumps({"html": pasted.html, "plain": pasted.plain, "table": table.id})
        yield "clipboard", f"{name}-{table.id}.json", pair.encode()
    yield "document", f"{name}.nianbao", _document(report)
    yield "pages", f"{name}.nianbao", _document(report)
    for old in sorted(FILES.glob(f"v*/{form.edition}.nianbao")):
        yield "document", f"{old.parent.name}-{old.name}", old.read_bytes()
    yield "form", f"{form.edition}.toml", _resource("forms", f"{form.edition}.toml")
    yield from _own_files(form.edition)


def _workbook_2003(report: Report) -> bytes:
    """Return a report as Excel 2003 saves it in one XML file: LibreOffice fails to write that."""
    lines = printed(report, next(each for each in LAYOUTS if each.name == "sheet")).split("\n")
    cells = [[html.escape(cell) for cell in line.split("\t")] for line in lines]
    return excel_2003(
        "".join(
            row(*(data(cell, "Number" if cell.isdecimal() else "String") for cell in line))
            for line in cells
        )
    )


def _document(report: Report) -> bytes:
    """Return a document with a history in which some things were taken back."""
    history, again = History(), copy(report)
    now = datetime(2025, 1, 6, 9, 30, tzinfo=UTC)
    section = next(iter(again.texts))
    cell = next(iter(again.form.figures))
    link = Link(0, 2, cell)
    for number, edit in enumerate(
        (
            SetText(section, "12件，其中\n栏目\t数量\n甲\t5\n", (link,)),
            SetFigure(cell, "7"),
            SetText(section, again.texts[section], ()),
            SetFigure(cell, report.values[cell].text),
        )
    ):
        change = apply(again, [edit])
        history.record(again, change, "填写", now.replace(hour=10 + number))
    return encode(again, history)


def _own_files(edition: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield the small files that the program and its office keep."""
    office = _resource("office.toml.sample").decode("utf-8")
    set_up = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in office.split("\n")
    )
    yield "office", f"office-{edition}.toml", set_up.encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrases.toml"
        write_phrases(shipped_phrases()[:20], path)
        yield "phrases", f"phrases-{edition}.toml", path.read_bytes()
    settings = {
        "theme": "dark", "zoom": 120, "recent": ["年报/a.nianbao"], "deadline": "01-20",
        "font_song": "宋体", "watermark": "draft", "geometry": "AAAA",
    }  # fmt: skip
    yield "settings", f"settings-{edition}.json", json.dumps(settings).encode()
    units = tuple(Unit(f"{n:08x}", f"某市{name}局", (name,)) for n, name in enumerate("甲乙丙", 1))
    head = Head(ORGAN, YEARS[edition], units, date(YEARS[edition] + 1, 1, 20))
    yield "rollup", f"rollup-{edition}.json", encode_head(head)
    rows = "名称\t简称\t类别\n某市甲局\t甲局\t部门\n某市乙街道\t\t街道\n"
    yield "units", f"units-{edition}.txt", rows.encode()
    numbers = "12 1,234 １２３４ 25.1万元 251000元 + - / 无 16² ① 3,4 12.50 （3） 十二 5% 1e3 －5"
    yield "number", f"numbers-{edition}.txt", numbers.replace(" ", "\n").encode()


def _resource(*names: str) -> bytes:
    return resources.folder().joinpath(*names).read_bytes()
