"""Faults of PySide6 itself that a change of version could bring back."""

from __future__ import annotations

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    turned = Signal(bool)

heard = []
sender = Sender()
sender.turned.connect(heard.append)
for number in range(2000):
    sender.turned.emit(number % 2 == 0)
print(len(heard))
"""


def test_emitting_a_bool_many_times_does_not_kill_the_process() -> None:
    # PySide6 6.12 on Python 3.11 aborts in bool_dealloc after about 550.
    done = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "2000"), done.stderr
