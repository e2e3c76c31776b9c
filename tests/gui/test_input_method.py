"""Which input method is chosen: the daemon that runs decides, and no bus can hold up the start."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gui.access.input_method import FCITX, PORTAL, decide, names_on_bus

HAS = {"ibus", "compose"}
BOTH = {FCITX, PORTAL}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("environ", "names", "has_ibus", "expected"),
    [
        ({}, set(), True, {}),
        ({"QT_IM_MODULE": "ibus"}, set(), True, {}),
        ({"QT_IM_MODULE": "ibus"}, BOTH, True, {"IBUS_USE_PORTAL": "1"}),
        ({"QT_IM_MODULE": "compose"}, BOTH, False, {}),
        ({"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "0"}, BOTH, False, {}),
        (
            {"QT_IM_MODULE": "fcitx"},
            BOTH,
            False,
            {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"},
        ),
        (
            {"XMODIFIERS": "@im=fcitx"},
            set(),
            False,
            {"QT_IM_MODULES": "ibus", "QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"},
        ),
        (
            {"QT_IM_MODULES": "wayland;fcitx;ibus"},
            BOTH,
            False,
            {"QT_IM_MODULES": "wayland;ibus", "IBUS_USE_PORTAL": "1"},
        ),
        (
            {"QT_IM_MODULE": "fcitx", "WAYLAND_DISPLAY": "wayland-0"},
            BOTH,
            False,
            {
                "QT_IM_MODULES": "wayland;ibus",
                "QT_IM_MODULE": "ibus",
                "IBUS_USE_PORTAL": "1",
                "QT_WAYLAND_TEXT_INPUT_PROTOCOL": "zwp_text_input_v3;zwp_text_input_v2",
            },
        ),
        ({"QT_IM_MODULES": "wayland;ibus"}, set(), True, {}),
    ],
)
def test_what_runs_decides(
    environ: dict[str, str], names: set[str], has_ibus: bool, expected: dict[str, str]
) -> None:
    assert decide(environ, HAS, names, has_ibus=has_ibus) == expected


def test_a_module_that_qt_has_is_left_alone() -> None:
    found = decide({"QT_IM_MODULE": "fcitx"}, {*HAS, "fcitx"}, BOTH, has_ibus=True)
    assert found == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux'")
def test_a_bus_that_is_dead_or_hangs_is_nobody(tmp_path: Path) -> None:
    assert names_on_bus({}) == frozenset()
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.bind(str(path))
        address = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={path},guid=0"}
        assert names_on_bus(address) == frozenset()
        silent.listen()
        assert names_on_bus(address) == frozenset()


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="dbus-run-session is missing")
def test_a_name_on_a_real_bus_is_seen() -> None:
    script = (
        "import os; from PySide6.QtDBus import QDBusConnection; "
        "from gui.access.input_method import PORTAL, names_on_bus; "
        "assert PORTAL not in names_on_bus(os.environ); "
        "assert QDBusConnection.sessionBus().registerService(PORTAL); "
        "assert PORTAL in names_on_bus(os.environ)"
    )
    command = ["dbus-run-session", "--", sys.executable, "-c", script]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
