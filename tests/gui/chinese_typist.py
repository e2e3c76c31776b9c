"""Types Chinese into the program's own windows with a real input method; writes down what came.

Run by test_input_daemon.py in a session of its own, with the names RESULT and SWITCH,
where SWITCH is the key between Chinese and letters, as xdotool names it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from core.document.file import load
from core.forms.loader import load_forms
from core.settings.settings import Settings
from gui.access.input_method import choose_input_method
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.files.new_report import NewReportDialog
from gui.frame.window import Window
from gui.tables.table_page import TablePage
from gui.texts.text_page import TextPage

PATIENCE = 5.0


@dataclass
class Typed:
    """What one field has shown and kept; the caret is where the input method is told it is."""

    text: str = ""
    composed: str = ""
    caret_is_inside: bool = False
    carets: tuple[int, int] = (0, 0)
    """How far right it is while composing, and then after the words."""
    latin: str = ""


class Watcher(QObject):
    """Notes every composition that reaches the program."""

    def __init__(self) -> None:
        super().__init__()
        self.composed = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent) and event.preeditString():
            self.composed = event.preeditString()
        return False


class Typist:
    """Presses real keys of the screen and lets the program go on meanwhile."""

    def __init__(self, watcher: Watcher, switch: str) -> None:
        self._watcher = watcher
        self._switch = switch

    def fill(self, widget: QWidget, text: Callable[[], str]) -> Typed:
        """Type nihao and a blank, then switch to letters, type ok, and switch back."""
        self.wait(widget.hasFocus)
        QTest.qWait(300)
        self._watcher.composed = ""
        self.press("type", "--delay", "80", "nihao")
        self.wait(lambda: self._watcher.composed.replace(" ", "") in {"nihao", "你好", "ni'hao"})
        during = caret()
        found = Typed(composed=self._watcher.composed)
        focus = QApplication.focusWidget() or widget
        window = focus.window()
        here = QRect(focus.mapTo(window, focus.rect().topLeft()), focus.size())
        found.caret_is_inside = here.contains(during.center())
        self.press("key", "space")
        self.wait(lambda: "好" in text())
        QTest.qWait(200)
        found.text = text()
        found.carets = during.center().x(), caret().center().x()
        self.press("key", self._switch)
        QTest.qWait(300)
        self.press("type", "--delay", "80", "ok")
        self.wait(lambda: text().endswith("ok"))
        found.latin = text()
        self.press("key", self._switch)
        QTest.qWait(300)
        return found

    def begin(self, field: QLineEdit) -> None:
        """Switch the input method on, which may still be starting, and empty the field."""
        self.wait(field.hasFocus)
        for _turn in range(10):
            self._watcher.composed = ""
            self.press("type", "--delay", "80", "ni")
            self.wait(lambda: bool(self._watcher.composed), 1.0)
            if self._watcher.composed:
                self.press("key", "Escape")
                break
            self.press("key", self._switch)
            QTest.qWait(400)
        QTest.qWait(300)
        field.clear()

    def press(self, *keys: str) -> None:
        self.run("xdotool", *keys)

    def run(self, name: str, *arguments: str) -> None:
        program = shutil.which(name) or name
        with subprocess.Popen([program, *arguments]) as running:
            self.wait(lambda: running.poll() is not None, 10.0)
            if running.poll() is None:
                running.kill()

    def wait(self, ready: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Let the program go on until it is ready, or the patience is at its end."""
        until = time.monotonic() + patience
        while not ready() and time.monotonic() < until:
            QTest.qWait(20)


def caret() -> QRect:
    """Return the place in the window where the input method shows its candidates."""
    return QGuiApplication.inputMethod().cursorRectangle().toRect()


def type_everywhere(window: Window, typist: Typist) -> dict[str, Typed]:
    """Type into each kind of field of the program."""
    found: dict[str, Typed] = {}
    dialog = NewReportDialog(load_forms(), "", window)
    dialog.open()
    dialog.activateWindow()
    dialog.organ.setFocus()
    typist.begin(dialog.organ)
    found["dialog"] = typist.fill(dialog.organ, dialog.organ.text)
    dialog.reject()
    window.activateWindow()
    typist.wait(window.isActiveWindow)

    window.document.show(load(SAMPLE, load_forms())[0])
    cover = window.workspace.show_section("cover")
    organ = next(
        line for line in cover.findChildren(QLineEdit) if line.accessibleName() == "机关名称"
    )
    organ.setFocus()
    organ.selectAll()
    found["cover"] = typist.fill(organ, lambda: window.document.report.organ)

    page = window.workspace.show_section("other_matters")
    if not isinstance(page, TextPage):
        raise TypeError(page)
    page.editor.setFocus()
    page.editor.selectAll()
    found["text"] = typist.fill(page.editor, lambda: page.editor.text)

    table = window.workspace.show_section("applications")
    if not isinstance(table, TablePage):
        raise TypeError(table)
    table.view.setFocus()
    typist.press("key", "ctrl+f")
    found["search"] = typist.fill(table.find_bar.query, table.find_bar.query.text)
    typist.press("key", "Escape")

    table.view.setFocus()
    cell = next(iter(window.document.report.form.table("applications").figures))
    table.view.go_to(cell)
    found["cell"] = typist.fill(table.view, lambda: in_cell(table))
    return found


def in_cell(page: TablePage) -> str:
    """Return what the editor of the cell in hand shows."""
    lines = page.view.viewport().findChildren(QLineEdit)
    return next((line.text() for line in lines if line.isVisible()), "")


def main(result: Path, switch: str) -> None:
    """Open the window and type; the program that runs this bounds its time."""
    has_fcitx_4 = "NIANBAO_TEST_NO_CHOICE" not in os.environ and choose_input_method()
    app = QApplication(sys.argv[:1])
    prepare(app)
    if has_fcitx_4:
        from gui.access.fcitx_4 import bridge_fcitx_4

        bridge_fcitx_4(app, os.environ)
    watcher = Watcher()
    app.installEventFilter(watcher)
    window = Window(load_forms(), Settings(theme="light"))
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1000, 700)
    window.show()
    window.activateWindow()
    typist = Typist(watcher, switch)
    typist.wait(window.isActiveWindow)
    typist.run("bash", "-c", os.environ.get("NIANBAO_TEST_WHILE_OPEN", ""))
    found = type_everywhere(window, typist)
    seen = {name: asdict(typed) for name, typed in found.items()}
    result.write_text(json.dumps(seen, ensure_ascii=False, indent=1), "utf-8")
    window.document.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
