"""Which of Qt's input methods is used, from what runs in the session. Set before Qt starts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

FCITX = "org.fcitx.Fcitx5"
PORTAL = "org.freedesktop.portal.IBus"
PROTOCOLS = "QT_WAYLAND_TEXT_INPUT_PROTOCOL"
"""Qt's list of what the compositor may speak. The first version is left out: compositors that
have only that bring a keyboard on the screen, and Qt would take it for an input method."""
PATIENCE = 0.3
"""Seconds that a bus may take to answer: a bus that hangs must not hold up the start."""


def choose_input_method() -> bool:
    """Let Chinese be typed under fcitx5 and ibus, whatever the session has set.

    Returns whether fcitx 4 is to be served, for which Qt has nothing (see `fcitx_4`).
    """
    if not sys.platform.startswith("linux"):
        return False
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    plugins = {
        plugin.name.removeprefix("lib").split("platforminputcontext")[0].removesuffix("plugin.so")
        for plugin in folder.glob("*")
    }
    names = names_on_bus(os.environ)
    has_ibus = shutil.which("ibus-daemon") is not None
    wants_bridge = is_fcitx_4(os.environ, names)
    os.environ.update(decide(os.environ, plugins, names, has_ibus=has_ibus))
    return wants_bridge


def decide(
    environ: Mapping[str, str], plugins: Collection[str], names: Collection[str], *, has_ibus: bool
) -> dict[str, str]:
    """Return the variables to set: a module named by the user stays where Qt has it.

    fcitx5 speaks the protocol of ibus, so that one plugin serves both; but the plugin finds a
    daemon that is not ibus' own only through the portal's name on the bus.
    """
    lists = environ.get("QT_IM_MODULES", "")
    wanted = [each for each in (lists or environ.get("QT_IM_MODULE", "")).split(";") if each]
    hints = _hints(environ)
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
    if "ibus" in chosen and environ.get("WAYLAND_DISPLAY") and PROTOCOLS not in environ:
        found[PROTOCOLS] = "zwp_text_input_v3;zwp_text_input_v2"
    return found


def is_fcitx_4(environ: Mapping[str, str], names: Collection[str]) -> bool:
    """Tell whether fcitx 4 runs, or is what the session hopes for while none runs yet."""
    if FCITX in names:
        return False
    hoped = PORTAL not in names and any("fcitx" in hint for hint in _hints(environ))
    return hoped or service_of_fcitx_4(environ) in names


def _hints(environ: Mapping[str, str]) -> list[str]:
    names = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")
    return [environ.get(name, "") for name in names]


def names_on_bus(environ: Mapping[str, str]) -> frozenset[str]:
    """Ask the session bus who is there; nobody where it is missing, dead or slow."""
    if not (environ.get("DBUS_SESSION_BUS_ADDRESS") or environ.get("XDG_RUNTIME_DIR")):
        return frozenset()
    import jeepney

    from gui.access.session_bus import BusError, connect

    try:
        bus = connect(environ, PATIENCE)
    except BusError:
        return frozenset()
    try:
        (names,) = bus.ask(jeepney.message_bus.ListNames(), PATIENCE)
    except (BusError, ValueError):
        return frozenset()
    finally:
        bus.close()
    return frozenset(names) if isinstance(names, list) else frozenset()


def service_of_fcitx_4(environ: Mapping[str, str]) -> str:
    """Return the name that fcitx 4 has on the bus: one for each screen of X11."""
    screen = environ.get("DISPLAY", "").rpartition(":")[2].partition(".")[0]
    return f"org.fcitx.Fcitx-{screen}" if screen.isdecimal() else ""
