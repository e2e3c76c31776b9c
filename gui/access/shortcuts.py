"""Every key that does something: those of the menus as they are, and those handled elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

_ON_NO_KEYBOARD = re.compile(r"(?:.*\+)?F(?:1[3-9]|[23]\d)")
"""Keys that old terminals had for cut, copy and paste."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key or some keys, in the words of a keyboard, and what they do."""

    keys: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The shortcuts of a menu or of a place in the window."""

    title: str
    shortcuts: tuple[Shortcut, ...]
    modules: tuple[str, ...] = ()
    """The modules that handle these keys; no menu has them."""


IN_PLACES = (
    Group(
        "在表格里",
        (
            Shortcut("回车 ↓", "到下一格（“查看”→“回车后”可以改为向右）"),
            Shortcut("Shift+回车 ↑", "到上一格"),
            Shortcut("Tab Shift+Tab", "到右边一格、左边一格"),
            Shortcut("← →", "输入数字以后，到旁边一格"),
            Shortcut("F2", "修改格里原来的内容"),
            Shortcut("Esc", "放弃这一格的修改"),
            Shortcut("Delete Backspace", "清除选定的格"),
            Shortcut("Ctrl+↑ ↓ ← →", "到数据的边缘"),
            Shortcut("Home End", "到本行的第一格、最后一格"),
            Shortcut("Ctrl+Home Ctrl+End", "到表的第一格、最后一格"),
            Shortcut("PgUp PgDn", "往上、往下翻一屏"),
            Shortcut("Shift+方向键", "扩大选定的范围"),
            Shortcut("Ctrl+A", "选定全表"),
            Shortcut("Menu", "可以对选定的格做什么"),
        ),
        ("gui.tables.table_view", "gui.tables.cell_delegate"),
    ),
    Group(
        "在文字里",
        (
            Shortcut("F3 Shift+F3", "到下一处、上一处找到的词"),
            Shortcut("回车", "另起一段"),
            Shortcut("Ctrl+← →", "到前一个、后一个数或者词；加 Shift 选中"),
            Shortcut("Esc", "关闭查找栏，或者表中数的清单"),
            Shortcut("↑ ↓ PgUp PgDn", "在表中数的清单里选"),
        ),
        ("gui.texts.text_page", "gui.texts.editor", "gui.texts.cell_picker", "gui.texts.selecting"),
    ),
    Group(
        "在查找栏里",
        (
            Shortcut("回车 Shift+回车", "到下一处、上一处；在“替换为”里按回车替换这一处"),
            Shortcut("Esc", "关闭"),
        ),
        ("gui.tables.find_bar", "gui.texts.find_bar"),
    ),
    Group(
        "在问题列表里",
        (
            Shortcut("回车", "到问题所在的格或者句子；写说明时保存"),
            Shortcut("F2", "写说明、确认或者沿用"),
            Shortcut("Ctrl+回车", "照所提示的改正文字"),
            Shortcut("Ctrl+C", "复制这条问题"),
            Shortcut("Shift+回车", "写说明时换行"),
            Shortcut("Esc", "不写说明了"),
        ),
        ("gui.panel.findings_list", "gui.panel.note_editor"),
    ),
    Group(
        "在读数校对里",
        (
            Shortcut("空格", "这一格对"),
            Shortcut("回车", "改正这一格；改完确认"),
            Shortcut("Esc", "放弃改正，或者关闭"),
            Shortcut("↓", "跳过这一格"),
            Shortcut("↑ Backspace", "回到上一格"),
            Shortcut("PgUp PgDn", "到上一张表、下一张表"),
            Shortcut("Delete", "取消这一格的校对标记"),
            Shortcut("Home End", "到清单的开头、末尾"),
        ),
        ("gui.proofreading.window", "gui.proofreading.end_page"),
    ),
    Group(
        "核对读到的内容时",
        (
            Shortcut("空格", "照来源"),
            Shortcut("1 至 9", "选这一种分法"),
            Shortcut("回车 Enter", "自己填数；填完确认"),
            Shortcut("0", "让它空着"),
            Shortcut("F8 Shift+F8", "到下一处、上一处没有核对的地方"),
        ),
        ("gui.reading.answers", "gui.reading.question_list"),
    ),
    Group(
        "在汇总里",
        (
            Shortcut("↑ ↓ ← →", "换一个单位、换一格；←、→ 收起、展开一组"),
            Shortcut("Home End PgUp PgDn Tab Shift+Tab", "在表里走动，和填表时一样"),
            Shortcut("回车 Enter", "打开这个单位的报告；在合计里看这一格是哪些单位加起来的"),
            Shortcut("Esc", "回到打开报告以前的地方"),
            Shortcut("F8 Shift+F8", "到下一个、上一个有错的单位"),
            Shortcut("Ctrl+1 至 Ctrl+4", "单位、合计、对比上年、文书"),
            Shortcut("Ctrl+I Ctrl+Shift+I", "收一个文件夹、收一个文件"),
            Shortcut("Ctrl+F", "找单位"),
            Shortcut("Ctrl+S Ctrl+O", "合计另存为年报、在年报窗口打开它"),
        ),
        (
            *("gui.rollup.matrix", "gui.rollup.columns", "gui.rollup.units_page"),
            *("gui.rollup.report_pane", "gui.rollup.total_page", "gui.rollup.unit_report"),
        ),
    ),
    Group(
        "在打印预览里",
        (
            Shortcut("PgUp PgDn", "上一页、下一页"),
            Shortcut("Ctrl+Home Ctrl+End", "第一页、最后一页"),
            Shortcut("Ctrl+= Ctrl+-", "页面放大、缩小"),
            Shortcut("Ctrl+S", "存为PDF"),
            Shortcut("Ctrl+P", "打印"),
        ),
        ("gui.printing.preview",),
    ),
    Group(
        "在使用指南里",
        (
            Shortcut("Ctrl+F", "在全部各章里查找"),
            Shortcut("回车 Shift+回车 F3 Shift+F3", "到下一处、上一处找到的词"),
            Shortcut("Alt+← Alt+→", "后退、前进"),
            Shortcut("Esc", "不查找了，或者关闭"),
        ),
        ("gui.guide.search_bar",),
    ),
    Group(
        "在开始页",
        (
            Shortcut("Tab 回车", "选一种开始的方式，或者打开一份最近的报告"),
            Shortcut("Delete", "从最近的报告里去掉这一份，文件不动"),
        ),
        ("gui.start.start_page", "gui.start.recent_list"),
    ),
    Group(
        "鼠标",
        (
            Shortcut("Ctrl+滚轮", "放大、缩小窗口"),
            Shortcut("点行名、列名", "选定一行、一列；按住 Shift 再点，连同中间的都选定"),
            Shortcut("右键", "格、勾稽、问题、各部分的标签和文字都有各自的菜单"),
        ),
        ("gui.look.zoom_wheel", "gui.tables.label_picking"),
    ),
)
"""What no menu tells; a test holds it against the modules."""


def shortcuts(bar: QMenuBar) -> tuple[Group, ...]:
    """Return every key: menu by menu as the actions have them now, then place by place."""
    known: list[QMenu] = list(bar.window().findChildren(QMenu))
    groups = (Group(_plain(m.title()), tuple(_of_menu(m, known))) for m in menus_of(bar))
    return (*(group for group in groups if group.shortcuts), *IN_PLACES)


def menus_of(bar: QMenuBar) -> list[QMenu]:
    """Return the menus of a bar, in its order."""
    known: list[QMenu] = list(bar.window().findChildren(QMenu))
    found = (_opened_by(action, known) for action in bar.actions())
    return [menu for menu in found if menu is not None]


def _of_menu(menu: QMenu, known: list[QMenu]) -> Iterator[Shortcut]:
    for action in menu.actions():
        inner = _opened_by(action, known)
        if inner is not None:
            for each in _of_menu(inner, known):
                yield Shortcut(each.keys, f"{_plain(inner.title())}：{each.words}")
        elif action.shortcuts():
            native = QKeySequence.SequenceFormat.NativeText
            keys = dict.fromkeys(key.toString(native) for key in action.shortcuts())
            keys = dict.fromkeys(key for key in keys if not _ON_NO_KEYBOARD.fullmatch(key))
            yield Shortcut(" ".join(keys), _plain(action.text()))


def _opened_by(action: QAction, known: list[QMenu]) -> QMenu | None:
    """Return the menu that an action opens.

    QAction.menu() is no way to it: PySide deletes the menu together with the action's wrapper.
    """
    return next((menu for menu in known if menu.menuAction() is action), None)


def _plain(words: str) -> str:
    """Drop the key that underlines a letter: 文件(&F) is 文件."""
    start = words.find("(&")
    return (words[:start] if start >= 0 else words).replace("&&", "&").rstrip("…")
