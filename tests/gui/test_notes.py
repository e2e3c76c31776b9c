"""Soft findings take a note right in the list; it stands until a number of the finding changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from core.report.finding import Finding
from core.report.report import Report
from gui.frame.window import Window
from gui.panel.finding_item import Deed, FindingEntry
from gui.panel.findings_list import FindingsList
from tests.editions import form_of

SECTION = "overview"
OUT_NATURAL = Address("applications.carried_out.natural")
OUT_LEGAL = Address("applications.carried_out.legal")


@pytest.fixture
def soft(sample: Window) -> Window:
    """The sample, balanced, with a sentence that does not agree with the tables."""
    document = sample.document
    fixed = [SetFigure(OUT_NATURAL, "17"), SetFigure(OUT_LEGAL, "0")]
    text = f"{document.report.texts[SECTION]}\n2020年本机关共收到政府信息公开申请2件。"
    document.edit([*fixed, SetText(SECTION, text)], "准备")
    document.catch_up()
    assert not document.inspection.has_errors
    return sample


def findings_of(window: Window) -> FindingsList:
    return window.workspace.panel.findings


def first_soft(window: Window) -> tuple[int, Finding]:
    shown = findings_of(window)._shown
    return next((n, e.finding) for n, e in enumerate(shown) if e.is_soft and not e.finding.confirms)


def write(window: Window, text: str) -> None:
    listed = findings_of(window)
    row, _ = first_soft(window)
    listed.setCurrentRow(row)
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_F2)
    assert listed.editor.isVisible()
    QTest.keyClicks(listed.editor, text)


def test_a_note_is_written_in_the_list_and_kept(soft: Window) -> None:
    _, finding = first_soft(soft)
    before = len(soft.document.inspection.open_findings)
    write(soft, "kou jing")
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Return)
    listed = findings_of(soft)
    assert not listed.editor.isVisible()
    assert soft.document.inspection.note(finding) == "kou jing"
    assert listed._shown[-1] == FindingEntry(finding, note="kou jing")
    assert listed.currentRow() == listed.count() - 1
    assert soft.document.undo_stack.undoText() == "说明"
    title = soft.workspace.panel.findings_title.text()
    if before == 1:
        assert title == "问题 0 条，已说明 1 条"
        assert soft.workspace.header.check.text() == "✓ 问题都已说明"
    else:
        assert title == f"问题 {before - 1} 条，已说明 1 条"
        assert soft.workspace.header.check.text() == f"检查 {before - 1}"
    assert title in soft.status.text()
    soft.document.undo_stack.undo()
    assert soft.document.inspection.note(finding) == ""


def test_escape_leaves_it_as_it_was(soft: Window) -> None:
    _, finding = first_soft(soft)
    write(soft, "abc")
    assert soft.document.inspection.note(finding) == "abc"  # nothing is ever in the field only
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Escape)
    assert soft.document.inspection.note(finding) == ""
    assert not findings_of(soft).editor.isVisible()
    assert soft.document.undo_stack.undoText() == "准备"


def test_going_elsewhere_keeps_what_was_written(soft: Window) -> None:
    _, finding = first_soft(soft)
    write(soft, "abc")
    soft.workspace.show_section("applications").setFocus()
    assert not findings_of(soft).editor.isVisible()
    assert soft.document.inspection.note(finding) == "abc"


def test_undo_in_the_field_belongs_to_the_document(soft: Window) -> None:
    _, finding = first_soft(soft)
    write(soft, "abc")
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert soft.document.inspection.note(finding) == ""
    assert findings_of(soft).editor.toPlainText() == ""


def test_the_list_stays_as_it_is_while_a_note_is_written(soft: Window) -> None:
    listed = findings_of(soft)
    order = listed._shown
    write(soft, "abc")
    assert listed._shown is order
    soft.document.catch_up()
    assert listed.editor.isVisible()
    assert listed.editor.toPlainText() == "abc"


def test_a_lapsed_note_can_stand_again(soft: Window) -> None:
    write(soft, "abc")
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Return)
    text = soft.document.report.texts[SECTION].replace("申请2件", "申请3件")
    soft.document.edit([SetText(SECTION, text)], "改")
    soft.document.catch_up()
    listed = findings_of(soft)
    row, finding = first_soft(soft)
    assert listed._shown[row].lapsed == "abc"
    assert listed._shown[row].deeds[0] == (Deed.RENEW, "沿用")
    listed.do(Deed.RENEW, row)
    assert soft.document.inspection.note(finding) == "abc"
    assert soft.document.undo_stack.undoText() == "沿用说明"


def test_a_click_on_the_words_opens_the_field(soft: Window) -> None:
    listed = findings_of(soft)
    row, finding = first_soft(soft)
    item = listed.item(row)
    listed.scrollToItem(item)
    rect = listed.visualItemRect(item)
    entry = listed._shown[row]
    spot = next(
        QPoint(x, y)
        for y in range(rect.top(), rect.bottom(), 2)
        for x in range(rect.left(), rect.right(), 4)
        if listed._painter.deed_at(entry, rect, x, y) is Deed.NOTE
    )
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert listed.editor.isVisible()
    assert listed.editor.hasFocus()
    listed.grab()
    box = listed.editor.geometry()
    assert listed.visualItemRect(listed.item(row)).contains(box)
    assert soft.document.inspection.note(finding) == ""


def test_the_next_problem_is_one_that_is_not_explained(soft: Window) -> None:
    write(soft, "abc")
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Return)
    explained = findings_of(soft)._shown[-1].finding
    soft.workspace.leading.step_finding(1)
    assert soft.workspace.leading._finding != explained


def test_an_error_takes_no_note(sample: Window) -> None:
    entry = findings_of(sample)._shown[0]
    assert not entry.is_soft
    assert entry.deeds == ()


def test_zeros_alone_are_confirmed_with_one_click(sample: Window) -> None:
    form = form_of(sample.document.forms, "2021")
    empty = Report(form, "某局", form.first_year)
    sample.document.show(empty)
    document = sample.document
    document.edit([SetFigure(a, "0") for a, f in form.figures.items() if not f.computed], "填0")
    document.catch_up()
    listed = findings_of(sample)
    row = next(n for n, entry in enumerate(listed._shown) if entry.finding.confirms)
    assert listed._shown[row].deeds == ((Deed.CONFIRM, "确认空表上报"),)
    place = sample.workspace.tabs.place("applications")
    assert "未填完" in sample.workspace.tabs.tabToolTip(place)
    listed.setCurrentRow(row)
    QTest.keyClick(listed, Qt.Key.Key_F2)
    assert "已完成" in sample.workspace.tabs.tabToolTip(place)
    assert listed._shown[-1].note == "确认空表上报"
    listed.do(Deed.WITHDRAW, len(listed._shown) - 1)
    assert "未填完" in sample.workspace.tabs.tabToolTip(place)


def test_notes_stand_on_the_check_sheets(soft: Window) -> None:
    import io

    from openpyxl import load_workbook

    from core.exports.excel.workbook import workbook
    from gui.printing.check_sheet import parts

    write(soft, "abc")
    QTest.keyClick(findings_of(soft).editor, Qt.Key.Key_Return)
    inspection = soft.document.inspection
    book = load_workbook(io.BytesIO(workbook(inspection)))
    cells = {c.value for sheet in book for line in sheet.iter_rows() for c in line}
    printed = {box.text for part in parts(inspection) if part.grid for box in part.grid.boxes}
    (finding,) = [each for each in inspection.findings if inspection.note(each)]
    for texts in (cells, printed):  # what was said, and beside it the advice that it answers
        (said,) = [each for each in texts if str(each).startswith("说明：abc\n")]
        assert finding.advice in str(said)
    text = soft.document.report.texts[SECTION].replace("申请2件", "申请3件")
    soft.document.edit([SetText(SECTION, text)], "改")
    soft.document.catch_up()
    printed = {box.text for part in parts(inspection) if part.grid for box in part.grid.boxes}
    assert not [each for each in printed if each.startswith("说明：abc")]
