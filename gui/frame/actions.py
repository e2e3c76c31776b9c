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
    Spec(
        "new_from_last",
        "从上年的报告新建…",
        "Ctrl+Shift+N",
        "带入机关名称和上年结转，对照上年的数",
    ),
    Spec("open", "打开…", "Ctrl+O", "打开存好的年报文件"),
    Spec(
        "read",
        "读取已有年报…",
        "Ctrl+I",
        "从 Word 文档、网页、Excel 工作簿或者文字文件中读出数字和文字",
    ),
    Spec("paste", "从剪贴板读取", "Ctrl+Shift+V", "读取刚复制的整篇报告"),
    Spec("sample", "打开示例", "", "用一份真实数字的报告试一试"),
    Spec(SEPARATOR, ""),
    Spec("new_rollup", "新建汇总…", "", "收齐各单位的年报，检查、退回、相加"),
    Spec("open_rollup", "打开汇总…", "", "打开以前建立的汇总"),
    Spec(SEPARATOR, ""),
    Spec("save", "保存", "Ctrl+S"),
    Spec("save_as", "另存为…", "Ctrl+Shift+S"),
    Spec("preview", "打印预览", "Ctrl+P", "看印出来的样子，打印或者存为 PDF"),
    Spec(SEPARATOR, ""),
    Spec("recover", "找回没有保存的报告…", "", "程序没有正常关闭时留下的内容"),
    Spec("backups", "找回以前的版本…", "", "每次保存时另留的备份，比较以后再恢复"),
    Spec("settings", "设置…", "Ctrl+,", "外观、大小、回车、修改记录和备份"),
    Spec("close", "关闭报告", "Ctrl+W"),
    Spec("quit", "退出", "Ctrl+Q"),
)
EDIT = (
    Spec("cut", "剪切", "Ctrl+X"),
    Spec("copy", "复制", "Ctrl+C", "复制选定的格，贴进表格软件、文字软件或者另一张表"),
    Spec("paste_here", "粘贴", "Ctrl+V", "从表格软件、文字软件或者网页贴进表里"),
)
GRID = (
    Spec("find", "查找", "Ctrl+F", "在表里找一行、一列或者一个数，在文字里找词"),
    Spec("fill_down", "向下填充", "Ctrl+D", "把选定的最上一格填进下面各格"),
    Spec("fill_right", "向右填充", "Ctrl+R", "把选定的最左一格填进右面各格"),
)
ZEROS = (
    Spec("zero_selection", "选定的格", "", "选定的格中，空白的都填0"),
    Spec("zero_table", "本表", "", "这一页的表中，空白的格都填0"),
    Spec("zero_report", "整份报告", "", "各表中，空白的格都填0"),
)
WRITE = (
    Spec("replace", "替换…", "Ctrl+H", "在文字中查找并替换"),
    Spec("insert_cell", "插入表中的数…", "Ctrl+L", "在光标处插入表中的数，表里一改，文字跟着改"),
    Spec("link_numbers", "链接与表格一致的数…", "", "把文字中与表格一致的数链接起来，先列出来看"),
    Spec("phrases", "插入常用语…", "Ctrl+J", "在光标处插入一句常用语"),
    Spec("keep_phrases", "管理常用语…", "", "添加、修改、删除、导入和导出常用语"),
)
COPY = (
    Spec("copy_table", "复制本表", "", "复制这一页的表，贴进网站的编辑器或者电子表格"),
    Spec("copy_report", "复制整篇", "", "复制整篇报告，贴进网站的编辑器"),
)
REPORT = (
    Spec("next", "下一个问题", "F8", "到下一个问题所在的格或者句子"),
    Spec("previous", "上一个问题", "Shift+F8", "到上一个问题所在的格或者句子"),
    Spec(SEPARATOR, ""),
    Spec("proofread", "读数校对…", "F7", "逐格读出各数，与纸上或者扫描件核对，记下校对过的格"),
    Spec("series", "历年对比…", "", "把几个年度的年报放在一起，看各数的增减和历年图"),
    Spec("compare", "对照上年的报告…", "", "读取上年的报告，核对上年结转，看各数的增减"),
    Spec("stop_comparing", "不再对照上年"),
    Spec(SEPARATOR, ""),
    Spec(
        "return",
        "读回修改过的 Word 文档…",
        "",
        "供审阅的 Word 文档给别人改过以后，逐处对照，采纳需要的改动",
    ),
    Spec("history", "修改记录…", "", "看每一次改动和它的时间，比较两个时刻，回到以前"),
)
VIEW = (
    Spec("zoom_in", "放大", "Ctrl+=; Ctrl++", "窗口里的字和表都大一些"),
    Spec("zoom_out", "缩小", "Ctrl+-", "窗口里的字和表都小一些"),
    Spec("zoom_reset", "恢复 100%", "", "恢复平常的大小"),
)
GO = (
    Spec("next_region", "到下一区域", "F6", "在标题行、各部分、这一页、勾稽和状态栏之间转"),
    Spec("previous_region", "到上一区域", "Shift+F6", "反方向转"),
)
HELP = (
    Spec("guide", "使用指南", "F1"),
    Spec("keys", "快捷键", "Ctrl+/; Shift+F1", "列出全部快捷键"),
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
            if spec.key:
                action.setShortcuts(QKeySequence.listFromString(spec.key))
            action.setToolTip(spec.tip or spec.text)
            action.triggered.connect(lambda _checked=False, slot=slots[spec.name]: slot())
        made.append(action)
    return made
