"""What a long day costs in memory: edits, pages, dialogs, saving, preview, a roll-up, for hours.

    python -m benchmarks.long_day [EDITS] [OPENINGS]

does 20,000 edits and opens each dialog and window 200 times, in ten parts, and prints after each
part the memory of the process and how many Qt objects and widgets of its own there are. What is
done in the first part is made lazily and stays; from the second on the numbers should be flat, but
for the history and the undo list, which grow with the edits: their share is printed, too.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.careless_ask import CarelessAsk, provide
from core.document.encode import encode
from core.forms.loader import load_forms
from core.report.edits import SetFigure, SetText
from core.settings.settings import CONFIG, Settings
from gui.app import prepare
from gui.frame.window import Window

PARTS = 10
EDITS, OPENINGS = 20_000, 200
SHOWN = (
    *("settings", "history", "about", "backups", "keep_phrases", "public_picture", "guide", "keys"),
    *("preview", "proofread", "signing", "share", "series", "open_rollup"),
)
"""The commands that show a dialog or a window of their own."""


class SteadyAsk(CarelessAsk):
    """Chooses the same roll-up every time, and no file to open."""

    def open_path(self, title: str, folder: str, kinds: str) -> Path | None:
        return None

    def open_folder(self, title: str, folder: str) -> Path | None:
        return self.own_folders[0]


class Day:
    """One window, and what is done in it all day."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._dice = random.Random(1)  # noqa: S311  no secret
        form = window.document.report.form
        self._cells = [address for address, each in form.figures.items() if not each.computed]
        self._texts = [section.id for section in form.texts]
        self.done: Counter[str] = Counter()

    def edit(self, count: int) -> None:
        """Type figures and texts, go from page to page, undo, and save now and then."""
        document = self._window.document
        for number in range(count):
            if number % 20 == 19:
                text = (
                    f"第{self._dice.randrange(100)}项工作全年办理{self._dice.randrange(1000)}件。"
                )
                document.edit([SetText(self._dice.choice(self._texts), text * 5)], "写")
            else:
                cell = self._dice.choice(self._cells)
                document.edit([SetFigure(cell, str(self._dice.randrange(100)))], "填写")
            if number % 50 == 49:
                tabs = self._window.workspace.tabs
                tabs.setCurrentIndex(number // 50 % tabs.count())
                document.undo_stack.undo()
                document.undo_stack.redo()
            if number % 500 == 499:
                self._window.safekeeping.hurry()
                document.save(self._folder / "一天.nianbao", overwrite=True)
                self.done["saves"] += 1
            if number % 10 == 9:
                QApplication.processEvents()
        self.done["edits"] += count

    def open(self, name: str, how: Callable[[], object]) -> None:
        """Open something and leave it again."""
        leaver = QTimer()
        leaver.timeout.connect(_leave_modal)
        leaver.start(0)
        try:
            how()
            _settle()
            for window in QApplication.topLevelWidgets():
                if window.isVisible() and window is not self._window:
                    window.close()
        finally:
            leaver.stop()
        _settle()
        self.done[name] += 1


def _leave_modal() -> None:
    modal = QApplication.activeModalWidget()
    if modal is not None:
        modal.close()


def _settle() -> None:
    for _ in range(2):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def openings(window: Window) -> dict[str, Callable[[], object]]:
    """Return what is opened, by name."""
    actions = window.menus.actions_by_name
    return {name: actions[name].trigger for name in SHOWN}


def memory() -> float:
    """Return the megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def objects() -> tuple[int, int]:
    """Return how many Qt objects hang under windows and the program, and how many windows."""
    tops = QApplication.topLevelWidgets()
    roots: list[QObject] = [each for each in tops if each.parent() is None]
    app = QGuiApplication.instance()
    if app is not None:
        roots.append(app)
    return sum(1 + len(list(each.findChildren(QObject))) for each in roots), len(tops)


def main(edits: int = EDITS, times: int = OPENINGS) -> None:
    """Live through the day, and print a row for each part of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[CONFIG] = str(folder / "config")
        app = QApplication([])
        prepare(app)
        ask = SteadyAsk(random.Random(1), folder)  # noqa: S311  no secret
        window = Window(load_forms(), Settings(theme="light"), ask)
        window.resize(1366, 768)
        window.show()
        provide(window, ask)
        day = Day(window, folder)
        print("| part | edits | openings | memory MB | Qt objects | windows | document MB | undo |")
        print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        _print_row(0, day, window)
        for part in range(1, PARTS + 1):
            day.edit(edits // PARTS)
            for _ in range(times // PARTS):
                for what, how in openings(window).items():
                    day.open(what, how)
            _print_row(part, day, window)
        print(dict(day.done))
        window.document.leave()


def _print_row(part: int, day: Day, window: Window) -> None:
    gc.collect()
    _settle()
    document = window.document
    size = len(encode(document.report, document.history)) / 2**20
    opened = sum(count for what, count in day.done.items() if what not in {"edits", "saves"})
    held, tops = objects()
    print(
        f"| {part} | {day.done['edits']} | {opened} | {memory():.1f} | {held} | {tops} |"
        f" {size:.2f} | {document.undo_stack.count()} |",
        flush=True,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
