"""Real fcitx5 and ibus type Chinese; on request only (make test-input), for it is slow."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("dbus-run-session", "Xvfb", "openbox", "xdotool", "fcitx5", "fcitx5-remote")
IBUS_PROGRAMS = ("dbus-run-session", "Xvfb", "openbox", "xdotool", "ibus-daemon", "ibus")
FCITX_4_PROGRAMS = ("dbus-run-session", "Xvfb", "openbox", "xdotool", "fcitx", "fcitx-remote")
MISSING = [name for name in PROGRAMS if not shutil.which(name)]
IBUS_MISSING = [name for name in IBUS_PROGRAMS if not shutil.which(name)]
WAYLAND_MISSING = [name for name in (*PROGRAMS, "weston") if not shutil.which(name)]
FCITX_4_MISSING = [name for name in FCITX_4_PROGRAMS if not shutil.which(name)]
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""
SESSION = """
trap 'kill $(jobs -p) $screen' EXIT
exec 3< <(exec Xvfb -displayfd 1 -screen 0 800x600x24 2>/dev/null)
screen=$!
read -r -t 20 number <&3 || exit 77
export DISPLAY=:$number
openbox & fcitx5 -D --disable=wayland &
for turn in $(seq 100); do
  dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.ListNames | grep -q portal.IBus && break
  [ "$turn" = 100 ] && exit 77
  sleep 0.2
done
"$PYTHON" -c "$EDITOR_SCRIPT" & editor=$!
timeout 20 xdotool search --sync --onlyvisible --name '^editor$' windowactivate --sync
for turn in $(seq 50); do
  [ "$turn" = 1 ] || [ "$(fcitx5-remote)" = 2 ] || [ $((turn % 10)) != 2 ] || xdotool key ctrl+space
  [ "$(fcitx5-remote)" = 2 ] && break
  sleep 0.2
done
xdotool type --delay 100 nihao
for turn in $(seq 50); do grep -q composing "$HOME/seen" 2>/dev/null && break; sleep 0.2; done
xdotool key space
wait $editor
"""
EDITOR = """
import os, pathlib
from gui.access.input_method import choose_input_method
choose_input_method()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app = QApplication([])
class Editor(QPlainTextEdit):
    def inputMethodEvent(self, event):
        super().inputMethodEvent(event)
        if "hao" in event.preeditString() or "\\u597d" in event.preeditString():
            pathlib.Path.home().joinpath("seen").write_text("composing")
        if event.commitString():
            QTimer.singleShot(300, app.quit)
editor = Editor()
editor.setWindowTitle("editor")
editor.show()
QTimer.singleShot(40000, app.quit)
app.exec()
pathlib.Path.home().joinpath("typed").write_text(editor.toPlainText(), "utf-8")
"""


SCREEN = """
trap 'kill $(jobs -p) $screen' EXIT
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1366x768x24 2>/dev/null)
screen=$!
read -r -t 20 number <&3 || exit 77
export DISPLAY=:$number
openbox &
owned() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / \\
  org.freedesktop.DBus.ListNames | grep -q "\\"$1\\""; }
came() { for turn in $(seq 100); do owned "$1" && return; sleep 0.2; done; exit 77; }
"""
TYPE = """
timeout 150 "$PYTHON" -m tests.gui.chinese_typist "$HOME/result.json" "$SWITCH"
"""
WESTON_RUNS = """
weston --backend=x11-backend.so --width=1200 --height=700 --socket=nianbao-test --idle-time=0 &
for turn in $(seq 100); do
  [ -S "$XDG_RUNTIME_DIR/nianbao-test" ] && xdotool getactivewindow 2>/dev/null && break
  [ "$turn" = 100 ] && exit 77
  sleep 0.2
done
"""
FCITX_RUNS = "fcitx5 -D --disable=wayland & came org.freedesktop.portal.IBus\n"
FCITX_4_PROFILE = """[Profile]
IMName=
EnabledIMList=fcitx-keyboard-us:True,pinyin:True
PreeditStringInClientWindow=True
"""
FCITX_4_RUNS = "fcitx -D & came org.fcitx.Fcitx-$number\n"
IBUS_RUNS = """
ibus-daemon -rx & came org.freedesktop.IBus
for turn in $(seq 50); do ibus engine libpinyin && break; sleep 0.2; done
[ "$(ibus engine)" = libpinyin ] || exit 77
"""
ON_REQUEST = pytest.mark.skipif(
    "NIANBAO_TEST_INPUT" not in os.environ, reason="runs with make test-input"
)


@ON_REQUEST
@pytest.mark.skipif(bool(MISSING), reason=f"missing: {', '.join(MISSING)}")
def test_fcitx5_types_chinese_without_ibus(tmp_path: Path) -> None:
    environ = home_without_ibus(tmp_path) | {"EDITOR_SCRIPT": EDITOR}
    run(SESSION, environ, tmp_path)
    assert (tmp_path / "seen").exists(), (tmp_path / "said").read_text(errors="replace")
    assert (tmp_path / "typed").read_text("utf-8") == "你好"


@ON_REQUEST
@pytest.mark.skipif(bool(MISSING), reason=f"missing: {', '.join(MISSING)}")
def test_fcitx5_types_chinese_into_the_windows(tmp_path: Path) -> None:
    environ = home_without_ibus(tmp_path) | {"SWITCH": "ctrl+space"}
    run(SCREEN + FCITX_RUNS + TYPE, environ, tmp_path)
    assert_typed(tmp_path)


@ON_REQUEST
@pytest.mark.skipif(bool(WAYLAND_MISSING), reason=f"missing: {', '.join(WAYLAND_MISSING)}")
def test_fcitx5_types_chinese_on_wayland(tmp_path: Path) -> None:
    # The compositor is a window of the screen, so that real keys can be pressed in it.
    environ = home_without_ibus(tmp_path) | {
        "SWITCH": "ctrl+space", "QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "nianbao-test",
    }  # fmt: skip
    run(SCREEN + WESTON_RUNS + FCITX_RUNS + TYPE, environ, tmp_path)
    assert_typed(tmp_path)


@ON_REQUEST
@pytest.mark.skipif(bool(IBUS_MISSING), reason=f"missing: {', '.join(IBUS_MISSING)}")
def test_ibus_types_chinese_into_the_windows(tmp_path: Path) -> None:
    # Shift is libpinyin's own key: ibus has nothing on Ctrl+Space.
    environ = home(tmp_path) | {"QT_IM_MODULE": "ibus", "SWITCH": "Shift_L"}
    run(SCREEN + IBUS_RUNS + TYPE, environ, tmp_path)
    assert_typed(tmp_path)


@ON_REQUEST
@pytest.mark.skipif(bool(FCITX_4_MISSING), reason=f"missing: {', '.join(FCITX_4_MISSING)}")
@pytest.mark.parametrize(
    ("before", "while_open"),
    [
        (FCITX_4_RUNS, ""),
        ("", "fcitx -D & sleep 2"),
        (FCITX_4_RUNS, "fcitx-remote -e; sleep 2; fcitx -D & sleep 2"),
    ],
    ids=["runs", "started later", "started again"],
)
def test_fcitx_4_types_chinese_into_the_windows(
    tmp_path: Path, before: str, while_open: str
) -> None:
    environ = home_without_ibus(tmp_path) | {"SWITCH": "ctrl+space", "XMODIFIERS": "@im=fcitx"}
    environ["NIANBAO_TEST_WHILE_OPEN"] = while_open
    (tmp_path / ".config" / "fcitx").mkdir()
    (tmp_path / ".config" / "fcitx" / "profile").write_text(FCITX_4_PROFILE)
    run(SCREEN + before + TYPE, environ, tmp_path)
    assert_typed(tmp_path)


def assert_typed(home_folder: Path) -> None:
    """Every field has got its words once, composed at the caret, and letters when switched."""
    result = home_folder / "result.json"
    assert result.exists(), (home_folder / "said").read_text(errors="replace")
    found = json.loads(result.read_text("utf-8"))
    assert set(found) == {"dialog", "cover", "text", "search", "cell"}
    for name, typed in found.items():
        assert (name, typed["text"], typed["latin"]) == (name, "你好", "你好ok")
        assert typed["composed"], name
        assert typed["caret_is_inside"], name
        # fcitx5 keeps the caret before what is composed, libpinyin after it.
        composing, after = typed["carets"]
        assert 0 < composing <= after, name


def home(folder: Path) -> dict[str, str]:
    """Return the variables of a user whose home is this folder."""
    folder.chmod(0o700)
    unset = {"WAYLAND_DISPLAY", "QT_IM_MODULES", "IBUS_USE_PORTAL", "XMODIFIERS", "GTK_IM_MODULE"}
    return {key: value for key, value in os.environ.items() if key not in unset} | {
        "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "QT_QPA_PLATFORM": "xcb",
        "NIANBAO_CONFIG": str(folder / "settings"), "PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def home_without_ibus(folder: Path) -> dict[str, str]:
    """Return the variables of a user of fcitx5 on a machine that has no ibus."""
    (folder / ".config" / "fcitx5").mkdir(parents=True)
    (folder / ".config" / "fcitx5" / "profile").write_text(PROFILE)
    programs = folder / "bin"
    programs.mkdir()
    for place in ("/usr/bin", "/bin"):
        for each in Path(place).iterdir():
            if each.name != "ibus-daemon" and not (programs / each.name).is_symlink():
                (programs / each.name).symlink_to(each)
    return home(folder) | {
        "PATH": str(programs), "QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx",
    }  # fmt: skip


def run(session: str, environ: dict[str, str], folder: Path) -> None:
    """Run a session with a bus of its own; skip where its daemon or its screen does not start."""
    command = ["dbus-run-session", "--", "bash", "-c", session]
    with (folder / "said").open("wb") as said:
        done = subprocess.run(
            command, cwd=ROOT, env=environ, stdout=said, stderr=said, timeout=200, check=False
        )
    if done.returncode == 77:
        pytest.skip("the input method or the screen did not start")
