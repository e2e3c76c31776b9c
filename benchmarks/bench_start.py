"""Start to the first painted window, against a bare PySide6 window with as many tabs and tables.

Ours does what `nianbao.py` and `gui.app` do, the garbage collector's rest included.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7

OURS = """
import gc
gc.disable()
from PySide6.QtWidgets import QApplication
from gui.app import prepare
from gui.access.input_method import choose_input_method
from gui.frame.window import Window
from core.forms.loader import load_forms
from core.settings.settings import Settings
gc.freeze()
gc.enable()
choose_input_method()
app = QApplication([])
prepare(app)
window = Window(load_forms(), Settings(theme="light"))
window.show()
window.files.open_sample()
app.processEvents()
"""

BARE = """
from PySide6.QtWidgets import (
    QApplication, QMainWindow, QPlainTextEdit, QTableWidget, QTableWidgetItem, QTabWidget,
)
app = QApplication([])
app.setStyle("Fusion")
window = QMainWindow()
tabs = QTabWidget()
window.setCentralWidget(tabs)
for rows, columns in ((0, 0), (0, 0), (18, 5), (23, 10), (1, 15), (0, 0), (0, 0)):
    if not rows:
        tabs.addTab(QPlainTextEdit(), "text")
        continue
    table = QTableWidget(rows, columns)
    for row in range(rows):
        for column in range(columns):
            table.setItem(row, column, QTableWidgetItem("0"))
    tabs.addTab(table, "table")
tabs.setCurrentIndex(3)
window.resize(1366, 768)
window.show()
app.processEvents()
"""


def main() -> None:
    """Start both in turn and print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "NIANBAO_CONFIG": folder}
        # An installed program has its modules compiled; a checkout may be told not to keep them.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times: dict[str, list[float]] = {"ours": [], "bare": []}
        for turn in range(ROUNDS + 1):
            for name, program in (("ours", OURS), ("bare", BARE)):
                start = time.perf_counter()
                subprocess.run([sys.executable, "-c", program], env=environment, check=True)  # noqa: S603  our own text
                if turn:  # the first round warms the disk
                    times[name].append(time.perf_counter() - start)
    for name, found in times.items():
        print(f"{name}: {statistics.median(found):.2f} s (median of {ROUNDS})")
    pairs = [a / b for a, b in zip(times["ours"], times["bare"], strict=True)]
    print(f"ratio, pair by pair: {statistics.median(pairs):.2f}")


if __name__ == "__main__":
    main()
