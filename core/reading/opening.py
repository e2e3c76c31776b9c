"""The one door for "open or read this file": a document of ours is opened, a source is read.

What a file is, its bytes say where its name does not (`core.document.file.is_document_file`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.apart.stopping import Stop, never
from core.document.file import Stamp, is_document_file, load_with_history
from core.document.history import History
from core.forms.loader import Forms
from core.report.report import Report

if TYPE_CHECKING:
    from core.recognition.reading import Reading


@dataclass(frozen=True, slots=True)
class Saved:
    """What a document has beside its report."""

    history: History
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A report and where it comes from: ``saved`` for a document of ours, ``reading`` for a source.

    ``year`` is None where a source does not tell it.
    """

    name: str
    report: Report
    year: int | None
    saved: Saved | None = None
    reading: Reading | None = None


def open_file(
    path: Path,
    forms: Forms,
    *,
    organ: str | None = None,
    year: int | None = None,
    stop: Stop = never,
) -> OpenedFile:
    """Open a document or read a source; ``organ`` and ``year`` override what a source says.

    Raises Problem where the file is neither or cannot be read, and Stopped.
    """
    if is_document_file(path):
        report, history, stamp = load_with_history(path, forms)
        return OpenedFile(path.name, report, report.year, saved=Saved(history, stamp))
    from core.reading.door import open_source  # with all that reads: a document needs none of it

    reading = open_source(path, forms, organ=organ, year=year, stop=stop)
    return OpenedFile(path.name, reading.report(), reading.year, reading=reading)
