"""The settings on one page: each acts at once, is kept, and can be put back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.forms.loader import Forms
from core.keeping.presence import user_name
from core.report.edits import SetFigure
from core.settings.office import Office
from core.settings.phrases import Phrase
from core.settings.settings import Settings, config_folder
from gui.files.new_report import NewReportDialog
from gui.frame.settings import SettingsDialog
from gui.frame.window import Window
from gui.tables.table_page import TablePage
from tests.gui.conftest import Answers

CELL = Address("applications.received.business")


@pytest.fixture
def dialog(sample: Window) -> Iterator[SettingsDialog]:
    made = SettingsDialog(sample.preferences, sample.safekeeping.backup_folder, sample)
    made.show()
    yield made
    sample.preferences.set(theme="light", zoom=100)
    made.deleteLater()


def pick(box: QComboBox, value: object) -> None:
    at = box.findData(value)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def kept() -> dict[str, object]:
    """Return what stands in the user's file."""
    data: dict[str, object] = json.loads((config_folder() / "settings.json").read_text("utf-8"))
    return data


def test_what_is_chosen_acts_at_once_and_is_kept(
    dialog: SettingsDialog, sample: Window, qapp: QApplication
) -> None:
    page = sample.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    pick(dialog.theme, "contrast")
    assert sample.appearance.theme.name == "contrast"
    before = qapp.font().pointSizeF()
    pick(dialog.zoom, 125)
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.25)
    pick(dialog.enter, "right")
    assert page.view.enter_goes_right
    dialog.prior.setChecked(True)
    assert sample.menus.actions_by_name["prior_shown"].isChecked()
    pick(dialog.months, 6)
    wanted = {"theme": "contrast", "zoom": 125, "enter": "right", "shows_prior": True}
    assert wanted.items() <= kept().items()
    assert kept()["backup_months"] == 6


def test_the_person_is_recorded_only_when_asked_for(dialog: SettingsDialog, sample: Window) -> None:
    document = sample.document

    def edit(text: str) -> str:
        document.edit([SetFigure(CELL, text)], "填写", ("cell", text))
        return document.history.moments[-1].who

    assert edit("11") == ""
    assert not dialog.author.isEnabled()
    dialog.records.setChecked(True)
    assert edit("12") == user_name()
    dialog.author.setText(" 张三 ")
    dialog.author.editingFinished.emit()
    assert edit("13") == "张三"
    dialog.records.setChecked(False)
    assert edit("14") == ""


def test_the_dialog_follows_what_changes_elsewhere(dialog: SettingsDialog, sample: Window) -> None:
    sample.menus.zooming[0].trigger()
    sample.menus.actions_by_name["theme_dark"].trigger()
    sample.preferences.set(zoom=117)
    assert dialog.zoom.currentText() == "117%"
    assert dialog.theme.currentData() == "dark"


def test_the_usual_settings_come_back(dialog: SettingsDialog, sample: Window) -> None:
    sample.preferences.set(theme="system", last_folder="/甲")
    assert not dialog.usual.isEnabled()
    pick(dialog.zoom, 90)
    pick(dialog.enter, "right")
    dialog.records.setChecked(True)
    assert dialog.usual.isEnabled()
    dialog.usual.click()
    assert not dialog.usual.isEnabled()
    assert sample.preferences.settings == Settings(last_folder="/甲")


def test_backups_are_kept_as_long_as_chosen(dialog: SettingsDialog, sample: Window) -> None:
    pick(dialog.months, 60)
    assert sample.safekeeping.backups.months == 60


def test_last_years_figures_stay_shown_after_a_start(
    window: Window, forms: Forms, qtbot: QtBot
) -> None:
    again = Window(forms, Settings(theme="light", shows_prior=True))
    qtbot.addWidget(again)
    assert again.menus.actions_by_name["prior_shown"].isChecked()
    assert again.told.text() == ""


def test_an_offices_defaults_reach_the_window(
    window: Window, forms: Forms, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(theme="light", records_author=True)
    phrase = Phrase("overview", "全年＿＿。")
    office = Office("青禾县人民政府", settings=settings, phrases=(phrase,))
    again = Window(forms, settings, Answers(), office)
    qtbot.addWidget(again)
    assert again.document.author == user_name()
    assert again.workspace.book.of_section("overview")[0] == phrase
    seen = []

    def look(dialog: NewReportDialog) -> int:
        seen.append(dialog.organ.text())
        return 0

    monkeypatch.setattr(NewReportDialog, "exec", look)
    again.files.new_report()
    assert seen == ["青禾县人民政府"]
    again.preferences.set(enter="right")
    assert kept() == {"enter": "right"}


def test_all_of_it_is_reachable_twice_as_large(dialog: SettingsDialog, sample: Window) -> None:
    sample.preferences.set(zoom=200)
    QApplication.processEvents()
    assert dialog.minimumSizeHint().height() <= 700
    assert dialog.minimumSizeHint().width() <= 1366


def test_a_file_of_settings_may_be_read_only(
    dialog: SettingsDialog, sample: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("NIANBAO_CONFIG", str(blocked))
    pick(dialog.enter, "right")
    assert sample.preferences.settings.enter == "right"
