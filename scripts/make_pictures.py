"""Take the picture of the real window that the README shows: docs/window.png.

Run it after a change that alters how the window looks: `.venv/bin/python scripts/make_pictures.py`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.forms.loader import load_forms
from core.settings import Settings
from gui.app import prepare
from gui.theme import LIGHT, apply_theme
from gui.window import Window

TARGET = Path(__file__).resolve().parent.parent / "docs" / "window.png"


def main() -> None:
    """Open the sample as a clerk would, and grab the window."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NIANBAO_CONFIG"] = folder
        app = QApplication([])
        prepare(app)
        apply_theme(app, LIGHT)
        window = Window(load_forms(), Settings(theme="light"))
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 740)
        window.show()
        window.files.open_sample()
        app.processEvents()
        window.workspace.show_tally(window.document.inspection.board.tallies[0])
        app.processEvents()
        window.grab().save(str(TARGET))
        window.document.leave()
    print(TARGET)


if __name__ == "__main__":
    main()
