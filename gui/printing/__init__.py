"""The printed page: composed once, then screen, printer and PDF alike.

Importing this package costs nothing: Qt is imported when something is first printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS as CORE_KINDS
from core.exports.kinds import ExportKind, word_kind
from core.settings.page_options import PageOptions

if TYPE_CHECKING:
    from core.exports.parts.drawn_picture import DrawnPicture
    from core.picture.public import PublicPicture
    from core.picture.style import PictureStyle, PublicForm

_Write = Callable[[Inspection, PageOptions], bytes]


def _paged_kind(name: str, write_pages: _Write, options: PageOptions) -> ExportKind:
    """Return a kind that has pages, with choices about them."""

    def write(inspection: Inspection) -> bytes:
        return write_pages(inspection, options)

    def remarks(inspection: Inspection) -> tuple[str, ...]:
        from gui.printing.pdf import remarks

        return remarks(inspection, options)

    heeded = replace(options, without_checks=False, formulas=False)
    return ExportKind(name, write, remarks, partial(_paged_kind, name, write_pages), heeded=heeded)


def _write_pdf(inspection: Inspection, options: PageOptions) -> bytes:
    try:
        from gui.printing.pdf import pdf
    except ImportError as error:
        raise _missing(" PDF", error) from error
    return pdf(inspection, options)


def _write_ofd(inspection: Inspection, options: PageOptions) -> bytes:
    try:
        from gui.printing.ofd import ofd
    except ImportError as error:
        raise _missing(" OFD", error) from error
    return ofd(inspection, options)


def _write_svg(inspection: Inspection) -> bytes:
    try:
        from gui.printing.picture_file import svg
    except ImportError as error:
        raise _missing("图解", error) from error
    return svg(inspection)


def _write_png(inspection: Inspection) -> bytes:
    try:
        from gui.printing.picture_file import png
    except ImportError as error:
        raise _missing("图解", error) from error
    return png(inspection)


def _draw(inspection: Inspection) -> DrawnPicture:
    try:
        from gui.printing.picture_file import picture_for_word
    except ImportError as error:
        raise _missing("图解", error) from error
    return picture_for_word(inspection)


def _write_long(inspection: Inspection) -> bytes:
    try:
        from gui.printing.picture_file import long_picture
    except ImportError as error:
        raise _missing("图解", error) from error
    return long_picture(inspection)


def draw_public(told: PublicPicture, suffix: str, form: PublicForm, style: PictureStyle) -> bytes:
    """Draw the picture for the public as ``.png`` or ``.svg``; raises Problem."""
    try:
        from gui.printing.picture_file import public_picture
    except ImportError as error:
        raise _missing("图解", error) from error
    return public_picture(told, suffix, form, style)


def letter_pdfs(letters: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Draw letters as PDF files, each a text and the organ that writes it; raises Problem."""
    try:
        from gui.printing.letter import letter_pdfs as drawn
    except ImportError as error:
        raise _missing(" PDF", error) from error
    return drawn(letters)


def _missing(what: str, error: ImportError) -> Problem:
    name = error.name or "Qt"
    return Problem(f"不能导出{what}，缺少{name}。请重新安装程序，或者导出为别的文件。")


PDF = _paged_kind("PDF 文档", _write_pdf, PageOptions())
PDF_SUFFIX = ".pdf"
OFD_SUFFIX = ".ofd"
QT_KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        ".docx": word_kind(PageOptions(), _draw),
        PDF_SUFFIX: PDF,
        OFD_SUFFIX: _paged_kind("OFD 版式文档", _write_ofd, PageOptions()),
        ".svg": ExportKind("图解矢量图", _write_svg),
        ".png": ExportKind("图解图片", _write_png, for_public=ExportKind("图解长图", _write_long)),
    }
)
"""The kinds of export that need Qt; `core` gets them handed in."""
KINDS: Mapping[str, ExportKind] = MappingProxyType({**CORE_KINDS, **QT_KINDS})
"""Every kind of export that the window offers, by the suffix of its file."""
