"""What the status bar says of an export: where it lies, what it carries, what is still open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from core.checks.inspection import Inspection
from core.exports.parts.options import options_in_words
from core.report.finding import Severity
from core.settings.page_options import PageOptions
from gui.printing import KINDS


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was written; ``remarks`` are those of its kind, the gist first."""

    path: Path
    inspection: Inspection
    options: PageOptions
    remarks: tuple[str, ...]
    for_review: bool = False

    def whole(self) -> str:
        """Tell everything, a line for each thing."""
        return "\n".join((f"已导出：{self.path}", *self._words(), *self.remarks))

    def short(self, metrics: QFontMetrics, room: int) -> str:
        """Tell it in one line that fits a room in pixels."""
        path = metrics.elidedText(str(self.path), Qt.TextElideMode.ElideMiddle, room // 2)
        gists = (re.split("[，：。]", remark, maxsplit=1)[0] for remark in self.remarks)
        line = "　".join((f"已导出：{path}", *self._words(), *gists))
        return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)

    def _words(self) -> list[str]:
        kind = KINDS[self.path.suffix.lower()]
        kind = kind.with_options(self.options) if kind.with_options else kind
        if self.for_review and kind.for_review:
            kind = kind.for_review
        carried = options_in_words(kind.heeded, self.inspection)
        count = self.inspection.count_open()
        open_ends = [f"{count[s]}处{s.word}" for s in Severity if count[s]]
        words = [f"含{'、'.join(carried)}"] if carried else []
        return words + ([f"还有{'、'.join(open_ends)}"] if open_ends else [])
