"""Disks that cannot lock, sync or keep permissions; shares that go; whose eyes a file is for."""

from __future__ import annotations

import errno
import json
import os
import platform
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.base import atomic
from core.base.atomic import make_private, write_bytes
from core.base.problem import Problem
from core.document.encode import encode
from core.document.file import AnotherDisk, Stamp, load, save
from core.forms.loader import Forms
from core.keeping import file_lock
from core.keeping.backups import Backups
from core.keeping.file_lock import FileLock
from core.keeping.presence import Marker, myself
from core.keeping.processes import beginning, runs
from core.keeping.recovery import Keeper, find_left
from core.report.report import Report
from core.settings import settings
from core.settings.phrases import Phrase, save_phrases
from core.settings.settings import Settings, save_settings
from tests.editions import form_of
from tests.links import link_or_skip

ROOT = Path(__file__).resolve().parent.parent.parent
NOON = datetime(2026, 1, 12, 12).astimezone()
CANNOT_LOCK = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EACCES)
HAS_MODES = os.name != "nt"
WITHOUT_LOCKS = """
import errno, os, sys
from pathlib import Path
from core.keeping import file_lock
def refuse(handle):
    raise OSError(errno.ENOLCK, "no locks")
file_lock._lock = refuse
from core.keeping.recovery import Keeper
Keeper(Path(sys.argv[1])).keep(Path(sys.argv[2]).read_bytes(), None, None)
print("kept", flush=True)
sys.stdin.read()
os._exit(9)
"""
SHARE = """
set -e
mount -t tmpfs none "$1"
exec "$2" -c '
import subprocess, sys
from pathlib import Path
from core.document.file import AnotherDisk, load, save
from core.forms.loader import load_forms
from core.report.report import Report
forms, share = load_forms(), Path(sys.argv[1])
path = share / "a.nianbao"
report = Report(forms.by_edition("2021"), "a", 2024)
stamp = save(report, path)
assert save(report, path, stamp) == stamp
subprocess.run(["umount", share], check=True)
assert list(share.iterdir()) == []
try:
    save(report, path, stamp)
except AnotherDisk:
    assert list(share.iterdir()) == []
    print("refused")
' "$1"
"""


@pytest.fixture
def report(forms: Forms) -> Report:
    return Report(form_of(forms, "2021"), "某局", 2024)


@pytest.fixture(params=CANNOT_LOCK, ids=errno.errorcode.get)
def lockless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that cannot lock, and says so in its own way."""

    def refuse(_handle: int) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(file_lock, "_lock", refuse)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("lockless")
def test_without_locks_the_note_excludes(tmp_path: Path) -> None:
    first = FileLock.take(tmp_path / "lock")
    assert first is not None
    assert FileLock.take(tmp_path / "lock") is None
    assert FileLock.is_held(tmp_path / "lock")
    first.release()
    assert not FileLock.is_held(tmp_path / "lock")
    second = FileLock.take(tmp_path / "lock")
    assert second is not None
    second.release()


@pytest.mark.usefixtures("lockless")
def test_without_locks_what_a_crash_left_is_found(report: Report, tmp_path: Path) -> None:
    source, root = tmp_path / "source", tmp_path / "recovery"
    source.write_bytes(encode(report))
    command = [sys.executable, "-c", WITHOUT_LOCKS, str(root), str(source)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"kept"
        assert find_left(root) == []  # it lives
        process.communicate()
    (left,) = find_left(root)
    assert left.path is None
    left.discard()
    assert list(root.iterdir()) == []


@pytest.mark.usefixtures("lockless")
def test_without_locks_what_was_dropped_is_gone(report: Report, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep(encode(report), None, None)
    assert find_left(tmp_path) == []
    keeper.drop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("lockless")
def test_the_note_of_another_computer_is_believed_for_a_day(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text(json.dumps({"computer": "PC-03", "process": 1, "began": ""}))
    assert FileLock.is_held(lock)
    os.utime(lock, (NOON.timestamp(), NOON.timestamp()))
    assert not FileLock.is_held(lock)


@pytest.mark.usefixtures("lockless")
@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells its beginning")
def test_a_later_process_with_the_same_number_holds_nothing(tmp_path: Path) -> None:
    lock, me = tmp_path / "lock", os.getpid()
    assert runs(me)
    for began, is_held in (("", True), (beginning(me), True), ("boot 1", False)):
        note = {"computer": platform.node(), "process": me, "began": began}
        lock.write_text(json.dumps(note))
        assert FileLock.is_held(lock) is is_held


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"computer": 1}', b"[" * 999])
@pytest.mark.usefixtures("lockless")
def test_a_damaged_note_holds_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert not FileLock.is_held(tmp_path / "lock")


def test_a_lock_that_somebody_holds_is_believed_whatever_the_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EAGAIN, "held")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    (tmp_path / "lock").write_bytes(b"")
    assert FileLock.is_held(tmp_path / "lock")
    assert FileLock.take(tmp_path / "lock") is None


def test_a_note_that_is_locked_away_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where whoever does not hold the lock can neither lock nor read."""

    def refuse(*_given: int) -> bytes:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    monkeypatch.setattr(os, "read", refuse)
    (tmp_path / "lock").write_bytes(b"")
    assert FileLock.is_held(tmp_path / "lock")
    assert FileLock.take(tmp_path / "lock") is None


def test_keeping_goes_on_where_somebody_tidied_up(report: Report, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "recovery")
    keeper.keep(encode(report), None, None)
    (tmp_path / "recovery").rename(tmp_path / "elsewhere")
    keeper.keep(encode(report), None, None)
    assert len(list((tmp_path / "recovery").glob("*/report.nianbao"))) == 1
    keeper.drop()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_that_cannot_sync_or_keep_permissions_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o640)
    monkeypatch.setattr(os, "fsync", refuse)
    monkeypatch.setattr(Path, "chmod", refuse)
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"


def test_a_disk_that_breaks_while_syncing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Problem, match="磁盘读写出错"):
        write_bytes(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_disk_has_gone_is_not_written_into_the_empty_folder(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "a.nianbao"
    stamp = save(report, path)
    assert stamp.device == tmp_path.stat().st_dev
    elsewhere = Stamp(stamp.sha256, tmp_path.stat().st_dev + 1)
    assert save(report, path, elsewhere) == stamp  # mounted again under another number
    path.unlink()
    for overwrite in (False, True):
        with pytest.raises(AnotherDisk, match="另存到别处"):
            save(report, path, elsewhere, overwrite=overwrite)
    assert list(tmp_path.iterdir()) == []
    assert save(report, path, Stamp(stamp.sha256)) == stamp  # nobody knows where it stood


def test_a_disk_that_goes_while_the_bytes_are_written(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.nianbao"
    stamp = save(report, path)
    moved = Stamp(stamp.sha256, tmp_path.stat().st_dev + 1)
    monkeypatch.setattr(os, "fsync", lambda _handle: path.unlink(missing_ok=True))
    with pytest.raises(AnotherDisk):
        save(report, path, moved)
    assert list(tmp_path.iterdir()) == []


def test_ordinary_folders_raise_no_alarm(
    report: Report, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "年报"
    folder.mkdir()
    path = folder / "a.nianbao"
    stamp = save(report, path)
    folder.rename(tmp_path / "旧")
    folder.mkdir()
    assert save(report, path, stamp) == stamp  # a folder of the same name, made anew
    monkeypatch.chdir(folder)
    _report, stamp = load(Path("a.nianbao"), forms)
    assert stamp.device == folder.stat().st_dev
    path.unlink()
    assert save(report, Path("a.nianbao"), stamp) == stamp
    link = tmp_path / "link.nianbao"
    link_or_skip(link, path)
    stamp = save(report, link, stamp)
    path.unlink()
    assert save(report, link, stamp) == stamp
    assert path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a share of its own")
def test_a_share_that_is_unmounted(tmp_path: Path) -> None:
    unshare = ["unshare", "--user", "--map-root-user", "--mount"]
    try:
        trial = subprocess.run([*unshare, "mount", "-t", "tmpfs", "none", str(tmp_path)],
                               capture_output=True, check=False)  # fmt: skip
    except OSError:
        pytest.skip("there is no unshare")
    if trial.returncode:
        pytest.skip("this machine lets nobody mount in a namespace of his own")
    done = subprocess.run([*unshare, "sh", "-c", SHARE, "sh", str(tmp_path), sys.executable],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "refused"), done.stderr


@pytest.mark.skipif(not HAS_MODES, reason="Windows keeps a user's folders to himself")
def test_our_own_files_are_for_their_user_alone(
    report: Report, tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    born = watch_births(monkeypatch)
    root = tmp_path / "more" / "config"
    keeper = Keeper(root / "recovery")
    keeper.keep(encode(report), None, None)
    Backups(root / "backups").keep(tmp_path / "a.nianbao", b"one", NOON)
    assert save_settings(Settings(theme="dark"), root)
    save_phrases([Phrase("problems", "第一句。")], root)
    paths = [root.parent, root, *root.rglob("*")]
    assert len(paths) == 13
    for path in paths:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert born
    assert set(born) <= {0o600, 0o600 & ~umask}
    keeper.drop()


def watch_births(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note with which permissions each temporary file comes into being."""
    opened, born = os.open, []

    def note(path: str | Path, flags: int, *rest: int, **named: int) -> int:
        handle = opened(path, flags, *rest, **named)
        if flags & os.O_EXCL:
            born.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return handle

    monkeypatch.setattr(os, "open", note)
    return born


@pytest.mark.skipif(not HAS_MODES, reason="Windows keeps a user's folders to himself")
def test_a_wide_folder_of_ours_is_narrowed_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, shared, home = tmp_path / "ours", tmp_path / "tmp", tmp_path / "home"
    for folder in (ours, shared, home):
        folder.mkdir()
    ours.chmod(0o775)
    shared.chmod(0o1777)
    home.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    for folder in (ours, shared, home):
        make_private(folder)
    assert (mode(ours), mode(shared), mode(home)) == (0o700, 0o1777, 0o755)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    theirs.chmod(0o755)
    monkeypatch.setattr(atomic, "_is_ours", lambda _about: False)
    make_private(theirs)
    assert mode(theirs) == 0o755


@pytest.mark.skipif(not HAS_MODES, reason="there are no such permissions")
def test_the_users_own_file_keeps_its_permissions(
    report: Report, tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    born = watch_births(monkeypatch)
    path = tmp_path / "a.nianbao"
    stamp = save(report, path)
    assert mode(path) == 0o666 & ~umask
    for kept in (0o664, 0o600, 0o640):
        path.chmod(kept)
        save(report, path, stamp)
        assert mode(path) == kept
    assert born[1:] == [0o600] * 3  # never wider than what it replaces


@pytest.mark.skipif(not HAS_MODES, reason="there are no groups")
def test_a_group_that_cannot_be_kept_is_no_other_groups_gain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for before, after in ((0o660, 0o600), (0o664, 0o644), (0o2775, 0o755)):
        path = tmp_path / f"{before:o}"
        path.write_bytes(b"old")
        path.chmod(before)
        given: list[int] = []

        class Other:
            st_mode, st_gid = path.stat().st_mode, path.stat().st_gid + 1

        def refuse(*to: object, given: list[int] = given) -> None:
            given.append(int(str(to[2])))
            raise PermissionError(errno.EPERM, "no")

        about: object = Other()
        monkeypatch.setattr(atomic, "_about_target", lambda _path, about=about: about)
        monkeypatch.setattr(os, "chown", refuse)
        write_bytes(path, b"new")
        assert given == [Other.st_gid]
        assert mode(path) == after


@pytest.mark.skipif(not HAS_MODES, reason="there are no such permissions")
@pytest.mark.parametrize(("document", "mark"), [(0o660, 0o640), (0o644, 0o644), (0o600, 0o600)])
def test_who_reads_a_document_may_know_who_has_it_open(
    tmp_path: Path, umask: int, document: int, mark: int
) -> None:
    path = tmp_path / "a.nianbao"
    path.write_bytes(b"")
    path.chmod(document)
    marker = Marker(path, myself(NOON))
    marker.enter()
    (file,) = tmp_path.glob("*.open")
    assert mode(file) == mark
    marker.leave()


def test_settings_sweep_what_a_killed_save_left(tmp_path: Path) -> None:
    old, young = tmp_path / ".nianbao-0123456789ab.tmp", tmp_path / ".nianbao-0123456789ac.tmp"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (NOON.timestamp(), NOON.timestamp()))
    assert save_settings(Settings(theme="dark"), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {young.name, settings.FILE_NAME}
