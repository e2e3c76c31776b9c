"""What once was cut, uneven or too wide: tooltips, headings, groups, cards, paths."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolTip
from pytestqt.qtbot import QtBot

import gui
from gui.frame.window import Window
from gui.start.recent_list import _folder
from gui.tables.cell_painter import even_lines
from gui.words.plain_text import TIP_LETTERS


def test_a_tooltip_is_never_wider_than_a_line_can_be_read(sample: Window, qtbot: QtBot) -> None:
    QToolTip.showText(QPoint(5, 5), "一句很长的话，" * 40, sample)
    tips = [w for w in QApplication.allWidgets() if isinstance(w, QLabel)
            and w.inherits("QTipLabel") and w.isVisible()]  # fmt: skip
    assert tips
    for tip in tips:
        letter = tip.fontMetrics().horizontalAdvance("汉")
        assert tip.width() <= TIP_LETTERS * letter
        assert tip.height() >= 7 * tip.fontMetrics().height()
    QToolTip.hideText()


@pytest.mark.parametrize("words", ["商业企业", "社会公益组织", "法律服务机构", "本年新收总数量"])
def test_a_heading_breaks_into_even_lines(sample: Window, words: str) -> None:
    metrics = QFontMetrics(sample.font())
    letter = metrics.horizontalAdvance("汉")
    for width in range(2 * letter, len(words) * letter):
        lines = even_lines(words, width, metrics).split("\n")
        assert max(map(len, lines)) - min(map(len, lines)) <= 1
        assert max(map(metrics.horizontalAdvance, lines)) <= width
        assert "".join(lines) == words


@pytest.mark.parametrize("words", ["结果维持", "社会公益组织"])
def test_a_heading_needs_no_line_too_many_where_another_font_stands_in(
    sample: Window, words: str
) -> None:
    font = sample.font()
    font.setFamilies(["DejaVu Sans", *font.families()])  # its lines are lower than Chinese ones
    metrics = QFontMetrics(font)
    letter = metrics.horizontalAdvance(words) / len(words)
    for letters in range(2, len(words)):
        broken = even_lines(words, math.ceil(letters * letter) + 1, metrics)
        assert broken.count("\n") + 1 == math.ceil(len(words) / letters)


def test_the_name_of_a_group_of_tallies_is_whole_at_the_usual_width(sample: Window) -> None:
    sample.resize(1366, 768)
    for section in ("applications", "remedies", "cover"):
        sample.workspace.show_section(section)
        QApplication.processEvents()
        tree = sample.workspace.panel.tree
        for row in range(tree.model().rowCount()):
            words = tree.model().index(row, 0).data()
            room = tree.viewport().width() - tree.indentation()
            assert tree.fontMetrics().horizontalAdvance(words) <= room


def test_the_tree_of_tallies_is_made_anew_whatever_was_done_to_it(sample: Window) -> None:
    # What Qt had deleted once had wrappers still, and the process ended.
    tree = sample.workspace.panel.tree
    for theme in ("dark", "light", "contrast", "light"):
        for section in ("applications", "cover", "remedies"):
            sample.workspace.show_section(section)
            for width in (1366, 1000):
                sample.resize(width, 768)
                QApplication.processEvents()
            tree.collapseAll()
            assert tree.in_hand == []
        sample.preferences.set(theme=theme)
    assert tree.content_height() > 0


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_card_of_the_cover_is_as_wide_as_the_text_below(sample: Window, width: int) -> None:
    sample.resize(width, 768)
    page = sample.workspace.show_section("cover")
    QApplication.processEvents()
    card = next(f for f in page.findChildren(QFrame) if f.objectName() == "card")
    editor = sample.workspace._writings["cover"].editor
    assert abs(card.width() - editor.width()) <= 2
    assert card.mapTo(page, QPoint()).x() == editor.mapTo(page, QPoint()).x()


def test_a_path_has_no_sign_that_only_a_shell_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/clerk"))
    assert _folder(Path("/home/clerk/文档/年报")) == str(Path("文档/年报"))
    assert _folder(Path("/data/年报")) == str(Path("/data/年报"))


def test_every_sign_of_the_window_is_in_the_fonts_of_a_chinese_computer() -> None:
    # ▾, ▸, ↩, ↻ and ↵ were boxes where no font but the Chinese one was there.
    beyond_gbk = set("✓«»‹›▶¶")  # what Noto Sans CJK and 微软雅黑 have besides
    for file in Path(str(gui.__file__)).parent.rglob("*.py"):
        signs = {sign for sign in file.read_text("utf-8") if sign > "\x7f"} - beyond_gbk
        lacking = {sign for sign in signs if not sign.encode("gbk", "ignore")}
        assert not lacking, file.name
