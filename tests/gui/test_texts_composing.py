"""Chinese input: nothing is written before it is settled, nothing from elsewhere disturbs it."""

from __future__ import annotations

from PySide6.QtTest import QTest

from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from core.report.link import Link
from gui.frame.window import Window
from tests.gui.writing import (
    CELL,
    SECTION,
    caret,
    compose,
    composed,
    linked_page,
    links,
    place,
    settle,
    text_page,
)

OTHER = Address("applications.carried_in.natural")


def test_nothing_is_written_while_the_input_method_composes(sample: Window) -> None:
    page = text_page(sample)
    before = sample.document.report.texts[SECTION]
    steps = sample.document.undo_stack.count()
    for letters in ("g", "go", "gong", "gong'kai"):
        compose(page, letters)
        assert sample.document.report.texts[SECTION] == page.editor.text == before
        assert composed(page) == (letters, 0)
    assert sample.document.undo_stack.count() == steps
    settle(page, "公开")
    assert sample.document.report.texts[SECTION] == "公开" + before
    assert sample.document.undo_stack.count() == steps + 1


def test_words_settled_one_after_another_are_one_step(sample: Window) -> None:
    page = text_page(sample)
    before = page.editor.text
    for letters, words in (("zhengfu", "政府"), ("xinxi", "信息"), ("gongkai", "公开")):
        compose(page, letters)
        settle(page, words)
    assert sample.document.report.texts[SECTION] == "政府信息公开" + before
    sample.document.undo_stack.undo()
    assert sample.document.report.texts[SECTION] == before


def test_a_composition_given_up_leaves_nothing(sample: Window) -> None:
    page = text_page(sample)
    before, steps = page.editor.text, sample.document.undo_stack.count()
    compose(page, "gong")
    compose(page, "")
    assert not page.editor.is_composing
    assert sample.document.report.texts[SECTION] == page.editor.text == before
    assert sample.document.undo_stack.count() == steps


def test_composing_over_a_selection_and_undoing_it(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "甲乙丙丁")], "写")
    page = text_page(sample)
    place(page, 1, 3)
    compose(page, "gong")
    settle(page, "公")
    assert sample.document.report.texts[SECTION] == "甲公丁"
    sample.document.undo_stack.undo()
    assert sample.document.report.texts[SECTION] == page.editor.text == "甲乙丙丁"


def test_a_linked_number_follows_beside_a_composition(sample: Window) -> None:
    """Two numbers in the line change, one before the caret and one behind it."""
    text = "结转16件，下年16件。"
    both = (Link(2, 4, CELL), Link(8, 10, CELL))
    sample.document.edit([SetText(SECTION, text, both)], "写")
    page = text_page(sample)
    place(page, 6)
    compose(page, "gong")
    sample.document.edit([SetFigure(CELL, "12345")], "填写")
    assert page.editor.text == "结转12345件，下年12345件。"
    assert composed(page) == ("gong", 9)
    assert page.editor.is_composing
    settle(page, "公")
    assert sample.document.report.texts[SECTION] == "结转12345件，公下年12345件。"
    assert links(sample) == ["12345", "12345"]


def test_undo_beside_a_composition_leaves_it_where_it_is(sample: Window) -> None:
    sample.document.edit([SetText(SECTION, "第一段。\n第二段。")], "写")
    sample.document.edit([SetText(SECTION, "第一段。\n加一段。\n第二段。")], "写")
    page = text_page(sample)
    place(page, 12)
    compose(page, "gong")
    sample.document.undo_stack.undo()
    assert page.editor.text == "第一段。\n第二段。"
    assert composed(page) == ("gong", 2)
    settle(page, "公")
    assert sample.document.report.texts[SECTION] == "第一段。\n第二公段。"


def test_the_pause_does_not_disturb_a_composition(sample: Window) -> None:
    page = text_page(sample, "overview")
    sample.document.edit([SetText("overview", "（一）主动公开\n2020年，收到申请520件。")], "写")
    place(page, 10)
    compose(page, "gong")
    sample.document.catch_up()
    assert composed(page) == ("gong", 2)
    settle(page, "公")
    assert "20公20年" in sample.document.report.texts["overview"]


def test_composing_right_behind_a_number_does_not_enter_it(sample: Window) -> None:
    page = linked_page(sample)
    place(page, 4)
    compose(page, "yu")
    settle(page, "余")
    assert sample.document.report.texts[SECTION] == "结转16余件。"
    assert links(sample) == ["16"]
    assert caret(page) == 5
    sample.document.edit([SetFigure(CELL, "7")], "填写")
    assert page.editor.text == "结转7余件。"
    QTest.keyClicks(page.editor, "x")
    assert page.editor.text == "结转7余x件。"
