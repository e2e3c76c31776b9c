"""What a crash leaves: kinds and places, never a word of a report; bounded, private, told once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.keeping import crash_log
from core.keeping.crash_log import CRASHES, RUNS, CrashLog, describe, log_folder

ROOT = Path(__file__).resolve().parent.parent.parent
SAID = "某局收到申请517件"
ENDED_IN_C = """
import ctypes, sys
from pathlib import Path
from core.keeping.crash_log import CrashLog
sys.stdout = sys.stderr = None
log = CrashLog(Path(sys.argv[1]))
log.watch()
def read_the_figures():
    ctypes.string_at(0)
read_the_figures()
"""


def fail(text: str) -> None:
    figures = {"natural": text}
    try:
        int(figures["natural"])
    except ValueError as error:
        raise Problem(f"{text}不是数字") from error


def caught(text: str = SAID) -> BaseException:
    try:
        fail(text)
    except Problem as error:
        return error
    raise AssertionError


def test_an_error_is_its_kind_and_its_places(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    assert log.read() == ""
    assert not log.has_news
    assert log.note(caught(), "safekeeping")
    held = log.read()
    assert "差错（safekeeping）：core.base.problem.Problem\n" in held
    assert "起因：\nValueError\n" in held
    assert f"test_crash_log.py {fail.__code__.co_firstlineno + 5} fail" in held
    assert SAID not in held
    assert "517" not in held
    assert str(ROOT) not in held


def test_what_an_error_of_the_system_says_is_its_number_alone(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=SAID) as raised:
        (tmp_path / SAID).read_bytes()
    assert describe(raised.value).startswith("FileNotFoundError ENOENT\n")
    assert SAID not in describe(raised.value)


def test_an_error_without_end_is_bounded() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught_error:
        deeper()
    assert len(describe(caught_error.value).splitlines()) < 100
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == "ValueError\n起因：\nKeyError"


def test_the_same_is_noted_once_a_run(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    assert [log.note(caught()) for _ in range(3)] == [True, False, False]
    assert log.read().count("差错") == 1
    assert CrashLog(tmp_path).note(caught())


def test_news_is_what_nobody_was_told_of(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    log.note(caught())
    assert log.has_news
    log.mark_told()
    assert not CrashLog(tmp_path).has_news
    log.note(ValueError())
    assert CrashLog(tmp_path).has_news


def test_a_full_log_makes_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_log, "_LARGEST", 2000)
    log = CrashLog(tmp_path)
    for number in range(40):
        log.note(ValueError(), f"{number}")
        log.note_run("begins")
    names = {path.name for path in log_folder(tmp_path).iterdir()}
    assert names == {CRASHES, f"{CRASHES}.1", RUNS, f"{RUNS}.1"}
    assert all(path.stat().st_size <= 2000 for path in log_folder(tmp_path).iterdir())
    assert "（39）" in log.read()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders to himself")
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_logs_are_for_their_user_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        log = CrashLog(tmp_path / "config")
        log.watch()
        log.note(caught())
        log.mark_told()
        paths = [tmp_path / "config", *(tmp_path / "config").rglob("*")]
        log.end()
    finally:
        os.umask(before)
    assert len(paths) == 5 + 1
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths if path.exists()}
    assert modes == {
        **dict.fromkeys(("config", "logs"), 0o700),
        **dict.fromkeys((CRASHES, RUNS, "crash.told"), 0o600),
    }


def test_where_nothing_can_be_written_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = CrashLog(tmp_path / "file")
    log.watch()
    assert log.note(caught())
    log.collect()
    log.mark_told()
    log.end()
    assert not log.has_news


def test_a_fault_in_c_is_told_at_the_next_start(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "faulthandler=0", "-c", ENDED_IN_C, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert ended.returncode
    assert ended.stderr == b""
    log = CrashLog(tmp_path)
    log.watch()
    log.collect()
    held = log.read()
    assert "程序被系统中止" in held
    assert "read_the_figures" in held
    assert str(ROOT) not in held
    assert log.has_news
    log.end()
    assert not list(log_folder(tmp_path).glob("native-*"))


def test_only_heads_and_calls_are_taken_from_what_c_left(tmp_path: Path) -> None:
    folder = log_folder(tmp_path)
    folder.mkdir()
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    for number in (f"{os.getpid()}-000000", f"{int(ended.stdout)}-000001"):
        (folder / f"native-{number}.txt").write_text(
            f"Fatal Python error: Aborted\n{SAID}\n"
            '  File "/home/张三/gui/app.py", line 7 in main\n',
            "utf-8",
        )
    living = f"native-{os.getppid()}-{crash_log._mark_of(os.getppid()) or '000002'}.txt"
    (folder / living).write_text("Fatal Python error: Aborted\n")
    dialog = 'Windows fatal exception: code 0x8001010d\n\n  File "gui/ask.py", line 1 in tell\n'
    (folder / f"native-{int(ended.stdout)}-000003.txt").write_text(dialog)
    log = CrashLog(tmp_path)
    log.collect()
    assert "Fatal Python error: Aborted\n  gui/app.py 7 main\n" in log.read()
    assert SAID not in log.read()
    assert "张三" not in log.read()
    assert "ask.py" not in log.read()  # a dialog of Windows caught it itself
    assert [file.name for file in folder.glob("native-*")] == [living]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells its beginning")
def test_a_later_process_with_the_same_number_hides_nothing(tmp_path: Path) -> None:
    log_folder(tmp_path).mkdir()
    file = log_folder(tmp_path) / f"native-{os.getppid()}-000000.txt"
    file.write_text("Fatal Python error: Aborted\n")
    log = CrashLog(tmp_path)
    log.collect()
    assert "Aborted" in log.read()
    assert not file.exists()


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("/home/张三/年报/gui/tables/cells.py", "gui/tables/cells.py"),
        ("gui/app.py", "gui/app.py"),
        (r"C:\Users\张三\core\cli\__init__.py", "core/cli/__init__.py"),
        ("/home/张三/lib/python3.11/site-packages/lxml/html/clean.py", "lxml/html/clean.py"),
        ("/usr/lib/python3/dist-packages/numpy/core/a.py", "numpy/core/a.py"),
        ("/usr/lib/python3.11/json/decoder.py", "json/decoder.py"),
        ("/home/张三/某局.py", "某局.py"),
        ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>"),
    ],
)
def test_no_place_names_a_person(file: str, place: str) -> None:
    assert crash_log._place(file) == place


def test_a_run_that_ended_well_leaves_nothing(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    log.watch()
    log.note_run("begins")
    log.collect()
    log.end()
    assert [path.name for path in log_folder(tmp_path).iterdir()] == [RUNS]
