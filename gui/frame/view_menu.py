"""The menu of what is seen, and how (查看)."""

from __future__ import annotations

from collections.abc import Iterator

from core.settings.settings import ZOOMS
from gui.frame.action_table import SEPARATOR, Availability, CommandRow, Menu, Submenu
from gui.frame.choices import ENTER_WAYS, SIDES, THEMES
from gui.frame.commands import Commands
from gui.words.plain_text import literal


def _sections(commands: Commands) -> Iterator[CommandRow]:
    if commands.document.is_open:
        for number, (section, name) in enumerate(commands.workspace.tabs.named_sections()):
            yield CommandRow(
                f"section_{section}",
                literal(name),
                lambda c, section=section: c.turn_to(section),  # type: ignore[misc]
                key=f"Ctrl+{number}",
            )


def _choice(setting: str, name: str, words: str) -> CommandRow:
    return CommandRow(
        f"{setting}_{name}",
        words,
        lambda c: c.preferences.set(**{setting: name}),
        when=Availability.ALWAYS,
        is_on=lambda c: getattr(c.preferences.settings, setting) == name,
    )


VIEW = Menu(
    "查看(&V)",
    (
        Submenu("sections", "转到", fill=_sections),
        CommandRow(
            "next_section",
            "到后一部分",
            lambda c: c.turn_by(1),
            key="Ctrl+PgDown; Ctrl+Tab",
        ),
        CommandRow(
            "previous_section",
            "到前一部分",
            lambda c: c.turn_by(-1),
            key="Ctrl+PgUp; Ctrl+Shift+Tab",
        ),
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
        CommandRow(
            "page_beside",
            "旁边显示版面",
            lambda c: c.preferences.set(shows_page=not c.preferences.settings.shows_page),
            key="F4",
            tip="在旁边显示印出来的这一页，跟着光标走",
            when=Availability.ALWAYS,
            is_on=lambda c: c.preferences.settings.shows_page,
        ),
        CommandRow(
            "toggle_side",
            "展开、收起侧栏",
            lambda c: c.workspace.side.toggle(),
            key="F9",
            tip="侧栏里有勾稽、建议、问题和单元格的说明；收起以后表更宽",
        ),
        Submenu(
            "side",
            "侧栏",
            tuple(_choice("side", *each) for each in SIDES),
            when=Availability.ALWAYS,
            is_choice=True,
        ),
        CommandRow(
            "prior_shown",
            "显示上年的数",
            lambda c: c.toggle_prior(),
            tip="在各格左下角用小字显示上年的数",
            when=Availability.ALWAYS,
            is_on=lambda c: c.preferences.settings.shows_prior,
        ),
        Submenu(
            "enter",
            "回车后",
            tuple(_choice("enter", *each) for each in ENTER_WAYS),
            when=Availability.ALWAYS,
            is_choice=True,
        ),
        SEPARATOR,
        CommandRow(
            "zoom_in",
            "放大",
            lambda c: c.appearance.step_zoom(1),
            key="Ctrl+=; Ctrl++",
            tip="窗口里的字和表都大一些",
            can=lambda c: c.preferences.settings.zoom < ZOOMS[-1],
            when=Availability.ALWAYS,
        ),
        CommandRow(
            "zoom_out",
            "缩小",
            lambda c: c.appearance.step_zoom(-1),
            key="Ctrl+-",
            tip="窗口里的字和表都小一些",
            can=lambda c: c.preferences.settings.zoom > ZOOMS[0],
            when=Availability.ALWAYS,
        ),
        CommandRow(
            "zoom_reset",
            "恢复 100%",
            lambda c: c.appearance.reset_zoom(),
            tip="恢复平常的大小",
            can=lambda c: c.preferences.settings.zoom != 100,
            when=Availability.ALWAYS,
        ),
        Submenu(
            "theme",
            "外观",
            tuple(_choice("theme", *each) for each in THEMES),
            when=Availability.ALWAYS,
            is_choice=True,
        ),
    ),
)
