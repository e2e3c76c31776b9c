"""Exporting the open report, and what is said of it: where it lies, what it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.report.finding import Severity
from core.settings.page_options import options_from_data
from gui.files.file_places import FilePlaces
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.state.document import Document
from gui.state.preferences import Preferences

if TYPE_CHECKING:
    from core.checks.inspection import Inspection
    from core.settings.page_options import PageOptions

_FOR_REVIEW = "（供审阅）"
"""What the proposed name of a file says that carries the whole report along."""


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
        from core.exports.parts.options import options_in_words
        from gui.printing import KINDS

        kind = KINDS[self.path.suffix.lower()]
        kind = kind.with_options(self.options) if kind.with_options else kind
        if self.for_review and kind.for_review:
            kind = kind.for_review
        carried = options_in_words(kind.heeded, self.inspection)
        count = self.inspection.count_open()
        open_ends = [f"{count[s]}处{s.word}" for s in Severity if count[s]]
        words = [f"含{'、'.join(carried)}"] if carried else []
        return words + ([f"还有{'、'.join(open_ends)}"] if open_ends else [])


class Exporting(QObject):
    """Writes the open report in the kinds of file that other programs open."""

    exported = Signal(object)
    """A report was written (`Exported`)."""

    def __init__(
        self,
        document: Document,
        safekeeping: Safekeeping,
        preferences: Preferences,
        places: FilePlaces,
        ask: Ask,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._safekeeping = safekeeping
        self._preferences = preferences
        self._places = places
        self._ask = ask
        self._window = window

    def export(self, suffix: str, name: str, for_review: bool = False) -> None:
        """Ask where to, and write the finished report; one for review says so in its name."""
        from core.exports.kinds import export_content
        from gui.kit.waiting import waiting_cursor
        from gui.kit.writing_out import put_out_beside
        from gui.printing import KINDS

        self._document.settle()
        self._document.catch_up()
        path = self._ask.save_path(
            f"导出{name}",
            self._places.proposal(f"{_FOR_REVIEW if for_review else ''}{suffix}"),
            f"{name} (*{suffix})",
            suffix,
        )
        if path is None:
            return
        self._safekeeping.hurry()
        options = options_from_data(self._preferences.settings.printing)
        try:
            with waiting_cursor():
                data, remarks = export_content(
                    self._document.inspection, path, KINDS, options, for_review=for_review
                )
            put_out_beside(path, data, self._window, lambda: self._document.check_disk(path))
        except Problem as problem:
            self._ask.tell(str(problem))
        else:
            if suffix == ".docx":  # it may come back edited
                self._document.mark(f"导出 {name}")
            self.exported.emit(
                Exported(path, self._document.inspection, options, remarks, for_review)
            )

    def show_public_picture(self) -> str:
        """Show the picture for the public, to be saved; returns what to say of it."""
        from gui.files.public_picture import PublicPictureDialog

        self._document.settle()
        self._document.catch_up()
        report, forms = self._document.report, self._document.forms
        try:
            dialog = PublicPictureDialog(
                report, forms, self._ask, self._places.folder(), self._window
            )
        except Problem as problem:
            self._ask.tell(str(problem))
            return ""
        run(dialog)
        return f"已导出：{dialog.saved}" if dialog.saved else ""

    def publish(self) -> str:
        """Ask where to, and make the folder for the website; returns what to say of it."""
        from gui.files.publishing import publish_report

        self._document.settle()
        self._document.catch_up()
        self._safekeeping.hurry()
        begin = self._places.folder()
        return publish_report(self._document, self._preferences, self._ask, begin, self._window)
