"""Every command of the window as one table: words, key, what it does, when, and where it stands.

The menus, the list of keys in the guide and the walk of the tests all come from it: whoever adds a
row adds the command everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence

from gui.frame.action_table import SEPARATOR, Availability, CommandRow, Made, Menu, Submenu

Keys = QKeySequence.StandardKey

MENUS = (
    Menu(
        "文件(&F)",
        (
            CommandRow(
                "new",
                "新建年度报告…",
                lambda c: c.files.new_report(),
                key="Ctrl+N",
                tip="选定机关和年度，从空表填起",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "new_from_last",
                "从上年的报告新建…",
                lambda c: c.files.new_from_last(),
                key="Ctrl+Shift+N",
                tip="带入机关名称和上年结转，对照上年的数",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "open",
                "打开…",
                lambda c: c.files.open_file(),
                key="Ctrl+O",
                tip="打开存好的年报文件",
                when=Availability.ALWAYS,
            ),
            Submenu("recent", "最近打开", when=Availability.ALWAYS),
            CommandRow(
                "read",
                "读取已有年报…",
                lambda c: c.files.read_file(),
                key="Ctrl+I",
                tip="从 Word 文档、网页、Excel 工作簿或者文字文件中读出数字和文字",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "paste",
                "从剪贴板读取",
                lambda c: c.files.read_clipboard(),
                key="Ctrl+Shift+V",
                tip="读取刚复制的整篇报告",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "sample",
                "打开示例",
                lambda c: c.files.open_sample(),
                tip="用一份真实数字的报告试一试",
                when=Availability.ALWAYS,
            ),
            SEPARATOR,
            CommandRow(
                "new_rollup",
                "新建汇总…",
                lambda c: c.rollups.new(),
                tip="收齐各单位的年报，检查、退回、相加",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "open_rollup",
                "打开汇总…",
                lambda c: c.rollups.open(),
                tip="打开以前建立的汇总",
                when=Availability.ALWAYS,
            ),
            SEPARATOR,
            CommandRow("save", "保存", lambda c: c.saving.save(), key="Ctrl+S"),
            CommandRow("save_as", "另存为…", lambda c: c.saving.save_as(), key="Ctrl+Shift+S"),
            Submenu("export", "导出"),
            CommandRow(
                "publish",
                "生成发布包…",
                lambda c: c.exporting.publish() or None,
                tip="网站要用的各种文件一次做齐，一起核对，附清单",
                settles=True,
            ),
            CommandRow(
                "preview",
                "打印预览",
                lambda c: c.show_preview(),
                key="Ctrl+P",
                tip="看印出来的样子，打印或者存为 PDF",
                settles=True,
            ),
            SEPARATOR,
            CommandRow(
                "recover",
                "找回没有保存的报告…",
                lambda c: c.recovering.recover(),
                tip="程序没有正常关闭时留下的内容",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "backups",
                "找回以前的版本…",
                lambda c: c.versions.show_backups(),
                tip="每次保存时另留的备份，比较以后再恢复",
                when=Availability.ALWAYS,
                settles=True,
            ),
            CommandRow(
                "settings",
                "设置…",
                lambda c: c.show_settings(),
                key="Ctrl+,",
                tip="外观、大小、回车、修改记录和备份",
                when=Availability.ALWAYS,
            ),
            CommandRow("close", "关闭报告", lambda c: c.saving.close_report(), key="Ctrl+W"),
            CommandRow(
                "quit", "退出", lambda c: c.window.close(), key="Ctrl+Q", when=Availability.ALWAYS
            ),
        ),
    ),
    Menu(
        "编辑(&E)",
        (
            Made("undo"),
            Made("redo"),
            SEPARATOR,
            CommandRow("cut", "剪切", lambda c: c.pasting.cut(), standard=Keys.Cut),
            CommandRow(
                "copy",
                "复制",
                lambda c: c.pasting.copy(),
                standard=Keys.Copy,
                tip="复制选定的格，贴进表格软件、文字软件或者另一张表",
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
    ),
    Menu(
        "报告(&R)",
        (
            CommandRow(
                "next",
                "下一个问题",
                lambda c: c.workspace.step_finding(1),
                key="F8",
                tip="到下一个问题所在的格或者句子",
            ),
            CommandRow(
                "previous",
                "上一个问题",
                lambda c: c.workspace.step_finding(-1),
                key="Shift+F8",
                tip="到上一个问题所在的格或者句子",
            ),
            SEPARATOR,
            CommandRow(
                "proofread",
                "读数校对…",
                lambda c: c.proofread(),
                key="F7",
                tip="逐格读出各数，与纸上或者扫描件核对，记下校对过的格",
                settles=True,
            ),
            CommandRow(
                "series",
                "历年对比…",
                lambda c: c.show_series(),
                tip="把几个年度的年报放在一起，看各数的增减和历年图",
                when=Availability.ALWAYS,
                settles=True,
            ),
            CommandRow(
                "compare",
                "对照上年的报告…",
                lambda c: c.compare_with_last_year(),
                tip="读取上年的报告，核对上年结转，看各数的增减",
            ),
            CommandRow("stop_comparing", "不再对照上年", lambda c: c.stop_comparing()),
            SEPARATOR,
            CommandRow(
                "return",
                "读回修改过的 Word 文档…",
                lambda c: c.read_returned(),
                tip="供审阅的 Word 文档给别人改过以后，逐处对照，采纳需要的改动",
                settles=True,
            ),
            CommandRow(
                "history",
                "修改记录…",
                lambda c: c.show_history(),
                tip="看每一次改动和它的时间，比较两个时刻，回到以前",
                settles=True,
            ),
        ),
    ),
    Menu(
        "查看(&V)",
        (
            Submenu("sections", "转到"),
            CommandRow(
                "next_region",
                "到下一区域",
                lambda c: c.regions.step(1),
                key="F6",
                tip="在标题行、各部分、这一页、勾稽和状态栏之间转",
            ),
            CommandRow(
                "previous_region",
                "到上一区域",
                lambda c: c.regions.step(-1),
                key="Shift+F6",
                tip="反方向转",
            ),
            Made("prior_shown"),
            Submenu("enter", "回车后", when=Availability.ALWAYS),
            SEPARATOR,
            CommandRow(
                "zoom_in",
                "放大",
                lambda c: c.appearance.step_zoom(1),
                key="Ctrl+=; Ctrl++",
                tip="窗口里的字和表都大一些",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "zoom_out",
                "缩小",
                lambda c: c.appearance.step_zoom(-1),
                key="Ctrl+-",
                tip="窗口里的字和表都小一些",
                when=Availability.ALWAYS,
            ),
            CommandRow(
                "zoom_reset",
                "恢复 100%",
                lambda c: c.appearance.reset_zoom(),
                tip="恢复平常的大小",
                when=Availability.ALWAYS,
            ),
            Submenu("theme", "外观", when=Availability.ALWAYS),
        ),
    ),
    Menu(
        "帮助(&H)",
        (
            CommandRow(
                "guide", "使用指南", lambda c: c.show_guide(), key="F1", when=Availability.ALWAYS
            ),
            CommandRow(
                "keys",
                "快捷键",
                lambda c: c.show_keys(),
                key="Ctrl+/; Shift+F1",
                tip="列出全部快捷键",
                when=Availability.ALWAYS,
            ),
            CommandRow("about", "关于", lambda c: c.show_about(), when=Availability.ALWAYS),
        ),
    ),
)


def rows() -> Iterator[CommandRow]:
    """Yield every command of the table, in the order of the menus."""
    for menu in MENUS:
        for entry in menu.entries:
            if isinstance(entry, CommandRow):
                yield entry
            elif isinstance(entry, Submenu):
                yield from entry.rows
