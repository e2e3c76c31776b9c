"""The menu of help (帮助)."""

from __future__ import annotations

from gui.frame.action_table import Availability, CommandRow, Menu

HELP = Menu(
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
)
