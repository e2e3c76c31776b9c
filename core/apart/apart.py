"""Having a source read by a process of its own, which may fail, be stopped, or run out of time.

The libraries that read packages, pages and PDFs are written in C: a fault in one of them ends its
process, and nothing can catch it. So that process is never the one with the open report in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import IO, cast

from core.apart.child import ARGUMENT, Request
from core.apart.handing_over import LARGEST_ANSWER, HandedOver, unpack
from core.apart.limits import LARGEST_MEMORY, LONGEST
from core.apart.stopping import Stop, Stopped, never
from core.apart.watch import memory_of
from core.base.problem import Problem, SourceProblem
from core.sources.size import too_much

DEBUG = "NIANBAO_DEBUG"
"""Set in the environment, it lets the faults of the reading process be seen."""
_LOOK = 0.05
"""Seconds between two looks at the time and at who wants to stop."""
_CHUNK = 1 << 16
_PROGRAM = Path(__file__).resolve().parents[2] / "nianbao.py"
_OUT_OF_QUOTA = {1816, 0xC0000044}
"""What Windows ends a process with whose job has used up its time (ERROR_NOT_ENOUGH_QUOTA)."""
_GRACE = 5
"""Seconds of waiting beyond what the process sets itself; and for it to be gone."""


def command() -> list[str]:
    """Return how this program is run again to read a source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, str(_PROGRAM), ARGUMENT]


def read_apart(
    request: Request, stop: Stop = never, longest: float = LONGEST + _GRACE
) -> HandedOver:
    """Let another process read a source within ``longest`` seconds.

    Raises Problem where it says so, fails or takes too long, and Stopped.
    """
    process = _start()
    requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    answer = bytearray()
    writer = Thread(target=_send, args=(requests, request.packed()), daemon=True)
    reader = Thread(target=_receive, args=(answers, answer), daemon=True)
    try:
        writer.start()
        reader.start()
        end = time.monotonic() + longest
        while reader.is_alive():
            reader.join(_LOOK)
            if stop():
                raise Stopped
            if time.monotonic() > end:
                raise _too_long()
            if memory_of(process) > LARGEST_MEMORY:
                raise too_much()
        status = _status(process) if len(answer) <= LARGEST_ANSWER else None
    finally:
        process.kill()
        process.wait()
        writer.join()
        reader.join()
        answers.close()
    if status == 0:
        try:
            return unpack(bytes(answer))
        except ValueError as error:
            raise _broke_off() from error
    if sys.platform == "win32":
        if status in _OUT_OF_QUOTA:
            raise _too_long()
    else:
        import signal

        if status == -signal.SIGXCPU:
            raise _too_long()
    raise _broke_off()


def _start() -> subprocess.Popen[bytes]:
    is_on_windows = sys.platform == "win32"
    try:
        return subprocess.Popen(  # noqa: S603  this very program
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if is_on_windows else 0,
        )
    except OSError as error:
        reason = error.strerror or "没有说明"
        raise Problem(
            f"读取文件的程序启动不了（系统给出的原因：{reason}），没有读入。"
            "请关掉一些别的程序再试；还是不行，请重新安装本程序。"
        ) from error


def _send(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:  # whoever should read it is gone, which its status tells
        pass


def _receive(pipe: IO[bytes], answer: bytearray) -> None:
    while len(answer) <= LARGEST_ANSWER and (chunk := pipe.read(_CHUNK)):
        answer += chunk


def _status(process: subprocess.Popen[bytes]) -> int | None:
    """Return the exit status of a process that has said all; None where it does not end."""
    try:
        return process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        return None


def _too_long() -> SourceProblem:
    return SourceProblem(
        "读了很久还没有读完，已经停止，没有读入。它可能太大，也可能已经损坏。"
        "请用平时的软件打开，把年报另存为一份新的文件，再读取。"
    )


def _broke_off() -> SourceProblem:
    return SourceProblem(
        "读到一半停住了，没有读入，内容可能太多或者已经损坏；已经打开的报告不受影响。"
        "请用平时的软件打开，把年报另存为一份新的文件，再读取。"
    )
