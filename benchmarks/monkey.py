"""A monkey at the keyboard: random keys, clicks and commands over all windows, by a seed.

    python -m benchmarks.monkey [EVENTS] [--seed N] [--trail FILE]

It finds errors that nobody foresaw, dialogs that do not let go, and characters that are lost. Every
step is written into the trail before it is done, so that even a crash tells what it came of. The
same seed does nearly the same again: what hangs on the clock may come a step earlier or later.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TextIO
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from benchmarks.careless_ask import CarelessAsk, provide
from core.forms.loader import load_forms
from core.keeping.crash_log import CrashLog
from core.settings.settings import CONFIG, Settings
from gui.app import prepare
from gui.frame.window import Window
from gui.frame.windows import Windows
from gui.keeping.surprises import Surprises
from gui.printing import preview
from gui.tables.table_view import FormTableView
from gui.texts.editor import Writing

_PATIENCE = 40
"""Events that a dialog gets before the monkey wants out of it."""
_TRIES = 12
"""So often it tries to get out, by Esc and by closing."""
_REMEMBERED = 16
_CROWDED = 8
"""From so many windows on, one is closed now and then, as people do."""
_TOO_LONG = 120
"""A step that takes more seconds than this hangs: where it stands is told, and play ends."""
_TOLD_EVERY = 500
_KEYS = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab),
    *(Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Menu),
    *(Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F9),
)
_WITH_CONTROL = "ACVXZYFHDRLJWNOIPS0123456=-"
_TYPED = "0123456789.,-万元件abx（）。、〔“信息公开"
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SIZES = ((1366, 768), (1024, 600), (1920, 1080), (800, 500))


class Monkey(QObject):
    """Plays with the windows and all that they open; ``troubles`` is what went wrong."""

    def __init__(self, windows: Windows, dice: random.Random, trail: TextIO | None = None) -> None:
        super().__init__(windows)
        self.troubles: list[str] = []
        self.done: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        """How often each kind of window was played with."""
        self._windows, self._dice, self._trail = windows, dice, trail
        self._last: deque[str] = deque(maxlen=_REMEMBERED)
        self._step_number = self._left = 0
        self._modal: QWidget | None = None
        self._in_modal = 0
        self._loop = QEventLoop()
        self._pace = _Pace()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The end of the last window would be the end of play.
        if event.type() == QEvent.Type.Close and len(self._windows.every) == 1:
            event.ignore()
            return True
        return False

    def play(self, events: int) -> None:
        """Do so many things, and get out of whatever is open at the end."""
        self._left = events
        QTimer.singleShot(0, self._step)
        self._loop.exec()
        faulthandler.cancel_dump_traceback_later()
        self.look()
        for window in self._windows.every:
            window.removeEventFilter(self)

    def note(self, words: str) -> None:
        """Write down a trouble, with what was done before it."""
        what = f"step {self._step_number}: {words}\n    after: {' / '.join(self._last)}"
        self.troubles.append(what)
        sys.stderr.write(f"{what}\n")  # at once: it may not come to the end
        if self._trail is not None:
            self._trail.write(f"TROUBLE {words}\n")

    def look(self) -> None:
        """Hold what stands in the editors against the documents."""
        for window in self._windows.every:
            document = window.document
            if not document.is_open:
                continue
            document.settle()
            for section, page in window.workspace._writings.items():  # noqa: SLF001
                part = document.report.form.preamble.id if section == "cover" else section
                if page.editor.text != document.report.texts.get(part, ""):
                    self.note(f"the editor of {section} shows other words than the document has")

    def _step(self) -> None:
        if self._left <= 0 and not self._is_inside():
            self._loop.quit()
            return
        self._left -= 1
        self._step_number += 1
        faulthandler.dump_traceback_later(_TOO_LONG, exit=True)
        # First: what is done may open a dialog with a loop of its own, in which play goes on.
        QTimer.singleShot(0, self._step)
        for window in self._windows.every:
            window.installEventFilter(self)  # once more is once
        if self._get_out():
            return
        front = self._window
        if not front.document.is_open and self._dice.random() < 0.3:
            self._does("opens the sample")
            front.files.open_sample()
            return
        deeds = (
            (self._type, 30), (self._press, 28), (self._click, 24), (self._command, 8),
            (self._with_control, 8), (self._wheel, 3), (self._resize, 1), (self._drag, 3),
            (self._close_one, 12 if len(_others_than(front)) >= _CROWDED else 0),
        )  # fmt: skip
        deed = self._dice.choices([d for d, _ in deeds], [weight for _, weight in deeds])[0]
        self.done[deed.__name__.strip("_")] += 1
        self.seen[type(self._top()).__name__] += 1
        deed()
        if self._left % 50 == 0:
            self.look()
        if self._step_number % _TOLD_EVERY == 0:
            many = len(self._windows.every)
            sys.stderr.write(f"{self._pace.told(self._step_number)}, {many} main windows\n")

    @property
    def _window(self) -> Window:
        return self._windows.front

    def _does(self, words: str) -> None:
        """Remember what is about to be done."""
        self._last.append(words)
        if self._trail is not None:
            self._trail.write(f"{self._step_number} {words}\n")
            self._trail.flush()

    def _close_one(self) -> None:
        others = _others_than(self._window)
        if not others or self._is_inside():
            return
        closed = self._dice.choice(others)
        self._does(f"closes {type(closed).__name__}")
        closed.close()

    def _is_inside(self) -> bool:
        return bool(QApplication.activeModalWidget() or QApplication.activePopupWidget())

    def _get_out(self) -> bool:
        """Leave a dialog that was played with for long enough; tell of one that does not let go."""
        modal: QWidget | None = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if modal is not self._modal:
            self._modal, self._in_modal = modal, 0
        if modal is None:
            return False
        self._in_modal += 1
        tries = self._in_modal - (_PATIENCE if self._left > 0 else 0)
        if tries <= 0:
            return False
        if tries == _TRIES:
            self.note(f"{type(modal).__name__} “{modal.windowTitle()}” does not let go")
        if tries >= _TRIES * 2:
            modal.hide()
        elif tries % 2:
            QTest.keyClick(QApplication.focusWidget() or modal, Qt.Key.Key_Escape)
        else:
            modal.close()
        return True

    def _top(self) -> QWidget:
        modal: QWidget | None = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if modal is not None:
            return modal
        others = _others_than(self._window)
        if others and self._dice.random() < 0.5:
            return self._dice.choice(others)
        return self._window

    def _has_keys(self) -> QWidget:
        top = self._top()
        if QApplication.activeWindow() is not top and not self._is_inside():
            # At once: the screen that is not there would only do it when the key is gone.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                QApplication.setActiveWindow(top)
        focus: QWidget | None = QApplication.focusWidget()
        return focus if focus is not None and focus.window() is top else _keys_in(top)

    def _press(self) -> None:
        key = self._dice.choice(_KEYS)
        modifiers = self._dice.choices((_NONE, _SHIFT, _CONTROL, _ALT), (80, 12, 6, 2))[0]
        target = self._has_keys()
        self._does(f"{modifiers.name}+{key.name} in {type(target).__name__}")
        QTest.keyClick(target, key, modifiers)

    def _with_control(self) -> None:
        key = Qt.Key(ord(self._dice.choice(_WITH_CONTROL)))
        target = self._has_keys()
        self._does(f"Ctrl+{key.name} in {type(target).__name__}")
        QTest.keyClick(target, key, _CONTROL)

    def _type(self) -> None:
        target, character = self._has_keys(), self._dice.choice(_TYPED)
        self._does(f"types {character} in {type(target).__name__}")
        if isinstance(target, Writing | QLineEdit) and not target.isReadOnly():
            self.type_into(target, character)
        elif type(target) is FormTableView and character.isdigit():
            here = target.address_in_hand()
            report = self._window.document.report
            before = target.delegate.editor
            was = f"keys with {QApplication.focusWidget()}, editor {before}, {target.state()}"
            QTest.keyClicks(target, character)
            is_entry = here is not None and here in target.order.entries()
            if here and is_entry and report.value(here).text != character:
                self.note(f"a digit typed into {here} is lost: before {was}, now {target.state()}")
        else:
            _send(target, character)

    def type_into(self, field: Writing | QLineEdit, character: str) -> None:
        """Type a character, and look whether it stands where it was typed."""
        before = _Field.of(field)
        if not field.isEnabled() or (isinstance(field, QLineEdit) and _is_choosy(field)):
            _send(field, character)
            return
        _send(field, character)
        after = _Field.of(field).text
        if after != f"{before.text[: before.start]}{character}{before.text[before.end :]}":
            self.note(f"{character} typed into {type(field).__name__} is lost: {after[:40]!r}")

    def _click(self) -> None:
        target = self._somewhere()
        if target is None:
            return
        place = self._place(target)
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        button = self._dice.choices(buttons, (85, 15))[0]
        modifiers = self._dice.choices((_NONE, _SHIFT, _CONTROL), (85, 10, 5))[0]
        self._does(f"{button.name} on {type(target).__name__} {target.objectName()}")
        if self._dice.random() < 0.15:
            QTest.mouseDClick(target, button, modifiers, place)
        else:
            QTest.mouseClick(target, button, modifiers, place)

    def _drag(self) -> None:
        target = self._somewhere()
        if target is None:
            return
        self._does(f"drags in {type(target).__name__}")
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(target, left, _NONE, self._place(target))
        QTest.mouseMove(target, self._place(target))
        QTest.mouseRelease(target, left, _NONE, self._place(target))

    def _wheel(self) -> None:
        target = self._somewhere()
        if target is None:
            return
        self._does(f"wheel over {type(target).__name__}")
        turn = QPoint(0, self._dice.choice((-120, 120)))
        place = QPointF(self._place(target))
        modifiers = self._dice.choices((_NONE, _CONTROL), (80, 20))[0]
        event = QWheelEvent(
            place, QPointF(target.mapToGlobal(place)), QPoint(), turn, Qt.MouseButton.NoButton,
            modifiers, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)

    def _resize(self) -> None:
        size = self._dice.choice(_SIZES)
        self._does(f"{size[0]}×{size[1]}")
        self._window.resize(*size)

    def _command(self) -> None:
        if self._is_inside():
            return
        named = self._window.menus.actions_by_name
        names = [name for name, action in named.items() if action.isEnabled() and name != "quit"]
        name = self._dice.choice(names)
        self._does(name)
        named[name].trigger()

    def _somewhere(self) -> QWidget | None:
        top = self._top()
        children: list[QWidget] = list(top.findChildren(QWidget))
        inside = [child for child in children if _is_in_sight(child, top)]
        inside += [e for e in inside if isinstance(e, QTabBar | QPlainTextEdit | QComboBox)]
        return self._dice.choice(inside) if inside else top

    def _place(self, widget: QWidget) -> QPoint:
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty():
            return QPoint(1, 1)
        x, y = self._dice.randrange(seen.width()), self._dice.randrange(seen.height())
        return seen.topLeft() + QPoint(x, y)


class _Field(NamedTuple):
    """What stands in a field, and from where to where it is selected."""

    text: str
    start: int
    end: int

    @staticmethod
    def of(field: Writing | QLineEdit) -> _Field:
        if isinstance(field, QLineEdit):
            chosen = field.selectedText()
            start = field.selectionStart() if chosen else field.cursorPosition()
            return _Field(field.text(), start, start + len(chosen))
        cursor = field.textCursor()
        return _Field(field.toPlainText(), cursor.selectionStart(), cursor.selectionEnd())


class _Pace:
    """How fast it goes, and what is there: a leak shows as a play that gets slower."""

    def __init__(self) -> None:
        self._at, self._processor = 0, time.process_time()

    def told(self, step: int) -> str:
        """Say what the steps since the last time took."""
        took = time.process_time() - self._processor
        each = took / max(1, step - self._at) * 1000  # a step may be told inside another's dialog
        self._at, self._processor = step, time.process_time()
        widgets, tops = len(QApplication.allWidgets()), len(QApplication.topLevelWidgets())
        return (
            f"{step} steps: {each:.0f} ms of processor each, {_megabytes()} MB, "
            f"{widgets} widgets, {tops} top levels"
        )


def _megabytes() -> int:
    """Return how much memory the process holds now (Linux; 0 elsewhere)."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * 4096 // 1_000_000


def _others_than(window: Window) -> list[QWidget]:
    """Return the other windows that can be seen, in an order that does not hang on chance."""
    kinds = {Qt.WindowType.Window, Qt.WindowType.Dialog}
    seen = [
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each.isWindow() and each is not window
        and each.windowType() in kinds
    ]  # fmt: skip
    return sorted(seen, key=lambda each: (type(each).__name__, each.windowTitle()))


def _is_choosy(field: QLineEdit) -> bool:
    """Tell whether a field takes some characters only, or so many."""
    validator: object | None = field.validator()
    return validator is not None or field.maxLength() < 1000


def _keys_in(top: QWidget) -> QWidget:
    last: QWidget | None = top.focusWidget()
    return top if last is None else last


def _is_in_sight(widget: QWidget, top: QWidget) -> bool:
    """Tell whether a widget of a window can be pointed at."""
    is_there = widget.isVisible() and widget.window() is top and not isinstance(widget, QMenu)
    return is_there and not widget.visibleRegion().isEmpty()


def _send(target: QWidget, character: str) -> None:
    """Type a character as a keyboard does, or as an input method does."""
    if character.isascii():
        QTest.keyClicks(target, character)
    else:
        event = QInputMethodEvent()
        event.setCommitString(character)
        QApplication.sendEvent(target, event)


def play(
    windows: Windows,
    ask: CarelessAsk,
    seed: int,
    events: int,
    log: CrashLog,
    trail: TextIO | None = None,
) -> Monkey:
    """Let a monkey play, and return it with its troubles; errors nobody foresaw are among them."""
    ask.dice.seed(seed)
    provide(windows.front, ask)
    monkey = Monkey(windows, ask.dice, trail)
    surprises = Surprises(log)
    surprises.came.connect(lambda: monkey.note("an error that nobody foresaw, told above"))
    surprises.take_over()
    try:
        with (
            patch.object(preview, "QPrintDialog", _NoPrinter),
            patch.object(QDesktopServices, "openUrl", _opens_nothing),
        ):
            monkey.play(events)
    finally:
        surprises.give_back()
    return monkey


class _NoPrinter:
    """Stands in for the dialog of a printer, which would print."""

    PrintDialogOption = QPrintDialog.PrintDialogOption

    def __init__(self, *_args: object) -> None:
        pass

    def __getattr__(self, _name: str) -> Callable[..., bool]:
        return lambda *_args, **_named: False


def _opens_nothing(_url: QUrl) -> bool:
    return True


def main() -> int:
    """Play, and tell what came of it; the exit code is 1 where there was trouble."""
    parser = argparse.ArgumentParser()
    parser.add_argument("events", nargs="?", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trail", type=Path, default=Path(tempfile.gettempdir(), "monkey.trail"))
    asked = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets would be another each time
        same = {**os.environ, "PYTHONHASHSEED": "0"}
        os.execve(sys.executable, [sys.executable, "-m", "benchmarks.monkey", *sys.argv[1:]], same)  # noqa: S606
    with tempfile.TemporaryDirectory() as name, asked.trail.open("w", encoding="utf-8") as trail:
        os.environ[CONFIG] = str(Path(name) / "config")
        os.chdir(name)  # where a name without a folder may lead
        app = QApplication([])
        prepare(app)
        ask = CarelessAsk(random.Random(asked.seed), Path(name))  # noqa: S311 - no secret hangs on it
        windows = Windows(load_forms(), Settings(theme="light"), make_ask=lambda: ask)
        window = windows.open()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 768)
        began = time.monotonic()
        log = CrashLog(Path(name) / "config")
        monkey = play(windows, ask, asked.seed, asked.events, log, trail)
        took = time.monotonic() - began
        print(f"{sum(monkey.done.values())} events in {took:.0f} s: {dict(monkey.done)}")
        print(f"windows: {dict(monkey.seen)}")
        for trouble in monkey.troubles:
            print(f"- {trouble}")
        print(f"{len(monkey.troubles)} troubles")
        for each in windows.every:
            each.document.leave()
        os.chdir("/")
    return 1 if monkey.troubles else 0


if __name__ == "__main__":
    sys.exit(main())
