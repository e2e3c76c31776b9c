"""The window: new, open, save, read, export, close; nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from core.document.file import load
from core.figures.address import Address
from core.report.edits import SetFigure
from core.settings.settings import load_settings
from gui.files.new_report import NewReportDialog
from gui.frame.cover_page import CoverPage
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.look.theme import DARK, LIGHT, Theme
from tests.gui.conftest import Answers

OUT = Address("applications.carried_out.natural")


def change(window: Window) -> None:
    window.document.edit([SetFigure(OUT, "17")], "填写")


def test_it_opens_on_the_start_page(window: Window) -> None:
    assert window.views.currentWidget() is window.start
    assert not window.menus.export.isEnabled()


def test_save_open_and_recent(sample: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "报告 一.nianbao"
    change(sample)
    assert sample.saving.save()
    assert not sample.document.is_unsaved
    sample.document.leave()
    sample.files.open_path(answers.path)
    assert sample.document.report.value(OUT).text == "17"
    assert load_settings().recent == (str(answers.path),)


def test_a_file_changed_by_another_is_not_overwritten_unasked(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.nianbao"
    assert sample.saving.save()
    others = answers.path.read_bytes().replace("慈溪市人民政府".encode(), "别的机关".encode())
    answers.path.write_bytes(others)
    change(sample)
    answers.over = Answer.CANCEL
    assert not sample.saving.save()
    assert answers.path.read_bytes() == others
    assert "修改过" in answers.told[-1]
    answers.over = Answer.YES
    assert sample.saving.save()
    assert load(answers.path, sample.document.forms)[0].organ == "慈溪市人民政府"


@pytest.mark.parametrize(
    ("answer", "leaves"), [(Answer.CANCEL, False), (Answer.NO, True), (Answer.YES, True)]
)
def test_unsaved_work_is_asked_about(
    sample: Window, answers: Answers, tmp_path: Path, answer: Answer, leaves: bool
) -> None:
    answers.path = tmp_path / "a.nianbao"
    answers.save = answer
    change(sample)
    sample.saving.close_report()
    assert answers.asked
    assert sample.document.is_open is not leaves
    assert answers.path.exists() is (answer is Answer.YES)


def test_nothing_is_asked_when_nothing_would_be_lost(sample: Window, answers: Answers) -> None:
    sample.saving.close_report()
    assert answers.asked == []
    assert not sample.document.is_open


def test_a_damaged_file_is_told_and_the_open_report_stays(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.nianbao"
    bad.write_text('{"format": "nianbao", "vers', encoding="utf-8")
    sample.files.open_path(bad)
    assert answers.told
    assert sample.document.report.organ == "慈溪市人民政府"


def test_a_full_disk_is_told_and_the_work_stays_unsaved(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "没有这个文件夹" / "a.nianbao"
    change(sample)
    assert not sample.saving.save()
    assert "文件夹不存在" in answers.told[-1]
    assert sample.document.is_unsaved


@pytest.mark.parametrize("suffix", [".doc", ".xlsx"])
def test_export(sample: Window, answers: Answers, tmp_path: Path, suffix: str) -> None:
    answers.path = tmp_path / f"报告{suffix}"
    sample.exporting.export(suffix, "文件")
    assert answers.told == []
    assert answers.path.stat().st_size > 4000


def test_a_source_that_cannot_be_read_is_told(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("今天天气不错。", encoding="utf-8")
    window.files.open_path(source)
    assert answers.told
    assert not window.document.is_open


def test_a_new_report_gets_the_edition_of_its_year(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: NewReportDialog) -> QDialog.DialogCode:
        dialog.organ.setText("某某县发展和改革局")
        dialog.year.setText("2018")
        assert not dialog.begin.isEnabled()
        dialog.year.setText("2020")
        assert "2019" in dialog.edition.text()
        dialog.year.setText("2024")
        assert dialog.begin.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NewReportDialog, "exec", fill)
    window.files.new_report()
    assert window.document.report.form.edition == "2021"
    assert window.document.title == "某某县发展和改革局 · 2024年度"
    assert not any(window.document.report.values)


def test_every_page_wears_a_new_theme(sample: Window) -> None:
    for section in sample.workspace.tabs.sections:
        sample.workspace.show_section(section)
    sample.preferences.set(theme="dark")
    assert sample.workspace.tabs.theme is DARK
    assert load_settings().theme == "dark"
    sample.preferences.set(theme="light")
    assert sample.workspace.tabs.theme is LIGHT


def _luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme: Theme) -> None:
    grounds = ("ground", "surface", "head", "band", "computed", "hover")
    pairs = [(ink, ground) for ink in ("ink", "quiet") for ground in grounds]
    pairs += [("ink", tint) for tint in ("addend", "total", "doubt", "fault")]
    pairs += [
        (ink, ground)
        for ink in ("balanced", "unbalanced", "unfilled", "accent")
        for ground in ("ground", "surface", "head", "computed")
    ]
    pairs += [("on_accent", "accent"), ("unbalanced", "fault")]
    weak = []
    for ink, ground in pairs:
        light, dark = sorted(
            (_luminance(getattr(theme, ink)), _luminance(getattr(theme, ground))), reverse=True
        )
        ratio = (light + 0.05) / (dark + 0.05)
        if ratio < 4.5:
            weak.append(f"{ink} on {ground}: {ratio:.2f}")
    assert not weak


def test_every_control_has_a_name(sample: Window) -> None:
    from PySide6.QtWidgets import (
        QAbstractButton,
        QAbstractItemView,
        QLineEdit,
        QPlainTextEdit,
        QTabBar,
        QTableView,
    )

    for section in sample.workspace.tabs.sections:
        sample.workspace.show_section(section)
    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit)
        for widget in sample.workspace.findChildren(kind)
        if widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        # The corner of a table and its hidden heading are Qt's own, and out of reach.
        and not isinstance(widget.parent(), (QTableView, QTabBar))
    ]
    assert not nameless


def test_a_year_in_full_width_digits_is_a_year(window: Window) -> None:
    dialog = NewReportDialog(window.document.forms, "某局", window)
    dialog.year.setText("２０２４年")
    assert dialog.begin.isEnabled()
    assert dialog.report().year == 2024
    dialog.year.setText("24")
    assert not dialog.begin.isEnabled()


def test_the_year_can_be_corrected_within_its_edition(sample: Window) -> None:
    page = sample.workspace.show_section("cover")
    assert isinstance(page, CoverPage)
    page.year.setText("2019")
    page.year.textEdited.emit("2019")
    assert sample.document.report.year == 2019
    page.year.textEdited.emit("2022")
    assert sample.document.report.year == 2019
    assert "另外新建" in page.remark.text()


def test_an_export_says_what_is_still_open(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.doc"
    sample.exporting.export(".doc", "文件")
    assert "还有2处错误" in sample.told.text()


def test_a_finished_report_says_so(sample: Window) -> None:
    natural, legal = OUT, Address("applications.carried_out.legal")
    sample.document.edit([SetFigure(natural, "17"), SetFigure(legal, "0")], "填写")
    sample.document.catch_up()
    assert sample.document.inspection.findings == ()
    assert sample.workspace.panel.findings.count() == 0
    assert sample.workspace.header.check.text() == "✓ 没有发现问题"
    sample.workspace.panel.findings.grab()  # paints the words that stand in the empty list


def test_the_status_line_counts_what_the_texts_say_once_they_are_read(sample: Window) -> None:
    sample.document.edit([SetFigure(OUT, "99")], "填写")
    sample.document.catch_up()
    told = sample.document.inspection.open_in_words()
    assert told in sample.status.text()
