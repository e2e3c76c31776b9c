"""The kinds of file that a report can be read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of file that can be read, by the suffixes that it usually has.

    A suffix is only a promise: what the bytes are decides how a file is read.
    """

    name: str
    suffixes: tuple[str, ...]


WORD = SourceKind("Word文档", (".docx", ".docm", ".doc", ".wps", ".rtf", ".xml"))
WORKBOOK = SourceKind("Excel工作簿", (".xlsx", ".xlsm", ".xls"))
SPREADSHEET = SourceKind("WPS表格或ODF表格", (".et", ".ods", ".fods"))
TABLE_TEXT = SourceKind("文字表格", (".csv", ".tsv"))
PDF = SourceKind("PDF文件", (".pdf",))
PAGE = SourceKind("网页", (".html", ".htm", ".mht", ".mhtml"))
TEXT = SourceKind("文字", (".txt", ".md"))
SOURCE_KINDS = (WORD, WORKBOOK, SPREADSHEET, PDF, PAGE, TABLE_TEXT, TEXT)
"""Every kind that can be read; where a file is chosen, these are offered."""
