"""Small tables in a written part: written in a dialog, undone in one step, drawn on the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QTableWidgetItem

from core.checks.inspection import Inspection
from core.report.edit import apply
from core.report.edits import SetText
from core.report.link import Link
from gui.frame.window import Window
from gui.printing.composer import Composer
from gui.printing.sheet import RuleItem, Text
from gui.texts.table_dialog import TextTableDialog
from tests.gui.writing import CELL, SECTION, place, text_page
from tests.sample_reports import sample_report

TABLE = "渠道\t2023年\t2024年\n网站\t1020\t1180\n新媒体\t\t96"


def write(monkeypatch: pytest.MonkeyPatch, rows: list[list[str]]) -> list[list[str]]:
    """Let the dialog be filled with rows and accepted; returns what stood in it before."""
    shown: list[list[str]] = []

    def fill(dialog: TextTableDialog) -> int:
        shown[:] = [line.split("\t") for line in dialog.text().split("\n")]
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                dialog.grid.setItem(row, column, QTableWidgetItem(cell))
        assert dialog.go.isEnabled()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(TextTableDialog, "exec", fill)
    return shown


def test_a_table_is_put_in_below_the_line_and_taken_back_in_one_step(
    sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text_page(sample)
    before = page.editor.text
    write(monkeypatch, [line.split("\t") for line in TABLE.split("\n")])
    place(page, 3)
    page.inserting.write_table()
    first, line, rest = before.partition("\n")
    assert page.editor.text == f"{first}\n{TABLE}{line}{rest}"
    sample.document.undo_stack.undo()
    assert page.editor.text == sample.document.report.texts[SECTION] == before


def test_a_table_is_edited_where_it_stands_and_numbers_that_follow_a_cell_go_on(
    sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text_page(sample)
    words = sample.document.report.figure_words(CELL)
    table = f"项目\t件数\n受理\t{words}\n办结\t7"
    at = table.index(words)
    link = Link(at, at + len(words), CELL)
    sample.document.edit([SetText(SECTION, table, (link,))], "修改文字")
    shown = write(monkeypatch, [["项目"], ["受理"], ["办结", "8"]])
    place(page, at)
    page.inserting.write_table()
    assert shown == [line.split("\t") for line in table.split("\n")]
    assert page.editor.text == table.replace("\t7", "\t8")
    assert sample.document.report.links[SECTION] == (link,)


def test_the_dialog_says_when_rows_are_no_table(sample: Window) -> None:
    dialog = TextTableDialog((), sample)
    assert not dialog.go.isEnabled()
    assert "还不能作为表格" in dialog.told.text()
    for column, cell in enumerate(("甲", "乙", "丙")):
        dialog.grid.setItem(0, column, QTableWidgetItem(cell))
        dialog.grid.setItem(1, column, QTableWidgetItem("1"))
    dialog.drop_row()
    assert not dialog.go.isEnabled()
    dialog.add_row()
    for column in range(3):
        dialog.grid.setItem(1, column, QTableWidgetItem("2"))
    assert dialog.text().startswith("1\t1\t1\n2\t2\t2")
    dialog.drop_column()
    assert dialog.grid.columnCount() == 2


def test_the_page_has_it_ruled_with_its_words_in_cells(qapp: object) -> None:
    report = sample_report("huaian")
    part = report.form.texts[1].id
    apply(report, [SetText(part, "见下表。")])
    composer = Composer()
    without = composer.compose(Inspection(report)).pages
    apply(report, [SetText(part, f"见下表。\n{TABLE}")])
    pages = composer.compose(Inspection(report)).pages
    texts = [item for page in pages for item in page.items if isinstance(item, Text)]
    for cell in ("渠道", "新媒体", "1020", "1180", "96"):
        assert any(cell in item.text for item in texts), cell
    rules = [
        sum(isinstance(i, RuleItem) for p in some for i in p.items) for some in (without, pages)
    ]
    assert rules[1] > rules[0]
    head = next(item for item in texts if item.text == "渠道")
    number = next(item for item in texts if item.text == "1020")
    assert number.x > head.x
    assert number.y > head.y
