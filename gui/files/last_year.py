"""Last year's report beside this one (对照上年): choosing it, and letting it go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.report.edits import SetPrior
from gui.kit.ask import Ask
from gui.state.document import Document


def compare_with(document: Document, path: Path, ask: Ask) -> str:
    """Remember the report in a file as last year's, as one step; returns what was done.

    One that is not of the year before, or of another organ, is asked about. Raises Problem where
    the file cannot be read.
    """
    from core.apart.stopping import Stopped
    from core.years.last import read_last_year
    from gui.kit.waiting import wait_for

    report, forms = document.report, document.forms
    try:
        found = wait_for(path.name, lambda stop: read_last_year(path, forms, stop))
    except Stopped:
        return ""
    objections = found.objections(report)
    if objections:
        wrong_year = found.year is not None and found.year != report.year - 1
        only_shown = "对照它时只列出数字，不核对上年结转。" if wrong_year else ""
        if not ask.confirm("".join(objections), only_shown, "仍然对照"):
            return ""
    prior = found.prior(report)
    if report.prior is not None:
        prior = replace(prior, passages=report.prior.passages)
    document.edit([SetPrior(prior)], "对照上年的报告")
    return f"正在对照{prior.year}年度的报告：{path.name}"


def stop_comparing(document: Document) -> str:
    """Forget last year's report, as one step; returns what was done."""
    if document.report.prior is None:
        return "现在没有对照上年的报告。"
    marks = "沿用的文字里上年的数也不再标出，" if document.report.prior.passages else ""
    document.edit([SetPrior(None)], "不再对照上年")
    return f"不再对照上年的报告，{marks}Ctrl+Z 可以撤销。"
