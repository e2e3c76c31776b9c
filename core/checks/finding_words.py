"""Findings as plain words, for the clipboard: a message to a colleague, a line in a letter."""

from __future__ import annotations

from collections.abc import Iterable

from core.checks.inspection import Inspection
from core.forms.naming import cell_name
from core.report.edits import COVER
from core.report.finding import Finding
from core.report.report import Report

MOST = 6
"""So many cells are named; of more it is said how many there are."""


def finding_in_words(inspection: Inspection, finding: Finding) -> str:
    """Tell a finding: how grave, its place, what is wrong, both numbers, what to do, its note."""
    lines = [
        f"【{finding.severity.word}】{_place(inspection.report, finding)}",
        finding.message,
    ]
    if finding.left is not None and finding.right is not None:
        apart = "" if finding.difference is None else f"，相差{finding.difference}"
        lines.append(f"两个数：{finding.left}与{finding.right}{apart}。")
    note = inspection.note(finding)
    lines += [
        finding.advice,
        *(f"└ {other.message}" for other in finding.follows),
        f"已说明：{note}" if note else "",
    ]
    return "\n".join(line for line in lines if line)


def findings_in_words(inspection: Inspection, findings: Iterable[Finding]) -> str:
    """Tell findings one after another, numbered, behind the name of the report."""
    report = inspection.report
    head = f"{' '.join(report.organ.split())}{report.year}年{report.form.title}"
    told = (finding_in_words(inspection, finding) for finding in findings)
    numbered = (f"{number}. {words}" for number, words in enumerate(told, 1))
    return "\n\n".join((f"{head}：{inspection.open_in_words()}", *numbered)) + "\n"


def _place(report: Report, finding: Finding) -> str:
    form = report.form
    names = {each.id: each.heading for each in (*form.texts, *form.sections)}
    part = "封面" if finding.section == COVER else names.get(finding.section, finding.section)
    cells = [cell_name(form, each) for each in finding.addresses if each in form.figures]
    more = f"等{len(cells)}格" if len(cells) > MOST else ""
    return f"{part}（{'；'.join(cells[:MOST])}{more}）" if cells else part
