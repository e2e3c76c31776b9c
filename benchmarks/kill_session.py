"""A session of the real window that goes on until it is killed; `kill_rates` starts it.

    python -m benchmarks.kill_session SEED FOLDER

Each key is written to standard output, with the time and what stands there then, before it is
pressed: such a line outlives the process.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import gui.keeping.safekeeping
from benchmarks.kill_rates import State, changed, state_of
from core.document.encode import encode
from core.document.file import save
from core.document.history import History
from core.figures.address import Address
from core.forms.loader import load_forms
from core.keeping.recovery import Keeper
from core.report.report import Report
from core.settings.settings import Settings
from gui.app import prepare
from gui.frame.cover_page import CoverPage
from gui.frame.window import Window
from gui.kit.ask import Answer, Ask
from gui.tables.paste_preview import PastePreview
from gui.tables.table_page import TablePage
from gui.texts.text_page import TextPage

FILES = ("某局.nianbao", "某县.nianbao")
WORDS = "依法公开信息，及时回应关切。2024年共收到申请12件，均已答复。"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Silent(Ask):
    """Saves whenever it is asked, and keeps what it is told."""

    def tell(self, message: str) -> None:
        """End the session: nothing here goes wrong."""
        raise RuntimeError(message)

    def save_first(self, title: str) -> Answer:  # noqa: ARG002  the window hands it over
        """Save."""
        return Answer.YES


def note(**entry: object) -> None:
    """Write a line that is out of the process when this returns."""
    os.write(1, f"{json.dumps(entry, ensure_ascii=False)}\n".encode())


class Session:
    """Types, saves and opens at random; what it will be is noted before it is done."""

    def __init__(self, seed: int, folder: Path, window: Window) -> None:
        self._chance = random.Random(seed)  # noqa: S311  no secret
        self._folder = folder
        self._window = window
        self._is_fast = self._chance.random() < 0.5
        self._state: State = {}
        self.keys = 0

    def run(self) -> None:
        """Go on for ever."""
        self._open(FILES[0])
        things: list[tuple[int, Callable[[], None]]] = [
            *((6, self._fill_cells), (5, self._write), (1, self._name_organ)),
            *((2, self._undo), (2, self._paste_block), (3, self._save), (1, self._open_another)),
        ]
        weights = [weight for weight, _ in things]
        while True:
            self._chance.choices([thing for _, thing in things], weights)[0]()
            there = state_of(self._window.document.report)
            if there != self._state:
                raise RuntimeError(f"typed, and there: {there.items() ^ self._state.items()}")
            QTest.qWait(self._chance.choice((0, 20, 200, 500)))

    def _press(self, put: State, press: Callable[[], object]) -> None:
        """Note what will stand where, then let the key go, and wait as somebody typing does."""
        self.keys += 1
        self._state = changed(self._state, put)
        note(time=time.monotonic(), put=put)
        press()
        QTest.qWait(self._chance.randint(*((1, 15) if self._is_fast else (60, 220))))

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _fill_cells(self) -> None:
        form = self._window.document.report.form
        section = self._chance.choice(("proactive", "applications", "remedies"))
        page = self._window.workspace.show_section(section)
        if not isinstance(page, TablePage):
            raise TypeError(section)
        cells = [a for a in form.figures if a.section == section and not form.figures[a].computed]
        for _ in range(self._chance.randint(1, 5)):
            address = self._chance.choice(cells)
            page.view.go_to(address)
            page.view.setFocus()
            self._type_figure(address, str(self._chance.randint(0, 99999)))

    def _type_figure(self, address: Address, text: str) -> None:
        for end in range(1, len(text) + 1):
            digit = text[end - 1]
            self._press({str(address): text[:end]}, partial(self._click, digit))
        QTest.keyClick(self._focus(), Qt.Key.Key_Return)

    def _click(self, keys: str) -> None:
        QTest.keyClicks(self._focus(), keys)

    def _write(self) -> None:
        section = self._chance.choice([part.id for part in self._window.document.report.form.texts])
        page = self._window.workspace.show_section(section)
        text_page = page if isinstance(page, TextPage) else self._window.workspace.writing_in_hand()
        if text_page is None:
            raise TypeError(section)
        editor = text_page.editor
        editor.setFocus()
        QTest.keyClick(editor, Qt.Key.Key_End, CONTROL)
        text = self._window.document.report.texts[section]
        for character in self._chance.sample(WORDS, self._chance.randint(1, 12)):
            text += character
            self._press({f"text {section}": text}, partial(commit, editor, character))

    def _name_organ(self) -> None:
        page = self._window.workspace.show_section("cover")
        if not isinstance(page, CoverPage):
            raise TypeError(page)
        field = page.organ
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End)
        organ = self._window.document.report.organ
        for character in "abc":
            organ += character
            self._press({"organ": organ}, partial(QTest.keyClicks, field, character))

    def _paste_block(self) -> None:
        form = self._window.document.report.form
        page = self._window.workspace.show_section("applications")
        if not isinstance(page, TablePage):
            raise TypeError(page)
        cells = [a for a in form.figures if a.section == "applications"]
        address = next(a for a in cells if not form.figures[a].computed)
        page.view.go_to(address)
        page.view.setFocus()
        text = str(self._chance.randint(0, 9999))
        QGuiApplication.clipboard().setText(text)
        paste = self._window.menus.actions_by_name["paste_here"]
        self._press({str(address): text}, paste.trigger)

    def _undo(self) -> None:
        """Undo a step; what stands there then is noted afterwards, for only the program knows."""
        document = self._window.document
        stack = document.undo_stack
        if not stack.canUndo():
            return
        before = state_of(document.report)
        stack.undo()
        after = state_of(document.report)
        places = before.keys() | after.keys()
        other = {p: after.get(p, "") for p in places if before.get(p) != after.get(p)}
        self._press(other, lambda: None)

    def _save(self) -> None:
        note(saving=True)
        if self._window.saving.save():
            note(kept=self.keys, time=time.monotonic())

    def _open_another(self) -> None:
        self._save()
        self._open(self._chance.choice(FILES))

    def _open(self, name: str) -> None:
        path = self._folder / name
        if self._window.document.path == path:
            return
        self._window.files.open_path(path)
        self._state = state_of(self._window.document.report)
        note(open=name, state=self._state)


def commit(editor: QWidget, character: str) -> None:
    """Type a character as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(character)
    QApplication.sendEvent(editor, event)


def watch_keeping(session: Session) -> None:
    """Note whenever something was kept, and how many keys had been pressed by then."""
    counts: dict[str, int] = {}
    keep = Keeper.keep

    def encoded(report: Report, history: History | None = None) -> bytes:
        data = encode(report, history)
        counts[hashlib.sha256(data).hexdigest()] = session.keys
        return data

    def kept(self: Keeper, data: bytes, *rest: object) -> None:
        keep(self, data, *rest)  # type: ignore[arg-type]
        note(kept=counts.get(hashlib.sha256(data).hexdigest(), 0), time=time.monotonic())

    gui.keeping.safekeeping.encode = encoded  # type: ignore[attr-defined]  # in its place
    Keeper.keep = kept  # type: ignore[assignment, method-assign]


def main() -> None:
    """Make two files and a window, and begin."""
    seed, folder = int(sys.argv[1]), Path(sys.argv[2])
    app = QApplication([])
    prepare(app)
    forms = load_forms()
    for name in FILES:
        save(Report(forms.editions[-1], Path(name).stem, 2024), folder / name)
    window = Window(forms, Settings(theme="light"), Silent())
    window.show()
    window.activateWindow()
    app.processEvents()
    PastePreview.exec = lambda _self: 1  # type: ignore[method-assign]  # agreed to
    session = Session(seed, folder, window)
    watch_keeping(session)
    session.run()


if __name__ == "__main__":
    main()
