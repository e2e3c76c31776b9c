"""The one door through which the front ends read what others have written.

Plain text is read at once: nothing but Python looks at it, and it is bounded. Everything else is
read by a process of its own (`core.apart.apart`), from the command line too: that costs a
quarter of a second, and a file that ends a process would end a script's work as well.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.apart.apart import read_apart
from core.apart.child import Request
from core.apart.handing_over import HandedOver
from core.apart.stopping import Stop, Stopped, never
from core.base.problem import Problem, naming
from core.forms.loader import Forms
from core.labels.blocks import Place, named
from core.reading.form_marks import recognise_source
from core.reading.source import read_text, source_content
from core.recognition.reading import Note, Reading
from core.sources.file_content import read_content
from core.sources.source_blocks import is_plain, plain_blocks

_FOR_REVIEW = (
    "这是供审阅的文件，里面带着导出时的全文，看不见、删改以后也还在。"
    "要公开发布，请从“导出”里另外导出 Word 文档（.docx）"
)


def open_source(
    path: Path,
    forms: Forms,
    *,
    organ: str | None = None,
    year: int | None = None,
    stop: Stop = never,
) -> Reading:
    """Read a report from a file; ``organ`` and ``year`` override what it says.

    Raises Problem where the file cannot be read or is no annual report, and Stopped.
    """
    answer = _answer(source_content(path), path, forms, stop)
    with naming(path.name):
        reading = recognise_source(answer.blocks, forms, organ=organ, year=year)
    if not answer.is_for_review:
        return reading
    note = Note(Place("全文", path.name), "", _FOR_REVIEW)
    return replace(reading, remarks=(note, *reading.remarks))


def open_returned(path: Path, forms: Forms, stop: Stop = never) -> tuple[Reading, HandedOver]:
    """Read a document with what was said beside it; raises Problem, and Stopped."""
    answer = _answer(read_content(path), path, forms, stop, with_review=True)
    with naming(path.name):
        return recognise_source(answer.blocks, forms), answer


def open_copied(html: str, text: str, forms: Forms, name: str, stop: Stop = never) -> Reading:
    """Read a report from what was copied: with its tables where it has any, else the plain text.

    Raises Problem where it is no annual report, and Stopped.
    """
    if "<table" in html.lower():
        request = Request(html.encode("utf-8", "replace"), ".html")
        try:
            with naming(name):
                return recognise_source(named(read_apart(request, stop).blocks, name), forms)
        except Stopped:
            raise
        except Problem:
            if not text.strip():
                raise
    return read_text(text, forms, name)


def _answer(
    content: bytes, path: Path, forms: Forms, stop: Stop, *, with_review: bool = False
) -> HandedOver:
    """Return what was read, its places and its problems named by the one who opened it."""
    suffix, name = path.suffix.lower(), path.name
    with naming(name):
        if is_plain(content, suffix):
            answer = HandedOver(plain_blocks(content, suffix, forms))
        else:
            answer = read_apart(Request(content, suffix, with_review), stop)
    remarks = (replace(each, place=replace(each.place, source=name)) for each in answer.remarks)
    return replace(answer, blocks=named(answer.blocks, name), remarks=tuple(remarks))
