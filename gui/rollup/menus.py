"""The menus of the roll-up's window: which action stands where, its words and its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.access.mnemonics import keep_lettered

PAGES = ("单位", "合计", "对比上年", "文书")
HEAP = (
    ("folder", "收一个文件夹…", "Ctrl+I"),
    ("file", "收压缩包或者一份年报…", "Ctrl+Shift+I"),
)
OUT = (
    ("save_sum", "合计另存为年报…", "Ctrl+S"),
    ("open_sum", "在年报窗口打开存好的合计", "Ctrl+O"),
    ("letters", "全部退回意见…", ""),
    ("reminder", "催报单…", ""),
    ("workbook", "汇总表…", ""),
    ("forms", "给各单位的收集表…", ""),
)
FILE = (("close", "关闭汇总", "Ctrl+W"),)
UNITS = (
    ("add", "添加单位…", "Ctrl+N"),
    ("deadline", "截止日期…", ""),
    ("next", "下一个有错的单位", "F8"),
    ("previous", "上一个有错的单位", "Shift+F8"),
    ("find", "找单位", "Ctrl+F"),
)
HELP = (("guide", "使用指南", "F1"),)
VIEW = tuple((f"page{at}", words, f"Ctrl+{at + 1}") for at, words in enumerate(PAGES))


class RollupMenus(QObject):
    """Builds the menu bar; ``named`` are the actions by name, ``heap`` and ``out`` are shared."""

    def __init__(self, window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self.named: dict[str, QAction] = {}
        self.heap, self.out = QMenu("收件(&J)", window), QMenu("导出(&E)", window)
        bar = window.menuBar()
        file = bar.addMenu("文件(&F)")
        file.addMenu(self.heap)
        file.addMenu(self.out)
        for menu, specs in (
            (self.heap, HEAP),
            (self.out, OUT),
            (file, FILE),
            (bar.addMenu("单位(&D)"), UNITS),
            (bar.addMenu("查看(&V)"), VIEW),
            (bar.addMenu("帮助(&H)"), HELP),
        ):
            for name, words, key in specs:
                action = QAction(words, window)
                action.setObjectName(name)
                if key:
                    action.setShortcut(QKeySequence(key))
                action.triggered.connect(lambda _checked=False, slot=slots[name]: slot())
                menu.addAction(action)
                self.named[name] = action
            keep_lettered(menu)
