"""Chinese typed under fcitx 4, for which Qt 6 has no plugin: its service is spoken to from here.

UOS 20 and Kylin V10 ship fcitx 4, and no plugin of theirs fits the Qt that comes with the program.
The calls are those that fcitx 4 offers on the session bus, in its own words
(`org.fcitx.Fcitx.InputMethod`, `org.fcitx.Fcitx.InputContext`).
"""

from __future__ import annotations

from collections.abc import Mapping

import jeepney
from PySide6.QtCore import QEvent, QObject, QRect, QSocketNotifier, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from gui.access.input_method import FCITX, service_of_fcitx_4
from gui.access.session_bus import BusError, SessionBus, connect

METHOD = "org.fcitx.Fcitx.InputMethod"
CONTEXT = "org.fcitx.Fcitx.InputContext"
PATIENCE = 0.5
"""Seconds that fcitx may take over a key; after that the key is typed as it is."""
COMPOSED_BY_US = 1 << 1
"""fcitx leaves what is being composed to the program, which shows it at the caret."""
PRESSED, RELEASED = 0, 1
SHIFT, CONTROL, ALT = 1, 1 << 2, 1 << 3
"""Keys held, as X11 counts them."""
HANDED_BACK = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End,
    0xFFFF: Qt.Key.Key_Delete,
}
"""Keys without a letter that fcitx may hand back to be pressed, by their numbers in X11."""


class FcitxBridge(QObject):
    """Takes each key to fcitx 4 first, and what it composes and commits to the field in hand."""

    def __init__(self, app: QApplication, bus: SessionBus, service: str) -> None:
        super().__init__(app)
        self._bus = bus
        self._service = service
        self._path = ""
        self._window: QWindow | None = None
        self._field: QObject | None = None
        self._composed = ""
        self._asked: tuple[int, int, bool] | None = None
        self._caret = QRect()
        # fcitx may be started after the program, or again.
        for name in (service, FCITX):
            self._listen(f"member='NameOwnerChanged',arg0='{name}'")
        self._listen(f"interface='{CONTEXT}'")
        self._notifier = QSocketNotifier(bus.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        app.focusWindowChanged.connect(self._change_window)
        app.focusObjectChanged.connect(self._change_field)
        self._change_window(app.focusWindow())
        self._meet()
        self._change_field(app.focusObject())

    # -- fcitx on the bus

    def _listen(self, rule: str) -> None:
        self._bus.ask(jeepney.message_bus.AddMatch(f"type='signal',{rule}"), PATIENCE)

    def _meet(self) -> None:
        """Ask fcitx 4 for a context of our own; fcitx5, which Qt speaks to, needs none."""
        self._path = ""
        self._compose("", 0)
        if self._is_there(FCITX) or not self._is_there(self._service):
            return
        method = jeepney.DBusAddress("/inputmethod", self._service, METHOD)
        call = jeepney.new_method_call(method, "CreateICv2", "s", ("nianbao",))
        try:
            number = self._bus.ask(call, PATIENCE)[0]
        except BusError:
            return
        self._path = f"/inputcontext_{number}"
        self._ask("SetCapacity", "u", COMPOSED_BY_US)
        if self._takes_words():
            self._ask("FocusIn")

    def _is_there(self, name: str) -> bool:
        call = jeepney.message_bus.NameHasOwner(name)
        try:
            return self._bus.ask(call, PATIENCE) in {(True,), (1,)}
        except BusError:
            return False

    def _ask(self, name: str, kinds: str = "", *arguments: object) -> tuple[object, ...]:
        """Return what fcitx answers; nothing where it is gone or slow.

        What it has sent before the answer comes before it: committed words stand before the key
        that follows them.
        """
        if not self._path:
            return ()
        context = jeepney.DBusAddress(self._path, self._service, CONTEXT)
        call = jeepney.new_method_call(context, name, kinds or None, arguments)
        try:
            answer = self._bus.ask(call, PATIENCE)
        except BusError:
            answer = ()
        self._hear()
        return answer

    def _hear(self) -> None:
        try:
            signals = self._bus.heard()
        except BusError:
            # The bus has gone, and with it the session: letters can be typed still.
            self._notifier.setEnabled(False)
            self._path = ""
            return
        for signal in signals:
            fields, body = signal.header.fields, signal.body
            member = fields.get(jeepney.HeaderFields.member)
            if member == "NameOwnerChanged":
                self._meet()
            elif fields.get(jeepney.HeaderFields.path) != self._path or not self._path:
                continue
            elif member == "CommitString":
                self._commit(str(body[0]))
            elif member == "UpdatePreedit":
                self._compose(str(body[0]), int(body[1]))
            elif member == "ForwardKey":
                self._press(*map(int, body))

    # -- the field in hand

    def _commit(self, words: str) -> None:
        self._composed = ""
        event = QInputMethodEvent()
        event.setCommitString(words)
        self._send(event)

    def _compose(self, words: str, caret: int) -> None:
        """Show what is being composed; the caret is counted in bytes of UTF-8, before it."""
        if not words and not self._composed:
            return
        self._composed = words
        before = words.encode()[: max(caret, 0)].decode(errors="ignore")
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        kinds = QInputMethodEvent.AttributeType
        attributes = [
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, units(words), underlined),
            QInputMethodEvent.Attribute(kinds.Cursor, units(before), 1, None),
        ]
        self._send(QInputMethodEvent(words, attributes))

    def _press(self, key: int, state: int, kind: int) -> None:
        """Press a key that fcitx hands back."""
        field = self._field
        letter = chr(key) if 0x20 <= key < 0x7F else ""
        code = HANDED_BACK.get(key, Qt.Key(ord(letter.upper())) if letter else None)
        if field is None or not isValid(field) or code is None:
            return
        held = Qt.KeyboardModifier.NoModifier
        for bit, modifier in (
            (SHIFT, Qt.KeyboardModifier.ShiftModifier),
            (CONTROL, Qt.KeyboardModifier.ControlModifier),
            (ALT, Qt.KeyboardModifier.AltModifier),
        ):
            if state & bit:
                held |= modifier
        event = QEvent.Type.KeyRelease if kind == RELEASED else QEvent.Type.KeyPress
        QApplication.sendEvent(field, QKeyEvent(event, code, held, letter))

    def _send(self, event: QInputMethodEvent) -> None:
        if self._field is not None and isValid(self._field):
            QApplication.sendEvent(self._field, event)

    def _takes_words(self) -> bool:
        """Tell whether words can be typed where the focus is: in no menu and no button."""
        if self._field is None or not isValid(self._field):
            return False
        if isinstance(QApplication.activePopupWidget(), QMenu):
            return False
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QApplication.sendEvent(self._field, query)
        return bool(query.value(Qt.InputMethodQuery.ImEnabled))

    # -- what Qt tells

    def _change_window(self, window: QWindow | None) -> None:
        # A window's events come before its fields': fcitx has a key before any other filter.
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _change_field(self, field: QObject | None) -> None:
        if self._field is not None:
            self._leave()
            if isValid(self._field):
                self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)
        if self._takes_words():
            self._caret = QRect()
            self._ask("FocusIn")

    def _leave(self) -> None:
        """Let fcitx commit what is being composed into the field that loses the focus."""
        self._ask("FocusOut")
        self._compose("", 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow the keys that fcitx takes; commit before the field or the caret is left."""
        kind = event.type()
        if watched is self._field:
            if kind == QEvent.Type.FocusAboutToChange and self._composed:
                self._leave()
            return False
        if isinstance(event, QKeyEvent):
            return self._path != "" and self._takes(event)
        if kind == QEvent.Type.MouseButtonPress and self._composed:
            self._leave()
            self._ask("FocusIn")
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        """Ask fcitx about a key, once: Qt sends it as a possible shortcut first, then as a key."""
        this = event.timestamp(), event.nativeScanCode()
        is_press = event.type() != QEvent.Type.KeyRelease
        if is_press and self._asked is not None and self._asked[:2] == this:
            taken = self._asked[2]
        elif not event.nativeVirtualKey() or not self._takes_words():
            return False
        else:
            self._tell_caret()
            taken = self._offer(event, PRESSED if is_press else RELEASED)
        self._asked = (*this, taken) if event.type() == QEvent.Type.ShortcutOverride else None
        if taken:
            event.accept()
        return taken

    def _offer(self, event: QKeyEvent, kind: int) -> bool:
        time = event.timestamp() & 0xFFFFFFFF
        answer = self._ask(
            "ProcessKeyEvent", "uuuiu", event.nativeVirtualKey(), event.nativeScanCode(),
            event.nativeModifiers(), kind, time,
        )  # fmt: skip
        return bool(answer) and answer[0] not in {0, -1}

    def _tell_caret(self) -> None:
        """Tell fcitx where its candidates go: under the caret, in points of the whole screen."""
        if not isinstance(self._field, QWidget):
            return
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImCursorRectangle)
        QApplication.sendEvent(self._field, query)
        inside = query.value(Qt.InputMethodQuery.ImCursorRectangle)
        if not isinstance(inside, QRect):
            return
        place = QRect(self._field.mapToGlobal(inside.topLeft()), inside.size())
        if place != self._caret:
            self._caret = place
            ratio = self._field.devicePixelRatioF()
            x, y = round(place.left() * ratio), round((place.bottom() + 1) * ratio)
            self._ask("SetCursorLocation", "ii", x, y)


def units(words: str) -> int:
    """Count as Qt does: a character outside the basic plane is two."""
    return len(words.encode("utf-16-le")) // 2


def bridge_fcitx_4(app: QApplication, environ: Mapping[str, str]) -> FcitxBridge | None:
    """Build the bridge where the session has fcitx 4, or hopes for it; nowhere else."""
    service = service_of_fcitx_4(environ)
    if QGuiApplication.platformName() != "xcb" or not service:
        return None
    try:
        bus = connect(environ, PATIENCE)
    except BusError:
        return None
    return FcitxBridge(app, bus, service)
