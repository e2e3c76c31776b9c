"""The printed page: composed once, then screen, printer and PDF alike.

Importing this package costs nothing: Qt is imported when something is first printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS as CORE_KINDS
from core.exports.kinds import ExportKind
from core.settings.page_options import PageOptions


def _pdf_kind(options: PageOptions) -> ExportKind:
    """Return the PDF with choices about its pages."""

    def write(inspection: Inspection) -> bytes:
        try:
            from gui.printing.pdf import pdf
        except ImportError as error:
            raise _missing(" PDF", error) from error
        return pdf(inspection, options)

    def remarks(inspection: Inspection) -> tuple[str, ...]:
        from gui.printing.pdf import remarks

        return remarks(inspection, options)

    return ExportKind("PDF 文档", write, remarks, _pdf_kind, heeded=options)


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


def _missing(what: str, error: ImportError) -> Problem:
    name = error.name or "Qt"
    return Problem(f"不能导出{what}，缺少{name}。请重新安装程序，或者导出为别的文件。")


PDF = _pdf_kind(PageOptions())
PDF_SUFFIX = ".pdf"
QT_KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        PDF_SUFFIX: PDF,
        ".svg": ExportKind("图解矢量图", _write_svg),
        ".png": ExportKind("图解图片", _write_png),
    }
)
"""The kinds of export that need Qt; `core` gets them handed in."""
KINDS: Mapping[str, ExportKind] = MappingProxyType({**CORE_KINDS, **QT_KINDS})
"""Every kind of export that the window offers, by the suffix of its file."""
