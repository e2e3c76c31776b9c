"""The title divided by hand (标题分行): on the cover, undone, kept, in every kind of export."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from core.checks.inspection import Inspection
from core.clipboard.whole import paste_report
from core.document.file import load
from core.forms.loader import Forms
from core.reading.opening import open_file
from core.report.cover_edits import SetTitleLines
from core.report.edit import apply
from core.report.edits import COVER, SetCover
from core.report.report import Report
from gui.frame.cover_page import CoverPage
from gui.frame.title_dialog import TitleDialog
from gui.frame.window import Window
from gui.printing import KINDS
from gui.printing.composer import Composer
from tests.editions import form_of
from tests.gui.conftest import Answers

NAME = "慈溪市人民政府"
BY_HAND = ("慈溪市", "人民政府")
TITLE = "2020年政府信息公开工作年度报告"
LONG = (
    "新疆生产建设兵团",
    "第十三师新星市市场监督管理局",
    "（知识产权局）食品药品安全委员会办公室",
)


@pytest.fixture
def cover(sample: Window) -> CoverPage:
    return cast(CoverPage, sample.workspace.page(COVER))


def answer(monkeypatch: pytest.MonkeyPatch, *texts: str) -> list[tuple[str, bool]]:
    """Type these into the dialog one after the other and close it; note what it said to each."""
    said: list[tuple[str, bool]] = []

    def close(dialog: TitleDialog) -> int:
        for text in texts:
            dialog.editor.setPlainText(text)
            said.append((dialog.remark.text(), dialog.go.isEnabled()))
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(TitleDialog, "exec", close)
    return said


def test_a_name_is_divided_on_the_cover_undone_and_kept(
    window: Window,
    cover: CoverPage,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = window.document
    said = answer(monkeypatch, "慈溪市人民", "慈溪市政府\n人民", "\n".join(BY_HAND))
    cover.divide.click()
    assert said == [(f"这里只分行，不改字：合起来要还是“{NAME}”。", False)] * 2 + [("", True)]
    assert document.report.title_lines == BY_HAND
    assert document.report.organ == NAME
    assert cover.title.text() == "\n".join((*BY_HAND, TITLE))
    answers.path = tmp_path / "报告.nianbao"
    assert window.saving.save()
    assert load(answers.path, document.forms)[0].title_lines == BY_HAND
    document.undo_stack.undo()
    assert document.report.title_lines == ()
    assert cover.title.text() == f"{NAME}{TITLE}"
    document.undo_stack.redo()
    answer(monkeypatch, NAME)  # as it is divided by itself
    cover.divide.click()
    assert document.report.title_lines == ()
    cover.organ.setText("")
    cover.organ.textEdited.emit("")
    assert not cover.divide.isEnabled()


def test_a_line_that_is_too_long_is_told(window: Window) -> None:
    long = "劳动保障监察综合行政执法大队" * 2
    dialog = TitleDialog("青禾县" + long, ("青禾县", long), window)
    assert dialog.editor.toPlainText() == f"青禾县\n{long}"
    assert dialog.remark.text() == "第2行太长，一行放不下，打印时会自动再分。"
    assert dialog.go.isEnabled()
    dialog.by_itself.click()
    assert dialog.lines() == ()
    assert dialog.remark.text() == ""


@pytest.fixture
def divided(forms: Forms) -> Report:
    report = Report(form_of(forms, "2021"), "", 2024)
    apply(report, [SetCover("".join(LONG), 2024), SetTitleLines(LONG)])
    return report


def test_the_page_has_the_lines(divided: Report, qapp: QApplication) -> None:
    page = Composer().compose(Inspection(divided)).pages[0]
    lines: dict[float, str] = {}
    for text in page.texts:
        if text.size == 22:
            lines[text.y] = lines.get(text.y, "") + text.text
    assert tuple(lines[y] for y in sorted(lines))[:3] == LONG
    assert "<br>".join(LONG) in paste_report(divided).html


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".html", ".xlsx", ".pdf"])
def test_the_name_is_whole_when_an_export_is_read(
    divided: Report, suffix: str, tmp_path: Path, forms: Forms, qapp: QApplication
) -> None:
    file = tmp_path / f"报告{suffix}"
    file.write_bytes(KINDS[suffix].write(Inspection(divided)))
    assert open_file(file, forms).report.organ == "".join(LONG)
