"""What a list of recent documents tells of each: whose report it is, its state, its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.checks.progress import Progress, report_progress
from core.document.file import load
from core.forms.loader import Forms


@dataclass(frozen=True, slots=True)
class RecentReport:
    """A document as it stands on the disk now; ``state`` is None where it cannot be read."""

    path: Path
    organ: str = ""
    year: int = 0
    state: Progress | None = None
    changed: datetime | None = None
    """When the file was last written; None where it is gone."""

    @property
    def is_there(self) -> bool:
        """Tell whether the file is still where it was."""
        return self.changed is not None

    @property
    def title(self) -> str:
        """Name the report; by its file where that is gone or cannot be read."""
        if self.state is None:
            return self.path.stem
        return f"{self.organ.strip() or '未填机关'} · {self.year}年度"

    @property
    def state_words(self) -> str:
        """Say in what state it is, with a sign."""
        if not self.is_there:
            return "文件不在了"
        return f"{self.state.sign} {self.state.value}" if self.state else "打不开"

    def date_words(self, now: datetime) -> str:
        """Say when the file was last written; of today the time, of another year the year too."""
        if self.changed is None:
            return ""
        day = f"{self.changed.month}月{self.changed.day}日"
        if self.changed.date() == now.date():
            return f"今天 {self.changed:%H:%M}"
        return day if self.changed.year == now.year else f"{self.changed.year}年{day}"


def read_recent(path: Path, forms: Forms) -> RecentReport:
    """Look into a document; one that is gone or damaged is told as such."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError):
        return RecentReport(path)
    try:
        report, _stamp = load(path, forms)
    except Problem:
        return RecentReport(path, changed=changed)
    return RecentReport(
        path, report.organ, report.year, report_progress(Inspection(report)), changed
    )
