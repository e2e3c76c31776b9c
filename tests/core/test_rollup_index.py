"""What was read before is not read again, and what was changed is, whatever its time says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli import main
from core.document.encode import encode
from core.document.file import load, save
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.rollup import index as index_module
from core.rollup import taking_in
from core.rollup.heap import look_through
from core.rollup.index import Index
from core.rollup.judging import digest_of, judge
from core.rollup.taking_in import TakingIn, take_in
from tests.city import make_report
from tests.core.test_rollup_zips import zipped

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; returns its status and what it printed."""

    def run_command(*arguments: str | Path) -> tuple[int, str]:
        status = main([str(argument) for argument in arguments])
        return status, capsys.readouterr().out

    return run_command


def _not_read(*_args: object, **_options: object) -> object:
    raise AssertionError("read again")


@pytest.mark.skipif(os.name == "nt", reason="a file's last change is not told there")
def test_a_change_that_keeps_size_and_time_is_seen(
    folder: Path, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_A_MOMENT", -(2**62))  # all is long past
    files = list(look_through(folder, tmp_path / "room"))
    index = Index(tmp_path / "own" / "index.sqlite")
    before = take_in(files, forms, index)
    path, about = files[0].path, files[0].path.stat()
    report = load(path, forms)[0]
    address = next(a for a, value in report.values.items() if value.text == "1")
    apply(report, [SetFigure(address, "2")])
    path.write_bytes(encode(report))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert path.stat().st_size == about.st_size
    after = take_in(files, forms, index)
    assert after[0].figures != before[0].figures
    assert [t.figures for t in after[1:]] == [t.figures for t in before[1:]]


def test_what_was_changed_a_moment_ago_or_only_touched_is_known_by_its_content(
    folder: Path, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = list(look_through(folder, tmp_path / "room"))
    place = tmp_path / "own" / "index.sqlite"
    index = Index(place)
    before = take_in(files, forms, index)
    index.close()
    os.utime(files[0].path, (0, 0))
    monkeypatch.setattr(taking_in, "judge", _not_read)
    index = Index(place)
    hashed: list[str] = []

    def counted(path: Path) -> str:
        hashed.append(path.name)
        return digest_of(path)

    monkeypatch.setattr(index_module, "digest_of", counted)
    again = take_in(files, forms, index)
    assert [t.figures for t in again] == [t.figures for t in before]
    assert hashed == [each.file for each in files]
    monkeypatch.setattr(index_module, "_A_MOMENT", -(2**62))
    index.close()  # now they have lain long enough
    index, hashed[:] = Index(place), []
    take_in(files, forms, index)
    assert hashed == []


def test_a_reading_that_was_broken_off_goes_on_where_it_stopped(
    folder: Path, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = list(look_through(folder, tmp_path / "room"))
    index = Index(tmp_path / "own" / "index.sqlite")
    first = iter(TakingIn(files, forms, index, processes=1))
    known = next(first).taken.file
    first.close()  # type: ignore[attr-defined]  # a generator
    read: list[str] = []

    def counted(path: Path, *args: object, **options: object) -> object:
        read.append(path.name)
        return judge(path, *args, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(taking_in, "judge", counted)
    take_in(files, forms, index)
    assert read == [each.file for each in files if each.file != known]


def test_members_of_a_zip_are_known_by_their_content(
    folder: Path, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = zipped(tmp_path / "a.zip", {p.name: p.read_bytes() for p in folder.iterdir()})
    index = Index(tmp_path / "own" / "index.sqlite")
    before = take_in(list(look_through(packed, tmp_path / "room1")), forms, index)
    monkeypatch.setattr(taking_in, "judge", _not_read)
    again = take_in(list(look_through(packed, tmp_path / "room2")), forms, index)
    assert [t.figures for t in again] == [t.figures for t in before]


def test_a_command_reads_a_heap_once_and_afresh_where_it_is_asked(
    run: Run, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "own"))
    heap = tmp_path / "heap"
    heap.mkdir()
    for number in range(20):
        save(make_report(forms, number), heap / f"{number}.nianbao")
    command = ["rollup", str(heap), "-o", str(tmp_path / "sum.nianbao"), "--json"]
    first = run(*command)
    assert list((tmp_path / "own" / "rollup").iterdir())
    monkeypatch.setattr(taking_in, "judge", _not_read)
    assert run(*command, "--force") == first
    assert run(*command, "--force", "--afresh")[0] == 2
    monkeypatch.undo()
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "own"))
    monkeypatch.setattr(index_module, "full_version", lambda: "another")
    monkeypatch.setattr(taking_in, "judge", _not_read)
    assert run(*command, "--force")[0] == 2  # another program reads for itself
