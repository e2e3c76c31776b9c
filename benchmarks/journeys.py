"""Whole jobs by the keyboard alone, in the real window: keys pressed, and seconds of the processor.

    python -m benchmarks.journeys

Keys go to whatever has the focus, dialogs and menus included, and everything is painted after each.
A chord counts once; a word that an input method commits counts a key for each of its signs. Where a
dialog of the system would ask for a file, the answer is given beforehand and counts one key.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.document.file import load, save
from core.figures.address import Address
from core.forms.form import Form, Role
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from core.rollup.head import Head
from core.rollup.project import make_project
from core.rollup.unit import Unit
from core.settings.settings import CONFIG, Settings
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.rollup.lines import UnitLine
from gui.rollup.window import RollupWindow
from tests.gui.keyboard import CONTROL, PLAIN, SHIFT, Keyboard

KEY = Qt.Key
_ALT = Qt.KeyboardModifier.AltModifier
TABLES = (("proactive", KEY.Key_2), ("applications", KEY.Key_3), ("remedies", KEY.Key_4))
LAST_YEARS_WORDS = (
    "2020年，本机关收到政府信息公开申请518件。\n上年结转29件，结转下年19件。\n"
    "2020年行政复议11件，行政诉讼3件。"
)
"""Our own; the numbers are cells of the sample, so that they move on with the year."""
_PATIENCE = 60
_TICKING = 200
"""Milliseconds: Qt shows a box pressed for half of them before it is ticked."""


class Answering(Ask):
    """Gives the path laid down beforehand, and ends the journey where anything else is told."""

    path: Path | None = None
    asked = 0

    def above(self, window: QWidget) -> Ask:
        return self

    def tell(self, message: str) -> None:
        raise RuntimeError(message)

    def open_path(self, title: str, folder: str, kinds: str) -> Path | None:
        self.asked += 1
        return self.path

    def open_folder(self, title: str, folder: str) -> Path | None:
        self.asked += 1
        return self.path

    def save_path(self, title: str, proposal: str, kinds: str, suffix: str) -> Path | None:
        self.asked += 1
        return self.path


class Hands(Keyboard):
    """Keys that are painted, and the ways that clerks take with them."""

    def __init__(self, window: Window, ask: Answering) -> None:
        super().__init__(window)
        self.ask = ask

    @property
    def pressed(self) -> int:
        """All keys so far; a file that was named in a dialog counts one."""
        return self.keys + self.ask.asked

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            super().press(key, modifiers)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for character in text:
            super().type(character)
            QApplication.processEvents()

    def write(self, words: str) -> None:
        """Write Chinese words by an input method."""
        self.compose("", words)
        self.keys += len(words)
        QApplication.processEvents()

    def choose(self, bar: Qt.Key, *path: str) -> None:
        """Open a menu by its letter, and go down by the letters behind its entries."""
        self.press(bar, _ALT)
        for words in path:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                raise TypeError(words)
            entry = next(each for each in menu.actions() if each.text().startswith(words))
            self.press(KEY(ord(entry.text().rpartition("(&")[2][0])))

    def meet(self, does: Callable[[], object]) -> None:
        """Do something in the dialog that the next key opens."""

        def meet() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or not dialog.isActiveWindow():
                QTimer.singleShot(0, meet)
                return
            does()
            if dialog.isVisible():
                dialog.close()
                sys.stderr.write(f"{type(dialog).__name__} had to be closed\n")

        QTimer.singleShot(0, meet)


@dataclass
class Journey:
    """What a job came to, part by part."""

    name: str
    hands: Hands
    parts: list[tuple[str, int, float]] = field(default_factory=list)

    def go(self, part: str, does: Callable[[], object]) -> None:
        """Do a part of the job, and note its keys and seconds."""
        keys, seconds = self.hands.pressed, time.process_time()
        does()
        QApplication.processEvents()
        took = time.process_time() - seconds
        self.parts.append((part, self.hands.pressed - keys, took))

    def told(self) -> str:
        """Return the lines of a table."""
        lines = [
            f"| {self.name} | {part} | {keys} | {took:.2f} |" for part, keys, took in self.parts
        ]
        keys = sum(keys for _, keys, _ in self.parts)
        took = sum(took for _, _, took in self.parts)
        return "\n".join([*lines, f"| {self.name} | **all** | **{keys}** | {took:.2f} |"])


def main() -> None:
    """Go on every journey, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[CONFIG] = str(folder / "config")
        app = QApplication([])
        prepare(app)
        forms = load_forms()
        print("| journey | part | keys | processor s |\n| --- | --- | ---: | ---: |")
        for journey in (fill, fill_but_zeros, follow_last_year, send_back):
            print(journey(forms, folder).told(), flush=True)


def fill(forms: Forms, folder: Path) -> Journey:
    """Fill the Cixi tables from the start page, every figure typed, to a saved document."""
    return _fill(forms, folder, "Cixi, every figure typed", with_zeros=True)


def fill_but_zeros(forms: Forms, folder: Path) -> Journey:
    """Do the same; zeros are passed by Enter, and filled in at once at the end."""
    return _fill(forms, folder, "Cixi, zeros filled at once", with_zeros=False)


def _fill(forms: Forms, folder: Path, name: str, *, with_zeros: bool) -> Journey:
    report, _stamp = load(SAMPLE, forms)
    hands = _hands(forms)
    window, journey = hands.window, Journey(name, hands)

    def name_it() -> None:
        hands.write(report.organ)
        hands.press(KEY.Key_Tab)
        hands.type(str(report.year))
        hands.press(KEY.Key_Return)

    def begin() -> None:
        hands.meet(name_it)
        hands.press(KEY.Key_N, CONTROL)
        _come_back(window)

    journey.go("new report, organ and year", begin)
    journey.go("three tables", lambda: _type_tables(hands, report, with_zeros=with_zeros))
    if not with_zeros:
        journey.go("空白填0, 整份报告", lambda: hands.choose(KEY.Key_E, "空白填0", "整份报告"))
    if window.document.report.figures() != report.figures():
        raise RuntimeError("the figures are not those of the report")
    hands.ask.path = folder / f"{name}.nianbao"
    journey.go("saved", lambda: hands.press(KEY.Key_S, CONTROL))
    _leave(window)
    return journey


def follow_last_year(forms: Forms, folder: Path) -> Journey:
    """Make this year's report from last year's: begun, its tables typed, its texts moved on."""
    last, _stamp = load(SAMPLE, forms)
    apply(last, [SetText("overview", LAST_YEARS_WORDS, ())])
    source = folder / "上年.nianbao"
    save(last, source)
    hands = _hands(forms)
    window, journey = hands.window, Journey("From last year's report", hands)

    def confirm() -> None:
        hands.press(KEY.Key_D, _ALT)  # 同时带入上年的文字
        QTest.qWait(_TICKING)
        hands.press(KEY.Key_Return)

    def begin() -> None:
        hands.ask.path = source
        hands.meet(confirm)
        hands.press(KEY.Key_N, CONTROL | SHIFT)
        _come_back(window)

    def renew() -> None:
        hands.meet(lambda: hands.press(KEY.Key_Return))
        hands.choose(KEY.Key_R, "上年的文字换成本年")
        _come_back(window)

    journey.go("last year's report named, texts taken along", begin)
    journey.go("three tables", lambda: _type_tables(hands, last, with_zeros=True))
    journey.go("上年的文字换成本年", renew)
    if "2021年" not in window.document.report.texts["overview"]:
        raise RuntimeError("last year's words have not moved on")
    hands.ask.path = folder / "本年.nianbao"
    journey.go("saved", lambda: hands.press(KEY.Key_S, CONTROL))
    _leave(window)
    return journey


def send_back(forms: Forms, folder: Path) -> Journey:
    """Send a faulty report of a roll-up back: found, its letter seen and written."""
    report, _stamp = load(SAMPLE, forms)
    heap, project = folder / "收件", folder / "汇总"
    heap.mkdir()
    save(report, heap / "慈溪.nianbao")
    others = tuple(Unit(f"k{n}", f"第{n}镇人民政府") for n in range(1, 30))
    for unit in others[:9]:
        nothing = [SetFigure(address, "0") for address in report.form.figures]
        apply(report, [SetCover(unit.name, report.year), *nothing])
        save(report, heap / f"{unit.key}.nianbao")
    faulty = Unit("k0", load(SAMPLE, forms)[0].organ)
    head = Head("某市人民政府", report.year, (faulty, *others), date(report.year + 1, 1, 31))
    make_project(project, head, forms)
    hands = _hands(forms)
    window, journey = hands.window, Journey("A faulty report sent back", hands)
    hands.ask.path = project
    window.menus.actions_by_name["open_rollup"].trigger()
    (rollup,) = window.rollups.windows
    _come_back(rollup)

    def receive() -> None:
        hands.ask.path = heap
        hands.press(KEY.Key_I, CONTROL)
        began = time.monotonic()
        while rollup.reader.is_reading and time.monotonic() - began < _PATIENCE:
            QTest.qWait(20)

    def write() -> None:
        hands.ask.path = folder / "退回"
        (folder / "退回").mkdir()
        hands.press(KEY.Key_A, _ALT)
        QTest.qWait(200)

    journey.go("a folder of ten reports received", receive)
    journey.go("to the faulty one (F8)", lambda: hands.press(KEY.Key_F8))
    line = rollup.units.matrix.line_in_hand()
    if not isinstance(line, UnitLine) or line.row.unit.key != faulty.key:
        raise RuntimeError("F8 leads to another one")
    journey.go("its letter (Alt+W)", lambda: _letter_of(hands, rollup))
    journey.go("letters written as Word and PDF (Alt+A)", write)
    if not list((folder / "退回").glob("*.docx")):
        raise RuntimeError("no letter has been written")
    _leave(window)
    return journey


def _letter_of(hands: Hands, rollup: RollupWindow) -> None:
    hands.press(KEY.Key_W, _ALT)
    QTest.qWait(200)
    if rollup.pages.currentWidget() is not rollup.papers:
        raise RuntimeError("no letter is shown")


def _hands(forms: Forms) -> Hands:
    ask = Answering()
    window = Window(forms, Settings(theme="light"), ask)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    _come_back(window)
    return Hands(window, ask)


def _leave(window: Window) -> None:
    window.document.leave()
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def _come_back(window: QWidget) -> None:
    """Do what a desktop does when what stood in front closes."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def _type_tables(hands: Hands, report: Report, *, with_zeros: bool) -> None:
    for section, number in TABLES:
        hands.press(number, CONTROL)
        for address in _in_order(report.form, section):
            text = report.value(address).text
            hands.type(text if with_zeros or text != "0" else "")
            hands.press(KEY.Key_Return)


def _in_order(form: Form, section: str) -> list[Address]:
    """Return the typed cells of a table as Enter goes through them."""
    table = form.table(section)
    bands = [cell.line for cell in table.cells if cell.role is Role.BAND]
    cells = [
        (sum(band < cell.line for band in bands), cell.column, cell.line, cell.address)
        for cell in table.cells
        if cell.address and not form.figures[cell.address].computed
    ]
    return [cell[-1] for cell in sorted(cells)]


if __name__ == "__main__":
    main()
