"""A command that looks at the whole report takes in first what is still being typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from gui.frame.actions import rows
from gui.frame.window import Window
from tests.gui.writing import SECTION, compose, place, text_page

LOOKS_AT_ALL = [row.name for row in rows() if row.settles]


def test_the_commands_that_looked_by_hand_say_so_in_the_table() -> None:
    assert {"backups", "link_numbers", "return", "proofread"} <= set(LOOKS_AT_ALL)


@pytest.mark.parametrize("name", LOOKS_AT_ALL)
def test_what_is_composed_is_in_the_report_when_the_command_looks(
    name: str, sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: 0)
    page = text_page(sample)
    place(page, 0)
    page.editor.setFocus()
    compose(page, "谢绝")
    assert not sample.document.report.texts[SECTION].startswith("谢绝")
    sample.menus.actions_by_name[name].trigger()
    assert sample.document.report.texts[SECTION].startswith("谢绝")
    opened: list[QWidget] = [w for w in QApplication.topLevelWidgets() if w is not sample]
    for window in opened:
        if isinstance(window, QMainWindow | QDialog):
            window.close()
