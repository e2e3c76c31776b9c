"""One digit typed until the tallies are painted, against a bare Qt table with as many cells.

Digits come as a fast typist types them: what hangs on the tallies (findings, marks of the tabs,
numbers of the status bar) is shown between two of them. What that comes to is told beside it.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from core.figures.address import Address
from core.forms.loader import load_forms
from core.report.edits import SetText
from core.settings.settings import Settings
from gui.app import prepare
from gui.frame.window import Window
from gui.look.theme import LIGHT, apply_theme
from gui.tables.table_page import TablePage

ROUNDS = 100
BEAT = 0.1
"""Seconds between two digits."""
CELL = Address("applications.granted.natural")


def main() -> None:
    """Type into both tables in turn and print percentiles and the ratio."""
    app = QApplication([])
    prepare(app)
    apply_theme(app, LIGHT)
    views = {"ours": our_table(), "bare": bare_table()}
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in views}
    for _ in range(ROUNDS):
        for name, view in views.items():
            times[name].append(keystroke(app, view))
    for name, every in times.items():
        for number, what in enumerate(("by the clock", "processor time")):
            found = sorted(each[number] for each in every)
            at = [found[len(found) * percent // 100] for percent in (10, 50, 99)]
            told = ", ".join(f"{ms:.2f}" for ms in at)
            print(f"{name}, {what}: {told} ms at the 10th, 50th and 99th percentile")
    for number, what in enumerate(("painted", "painted, processor time", "all that follows, too")):
        ours, bare = (statistics.median(each[number] for each in found) for found in times.values())
        print(f"ratio of medians, {what}: {ours / bare:.2f}")


def our_table() -> QTableView:
    """Return table 三 of the sample, in a window whose texts are very long, and read already."""
    window = Window(load_forms(), Settings(theme="light"))
    window.resize(1366, 768)
    window.show()
    window.files.open_sample()
    text = window.document.report.texts["overview"]
    window.document.edit([SetText("overview", text * (30000 // len(text)))], "long")
    page = window.workspace.show_section("applications")
    if not isinstance(page, TablePage):
        raise TypeError(page)
    while window.document.inspection.is_unread or window.document.inspection.is_behind:
        QApplication.processEvents()
    page.view.go_to(CELL)
    page.view.window_of_bench = window  # type: ignore[attr-defined]  # keeps it alive
    return page.view


def bare_table() -> QTableView:
    """Return a table of Qt's own with as many cells."""
    table = QTableWidget(23, 10)
    for row in range(23):
        for column in range(10):
            table.setItem(row, column, QTableWidgetItem("0"))
    table.resize(1366, 768)
    table.show()
    table.setCurrentCell(2, 3)
    return table


def keystroke(app: QApplication, view: QTableView) -> tuple[float, float, float]:
    """Return the milliseconds of a second digit: until painted, by the clock and by the processor.

    The third number is the processor's time for that and for all that comes before the next key.
    """
    view.window().activateWindow()
    view.setFocus()
    app.processEvents()
    QTest.keyClicks(view, "1")
    rest(app)
    editors: Iterable[QLineEdit] = view.viewport().findChildren(QLineEdit)
    editor = next(each for each in editors if each.isVisible())
    start, worked = time.perf_counter(), time.thread_time()
    QTest.keyClicks(editor, "7")
    app.processEvents()
    took, work = time.perf_counter() - start, time.thread_time() - worked
    idle = rest(app)
    whole = time.thread_time() - worked - idle
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    rest(app)
    return took * 1000, work * 1000, whole * 1000


def rest(app: QApplication) -> float:
    """Let a beat pass; returns the processor's time that waiting alone took."""
    end, idle = time.monotonic() + BEAT, 0.0
    while time.monotonic() < end:
        app.processEvents()
        before = time.thread_time()
        time.sleep(0.005)
        idle += time.thread_time() - before
    return idle


if __name__ == "__main__":
    main()
