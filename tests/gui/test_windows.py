"""Several reports at once: a window for each, one set of settings, one recovery."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.keeping.recovery import find_left, recovery_folder
from core.report.edit import apply
from core.report.edits import COVER, SetCover, SetFigure
from core.settings.phrases import Phrase
from core.settings.settings import Settings
from gui.app import prepare
from gui.files.files import SAMPLE
from gui.files.new_report import NewReportDialog
from gui.frame.window import Window
from gui.frame.windows import Windows, raise_window, window_words
from gui.kit.ask import Answer
from gui.look.theme import LIGHT, apply_theme
from gui.tables.table_page import TablePage
from gui.texts.text_page import TextPage
from tests.gui.conftest import Answers
from tests.gui.test_opening import drop, files_in_hand

CELL = Address("applications.received.natural")


@pytest.fixture
def windows(
    qapp: QApplication, forms: Forms, answers: Answers, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Windows]:  # fmt: skip
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "config"))
    prepare(qapp)
    apply_theme(qapp, LIGHT)
    made = Windows(forms, Settings(theme="light"), make_ask=lambda: answers)
    made.open()
    yield made
    for window in made.every:
        window.document.leave()
        window.close()
    made.deleteLater()
    bury()


def bury() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def file_of(folder: Path, organ: str, forms: Forms) -> Path:
    report, _ = load(SAMPLE, forms)
    apply(report, [SetCover(organ, report.year)])
    path = folder / f"{organ}.nianbao"
    save(report, path)
    return path


@pytest.fixture
def two(windows: Windows, forms: Forms, tmp_path: Path) -> tuple[Window, Window]:
    (first,) = windows.every
    first.files.open_path(file_of(tmp_path, "甲局", forms))
    first.files.open_path(file_of(tmp_path, "乙局", forms))
    one, other = windows.every
    return one, other


def titles(windows: Windows) -> list[str]:
    return [w.document.report.organ if w.document.is_open else "" for w in windows.every]


def test_a_second_report_opens_in_a_second_window(
    windows: Windows, two: tuple[Window, Window], answers: Answers
) -> None:
    assert titles(windows) == ["甲局", "乙局"]
    assert answers.asked == []
    one, other = two
    one.document.edit([SetFigure(CELL, "77")], "填写")
    assert other.document.report.figure(CELL) != 77
    assert one.isWindowModified()
    assert not other.isWindowModified()


def test_the_same_file_again_brings_its_window_forward(
    windows: Windows, two: tuple[Window, Window]
) -> None:
    one, other = two
    path = one.document.path
    assert path is not None
    one.document.edit([SetFigure(CELL, "77")], "填写")
    other.files.open_path(path.parent / "." / path.name)
    assert titles(windows) == ["甲局", "乙局"]
    assert one.document.report.figure(CELL) == 77
    assert one.told.text() == "这份文件已经打开着。"


def test_a_window_without_work_is_used_before_another_is_opened(windows: Windows) -> None:
    (first,) = windows.every
    first.files.open_sample()
    first.files.open_sample()
    assert len(windows.every) == 1
    first.document.edit([SetFigure(CELL, "77")], "填写")
    first.files.open_sample()
    assert len(windows.every) == 2
    first.commands.open_window()
    assert titles(windows)[-1] == ""
    first.files.open_sample()
    assert len(windows.every) == 3
    assert titles(windows)[-1] != ""


def test_the_menu_names_the_windows_with_their_states(
    windows: Windows, two: tuple[Window, Window]
) -> None:
    one, other = two
    one.document.edit([SetFigure(CELL, "77")], "填写")
    other.menus.windows.aboutToShow.emit()
    named = [a for a in other.menus.windows.actions() if a.objectName().startswith("window_")]
    assert [a.isChecked() for a in named] == [False, True]
    assert "甲局 · 2020年度" in named[0].text()
    assert "≠ 不平，未保存" in named[0].text()
    assert "未保存" not in named[1].text()
    named[0].trigger()
    other.menus.windows.aboutToShow.emit()
    again = [a for a in other.menus.windows.actions() if a.objectName().startswith("window_")]
    assert len(again) == 2
    one.document.leave()
    assert window_words(one) == "开始页"


def test_cells_are_copied_from_one_report_into_another(
    two: tuple[Window, Window], qtbot: QtBot
) -> None:
    one, other = two
    one.document.edit([SetFigure(CELL, "77")], "填写")
    other.document.edit([SetFigure(CELL, "")], "清除")  # else it is asked first
    for window, name in ((one, "copy"), (other, "paste_here")):
        raise_window(window)
        qtbot.waitUntil(window.isActiveWindow)
        page = window.workspace.show_section("applications")
        assert isinstance(page, TablePage)
        page.view.go_to(CELL)
        page.view.setFocus()
        window.menus.actions_by_name[name].trigger()
    assert QGuiApplication.clipboard().text().strip() == "77"
    assert other.document.report.figure(CELL) == 77


def test_another_report_begins_with_the_old_name_selected(qapp: QApplication, forms: Forms) -> None:
    assert qapp is not None
    dialog = NewReportDialog(forms, "甲局")
    assert dialog.focusWidget() is dialog.organ
    assert dialog.organ.selectedText() == "甲局"
    QTest.keyClicks(dialog.organ, "B")
    assert dialog.report().organ == "B"


@pytest.mark.parametrize("closes", [True, False])
def test_a_report_opens_where_it_was_left(
    windows: Windows, two: tuple[Window, Window], closes: bool
) -> None:
    one, other = two
    first, second = one.document.path, other.document.path
    assert first is not None
    assert second is not None
    one.workspace.show_section("applications").go_to(CELL)
    page = other.workspace.show_section("problems")
    assert isinstance(page, TextPage)
    page.editor.select(3, 3)
    third = windows.open() if closes else one
    for window in two:
        if closes:
            window.close()
        else:
            window.document.leave()
    third.files.open_path(first)
    assert third.workspace.tabs.section_in_hand == "applications"
    assert third.workspace.in_hand is not None
    assert third.workspace.in_hand.address_in_hand() == CELL
    third.files.open_path(second)
    again = windows.every[-1].workspace.writing_in_hand()
    assert again is not None
    assert (again.section, again.editor.selection) == ("problems", (3, 3))


def test_a_place_that_is_no_more_is_the_cover(
    windows: Windows, forms: Forms, tmp_path: Path
) -> None:
    path = file_of(tmp_path, "甲局", forms)
    (first,) = windows.every
    for place in ("gone.row.column", "gone@3", "problems@x", "problems@99999999", "", "@", "."):
        windows.preferences.remember(path)
        windows.preferences.remember_place(path, place)
        first.files.open_path(path)
        found = first.workspace.tabs.section_in_hand
        assert found == ("problems" if place == "problems@99999999" else COVER)
        first.document.leave()


def test_several_files_dropped_open_each_in_a_window(
    windows: Windows, forms: Forms, tmp_path: Path, qtbot: QtBot
) -> None:
    (first,) = windows.every
    paths = [file_of(tmp_path, organ, forms) for organ in ("甲局", "乙局", "丙局")]
    assert drop(first, files_in_hand(*paths))
    qtbot.waitUntil(lambda: len(windows.every) == 3)
    assert titles(windows) == ["甲局", "乙局", "丙局"]


def test_settings_and_phrases_are_the_same_in_all_windows(two: tuple[Window, Window]) -> None:
    one, other = two
    one.preferences.set(shows_prior=True)
    assert other.preferences.settings.shows_prior
    one.workspace.book.add(Phrase("overview", "甲的话。"))
    other.workspace.book.add(Phrase("overview", "乙的话。"))
    texts = [phrase.text for phrase in one.workspace.book.of_section("overview")]
    assert texts[-2:] == ["甲的话。", "乙的话。"]


def test_each_report_is_kept_and_let_go_by_itself(
    windows: Windows, two: tuple[Window, Window], answers: Answers
) -> None:
    one, other = two
    for window in two:
        window.document.edit([SetFigure(CELL, "77")], "填写")
        window.safekeeping.keep()
        window.safekeeping.settle()
    folder = recovery_folder(one.safekeeping.folder)
    assert len(list(folder.iterdir())) == 2
    assert find_left(folder) == []  # both are in use
    answers.save = Answer.NO
    one.close()
    assert titles(windows) == ["乙局"]
    assert len(list(folder.iterdir())) == 1
    assert other.document.report.figure(CELL) == 77


def test_quitting_asks_for_each_unsaved_report_and_stops_where_one_stays(
    windows: Windows, two: tuple[Window, Window], answers: Answers
) -> None:
    one, other = two
    for window in two:
        window.document.edit([SetFigure(CELL, "77")], "填写")
    answers.save = Answer.CANCEL
    one.menus.actions_by_name["quit"].trigger()
    assert titles(windows) == ["甲局", "乙局"]
    assert answers.asked == ["乙局 · 2020年度"]
    answers.asked.clear()
    answers.save = Answer.YES
    other.menus.actions_by_name["quit"].trigger()
    assert answers.asked == ["甲局 · 2020年度", "乙局 · 2020年度"]
    assert windows.every == []


def test_whoever_stays_after_all_finds_the_other_windows_still_there(
    windows: Windows, two: tuple[Window, Window], answers: Answers
) -> None:
    one, other = two
    one.document.edit([SetFigure(CELL, "77")], "填写")
    answers.save = Answer.CANCEL
    one.menus.actions_by_name["quit"].trigger()
    assert titles(windows) == ["甲局", "乙局"]
    assert other.isVisible()


def test_a_closed_window_is_gone_and_the_others_go_on(
    windows: Windows, two: tuple[Window, Window]
) -> None:
    one, other = two
    one.close()
    bury()
    assert not isValid(one)
    other.preferences.set(zoom=110)
    other.document.edit([SetFigure(CELL, "77")], "填写")
    other.commands.open_window()
    assert len(windows.every) == 2
    other.preferences.set(zoom=100)


def test_a_report_is_not_saved_over_one_that_is_open_beside_it(
    two: tuple[Window, Window], answers: Answers
) -> None:
    one, other = two
    answers.path = one.document.path
    assert not other.saving.save_as()
    assert "在另一个窗口里打开着" in answers.told[-1]
    assert other.document.path != one.document.path


def test_all_that_a_crash_left_comes_back_each_in_its_window(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, forms: Forms
) -> None:
    from core.document.encode import encode
    from core.keeping.recovery import Keeper
    from gui.files.recovery import RecoveryDialog

    (first,) = windows.every
    folder = recovery_folder(first.safekeeping.folder)
    for organ in ("甲局", "乙局"):
        report, _ = load(SAMPLE, forms)
        apply(report, [SetCover(organ, report.year)])
        keeper = Keeper(folder)
        keeper.keep(encode(report), None, None)
        lock = keeper._lock
        assert lock is not None
        lock.release()  # as the system does when a process dies

    def choose(dialog: RecoveryDialog) -> int:
        dialog.chosen = find_left(folder)[0]
        return 1

    monkeypatch.setattr(RecoveryDialog, "exec", choose)
    assert first.recovering.offer_all()
    assert sorted(titles(windows)) == ["乙局", "甲局"]
    assert all(window.document.has_work for window in windows.every)
    assert find_left(folder) == []


def test_an_error_is_told_in_the_window_in_hand_and_once(
    two: tuple[Window, Window], windows: Windows, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = {window: Answers() for window in two}
    for window, ask in asks.items():
        monkeypatch.setattr(window, "ask", ask)
    for window, other in (two, two[::-1]):
        raise_window(window)
        qtbot.waitUntil(window.isActiveWindow)
        windows.tell("差错")
        assert asks[window].told == ["差错"]
        asks[window].told.clear()
        assert asks[other].told == []


def test_an_error_behind_the_last_window_is_told_too(windows: Windows, answers: Answers) -> None:
    (window,) = windows.every
    window.close()
    bury()
    windows.tell("差错")
    assert answers.told == ["差错"]
