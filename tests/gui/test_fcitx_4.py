"""fcitx 4 is spoken to key by key; a daemon made of answers stands for the real one here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import count
from typing import cast

import jeepney
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gui.access.fcitx_4 import CONTEXT, FcitxBridge, units
from gui.access.input_method import FCITX, is_fcitx_4, service_of_fcitx_4
from gui.access.session_bus import BusError, SessionBus

SERVICE = "org.fcitx.Fcitx-7"
PATH = "/inputcontext_3"
TIMES = count(1)


class Daemon:
    """Answers as fcitx 4 does; composes letters, commits 你好 at a blank, leaves the rest."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self.descriptor = self._ours.fileno()
        self.names = {SERVICE}
        self.composed = ""
        self.is_slow = False
        self.asked: list[tuple[object, ...]] = []
        self._signals: list[jeepney.Message] = []

    def ask(self, call: jeepney.Message, patience: float) -> tuple[object, ...]:
        name = call.header.fields[jeepney.HeaderFields.member]
        self.asked.append((name, *call.body))
        if name == "NameHasOwner":
            return (call.body[0] in self.names,)
        if self.is_slow:
            raise BusError
        if name == "CreateICv2":
            return (3, True, 0, 0, 0, 0)
        if name == "FocusOut" and self.composed:
            self.commit(self.composed)
        if name == "ProcessKeyEvent":
            return (self.key(call.body[0], call.body[3]),)
        return ()

    def key(self, key: int, kind: int) -> int:
        if kind == 0 and chr(key).isalpha() and key < 0x80:
            self.composed += chr(key)
            self.say("UpdatePreedit", "si", self.composed, len(self.composed))
            return 1
        if kind == 0 and key == 0x20 and self.composed:
            self.commit("你好")
            return 1
        return 0

    def commit(self, words: str) -> None:
        self.composed = ""
        self.say("CommitString", "s", words)
        self.say("UpdatePreedit", "si", "", -1)

    def say(self, name: str, kinds: str, *body: object) -> None:
        context = jeepney.DBusAddress(PATH, SERVICE, CONTEXT)
        self._signals.append(jeepney.new_signal(context, name, kinds, body))

    def heard(self) -> list[jeepney.Message]:
        found, self._signals = self._signals, []
        return found

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()

    def count(self, name: str) -> int:
        return sum(each[0] == name for each in self.asked)


class Field(QLineEdit):
    """Notes what is being composed in it."""

    composed = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composed = event.preeditString()


class Fields(QWidget):
    """Two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Field(), Field()
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    daemon = Daemon()
    yield daemon
    daemon.close()


@pytest.fixture
def fields(qtbot, daemon: Daemon) -> Iterator[Fields]:
    fields = Fields()
    qtbot.addWidget(fields)
    fields.show()
    fields.activateWindow()
    qtbot.waitUntil(fields.isActiveWindow)
    fields.first.setFocus()
    app = cast("QApplication", QApplication.instance())
    bridge = FcitxBridge(app, cast("SessionBus", daemon), SERVICE)
    yield fields
    app.focusObjectChanged.disconnect()
    app.focusWindowChanged.disconnect()
    bridge.deleteLater()


def press(fields: QWidget, key: int, text: str = "") -> bool:
    """Press and release a key of X11; whether it was swallowed."""
    window = fields.windowHandle()
    time = next(TIMES)
    code = Qt.Key(ord(chr(key).upper())) if key < 0x80 else Qt.Key.Key_Return
    swallowed = False
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, 40, key, 0, text)
        event.setTimestamp(time)
        event.ignore()
        QGuiApplication.sendEvent(window, event)
        swallowed = swallowed or (kind == QEvent.Type.ShortcutOverride and event.isAccepted())
    return swallowed


def type_letters(fields: QWidget, letters: str) -> None:
    for letter in letters:
        press(fields, ord(letter), letter)


def test_what_is_composed_is_seen_and_what_is_chosen_is_typed_once(
    fields: Fields, daemon: Daemon
) -> None:
    type_letters(fields, "nihao")
    assert fields.first.text() == ""
    assert fields.first.composed == "nihao"
    type_letters(fields, " ")
    assert (fields.first.text(), fields.first.composed) == ("你好", "")
    assert daemon.count("ProcessKeyEvent") == 2 * len("nihao ")  # Pressed and released, once.


def test_a_key_that_fcitx_leaves_is_typed_after_the_words_before_it(
    fields: Fields, daemon: Daemon
) -> None:
    type_letters(fields, "nihao 2")
    assert fields.first.text() == "你好2"
    daemon.say("CommitString", "s", "，")
    type_letters(fields, "3")
    assert fields.first.text() == "你好2，3"


def test_words_half_composed_stay_in_the_field_that_is_left(fields: Fields, daemon: Daemon) -> None:
    type_letters(fields, "ni")
    fields.second.setFocus()
    assert (fields.first.text(), fields.second.text()) == ("ni", "")
    type_letters(fields, "hao ")
    assert (fields.first.text(), fields.second.text()) == ("ni", "你好")


def test_a_daemon_that_hangs_or_goes_lets_letters_through(fields: Fields, daemon: Daemon) -> None:
    daemon.is_slow = True
    type_letters(fields, "ok")
    assert fields.first.text() == "ok"


def test_fcitx5_needs_no_bridge(fields: Fields, daemon: Daemon) -> None:
    daemon.names = {SERVICE, FCITX}
    owner = jeepney.DBusAddress("/org/freedesktop/DBus", interface="org.freedesktop.DBus")
    daemon._signals.append(
        jeepney.new_signal(owner, "NameOwnerChanged", "sss", (FCITX, "", ":1.9"))
    )
    type_letters(fields, "2")
    before = daemon.count("ProcessKeyEvent")
    type_letters(fields, "ok")
    assert daemon.count("ProcessKeyEvent") == before
    assert fields.first.text() == "2ok"


def test_a_key_handed_back_is_pressed(fields: Fields, daemon: Daemon) -> None:
    type_letters(fields, "12")
    daemon.say("ForwardKey", "uui", 0xFF08, 0, 0)
    type_letters(fields, "3")
    assert fields.first.text() == "13"


def test_who_is_served() -> None:
    assert service_of_fcitx_4({"DISPLAY": "host:10.0"}) == "org.fcitx.Fcitx-10"
    assert service_of_fcitx_4({"WAYLAND_DISPLAY": "wayland-0"}) == ""
    screen = {"DISPLAY": ":7"}
    assert is_fcitx_4(screen, {SERVICE})
    assert not is_fcitx_4(screen, {SERVICE, FCITX})
    assert not is_fcitx_4(screen, set())
    assert is_fcitx_4(screen | {"XMODIFIERS": "@im=fcitx"}, set())


def test_the_caret_is_counted_as_qt_does() -> None:
    assert units("𠮷") == 2
