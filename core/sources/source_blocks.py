"""From the bytes of a source to its blocks: what the bytes are decides which reader takes them."""

from __future__ import annotations

from core.base.problem import Problem
from core.forms.loader import Forms
from core.labels.blocks import Block
from core.sources.file_content import FileKind, is_markup, kind_of, refusal
from core.sources.size import bounded
from core.sources.source_kinds import PAGE, SOURCE_KINDS, TABLE_TEXT, TEXT
from core.sources.text_file import decode, lines_of


def is_plain(content: bytes, suffix: str) -> bool:
    """Tell whether the bytes are plain text, which needs no library to be read."""
    if suffix in TABLE_TEXT.suffixes:
        return kind_of(content) is FileKind.OTHER and not is_markup(content)
    return suffix in TEXT.suffixes and kind_of(content) in {FileKind.OTHER, FileKind.MAIL}


def plain_blocks(content: bytes, suffix: str, name: str, forms: Forms) -> tuple[Block, ...]:
    """Return the blocks of plain text. Raises Problem."""
    text = decode(content, name)
    if suffix in TEXT.suffixes:
        return bounded(lines_of(text, name), name)
    from core.sources.delimited import read_delimited, rows_of
    from core.sources.figure_list import is_figure_list, read_figure_list

    rows = rows_of(text, name)
    if is_figure_list(rows):
        return bounded(read_figure_list(rows, forms, name), name)
    return bounded(read_delimited(rows, name), name)


def other_blocks(content: bytes, suffix: str, name: str) -> tuple[Block, ...]:
    """Return the blocks of what is not plain text. Raises Problem.

    A suffix is only a promise, and a .doc may well be a page.
    """
    return bounded(_read(content, suffix, name), name)


def _read(content: bytes, suffix: str, name: str) -> tuple[Block, ...]:
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
    if not content.strip():
        raise Problem(f"“{name}”是空的，没有可读的内容。请检查是不是选错了文件。")
    if kind is FileKind.MAIL or suffix in PAGE.suffixes or is_markup(content):
        from core.sources.html import read_html, read_mail

        read_page = read_mail if kind is FileKind.MAIL else read_html
        return read_page(content, name)
    raise refusal(content, name) if _is_known(suffix) else _unknown(suffix, name)


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
