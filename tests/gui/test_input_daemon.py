"""A real fcitx5 types Chinese into a text; on request only (make test-input), for it is slow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ("dbus-run-session", "Xvfb", "openbox", "xdotool", "fcitx5", "fcitx5-remote")
MISSING = [name for name in PROGRAMS if not shutil.which(name)]
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


@pytest.mark.skipif("NIANBAO_TEST_INPUT" not in os.environ, reason="runs with make test-input")
@pytest.mark.skipif(bool(MISSING), reason=f"missing: {', '.join(MISSING)}")
def test_fcitx5_types_chinese_without_ibus(tmp_path: Path) -> None:
    (tmp_path / ".config" / "fcitx5").mkdir(parents=True)
    (tmp_path / ".config" / "fcitx5" / "profile").write_text(PROFILE)
    tmp_path.chmod(0o700)
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in ("/usr/bin", "/bin"):
        for each in Path(folder).iterdir():
            if each.name != "ibus-daemon" and not (programs / each.name).is_symlink():
                (programs / each.name).symlink_to(each)
    environ = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
    environ |= {
        "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": str(programs),
        "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx",
        "PYTHON": sys.executable, "EDITOR_SCRIPT": EDITOR, "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = ["dbus-run-session", "--", "bash", "-c", SESSION]
    with (tmp_path / "said").open("wb") as said:
        done = subprocess.run(
            command, cwd=ROOT, env=environ, stdout=said, stderr=said, timeout=120, check=False
        )
    if done.returncode == 77:
        pytest.skip("fcitx5 or the screen did not start")
    assert (tmp_path / "seen").exists(), (tmp_path / "said").read_text(errors="replace")
    assert (tmp_path / "typed").read_text("utf-8") == "你好"
