"""Something written where the user wants it, which a drive that hangs may hold up for ever.

It is written beside the window, and may be called off. What is held up then goes on being held up:
the next write to the same place waits for it, and it takes the place of nothing any more.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stop, Stopped, go_on
from core.base.atomic import put_out
from core.base.problem import Problem
from gui.kit.ask import Ask
from gui.kit.waiting import WaitingWords, wait_for

_REMARK = "磁盘或者共享文件夹慢的时候要等一等。取消就不再写，窗口里的内容不受影响。"
WRITING = WaitingWords("写出", "正在写出“{}”", _REMARK)
READING_BACK = WaitingWords("写出", "正在写出“{}”，并且读回来核对", _REMARK)
_GIVEN_UP = "没有等到“{}”写好，已经取消。请查看磁盘或者共享文件夹，或者写到别处。"
_T = TypeVar("_T")


def write_beside(
    target: Path,
    work: Callable[[Stop], _T],
    window: QWidget | None,
    words: WaitingWords = WRITING,
    given_up: str = _GIVEN_UP,
) -> _T:
    """Return what ``work`` returns, which writes a file or a folder, done beside the window.

    It begins when nothing of ours is on its way to the same place any more. Raises what it raises,
    and where the user calls it off a Problem that says so, in the words ``given_up``.
    """
    lane = f"writing {os.path.normcase(os.path.abspath(target))}"  # noqa: PTH100  asks no drive
    before = [each for each in threading.enumerate() if each.name == lane]

    def write(stop: Stop) -> _T:
        for each in before:
            each.join()
        go_on(stop)
        return work(stop)

    try:
        return wait_for(target.name, write, window, words, lane)
    except Stopped as stopped:
        raise Problem(given_up.format(target.name)) from stopped


def put_out_beside(
    path: Path, data: bytes, window: QWidget | None, check: Callable[[], None] | None = None
) -> None:
    """Write a file beside the window, wholly or not at all; raises Problem, as `write_beside`.

    ``check`` looks at the drive before, and may raise Problem.
    """

    def write(stop: Stop) -> None:
        if check is not None:
            check()
        put_out(path, data, last_look=lambda: go_on(stop))

    write_beside(path, write, window)


def write_out(
    ask: Ask,
    title: str,
    proposal: Path,
    kind: str,
    content: Callable[[], bytes],
    window: QWidget,
) -> Path | None:
    """Ask where to, and write; returns where, None where nothing was written, which is told.

    ``kind`` is what files of this suffix are called; ``content`` may raise Problem.
    """
    suffix = proposal.suffix
    path = ask.save_path(title, str(proposal), f"{kind} (*{suffix})", suffix)
    if path is None:
        return None
    try:
        put_out_beside(path, content(), window)
    except Problem as problem:
        ask.tell(str(problem))
        return None
    return path
