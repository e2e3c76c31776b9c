"""Start to the first painted window, against a bare PySide6 window with as many tabs and tables.

Ours does what `nianbao.py` and `gui.app` do, the garbage collector's rest included. What the texts
say is read after that, while the window answers: how long until then is told beside it. On a busy
machine the processor's time is the steadier measure.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7
Run = tuple[float, float, float]

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

CHECKED = """
import time
while window.document.inspection.is_unread:
    app.processEvents()
    time.sleep(0.001)
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
    """Start all in turn and print medians and ratios."""
    programs = {"ours": OURS, "ours, texts checked": OURS + CHECKED, "bare": BARE}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "NIANBAO_CONFIG": folder}
        # An installed program has its modules compiled; a checkout may be told not to keep them.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        runs: dict[str, list[Run]] = {name: [] for name in programs}
        for turn in range(ROUNDS + 1):
            for name, program in programs.items():
                run = started(program, environment)
                if turn:  # the first round warms the disk
                    runs[name].append(run)
    for name, found in runs.items():
        seconds, worked, memory = (statistics.median(each) for each in zip(*found, strict=True))
        print(
            f"{name}: {seconds:.2f} s, of the processor {worked:.2f} s, {memory:.0f} MB "
            f"(medians of {ROUNDS})"
        )
    for name in list(programs)[:-1]:
        pairs = zip(runs[name], runs["bare"], strict=True)
        ratios = zip(*([a / b for a, b in zip(*pair, strict=True)] for pair in pairs), strict=True)
        told = [f"{statistics.median(each):.2f}" for each in ratios]
        print(f"{name}, ratio pair by pair: {told[0]}, processor {told[1]}, memory {told[2]}")


def started(program: str, environment: dict[str, str]) -> Run:
    """Run a program; returns its seconds, those of the processor, and its highest memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program], env=environment)  # noqa: S603  our own text
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"it ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
