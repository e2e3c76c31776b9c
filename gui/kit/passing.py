"""Dialogs that go when they are left: a window would keep each of them for as long as it lives."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


def run(dialog: QDialog) -> int:
    """Show a dialog until it is left, and return how: 0 where it was not agreed to.

    It goes as soon as whoever called is done, and what was chosen in it can be read until then.
    """
    try:
        return dialog.exec()
    finally:
        dialog.deleteLater()
