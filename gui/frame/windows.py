"""All windows of the program, each with a report of its own; what they share is made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from core.checks.progress import report_progress
from core.forms.loader import Forms
from core.settings.office import Office
from core.settings.settings import Settings
from gui.files.beside import Room
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.look.appearance import Appearance
from gui.state.preferences import Preferences
from gui.texts.phrase_book import PhraseBook

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.texts.office_rules import OfficeRules


class Windows(QObject):
    """Opens windows and knows them all: one start, one set of settings, one list of phrases."""

    def __init__(
        self,
        forms: Forms,
        settings: Settings,
        office: Office | None = None,
        rules: OfficeRules | None = None,
        make_ask: Callable[[], Ask] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``make_ask`` makes who asks for a window; without it each asks in its dialogs."""
        super().__init__(parent)
        self.preferences = Preferences(settings, self, office)
        self.appearance = Appearance(self.preferences, self)
        self.book = PhraseBook(parent=self)
        self.book.offer(self.preferences.office.phrases)
        self._forms = forms
        self._rules = rules
        self._make_ask = make_ask
        self._held: list[Window] = []

    @property
    def every(self) -> list[Window]:
        """The windows that are open, the longest open first."""
        return [window for window in self._held if isValid(window) and not window.is_closed]

    @property
    def front(self) -> Window:
        """The window that its user works in, or worked in last."""
        active = QApplication.activeWindow()
        while active is not None and not isinstance(active, Window):
            active = active.parentWidget()
        every = self.every
        return active if isinstance(active, Window) and active in every else every[-1]

    def tell(self, message: str) -> None:
        """Tell about something that went wrong: in the window in hand, alone after the last."""
        alone = self._make_ask or Ask
        ask = self.front.ask if self.every else alone()
        ask.tell(message)

    def open(self) -> Window:
        """Open another window; it shows its start page."""
        every = self.every
        ask = self._make_ask() if self._make_ask else None
        window = Window(self._forms, self.preferences.settings, ask, beside=self)
        window.document.office_rules = self._rules
        window.files.beside = window.saving.beside = Neighbours(self, window)
        window.recovering.beside = window.files.beside
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if every and not window.isMaximized():
            step = 2 * window.fontMetrics().height()
            window.move(every[-1].pos() + QPoint(step, step))
        self._held = [*every, window]
        window.show()
        return window

    def open_window(self) -> None:
        """Open another window for whoever asks for no report yet."""
        raise_window(self.open())

    def named(self, own: QWidget) -> list[tuple[str, bool]]:
        """Return the words for each window, and whether it is this one."""
        return [(window_words(window), window is own) for window in self.every]

    def turn_to(self, number: int) -> None:
        """Bring a window forward by its place."""
        every = self.every
        if number < len(every):
            raise_window(every[number])

    def close(self, last: QWidget) -> bool:
        """Close all windows, this one at the end; returns whether none of them had to stay."""
        # Whoever thinks better of it shall find the others still there.
        order = sorted(self.every, key=lambda w: (not w.document.has_work, w is last))
        for window in order:
            if window.document.has_work:
                raise_window(window)  # what is asked is asked over the report that it is about
            if not window.close():
                return False
        return True


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The windows beside one of them."""

    windows: Windows
    own: Window

    def make_room(self) -> Room:
        """Return a window without a report, where another one can come in; opened if need be."""
        others = (w for w in self.windows.every if w is not self.own and not w.document.is_open)
        window = next(others, None) or self.windows.open()
        raise_window(window)
        return window.files

    def bring_forward(self, path: Path) -> bool:
        """Bring the other window forward that has a file open; returns whether one has."""
        window = self._holder(path)
        if window is not None:
            raise_window(window)
            window.files.already_open.emit()
        return window is not None

    def has_open(self, path: Path) -> bool:
        """Tell whether another window has a file open."""
        return self._holder(path) is not None

    def _holder(self, path: Path) -> Window | None:
        others = (window for window in self.windows.every if window is not self.own)
        return next((window for window in others if window.files.has_open(path)), None)


def raise_window(window: Window) -> None:
    """Bring a window forward, whatever it was folded into."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def window_words(window: Window) -> str:
    """Name a window by its report, with how far that is and whether it is saved."""
    document = window.document
    if not document.is_open:
        return "开始页"
    state = report_progress(document.inspection)
    unsaved = "，未保存" if document.is_unsaved else ""
    return f"{document.title}（{state.sign} {state.value}{unsaved}）"
