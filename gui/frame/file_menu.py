"""The menu of files (文件): begun, opened, read, saved, exported, found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gui.frame.action_table import SEPARATOR, Availability, CommandRow, Menu, Submenu
from gui.frame.commands import Commands
from gui.printing import KINDS
from gui.words.plain_text import literal


def _recent(commands: Commands) -> Iterator[CommandRow]:
    for name in commands.preferences.settings.recent:
        yield CommandRow(
            f"recent_{name}",
            literal(name),
            lambda c, path=Path(name): c.files.open_path(path),  # type: ignore[misc]
            when=Availability.ALWAYS,
        )


def _exports() -> Iterator[CommandRow]:
    for suffix, kind in KINDS.items():
        for each in (kind, kind.for_review):
            if each is not None:
                yield _export(suffix, each.name, is_for_review=each is not kind)


def _export(suffix: str, name: str, *, is_for_review: bool) -> CommandRow:
    return CommandRow(
        f"export{suffix}{'_review' if is_for_review else ''}",
        f"{name}（{suffix}）…",
        lambda c: c.exporting.export(suffix, name, for_review=is_for_review),
    )


FILE = Menu(
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
            tip="打开存好的年报文件，或者读取 Word 文档、PDF、网页、工作簿里的年报",
            when=Availability.ALWAYS,
        ),
        Submenu("recent", "最近打开", when=Availability.ALWAYS, fill=_recent),
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
        Submenu("export", "导出", tuple(_exports())),
        CommandRow(
            "public_picture",
            "给公众看的图解…",
            lambda c: c.exporting.show_public_picture() or None,
            tip="用大白话和图说明报告里的数，存成长图或者一页",
            settles=True,
        ),
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
        CommandRow("quit", "退出", lambda c: c.quit(), key="Ctrl+Q", when=Availability.ALWAYS),
    ),
)
