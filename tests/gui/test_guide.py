"""The guide: its words are those of the window, its pictures are fresh, its window works."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QTextImageFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

import core
import gui
from core.sources.source_kinds import SOURCE_KINDS
from gui.access.shortcuts import menus_of
from gui.app import prepare
from gui.frame.window import Window
from gui.guide.chapters import CONTENTS, FIRST, KEYS, help_folder, load_chapters
from gui.guide.opening import CHAPTERS
from gui.guide.window import GuideWindow
from gui.printing.preview import Preview
from scripts.guide_scenes import stage
from scripts.make_pictures import (
    BESIDE_README,
    FOLDER,
    NUMBERS,
    OF_README,
    WIDEST,
    WORDS,
    words_of,
)
from scripts.widget_words import plain, words_in
from tests.gui.keyboard import CONTROL

PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([a-z-]+)\.png\)")
QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”)+)”")
PATH = re.compile(r"“[^“”]+”(?:→“[^“”]+”)+")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def guide(sample: Window, qtbot: QtBot) -> GuideWindow:
    opened = sample.help.open()
    with qtbot.waitExposed(opened):
        opened.show()
    return opened


def test_the_guide_names_every_kind_that_can_be_read() -> None:
    page = (help_folder() / "reading.md").read_text("utf-8")
    table = [line for line in page.splitlines() if line.startswith("|")]
    for kind in SOURCE_KINDS:
        told = any(kind.name in line or kind.suffixes[0] in line for line in table)
        assert told, f"{kind.name} is not in reading.md"


def as_counted(words: str) -> str:
    """Put one sign for every number: the guide says 粘贴这3格, the window what it is then."""
    return re.sub(r"\d[\d,]*", "#", " ".join(words.split()))


def test_the_words_in_the_pictures_are_those_of_the_window(qapp: QApplication) -> None:
    prepare(qapp)
    kept = json.loads(WORDS.read_text("utf-8"))
    texts = {chapter.name: chapter.text for chapter in load_chapters()}
    captions = dict(found for text in texts.values() for found in captions_in(text))
    with stage() as played:
        assert set(played.scenes()) == set(kept), "make pictures"
        for name in played.scenes():
            for scene in played.play(name):
                shown = words_of(scene)
                gone = [words for words in kept[name] if words not in shown]
                new = [words for words in shown if words not in kept[name]]
                assert [gone, new] == [[], []], f"{name} has changed. Run: make pictures"
                numbers = NUMBERS[: len(scene.marks)]
                assert captions[name] == numbers, f"{name} has {numbers}"


def captions_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each picture with the numbers that are explained behind it."""
    pieces = PICTURE.split(text)
    for name, behind in zip(pieces[2::3], pieces[3::3], strict=True):
        yield name, "".join(c for c in behind if c in NUMBERS)


def test_every_file_of_the_guide_is_used_and_there() -> None:
    chapters = load_chapters()
    texts = {chapter.name: chapter.text for chapter in chapters}
    assert {file.name for file in help_folder().glob("*.md")} == {*texts, CONTENTS}
    for text in texts.values():
        for target in re.findall(r"\]\((.+?)\)", text):
            assert (help_folder() / target).is_file(), target
    titles = re.findall(r"\[(.+?)\]\(", (help_folder() / CONTENTS).read_text("utf-8"))
    assert titles == [chapter.title for chapter in chapters]
    pictures = [name for text in texts.values() for alt, name in PICTURE.findall(text) if alt]
    assert sorted(pictures) == sorted(file.stem for file in FOLDER.glob("*.png"))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_the_pictures_that_are_made_for_it(name: str) -> None:
    text = (Path(gui.__file__).parent.parent / name).read_text("utf-8")
    shown = [target for alt, target in re.findall(r"!\[([^\]]+)\]\((.+?)\)", text)]
    assert shown == ["docs/window.png", *(f"docs/pictures/{scene}.png" for scene in OF_README)]
    assert sorted(file.stem for file in BESIDE_README.iterdir()) == sorted(OF_README)


def test_the_first_chapter_goes_from_installing_to_exporting_with_pictures() -> None:
    first = next(chapter for chapter in load_chapters() if chapter.name == FIRST)
    steps = re.split("^## ", first.text, flags=re.MULTILINE)[1:]
    assert [step[2:4] for step in steps] == ["安装", "打开", "填写", "核对", "导出"]
    assert all(PICTURE.search(step) for step in steps)
    assert all(word in steps[0] for word in ("Windows", ".deb", "U盘"))


def test_the_pictures_fit_the_page_and_are_small() -> None:
    pictures = list(FOLDER.glob("*.png"))
    for file in pictures:
        picture = QImage(str(file))
        assert picture.format() is QImage.Format.Format_Indexed8, file.name
        assert picture.width() <= WIDEST, file.name
    assert sum(file.stat().st_size for file in pictures) < 1_500_000


def test_every_way_through_the_menus_is_there(sample: Window) -> None:
    ways = set(ways_through(sample))
    told = [
        tuple(QUOTED.findall(found))
        for chapter in load_chapters()
        for found in PATH.findall(chapter.text)
    ]
    assert len(told) > 25
    assert not [way for way in told if way not in ways]


def ways_through(window: Window) -> Iterator[tuple[str, ...]]:
    for menu in menus_of(window.menuBar()):
        for way in _ways(menu, window):
            yield way
            yield way[-2:]  # from the submenu on


def _ways(menu: QMenu, window: Window) -> Iterator[tuple[str, ...]]:
    inner = {each.menuAction(): each for each in window.findChildren(QMenu)}
    title = plain(menu.title())
    for action in menu.actions():
        yield title, plain(action.text())
        if action in inner:
            yield from ((title, *way) for way in _ways(inner[action], window))


def test_every_label_that_is_quoted_stands_in_the_window(sample: Window) -> None:
    known = {as_counted(words) for words in [*_literals(), *_of_menus(sample)]}
    for shown in json.loads(WORDS.read_text("utf-8")).values():
        known |= {as_counted(words) for words in shown}
    known |= {as_counted(words) for words in words_in(sample.start, with_hidden=True)}
    told = {
        (chapter.name, words)
        for chapter in load_chapters()
        for words in QUOTED.findall(chapter.text)
    }
    assert len(told) > 80
    assert not {each for each in told if as_counted(each[1]) not in known}


def _of_menus(window: Window) -> Iterator[str]:
    for way in ways_through(window):
        yield from way


@cache
def _literals() -> frozenset[str]:
    """Return what the program writes in one piece: labels that come only now and then."""
    found = set()
    for package in (core, gui):
        for file in Path(str(package.__file__)).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(plain(node.value))
                elif isinstance(node, ast.JoinedStr):
                    parts = (p.value if isinstance(p, ast.Constant) else "0" for p in node.values)
                    found.add(plain("".join(map(str, parts))))
    return frozenset(found)


def test_the_contents_follow_the_page_and_lead_to_it(guide: GuideWindow, qtbot: QtBot) -> None:
    assert guide.page.chapter == FIRST
    assert guide.contents.currentItem().text(0) == "十分钟做好第一份年报"
    titles = [
        guide.contents.topLevelItem(n).text(0) for n in range(guide.contents.topLevelItemCount())
    ]
    assert titles == [chapter.title for chapter in guide.chapters]
    guide.contents.setFocus()
    QTest.keyClick(guide.contents, Qt.Key.Key_End)
    assert guide.page.chapter == "questions.md"
    guide.show_chapter("fill.md")
    item = guide.contents.currentItem()
    assert item.text(0) == "填表"
    assert item.isExpanded()
    guide.contents.setCurrentItem(item.child(item.childCount() - 1))
    bar = guide.page.verticalScrollBar()
    assert bar.value() > 0
    assert guide.page.chapter == "fill.md"


def test_links_lead_to_chapters_and_the_keys_lead_back(guide: GuideWindow) -> None:
    page = guide.page
    click_link(guide, "begin.md")
    assert page.chapter == "begin.md"
    assert guide.contents.currentItem().text(0) == "开始一份报告"
    QTest.keyClick(guide.contents, Qt.Key.Key_Left, ALT)
    assert page.chapter == FIRST
    assert guide.forward.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.chapter == "begin.md"
    guide.back.click()
    assert page.chapter == FIRST


def click_link(guide: GuideWindow, target: str) -> None:
    """Go to a link with Tab, and press Enter."""
    guide.activateWindow()
    guide.page.setFocus()
    for _ in range(20):
        QTest.keyClick(guide.page, Qt.Key.Key_Tab)
        if guide.page.textCursor().charFormat().anchorHref() == target:
            QTest.keyClick(guide.page, Qt.Key.Key_Return)
            return
    raise LookupError(target)


def test_the_search_goes_through_all_chapters(guide: GuideWindow) -> None:
    total = sum(_text_of(guide, c.name).count("空白填0") for c in guide.chapters)
    guide.show_chapter("writing.md")
    QTest.keyClick(guide.page, Qt.Key.Key_F, CONTROL)
    query = guide.search.query
    assert query.hasFocus()
    query.insert("空白填0")
    assert total > 3
    assert guide.search.count.text().endswith(f"/{total}")
    seen = set()
    for _ in range(total):
        assert guide.page.textCursor().selectedText() == "空白填0"
        seen.add((guide.page.chapter, guide.page.textCursor().position()))
        QTest.keyClick(query, Qt.Key.Key_Return)
    assert len(seen) == total
    assert {"first.md", "fill.md", "questions.md"} <= {chapter for chapter, _ in seen}
    here = guide.page.textCursor().position()
    QTest.keyClick(query, Qt.Key.Key_F3)
    QTest.keyClick(query, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert guide.page.textCursor().position() == here
    query.insert("没有这样的话")
    assert guide.search.count.text() == "没有找到"
    QTest.keyClick(query, Qt.Key.Key_Escape)
    assert query.text() == ""
    assert guide.isVisible()
    assert not guide.page.extraSelections()


def _text_of(guide: GuideWindow, name: str) -> str:
    here = guide.page.chapter
    guide.page.show_chapter(name)
    text = guide.page.toPlainText()
    guide.page.show_chapter(here)
    return text


def pictures_on(guide: GuideWindow) -> list[QTextImageFormat]:
    found, block = [], guide.page.document().begin()
    while block.isValid():
        it = block.begin()
        while not it.atEnd():
            if it.fragment().charFormat().isImageFormat():
                found.append(it.fragment().charFormat().toImageFormat())
            it += 1
        block = block.next()
    return found


def test_pictures_are_as_wide_as_they_are_or_as_the_page(guide: GuideWindow) -> None:
    guide.resize(1240, 700)
    QApplication.processEvents()
    for look in pictures_on(guide):
        assert look.width() == QImage(str(help_folder() / look.name())).width()
    guide.resize(700, 600)
    QApplication.processEvents()
    room = guide.page.viewport().width()
    assert all(look.width() < room for look in pictures_on(guide))
    assert guide.page.horizontalScrollBar().maximum() == 0
    assert any(look.width() > room * 3 // 4 for look in pictures_on(guide))


def test_pictures_grow_with_the_zoom_and_take_the_theme(guide: GuideWindow, sample: Window) -> None:
    guide.resize(1240, 700)
    guide.show_chapter("proofreading.md")
    QApplication.processEvents()
    (small,) = pictures_on(guide)
    sample.preferences.set(zoom=150, theme="contrast")
    guide.resize(1240, 700)
    QApplication.processEvents()
    (large,) = pictures_on(guide)
    assert large.width() == round(QImage(str(help_folder() / large.name())).width() * 1.5)
    assert large.width() > small.width()
    framed = guide.page.document().resource(2, large.name())
    assert isinstance(framed, QImage)
    assert framed.pixelColor(0, framed.height() // 2).name() == "#ffffff"
    sample.preferences.set(zoom=100, theme="light")


def test_the_key_opens_the_chapter_of_what_is_in_hand(sample: Window) -> None:
    opened = {}
    for section in ("overview", "applications", "cover"):
        sample.workspace.show_section(section)
        sample.menus.actions_by_name["guide"].trigger()
        opened[section] = the_guide(sample).page.chapter
    assert opened == {
        "overview": "writing.md", "applications": "fill.md", "cover": "writing.md",
    }  # fmt: skip
    guide = the_guide(sample)
    sample.document.leave()
    sample.menus.actions_by_name["guide"].trigger()
    assert the_guide(sample) is guide
    assert guide.page.chapter == FIRST
    sample.menus.actions_by_name["keys"].trigger()
    assert guide.page.chapter == KEYS


def test_the_key_works_in_windows_beside_and_in_dialogs(sample: Window, qtbot: QtBot) -> None:
    sample.commands.show_preview()
    preview = sample.findChild(Preview)
    assert preview is not None
    qtbot.waitUntil(preview.isActiveWindow)
    press_f1(preview)
    (guide,) = sample.findChildren(GuideWindow)
    assert guide.page.chapter == "printing.md"
    guide.close()
    preview.close()
    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
            press_f1(dialog)
            (own,) = dialog.findChildren(GuideWindow)
            seen.append((own.page.chapter, own.isVisible()))
        finally:
            dialog.reject()
        seen.append((own.page.chapter, own.isVisible()))

    QTimer.singleShot(0, sample, look)
    sample.commands.show_settings()
    assert seen == [("settings.md", True), ("settings.md", False)]


def the_guide(window: Window) -> GuideWindow:
    (guide,) = window.findChildren(GuideWindow)
    return guide


def press_f1(window: QDialog) -> None:
    window.activateWindow()
    QTest.keyClick(
        window.focusWidget() if window.focusWidget() is not None else window, Qt.Key.Key_F1
    )


def test_every_window_that_has_a_chapter_is_known() -> None:
    classes = {
        name
        for file in Path(str(gui.__file__)).parent.rglob("*.py")
        for name in re.findall(r"^class (\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert set(CHAPTERS) <= classes
    assert set(CHAPTERS.values()) <= {chapter.name for chapter in load_chapters()}
