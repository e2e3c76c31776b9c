"""The printed page: composed once, then played on the screen, a printer or a PDF alike.

Importing this package costs nothing: Qt is imported when something is first printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.inspection import Inspection
from core.problem import Problem
from core.writing import KINDS as CORE_KINDS
from core.writing import Kind


def _write(inspection: Inspection) -> bytes:
    try:
        from gui.printing.pdf import pdf
    except ImportError as error:
        what = error.name or "Qt"
        raise Problem(f"不能导出 PDF，缺少{what}。请重新安装程序，或者导出为别的文件。") from error
    return pdf(inspection)


def _remarks(_inspection: Inspection) -> tuple[str, ...]:
    from gui.printing.pdf import font_remarks

    return font_remarks()


PDF = Kind("PDF 文档", _write, _remarks)
"""The kind of export that needs Qt; `core` gets it handed in."""
PDF_SUFFIX = ".pdf"
KINDS: Mapping[str, Kind] = MappingProxyType({**CORE_KINDS, PDF_SUFFIX: PDF})
"""Every kind of export that the window offers, by the suffix of its file."""
