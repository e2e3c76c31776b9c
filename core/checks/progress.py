"""How far a report has come, section by section: what lamps, tabs and status lines show."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from core.checks.inspection import Inspection
from core.checks.rules import EMPTY_REPORT
from core.checks.tally import Balance
from core.forms.form import TableSection
from core.report.edits import COVER
from core.report.finding import Severity
from core.texts.content import is_written
from core.texts.outline import is_only_begun


class Progress(enum.Enum):
    """The state of a section; the value is the word that a clerk sees."""

    UNBALANCED = "不平"
    FAULTY = "有错误"
    UNFILLED = "未填完"
    TO_REVIEW = "待核对"
    CHECKING = "正在检查"
    """Nothing is known against it, but no text was read yet."""
    DONE = "已完成"

    @property
    def sign(self) -> str:
        """The sign that stands beside the word, so that colour never tells it alone."""
        return _SIGNS[self.value]


_SIGNS = MappingProxyType({
    "不平": "≠", "有错误": "!", "未填完": "○", "待核对": "?", "正在检查": "…", "已完成": "✓",
})  # fmt: skip


def section_progress(inspection: Inspection, section: str) -> Progress:
    """Judge one section of the report, or the cover, on whose page the opening paragraph stands.

    Done is a page on which nothing waits for anybody: no blank, no bare heading, nothing to review.
    While the texts are unread, none is done: what is known to be wrong is told, else `CHECKING`.
    """
    report = inspection.report
    if section == COVER:
        opening = section_progress(inspection, report.form.preamble.id)
        own = _state(inspection, section)
        return next(state for state in Progress if state in {own, opening})
    return _state(inspection, section)


def report_progress(inspection: Inspection) -> Progress:
    """Return the gravest state of any section."""
    sections = (COVER, *(section.id for section in inspection.report.form.sections))
    states = {section_progress(inspection, section) for section in sections}
    return next(state for state in Progress if state in states)


def _state(inspection: Inspection, section: str) -> Progress:
    findings = [finding for finding in inspection.known if finding.section == section]
    report = inspection.report
    if inspection.board.count(section)[Balance.UNBALANCED]:
        return Progress.UNBALANCED
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Progress.FAULTY
    if section in report.texts:
        text = report.texts[section]
        if not is_written(text) or is_only_begun(report.form.text(section), text):
            return Progress.UNFILLED
    elif any(t.id == section and not _is_filled(inspection, t) for t in report.form.tables):
        return Progress.UNFILLED
    if any(f.severity is Severity.WARNING and inspection.is_open(f) for f in findings):
        return Progress.TO_REVIEW
    return Progress.CHECKING if inspection.is_unread else Progress.DONE


def _is_filled(inspection: Inspection, table: TableSection) -> bool:
    """Zeros alone count as filled only once somebody has confirmed that nothing happened."""
    if any(f.code == EMPTY_REPORT and inspection.is_open(f) for f in inspection.known):
        return False
    return all(inspection.report.is_filled(address) for address in table.figures)


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole report in numbers."""

    figures: int
    filled: int
    balanced: int
    unbalanced: int
    unfilled: int
    characters: int
    """Characters of all written parts, white space left out."""
    findings: str
    """How many findings still wait for somebody, in words."""

    @property
    def in_words(self) -> str:
        """Tell the whole report in a line."""
        tallies = self.balanced + self.unbalanced + self.unfilled
        return "　·　".join(
            (
                f"{self.figures} 项，已填 {self.filled}",
                f"勾稽 {self.balanced}/{tallies} 平，{self.unbalanced} 不平，{self.unfilled} 未填",
                self.findings,
                f"文字 {self.characters:,} 字",
            )
        )


def overview(inspection: Inspection) -> Overview:
    """Count figures, tallies and characters of the whole report."""
    report = inspection.report
    tallies = inspection.board.count()
    return Overview(
        figures=len(report.form.figures),
        filled=sum(report.is_filled(address) for address in report.form.figures),
        balanced=tallies[Balance.BALANCED],
        unbalanced=tallies[Balance.UNBALANCED],
        unfilled=tallies[Balance.UNFILLED],
        characters=sum(map(_characters, report.texts.values())),
        findings=inspection.open_in_words(),
    )


@lru_cache(maxsize=16)
def _characters(text: str) -> int:
    """Count a text's characters without white space, once: a digit changes no text."""
    return len("".join(text.split()))
