"""Reading a published report from a file or from pasted text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.base.problem import Problem
from core.forms.loader import Forms
from core.labels.blocks import Block, Place
from core.recognition.reading import Note, Reading
from core.recognition.recogniser import recognise
from core.sources.file_content import LARGEST, FileKind, is_markup, kind_of, read_content, refusal
from core.sources.hidden import carries_report
from core.sources.source_kinds import PAGE, SOURCE_KINDS, TABLE_TEXT, TEXT
from core.sources.text_file import LARGEST as LARGEST_TEXT
from core.sources.text_file import decode, lines_of

_CARRIED = (
    "这是供审阅的文件，里面带着导出时的全文，看不见、删改以后也还在。"
    "要公开发布，请从“导出”里另外导出 Word 文档（.docx）"
)


def read_source(
    path: Path, forms: Forms, *, organ: str | None = None, year: int | None = None
) -> Reading:
    """Read a report from a file; ``organ`` and ``year`` override what it says.

    Raises Problem where the file cannot be read or is no annual report.
    """
    is_text = path.suffix.lower() in (*TEXT.suffixes, *TABLE_TEXT.suffixes)
    content = read_content(path, LARGEST_TEXT if is_text else LARGEST)
    blocks = _blocks(content, path.suffix.lower(), path.name, forms)
    reading = recognise(blocks, forms, path.name, organ=organ, year=year)
    if kind_of(content) is FileKind.PACKAGE and carries_report(content, path.name):
        note = Note(Place(path.name, "全文"), "", _CARRIED)
        reading = replace(reading, notes=(note, *reading.notes))
    return reading


def read_text(
    text: str,
    forms: Forms,
    source_name: str,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Reading:
    """Read a report from pasted text; ``source_name`` is what its places are called by.

    Raises Problem where it is no annual report.
    """
    return recognise(lines_of(text, source_name), forms, source_name, organ=organ, year=year)


def read_copied(html: str, text: str, forms: Forms, source_name: str) -> Reading:
    """Read a report from what was copied: with its tables where it has any, else the plain text.

    Raises Problem where it is no annual report.
    """
    if "<table" in html.lower():
        from core.sources.html import read_html

        try:
            return recognise(read_html(html.encode(), source_name), forms, source_name)
        except Problem:
            if not text.strip():
                raise
    return read_text(text, forms, source_name)


def _blocks(content: bytes, suffix: str, name: str, forms: Forms) -> tuple[Block, ...]:
    """Read what the bytes are: a suffix is only a promise, and a .doc may well be a page."""
    kind = kind_of(content)
    if kind is FileKind.PACKAGE:
        return _package_blocks(content, name)
    if kind is FileKind.OLE:
        from core.sources.old_workbook import read_old_workbook

        blocks = read_old_workbook(content, name)
        if blocks is not None:
            return blocks
    if kind is FileKind.PDF:
        from core.sources.pdf import read_pdf

        return read_pdf(content, name)
    if kind in {FileKind.OLE, FileKind.RTF}:
        raise refusal(content, name)
    if suffix in TABLE_TEXT.suffixes and kind is FileKind.OTHER and not is_markup(content):
        return _delimited_blocks(content, name, forms)
    if suffix in TEXT.suffixes:
        return lines_of(decode(content, name), name)
    if not content.strip():
        raise Problem(f"“{name}”是空的，没有可读的内容。请检查是不是选错了文件。")
    if kind is FileKind.MAIL or suffix in PAGE.suffixes or is_markup(content):
        from core.sources.html import read_html, read_mail

        read_page = read_mail if kind is FileKind.MAIL else read_html
        return read_page(content, name)
    raise refusal(content, name) if _is_known(suffix) else _unknown(suffix, name)


def _delimited_blocks(content: bytes, name: str, forms: Forms) -> tuple[Block, ...]:
    from core.sources.delimited import read_delimited, rows_of
    from core.sources.figure_list import is_figure_list, read_figure_list

    rows = rows_of(decode(content, name), name)
    if is_figure_list(rows):
        return read_figure_list(rows, forms, name)
    return read_delimited(rows, name)


def _package_blocks(content: bytes, name: str) -> tuple[Block, ...]:
    from core.sources.package import Package

    package = Package(content, name)
    main = package.main_part()
    if main in package.names and main.endswith(".xml"):
        if main.startswith("word/"):
            from core.sources.docx import read_docx

            return read_docx(package, name)
        if main.startswith("xl/"):
            from core.sources.workbook import read_workbook

            return read_workbook(package, name)
    from core.sources.ods import is_ods, read_ods

    if is_ods(package):
        return read_ods(package, name)
    raise refusal(content, name)


def _is_known(suffix: str) -> bool:
    return any(suffix in kind.suffixes for kind in SOURCE_KINDS)


def _unknown(suffix: str, name: str) -> Problem:
    what = f"{suffix}文件" if suffix else "没有后缀的文件"
    kinds = "、".join(f"{kind.name}（{'、'.join(kind.suffixes)}）" for kind in SOURCE_KINDS)
    return Problem(
        f"“{name}”是{what}，这一版程序能读取的是{kinds}。"
        "请打开它，另存为其中一种，或者把年报全文复制到记事本，存为.txt文件，再读取。"
    )
