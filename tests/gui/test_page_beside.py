"""The page beside the editor follows the caret; what was saved says so, and leads to the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.report.edits import SetFigure
from core.settings.settings import load_settings
from gui.frame.window import Window
from gui.kit.written import Written, WrittenLinks
from gui.printing.composer import Composer
from gui.printing.page_beside import PageBeside
from gui.printing.page_place import PagePlace, find_place
from gui.printing.preview import Preview
from gui.printing.sheet import PaperPage
from gui.series.window import SeriesWindow
from gui.texts.text_page import TextPage
from tests.gui.conftest import Answers


@pytest.fixture
def beside(sample: Window, qtbot: QtBot) -> PageBeside:
    sample.menus.actions_by_name["page_beside"].trigger()
    dock = sample.page_dock.dock
    assert dock is not None
    qtbot.waitUntil(lambda: bool(dock.pages))
    return dock


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files and folders that the system was asked to open."""
    asked: list[str] = []

    def note(url: QUrl) -> bool:
        asked.append(str(Path(url.toLocalFile())))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return asked


def printed_at(page: PaperPage, y: float) -> str:
    return "".join(text.text for text in page.texts if abs(text.y - y) < 1)


def is_shown(beside: PageBeside, words: str) -> bool:
    """Tell whether the line that is followed has these words."""
    return words in printed_at(beside.pages[beside.at], beside.place.y)


def text_page(window: Window, section: str) -> TextPage:
    page = window.workspace.show_section(section)
    assert isinstance(page, TextPage)
    page.setFocus()
    return page


def test_it_turns_to_where_the_caret_is(sample: Window, beside: PageBeside, qtbot: QtBot) -> None:
    editor = text_page(sample, "overview").editor
    for words in ("从五个方面报告如下", "办事指南已有85项"):
        at = editor.text.find(words) + len(words)
        editor.setTextCursor(editor.cursor_at(at, at))
        qtbot.waitUntil(partial(is_shown, beside, words[-1]))
    first = beside.place
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.waitUntil(lambda: (beside.place.page, beside.place.y) < (first.page, first.y))


def test_it_turns_to_the_row_of_the_cell_in_hand(
    sample: Window, beside: PageBeside, qtbot: QtBot
) -> None:
    page = sample.workspace.show_section("remedies")
    page.setFocus()
    table_four = Address("remedies.review.upheld")
    page.go_to(page.address_in_hand() or table_four)
    page = sample.workspace.show_section("applications")
    page.go_to(Address("applications.carried_out.natural"))
    qtbot.waitUntil(lambda: "结转" in printed_at(beside.pages[beside.at], beside.place.y))


def test_it_shows_every_edit_and_stays_over_a_restart(
    sample: Window, beside: PageBeside, qtbot: QtBot
) -> None:
    sample.document.edit([SetFigure(Address("applications.received.natural"), "987654")], "填写")
    qtbot.waitUntil(
        lambda: any("987654" in text.text for page in beside.pages for text in page.texts)
    )
    assert load_settings().shows_page
    beside.closer.click()
    assert not load_settings().shows_page
    assert beside.isHidden()


def test_it_goes_with_the_report_and_comes_with_the_next(
    sample: Window, beside: PageBeside
) -> None:
    report = sample.document.report
    sample.document.leave()
    assert beside.isHidden()
    sample.document.show(report)
    assert beside.isVisible()


def test_the_editor_keeps_room_beside_it_on_a_small_screen(
    sample: Window, beside: PageBeside
) -> None:
    for zoom in (100, 150, 200):
        sample.preferences.set(zoom=zoom)
        sample.resize(1366, 768)
        QApplication.processEvents()
        assert sample.width() == 1366
        letter = sample.fontMetrics().horizontalAdvance("汉")
        assert sample.workspace.stack.width() >= 26 * letter
        assert beside.width() >= 250


def test_the_least_size_of_the_window_is_what_its_parts_need_at_any_zoom(
    sample: Window, beside: PageBeside, qtbot: QtBot
) -> None:
    for zoom in (200, 150, 100):
        sample.preferences.set(zoom=zoom)
        qtbot.waitUntil(lambda: sample.minimumSize() == sample.minimumSizeHint())


def test_words_cut_by_the_end_of_a_page_are_found(sample: Window) -> None:
    pages = Composer().compose(sample.document.inspection).pages
    at = next(n for n, page in enumerate(pages) if n and page.texts[0].text.strip())
    last = "".join(t.text for t in pages[at - 1].texts[-40:] if "—" not in t.text)[-6:]
    first = "".join(t.text for t in pages[at].texts)[:8]
    assert find_place(pages, "", last + first).page == at
    assert find_place(pages, "", "没有这样的话在里面") == PagePlace(0, 0)


def test_saving_from_the_preview_says_so_and_leads_there(
    sample: Window, answers: Answers, tmp_path: Path, opened: list[str], qtbot: QtBot
) -> None:
    sample.commands.show_preview()
    preview = sample.findChild(Preview)
    assert preview is not None
    with qtbot.waitExposed(preview):
        preview.show()
    for suffix, head in ((".pdf", b"%PDF"), (".ofd", b"PK")):
        answers.path = tmp_path / f"年报{suffix}"
        preview.view.setFocus()
        preview.save(suffix)
        assert answers.path.read_bytes().startswith(head)
        assert preview.written.isVisible()
        assert str(answers.path) in preview.written.words.text()
        preview.written.links.opened.click()
        preview.written.links.folder.click()
        assert opened[-2:] == [str(answers.path), str(tmp_path)]
        assert preview.focusWidget() in {preview.view, preview.written.links.folder}


def test_an_export_leads_to_its_file_and_the_next_words_do_not(
    sample: Window, answers: Answers, tmp_path: Path, opened: list[str]
) -> None:
    answers.path = tmp_path / "年报.html"
    sample.exporting.export(".html", "网页")
    assert sample.links.isVisible()
    sample.links.opened.click()
    assert opened == [str(answers.path)]
    sample.commands.copying.copy_page()
    sample.menus.actions_by_name["copy_page"].trigger()
    assert sample.links.isHidden()


def test_a_folder_for_the_website_is_opened_itself(
    sample: Window, answers: Answers, tmp_path: Path, opened: list[str]
) -> None:
    answers.path = tmp_path
    sample.menus.actions_by_name["publish"].trigger()
    made = next(each for each in tmp_path.iterdir() if each.is_dir() and each.name != "config")
    assert sample.links.folder.isHidden()
    sample.links.opened.click()
    assert opened == [str(made)]


def test_what_is_gone_or_has_no_program_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = WrittenLinks()
    qtbot.addWidget(links)
    told: list[str] = []
    links.failed.connect(told.append)
    file = tmp_path / "a.ofd"
    links.follow(Written("写好了", file))
    links.opened.click()
    assert "不在那里了" in told[-1]
    file.touch()
    refuse: Callable[[QUrl], bool] = lambda _url: False  # noqa: E731
    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    links.opened.click()
    assert "没有能打开" in told[-1]


def test_the_series_leads_to_what_it_exported(
    sample: Window, answers: Answers, tmp_path: Path, opened: list[str]
) -> None:
    sample.commands.show_series()
    series = next(w for w in sample.children() if isinstance(w, SeriesWindow))
    answers.path = tmp_path / "历年.xlsx"
    series.export(".xlsx", "Excel 工作簿")
    series.links.opened.click()
    assert opened == [str(answers.path)]
