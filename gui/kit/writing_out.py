"""Something written into a file that the user names, by a window that shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.base.atomic import put_out
from core.base.problem import Problem
from gui.kit.ask import Ask


def write_out(
    ask: Ask, title: str, proposal: Path, kind: str, content: Callable[[], bytes]
) -> Path | None:
    """Ask where to, and write; returns where, None where nothing was written, which is told.

    ``kind`` is what files of this suffix are called; ``content`` may raise Problem.
    """
    suffix = proposal.suffix
    path = ask.save_path(title, str(proposal), f"{kind} (*{suffix})", suffix)
    if path is None:
        return None
    try:
        put_out(path, content())
    except Problem as problem:
        ask.tell(str(problem))
        return None
    return path
