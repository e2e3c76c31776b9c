"""Last year's report beside this one: chosen, doubted, shown, and let go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.document.file import save
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior, SetText
from core.report.report import Report
from gui.frame.window import Window
from gui.tables.table_model import LOOK, CellLook
from gui.tables.table_page import TablePage
from gui.texts.last_year_dialog import LastYearDialog
from gui.texts.text_page import TextPage
from tests.gui.conftest import Answers

RECEIVED = Address("applications.received.natural")
OUT = Address("applications.carried_out.natural")


def write_report(window: Window, path: Path, year: int, organ: str = "慈溪市人民政府") -> Path:
    form = window.document.forms.for_year(year)
    assert form is not None
    report = Report(form, organ, year)
    apply(report, [SetFigure(RECEIVED, "500"), SetFigure(OUT, "13")])
    save(report, path)
    return path


@pytest.fixture
def last(sample: Window, tmp_path: Path) -> Path:
    return write_report(sample, tmp_path / "2019.nianbao", 2019)


def look(window: Window, address: Address) -> CellLook:
    page = window.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    found = page.view.form_model.place(address).data(LOOK)
    assert isinstance(found, CellLook)
    return found


def test_the_year_before_is_taken_without_a_question(
    sample: Window, answers: Answers, last: Path
) -> None:
    answers.path = last
    sample.menus.actions_by_name["compare"].trigger()
    assert answers.asked == []
    prior = sample.document.report.prior
    assert prior is not None
    assert prior.year == 2019
    assert "2019年度" in sample.told.text()
    assert "Y01" in {finding.code for finding in sample.document.inspection.findings}
    sample.document.undo_stack.undo()
    assert sample.document.report.prior is None
    assert "Y01" not in {finding.code for finding in sample.document.inspection.findings}


def test_the_card_tells_last_years_figure(sample: Window, answers: Answers, last: Path) -> None:
    page = sample.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    page.view.go_to(RECEIVED)
    answers.path = last
    sample.menus.actions_by_name["compare"].trigger()
    assert "上年 500，增加16，3.2%" in sample.workspace.panel.card.words.text()


def test_another_year_or_organ_is_asked_about(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.path = write_report(sample, tmp_path / "a.nianbao", 2021, "某局")
    answers.agrees = False
    sample.menus.actions_by_name["compare"].trigger()
    assert sample.document.report.prior is None
    assert "2021年度" in answers.asked[0]
    assert "某局" in answers.asked[0]
    answers.agrees = True
    sample.menus.actions_by_name["compare"].trigger()
    prior = sample.document.report.prior
    assert prior is not None
    assert prior.year == 2021
    assert "Y01" not in {finding.code for finding in sample.document.inspection.findings}


def test_what_cannot_be_read_is_told(sample: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "a.txt"
    answers.path.write_text("今天天气不错。", encoding="utf-8")
    sample.menus.actions_by_name["compare"].trigger()
    assert answers.told
    assert sample.document.report.prior is None


def test_it_can_be_let_go(sample: Window, answers: Answers, last: Path) -> None:
    stop = sample.menus.actions_by_name["stop_comparing"]
    stop.trigger()
    assert "没有对照" in sample.told.text()
    answers.path = last
    sample.menus.actions_by_name["compare"].trigger()
    stop.trigger()
    assert sample.document.report.prior is None
    sample.document.undo_stack.undo()
    assert sample.document.report.prior is not None


def test_the_cells_show_last_year_on_demand(sample: Window, answers: Answers, last: Path) -> None:
    assert look(sample, RECEIVED).prior == ""
    sample.menus.actions_by_name["prior_shown"].trigger()
    assert look(sample, RECEIVED).prior == ""
    assert "对照上年的报告" in sample.told.text()
    answers.path = last
    sample.menus.actions_by_name["compare"].trigger()
    assert look(sample, RECEIVED).prior == "500"
    assert look(sample, OUT).prior == "13"
    assert look(sample, Address("applications.received.research")).prior == ""
    page = sample.workspace.show_section("proactive")
    assert isinstance(page, TablePage)
    assert page.view.form_model._shows_prior
    page.grab()
    sample.workspace.show_section("applications").grab()
    sample.menus.actions_by_name["prior_shown"].trigger()
    assert look(sample, RECEIVED).prior == ""


def test_the_sentences_stand_beside_last_years_and_lead_to_the_text(
    sample: Window, answers: Answers, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = sample.menus.actions_by_name["compare_sentences"]
    there.trigger()
    assert "还没有上年的文字" in sample.told.text()
    report = sample.document.report
    kept = report.as_prior()
    sample.document.edit([SetPrior(replace(kept, year=report.year - 1))], "对照上年的报告")
    sample.document.edit([SetText("problems", "这是一句新写的话，去年没有。")], "改")

    def choose(dialog: LastYearDialog) -> int:
        items = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
        assert {item.text(0) for item in items} >= {"相同", "新写"}
        dialog.only_taken.setChecked(True)
        assert all(
            item.isHidden() == (item.text(0) not in {"相同", "只改了数字"}) for item in items
        )
        dialog.only_taken.setChecked(False)
        new = next(item for item in items if item.text(0) == "新写")
        dialog.tree.setCurrentItem(new)
        dialog.go.click()
        return 1

    monkeypatch.setattr(LastYearDialog, "exec", choose)
    there.trigger()
    page = sample.workspace.show_section("problems")
    assert isinstance(page, TextPage)
    start, end = page.editor.selection
    assert page.editor.text[start:end] == "这是一句新写的话，去年没有。"
