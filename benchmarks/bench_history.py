"""Opening a document with 5,000 edits in its history, against the same document without any.

Both are opened in the window, in turn, until it is painted. Then what a long history costs while
one works: one keeping of the report (encoding it), and going back to the beginning.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from core.document.encode import encode
from core.document.file import load, load_with_history, save
from core.document.history import History
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from core.settings.settings import Settings
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.frame.window import Window

EDITS = 5_000
ROUNDS = 9


def main() -> None:
    """Open both in turn and print the medians and the ratio."""
    app = QApplication([])
    prepare(app)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["NIANBAO_CONFIG"] = str(folder / "config")
        forms = load_forms()
        report, history = worked_on(forms)
        plain, long = folder / "plain.nianbao", folder / "long.nianbao"
        save(report, plain)
        save(report, long, history=history)
        window = Window(forms, Settings(theme="light"))
        window.show()
        app.processEvents()
        times: dict[str, list[float]] = {"without": [], "with": []}
        for turn in range(ROUNDS + 1):
            for key, path in (("without", plain), ("with", long)):
                window.safekeeping.settle()
                seconds = worked(partial(open_until_painted, app, window, path))
                if turn:  # the first round fills the caches of both
                    times[key].append(seconds)
        opened = load_with_history(long, forms)[:2]
        window.document.leave()
        window.close()
    size = len(encode(report, history)) / len(encode(report))
    print(f"{len(history)} moments, {size:.0f} times the bytes")
    for key, found in times.items():
        print(
            f"opened {key} history: {statistics.median(found) * 1000:.0f} ms of the processor"
            f" (median of {ROUNDS})"
        )
    pairs = [a / b for a, b in zip(times["with"], times["without"], strict=True)]
    print(f"ratio, pair by pair: {statistics.median(pairs):.2f}")
    kept = [worked(lambda: encode(*opened)) for _ in range(ROUNDS)]
    bare = [worked(lambda: encode(report)) for _ in range(ROUNDS)]
    print(f"kept with against without: {statistics.median(kept) / statistics.median(bare):.2f}")
    back = worked(lambda: history.before(report, 0))
    print(f"back to the beginning: {back / statistics.median(times['without']):.2f} of an opening")


def worked_on(forms: Forms) -> tuple[Report, History]:
    """Return the sample after so many edits: figures, and a word in a text now and then."""
    report, _stamp = load(SAMPLE, forms)
    history, now = History(), datetime(2026, 1, 12, 9).astimezone()
    cells = [a for a, figure in report.form.figures.items() if not figure.computed]
    for number in range(EDITS):
        now += timedelta(minutes=3)
        if number % 10 == 9:
            section = report.form.texts[number % len(report.form.texts)].id
            edit: SetFigure | SetText = SetText(section, f"{report.texts[section]}又")
        else:
            edit = SetFigure(cells[number % len(cells)], str(number))
        history.record(report, apply(report, [edit]), "填写", now)
    return report, history


def open_until_painted(app: QApplication, window: Window, path: Path) -> None:
    """Open a file and let the window be painted."""
    window.document.open(path)
    app.processEvents()


def worked(do: Callable[[], object]) -> float:
    """Return the seconds of the processor that something takes, in the thread of the window."""
    start = time.thread_time()
    do()
    return time.thread_time() - start


if __name__ == "__main__":
    main()
