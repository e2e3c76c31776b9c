"""Where file dialogs begin, and the name that they propose for the open report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from core.base.file_name import file_name
from core.document.file import AnotherDisk
from gui.keeping.patient_worker import answer_of
from gui.state.document import Document
from gui.state.preferences import Preferences


class FilePlaces:
    """Proposes folders that are there, and names that say whose report it is."""

    def __init__(self, document: Document, preferences: Preferences) -> None:
        self._document = document
        self._preferences = preferences

    def proposal(self, suffix: str) -> str:
        """Return the path that a dialog proposes for the report, with a suffix."""
        report = self._document.report
        path = self._document.path
        is_there = path is not None and not self.has_gone(path.parent)
        folder = path.parent if path is not None and is_there else Path(self.folder())
        if path is not None:
            return str(folder / file_name(path.stem, suffix))
        end = f"{report.year}年{report.form.title}"
        return str(folder / file_name(report.organ, suffix, end=end))

    def folder(self) -> str:
        """Return where file dialogs begin: the last folder, or the user's documents."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        places = (self._preferences.settings.last_folder, documents)
        # A folder that is not there, on a stick that was pulled say, would become a file's name.
        usable = (
            place
            for place in places
            if place and _is_there(Path(place)) and not self.has_gone(Path(place))
        )
        return next(usable, str(Path.home()))

    def recent_folders(self) -> list[str]:
        """Return the folders of the documents opened last, as far as they are there."""
        recent = self._preferences.settings.recent
        parents = dict.fromkeys(Path(name).parent for name in recent)
        return [str(each) for each in parents if not self.has_gone(each) and _is_there(each)]

    def has_gone(self, folder: Path, *, otherwise: bool = True) -> bool:
        """Tell whether a folder is but the empty place where the report's disk was.

        ``otherwise`` is what is taken for true where the drive does not answer.
        """
        document = self._document

        def look() -> bool:
            try:
                document.check_disk(folder / "a")
            except AnotherDisk:
                return True
            return False

        return answer_of(look, otherwise=otherwise)


def _is_there(folder: Path) -> bool:
    """Tell whether a folder is there, so far as its drive answers."""
    return answer_of(folder.is_dir, otherwise=False)
