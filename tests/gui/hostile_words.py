"""Words that try to be more than words, wherever words of others come in; and who obeys them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGroupBox,
    QLabel,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

from core.checks.inspection import Inspection
from core.document.file import load, save
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetNote, SetText
from core.report.note import Subject
from core.report.report import Report
from core.settings.phrases import Phrase
from core.settings.settings import LONGEST_NAME
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.words.rich_text import RichLabel
from tests.gui.writing import CELL

CANARY = "nianbao-canary"
"""Part of every path that is named; who looks for one of them obeyed."""
SIGN = "R&D"
TAGS = f"{SIGN}<img src='/{CANARY}/a.png'><img src='//{CANARY}/b/c.png'><b>[*]</b>"
MOST_TIPS = 60
"""So many tooltips of one window are tried; those of one list are much alike."""
_WORDS = {"tab", "guidance", "definition", "basis", "document", "short"}
"""Fields of a form that are only shown; by the others texts and tables are found again."""


def hostile_forms(forms: Forms) -> Forms:
    """Return the forms with labels that hold tags."""
    return Forms(tuple(_hostile_form(form) for form in forms.editions))


def _hostile_form(form: Form) -> Form:
    made = _with_tags(form)
    assert isinstance(made, Form)
    return made


def _with_tags(value: object, name: str = "") -> object:
    if isinstance(value, str):
        return f"{value}{TAGS}" if name in _WORDS and value else value
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_with_tags(each, name) for each in value)
    if isinstance(value, Mapping):
        return {key: _with_tags(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: _with_tags(getattr(value, f.name), f.name)
            for f in dataclasses.fields(value)
            if f.init
        }
        return dataclasses.replace(value, **changed)
    return value


def hostile_report(forms: Forms) -> Report:
    """Return the sample with tags in its organ, its texts and a note, and with findings."""
    report, _ = load(SAMPLE, forms)
    texts = [
        SetText(name, f"{text}\n收到申请9999件{TAGS}。") for name, text in report.texts.items()
    ]
    apply(report, [SetCover(f"某局{TAGS}", report.year), SetFigure(CELL, f"5{TAGS}"), *texts])
    finding = Inspection(report).findings[0]
    apply(report, [SetNote(Subject.of(finding), TAGS)])
    return report


def leave_sample(folder: Path, forms: Forms) -> Path:
    """Leave the report as a sample, with a text beside it that can be read; returns its path."""
    path = folder / "样本.nianbao"
    save(hostile_report(forms), path)
    text = SAMPLE.with_suffix(".txt").read_text("utf-8").replace("慈溪市人民政府", f"某局{TAGS}")
    path.with_suffix(".txt").write_text(text, "utf-8")
    return path


def make_hostile(window: Window, folder: Path) -> None:
    """Open the report in a window, with the user's name, phrases and recent files as bad."""
    window.preferences.set(author=TAGS[:LONGEST_NAME], records_author=True)
    for part in ("", TAGS):
        window.workspace.book.add(Phrase("overview", f"一句{TAGS}", part))
    window.preferences.remember(folder / f"{SIGN}<b>甲<img src=a.png>.nianbao")
    window.document.show(hostile_report(window.document.forms))
    window.versions.bar.tell("试", f"提示{TAGS}")


def faults() -> list[str]:
    """Name what of all windows would be run, or would swallow a sign."""
    widgets = QApplication.allWidgets()
    found = [
        f"label: {label.text()[:80]}"
        for label in widgets
        if isinstance(label, QLabel) and _is_run(label)
    ]
    panes = (pane for pane in widgets if isinstance(pane, QTextEdit))
    found += [
        f"pane: {pane.toPlainText()[:80]}"
        for pane in panes
        if "<img" in pane.toHtml() and CANARY in pane.toHtml()
    ]
    named = [(f"{type(w).__name__}", words) for w in widgets for words in _lettered(w)]
    return found + [f"{kind}: {words[:80]}" for kind, words in named if _swallows(words)]


def _is_run(label: QLabel) -> bool:
    kind = label.textFormat()
    if kind is Qt.TextFormat.AutoText:
        return GuiQt.mightBeRichText(label.text())
    if kind is Qt.TextFormat.RichText:
        return not isinstance(label, RichLabel) or "<img" in label.text()
    return kind is not Qt.TextFormat.PlainText


def _lettered(widget: QWidget) -> Iterable[str]:
    """Return the words in which an ``&`` is not shown."""
    actions: list[QAction] = widget.actions()
    yield from (action.text() for action in actions)
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    if isinstance(widget, QLabel) and widget.buddy() is not None:
        yield widget.text()


def _swallows(words: str) -> bool:
    return SIGN in words.replace("&&", "")


def show_tips(window: QWidget) -> list[str]:
    """Show the tooltips of a window that hold tags; returns those that were shown as rich text."""
    tips = {widget.toolTip() for widget in (window, *window.findChildren(QWidget))}
    tips |= {action.toolTip() for action in window.findChildren(QAction)}
    for view in window.findChildren(QAbstractItemView):
        tips |= set(_tips_of(view.model()))
    run = []
    for tip in sorted(tip for tip in tips if "<" in tip)[:MOST_TIPS]:
        label = shown_tip(tip, window)
        if _is_run(label):
            run.append(f"tooltip: {tip[:80]}")
    QToolTip.hideText()
    return run


def shown_tip(words: str, widget: QWidget) -> QLabel:
    """Show a tooltip and return the label that shows it, painted."""
    QToolTip.showText(QPoint(5, 5), words, widget)
    (label,) = (
        w for w in QApplication.topLevelWidgets()
        if isinstance(w, QLabel) and w.inherits("QTipLabel") and w.isVisible() and w.text() == words
    )  # fmt: skip
    label.grab()
    return label


def _tips_of(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> Iterable[str]:
    if model is None:
        return
    above = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
    for row in range(min(model.rowCount(above), MOST_TIPS)):
        for column in range(columns):
            index = model.index(row, column, above)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        yield from _tips_of(model, model.index(row, 0, above))
