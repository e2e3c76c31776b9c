"""The dialog that asks for a file or a folder: the system's where it has one, else Qt's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

from gui.kit.fields import size_dialog

MOST_FOLDERS = 5
"""So many of the folders used last are offered."""
_PLACES = (
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)
_KIND = 2
"""The column of the kinds (类型) in the list of Qt's own dialog."""


def make_file_dialog(
    parent: QWidget | None, title: str, folder: str, used: Iterable[str] = ()
) -> QFileDialog:
    """Make the dialog; at its side are the desktop, the documents and the folders ``used`` last."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in side_places(used)])
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    # The system's own has no such parts, and looks after itself.
    views: list[QTreeView] = list(dialog.findChildren(QTreeView))
    for view in views:
        size_dialog(dialog, 64, 30)
        header = view.header()
        header.setStretchLastSection(False)
        for column in range(1, header.count()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        # A name's end says the kind; in words of the system it takes the room of the names.
        header.hideSection(_KIND)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return dialog


def side_places(used: Iterable[str]) -> list[str]:
    """Return the folders at the side, each once, as far as they are there."""
    own = [QStandardPaths.writableLocation(place) for place in _PLACES]
    recent = list(used)[:MOST_FOLDERS]
    return [each for each in dict.fromkeys((*own, *recent)) if each and Path(each).is_dir()]
