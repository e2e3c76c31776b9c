"""What the check sheet (勾稽核对单) says of a finding, in the workbook and on paper alike."""

from __future__ import annotations

from dataclasses import dataclass

from core.checks.inspection import Inspection
from core.forms.form import COVER_NAME, Form
from core.report.finding import Finding
from core.report.note import Subject
from core.signing.round import opinions

"""Where a finding stands that is about no part of the report."""
_EXPLAINED = "，\n已说明"
"""Said behind how grave a finding is, in a narrow column: below it."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding in words: its part, how grave it is, what is wrong, what to do or what was said."""

    part: str
    severity: str
    message: str
    advice: str


def finding_words(inspection: Inspection, finding: Finding) -> FindingWords:
    """Put a finding into words; what the office says about it stands before the advice.

    So does what was said beside it when the report was checked (审签).
    """
    note = inspection.note(finding)
    basis = f"依据：{finding.basis}" if finding.basis else ""
    said = f"说明：{note}" if note else ""
    checked = (
        f"{step.act.words}意见（{step.who}）：{text}"
        for step, text in opinions(inspection.report, Subject.of(finding))
    )
    others = (f"└ {other.message}" for other in finding.follows)
    told = (*checked, said, finding.advice, *others, basis)
    advice = "\n".join(part for part in told if part)
    return FindingWords(
        part_names(inspection.report.form).get(finding.section, COVER_NAME),
        f"{finding.severity.word}{_EXPLAINED if note else ''}",
        finding.message,
        advice,
    )


def part_names(form: Form) -> dict[str, str]:
    """Return the short names of the report's parts by their identifiers."""
    return {section.id: section.tab for section in (form.preamble, *form.sections)}
