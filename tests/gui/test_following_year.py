"""From last year's report to this year's, as a clerk goes it in January."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.document.file import load, save
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.origin import Source
from core.report.report import Report
from core.years.last import read_last_year
from gui.files.files import SAMPLE
from gui.files.following_year import FollowingYearDialog
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.panel.finding_item import Deed, FindingEntry
from tests.editions import form_of
from tests.gui.conftest import Answers

HUAIAN = SAMPLE.with_name("huaian-2024.nianbao")
IN = "applications.carried_in"
Fill = Callable[[FollowingYearDialog], bool]


@pytest.fixture
def begin(
    window: Window, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path, Fill], None]:
    """Choose a file by the action of the menu, and answer the dialog."""

    def run(path: Path, fill: Fill) -> None:
        answers.path = path
        monkeypatch.setattr(
            FollowingYearDialog, "exec", lambda self: QDialog.DialogCode(int(fill(self)))
        )
        window.menus.actions_by_name["new_from_last"].trigger()

    return run


def words(dialog: FollowingYearDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if not label.isHidden())


def test_the_whole_way_from_last_year(
    window: Window, answers: Answers, begin: Callable[[Path, Fill], None], tmp_path: Path
) -> None:
    def fill(dialog: FollowingYearDialog) -> bool:
        assert (dialog.organ.text(), dialog.year.text()) == ("淮安市人民政府", "2025")
        assert "103" in words(dialog)
        assert dialog.details.isHidden()
        assert not dialog.texts.isChecked()
        return True

    begin(HUAIAN, fill)
    document = window.document
    assert document.title == "淮安市人民政府 · 2025年度"
    assert document.report.figure(Address(f"{IN}.total")) == 103
    origin = document.report.origin(Address(f"{IN}.natural"))
    assert origin is not None
    assert (origin.source, origin.name) == (Source.CARRIED, HUAIAN.name)
    assert not any(document.report.texts.values())
    assert document.has_work
    assert document.path is None
    answers.path = tmp_path / "2025.nianbao"
    assert window.saving.save()
    again = load(answers.path, document.forms)[0]
    assert again.prior == document.report.prior
    window.menus.actions_by_name["stop_comparing"].trigger()
    assert document.report.prior is None


def test_last_years_numbers_are_marked_until_changed_or_confirmed(
    qtbot: QtBot, window: Window, begin: Callable[[Path, Fill], None]
) -> None:
    def fill(dialog: FollowingYearDialog) -> bool:
        dialog.texts.setChecked(True)
        return True

    begin(HUAIAN, fill)
    inspection = window.document.inspection

    def marked() -> list[str]:
        return [f.about for f in inspection.findings if f.code == "X66"]

    before = marked()
    assert "制发行政规范性文件8件" in before
    window.workspace.show_section("overview")
    listed = window.workspace.panel.findings
    rows = [listed.item(row).data(Qt.ItemDataRole.UserRole) for row in range(listed.count())]
    row = next(
        n
        for n, entry in enumerate(rows)
        if isinstance(entry, FindingEntry) and entry.finding.about == "制发行政规范性文件8件"
    )
    finding = rows[row].finding
    assert rows[row].deeds == (
        (Deed.CONFIRM, "已核对"),
        (Deed.PARAGRAPH, "整段3处都已核对"),
        (Deed.BRING_ON, "换成本年…"),
    )
    listed.do(Deed.CONFIRM, row)
    assert not inspection.is_open(finding)
    window.document.undo_stack.undo()
    assert inspection.is_open(finding)
    text = window.document.report.texts["overview"].replace(
        "制发行政规范性文件8件", "制发行政规范性文件9件"
    )
    window.document.edit([SetText("overview", text)], "修改文字")
    window.document.catch_up()
    assert marked() == [about for about in before if about != "制发行政规范性文件8件"]


def test_another_edition_says_what_has_no_place_and_what_is_in_doubt(
    window: Window, begin: Callable[[Path, Fill], None]
) -> None:
    def fill(dialog: FollowingYearDialog) -> bool:
        told, listed = words(dialog), dialog.details.toPlainText()
        assert "格式不同：2020年度用国办公开办函〔2019〕60号" in told
        assert "16？" in told
        assert "现在报告的是" in told
        assert "自然人一列不平" in listed
        assert "规章：本年新制作数量、本年新公开数量、对外公开总数量" in listed
        assert not dialog.details.isHidden()
        return True

    begin(SAMPLE, fill)
    assert window.document.report.form.edition == "2021"
    assert {a.column for a in window.document.report.doubts} == {"natural", "legal"}
    assert "D01" in {finding.code for finding in window.document.inspection.findings}


def test_years_between_are_said_plainly(
    window: Window, begin: Callable[[Path, Fill], None]
) -> None:
    def fill(dialog: FollowingYearDialog) -> bool:
        dialog.organ.setText("淮安市人民政府办公室")
        dialog.year.setText("2024")
        assert not dialog.begin.isEnabled()
        assert "要在它之后" in dialog.fault.text()
        dialog.year.setText("20")
        assert "四位数字" in dialog.fault.text()
        dialog.year.setText("2027")
        assert dialog.begin.isEnabled()
        assert "隔了3年：结转不带入" in dialog.remark.text()
        assert dialog.carried.isHidden()
        return True

    begin(HUAIAN, fill)
    assert window.document.title == "淮安市人民政府办公室 · 2027年度"
    assert not window.document.report.values


def test_a_source_that_does_not_tell_its_year_asks(window: Window, tmp_path: Path) -> None:
    forms = window.document.forms
    source = tmp_path / "a.txt"
    lines = SAMPLE.with_suffix(".txt").read_text("utf-8").replace("2020年", "")
    source.write_text(lines, encoding="utf-8")
    last = read_last_year(source, forms)
    assert last.year is None
    dialog = FollowingYearDialog(last, forms, date(2027, 1, 5), window)
    assert not dialog.begin.isEnabled()
    dialog.year.setText("2021")
    assert "按2020年度的报告对待" in dialog.remark.text()
    assert dialog.report().figure(Address(f"{IN}.natural")) == 16


def test_thinking_better_of_it_changes_nothing(
    sample: Window, answers: Answers, begin: Callable[[Path, Fill], None]
) -> None:
    before = sample.document.report
    begin(HUAIAN, lambda _dialog: False)
    assert sample.document.report is before
    assert answers.asked == []
    sample.document.edit([SetFigure(Address(f"{IN}.natural"), "1")], "填写")
    answers.save = Answer.CANCEL
    begin(HUAIAN, lambda _dialog: True)
    assert sample.document.report is before
    assert answers.asked


def test_what_cannot_be_read_is_told(
    window: Window, answers: Answers, begin: Callable[[Path, Fill], None], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("今天天气不错。", encoding="utf-8")
    begin(tmp_path / "a.txt", lambda _dialog: True)
    assert answers.told
    assert not window.document.is_open


def test_a_report_without_texts_offers_none(window: Window, tmp_path: Path) -> None:
    forms = window.document.forms
    last = Report(form_of(forms, "2021"), "某局", 2025)
    apply(last, [SetFigure(Address("applications.carried_out.natural"), "1")])
    save(last, tmp_path / "a.nianbao")
    found = read_last_year(tmp_path / "a.nianbao", forms)
    dialog = FollowingYearDialog(found, forms, date(2027, 1, 5), window)
    assert dialog.texts.isHidden()
    assert "现在报告的是" not in dialog.remark.text()
    assert "空白" in words(dialog)
    assert "商业企业" in dialog.details.toPlainText()


def test_comparing_anew_keeps_the_marks(
    window: Window, answers: Answers, begin: Callable[[Path, Fill], None]
) -> None:
    def fill(dialog: FollowingYearDialog) -> bool:
        dialog.texts.setChecked(True)
        return True

    begin(HUAIAN, fill)
    prior = window.document.report.prior
    window.menus.actions_by_name["compare"].trigger()
    assert window.document.report.prior == prior
    window.menus.actions_by_name["stop_comparing"].trigger()
    assert "沿用的文字" in window.told.text()
