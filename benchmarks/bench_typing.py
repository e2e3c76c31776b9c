"""A report's tables typed from blank by keys: keys and time a figure, against plain grids.

The keys are compared with a model of the same tables in a spreadsheet template, the times with a
bare Qt table that adds nothing up and checks nothing.
"""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget

from core.document.file import load
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import load_forms
from core.report.report import Report
from core.settings.settings import Settings
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.look.theme import LIGHT, apply_theme

ROUNDS = 5
TABLES = (("proactive", Qt.Key.Key_2), ("applications", Qt.Key.Key_3), ("remedies", Qt.Key.Key_4))


def main() -> None:
    """Count the keys, then type into both grids in turn and print times and the ratio."""
    app = QApplication([])
    prepare(app)
    apply_theme(app, LIGHT)
    report, _stamp = load(SAMPLE, load_forms())
    texts = [[report.value(a).text for a in in_order(report.form, name)] for name, _ in TABLES]
    print_keys(report.form, texts)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(ROUNDS):
        times["ours"].append(type_report(app, report, texts))
        times["bare"].append(type_bare(app, texts))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, seconds in medians.items():
        print(f"{name}: {seconds * 1000 / sum(map(len, texts)):.2f} ms a figure")
    print(f"ratio of medians: {medians['ours'] / medians['bare']:.2f}")


def in_order(form: Form, section: str) -> list[Address]:
    """Return the typed cells of a table: down its columns, or along its rows without a heading."""
    table = form.table(section)
    cells = [
        (cell.column, cell.line, cell.address)
        if table.header_lines
        else (cell.line, cell.column, cell.address)
        for cell in table.cells
        if cell.address and not form.figures[cell.address].computed
    ]
    return [address for _, _, address in sorted(cells)]


def print_keys(form: Form, texts: list[list[str]]) -> None:
    """Print the keys that our grid needs, and those of a spreadsheet with the same tables.

    The spreadsheet is filled as its users do without a mouse: a figure and Enter, which goes down;
    in the tables that are read along their rows a figure and Tab. Its template has the totals as
    formulas already. On the way it costs one key for every computed cell that is passed, and at
    the end of a column or row two keys (Ctrl+Up and Right, or Home and Down) to the next one, one
    key more for every line of headings between two rows of table 二. A protected sheet, where Tab
    jumps from open cell to open cell, needs as few keys as our grid, but only along the rows.
    """
    digits = sum(len(text) for table in texts for text in table)
    figures = sum(map(len, texts))
    moves = 0
    for section, _ in TABLES:
        table = form.table(section)
        by_column = table.header_lines > 0 and table.lines - table.header_lines > 1
        placed = {c.address: (c.line, c.column) for c in table.cells if c.address}
        lines = sorted({place[1 if by_column else 0] for place in placed.values()})
        for before, line in zip([None, *lines], lines, strict=False):
            own = [a for a, place in placed.items() if place[1 if by_column else 0] == line]
            open_cells = [a for a in own if not form.figures[a].computed]
            if not open_cells:
                continue  # the column of totals is not visited at all
            last = max(placed[a] for a in open_cells)
            moves += sum(form.figures[a].computed and placed[a] < last for a in own)
            if before is not None:
                moves += 2 + (0 if by_column else line - before - 1)
    turns = len(TABLES)
    zeros = sum(text == "0" for table in texts for text in table)
    ours, sheet = digits + figures + turns, digits + figures + turns + moves
    print(f"figures: {len(form.figures)}, typed: {figures}, their digits and signs: {digits}")
    print(f"keys, our grid: {ours} ({turns} of them from table to table)")
    print(f"keys, our grid, zeros passed over: {ours - zeros}, and the menu 空白填0 once")
    print(f"keys, spreadsheet template: {sheet} ({moves} over totals and to the next line)")


def type_report(app: QApplication, report: Report, texts: list[list[str]]) -> float:
    """Return the seconds that our window takes for all figures, painting included."""
    window = Window(load_forms(), Settings(theme="light"))
    window.resize(1366, 768)
    window.show()
    window.document.show(Report(report.form, report.organ, report.year))
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    start = time.perf_counter()
    for (_, number), figures in zip(TABLES, texts, strict=True):
        QTest.keyClick(_focus(window), number, Qt.KeyboardModifier.ControlModifier)
        _type(app, window, figures)
    took = time.perf_counter() - start
    if window.document.report.figures() != report.figures():
        raise RuntimeError("the figures typed are not those of the report")
    window.document.leave()
    window.close()
    window.deleteLater()
    return took


def type_bare(app: QApplication, texts: list[list[str]]) -> float:
    """Return the seconds for the same keys in a table of Qt's own, walked down by hand."""
    table = QTableWidget(max(map(len, texts)), len(texts))
    table.resize(1366, 768)
    table.show()
    table.activateWindow()
    QTest.qWaitForWindowActive(table)
    took = 0.0
    for column, figures in enumerate(texts):
        table.setCurrentCell(0, column)
        table.setFocus()
        app.processEvents()
        start = time.perf_counter()
        for text in figures:
            _type(app, table, [text])
            QTest.keyClick(_focus(table), Qt.Key.Key_Down)
            app.processEvents()
        took += time.perf_counter() - start
    table.close()
    table.deleteLater()
    return took


def _type(app: QApplication, window: QWidget, figures: list[str]) -> None:
    for text in figures:
        for character in text:
            QTest.keyClicks(_focus(window), character)
            app.processEvents()
        QTest.keyClick(_focus(window), Qt.Key.Key_Return)
        app.processEvents()


def _focus(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


if __name__ == "__main__":
    main()
