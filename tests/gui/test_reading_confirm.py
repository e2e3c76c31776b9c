"""Read and confirm: the source beside the form, doubts before faults, nothing unasked, one undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document.encode import encode
from core.document.file import load
from core.figures.address import Address
from core.forms.loader import Forms
from core.labels.blocks import Cell, Grid, Paragraph, Place, SourceSpot
from core.reading.questions import Matter, Question
from core.reading.source import read_text
from core.recognition.reading import Reading
from core.report.edits import SetFigure
from core.report.origin import TYPED, Origin, Source
from core.report.transition import copy
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Answer
from gui.look.theme import CONTRAST, DARK, LIGHT, Theme, theme_named
from gui.reading.source_view import SourceView
from gui.reading.window import ReadingOutcome, ReadingWindow
from tests.core.reading_layouts import LAYOUTS, printed
from tests.gui.accessible import faults, read, steps_back, tab_order
from tests.gui.conftest import Answers

NORMATIVE = Address("proactive.normative.made")
LICENSING = Address("proactive.licensing.decisions")
COERCION = Address("proactive.coercion.change")
NATURAL = Address("applications.received.natural")
PENALTY = Address("proactive.penalty.decisions")
# Digits run together without and with identities to tell them apart, a figure that is none, a
# blank; the sample itself has two columns that do not balance.
SPOILT = (
    ("规范性文件\t65\t65\t1289", "规范性文件65651289"),
    ("行政许可\t878\t-187\t224468", "行政许可\t878\t-187\t224468②"),
    ("行政强制\t136\t+2\t39333", "行政强制\t136\t\t39333"),
    ("数量\t516\t1\t0\t0\t0\t1\t518", "数量51610001518"),
)


@pytest.fixture
def source(forms: Forms) -> str:
    text = printed(load(SAMPLE, forms)[0], next(each for each in LAYOUTS if each.name == "tabs"))
    for sound, spoilt in SPOILT:
        assert text.count(sound) == 1
        text = text.replace(sound, spoilt)
    return text


@pytest.fixture
def reading(source: str, forms: Forms) -> Reading:
    return read_text(source, forms, "年报.txt")


@pytest.fixture
def shown(
    window: Window, reading: Reading, answers: Answers, qtbot: QtBot
) -> Iterator[ReadingWindow]:
    made = ReadingWindow(reading, window.document, lambda: LIGHT, answers, window)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.deleteLater()


def about(window: ReadingWindow, address: Address) -> Question:
    question = window.questions.about(address)
    assert question is not None
    return question


def take_in_hand(window: ReadingWindow, address: Address) -> Question:
    """Pick the question about a figure in the list, as a click does."""
    question = about(window, address)
    (number,) = (n for n, each in window.questions._entries.items() if each == question)
    window.questions.setCurrentItem(window.questions._items[number])
    return question


def press(window: ReadingWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window.questions, key)


def marked(window: ReadingWindow) -> str:
    """Return what is marked in the source."""
    return window.source.accessibleDescription()


def headings(window: ReadingWindow) -> list[str]:
    tree = window.questions
    tops = (tree.topLevelItem(n) for n in range(tree.topLevelItemCount()))
    return [top.text(0) for top in tops if top is not None]


def test_doubts_come_first_and_the_sources_own_faults_apart(shown: ReadingWindow) -> None:
    assert headings(shown) == [
        "没有读准（2处）", "推算出来的（1处）", "空着的（1处）", "来源里的其他地方（1处）",
        "不平，但其中有没有核对的数（2处）",
    ]  # fmt: skip
    assert shown.take.text() == "作为新报告打开（还有5处没有核对）(&O)"
    take_in_hand(shown, NATURAL)
    press(shown, Qt.Key.Key_Space)
    # With the row confirmed, nobody but the source itself is to blame.
    assert headings(shown)[-1] == "来源自己的错（2处）"
    assert "不相符的2处" in shown.summary.text()


def test_a_clerk_goes_through_by_keys_alone(shown: ReadingWindow) -> None:
    report = shown.draft.report
    assert shown.questions.entry == about(shown, NORMATIVE)
    assert "规范性文件；65651289" in marked(shown).replace("\t", "")
    press(shown, Qt.Key.Key_Space)  # the source does not tell, and says so
    assert "请选一种分法" in shown.answers.remark.text()
    assert report.doubts.keys() >= {NORMATIVE}
    way = about(shown, NORMATIVE).ways.index(("65", "65", "1289"))
    shown.answers.ways.setCurrentRow(way)
    QTest.keyClick(shown.answers.ways, Qt.Key.Key_Return)
    assert report.value(NORMATIVE).text == "65"
    assert report.origin(NORMATIVE) == Origin(Source.READ, "年报.txt")

    assert shown.questions.entry == about(shown, LICENSING)
    press(shown, Qt.Key.Key_Return)
    assert shown.answers.field.hasFocus()
    shown.answers.field.setText("22446八")
    QTest.keyClick(shown.answers.field, Qt.Key.Key_Return)
    assert "数字以外还有别的文字" in shown.answers.remark.text()
    shown.answers.field.setText("224468")
    QTest.keyClick(shown.answers.field, Qt.Key.Key_Return)
    assert report.value(LICENSING).text == "224468"
    assert report.origin(LICENSING) == TYPED

    assert shown.questions.entry == about(shown, NATURAL)
    press(shown, Qt.Key.Key_Space)
    assert report.origin(NATURAL) == Origin(Source.DEDUCED, "年报.txt")
    assert NATURAL not in report.doubts
    assert shown.questions.entry == about(shown, COERCION)
    press(shown, Qt.Key.Key_0, Qt.Key.Key_Space)
    assert shown.draft.open_questions == ()
    assert not report.doubts
    assert shown.take.text() == "作为新报告打开(&O)"
    assert shown.take.hasFocus()


def test_one_click_takes_a_way(shown: ReadingWindow) -> None:
    ways = shown.answers.ways
    place = ways.visualItemRect(ways.item(1)).center()
    QTest.mouseClick(ways.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown.draft.report.value(NORMATIVE).text == about(shown, NORMATIVE).ways[1][0]
    assert shown.questions.entry == about(shown, LICENSING)
    assert LICENSING in shown.draft.report.doubts


def test_f8_goes_round_what_is_open_and_undo_opens_it_again(shown: ReadingWindow) -> None:
    QTest.keyClick(shown, Qt.Key.Key_F8)
    assert shown.questions.entry == about(shown, LICENSING)
    QTest.keyClick(shown, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(shown, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    entry = shown.questions.entry
    assert isinstance(entry, Question)
    assert entry.matter is Matter.NOTE
    take_in_hand(shown, NORMATIVE)
    press(shown, Qt.Key.Key_1)
    question = about(shown, NORMATIVE)
    assert shown.draft.report.value(NORMATIVE).text == question.ways[0][0]
    assert shown.draft.is_settled(question)
    take_in_hand(shown, COERCION)
    press(shown, Qt.Key.Key_Space)
    assert len(shown.draft.open_questions) == 3
    for left in (4, 5):
        QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(shown.draft.open_questions) == left
    assert NORMATIVE in shown.draft.report.doubts
    assert shown.questions.entry == question


def test_what_is_picked_in_one_is_shown_in_the_others(
    shown: ReadingWindow, reading: Reading
) -> None:
    take_in_hand(shown, LICENSING)
    assert marked(shown) == "224468②"
    assert shown.form.tables["proactive"].view.address_in_hand() == LICENSING
    # In the form: a cell without a question still shows where it came from.
    shown.form.tables["proactive"].view.go_to(PENALTY)
    assert marked(shown) == "14485"
    assert shown.questions.entry is None
    assert "读准" in shown.answers.place.text()
    # In the source: a click into the digits that run together.
    (spot,) = reading.figures[NATURAL].spots
    cursor = shown.source._cursor(spot)
    assert cursor is not None
    cursor.setPosition(cursor.selectionStart() + 2)
    shown.source.setTextCursor(cursor)
    assert shown.form.tables["applications"].view.address_in_hand() == NATURAL
    assert shown.questions.entry == about(shown, NATURAL)
    assert shown.source.textCursor().position() == cursor.position()


def test_paragraphs_of_texts_are_linked_with_the_source(shown: ReadingWindow) -> None:
    pane = shown.form.texts["overview"]
    line = pane.toPlainText().split("\n")[1]
    pane.setTextCursor(QTextCursor(pane.document().findBlockByNumber(1)))
    assert marked(shown) == line
    there = shown.source.document().find(shown.form.texts["problems"].toPlainText()[:8])
    there.clearSelection()
    shown.source.setTextCursor(there)
    assert shown.form.currentWidget() is shown.form.texts["problems"]


def test_a_sentence_at_odds_with_the_tables_is_marked_in_the_source(
    window: Window, source: str, forms: Forms, answers: Answers, qtbot: QtBot
) -> None:
    words = "本年收到政府信息公开申请999件"
    said = source.replace("本年度按照条例的要求开展工作。", f"开展了工作。{words}。", 1)
    reading = read_text(said, forms, "年报.txt")
    made = ReadingWindow(reading, window.document, lambda: LIGHT, answers, window)
    qtbot.addWidget(made)
    (fault,) = (each for each in made.draft.faults if each.spot is not None)
    made.questions.show_question(fault)
    made.places.show_entry()
    sentence, *figures = marked(made).split("；")
    assert "申请999件" in sentence
    assert sentence in words
    assert len(figures) == 1


def test_a_rare_character_moves_no_mark(qtbot: QtBot) -> None:
    place = Place("第1行", "年报.txt")
    view = SourceView([Paragraph("𠮷县\t12\t345", place)], LIGHT)
    qtbot.addWidget(view)
    view.show_spots([SourceSpot(0, start=6, end=9)])
    assert view.accessibleDescription() == "345"
    assert view.spot_at(view.textCursor()) == SourceSpot(0, start=6, end=6)


def test_spans_of_a_source_that_do_not_fit_are_shown_as_far_as_they_do(qtbot: QtBot) -> None:
    place = Place("第1个表", "年报.html")
    rows = (
        (Cell("甲", place, down=9), Cell("乙", place, across=2)),
        (Cell("1", place), Cell("2", place), Cell("3", place)),
    )
    view = SourceView([Grid((), place), Grid(rows, place), Paragraph("后面", place)], LIGHT)
    qtbot.addWidget(view)
    for cell, text in enumerate("123"):
        view.show_spots([SourceSpot(1, 1, cell)])
        assert view.accessibleDescription() == text
        assert view.spot_at(view.textCursor()) == SourceSpot(1, 1, cell)
    view.show_spots([SourceSpot(2, start=0, end=2)])
    assert view.accessibleDescription() == "后面"


def test_a_figure_typed_into_the_form_settles_its_doubt(shown: ReadingWindow) -> None:
    view = shown.form.tables["proactive"].view
    view.go_to(LICENSING)
    QTest.keyClicks(view.viewport(), "9")
    shown.form.commit()
    assert shown.draft.report.value(LICENSING).text == "9"
    assert shown.draft.is_settled(about(shown, LICENSING))
    assert "没有核对" not in shown.questions.currentItem().text(1)


def test_what_is_not_confirmed_keeps_its_doubt(shown: ReadingWindow, reading: Reading) -> None:
    take_in_hand(shown, NATURAL)
    press(shown, Qt.Key.Key_Space)
    shown.take.click()
    report = shown.report()
    assert NATURAL not in report.doubts
    assert report.doubts[LICENSING] == reading.report().doubts[LICENSING]
    assert report.value(LICENSING).text == ""


def test_the_year_must_be_one_of_the_form(shown: ReadingWindow) -> None:
    shown.year.setText("2022")
    assert "请核对年度" in shown.remark.text()
    shown.year.setText("2018")
    assert "没有全国统一格式" in shown.remark.text()
    assert not shown.take.isEnabled()
    shown.year.setText("２０１９年")
    assert shown.take.isEnabled()
    assert shown.report().year == 2019


def test_closing_asks_only_where_something_was_confirmed(
    shown: ReadingWindow, answers: Answers
) -> None:
    take_in_hand(shown, NATURAL)
    press(shown, Qt.Key.Key_Space)
    answers.agrees = False
    shown.reject()
    assert shown.isVisible()
    assert answers.asked == ["核对过的内容还没有用上。"]
    QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown.reject()
    assert not shown.isVisible()


def test_the_open_report_takes_the_reading_as_one_undo(
    sample: Window, reading: Reading, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    document = sample.document
    document.edit([SetFigure(PENALTY, "1"), SetFigure(COERCION, "7")], "填写")
    before = encode(document.report)

    def confirm(window: ReadingWindow) -> bool:
        assert not window.into.isHidden()
        assert "2个数（其中改掉已填的1个）" not in window.effect.text()
        assert "改掉已填的1个" in window.effect.text()
        take_in_hand(window, NATURAL)
        press(window, Qt.Key.Key_Space)
        window.into.click()
        return bool(window.result())

    monkeypatch.setattr(ReadingWindow, "exec", confirm)
    steps = document.undo_stack.count()
    sample.files._take_over(reading)
    assert answers.asked[-1].startswith("会改动当前报告的")
    report = document.report
    assert report.value(PENALTY).text == "14485"
    assert report.value(COERCION).text == "7"  # a blank of the source takes nothing away
    assert report.value(LICENSING).text == "224468"  # nor does what could not be read
    assert LICENSING not in report.doubts
    assert document.undo_stack.count() == steps + 1
    document.undo_stack.undo()
    assert encode(document.report) == before


def test_another_organs_report_is_no_place_for_it(sample: Window, shown: ReadingWindow) -> None:
    report = copy(sample.document.report)
    sample.document.show(report)
    shown._follow()
    assert not shown.into.isHidden()
    shown.organ.setText("别的机关")
    assert shown.into.isHidden()


def test_whoever_keeps_the_open_report_comes_back_to_what_was_confirmed(
    sample: Window, reading: Reading, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    sample.document.edit([SetFigure(PENALTY, "1")], "填写")
    left: list[int] = []

    def confirm(window: ReadingWindow) -> bool:
        left.append(len(window.draft.open_questions))
        take_in_hand(window, NATURAL)
        press(window, Qt.Key.Key_Space)
        answers.save = Answer.CANCEL if len(left) == 1 else Answer.NO
        window.outcome = ReadingOutcome.NEW
        return True

    monkeypatch.setattr(ReadingWindow, "exec", confirm)
    sample.files._take_over(reading)
    assert left == [5, 4]
    assert sample.document.path is None
    assert sample.document.report.value(PENALTY).text == "14485"


@pytest.mark.parametrize("says_so", [False, True])
def test_a_reading_becomes_a_report_only_when_the_clerk_says_so(
    window: Window, monkeypatch: pytest.MonkeyPatch, *, says_so: bool
) -> None:
    monkeypatch.setattr(ReadingWindow, "exec", lambda _self: says_so)
    window.files.open_path(SAMPLE.with_suffix(".txt"))
    assert window.document.is_open is says_so
    if says_so:
        assert window.document.report.organ == "慈溪市人民政府"
        assert window.document.has_work
        tabs = window.workspace.tabs
        assert tabs.sections[tabs.currentIndex()] == "applications"


def copied_page(source: str) -> str:
    """Make a page of the source in which the lines with tabs are tables."""
    parts = []
    for line in source.split("\n"):
        cells = "".join(f"<td>{cell}</td>" for cell in line.split("\t"))
        is_row = "\t" in line
        parts.append(f"<table><tr>{cells}</tr></table>" if is_row else f"<p>{line}</p>")
    return "".join(parts)


@pytest.mark.parametrize("make", [str, copied_page])
def test_the_clipboard_goes_the_same_way(
    window: Window, source: str, monkeypatch: pytest.MonkeyPatch, make: Callable[[str], str]
) -> None:
    seen: list[Reading] = []

    def look(shown: ReadingWindow) -> bool:
        seen.append(shown.draft.reading)
        return False

    monkeypatch.setattr(ReadingWindow, "exec", look)
    data = QMimeData()
    data.setText(source)
    if make is copied_page:
        data.setText("没有用的文字")
        data.setHtml(make(source))
    QGuiApplication.clipboard().setMimeData(data)
    window.files.read_clipboard()
    QGuiApplication.clipboard().clear()
    (found,) = seen
    assert found.source_name == "剪贴板"
    assert found.organ == "慈溪市人民政府"
    assert found.figures[PENALTY].text == "14485"


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
def test_everything_can_be_heard_and_reached(
    window: Window, reading: Reading, answers: Answers, qtbot: QtBot, theme: Theme
) -> None:
    made = ReadingWindow(reading, window.document, lambda: theme, answers, window)
    qtbot.addWidget(made, before_close_func=lambda w: w.draft.document.undo_stack.setClean())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert faults(read(made)) == []
    assert steps_back(tab_order(made)) == []
    item = made.questions.currentItem()
    spoken = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "没有读准" in spoken
    assert "没有核对" in spoken
    bar = made.form.tabBar()
    assert bar.accessibleTabName(2) == "二、主动公开，还有4处没有核对"


def test_it_follows_zoom_and_theme_while_it_is_open(
    window: Window, reading: Reading, answers: Answers, qtbot: QtBot
) -> None:
    settings = window.preferences
    made = ReadingWindow(
        reading, window.document, lambda: theme_named(settings.settings.theme), answers, window
    )
    with qtbot.waitExposed(made):
        made.show()
    width, size = made.questions.columnWidth(0), made.source.document().size().height()
    settings.set(zoom=200, theme="contrast")
    assert made.questions.columnWidth(0) > 1.8 * width
    assert made.source.document().size().height() > 1.5 * size
    assert made.form.tables["proactive"].view.delegate.theme is CONTRAST
    settings.set(zoom=100)
    made.reject()
    made.deleteLater()
