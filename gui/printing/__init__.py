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
from core.settings.page_options import PageOptions, Site

if TYPE_CHECKING:
    from core.exports.parts.drawn_picture import DrawnPicture
    from core.picture.public import PublicPicture
    from core.picture.style import PictureStyle, PublicForm
    from gui.printing.composer import Composed

_Write = Callable[["Composed"], bytes]


def _paged_kind(name: str, suffix: str, options: PageOptions) -> ExportKind:
    """Return a kind that has pages, with choices about them."""

    def write(inspection: Inspection) -> bytes:
        return make(inspection)[0]

    def remarks(inspection: Inspection) -> tuple[str, ...]:
        from gui.printing.pdf import remarks

        return remarks(inspection, options)

    def make(inspection: Inspection) -> tuple[bytes, tuple[str, ...]]:
        try:
            from gui.printing.pdf import write_and_remark

            write_pages = _writer(suffix)
        except ImportError as error:
            raise _missing(f" {suffix[1:].upper()}", error) from error
        return write_and_remark(inspection, options, write_pages)

    heeded = replace(options, without_checks=False, formulas=False, site=Site())
    with_options = partial(_paged_kind, name, suffix)
    return ExportKind(name, write, remarks, with_options, heeded=heeded, make_both=make)


def _writer(suffix: str) -> _Write:
    if suffix == PDF_SUFFIX:
        from gui.printing.pdf import write_pages

        return write_pages
    from gui.printing.ofd import write_ofd

    return write_ofd


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


PDF_SUFFIX = ".pdf"
OFD_SUFFIX = ".ofd"
PDF = _paged_kind("PDF 文档", PDF_SUFFIX, PageOptions())
QT_KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        ".docx": word_kind(PageOptions(), _draw),
        PDF_SUFFIX: PDF,
        OFD_SUFFIX: _paged_kind("OFD 版式文档", OFD_SUFFIX, PageOptions()),
        ".svg": ExportKind("图解矢量图", _write_svg),
        ".png": ExportKind("图解图片", _write_png, for_public=ExportKind("图解长图", _write_long)),
    }
)
"""The kinds of export that need Qt; `core` gets them handed in."""
KINDS: Mapping[str, ExportKind] = MappingProxyType({**CORE_KINDS, **QT_KINDS})
"""Every kind of export that the window offers, by the suffix of its file."""
