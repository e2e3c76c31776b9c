"""The menu of what is changed (编辑): undo, the clipboard, finding, filling, the texts."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.frame.action_table import SEPARATOR, CommandRow, Made, Menu, Submenu

Keys = QKeySequence.StandardKey

EDIT = Menu(
    "编辑(&E)",
    (
        Made("undo"),
        Made("redo"),
        SEPARATOR,
        CommandRow("cut", "剪切", lambda c: c.pasting.cut(), standard=Keys.Cut),
        CommandRow(
            "copy",
            "复制",
            lambda c: c.copying.copy(),
            standard=Keys.Copy,
            tip="复制选定的格、文字，或者列表里选中的问题、勾稽关系",
        ),
        CommandRow(
            "paste_here",
            "粘贴",
            lambda c: c.pasting.paste(),
            standard=Keys.Paste,
            tip="从表格软件、文字软件或者网页贴进表里",
        ),
        SEPARATOR,
        CommandRow(
            "find",
            "查找",
            lambda c: c.find(),
            key="Ctrl+F",
            tip="在表里找一行、一列或者一个数，在文字里找词",
        ),
        CommandRow(
            "fill_down",
            "向下填充",
            lambda c: c.filling.down(),
            key="Ctrl+D",
            tip="把选定的最上一格填进下面各格",
        ),
        CommandRow(
            "fill_right",
            "向右填充",
            lambda c: c.filling.right(),
            key="Ctrl+R",
            tip="把选定的最左一格填进右面各格",
        ),
        Submenu(
            "zeros",
            "空白填0",
            (
                CommandRow(
                    "zero_selection",
                    "选定的格",
                    lambda c: c.filling.blanks_selected(),
                    tip="选定的格中，空白的都填0",
                ),
                CommandRow(
                    "zero_table",
                    "本表",
                    lambda c: c.filling.blanks_in_table(),
                    tip="这一页的表中，空白的格都填0",
                ),
                CommandRow(
                    "zero_report",
                    "整份报告",
                    lambda c: c.filling.blanks_everywhere(),
                    tip="各表中，空白的格都填0",
                ),
            ),
        ),
        SEPARATOR,
        CommandRow(
            "replace",
            "替换…",
            lambda c: c.desk.replace(),
            key="Ctrl+H",
            tip="在文字中查找并替换",
        ),
        CommandRow(
            "insert_cell",
            "插入表中的数…",
            lambda c: c.desk.insert_cell(),
            key="Ctrl+L",
            tip="在光标处插入表中的数，表里一改，文字跟着改",
        ),
        CommandRow(
            "link_numbers",
            "链接与表格一致的数…",
            lambda c: c.desk.link_numbers(c.window),
            tip="把文字中与表格一致的数链接起来，先列出来看",
            settles=True,
        ),
        CommandRow(
            "write_table",
            "文中的表格…",
            lambda c: c.desk.write_table(),
            tip="在光标处插入一张小表，或者编辑光标所在的表",
        ),
        CommandRow(
            "phrases",
            "插入常用语…",
            lambda c: c.desk.insert_phrase(),
            key="Ctrl+J",
            tip="在光标处插入一句常用语",
        ),
        CommandRow(
            "keep_phrases",
            "管理常用语…",
            lambda c: c.desk.keep_phrases(c.places.folder(), c.window),
            tip="添加、修改、删除、导入和导出常用语",
        ),
        SEPARATOR,
        Submenu(
            "copy",
            "复制为网站格式",
            (
                CommandRow(
                    "copy_table",
                    "复制本表",
                    lambda c: c.copy_table(),
                    tip="复制这一页的表，贴进网站的编辑器或者电子表格",
                    settles=True,
                ),
                CommandRow(
                    "copy_report",
                    "复制整篇",
                    lambda c: c.copy_report(),
                    tip="复制整篇报告，贴进网站的编辑器",
                    settles=True,
                ),
            ),
        ),
    ),
)
