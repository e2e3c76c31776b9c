"""A save that was begun: what shall stand in which file, whatever is typed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.document.file import Stamp, save_content
from core.report.report import Report


@dataclass(frozen=True, slots=True, eq=False)
class BegunSave:
    """The bytes for a file, and how the document stood when they were made.

    ``stamp`` is what is known to stand there, None for another file; ``changes`` counts the edits
    so far, and ``path`` is the file that the document had then.
    """

    target: Path
    data: bytes
    stamp: Stamp | None
    overwrite: bool
    report: Report
    changes: int
    path: Path | None

    def write(self, stamp: Stamp | None) -> Stamp:
        """Write them over what has this stamp, and return the new one; raises Problem."""
        return save_content(self.data, self.target, stamp, overwrite=self.overwrite)
