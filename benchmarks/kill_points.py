"""A job run in a process of its own, and struck by strace at one of its calls of the system.

The process is forked from one that has everything imported, waits until strace holds it, and does
the job. First it is only watched: that gives the calls on files below its room, in order. Then it
is run anew for each of them and each way to strike: killed before the call, the call refused with
an error, or, once the call has been made, the room taken away, made read-only or filled.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CHANGING = (
    *("openat", "write", "writev", "pwrite64", "fsync", "fdatasync", "sync_file_range", "rename"),
    *("renameat", "renameat2", "link", "linkat", "symlink", "unlink", "unlinkat", "mkdir"),
    *("mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "lchown"),
    *("truncate", "ftruncate", "fallocate", "setxattr", "fsetxattr", "utimensat", "flock"),
    *("sendfile", "copy_file_range"),
)
LOOKING = (
    *("open", "read", "pread64", "stat", "lstat", "fstat", "newfstatat", "statx", "statfs"),
    *("fstatfs", "access", "faccessat", "faccessat2", "readlink", "getdents64", "close"),
    *("getxattr", "fgetxattr", "listxattr"),
)
ON_CHANGE = (
    *("ENOSPC", "EIO", "EROFS", "EDQUOT", "ESTALE", "EXDEV", "EINVAL", "EOPNOTSUPP", "EACCES"),
)
ON_LOOK = ("EIO", "ESTALE", "EACCES")
KILL, VANISH, READ_ONLY, FULL = "SIGKILL", "mount gone", "read-only", "full"
LONGEST = 300
"""Seconds within which a job must end, struck or not."""
PROMISE = "promise: "
"""Begins a line by which a job says what it has done."""
_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)
_A_CALL = re.compile(r"(\w+)\(")
_STANDS = "--- stopped by SIGSTOP ---"
"""What strace writes of a process that stands still."""


@dataclass(frozen=True, slots=True)
class Call:
    """The ``number``-th call of its name in a job, and whether it may change anything."""

    name: str
    number: int
    changes: bool
    words: str

    @property
    def ways(self) -> tuple[str, ...]:
        """Return how it is struck: a call that only looks leaves the disk as it is."""
        return (KILL, *ON_CHANGE) if self.changes else ON_LOOK


@dataclass(frozen=True, slots=True)
class Blow:
    """A call, and how it is struck: KILL, the name of an error, VANISH, READ_ONLY or FULL."""

    call: Call
    way: str

    @property
    def needs_mount(self) -> bool:
        """Tell whether the room is struck, and not the process."""
        return self.way in {VANISH, READ_ONLY, FULL}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: its exit status (below zero the signal), and what it wrote."""

    status: int
    said: str

    @property
    def was_killed(self) -> bool:
        """Tell whether the blow ended it."""
        return self.status == -signal.SIGKILL

    @property
    def promises(self) -> frozenset[str]:
        """Return what it said to have done."""
        lines = self.said.splitlines()
        return frozenset(line.removeprefix(PROMISE) for line in lines if line.startswith(PROMISE))


class Striker:
    """Runs jobs in one room, which is made anew for each run."""

    def __init__(self, room: Path, beside: Path, *, may_mount: bool = False) -> None:
        """``beside`` is a folder for what is not the job's; the room is mounted where it may be."""
        self.room = room
        self._beside = beside
        self._store = beside / "store"
        self._log = beside / "calls"
        self.may_mount = may_mount
        self._is_mounted = False

    def watch(self, ready: Path, job: Callable[[Path], int]) -> tuple[list[Call], Ended]:
        """Run a job unstruck; returns its calls on files below the room, and how it ended."""
        log = self._log
        names = ",".join(f"?{name}" for name in (*CHANGING, *LOOKING))
        self.furnish(ready)
        ended = self._run(job, ["-y", "-s", "0", "-e", f"trace={names}", "-o", str(log)])
        seen: Counter[str] = Counter()
        calls = []
        for line in log.read_text("utf-8", "replace").splitlines():
            match = _A_CALL.match(line)
            if match is None:
                continue
            name = match[1]
            seen[name] += 1
            if f"{self.room}/" in line or f'"{self.room}"' in line or f"<{self.room}>" in line:
                calls.append(Call(name, seen[name], _changes(name, line), line))
        return calls, ended

    def strike(self, ready: Path, job: Callable[[Path], int], blow: Blow) -> Ended | None:
        """Run a job with one blow; None where the system would not have the room struck so."""
        call = blow.call
        does = f"signal={blow.way}" if blow.way == KILL else f"error={blow.way}"
        if blow.needs_mount:
            does = "signal=SIGSTOP"
        self.furnish(ready, mounted=blow.needs_mount)
        what = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:{does}:when={call.number}"]
        self._log.unlink(missing_ok=True)
        was_struck = True

        def strike_room(child: int) -> None:
            nonlocal was_struck
            was_struck = self._strike_when_stopped(blow.way, child)

        ended = self._run(
            job, [*what, "-o", str(self._log)], strike_room if blow.needs_mount else None
        )
        if blow.way == READ_ONLY:
            _do("mount", "-o", "remount,rw,bind", str(self.room))
        elif blow.way == FULL:
            (self._store / ".ballast").unlink(missing_ok=True)
        return ended if was_struck else None

    def run(self, job: Callable[[Path], int]) -> Ended:
        """Run a job in the room as it is, without strace."""
        return self._run(job, None)

    def furnish(self, ready: Path, *, mounted: bool = False) -> None:
        """Make the room anew from what is ready."""
        self.clear()
        if mounted:
            self._store.mkdir()
            self.room.mkdir()
            _do("mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "none", str(self._store))
            _do("mount", "--bind", str(self._store), str(self.room))
            self._is_mounted = True
        shutil.copytree(ready, self.room, symlinks=True, dirs_exist_ok=True)

    def left(self) -> Path:
        """Return where what the job has left lies: the room, or its store if the room has gone."""
        return self._store if self._is_mounted else self.room

    def bring_back(self) -> Path:
        """Return the room with what the job has left; one that was taken away is mounted anew."""
        if self._is_mounted and not os.path.ismount(self.room):
            _do("mount", "--bind", str(self._store), str(self.room))
        return self.room

    def clear(self) -> None:
        """Take the room away."""
        if self._is_mounted:
            _do("umount", "-l", str(self.room), may_fail=True)
            _do("umount", "-l", str(self._store), may_fail=True)
            self._is_mounted = False
        for folder in (self.room, self._store):
            shutil.rmtree(folder, ignore_errors=True)

    def _strike_when_stopped(self, way: str, child: int) -> bool:
        """Strike the room once the job stands still, and let it go on; it may end before."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            with suppress(OSError):
                said = self._log.read_text("utf-8", "replace")
                if _STANDS in said:
                    was_struck = self._strike_room(way)
                    os.kill(child, signal.SIGCONT)
                    return was_struck
                if "+++ exited" in said:
                    return False
            time.sleep(0.002)
        os.kill(child, signal.SIGKILL)
        return False

    def _strike_room(self, way: str) -> bool:
        if way == VANISH:
            return _do("umount", "-l", str(self.room), may_fail=True)
        if way == READ_ONLY:
            return _do("mount", "-o", "remount,ro,bind", str(self.room), may_fail=True)
        handle = os.open(self._store / ".ballast", os.O_WRONLY | os.O_CREAT)
        size = 1 << 16
        while size:
            try:
                size = size if os.write(handle, bytes(size)) == size else size // 2
            except OSError:
                size //= 2
        os.close(handle)
        return True

    def _run(
        self,
        job: Callable[[Path], int],
        strace: list[str] | None,
        meanwhile: Callable[[int], None] | None = None,
    ) -> Ended:
        said = self._beside / "said"
        waits, starts = os.pipe()
        begun, begins = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(starts)
            os.close(begun)
            _do_job(job, self.room, said, (begins, waits))
        os.close(waits)
        os.close(begins)
        os.read(begun, 1)  # it is about to wait: what came before is none of the job's calls
        os.close(begun)
        tracer = None
        if strace is not None:
            tracer = subprocess.Popen(  # noqa: S603  our own command
                ["strace", "-p", str(child), *strace],  # noqa: S607  where the system has it
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            first = tracer.stderr.readline() if tracer.stderr else ""
            if "attached" not in first:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise RuntimeError(f"strace does not hold the process: {first}")
        os.close(starts)
        if meanwhile is not None:
            meanwhile(child)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if tracer is not None:
            tracer.communicate()
        return Ended(status, said.read_text("utf-8", "replace"))


def can_strike() -> bool:
    """Tell whether strace is there and may hold a process of ours."""
    if shutil.which("strace") is None or not hasattr(os, "fork"):
        return False
    tried = [
        *("strace", "-e", "trace=getpid", "-e", "inject=getpid:signal=SIGKILL:when=1"),
        *(sys.executable, "-c", "import os; os.getpid()"),
    ]
    with suppress(OSError):
        done = subprocess.run(tried, capture_output=True, check=False)  # noqa: S603  our own
        return done.returncode != 0
    return False


def _changes(name: str, line: str) -> bool:
    if name == "openat":
        return re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line) is not None
    return name in CHANGING


def _do_job(job: Callable[[Path], int], room: Path, said: Path, ends: tuple[int, int]) -> None:
    """Wait for the word to begin, do the job, and end the process."""
    status = 70
    try:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for number in (1, 2):
            os.dup2(handle, number)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", closefd=False)
        os.environ["NIANBAO_CONFIG"] = str(room / "config")
        signal.alarm(LONGEST)
        libc = ctypes.CDLL(None)
        libc.prctl(_SET_PTRACER, _ANY, 0, 0, 0)  # where only ancestors may hold a process
        begins, waits = ends
        os.write(begins, b"1")
        os.close(begins)
        poll = select.poll()
        poll.register(waits, select.POLLHUP)
        poll.poll()
        status = job(room)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001  it is what the harness looks for
        import traceback

        traceback.print_exc()
        with suppress(OSError):
            sys.stderr.flush()
    finally:
        os._exit(status)


def _do(*command: str, may_fail: bool = False) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode and not may_fail:
        raise OSError(errno.EIO, f"{command}: {done.stderr}")
    return done.returncode == 0
