"""Chinese input: nothing is written before it is settled, nothing from elsewhere disturbs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.document.file import load
from core.figures.address import Address
from core.report.edits import COVER, SetFigure, SetText
from core.report.link import Link
from core.report.report import Report
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.panel.finding_item import Deed
from tests.gui.conftest import Answers
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


def in_text(window: Window) -> tuple[QWidget, Callable[[Report], str]]:
    page = text_page(window)
    place(page, 0)
    return page.editor, lambda report: report.texts[SECTION]


def in_opening(window: Window) -> tuple[QWidget, Callable[[Report], str]]:
    section = window.document.report.form.preamble.id
    cover = window.workspace.show_section(COVER)
    cover.preamble.editor.setFocus()  # type: ignore[attr-defined]
    return cover.preamble.editor, lambda report: report.texts[section]  # type: ignore[attr-defined]


def in_organ(window: Window) -> tuple[QWidget, Callable[[Report], str]]:
    cover = window.workspace.show_section(COVER)
    cover.setFocus()
    return cover.organ, lambda report: report.organ  # type: ignore[attr-defined]


def in_note(window: Window) -> tuple[QWidget, Callable[[Report], str]]:
    listed = window.workspace.panel.findings
    listed.do(Deed.NOTE, 0)
    return listed.editor, lambda report: "".join(report.notes.values())


def in_hidden_text(window: Window) -> tuple[QWidget, Callable[[Report], str]]:
    page = text_page(window)
    compose(page, "政务gongkai")
    window.workspace.show_section("applications")
    return page.editor, lambda report: report.texts[SECTION]


@pytest.mark.parametrize("writing", [in_text, in_opening, in_organ, in_note, in_hidden_text])
@pytest.mark.parametrize("by_closing", [False, True], ids=["saved", "closed"])
def test_an_unfinished_composition_is_saved_to_the_letter(
    writing: Callable[[Window], tuple[QWidget, Callable[[Report], str]]],
    by_closing: bool,
    sample: Window,
    answers: Answers,
    tmp_path: Path,
) -> None:
    answers.path, answers.save = tmp_path / "a.nianbao", Answer.YES
    if by_closing:
        assert sample.saving.save()
    editor, written = writing(sample)
    if writing is not in_hidden_text:
        QApplication.sendEvent(editor, QInputMethodEvent("政务gongkai", []))
    assert "政务gongkai" not in written(sample.document.report)
    if by_closing:
        assert sample.close()
        assert len(answers.asked) == 2
    else:
        assert sample.saving.save()
    saved, _ = load(answers.path, sample.document.forms)
    assert written(saved).count("政务gongkai") == 1
