"""One door for "open or read this file": the window, the command line and the years agree."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.cli.opened import Opened, open_report
from core.document.file import load
from core.exports.kinds import KINDS
from core.forms.loader import Forms
from core.settings.phrases import Phrase, write_phrases
from core.years.last import LastYear, read_last_year
from core.years.series import YearEntry, read_entry
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.reading.window import ReadingWindow
from gui.rollup.new_project import UnitsField
from gui.texts.editor import Writing
from gui.texts.phrases_dialog import PhrasesDialog
from tests.gui.conftest import Answers

NAMES = (
    "REPORT.NIANBAO",
    "没有后缀",
    "a.docx",
    "a.txt",
    "folder",
    "folder.nianbao",
    "missing.nianbao",
    "missing.docx",
)
GOOD = NAMES[:4]


@pytest.fixture(scope="module")
def files(forms: Forms, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    shutil.copyfile(SAMPLE, folder / "REPORT.NIANBAO")
    shutil.copyfile(SAMPLE, folder / "没有后缀")
    shutil.copyfile(SAMPLE.with_suffix(".txt"), folder / "a.txt")
    report, _stamp = load(SAMPLE, forms)
    (folder / "a.docx").write_bytes(KINDS[".docx"].write(Inspection(report)))
    (folder / "folder").mkdir()
    (folder / "folder.nianbao").mkdir()
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_whoever_opens_a_file_takes_it_alike(
    window: Window, answers: Answers, files: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadingWindow, "exec", lambda _self: True)
    path, forms = files / name, window.document.forms
    callers: tuple[Callable[[Path, Forms], Opened | LastYear | YearEntry], ...] = (
        open_report,
        read_last_year,
        read_entry,
    )
    said: list[object] = []
    for caller in callers:
        try:
            found = caller(path, forms)
            said.append((found.report.organ, found.year))
        except Problem as problem:
            said.append(str(problem))
    window.files.open_path(path)
    report = window.document.report if window.document.is_open else None
    said.append(answers.told[-1] if report is None else (report.organ, report.year))
    assert len(set(said)) == 1, said
    assert (report is not None) == (name in GOOD)
    if report is not None:
        assert said[0] == ("慈溪市人民政府", 2020)
    # Only a document of ours is what is saved again; a source stays as it is.
    assert window.document.path == (path if name in GOOD[:2] else None)


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drag over a widget and let go; returns whether anybody wanted it."""
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    where = target.rect().center()
    enters = QDragEnterEvent(QPoint(where), copy, data, left, none)
    enters.ignore()
    QApplication.sendEvent(target, enters)
    if enters.isAccepted():
        QApplication.sendEvent(target.window(), QDropEvent(where, copy, data, left, none))
    return enters.isAccepted()


def files_in_hand(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_dropped_document_is_opened(window: Window, files: Path, qtbot: QtBot) -> None:
    assert drop(window, files_in_hand(files / "REPORT.NIANBAO"))
    qtbot.waitUntil(lambda: window.document.is_open)
    assert window.document.path == files / "REPORT.NIANBAO"


def test_a_dropped_source_is_read(
    window: Window, files: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadingWindow, "exec", lambda _self: True)
    assert drop(window, files_in_hand(files / "a.txt"))
    qtbot.waitUntil(lambda: window.document.is_open)
    assert window.document.has_work


def test_several_files_and_a_page_are_not_taken(window: Window, files: Path) -> None:
    page = QMimeData()
    page.setUrls([QUrl("https://www.example.org/a.nianbao")])
    for data in (files_in_hand(files / "a.txt", files / "a.docx"), page, QMimeData()):
        assert not drop(window, data)


def test_a_file_over_a_written_part_is_the_window_s(
    sample: Window, files: Path, qtbot: QtBot
) -> None:
    page = sample.workspace.show_section("overview")
    assert page is not None
    editor = page.findChild(Writing)
    assert editor is not None
    before = editor.toPlainText()
    assert drop(editor.viewport(), files_in_hand(files / "REPORT.NIANBAO"))
    qtbot.waitUntil(lambda: sample.document.path is not None)
    assert editor.toPlainText() == before


def test_a_dropped_file_of_phrases_is_taken_in(
    sample: Window, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.json"
    write_phrases([Phrase("overview", "别处的话。")], path)
    form = sample.document.report.form
    dialog = PhrasesDialog(sample.workspace.book, form, answers, str(tmp_path), sample)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert drop(dialog, files_in_hand(path))
    QTest.qWait(500)
    assert Phrase("overview", "别处的话。") in sample.workspace.book.all()


def test_a_dropped_list_of_units_is_read_wherever_it_falls(
    answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲局\n乙局\n", "utf-8")
    field = UnitsField(answers, str(tmp_path))
    qtbot.addWidget(field)
    assert drop(field, files_in_hand(path))
    qtbot.waitUntil(lambda: len(field.units()) == 2)
    other = UnitsField(answers, str(tmp_path))
    qtbot.addWidget(other)
    assert drop(other.text.viewport(), files_in_hand(path))
    qtbot.waitUntil(lambda: len(other.units()) == 2)
    assert other.text.toPlainText() == ""
