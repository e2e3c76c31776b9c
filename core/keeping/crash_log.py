"""What a crash leaves for whoever helps: kinds of errors and places in the program, no more.

An error's own words may hold figures, texts, names of organs and of files, and so may the
variables around it: neither is written down. What is left is its class, the number that a system
gave, and file, line and function of each call.
"""

from __future__ import annotations

import errno
import faulthandler
import hashlib
import logging
import os
import platform
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from traceback import walk_tb

from core.base.atomic import PRIVATE, make_private, write_bytes
from core.base.problem import Problem
from core.base.version import full_version
from core.keeping.processes import beginning, runs

CRASHES = "crash.log"
RUNS = "nianbao.log"
_TOLD = "crash.told"
_NATIVE = re.compile(r"native-(\d+)-([0-9a-f]{6})\.txt")
_LARGEST = 256 * 1024
"""Bytes of one log before it makes way; one older of each is kept."""
_MOST_CALLS = 60
_MOST_CAUSES = 6
_MOST_LINES = 400
_A_CALL = re.compile(r'\s*File "(.*)", line (\d+) in (.*)')
_A_HEAD = re.compile(r"(Fatal Python error: |Windows fatal exception: |(Current t|T)hread 0x).*")
_FATAL = re.compile(r"(?m)^(?:Fatal Python error: |Windows fatal exception: (?!code 0x8001))")
"""Begins what ends a process; Windows' dialogs raise 0x8001… within, and catch it themselves."""
_A_SOURCE = re.compile(r"(?:^|/)((?:core|gui|resources|nianbao)(?:/[\w./]+)?\.py)$")
_A_LIBRARY = re.compile(r".*/(?:site-packages|dist-packages|lib(?:64)?/python[\d.]+|Lib)/(.*)$")


def log_folder(root: Path) -> Path:
    """Return where the logs are, given the folder of the program's own files."""
    return root / "logs"


class CrashLog:
    """The log of crashes and that of runs; nothing here raises, wherever it cannot write."""

    def __init__(self, root: Path) -> None:
        """``root`` is the folder of the program's own files."""
        self.folder = log_folder(root)
        self._noted: set[str] = set()
        self._native: int | None = None
        self._native_file = self.folder
        self._lock = threading.Lock()

    def note(self, error: BaseException, where: str = "") -> bool:
        """Note an error that nobody foresaw; returns whether it is the first of its kind."""
        text = f"差错（{where}）：" if where else "差错："
        return self._note(f"{text}{describe(error)}")

    def note_run(self, words: str) -> None:
        """Note in the log of runs what the program does: begin, end."""
        self._write(RUNS, f"{_now()} {os.getpid()} {words}")

    def watch(self) -> None:
        """Let Python write down where it was if the process is ended by a fault in C."""
        with suppress(OSError, ValueError):
            make_private(self.folder.parent)
            make_private(self.folder)
            name = f"native-{os.getpid()}-{_mark_of(os.getpid()) or secrets.token_hex(3)}.txt"
            # Only its handle is used, and that must live as long as the process.
            self._native = os.open(
                self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE
            )
            self._native_file = self.folder / name
            faulthandler.enable(self._native)

    def end(self) -> None:
        """Let go: the program ends as its user wished, so nothing that was noted was a crash."""
        if self._native is not None:
            faulthandler.disable()
            with suppress(OSError):
                os.close(self._native)
                self._native_file.unlink()
            self._native = None

    def collect(self) -> None:
        """Take into the log what processes left that a fault in C has ended."""
        try:
            files = sorted(self.folder.iterdir())
        except OSError:
            return
        for file in files:
            number = _NATIVE.fullmatch(file.name)
            if number is None or self._is_living(file, int(number[1]), number[2]):
                continue
            with suppress(OSError):
                left = file.read_text("utf-8", "replace")
                file.unlink()  # first: two windows that open at once must not both note it
                if _FATAL.search(left):
                    self._note("程序被系统中止：\n" + "\n".join(_calls_in(left)))

    def read(self) -> str:
        """Return what the log of crashes holds, the older part first; empty where there is none."""
        parts = []
        for name in (f"{CRASHES}.1", CRASHES):
            with suppress(OSError):
                parts.append((self.folder / name).read_text("utf-8", "replace"))
        return "".join(parts)

    @property
    def has_news(self) -> bool:
        """Tell whether there is something that nobody was told of yet."""
        held = self.read()
        if not held:
            return False
        try:
            return (self.folder / _TOLD).read_text("ascii") != _digest(held)
        except (OSError, ValueError):
            return True

    def mark_told(self) -> None:
        """Keep in mind that somebody was told of all that is noted."""
        with suppress(Problem):
            write_bytes(self.folder / _TOLD, _digest(self.read()).encode(), mode=PRIVATE)

    def _is_living(self, file: Path, process: int, mark: str) -> bool:
        if self._native is not None and self._native_file == file:
            return True
        return process != os.getpid() and runs(process) and _mark_of(process) in {"", mark}

    def _note(self, text: str) -> bool:
        with self._lock:
            if text in self._noted:  # a fault in painting comes back with every repaint
                return False
            self._noted.add(text)
        machine = f"Python {platform.python_version()} · {platform.platform()}"
        self._write(CRASHES, f"{_now()} · 年报 {full_version()} · {machine}\n{text}\n")
        self.note_run("an error")
        return True

    def _write(self, name: str, text: str) -> None:
        from core.keeping.log_file import LogFile  # what it needs is not wanted at every start

        with suppress(OSError):
            make_private(self.folder)
            file = LogFile(self.folder / name, _LARGEST)
            file.emit(logging.makeLogRecord({"msg": text}))
            file.close()


def describe(error: BaseException) -> str:
    """Name an error, what it came of, and where each was raised; never what it says."""
    lines: list[str] = []
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) < _MOST_CAUSES:
        lines += [*(["起因："] if seen else []), _name(found), *_calls_of(found)]
        seen.add(id(found))
        context = None if found.__suppress_context__ else found.__context__
        found = found.__cause__ or context
    return "\n".join(lines)


def _name(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__
    name = name if kind.__module__ == "builtins" else f"{kind.__module__}.{name}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{name} {errno.errorcode.get(number, number)}" if number is not None else name


def _calls_of(error: BaseException) -> Iterator[str]:
    calls = [
        f"  {_place(frame.f_code.co_filename)} {line} {frame.f_code.co_qualname}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    half = _MOST_CALLS // 2
    yield from calls if len(calls) <= _MOST_CALLS else (*calls[:half], "  …", *calls[-half:])


def _calls_in(dump: str) -> Iterator[str]:
    """Take from what faulthandler wrote the heads and the calls, and nothing that it may add."""
    for line in dump.splitlines()[:_MOST_LINES]:
        if call := _A_CALL.fullmatch(line):
            yield f"  {_place(call[1])} {call[2]} {call[3]}"
        elif _A_HEAD.fullmatch(line):
            yield line


def _place(file: str) -> str:
    """Name a source file without the folders above it, which may be named after a person."""
    file = file.replace("\\", "/")
    if theirs := _A_LIBRARY.match(file):
        return theirs[1]
    if ours := _A_SOURCE.search(file):
        return ours[1]
    return file.rpartition("/")[2]


def _mark_of(process: int) -> str:
    """Tell a process from a later one with its number; empty where the system does not say."""
    began = beginning(process)
    return _digest(began)[:6] if began else ""


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
