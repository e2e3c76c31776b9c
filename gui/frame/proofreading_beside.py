"""Opening the proofreading window beside the main window, which follows it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.figures.address import Address
from gui.frame.workspace import Workspace
from gui.proofreading.window import ProofreadingWindow


def open_proofreading(workspace: Workspace, save: QAction, main: QWidget) -> ProofreadingWindow:
    """Open the window, or bring it forward."""
    # One that is being closed is still there for a moment.
    open_now = (each for each in main.children() if isinstance(each, ProofreadingWindow))
    window = next((each for each in open_now if each.isVisible()), None)
    if window is None:
        window = ProofreadingWindow(workspace.document, save, main)
        window.reached.connect(lambda addresses: _show(workspace, addresses))
        window.finished.connect(lambda _result: _put_out(workspace))
        _place_beside(window, main)
        window.show()
        window.begin()
    window.raise_()
    window.activateWindow()
    return window


def _show(workspace: Workspace, addresses: tuple[Address, ...]) -> None:
    """Take the cells that are read in hand in their table, and leave the keys where they are."""
    page = workspace.show_section(addresses[0].section)
    page.show_cell(addresses[0])
    page.light_cells(addresses)


def _put_out(workspace: Workspace) -> None:
    if workspace.in_hand is not None:
        workspace.in_hand.light_cells(())


def _place_beside(window: QWidget, main: QWidget) -> None:
    """Put the window over the lower right of the main window, where the tables are not."""
    area = main.screen().availableGeometry()
    gap = window.fontMetrics().height()
    size = window.size().expandedTo(window.minimumSizeHint())
    corner = main.geometry().bottomRight() - QPoint(size.width() + gap, size.height() + 2 * gap)
    left = max(area.left(), min(corner.x(), area.right() - size.width() - gap))
    top = max(area.top(), min(corner.y(), area.bottom() - size.height() - 2 * gap))
    window.move(left, top)
