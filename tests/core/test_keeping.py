"""What a crash leaves is found, what is old goes, who has a file open is told."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.atomic import clear_left_over
from core.base.problem import Problem
from core.base.whole_folder import whole_folder
from core.document.encode import encode
from core.document.file import Stamp, save
from core.document.history import History
from core.forms.loader import Forms
from core.keeping import recovery
from core.keeping.backups import DAYS, LATEST, MONTHS, Backup, Backups, superfluous
from core.keeping.disk_change import find_change
from core.keeping.file_lock import FileLock
from core.keeping.presence import MOST_MARKS, Marker, Presence, myself
from core.keeping.recovery import Keeper, find_left
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from tests.editions import form_of
from tests.links import link_or_skip

ROOT = Path(__file__).resolve().parent.parent.parent
NOON = datetime(2026, 1, 12, 12).astimezone()
KILLED = """
import os, signal, sys
from pathlib import Path
from core.keeping.recovery import Keeper
keeper = Keeper(Path(sys.argv[1]))
keeper.keep(Path(sys.argv[2]).read_bytes(), Path("/reports/某局.nianbao"), None)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def report(forms: Forms) -> Report:
    report = Report(form_of(forms, "2021"), "某局", 2024)
    apply(report, [SetFigure(next(iter(report.form.figures)), "１２")])
    return report


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_process_kept_is_found(report: Report, forms: Forms, tmp_path: Path) -> None:
    source, root = tmp_path / "source", tmp_path / "recovery"
    source.write_bytes(encode(report))
    command = [sys.executable, "-c", KILLED, str(root), str(source)]
    subprocess.run(command, cwd=ROOT, check=False)
    (left,) = find_left(root)
    assert left.path == Path("/reports/某局.nianbao")
    assert left.stamp is None
    assert abs(left.time - datetime.now().astimezone()) < timedelta(minutes=1)
    assert encode(left.read(forms)[0]) == encode(report)
    left.discard()
    assert find_left(root) == []
    assert list(root.iterdir()) == []


def test_a_living_process_keeps_its_own(report: Report, forms: Forms, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep(encode(report), None, None)
    assert find_left(tmp_path) == []
    apply(report, [SetFigure(next(iter(report.form.figures)), "13")])
    keeper.keep(encode(report), tmp_path / "a.nianbao", Stamp("1" * 64))
    assert keeper._lock is not None
    keeper._lock.release()  # as the end of the process would
    (left,) = find_left(tmp_path)
    assert encode(left.read(forms)[0]) == encode(report)
    assert (left.path, left.stamp) == (tmp_path / "a.nianbao", Stamp("1" * 64))


def test_what_was_dropped_is_gone_and_keeping_may_go_on(report: Report, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.drop()
    keeper.keep(encode(report), None, None)
    keeper.drop()
    assert list(tmp_path.iterdir()) == []
    keeper.keep(encode(report), None, None)
    assert len(list(tmp_path.iterdir())) == 1
    keeper.drop()


def test_a_folder_left_empty_goes_when_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    assert find_left(tmp_path) == []
    assert (tmp_path / "empty").exists()
    monkeypatch.setattr(recovery, "_MAKING", -1)
    find_left(tmp_path)
    assert not (tmp_path / "empty").exists()


@pytest.mark.parametrize("about", [b"", b"[]", b'{"path": 1, "sha256": ""}', b"\xff"])
def test_a_damaged_note_costs_no_more_than_the_name(
    report: Report, forms: Forms, tmp_path: Path, about: bytes
) -> None:
    folder = tmp_path / "left"
    folder.mkdir()
    (folder / "about.json").write_bytes(about)
    (folder / "report.nianbao").write_bytes(encode(report))
    (left,) = find_left(tmp_path)
    assert left.path is None
    assert encode(left.read(forms)[0]) == encode(report)


def test_keeping_where_nothing_can_be_written_says_so(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem, match="自动保留没有成功"):
        Keeper(tmp_path / "file").keep(encode(report), None, None)
    assert find_left(tmp_path / "file") == []


def test_a_lock_excludes_and_lets_go(tmp_path: Path) -> None:
    first = FileLock.take(tmp_path / "lock")
    assert first is not None
    assert FileLock.take(tmp_path / "lock") is None
    first.release()
    first.release()
    second = FileLock.take(tmp_path / "lock")
    assert second is not None
    second.release()


def test_a_backup_holds_what_was_saved_then(tmp_path: Path) -> None:
    backups, document = Backups(tmp_path / "backups"), tmp_path / "某局.nianbao"
    assert backups.of(document) == []
    for minutes, data in enumerate((b"one", b"two", b"two", b"three")):
        backups.keep(document, data, NOON + timedelta(minutes=minutes))
    kept = backups.of(document)
    assert [backup.file.read_bytes() for backup in kept] == [b"three", b"two", b"one"]
    assert kept[0].time == NOON + timedelta(minutes=3)
    assert backups.of(tmp_path / "elsewhere" / "某局.nianbao") == []


def test_backups_are_pruned_on_the_disk(tmp_path: Path) -> None:
    backups, document = Backups(tmp_path), tmp_path / "a.nianbao"
    for number in range(LATEST + 7):
        backups.keep(document, str(number).encode(), NOON + timedelta(seconds=number))
    assert len(backups.of(document)) == LATEST
    assert backups.of(document)[0].file.read_bytes() == str(LATEST + 6).encode()


@given(st.lists(st.integers(0, 900 * 24 * 60), max_size=150, unique=True))
def test_pruning_keeps_the_last_of_each_day_and_month(minutes: list[int]) -> None:
    times = sorted((NOON - timedelta(minutes=m) for m in minutes), reverse=True)
    every = [Backup(Path(str(n)), time) for n, time in enumerate(times)]
    gone = superfluous(every, NOON)
    kept = [backup for backup in every if backup not in gone]
    assert kept[:LATEST] == every[:LATEST]
    days = list(dict.fromkeys(backup.time.date() for backup in every))[:DAYS]
    assert set(days) <= {backup.time.date() for backup in kept}
    assert len(kept) <= LATEST + DAYS + MONTHS
    assert superfluous(kept, NOON) == []


def test_a_clock_set_wrong_once_takes_no_place_from_later_backups(tmp_path: Path) -> None:
    backups, document = Backups(tmp_path), tmp_path / "a.nianbao"
    ahead = NOON.replace(year=2099)
    for number in range(LATEST):
        backups.keep(document, f"ahead {number}".encode(), ahead + timedelta(minutes=number))
    for number in range(LATEST):
        backups.keep(document, f"now {number}".encode(), NOON + timedelta(minutes=number))
    backups.keep(document, b"now 19", NOON + timedelta(hours=1))  # the same again
    found = [backup.file.read_bytes() for backup in backups.of(document)]
    assert len(found) == 2 * LATEST
    assert found[LATEST:] == [f"now {number}".encode() for number in reversed(range(LATEST))]


def test_the_second_at_a_file_is_told_who_is_there(tmp_path: Path) -> None:
    document = tmp_path / "某局.nianbao"
    there = Presence("张三", "PC-03", 77, "2026-01-12T09:41:00+08:00")
    first, second = Marker(document, there), Marker(document, myself(NOON))
    assert first.enter() == ()
    (found,) = second.enter()
    assert found == there
    assert found.words == "张三（电脑“PC-03”）从01月12日09:41起"
    assert first.others() == (myself(NOON),)  # the first is told of the second, too
    second.leave()
    assert first.others() == ()
    assert second.others() == (there,)
    first.leave()
    assert list(tmp_path.iterdir()) == []


def test_marks_are_of_one_document_whatever_the_length_of_its_name(tmp_path: Path) -> None:
    there = Presence("张三", "PC-03", 77, "2026-01-12T09:41:00+08:00")
    long = "关" * 80
    for name in (f"{long}甲.nianbao", f"{long}乙.nianbao"):
        assert Marker(tmp_path / name, there).enter() == ()
    assert Marker(tmp_path / f"{long}甲.nianbao", myself(NOON)).others() == (there,)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_mark_that_nobody_renewed_for_long_does_not_count(tmp_path: Path) -> None:
    document = tmp_path / "a.nianbao"
    Marker(document, Presence("张三", "PC-03", 77, "2026-01-12T09:41:00")).enter()
    (mark,) = tmp_path.iterdir()
    os.utime(mark, (NOON.timestamp(), NOON.timestamp()))
    assert Marker(document, myself(NOON)).enter() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process of this system")
def test_the_mark_of_a_process_that_died_here_goes(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    dead = Presence("张三", platform.node(), int(ended.stdout), "2026-01-12T09:41:00")
    Marker(tmp_path / "a.nianbao", dead).enter()
    assert not dead.is_alive()
    assert myself(NOON).is_alive()
    assert myself(NOON).is_here
    assert not dead.is_here
    mine = Marker(tmp_path / "a.nianbao", myself(NOON))
    assert mine.enter() == ()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("mark", [b"", b"{}", b'{"user": 1}', b"[" * 99_999, b"\xff"])
def test_a_damaged_mark_is_nobody(tmp_path: Path, mark: bytes) -> None:
    there = Presence("张三", "PC-03", 77, "2026-01-12T09:41:00")
    Marker(tmp_path / "a.nianbao", there).enter()
    (file,) = tmp_path.iterdir()
    file.write_bytes(mark)
    assert Marker(tmp_path / "a.nianbao", myself(NOON)).enter() == ()


def _mark(**changes: object) -> bytes:
    honest = {"user": "张三", "computer": "PC-03", "process": 77, "since": "2026-01-12T09:41:00"}
    return json.dumps({**honest, **changes}).encode()


@pytest.mark.parametrize(
    "mark",
    [
        *(_mark(user=name) for name in ("张\n三", "张\u202e三", "\u2028", "\udc80", "三" * 200, 3)),
        *(_mark(process=number) for number in (0, -1, 2**32, True, 7.0, "7", 10**300)),
        *(_mark(computer=None), _mark(since="x" * 200), _mark(more=1), _mark() + b" " * 9999),
        b"[1, 2, 3, 4]",
    ],
)
def test_a_mark_beyond_bounds_is_nobody(tmp_path: Path, mark: bytes) -> None:
    Marker(tmp_path / "a.nianbao", Presence("张三", "PC-03", 77, "2026-01-12T09:41:00")).enter()
    (file,) = tmp_path.iterdir()
    mine = Marker(tmp_path / "a.nianbao", myself(NOON))
    file.write_bytes(_mark())
    assert len(mine.enter()) == 1
    file.write_bytes(mark)
    assert mine.enter() == ()
    assert file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes nor links there")
def test_a_mark_that_is_no_file_is_left_alone(tmp_path: Path) -> None:
    Marker(tmp_path / "a.nianbao", Presence("张三", "PC-03", 77, "2026-01-12T09:41:00")).enter()
    (file,) = tmp_path.iterdir()
    mine = Marker(tmp_path / "a.nianbao", myself(NOON))
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert mine.enter() == ()
    file.unlink()
    os.mkfifo(file)  # reading it would wait for ever
    assert mine.enter() == ()


def test_no_more_marks_are_read_than_people_have_a_file_open(tmp_path: Path) -> None:
    document = tmp_path / "a.nianbao"
    for number in range(MOST_MARKS + 9):
        Marker(document, Presence("张三", "PC-03", number + 1, "2026-01-12T09:41:00")).enter()
    assert len(Marker(document, myself(NOON)).enter()) == MOST_MARKS


def test_a_folder_that_cannot_be_written_to_has_no_marks(tmp_path: Path) -> None:
    marker = Marker(tmp_path / "missing" / "a.nianbao", myself(NOON))
    assert marker.enter() == ()
    marker.leave()
    assert not list(tmp_path.iterdir())


def test_what_a_killed_write_left_goes_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    now = time.time()
    names = (".nianbao-0123456789ab.tmp", ".nianbao-ba9876543210.tmp")
    others = (".nianbao-0123456789ab.tmp.bak", ".nianbao-short.tmp", "某局.nianbao")
    for name in (*names, *others):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (now - 90_000, now - 90_000))
    os.utime(tmp_path / names[1], (now - 80_000, now - 80_000))  # less than a day
    (tmp_path / ".nianbao-00000000000f.tmp").mkdir()
    clear_left_over(tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {names[1], *others, ".nianbao-00000000000f.tmp"}


def test_a_folder_that_was_never_finished_goes_too_but_not_one_in_work(tmp_path: Path) -> None:
    """A killed publish leaves a hidden folder beside the place of the one that it made."""
    names = ("0" * 12, "1" * 12)
    killed, in_work = (tmp_path / f".nianbao-{name}.folder" for name in names)
    long_ago = time.time() - 2 * 24 * 3600
    for folder in (killed, in_work):
        (folder / "内").mkdir(parents=True)
        file = folder / "内" / "年报.docx"
        file.write_bytes(b"a")
        for each in (folder, folder / "内", *((file,) if folder is killed else ())):
            os.utime(each, (long_ago, long_ago))
    with whole_folder(tmp_path / "发布包", "没有生成") as beside:
        (beside / "年报.docx").write_bytes(b"b")
    assert not killed.exists()
    assert (in_work / "内" / "年报.docx").exists()
    assert (tmp_path / "发布包" / "年报.docx").read_bytes() == b"b"


def test_a_link_that_looks_like_such_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside, linked = tmp_path / "别处", tmp_path / ".nianbao-000000000002.folder"
    outside.mkdir()
    (outside / "年报.docx").write_bytes(b"a")
    long_ago = time.time() - 2 * 24 * 3600
    for each in (outside / "年报.docx", outside):
        os.utime(each, (long_ago, long_ago))
    link_or_skip(linked, outside)
    if os.utime in os.supports_follow_symlinks:
        os.utime(linked, (long_ago, long_ago), follow_symlinks=False)
    clear_left_over(tmp_path)
    assert (outside / "年报.docx").exists()


def test_the_clock_of_a_shared_drive_may_be_slow(tmp_path: Path) -> None:
    """A write that goes on right now looks two days old to a clock that is two days ahead."""
    running = tmp_path / ".nianbao-0123456789ab.tmp"
    running.write_bytes(b"half")
    before = time.time() - 2 * 86_400
    for path in (running, tmp_path):
        os.utime(path, (before, before))
    clear_left_over(tmp_path)
    assert running.exists()


def test_all_backups_are_listed_by_their_files(
    tmp_path: Path, report: Report, forms: Forms
) -> None:
    backups = Backups(tmp_path / "backups")
    assert backups.every() == []
    for minutes, name in enumerate(("甲.nianbao", "乙.nianbao", "甲.nianbao")):
        apply(report, [SetFigure(next(iter(report.form.figures)), str(minutes))])
        backups.keep(tmp_path / name, encode(report), NOON + timedelta(minutes=minutes))
    first, second = backups.every()
    assert (first.path, len(first.backups)) == (tmp_path / "甲.nianbao", 2)
    assert (second.name, len(second.backups)) == ("乙.nianbao", 1)
    assert encode(first.backups[0].read(forms)[0]) == encode(report)
    (second.folder / "about.json").write_bytes(b"[]")
    assert backups.every()[1].path is None
    assert backups.every()[1].name == "乙.nianbao"
    second.backups[0].file.write_bytes(b"{")
    with pytest.raises(Problem):
        second.backups[0].read(forms)


def test_who_changed_a_file_and_when(tmp_path: Path, report: Report, forms: Forms) -> None:
    path = tmp_path / "某局.nianbao"
    stamp = save(report, path)
    assert find_change(path, stamp, forms) is None
    history, cell = History(), next(iter(report.form.figures))
    history.record(report, apply(report, [SetFigure(cell, "99")]), "填写", NOON, "李四")
    save(report, path, stamp, history=history)
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    change = find_change(path, stamp, forms)
    assert change is not None
    assert change.words == "“某局.nianbao”打开以后，在01月12日12:00被李四修改过。"
    path.write_bytes(b"damaged")
    change = find_change(path, stamp, forms)
    assert change is not None
    assert "被别人或者别的程序修改过" in change.words
    path.unlink()
    change = find_change(path, stamp, forms)
    assert change is not None
    assert "不在原处了" in change.words
