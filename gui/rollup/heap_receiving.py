"""Receiving a heap (收件): asked for, read beside the window, told of in its foot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.document.encode import SUFFIX
from core.rollup.receiving import Fate, Receipt
from core.sources.source_kinds import SOURCE_KINDS
from gui.access.announcing import announce
from gui.kit.ask import Ask
from gui.rollup.heap_reader import HeapReader
from gui.rollup.progress import FootLine
from gui.rollup.state import RollupState

_SUFFIXES = (SUFFIX, ".zip", *(suffix for kind in SOURCE_KINDS for suffix in kind.suffixes))
HEAP_FILTER = f"年报和压缩包 ({' '.join(f'*{suffix}' for suffix in _SUFFIXES)})"


class HeapReceiving(QObject):
    """Brings heaps to the reader, and what comes of their files into the state."""

    ended = Signal()
    """A heap is read, or was called off; what came of it has been told."""

    def __init__(
        self, state: RollupState, reader: HeapReader, foot: FootLine, ask: Ask, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state = state
        self._reader = reader
        self._foot = foot
        self._ask = ask
        self._window = window
        self.came: list[Receipt] = []
        """What came of the files of the last heap so far."""
        reader.progressed.connect(foot.show_progress)
        reader.received.connect(self._received)
        reader.finished.connect(self._finished)
        foot.cancelled.connect(reader.cancel)

    def receive_folder(self) -> None:
        """Ask for a folder full of reports, and receive them."""
        path = self._ask.open_folder("收件：选装着各单位年报的文件夹", self._beside())
        self.receive([path] if path is not None else [])

    def receive_file(self) -> None:
        """Ask for a zip or a single report, and receive it."""
        path = self._ask.open_path("收件：选压缩包或者一份年报", self._beside(), HEAP_FILTER)
        self.receive([path] if path is not None else [])

    def receive(self, paths: Iterable[Path]) -> None:
        """Read a heap beside the window."""
        if self._reader.is_reading:
            self._foot.say("正在读取上一批，请等它读完，或者先取消。")
            return
        chosen = tuple(paths)
        if not chosen:
            return
        self.came = []
        # The rows as they are now: the thread must not look at what the window changes meanwhile.
        receiver = self._state.receiver()
        self._reader.read(
            chosen,
            self._state.room(),
            self._state.project.folder,
            lambda: receiver,
            self._state.taking,
        )
        self._foot.show_progress(0, 0, "")

    def _beside(self) -> str:
        return str(self._state.project.folder.parent)

    def _received(self, receipts: list[Receipt]) -> None:
        self.came += receipts
        self._state.enter(receipts, more_come=True)

    def _finished(self, fault: str) -> None:
        self._state.settle()
        count = {fate: sum(r.fate is fate for r in self.came) for fate in Fate}
        told = "，".join(f"{fate.value}{n}份" for fate, n in count.items() if n)
        words = f"读了{len(self.came)}个文件：{told}。" if self.came else "没有读到文件。"
        self._foot.end(f"{fault}{words}")
        announce(self._window, f"{fault}{words}")
        self.ended.emit()
