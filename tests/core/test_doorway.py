"""A later start hands over to the first one, or goes on by itself where that cannot be."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from core.keeping.doorway import Arrival, Doorway, arrive, doorway_folder
from core.keeping.errand import (
    FRESH,
    LONGEST_PATH,
    MOST_PATHS,
    Errand,
    decode_errand,
    encode_errand,
    errand_of,
)

NOW = 1_800_000_000
AT_ONCE = 0.05
SIGN = "kwin-7"
TOP = Path.cwd().anchor
"""With it a path is absolute on this system."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    found = doorway_folder(tmp_path / "own")
    assert found is not None
    return found


@pytest.fixture
def first(folder: Path) -> Doorway:
    arrival = arrive(folder, Errand())
    assert not arrival.is_done
    assert arrival.door is not None
    return arrival.door


def fetched(door: Doorway, arrivals: list[Arrival], *starts: Errand) -> list[Errand]:
    """Let starts wait with their errands, and fetch these."""
    threads = [
        threading.Thread(target=lambda e=each: arrivals.append(arrive(door.folder, e, 30, 30)))
        for each in starts
    ]
    for thread in threads:
        thread.start()
    taken: list[Errand] = []
    began = time.monotonic()
    while len(taken) < len(starts) and time.monotonic() - began < 30:
        taken += door.fetch()
    for thread in threads:
        thread.join()
    return taken


def test_later_starts_hand_over_what_they_were_asked_to_open(first: Doorway) -> None:
    first.open()
    arrivals: list[Arrival] = []
    asked = [errand_of(["某局.nianbao", "\udcff.docx"]), Errand(sample=True)]
    taken = fetched(first, arrivals, *asked)
    assert {each.sample: each for each in taken} == {False: asked[0], True: asked[1]}
    assert taken[0].paths == () or taken[0].paths[0] == Path.cwd() / "某局.nianbao"
    assert arrivals == [Arrival(is_done=True)] * 2
    assert [file.name for file in first.folder.iterdir() if file.suffix == ".errand"] == []


def test_who_is_not_answered_goes_on_and_takes_the_errand_back(first: Doorway) -> None:
    first.open()
    assert arrive(first.folder, Errand(), AT_ONCE, 30) == Arrival(is_done=False)
    assert first.fetch() == []


def test_one_that_only_begins_is_waited_for(first: Doorway) -> None:
    assert arrive(first.folder, Errand(), 30, AT_ONCE) == Arrival(is_done=False)


def test_who_waits_for_one_that_ends_is_the_first(first: Doorway) -> None:
    first.open()
    threading.Timer(AT_ONCE, first.close).start()
    arrival = arrive(first.folder, Errand(), 30)
    assert not arrival.is_done
    assert arrival.door is not None
    assert arrival.door.fetch() == []
    arrival.door.close()
    arrival.door.close()


def test_too_much_for_an_errand_is_opened_by_whoever_was_asked(first: Doorway) -> None:
    many = errand_of(str(number) for number in range(MOST_PATHS + 1))
    assert arrive(first.folder, many) == Arrival(is_done=False)
    assert arrive(None, Errand()) == Arrival(is_done=False)


def test_an_errand_comes_back_as_it_was_written() -> None:
    errand = errand_of(["a/../某局.nianbao"], token=SIGN)
    assert errand.paths == (Path.cwd() / "某局.nianbao",)
    assert decode_errand(encode_errand(errand, NOW), NOW + FRESH - 1) == errand
    assert errand_of([], token=SIGN + "\n").token == ""


@pytest.mark.parametrize(
    "content",
    [
        {"paths": ["某局.nianbao"]},
        {"paths": [TOP + "x" * LONGEST_PATH]},
        {"paths": [f"{TOP}a\0b"]},
        {"paths": [f"{TOP}a"] * (MOST_PATHS + 1)},
        {"paths": [1]},
        {"paths": f"{TOP}a"},
        {"written": NOW - FRESH - 1},
        {"written": NOW + FRESH},
        {"written": "0"},
        {"layout": 2},
        {"sample": 1},
        {"token": None},
    ],
)
def test_what_no_start_asks_for_is_refused(content: dict[str, object]) -> None:
    usual = {"layout": 1, "written": NOW, "paths": [f"{TOP}a"], "sample": False, "token": ""}
    assert decode_errand(json.dumps(usual).encode(), NOW) is not None
    assert decode_errand(json.dumps(usual | content).encode(), NOW) is None


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"[" * 10_000])
def test_what_is_no_errand_is_refused(data: bytes) -> None:
    assert decode_errand(data, NOW) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps passing files from others")
def test_only_a_folder_of_ones_own_is_a_doorway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nowhere").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(0o700)
    (run / "nianbao").symlink_to(elsewhere)
    assert doorway_folder(tmp_path) is None
    (run / "nianbao").unlink()
    (run / "nianbao").mkdir(0o755)
    assert doorway_folder(tmp_path) is None
    (run / "nianbao").chmod(0o700)
    found = doorway_folder(tmp_path)
    assert found is not None
    assert found.stat().st_mode & 0o077 == 0


def test_another_screen_and_other_settings_are_another_doorway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":1")
    here = doorway_folder(tmp_path / "own")
    assert doorway_folder(tmp_path / "own") == here
    assert doorway_folder(tmp_path / "other") != here
    monkeypatch.setenv("DISPLAY", ":2")
    assert doorway_folder(tmp_path / "own") != here
