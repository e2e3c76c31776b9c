"""Taking in a heap (读入一批): many files read and checked on all cores, told file by file.

Each worker is a process of its own, begun anew ('spawn'), so that it works on Windows and in a
packaged program too, and a file that brings a reader down takes nothing else with it. What comes
back is small; only so much is under way at a time that memory does not grow with the heap.
"""

from __future__ import annotations

import faulthandler
import gc
import math
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from core.apart.limits import LONGEST, limit_this_process
from core.document.encode import SUFFIX
from core.forms.loader import Forms, load_forms
from core.rollup.heap import Found
from core.rollup.judging import digest_of, judge, seen
from core.rollup.taken import Taken
from core.texts.office_rules import OfficeRules

if TYPE_CHECKING:
    from core.rollup.index import Index

_FEW = 24
"""Beginning a process costs as much as reading so many documents, or one of another kind."""
_FEW_OTHERS = 3
_BATCH = 16
_AHEAD = 4
"""So many batches for each process are under way at a time."""
_LEARNT = 500
"""So many reports are remembered at once: each time waits for the disk."""
_A_DAY = 24 * 60 * 60
_CRASHED = (
    "读取这份文件时程序中断了，或者读了很久还没有读完，没有读入。"
    "请用平时的软件打开它，另存一份再读取。"
)

_Judged: TypeAlias = tuple[Taken, bytes]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file that was taken in; ``document`` is the report as a document, where it was asked."""

    found: Found
    taken: Taken
    document: bytes = b""


class TakingIn:
    """Takes in files; iterate over it, and call `cancel` to end it after the files under way.

    Files come as they are done, each once. One that ``index`` knows is not read again unless its
    document is wanted (``keep``). ``processes`` of 1 reads all in this process; ``office`` are the
    rules by which each is checked.
    """

    def __init__(
        self,
        files: Sequence[Found],
        forms: Forms,
        index: Index | None = None,
        *,
        office: OfficeRules | None = None,
        keep: bool = False,
        processes: int | None = None,
    ) -> None:
        self._files = files
        self._forms = forms
        self._index = index
        self._office = office
        self._keep = keep
        self._processes = processes if processes is not None else _useful(files)
        self._is_cancelled = False

    @property
    def total(self) -> int:
        """How many files there are."""
        return len(self._files)

    def cancel(self) -> None:
        """Read no more files; may be called from another thread."""
        self._is_cancelled = True

    def __iter__(self) -> Iterator[TakenIn]:
        fresh: list[Found] = []
        for found in self._files:
            if self._is_cancelled:
                return
            known = self._known(found)
            if known is None:
                fresh.append(found)
            else:
                yield known
        learnt: list[tuple[Found, Taken]] = []
        try:
            for done in self._read(fresh):
                learnt.append((done.found, done.taken))
                if len(learnt) >= _LEARNT:
                    self._remember(learnt)
                yield done
        finally:  # whoever breaks off goes on from here
            self._remember(learnt)

    def _read(self, files: Sequence[Found]) -> Iterator[TakenIn]:
        if self._processes <= 1 or len(files) <= 1:
            yield from self._read_here(files)
            return
        left = deque(_batches(files))
        try:
            yield from self._read_beside(left, self._processes)
        except (OSError, ImportError, NotImplementedError, _NoProcessError):
            # This system begins no processes, or has no semaphores.
            for batch in left:
                yield from self._read_here(batch)

    def _read_here(self, files: Iterable[Found]) -> Iterator[TakenIn]:
        for found in files:
            if self._is_cancelled:
                return
            judged = judge(
                found.path, found.file, self._forms, office=self._office, keep=self._keep
            )
            yield TakenIn(found, *judged)

    def _read_beside(self, left: deque[tuple[Found, ...]], count: int) -> Iterator[TakenIn]:
        """Read batches in other processes; what brings one down is found by reading it alone."""
        broken: list[tuple[Found, ...]] = []
        with _pool(count) as pool:
            _try_out(pool)
            under_way: deque[tuple[tuple[Found, ...], Future[list[_Judged]]]] = deque()
            while (left or under_way) and not broken:
                while left and len(under_way) < count * _AHEAD and not self._is_cancelled:
                    batch = left[0]
                    try:
                        future = pool.submit(_judge_all, batch, self._office, keep=self._keep)
                    except BrokenProcessPool:
                        break
                    under_way.append((left.popleft(), future))
                if not under_way:
                    break
                batch, future = under_way.popleft()
                try:
                    judged = future.result()
                except BrokenProcessPool:
                    broken = [batch, *(each for each, _ in under_way)]
                    break
                for found, (taken, document) in zip(batch, judged, strict=True):
                    yield TakenIn(found, taken, document)
        for batch in broken:
            waiting = deque(batch)
            try:
                yield from self._read_one_by_one(waiting)
            except _NoProcessError:
                yield from self._read_here(waiting)
        if left and not self._is_cancelled:
            yield from self._read_beside(left, count)

    def _read_one_by_one(self, waiting: deque[Found]) -> Iterator[TakenIn]:
        """Read files in a process that is replaced where one brings it down."""
        while waiting and not self._is_cancelled:
            with _pool(1) as pool:
                _try_out(pool)  # else a pool that cannot begin would be held against a file
                while waiting and not self._is_cancelled:
                    found = waiting.popleft()
                    try:
                        future = pool.submit(_judge_all, (found,), self._office, keep=self._keep)
                        judged = future.result()
                    except BrokenProcessPool:
                        yield TakenIn(
                            found, Taken(found.file, why=f"“{found.path.name}”：{_CRASHED}")
                        )
                        break
                    yield TakenIn(found, *judged[0])

    def _known(self, found: Found) -> TakenIn | None:
        """Return what need not be read: what cannot be, and what has not changed."""
        if found.why:
            return TakenIn(found, Taken(found.file, why=found.why))
        if self._index is None or self._keep:
            return None
        try:
            taken = seen(Taken(found.file), found.path.stat())
        except OSError:
            return None
        if found.is_unpacked:
            known = self._index.content(digest_of(found.path), taken)
        else:
            known = self._index.find(found.path, taken)
        return None if known is None else TakenIn(found, known)

    def _remember(self, learnt: list[tuple[Found, Taken]]) -> None:
        if self._index is not None:
            self._index.remember(
                (None if found.is_unpacked else found.path, taken) for found, taken in learnt
            )
        learnt.clear()


def take_in(
    files: Sequence[Found],
    forms: Forms,
    index: Index | None = None,
    progress: Callable[[int, int], None] | None = None,
    office: OfficeRules | None = None,
) -> list[Taken]:
    """Take in all files and return what they gave, in the order of the files."""
    taking = TakingIn(files, forms, index, office=office)
    order = {found.file: number for number, found in enumerate(files)}
    takens: list[Taken] = []
    for done in taking:
        takens.append(done.taken)
        if progress is not None:
            progress(len(takens), taking.total)
    takens.sort(key=lambda taken: order[taken.file])
    return takens


def _useful(files: Sequence[Found]) -> int:
    """Return how many processes are worth their beginning."""
    others = sum(not found.file.lower().endswith(SUFFIX) for found in files)
    if len(files) <= _FEW and others <= _FEW_OTHERS:
        return 1
    return max(1, min(os.cpu_count() or 1, 8))


def _batches(files: Sequence[Found]) -> Iterator[tuple[Found, ...]]:
    rest = iter(files)
    while batch := tuple(islice(rest, _BATCH)):
        yield batch


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"))


class _NoProcessError(Exception):
    """A process was begun and ended before it was given anything to do."""


def _try_out(pool: ProcessPoolExecutor) -> None:
    """Let a process load what it needs; raises _NoProcessError where it cannot."""
    try:
        pool.submit(_is_ready).result()
    except BrokenProcessPool as error:
        raise _NoProcessError from error


def _is_ready() -> bool:
    limit_this_process(seconds=_A_DAY)
    is_ready = bool(_forms().editions)
    gc.freeze()  # what is loaded is there to stay
    return is_ready


@cache
def _forms() -> Forms:
    """Load the forms once in each process."""
    return load_forms()


def _judge_all(files: Sequence[Found], office: OfficeRules | None, *, keep: bool) -> list[_Judged]:
    """Judge a batch in a process of ours; garbage is looked for once, after it.

    A file that takes too long ends the process, whatever library it is caught in.
    """
    gc.disable()
    judged = []
    begun = -math.inf
    with Path(os.devnull).open("w") as nowhere:
        for found in files:
            if (now := monotonic()) - begun > 1:  # setting an alarm costs as much as a few checks
                begun = now
                faulthandler.dump_traceback_later(LONGEST + 1, exit=True, file=nowhere)
            judged.append(
                judge(found.path, found.file, _forms(), office=office, keep=keep, apart=False)
            )
        faulthandler.cancel_dump_traceback_later()
    gc.enable()
    return judged
