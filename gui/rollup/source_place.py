"""Where the source of a unit's report lies, shown by the system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gui.rollup.lines import FileLine, UnitLine
from gui.rollup.state import RollupState


def show_source(state: RollupState, line: object) -> str:
    """Open the folder of the source of a line; returns what to tell."""
    path: Path | None = None
    name = ""
    if isinstance(line, FileLine):
        path, name = line.receipt.came.found.path, line.receipt.came.found.file
    elif isinstance(line, UnitLine) and line.row.status.version is not None:
        version = line.row.status.version
        path, name = state.places.get(version.sha256), version.source
    if path is None or not path.exists():
        return f"来源是“{name}”，这一次没有打开过它。要看，请把那个文件夹再收一次。"
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
    return f"来源：{path}"
