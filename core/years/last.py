"""Reading last year's report, to hold this year's against it (对照上年)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from core.apart.stopping import Stop, never
from core.forms.loader import Forms
from core.reading.opening import open_file
from core.report.prior import Prior
from core.report.report import Report


@dataclass(frozen=True, slots=True)
class LastYear:
    """A report found in a file; ``year`` is None where the file does not tell it."""

    file: str
    report: Report
    year: int | None

    def objections(self, report: Report) -> tuple[str, ...]:
        """Say why it may not be the year before a report, one sentence each; nothing where it is.

        The first is about the year, where that is in doubt.
        """
        wanted, organ = report.year - 1, self.report.organ
        found = []
        if self.year is None:
            found.append(f"“{self.file}”里没有认出年度，不知道是不是{wanted}年度的报告。")
        elif self.year != wanted:
            found.append(f"“{self.file}”是{self.year}年度的报告，不是上一年度（{wanted}年度）的。")
        if organ.strip() and report.organ.strip() and organ.strip() != report.organ.strip():
            found.append(f"“{self.file}”是{organ}的报告，现在填的是{report.organ}的。")
        return tuple(found)

    def prior(self, report: Report) -> Prior:
        """Return what a report remembers of it; without a year of its own it is the year before."""
        known = self.report.as_prior()
        year = report.year - 1 if self.year is None else self.year
        return replace(known, year=year)


def read_last_year(path: Path, forms: Forms, stop: Stop = never) -> LastYear:
    """Read a document or a published report; raises Problem, and Stopped."""
    opened = open_file(path, forms, stop=stop)
    return LastYear(opened.name, opened.report, opened.year)
