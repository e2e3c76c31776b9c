"""Two programs save into one file: none of the saves that were said to be done is lost."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from benchmarks.save_race_rates import race
from core.base.atomic import write_bytes
from core.base.problem import Problem
from core.base.target_lock import hold_target


def test_no_save_is_lost_between_the_look_and_the_rename(tmp_path: Path) -> None:
    saves, lost = race(tmp_path, 1.0)
    assert saves > 2
    assert lost == 0
    assert [path.name for path in tmp_path.iterdir()] == ["报告.nianbao"]


def test_a_new_file_is_made_by_one_of_two(tmp_path: Path) -> None:
    path = tmp_path / "报告"

    def look() -> None:
        if path.exists():
            raise Problem("已有")

    def look_then_be_slow() -> None:
        look()
        if not path.exists():
            path.write_bytes(b"theirs")

    with pytest.raises(Problem, match="已有"):
        write_bytes(path, b"ours", last_look=look_then_be_slow)
    assert path.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_whoever_comes_second_looks_after_the_first_has_replaced(tmp_path: Path) -> None:
    path = tmp_path / "报告"
    path.write_bytes(b"old")
    seen = []

    def look_and_wait() -> None:
        thread.start()
        time.sleep(0.2)
        seen.append(path.read_bytes())

    thread = threading.Thread(
        target=write_bytes, args=(path, b"second", lambda: seen.append(path.read_bytes()))
    )
    write_bytes(path, b"first", last_look=look_and_wait)
    thread.join()
    assert seen == [b"old", b"first"]
    assert path.read_bytes() == b"second"


def test_a_program_that_hangs_with_the_file_keeps_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.base.target_lock.PATIENCE", 0.05)
    path = tmp_path / "报告"
    path.write_bytes(b"old")
    with hold_target(path) as first, hold_target(path) as second:
        assert (first, second) == (True, False)
    with hold_target(path) as is_held:
        assert is_held


@pytest.mark.skipif(os.name == "nt", reason="Windows locks a file beside it")
def test_a_file_that_cannot_be_locked_is_saved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    path = tmp_path / "报告"
    path.write_bytes(b"old")
    write_bytes(path, b"new", last_look=lambda: None)
    assert path.read_bytes() == b"new"
