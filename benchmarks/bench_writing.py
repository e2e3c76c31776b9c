"""One key typed into a long text until it is painted, against a bare editor of Qt with the same."""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from core.forms.loader import load_forms
from core.report.edits import SetText
from core.settings.settings import Settings
from core.texts.linking import sure_links
from gui.app import prepare
from gui.frame.window import Window
from gui.look.theme import LIGHT, apply_theme
from gui.texts.linking_dialog import linking_edits
from gui.texts.text_page import TextPage

ROUNDS = 400
LENGTH = 30_000
LINKS = "链接"


def main() -> None:
    """Type and compose in both editors in turn; print percentiles and ratios."""
    app = QApplication([])
    prepare(app)
    apply_theme(app, LIGHT)
    window = Window(load_forms(), Settings(theme="light"))
    window.resize(1366, 768)
    window.show()
    page = long_page(window)
    bare = QPlainTextEdit()
    bare.setFont(page.editor.font())
    bare.setPlainText(page.editor.text)
    bare.resize(page.editor.size())
    bare.show()
    print(f"{len(page.editor.text)} characters, {len(page.editor.chips.links())} linked numbers")
    for name, act in (("key", key), ("settled word", word)):
        times: dict[str, list[float]] = {"ours": [], "bare": []}
        for _ in range(ROUNDS):
            for whose, editor in (("ours", page.editor), ("bare", bare)):
                times[whose].append(measure(app, editor, act))
        for whose, found in times.items():
            found.sort()
            p50, p99 = statistics.median(found), found[int(len(found) * 0.99)]
            print(f"{name}, {whose}: {p50:.2f} ms at the 50th percentile, {p99:.2f} ms at the 99th")
        ratio = statistics.median(times["ours"]) / statistics.median(times["bare"])
        print(f"{name}, ratio of medians: {ratio:.2f}")


def long_page(window: Window) -> TextPage:
    """Return the page of 一, so long, with every number linked that can be."""
    window.files.open_sample()
    report = window.document.report
    text = report.texts["overview"]
    window.document.edit([SetText("overview", f"{text}\n" * (LENGTH // len(text) + 1))], "long")
    window.document.edit(linking_edits(report, sure_links(report)), LINKS)
    window.document.catch_up()
    page = window.workspace.show_section("overview")
    if not isinstance(page, TextPage):
        raise TypeError(page)
    return page


def measure(app: QApplication, editor: QPlainTextEdit, act: object) -> float:
    """Return the milliseconds from a key in the middle of the text to the end of all painting."""
    editor.window().activateWindow()
    editor.setFocus()
    cursor = editor.textCursor()
    if cursor.position() == 0:
        cursor.setPosition(LENGTH // 2)
        editor.setTextCursor(cursor)
        editor.centerCursor()
    app.processEvents()
    start = time.perf_counter()
    if callable(act):
        act(editor)
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def key(editor: QPlainTextEdit) -> None:
    """Type a letter."""
    QTest.keyClicks(editor, "x")


def word(editor: QPlainTextEdit) -> None:
    """Compose a word and settle it."""
    QApplication.sendEvent(editor, QInputMethodEvent("gongkai", []))
    done = QInputMethodEvent("", [])
    done.setCommitString("公开")
    QApplication.sendEvent(editor, done)


if __name__ == "__main__":
    main()
