"""A unit's report confirmed beside its source, in the window in which every source is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.apart.stopping import Stopped
from core.base.problem import Problem
from core.document.encode import encode
from core.rollup.heap import Found
from core.rollup.judging import describe, digest_of, seen
from core.rollup.taken import Taken
from core.rollup.taking_in import TakenIn
from core.sources.source_kinds import SOURCE_KINDS
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.kit.waiting import wait_for
from gui.look.theme import Theme
from gui.reading.window import ReadingWindow
from gui.rollup.state import RollupState
from gui.state.document import Document

_FILTER = "来源文件 (%s)" % " ".join(  # noqa: UP031  a pattern of the dialog
    f"*{suffix}" for kind in SOURCE_KINDS for suffix in kind.suffixes
)


def check_beside_source(
    state: RollupState, key: str, theme: Callable[[], Theme], ask: Ask, parent: QWidget
) -> bool:
    """Read the source again, let the clerk confirm it, and keep that; returns whether it is kept.

    Where nobody knows any more where the source lies, it is asked for.
    """
    version = state.rows[key].status.version
    if version is None:
        return False
    path = state.places.get(version.sha256)
    if path is None or not path.exists():
        folder = str(state.project.folder.parent)
        path = ask.open_path(f"来源“{version.source}”在哪里", folder, _FILTER)
    if path is None:
        return False
    try:
        came = _confirmed(state, path, version.source, theme, ask, parent)
        if came is None:
            return False
        state.keep_read(key, came)
    except Stopped:
        return False
    except Problem as problem:
        ask.tell(str(problem))
        return False
    return True


def _confirmed(
    state: RollupState,
    path: Path,
    source: str,
    theme: Callable[[], Theme],
    ask: Ask,
    parent: QWidget,
) -> TakenIn | None:
    from core.reading.door import open_source
    from core.reading.form_marks import form_words

    forms, year = state.project.forms, state.project.head.year
    reading = wait_for(path.name, lambda stop: open_source(path, forms, stop=stop), parent)
    document = Document(forms, parent)
    window = ReadingWindow(reading, document, theme, ask, parent, "核实完毕，收下")
    report = window.report() if run(window) else None
    document.deleteLater()
    if report is None:
        return None
    if report.year != year:
        raise Problem(f"这一份是{report.year}年度的，不是{year}年度的，没有收下。")
    taken = replace(seen(Taken(source), path.stat()), sha256=digest_of(path))
    taken = replace(describe(report, taken, state.project.office), told=form_words(reading))
    return TakenIn(Found(path, source), taken, encode(report))
