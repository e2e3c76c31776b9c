"""What damaged files are given to, and what must hold whatever they are.

Only the problems that are told to a clerk may come out. What was read stands in the source, where
the source has it. Whatever was read can be saved, opened, checked and exported as it is.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

from benchmarks.fuzz_corpus import full_report
from benchmarks.fuzz_mutations import (
    MISLEADING,
    Damage,
    some_bytes,
    some_control,
    some_drawing,
    some_markup,
    some_part,
    some_record,
    some_value,
    some_words,
)
from benchmarks.fuzz_said import Said
from core.apart.child import Request
from core.apart.child import read as read_here
from core.apart.handing_over import HandedOver, pack, unpack
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.cli import main as command_line
from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import CellFate, plan_paste
from core.document.decode import decode, decode_document
from core.document.encode import encode
from core.document.history import History
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.figures.number_words import number_of_words
from core.figures.value import Kind, Number, State, parse
from core.forms.keys import FormError
from core.forms.loader import Forms, load_form, load_forms
from core.reading.door import open_source
from core.recognition.reading import Certainty, Reading
from core.report.edit import apply
from core.report.report import Report
from core.returning.proposals import proposals, unread
from core.returning.returned import find_basis, objections, read_returned
from core.rollup.judging import judge
from core.rollup.project import open_project
from core.rollup.taken_json import taken_as_json, taken_from_json
from core.rollup.unit_list import read_units, units_from_text
from core.rollup.version import decode_status
from core.settings.office import OFFICE, load_office
from core.settings.phrases import read_phrases
from core.settings.settings import FILE_NAME, load_settings
from core.sharing.coming_back import read_part

SELDOM = 15
"""Once in so many runs, what takes long is done too."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


_TURNED = re.compile(rf"\d[^\d\n]*[{MISLEADING}][^\d\n]*\d")


class Wrong(Exception):  # noqa: N818  what was found, told by its kind
    """Something that must never be; ``kind`` is its column in the table."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(what)
        self.kind = kind


@dataclass
class Room:
    """What the targets need: a folder of their own, the forms, the figures of the sound files."""

    folder: Path
    chance: random.Random
    forms: Forms = field(default_factory=load_forms)
    sound: dict[str, Mapping[Address, Number | None]] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    _saved: bytes = b""

    def __post_init__(self) -> None:
        for form in self.forms.editions:
            report = full_report(form, self.forms)
            self.sound[form.edition] = report.figures()
            self._saved = encode(report)

    def report(self) -> Report:
        """Return a sound report of the newest edition, for what comes back to it."""
        return decode(self._saved, self.forms, "a.nianbao")

    def is_time(self) -> bool:
        """Tell whether it is time for what takes long."""
        return self.chance.randrange(SELDOM) == 0

    def count(self, answer: str) -> None:
        """Count what came of a run."""
        self.answers[answer] = self.answers.get(answer, 0) + 1


Run = Callable[[Room, bytes], None]


@dataclass(frozen=True)
class Target:
    """What is fuzzed: a folder of the corpus, how its files are damaged, and what they go to."""

    name: str
    damages: tuple[Damage, ...]
    run: Run
    suffix: str


# Sources


def read_apart_here(request: Request, *_more: object) -> HandedOver:
    """Read in this process what is otherwise read apart, and hand it over as it would be."""
    answer = read_here(request)
    handed = unpack(pack(answer))
    if handed != answer:
        raise Wrong("handed over", "what was handed over is not what was read")
    return handed


def _source(room: Room, content: bytes, suffix: str) -> None:
    path = room.folder / f"source{suffix}"
    path.write_bytes(content)
    try:
        reading = open_source(path, room.forms)
    except Problem as problem:
        _say(str(problem))
        room.count("refused")
        return
    _hold(room, content, reading)
    if room.is_time():
        _command(path, "figures")
        taken, _ = judge(path, path.name, room.forms, apart=False)
        _say(taken.why)
        line = taken_as_json(taken)
        again = taken_from_json(line, taken)
        if again is None or taken_as_json(again) != line:
            raise Wrong("not kept", "what was taken in is not what is remembered")


def _hold(room: Room, content: bytes, reading: Reading) -> None:
    """Hold what was read against the source, and against what stood there before."""
    sound = room.sound[reading.form.edition]
    known = {figure for figure in sound.values() if figure}
    report = reading.report()
    said: Said | None = None
    is_like = True
    for address, how in reading.figures.items():
        figure = report.figure(address)
        if how.certainty is not Certainty.READ or figure is None or address in report.doubts:
            continue
        if figure == sound[address]:
            said = said or (Said(content) if _has_marks(content) else None)
            if said is not None and said.says_misled(figure):
                raise Wrong("misled", f"{address}: {figure} has marks that turn it round")
            continue
        is_like = False
        said = said or Said(content)
        if not said.says(figure):
            raise Wrong("invented", f"{address}: {figure}, was {sound[address]}")
        if figure in known:
            room.count("moved")
    room.count("read" if is_like else "read otherwise")
    _keep(room, report)


def _has_marks(content: bytes) -> bool:
    return b"\xe2\x80" in content or b"\xe2\x81" in content or b"\xd8\x9c" in content


def _keep(room: Room, report: Report, history: History | None = None) -> None:
    """Save and open a report, check it, and now and then export and read it."""
    saved = encode(report, history)
    again, known = decode_document(saved, room.forms, "again")
    if encode(again, known) != saved or again.figures() != report.figures():
        raise Wrong("not kept", "what was saved is not what was opened")
    if not room.is_time():
        return
    inspection = Inspection(report)
    if Inspection(again).findings != inspection.findings:
        raise Wrong("not kept", "what was opened has other findings")
    for suffix, kind in KINDS.items():
        data = kind.make(inspection)[0]
        if suffix != ".json":
            _read_again(room, report, data, suffix)


def _read_again(room: Room, report: Report, data: bytes, suffix: str) -> None:
    """Read an export; a figure that is not the report's must be in doubt."""
    path = room.folder / f"export{suffix}"
    path.write_bytes(data)
    try:
        reading = open_source(path, room.forms)
    except Problem:
        return  # a report without a cover is refused, and told
    if reading.form is not report.form:
        return
    read = reading.report()
    for address, how in reading.figures.items():
        figure = read.figure(address)
        is_sure = how.certainty is Certainty.READ and address not in read.doubts
        is_refused = report.value(address).state is State.REFUSED  # 3件 is read as 3, and told
        if is_sure and not is_refused and figure != report.figure(address):
            raise Wrong("invented", f"{suffix} {address}: {figure}, was {report.figure(address)}")


def _say(words: str) -> None:
    """Refuse words that no clerk should see."""
    for bad in ("Traceback", "Error(", "object at 0x", "NoneType", "没有料到"):
        if bad in words:
            raise Wrong("words", words[:200])


def _command(path: Path, *words: str) -> None:
    """Run a command on a file; its output commands no terminal."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        command_line([words[0], str(path), *words[1:]])
    told = out.getvalue() + error.getvalue()
    if found := _CONTROL.search(told):
        raise Wrong("terminal", f"{words[0]}: {found[0]!r}")
    _say(told)


# What comes back, and what units send


def _returned(room: Room, content: bytes, suffix: str) -> None:
    path = room.folder / f"returned{suffix}"
    path.write_bytes(content)
    report = room.report()
    try:
        returned = (
            read_returned(path, room.forms) if suffix == ".docx" else read_part(path, room.forms)
        )
        objections(returned, report)
        basis = find_basis(returned, report, History())
        found = proposals(returned, basis, report)
        unread(returned, basis, report)
    except Problem as problem:
        _say(str(problem))
        room.count("refused")
        return
    room.count("read" if not found else "read otherwise")


def _collection(room: Room, content: bytes, suffix: str) -> None:
    _source(room, content, suffix)
    _returned(room, content, suffix)


# Files of our own


def _document(room: Room, content: bytes, suffix: str) -> None:
    try:
        report, history = decode_document(content, room.forms, "a.nianbao")
    except Problem as problem:
        _say(str(problem))
        room.count("refused")
        return
    room.count("read")
    before = encode(report, history)
    _keep(room, report, history)
    with contextlib.suppress(ValueError):  # a history that does not fit; who goes back knows it
        for _, past in history.states(report):
            past.figures()
    if encode(report, history) != before:
        raise Wrong("not kept", "going back changed the present")
    if room.is_time():
        path = room.folder / f"document{suffix}"
        path.write_bytes(content)
        for command in ("figures", "check"):
            _command(path, command)


def _form(room: Room, content: bytes, suffix: str) -> None:
    path = room.folder / f"form{suffix}"
    path.write_bytes(content)
    try:
        form = load_form(path)
    except FormError as error:
        _say(str(error))
        room.count("refused")
        return
    Inspection(Report(form, "某局", form.first_year))
    room.count("read")


def _settings(room: Room, content: bytes, _suffix: str) -> None:
    (room.folder / FILE_NAME).write_bytes(content)
    told: list[str] = []
    load_settings(room.folder, tell=told.append)
    for each in told:
        _say(each)
    room.count("refused" if told else "read")


def _office(room: Room, content: bytes, _suffix: str) -> None:
    path = room.folder / "office.toml"
    path.write_bytes(content)
    office = load_office({OFFICE: str(path)})
    for each in office.complaints:
        _say(each)
    room.count("refused" if office.complaints else "read")


def _phrases(room: Room, content: bytes, _suffix: str) -> None:
    path = room.folder / "phrases.toml"
    path.write_bytes(content)
    _either(room, lambda: read_phrases(path))


def _rollup(room: Room, content: bytes, _suffix: str) -> None:
    folder = room.folder / "project"
    folder.mkdir(exist_ok=True)
    (folder / "rollup.json").write_bytes(content)

    def look() -> None:
        project = open_project(folder, room.forms)
        list(project.statuses())
        for unit in project.head.units:
            where = project.folder_of(unit).resolve()
            if folder.resolve() not in where.parents:
                raise Wrong("outside", str(where))

    _either(room, look)
    _either(room, lambda: decode_status(content, "unit.json"))


def _units(room: Room, content: bytes, _suffix: str) -> None:
    path = room.folder / "units.txt"
    path.write_bytes(content)
    _either(room, lambda: read_units(path))
    _either(room, lambda: units_from_text(content.decode("utf-8", "replace")))


def _either(room: Room, deed: Callable[[], object]) -> None:
    """Do something that may be refused in a sentence."""
    try:
        deed()
    except Problem as problem:
        _say(str(problem))
        room.count("refused")
    else:
        room.count("read")


# Figures alone


def _clipboard(room: Room, content: bytes, _suffix: str) -> None:
    try:
        pair = json.loads(content)
        html, plain, table = str(pair["html"]), str(pair["plain"]), str(pair["table"])
    except (ValueError, RecursionError, KeyError, TypeError):
        html, plain, table = content.decode("utf-8", "replace"), "", ""
    form = room.chance.choice(room.forms.editions)
    tables = {each.id: each for each in form.tables}
    chosen = tables.get(table, form.tables[0])
    report = Report(form, "某局", form.first_year)
    for page in (html, ""):
        try:
            block = read_clipboard(page, plain)
        except Problem as problem:
            _say(str(problem))
            room.count("refused")
            continue
        if block is None:
            room.count("refused")
            continue
        plan = plan_paste(report, chosen, block, Area(0, 0))
        said = Said((page + plain).encode("utf-8", "replace"))
        for cell in plan.of(CellFate.NEW):
            figure = parse(cell.text, form.figures[cell.address].kind).figure
            if figure is not None and not cell.why and not said.says(figure):
                raise Wrong("invented", f"{cell.address}: {figure}")
        apply(report, plan.edits())
        room.count("read")


def _numbers(room: Room, content: bytes, _suffix: str) -> None:
    for text in content.decode("utf-8", "replace").split("\n"):
        number_of_words(text)
        for kind in Kind:
            value = parse(text, kind)
            if value.text != text or (value.figure is None) != (value.state is not State.NUMBER):
                raise Wrong("invented", repr(text))
            if value.figure is None or (kind is Kind.AMOUNT and value.remark):
                continue
            plain = "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789.")
            if not plain or Decimal(plain) != abs(value.figure) or _TURNED.search(text):
                raise Wrong("invented", f"{text!r} as {value.figure}")
    room.count("read")


# Pages


def _pages(room: Room, content: bytes, _suffix: str) -> None:
    try:
        report = decode(content, room.forms, "a.nianbao")
    except Problem:
        room.count("refused")
        return
    from gui.printing import QT_KINDS
    from tests.ofd_reader import read_ofd

    inspection = Inspection(report)
    made = {suffix: kind.make(inspection)[0] for suffix, kind in QT_KINDS.items()}
    read_ofd(made[".ofd"])
    _read_again(room, report, made[".pdf"], ".pdf")
    room.count("read")


def _of(run: Callable[[Room, bytes, str], None], suffix: str) -> Run:
    return lambda room, content: run(room, content, suffix)


def _targets() -> Iterator[Target]:
    sources: Mapping[str, tuple[Damage, ...]] = {
        "txt": (some_words, some_words, some_bytes),
        "csv": (some_words, some_words, some_bytes),
        "html": (some_markup, some_markup, some_bytes),
        "mhtml": (some_words, some_markup, some_bytes),
        "xml": (some_markup, some_markup, some_bytes),
        "fods": (some_markup, some_markup, some_bytes),
        "docx": (some_part,),
        "xlsx": (some_part,),
        "ods": (some_part,),
        "xls": (some_record,),
        "doc": (some_bytes,),
        "rtf": (some_control,),
        "pdf": (some_drawing,),
    }
    for name, damages in sources.items():
        yield Target(name, damages, _of(_source, f".{name}"), f".{name}")
    others: tuple[tuple[str, Damage, Callable[[Room, bytes, str], None], str], ...] = (
        ("collection", some_part, _collection, ".xlsx"),
        ("returned", some_part, _returned, ".docx"),
        ("document", some_value, _document, ".nianbao"),
        ("form", some_words, _form, ".toml"),
        ("settings", some_value, _settings, ".json"),
        ("office", some_words, _office, ".toml"),
        ("phrases", some_words, _phrases, ".toml"),
        ("rollup", some_value, _rollup, ".json"),
        ("units", some_words, _units, ".txt"),
        ("clipboard", some_value, _clipboard, ".json"),
        ("number", some_words, _numbers, ".txt"),
        ("pages", some_value, _pages, ".nianbao"),
    )
    for name, damage, run, suffix in others:
        yield Target(name, (damage,), _of(run, suffix), suffix)


TARGETS = {target.name: target for target in _targets()}


@contextlib.contextmanager
def read_in_this_process() -> Iterator[None]:
    """Let no reading start a process: what is damaged here is seen here."""
    with patch("core.reading.door.read_apart", read_apart_here):
        yield
