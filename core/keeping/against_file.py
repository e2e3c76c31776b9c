"""What was found again, held against the file that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.base.problem import Problem
from core.document.file import Stamp, load
from core.forms.form import COVER_NAME
from core.forms.loader import Forms
from core.report.compare import Difference, compare
from core.report.report import Report


def against_file(
    report: Report, path: Path | None, stamp: Stamp | None, forms: Forms
) -> tuple[str, tuple[Difference, ...]]:
    """Return what a clerk has to know, and the differences from the file to the report.

    ``stamp`` is that of the file when the report was last one with it, None where that is not
    known.
    """
    empty = Report(report.form, "", report.year)
    if path is None:
        return "这份报告没有保存过。", compare(empty, report)
    try:
        saved, there = load(path, forms)
    except Problem as problem:
        return f"保存过的文件打不开了：{problem}", compare(empty, report)
    differences = compare(saved, report)
    words = f"和保存过的“{path}”相比有{len(differences)}处不同。"
    if not differences:
        words = f"和保存过的“{path}”没有不同，可以删除。"
    if stamp is not None and there != stamp:
        words += "那份文件在这以后又被改动过，保存时会先问您。"
    return words, differences


def extent(differences: Iterable[Difference]) -> str:
    """Say in a few words how much differs."""
    found = tuple(differences)
    figures = sum(each.address is not None for each in found)
    cover = sum(each.part == COVER_NAME for each in found)
    counts = (("数字", figures), ("文字", len(found) - figures - cover), (COVER_NAME, cover))
    return "，".join(f"{name}{count}处" for name, count in counts if count) or "没有不同"
