"""Exports: the finished report in the kinds of file that other programs open.

Importing this package costs little: what writes a kind is imported when it is first written, for
the names of the kinds are wanted at every start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.base.atomic import put_out
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.settings.page_options import PageOptions, Site

if TYPE_CHECKING:
    from core.exports.parts.drawn_picture import DrawnPicture


def _no_remarks(_inspection: Inspection) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of export: its Chinese name, and what turns a report into a file's bytes.

    ``remarks`` are sentences about what the reader of the file should know, such as a font that
    is missing on this machine. ``with_options`` gives the kind that heeds choices about the
    printed page; it is None where there are no pages. ``for_review`` is the kind that carries the
    report along, so that it can come back edited; None where nothing comes back. ``for_public`` is
    the kind for readers who do not know the form, where there is one beside it.
    """

    name: str
    write: Callable[[Inspection], bytes]
    remarks: Callable[[Inspection], tuple[str, ...]] = _no_remarks
    with_options: Callable[[PageOptions], ExportKind] | None = None
    for_review: ExportKind | None = None
    heeded: PageOptions = field(default_factory=PageOptions)
    """The choices about its pages that the kind follows."""
    for_public: ExportKind | None = None
    make_both: Callable[[Inspection], tuple[bytes, tuple[str, ...]]] | None = None
    """Writes and remarks at once, where one would do the other's work again; see `make`."""

    def make(self, inspection: Inspection) -> tuple[bytes, tuple[str, ...]]:
        """Return a report's file and what its reader should know."""
        if self.make_both is not None:
            return self.make_both(inspection)
        return self.write(inspection), self.remarks(inspection)


Draw = Callable[[Inspection], "DrawnPicture"]


def word_kind(options: PageOptions, draw: Draw | None = None) -> ExportKind:
    """Return the Word document with those choices about its pages that Word can follow.

    ``draw`` draws the picture that may follow the report, where there is something to draw with.
    """

    def write(inspection: Inspection) -> bytes:
        from core.exports.word.docx import word_document

        picture = draw(inspection) if draw is not None and options.picture else None
        return word_document(inspection, options, picture)

    def write_for_review(inspection: Inspection) -> bytes:
        from core.exports.word.docx import word_for_review

        return word_for_review(inspection, options)

    def remarks(inspection: Inspection) -> tuple[str, ...]:
        return (*_left_out(options, can_draw=draw is not None), *_small_print(inspection))

    def remarks_for_review(inspection: Inspection) -> tuple[str, ...]:
        asked = {
            "签字栏": options.sign_off,
            "图解": options.picture and draw is not None,
            "核对单": options.check_sheet,
        }
        without = "、".join(name for name, is_asked in asked.items() if is_asked)
        return (
            "供审阅的文件，带有导出时的全文，删改以后仍在文件里，请不要公开发布。",
            *((f"供审阅的文件不附{without}，以免读回时混进报告。",) if without else ()),
            *remarks(inspection),
        )

    heeded = replace(
        options,
        tables_on_side=False,
        picture=options.picture and draw is not None,
        without_checks=False,
        formulas=False,
        site=Site(),
    )
    for_review = replace(heeded, sign_off=False, picture=False, check_sheet=False)
    review = ExportKind(
        "Word 文档（供审阅）", write_for_review, remarks_for_review, heeded=for_review
    )
    with_options = partial(word_kind, draw=draw)
    return ExportKind("Word 文档", write, remarks, with_options, review, heeded)


def _left_out(options: PageOptions, *, can_draw: bool) -> tuple[str, ...]:
    """Say which choices a Word document does not follow."""
    asked = {"表格横排": options.tables_on_side, "附图解": options.picture and not can_draw}
    words = "、".join(name for name, is_asked in asked.items() if is_asked)
    return (f"Word 文档没有{words}，需要时请导出PDF。",) if words else ()


def _small_print(inspection: Inspection) -> tuple[str, ...]:
    from core.exports.parts.page_plan import small_print
    from core.printed.page import print_report

    return small_print(print_report(inspection.report))


def _word_html(inspection: Inspection) -> bytes:
    from core.exports.word.word_html import word_html

    return word_html(inspection)


def _workbook_kind(options: PageOptions) -> ExportKind:
    """Return the workbook with those choices that it can follow."""
    heeded = PageOptions(
        # It carries the check sheet unless it shall not.
        check_sheet=options.check_sheet and not options.without_checks,
        without_checks=options.without_checks,
        formulas=options.formulas,
    )

    def write(inspection: Inspection) -> bytes:
        from core.exports.excel.workbook import workbook

        return workbook(inspection, heeded)

    return ExportKind("Excel 工作簿", write, with_options=_workbook_kind, heeded=heeded)


def _web_kind(options: PageOptions) -> ExportKind:
    """Return the web page with what it says of its site."""

    def write(inspection: Inspection) -> bytes:
        from core.exports.web.web_page import web_page

        return web_page(inspection, options.site)

    return ExportKind("网页", write, with_options=_web_kind, heeded=PageOptions(site=options.site))


def _csv_list(inspection: Inspection) -> bytes:
    from core.exports.data import csv_list

    return csv_list(inspection)


def _json_data(inspection: Inspection) -> bytes:
    from core.exports.data import json_data

    return json_data(inspection)


KINDS: Mapping[str, ExportKind] = MappingProxyType(
    {
        ".docx": word_kind(PageOptions()),
        ".doc": ExportKind("Word 旧版文档", _word_html, _small_print),
        ".xlsx": _workbook_kind(PageOptions()),
        ".html": _web_kind(PageOptions()),
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
    data, remarks = export_content(inspection, target, kinds, options, for_review=for_review)
    put_out(target, data)
    return remarks


def export_content(
    inspection: Inspection,
    target: Path,
    kinds: Mapping[str, ExportKind] = KINDS,
    options: PageOptions | None = None,
    *,
    for_review: bool = False,
) -> tuple[bytes, tuple[str, ...]]:
    """Return what `export` would write, and the kind's remarks; raises Problem as it does."""
    kind = kinds.get(target.suffix.lower())
    if kind is None:
        known = "、".join(f"{kind.name}（{suffix}）" for suffix, kind in kinds.items())
        what = f"“{target.suffix}”文件" if target.suffix else "没有后缀的文件"
        raise Problem(f"不能导出为{what}（{target.name}）。请用下列后缀之一：{known}。")
    if options is not None and kind.with_options is not None:
        kind = kind.with_options(options)
    if for_review:
        if kind.for_review is None:
            able = "、".join(suffix for suffix, each in kinds.items() if each.for_review)
            raise Problem(f"{kind.name}（{target.suffix}）没有供审阅的一种，请导出为{able}。")
        kind = kind.for_review
    return kind.make(inspection)
