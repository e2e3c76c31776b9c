"""Every action of the window as one table: name, menu, words, key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: its name in code, its words, its key, and what its tooltip says."""

    name: str
    text: str
    key: str = ""
    tip: str = ""


FILE = (
    Spec("new", "新建年度报告…", "Ctrl+N", "选定机关和年度，从空表填起"),
    Spec("open", "打开…", "Ctrl+O", "打开存好的年报文件"),
    Spec("read", "读取已有文本…", "Ctrl+I", "从网页上复制下来的文本中读出数字和文字"),
    Spec("paste", "从剪贴板读取", "Ctrl+Shift+V", "读取刚复制的整篇报告"),
    Spec("sample", "打开示例", "", "用一份真实数字的报告试一试"),
    Spec(SEPARATOR, ""),
    Spec("save", "保存", "Ctrl+S"),
    Spec("save_as", "另存为…", "Ctrl+Shift+S"),
    Spec("preview", "打印预览", "Ctrl+P", "看印出来的样子，打印或者存为 PDF"),
    Spec(SEPARATOR, ""),
    Spec("close", "关闭报告", "Ctrl+W"),
    Spec("quit", "退出", "Ctrl+Q"),
)
COPY = (
    Spec("copy_table", "复制本表", "", "复制这一页的表，贴进网站的编辑器或者电子表格"),
    Spec("copy_report", "复制整篇", "", "复制整篇报告，贴进网站的编辑器"),
)
REPORT = (
    Spec("next", "下一个问题", "F8", "到下一个问题所在的格或者句子"),
    Spec("previous", "上一个问题", "Shift+F8", "到上一个问题所在的格或者句子"),
)
HELP = (
    Spec("guide", "使用指南", "F1"),
    Spec("about", "关于"),
)


def make_actions(
    parent: QWidget, specs: tuple[Spec, ...], slots: Mapping[str, Callable[[], object]]
) -> list[QAction]:
    """Make the actions of a table; each name must have its slot."""
    made = []
    for spec in specs:
        action = QAction(spec.text, parent)
        if spec.name == SEPARATOR:
            action.setSeparator(True)
        else:
            action.setObjectName(spec.name)
            action.setShortcut(QKeySequence(spec.key))
            action.setToolTip(spec.tip or spec.text)
            action.triggered.connect(lambda _checked=False, slot=slots[spec.name]: slot())
        made.append(action)
    return made
