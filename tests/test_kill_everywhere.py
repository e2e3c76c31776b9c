"""The harness that strikes every call finds what is half, lost or left, and nothing in a save."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("it forks and needs strace", allow_module_level=True)

from benchmarks.kill_everywhere import Plan, Tally, try_job
from benchmarks.kill_jobs import DOCUMENT, Jobs, Kind
from benchmarks.kill_points import Striker, can_strike
from core.document.file import save
from core.forms.loader import Forms, load_forms
from tests.city import make_report

pytestmark = pytest.mark.skipif(not can_strike(), reason="strace is missing, or may not hold one")


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.fixture
def ready(tmp_path: Path, forms: Forms) -> Path:
    room = tmp_path / "ready"
    room.mkdir()
    save(make_report(forms, 1), room / DOCUMENT)
    return room


def struck(forms: Forms, kind: Kind, ready: Path, most: int) -> Tally:
    striker = Striker(ready.parent / "room", ready.parent)
    return try_job(forms, kind, striker, ready, Plan(most=most))


def test_a_save_loses_nothing_wherever_it_is_struck(forms: Forms, ready: Path) -> None:
    (saving,) = (kind for kind in Jobs(forms).all() if kind.name == "save")
    tally = struck(forms, saving, ready, 12)
    assert tally.faults == {}
    assert tally.ended.keys() >= {"told", "done"}
    assert sum(tally.blows.values()) >= 10


def test_a_careless_save_is_found_out(forms: Forms, ready: Path) -> None:
    def write_at_once(room: Path) -> int:
        half, whole = b'{"half', (room / DOCUMENT).read_bytes()
        with (room / DOCUMENT).open("wb", buffering=0) as file:
            file.write(half)
            file.seek(0)
            file.write(whole)
        sys.stdout.write("promise: saved\n")
        return 0

    promised = {"saved": lambda room: (room / DOCUMENT).stat().st_size > 6}
    tally = struck(forms, Kind("careless", write_at_once, promised), ready, 14)
    assert f"{DOCUMENT} is half" in tally.faults
    assert any(fault.startswith("a traceback: OSError") for fault in tally.faults)
