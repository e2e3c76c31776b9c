"""最少改动建议 in the panel: the smallest change that repairs the table, one click to adopt it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.report.origin import Origin, Source
from gui.access.tab_order import let_tab_go
from gui.state.document import Document
from gui.words.rich_text import RichLabel, markup

if TYPE_CHECKING:
    from core.repair import Fault, Suggestion, Suggestions

HIGHEST = 13
"""In lines of the font: more suggestions than this are scrolled."""
LOWEST = 6
"""So much stays in sight in the lowest of windows."""
_SUGGESTED = Origin(Source.SUGGESTED)


class SuggestionBox(QScrollArea):
    """Shows the likeliest suggestion of each fault; the others come on demand."""

    shown = Signal(object)
    """This `Suggestion` is pointed at or has the focus (None: no longer)."""
    adopted = Signal(object)
    """This `Suggestion` was applied."""
    fitted = Signal()
    """The box needs another height than before."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._section = ""
        self._is_open = False
        self._is_known = False
        self._found: Suggestions | None = None
        self._told = ""
        self._wanted = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("最少改动建议")
        self.choices: list[SuggestionChoice] = []
        self.before: QWidget | None = None
        """Where Tab comes from; the buttons are made anew again and again."""
        self._content = QWidget()
        self.setWidget(self._content)
        self.hide()

    def show_found(self, section: str, found: Suggestions | None) -> None:
        """Show what a search found in a table; nothing where that is in order."""
        if self._is_known and section == self._section and found == self._found:
            return
        if section != self._section:
            self._section, self._is_open, self._told = section, False, ""
        self._is_known, self._found = True, found
        self._fill()

    def forget(self) -> None:
        """Take away what may hold no longer. The box keeps its place: more typing may follow."""
        self._told, self._is_open = "", False
        if self._is_known:
            self._is_known, self._found = False, None
            self._content.hide()
            self.choices = []
            self.shown.emit(None)

    def tell(self, words: str) -> None:
        """Say above the suggestions what was done, until the next change."""
        self._told = words
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fill(self) -> None:
        found = self._found
        faults = found.faults if found else ()
        if not (self._told or faults or (found and found.unrepaired)):
            self._empty()  # so it is at each digit in a table that is in order
            return
        column = self._clear()
        if self._told:
            column.addWidget(_label(self._told, is_quiet=True))
        if found and found.words:
            column.addWidget(_label(found.words, is_quiet=bool(faults)))
        hidden = 0
        for fault in faults:
            for number, suggestion in enumerate(fault.suggestions):
                if number and not self._is_open:
                    hidden += 1
                else:
                    self._add(column, suggestion, is_first=not self.choices)
            if self._is_open and fault.more:
                column.addWidget(_label(_more_words(fault), is_quiet=True))
        if hidden:
            self.choices[-1].offer_more(f"还有{hidden}种改法", self._open)
        if self.before is not None:
            buttons = (button for each in self.choices for button in (each.more, each.take))
            let_tab_go(self.before, *buttons)
        self._fit()

    def _add(self, column: QVBoxLayout, suggestion: Suggestion, *, is_first: bool) -> None:
        choice = SuggestionChoice(suggestion, is_first=is_first)
        choice.pointed.connect(self.shown)
        choice.taken.connect(self._adopt)
        self.choices.append(choice)
        column.addWidget(choice)

    def _empty(self) -> None:
        """Say nothing. What stood here stays out of sight, until something else takes its place."""
        self.shown.emit(None)
        self.choices = []
        self._content.hide()
        self.hide()

    def _clear(self) -> QVBoxLayout:
        """Begin again with nothing inside."""
        self.shown.emit(None)
        self.choices = []
        self._content = QWidget()
        self._content.setObjectName("pane")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 3)
        old = self.takeWidget()
        # The click that leads here comes from a button inside: it must live until it is over.
        old.deleteLater()
        self.setWidget(self._content)
        self.show()
        return column

    def _fit(self) -> None:
        """Take the height that the words need at this width."""
        width = self.viewport().width()
        wanted = self._content.heightForWidth(width) if width > 0 else 0
        if wanted <= 0:
            wanted = max(0, self._content.sizeHint().height())  # empty before the first report
        line = self.fontMetrics().lineSpacing()
        before, self._wanted = self._wanted, min(wanted, line * HIGHEST)
        self.setMinimumHeight(min(wanted, line * LOWEST))
        self.setMaximumHeight(self._wanted)
        self.updateGeometry()
        if self._wanted != before:
            self.fitted.emit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def _open(self) -> None:
        self._is_open = True
        self._fill()
        if len(self.choices) > 1:
            self.choices[1].take.setFocus()

    def _adopt(self, suggestion: Suggestion) -> None:
        edits = [replace(edit, origin=_SUGGESTED) for edit in suggestion.edits]
        self._document.edit(edits, "采用改动建议")
        self.tell(f"已照建议改动：{suggestion.words}。Ctrl+Z 可以撤销。")
        self.adopted.emit(suggestion)


class SuggestionChoice(QFrame):
    """One suggestion: what to change, why, and the button that does it."""

    pointed = Signal(object)
    """The pointer or the focus came to this `Suggestion` (None: it left)."""
    taken = Signal(object)
    """This `Suggestion` shall be applied."""

    def __init__(self, suggestion: Suggestion, *, is_first: bool) -> None:
        super().__init__()
        self.suggestion = suggestion
        self.setObjectName("card")
        column = QVBoxLayout(self)
        step = self.fontMetrics().height() // 2
        column.setContentsMargins(step, step // 2, step // 2, step // 2)
        column.setSpacing(step // 2)
        said = RichLabel()
        said.setWordWrap(True)
        frame = "<b>建议</b>　{}" if is_first else "或者{}"
        said.setText(markup(frame, suggestion.words))
        column.addWidget(said)
        line = QHBoxLayout()
        line.setSpacing(step // 2)
        line.addWidget(_label(suggestion.reason, is_quiet=True), 1)
        self.more = QPushButton()
        self.more.setProperty("flat", True)
        self.more.hide()
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignBottom)
        self.take = QPushButton("采用")
        self.take.setProperty("main", is_first)
        self.take.setToolTip("照此改动，可以撤销")
        self.take.setAccessibleName(f"采用：{suggestion.words}")
        self.take.clicked.connect(lambda: self.taken.emit(suggestion))
        self.take.installEventFilter(self)
        line.addWidget(self.take, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)

    def offer_more(self, words: str, show: Callable[[], None]) -> None:
        """Offer the suggestions that are not shown, beside the button."""
        self.more.setText(words)
        self.more.clicked.connect(show)
        self.more.show()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self.suggestion)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.pointed.emit(self.suggestion)
        elif event.type() == QEvent.Type.FocusOut:
            self.pointed.emit(None)
        return super().eventFilter(watched, event)


def _more_words(fault: Fault) -> str:
    return f"另有{fault.more}种同样小的改法，没有一一列出。"


def _label(words: str, *, is_quiet: bool = False) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setProperty("quiet", is_quiet)
    return label
