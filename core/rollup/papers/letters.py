"""Letters that send reports back (退回意见): a page for each unit, and the text of a message.

They say what is wrong, where, both numbers and what to do. In a template ``# `` begins the title,
``## `` a heading, ``> `` a line at the right; every other line is a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import clear_left_over, reason, write_bytes
from core.base.file_name import unused_name
from core.base.problem import Problem
from core.base.time_words import day_words
from core.forms.form import COVER_NAME, Form
from core.report.finding import Finding, Severity
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.heap import LETTER_START, MESSAGES
from core.rollup.papers.letter_document import letter_document
from core.rollup.papers.templates import LETTER, MESSAGE, fill_in
from core.rollup.unit import plain_name

LetterPdfs: TypeAlias = Callable[[Iterable[tuple[str, str]]], Iterator[bytes]]
"""Draws letters, each a text and the organ that writes it, as PDF files; needs Qt."""
_FAILURE = "退回意见没有写出"


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """One thing that is wrong: the part of the report, what it is, and what to do."""

    part: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one unit is told."""

    unit: str
    file: str
    year: int
    errors: tuple[LetterPoint, ...]
    warnings: tuple[LetterPoint, ...]
    remarks: tuple[str, ...]
    told: tuple[str, ...]
    """What has to be said of the collection form that the report came in."""
    organ: str
    date: str
    deadline: str

    def text(self, folders: Iterable[Path] = ()) -> str:
        """Return the letter as its template lays it out."""
        return fill_in(LETTER, self._values(), folders)

    def message(self, folders: Iterable[Path] = ()) -> str:
        """Return the text of a message."""
        return fill_in(MESSAGE, self._values(), folders)

    def _values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class DrawnLetters:
    """Letters to be written: unit and file name of each, and the bytes of all files by name."""

    letters: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...]

    def write(self, folder: Path, stop: Stop = never) -> list[tuple[str, Path]]:
        """Write them into a folder; returns unit and file of each. Raises Problem, and Stopped."""
        if not self.letters:
            return []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"{_FAILURE}：{reason(error, folder)}（{folder}）。") from error
        for name, data in self.files:
            go_on(stop)
            write_bytes(folder / name, data, lambda: go_on(stop), _FAILURE)
        clear_left_over(folder)
        return [(unit, folder / name) for unit, name in self.letters]


def letters(
    gathering: Gathering, organ: str, today: date, deadline: date | None = None
) -> tuple[Letter, ...]:
    """Return a letter for each faulty unit, and for each listed one that sent another year's."""
    told = {plain_name(entry.name) for entry in gathering.counted}
    found = []
    for entry in gathering.entries:
        is_wrong_year = entry.state is EntryState.WRONG_YEAR and entry.unit is not None
        if is_wrong_year and plain_name(entry.name) not in told:
            told.add(plain_name(entry.name))
        elif entry.state is not EntryState.FAULTY:
            continue
        found.append(_letter(entry, gathering, organ, today, deadline))
    return tuple(found)


def write_letters(
    gathering: Gathering,
    folder: Path,
    organ: str,
    deadline: date | None = None,
    templates: Iterable[Path] = (),
    pdfs: LetterPdfs | None = None,
) -> list[tuple[str, Path]]:
    """Write every letter as a .docx, and the messages in one file; returns unit and file of each.

    With ``pdfs`` each letter lies there as a .pdf too. Raises Problem where they cannot be written.
    """
    return draw_letters(gathering, organ, deadline, templates, pdfs).write(folder)


def draw_letters(
    gathering: Gathering,
    organ: str,
    deadline: date | None = None,
    templates: Iterable[Path] = (),
    pdfs: LetterPdfs | None = None,
) -> DrawnLetters:
    """Draw every letter as a .docx, with ``pdfs`` as a .pdf too, and the messages as a text."""
    from core.settings.settings import own_folder

    own = [*templates, own_folder() / "templates"]
    found = letters(gathering, organ, date.today(), deadline)  # noqa: DTZ011  the clerk's own day
    taken: set[str] = set()
    names = tuple(
        (letter.unit, unused_name(f"{LETTER_START}{letter.unit}", ".docx", taken))
        for letter in found
    )
    texts = [(letter.text(own), letter.organ) for letter in found]
    files = [
        (name, letter_document(text, by))
        for (_, name), (text, by) in zip(names, texts, strict=True)
    ]
    if pdfs is not None and texts:
        files += [
            (Path(name).with_suffix(".pdf").name, drawn)
            for (_, name), drawn in zip(names, pdfs(texts), strict=True)
        ]
    messages = "\n".join(letter.message(own) for letter in found)
    data = messages.replace("\n", "\r\n").encode("utf-8-sig", "replace")
    return DrawnLetters(names, (*files, (MESSAGES, data)))


def points(findings: Sequence[Finding], severity: Severity, form: Form) -> tuple[LetterPoint, ...]:
    """Return what is wrong of one severity."""
    tabs = {section.id: section.tab for section in (form.preamble, *form.sections)}
    return tuple(
        LetterPoint(tabs.get(finding.section, COVER_NAME), finding.message, finding.advice)
        for finding in findings
        if finding.severity is severity
    )


def _letter(
    entry: Entry, gathering: Gathering, organ: str, today: date, deadline: date | None
) -> Letter:
    taken = entry.taken
    is_faulty = entry.state is EntryState.FAULTY
    findings = taken.findings if taken is not None and is_faulty else ()
    return Letter(
        entry.name,
        taken.name if taken is not None else "",
        gathering.year,
        points(findings, Severity.ERROR, gathering.form),
        points(findings, Severity.WARNING, gathering.form),
        () if is_faulty else entry.remarks,
        taken.told if taken is not None else (),
        organ,
        day_words(today),
        day_words(deadline) if deadline is not None and deadline >= today else "",
    )
