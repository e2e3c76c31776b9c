"""Exports: the finished report in the kinds of file that other programs open.

Importing this package costs little: what writes a kind is imported when it is first written, for
the names of the kinds are wanted at every start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from core.base.atomic import clear_left_over, write_bytes
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.settings.page_options import PageOptions


def _no_remarks(_inspection: Inspection) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of export: its Chinese name, and what turns a report into a file's bytes.

    ``remarks`` are sentences about what the reader of the file should know, such as a font that
    is missing on this machine. ``with_options`` gives the kind that heeds choices about the
    printed page; it is None where there are no pages. ``for_review`` is the kind that carries the
    report along, so that it can come back edited; None where nothing comes back.
    """

    name: str
    write: Callable[[Inspection], bytes]
    remarks: Callable[[Inspection], tuple[str, ...]] = _no_remarks
    with_options: Callable[[PageOptions], ExportKind] | None = None
    for_review: ExportKind | None = None


def _word_document(inspection: Inspection) -> bytes:
    from core.exports.word.docx import word_document

    return word_document(inspection)


def _word_for_review(inspection: Inspection) -> bytes:
    from core.exports.word.docx import word_for_review

    return word_for_review(inspection)


def _small_print(inspection: Inspection) -> tuple[str, ...]:
    from core.exports.parts.page_plan import small_print
    from core.printed.page import print_report

    return small_print(print_report(inspection.report))


def _about_review(inspection: Inspection) -> tuple[str, ...]:
    return (
        "供审阅的文件，带有导出时的全文，删改以后仍在文件里，请不要公开发布。",
        *_small_print(inspection),
    )


def _word_html(inspection: Inspection) -> bytes:
    from core.exports.word.word_html import word_html

    return word_html(inspection)


def _workbook(inspection: Inspection) -> bytes:
    from core.exports.excel.workbook import workbook

    return workbook(inspection)


def _web_page(inspection: Inspection) -> bytes:
    from core.exports.web.web_page import web_page

    return web_page(inspection)


def _csv_list(inspection: Inspection) -> bytes:
    from core.exports.data import csv_list

    return csv_list(inspection)


def _json_data(inspection: Inspection) -> bytes:
    from core.exports.data import json_data

    return json_data(inspection)


KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        ".docx": ExportKind(
            "Word 文档",
            _word_document,
            _small_print,
            for_review=ExportKind("Word 文档（供审阅）", _word_for_review, _about_review),
        ),
        ".doc": ExportKind("Word 旧版文档", _word_html, _small_print),
        ".xlsx": ExportKind("Excel 工作簿", _workbook),
        ".html": ExportKind("网页", _web_page),
        ".csv": ExportKind("数据清单", _csv_list),
        ".json": ExportKind("机读数据", _json_data),
    }
)
"""Every kind of export, by the suffix of its file."""


def export(
    inspection: Inspection,
    target: Path,
    kinds: Mapping[str, ExportKind] = KINDS,
    options: PageOptions | None = None,
    *,
    for_review: bool = False,
) -> tuple[str, ...]:
    """Write the report to a file whose suffix chooses the kind; an old file is replaced whole.

    A kind without pages takes no notice of ``options``. Returns the kind's remarks. Raises Problem
    for a suffix that names no kind, or ``for_review`` one that cannot come back, and where the file
    cannot be written.
    """
    kind = kinds.get(target.suffix.lower())
    if kind is None:
        known = "、".join(f"{kind.name}（{suffix}）" for suffix, kind in kinds.items())
        what = f"“{target.suffix}”文件" if target.suffix else "没有后缀的文件"
        raise Problem(f"不能导出为{what}（{target.name}）。请用下列后缀之一：{known}。")
    if for_review:
        if kind.for_review is None:
            able = "、".join(suffix for suffix, each in kinds.items() if each.for_review)
            raise Problem(f"{kind.name}（{target.suffix}）没有供审阅的一种，请导出为{able}。")
        kind = kind.for_review
    if options is not None and kind.with_options is not None:
        kind = kind.with_options(options)
    write_bytes(target, kind.write(inspection))
    clear_left_over(target.parent)
    return kind.remarks(inspection)
