"""A share that hangs keeps neither the window nor the end of the program."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gui.frame.window import Window

ROOT = Path(__file__).parents[2]
PROGRAM = """
import threading
from gui.keeping.patient_worker import PatientWorker
worker = PatientWorker("share")
done = []
worker.submit(lambda: done.append(1)).result(5)
assert done == [1]
worker.submit(threading.Event().wait)  # the drive never answers
assert not worker.close(0.1)
print("ended")
"""


def test_the_program_ends_though_a_drive_never_answers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.strip() == b"ended"


def test_a_window_closes_though_its_file_cannot_be_looked_at(
    sample: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.document.save(tmp_path / "某局.nianbao")
    sample.watch.settle()
    answers, is_asked = threading.Event(), threading.Event()

    def hang(*_asked: object) -> None:
        is_asked.set()
        answers.wait()

    monkeypatch.setattr("gui.keeping.file_watch.PATIENCE", 0.1)
    monkeypatch.setattr("gui.keeping.file_watch.find_change", hang)
    sample.watch.look()
    assert is_asked.wait(20)
    sample.watch.close()  # would never return
    assert not answers.is_set()
    answers.set()
