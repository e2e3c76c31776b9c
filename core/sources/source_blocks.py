"""From the bytes of a source to its blocks: what the bytes are decides which reader takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.base.problem import SourceProblem
from core.forms.loader import Forms
from core.labels.blocks import Block, Grid
from core.sources.file_content import (
    FileKind,
    is_markup,
    is_picture,
    kind_of,
    pictured,
    refusal,
)
from core.sources.flat_root import flat_root
from core.sources.size import bounded
from core.sources.source_kinds import PAGE, SOURCE_KINDS, TABLE_TEXT, TEXT
from core.sources.text_file import decode, lines_of

if TYPE_CHECKING:
    from core.sources.package import Package


def is_plain(content: bytes, suffix: str) -> bool:
    """Tell whether the bytes are plain text, which needs no library to be read."""
    if suffix in TABLE_TEXT.suffixes:
        is_other = kind_of(content) is FileKind.OTHER
        return is_other and not is_markup(content) and not flat_root(content)
    return suffix in TEXT.suffixes and kind_of(content) in {FileKind.OTHER, FileKind.MAIL}


def plain_blocks(content: bytes, suffix: str, forms: Forms) -> tuple[Block, ...]:
    """Return the blocks of plain text. Raises Problem."""
    text = decode(content)
    if suffix in TEXT.suffixes:
        return bounded(lines_of(text))
    from core.sources.delimited import read_delimited, rows_of
    from core.sources.figure_list import is_figure_list, read_figure_list

    rows = rows_of(text)
    if is_figure_list(rows):
        return bounded(read_figure_list(rows, forms))
    return bounded(read_delimited(rows))


def other_blocks(content: bytes, suffix: str) -> tuple[Block, ...]:
    """Return the blocks of what is not plain text. Raises Problem.

    A suffix is only a promise, and a .doc may well be a page.
    """
    return bounded(_read(content, suffix))


def _read(content: bytes, suffix: str) -> tuple[Block, ...]:
    kind = kind_of(content)
    if kind is FileKind.PACKAGE:
        return _package_blocks(content)
    if kind is FileKind.OLE:
        from core.sources.old_workbook import read_old_workbook

        blocks = read_old_workbook(content)
        if blocks is None:
            blocks = _old_document_blocks(content)
        if blocks is not None:
            return blocks
    if kind is FileKind.PDF:
        from core.sources.pdf import read_pdf

        return read_pdf(content)
    if kind is FileKind.RTF:
        from core.sources.rtf import rtf_package

        blocks = _blocks_of(rtf_package(content), content)
        if any(isinstance(each, Grid) or each.text.strip() for each in blocks):
            return blocks
        raise refusal(content)
    if kind is FileKind.OLE:
        raise refusal(content, suffix)
    if (root := flat_root(content)) and kind is FileKind.OTHER:
        return _flat_blocks(content, root)
    if not content.strip():
        raise SourceProblem("是空的，没有可读的内容。请检查是不是选错了文件。")
    if kind is FileKind.MAIL or suffix in PAGE.suffixes or is_markup(content):
        from core.sources.html import read_html, read_mail

        read_page = read_mail if kind is FileKind.MAIL else read_html
        return read_page(content)
    raise _unread(content, suffix)


def _unread(content: bytes, suffix: str) -> SourceProblem:
    if is_picture(content):
        return pictured(f"是图片（扫描件、照片或者截图）{_unreadable(suffix)}")
    return refusal(content, suffix) if _is_known(suffix) else _unknown(suffix)


def _old_document_blocks(content: bytes) -> tuple[Block, ...] | None:
    from core.sources.word_97 import word_97_package

    package = word_97_package(content)
    return None if package is None else _blocks_of(package, content)


def _flat_blocks(content: bytes, root: str) -> tuple[Block, ...]:
    from core.sources.flat_files import package_of
    from core.sources.package import parse_part

    if root == "Workbook":
        from core.sources.workbook_2003 import read_workbook_2003

        return read_workbook_2003(parse_part(content))
    if root == "document":
        from core.sources.ods import read_flat_ods

        return read_flat_ods(parse_part(content))
    return _blocks_of(package_of(content), content)


def _package_blocks(content: bytes) -> tuple[Block, ...]:
    from core.sources.package import Package

    return _blocks_of(Package(content), content)


def _blocks_of(package: Package, content: bytes) -> tuple[Block, ...]:
    main = package.main_part()
    if main in package.names and main.endswith(".xml"):
        if main.startswith("word/"):
            from core.sources.docx import read_docx

            return read_docx(package)
        if main.startswith("xl/"):
            from core.sources.workbook import read_workbook

            return read_workbook(package)
    from core.sources.ods import is_ods, read_ods

    if is_ods(package):
        return read_ods(package)
    raise refusal(content)


def _is_known(suffix: str) -> bool:
    return any(suffix in kind.suffixes for kind in SOURCE_KINDS)


def _unreadable(suffix: str) -> str:
    """Say what can be read in place of a suffix; nothing where the suffix is one of these."""
    return "" if _is_known(suffix) or not suffix else f"，是{_kinds(suffix)}"


def _kinds(suffix: str) -> str:
    what = f"{suffix}文件" if suffix else "没有后缀的文件"
    kinds = "、".join(f"{kind.name}（{'、'.join(kind.suffixes)}）" for kind in SOURCE_KINDS)
    return f"{what}，这一版程序能读取的是{kinds}"


def _unknown(suffix: str) -> SourceProblem:
    return SourceProblem(
        f"是{_kinds(suffix)}。"
        "请打开它，另存为其中一种，或者把年报全文复制到记事本，存为.txt文件，再读取。"
    )
