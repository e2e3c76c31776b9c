"""Which of Qt's input methods is used, from what runs in the session. Set before Qt starts."""

from __future__ import annotations

import os
import shutil
import struct
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo

if TYPE_CHECKING:
    import socket

FCITX = "org.fcitx.Fcitx5"
PORTAL = "org.freedesktop.portal.IBus"
PATIENCE = 0.3
"""Seconds that a bus may take to answer: a bus that hangs must not hold up the start."""
MOST = 1_000_000
"""Bytes of an answer that are read."""


def choose_input_method() -> None:
    """Let Chinese be typed under fcitx5 and ibus, whatever the session has set."""
    if not sys.platform.startswith("linux"):
        return
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    plugins = {
        plugin.name.removeprefix("lib").split("platforminputcontext")[0].removesuffix("plugin.so")
        for plugin in folder.glob("*")
    }
    names = names_on_bus(os.environ)
    has_ibus = shutil.which("ibus-daemon") is not None
    os.environ.update(decide(os.environ, plugins, names, has_ibus=has_ibus))


def decide(
    environ: Mapping[str, str], plugins: Collection[str], names: Collection[str], *, has_ibus: bool
) -> dict[str, str]:
    """Return the variables to set: a module named by the user stays where Qt has it.

    fcitx5 speaks the protocol of ibus, so that one plugin serves both; but the plugin finds a
    daemon that is not ibus' own only through the portal's name on the bus.
    """
    lists = environ.get("QT_IM_MODULES", "")
    wanted = [each for each in (lists or environ.get("QT_IM_MODULE", "")).split(";") if each]
    hints = [*wanted, environ.get("XMODIFIERS", ""), environ.get("GTK_IM_MODULE", "")]
    met = bool({FCITX, PORTAL} & set(names)) or any("fcitx" in h or "ibus" in h for h in hints)
    if not met or "ibus" not in plugins:
        return {}
    usable = {*plugins, "wayland"}
    chosen = [each if each in usable else "ibus" for each in wanted]
    if not wanted or (chosen != wanted and not lists):
        # The compositor's own input method comes first; X11 passes over its name.
        chosen = ["wayland", "ibus"] if environ.get("WAYLAND_DISPLAY") else ["ibus"]
    chosen = list(dict.fromkeys(chosen))
    found: dict[str, str] = {}
    if chosen != wanted:
        # The list overrules the single name, and is known to Qt 6.7 and later.
        found["QT_IM_MODULES"] = ";".join(chosen)
        if not lists:
            found["QT_IM_MODULE"] = "ibus"
    by_fcitx = FCITX in names and PORTAL in names
    if "ibus" in chosen and (by_fcitx or not has_ibus) and "IBUS_USE_PORTAL" not in environ:
        found["IBUS_USE_PORTAL"] = "1"
    return found


def names_on_bus(environ: Mapping[str, str]) -> frozenset[str]:
    """Ask the session bus who is there; nobody where it is missing, dead or slow."""
    import socket

    until = time.monotonic() + PATIENCE
    for address in _addresses(environ):
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as bus:
                return _ask(bus, address, until)
        except (OSError, ValueError):
            continue
    return frozenset()


def _addresses(environ: Mapping[str, str]) -> list[str]:
    given = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not given and (runtime := environ.get("XDG_RUNTIME_DIR", "")):
        return [f"{runtime}/bus"]
    found = []
    for each in given.split(";"):
        kind, _, rest = each.partition(":")
        parts = dict(part.partition("=")[::2] for part in rest.split(","))
        if kind == "unix" and "path" in parts:
            found.append(parts["path"])
        elif kind == "unix" and "abstract" in parts:
            found.append("\0" + parts["abstract"])
    return found


def _ask(bus: socket.socket, address: str, until: float) -> frozenset[str]:
    """Speak as much of the protocol as asking for the names takes."""
    _limit(bus, until)
    bus.connect(address)
    user = str(os.getuid()).encode().hex()
    bus.sendall(f"\0AUTH EXTERNAL {user}\r\n".encode())
    if not bus.recv(512).startswith(b"OK"):
        return frozenset()
    bus.sendall(b"BEGIN\r\n" + _call("Hello", 1) + _call("ListNames", 2))
    heard = b""
    while len(heard) < MOST:
        _limit(bus, until)
        more = bus.recv(65536)
        heard += more
        # Names are followed by a zero byte each; the bus' own stands in every full answer.
        names = frozenset(
            name
            for name in (FCITX, PORTAL)
            if struct.pack("<I", len(name)) + name.encode() + b"\0" in heard
        )
        if not more or _answered(heard, 2):
            return names
    return frozenset()


def _limit(bus: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    bus.settimeout(left)


def _answered(heard: bytes, serial: int) -> bool:
    """Tell whether the whole answer to the message of that number was heard."""
    at = 0
    while len(heard) >= at + 16:
        body, _, fields = struct.unpack_from("<III", heard, at + 4)
        end = at + 16 + (fields + 7) // 8 * 8 + body
        if b"\x05\x01u\0" + struct.pack("<I", serial) in heard[at : at + 16 + fields]:
            return bool(len(heard) >= end)
        at = end
    return False


def _call(member: str, serial: int) -> bytes:
    """Make the message that calls a member of the bus itself."""
    fields = b""
    for code, kind, text in (
        (1, b"o", "/org/freedesktop/DBus"),
        (2, b"s", "org.freedesktop.DBus"),
        (3, b"s", member),
        (6, b"s", "org.freedesktop.DBus"),
    ):
        fields += b"\0" * (-len(fields) % 8)
        fields += bytes((code, 1)) + kind + b"\0"
        fields += struct.pack("<I", len(text)) + text.encode() + b"\0"
    head = b"l\x01\0\x01" + struct.pack("<III", 0, serial, len(fields)) + fields
    return head + b"\0" * (-len(head) % 8)
