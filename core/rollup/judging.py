"""Judging one file: read by the door that its kind has, checked as every report is checked."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.decode import decode_document
from core.document.encode import encode
from core.document.file import document_bytes, is_document_file
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover
from core.report.finding import Severity
from core.report.origin import Source
from core.report.report import Report
from core.rollup.taken import Taken, pack
from core.texts.office_rules import OfficeRules

_SHORTEST = 12
"""Characters of a sentence that is worth comparing; shorter ones are everybody's."""
_MOST_PASSAGES = 48
_SENTENCE = re.compile("[。；;！？!?\n]")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_UNFORESEEN = "读取这份文件时程序出了差错，没有读入。请把它交给维护人员，其余的文件不受影响。"


def judge(
    path: Path,
    file: str,
    forms: Forms,
    *,
    office: OfficeRules | None = None,
    keep: bool = False,
    apart: bool = True,
) -> tuple[Taken, bytes]:
    """Read and check one file, by an office's rules; ``file`` is its name among the others.

    With ``keep`` the report comes as a document file too, else the bytes are empty. ``apart`` reads
    what is no document in a process of its own; in one that is there only to read it is read at
    once. Never raises for what is in a file.
    """
    taken = Taken(file)
    try:
        about = path.stat()
        taken = seen(taken, about)
        if is_document_file(path):
            return _document(path, taken, forms, office, keep=keep)
        return _source(path, taken, forms, office, keep=keep, apart=apart)
    except (Problem, OSError) as problem:
        return replace(taken, why=_words(problem, path.name)), b""
    except Exception as error:  # noqa: BLE001  one file's fault must not stop ten thousand others
        return replace(taken, why=f"{_UNFORESEEN}（{type(error).__name__}）"), b""


def seen(taken: Taken, about: os.stat_result) -> Taken:
    """Return what was taken in with the size and the times of its file."""
    return replace(taken, size=about.st_size, modified=about.st_mtime_ns, changed=about.st_ctime_ns)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of what is in a file; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(report: Report, taken: Taken, office: OfficeRules | None = None) -> Taken:
    """Return what was taken in, with all that the report in it tells."""
    inspection = Inspection(report, office)
    form, figures = report.form, report.figures()
    prior = report.prior
    is_before = prior is not None and prior.year == report.year - 1
    return replace(
        taken,
        organ=" ".join(report.organ.split()),
        year=report.year,
        edition=form.edition,
        figures=pack(figures, form),
        blanks=sum(not form.figures[a].computed for a, figure in figures.items() if figure is None),
        doubts=len(report.doubts),
        findings=tuple(f for f in inspection.findings if f.severity is not Severity.HINT),
        passages=passages_of(report.texts.values(), report.organ),
        prior_figures=pack(prior.figures, form) if prior is not None and is_before else "",
        is_sum=is_sum(report),
    )


def is_sum(report: Report) -> bool:
    """Tell whether a report was added up here: some of its figures say so."""
    return any(origin.source is Source.SUMMED for origin in report.origins.values())


def passages_of(texts: Iterable[str], organ: str) -> frozenset[int]:
    """Return digests of the sentences of a report, without its own name and numbers.

    Of very many the lowest are kept: two texts that share sentences share these too.
    """
    found = set()
    for text in texts:
        if len(text) < _SHORTEST:
            continue
        plain = text.replace(organ, "") if organ else text
        for sentence in _SENTENCE.split(plain):
            words = _NOT_WORDS.sub("", sentence)
            if len(words) >= _SHORTEST:
                found.add(zlib.crc32(words.encode("utf-8", "surrogatepass")))
    return frozenset(sorted(found)[:_MOST_PASSAGES])


def year_in_name(file: str) -> int | None:
    """Return the one year that a file's name tells; None where it tells none, or several."""
    name = unicodedata.normalize("NFKC", file.rpartition("/")[2])
    years = set(_YEAR.findall(name))
    return int(years.pop()) if len(years) == 1 else None


def _document(
    path: Path, taken: Taken, forms: Forms, office: OfficeRules | None, *, keep: bool
) -> tuple[Taken, bytes]:
    data = document_bytes(path)
    report, history = decode_document(data, forms, path.name)
    moments = history.moments
    digest = hashlib.sha256(data).hexdigest()
    taken = replace(taken, sha256=digest, written=moments[-1].time if moments else "")
    return describe(report, taken, office), data if keep else b""


def _source(
    path: Path,
    taken: Taken,
    forms: Forms,
    office: OfficeRules | None,
    *,
    keep: bool,
    apart: bool,
) -> tuple[Taken, bytes]:
    from core.reading.door import open_source
    from core.reading.form_marks import form_words
    from core.reading.source import read_source

    reading = (open_source if apart else read_source)(path, forms)
    taken = replace(taken, sha256=digest_of(path))
    report, year = reading.report(), reading.year
    if year is None:
        year = year_in_name(taken.file)
        if year is not None and forms.for_year(year) is reading.form:
            apply(report, [SetCover(report.organ, year)])
            taken = replace(taken, year_from_name=True)
        else:
            year = None
    told = form_words(reading)
    taken = replace(describe(report, taken, office), year=year, told=told)
    return taken, encode(report) if keep else b""


def _words(problem: Exception, name: str) -> str:
    if isinstance(problem, Problem):
        return str(problem)
    return f"“{name}”打不开。请检查有没有读取的权限、是否被别的程序占用。"
