"""The menu of the windows (窗口): another one, the next one, and all by their reports' names."""

from __future__ import annotations

from collections.abc import Iterator

from gui.frame.action_table import Availability, CommandRow, Menu
from gui.frame.commands import Commands
from gui.words.plain_text import literal


def _windows(commands: Commands) -> Iterator[CommandRow]:
    for number, (words, is_own) in enumerate(commands.named_windows(), 1):
        yield CommandRow(
            f"window_{number}",
            literal(words),
            lambda c, number=number: c.turn_to_window(number - 1),  # type: ignore[misc]
            when=Availability.ALWAYS,
            is_on=lambda _c, is_own=is_own: is_own,  # type: ignore[misc]
        )


WINDOW = Menu(
    "窗口(&W)",
    (
        CommandRow(
            "new_window",
            "新窗口",
            lambda c: c.open_window(),
            key="Ctrl+Shift+W",
            tip="另开一个窗口，同时做另一份报告",
            when=Availability.ALWAYS,
            can=lambda c: c.beside is not None,
        ),
        CommandRow(
            "next_window",
            "下一个窗口",
            lambda c: c.step_window(1),
            key="Ctrl+F6",
            tip="转到另一份打开的报告",
            when=Availability.ALWAYS,
            can=lambda c: len(c.named_windows()) > 1,
        ),
        CommandRow(
            "previous_window",
            "上一个窗口",
            lambda c: c.step_window(-1),
            key="Ctrl+Shift+F6",
            tip="反方向转",
            when=Availability.ALWAYS,
            can=lambda c: len(c.named_windows()) > 1,
        ),
    ),
    name="windows",
    fill=_windows,
)
