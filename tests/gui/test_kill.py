"""The program is killed in the middle of the work: what was typed is found again.

`benchmarks/kill_rates.py` does this hundreds of times; here it is done a few times, and once all
the way from the kill to the finished document.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.kill_rates import ALLOWED, judge, state_of, try_session
from core.document.encode import encode
from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.keeping.recovery import Keeper, recovery_folder
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetFigure
from core.settings.settings import config_folder
from gui.files.files import SAMPLE
from gui.files.recovery import RecoveryDialog
from gui.frame.window import Window
from tests.gui.conftest import Answers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
ROOT = Path(__file__).resolve().parent.parent.parent
CELL = Address("applications.received.natural")
KEYS = 70
AT_WORK = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from core.figures.address import Address
from core.forms.loader import load_forms
from core.settings.settings import Settings
from gui.app import prepare
from gui.kit.ask import Ask
from gui.frame.window import Window
from tests.gui.keyboard import table_page, type_into

app = QApplication([])
prepare(app)
window = Window(load_forms(), Settings(theme="light"), Ask())
window.show()
window.activateWindow()
window.files.open_path(Path(sys.argv[1]))
cell = Address("applications.received.natural")
type_into(table_page(window), cell, "517", None)
editor = window.workspace.show_section("problems").editor
editor.setFocus()
while True:
    for digit in "0123456789":
        line = json.dumps([time.monotonic(), digit])
        os.write(1, f"{line}\\n".encode())
        QTest.keyClicks(editor, digit)
        QTest.qWait(25)
"""


def test_a_few_sessions_killed_at_random(forms: Forms) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda seed: try_session(seed, forms, 1.5), range(4)))
    assert all(outcome.is_sound for outcome in outcomes), outcomes
    assert sum(outcome.keys for outcome in outcomes) > 4


def test_a_session_that_lost_something_would_be_seen(forms: Forms, tmp_path: Path) -> None:
    """Without anything kept, or with a damaged file, the judge of the sessions says so."""
    report, _stamp = load(SAMPLE, forms)
    save(report, tmp_path / "a.nianbao")
    state = state_of(report)
    lines = [
        {"open": "a.nianbao", "state": state},
        {"time": 10.0, "put": {str(CELL): "1"}},
        {"time": 12.5, "put": {str(CELL): "12"}},
    ]
    log = [json.dumps(line).encode() for line in lines]
    assert judge(log, 13.0, tmp_path, forms).missing == 3.0
    assert not judge(log, 13.0, tmp_path, forms).is_sound
    apply(report, [SetFigure(CELL, "never typed")])
    (tmp_path / "a.nianbao").write_bytes(encode(report))
    assert judge(log, 10.5, tmp_path, forms).faults
    (tmp_path / "a.nianbao").write_bytes(b'{"format": "nianbao"')
    assert judge(log, 10.5, tmp_path, forms).faults


def start_work(path: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(path)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment,
    )  # fmt: skip


def test_killed_in_the_middle_of_typing_then_compared_recovered_and_exported(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "某局.nianbao"
    save(load(SAMPLE, window.document.forms)[0], path)
    before = load(path, window.document.forms)[0].texts["problems"]
    with start_work(path) as process:
        assert process.stdout is not None
        keys = [json.loads(process.stdout.readline()) for _ in range(KEYS)]
        process.send_signal(signal.SIGKILL)
        killed = time.monotonic()
    assert process.returncode == -signal.SIGKILL
    assert load(path, window.document.forms)[0].texts["problems"] == before

    seen: list[tuple[str, list[str]]] = []

    def recover() -> None:
        (dialog,) = (
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, RecoveryDialog) and widget.isVisible()
        )
        lines = dialog.differences
        places = [lines.topLevelItem(n).text(0) for n in range(lines.topLevelItemCount())]
        seen.append((dialog.told.text(), places))
        assert "某局.nianbao" in dialog.reports.item(0).text()
        dialog.take.click()

    QTimer.singleShot(0, recover)
    assert window.recovering.offer()
    assert "有2处不同" in seen[0][0]
    assert set(seen[0][1]) == {"三、申请办理", "五、存在的主要问题及改进情况"}
    report = window.document.report
    assert report.value(CELL).text == "517"
    typed = "".join(digit for at, digit in keys if at < killed - ALLOWED)
    found = "".join(digit for _at, digit in keys)
    # Qt's editor begins at the head of the text.
    kept = report.texts["problems"].removesuffix(before)
    assert typed
    assert kept.startswith(typed)
    assert (kept + found).startswith(kept)
    assert window.document.path == path
    assert window.document.has_work

    assert window.saving.save()
    answers.path = tmp_path / "某局.docx"
    window.exporting.export(".docx", "Word 文档")
    assert answers.told == []
    again = read_source(answers.path, window.document.forms).report()
    assert again.value(CELL).text == "517"
    assert kept in again.texts["problems"]
    window.safekeeping.settle()
    assert list(recovery_folder(config_folder()).iterdir()) == []
    assert not window.recovering.offer()


def test_a_kill_in_the_middle_of_recovering_loses_nothing(window: Window, tmp_path: Path) -> None:
    """The old copy goes only once the new one is there, and a half-deleted one is not offered."""
    root = recovery_folder(config_folder())
    report, _stamp = load(SAMPLE, window.document.forms)
    keeper = Keeper(root)
    keeper.keep(encode(report), None, None)
    (folder,) = root.iterdir()
    (folder / "report.nianbao").unlink()
    assert keeper._lock is not None
    keeper._lock.release()
    assert not window.recovering.offer()
