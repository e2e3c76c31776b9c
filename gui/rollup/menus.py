"""The menus of the roll-up's window: which action stands where, its words and its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.access.mnemonics import keep_lettered
from gui.rollup.commands import RollupCommands

PAGES = ("单位", "合计", "对比上年", "文书")


@dataclass(frozen=True, slots=True)
class RollupRow:
    """One command: its name in code, its words, what it does, its key.

    ``do`` may return a sentence for the foot of the window, and may raise Problem.
    """

    name: str
    text: str
    do: Callable[[RollupCommands], object]
    key: str = ""


HEAP = (
    RollupRow("folder", "收一个文件夹…", lambda c: c.receiving.receive_folder(), "Ctrl+I"),
    RollupRow(
        "file", "收压缩包或者一份年报…", lambda c: c.receiving.receive_file(), "Ctrl+Shift+I"
    ),
)
OUT = (
    RollupRow("save_sum", "合计另存为年报…", lambda c: c.giving_out.sum(), "Ctrl+S"),
    RollupRow("open_sum", "在年报窗口打开合计", lambda c: c.open_sum(), "Ctrl+O"),
    RollupRow("plot", "各单位的图…", lambda c: c.plot(), "Ctrl+G"),
    RollupRow("overview", "总体情况的数…", lambda c: c.giving_out.overview()),
)
PAPERS = (
    RollupRow("letters", "全部退回意见…", lambda c: c.giving_out.letters()),
    RollupRow("reminder", "催报单…", lambda c: c.giving_out.reminder()),
    RollupRow("circular", "通报…", lambda c: c.giving_out.circular()),
    RollupRow("workbook", "领导用的汇总表…", lambda c: c.giving_out.workbook()),
    RollupRow("forms", "给各单位的收集表…", lambda c: c.giving_out.forms()),
)
FILE = (
    RollupRow("take_away", "带走一份…", lambda c: c.project.take_away()),
    RollupRow("bring_back", "并入带走的一份…", lambda c: c.bring_back()),
    RollupRow("close", "关闭汇总", lambda c: c.close(), "Ctrl+W"),
)
UNITS = (
    RollupRow("add", "添加单位…", lambda c: c.project.add_units(), "Ctrl+N"),
    RollupRow("deadline", "截止日期…", lambda c: c.project.set_deadline()),
    RollupRow("next", "下一个有错的单位", lambda c: c.units.step_trouble(1), "F8"),
    RollupRow("previous", "上一个有错的单位", lambda c: c.units.step_trouble(-1), "Shift+F8"),
    RollupRow("find", "找单位", lambda c: c.find_unit(), "Ctrl+F"),
)
HELP = (RollupRow("guide", "使用指南", lambda c: c.open_guide(), "F1"),)


def _view(at: int, words: str) -> RollupRow:
    return RollupRow(f"page{at}", words, lambda c: c.turn_to(at), f"Ctrl+{at + 1}")


VIEW = tuple(_view(at, words) for at, words in enumerate(PAGES))


class RollupMenus(QObject):
    """Builds the menu bar; ``named`` are the actions by name.

    ``heap``, ``papers`` and ``out`` are opened by buttons of the window too.
    """

    def __init__(self, window: QMainWindow, run: Callable[[RollupRow], object]) -> None:
        """``run`` carries out a command of the table."""
        super().__init__(window)
        self.named: dict[str, QAction] = {}
        self.heap, self.out = QMenu("收件(&J)", window), QMenu("导出(&E)", window)
        self.papers = QMenu("文书(&W)", window)
        bar = window.menuBar()
        file = bar.addMenu("文件(&F)")
        file.addMenu(self.heap)
        file.addMenu(self.papers)
        file.addMenu(self.out)
        for menu, rows in (
            (self.heap, HEAP),
            (self.papers, PAPERS),
            (self.out, OUT),
            (file, FILE),
            (bar.addMenu("单位(&D)"), UNITS),
            (bar.addMenu("查看(&V)"), VIEW),
            (bar.addMenu("帮助(&H)"), HELP),
        ):
            for row in rows:
                action = QAction(row.text, window)
                action.setObjectName(row.name)
                if row.key:
                    action.setShortcut(QKeySequence(row.key))
                action.triggered.connect(lambda _checked=False, row=row: run(row))
                menu.addAction(action)
                self.named[row.name] = action
            keep_lettered(menu)
