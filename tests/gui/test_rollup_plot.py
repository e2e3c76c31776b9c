"""The picture of one figure across units: every unit's number in it, whoever moved by name."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.figures.value import Kind, Number
from core.forms.loader import Forms
from core.rollup.standing import UnitStanding, standings
from gui.frame.window import Window
from gui.printing.composer import Composed
from gui.printing.faces import find_faces
from gui.printing.measure import Ruler
from gui.printing.sheet import Fill
from gui.rollup.plot_window import StandingWindow
from gui.rollup.standing_plot import (
    MOST_NAMED,
    MOST_RANKED,
    compose_standings,
    describe_standings,
)
from gui.rollup.window import RollupWindow
from tests.city import name_of
from tests.gui.conftest import Answers
from tests.gui.test_rollup import CELL, TOTAL, _receive, _send, heap, shown

__all__ = ["heap", "shown"]  # fixtures

FIGURE = Address("a.b.c")


def _found(
    figures: list[Number], last: dict[str, Number] | None = None
) -> tuple[UnitStanding, ...]:
    units = [(str(n), f"第{n}局", figure) for n, figure in enumerate(figures)]
    before = {key: {FIGURE: figure} for key, figure in (last or {}).items()}
    return standings(FIGURE, units, before)


def _set(found: tuple[UnitStanding, ...], kind: Kind = Kind.COUNT) -> Composed:
    return compose_standings(found, "某市2024年度", kind, find_faces(), Ruler())


def _words(composed: Composed) -> str:
    return "\n".join(text.text for text in composed.pages[0].texts)


def test_every_unit_is_in_the_picture_or_in_its_last_line(qtbot: QtBot) -> None:
    found = _found(list(range(1, 51)))
    words = _words(_set(found))
    assert "1  第49局" in words
    assert "50（3.9%）" in words
    assert f"其余{50 - MOST_RANKED}个单位" in words
    rest = sum(range(1, 51 - MOST_RANKED))
    assert f"共{rest}（{rest / 12.75:.1f}%）" in words
    assert "还没有上年的数" in words
    assert "谁变了" not in words


def test_who_moved_is_named_with_both_numbers(qtbot: QtBot) -> None:
    last: dict[str, Number] = {str(n): 50 for n in range(20)}
    found = _found([1204, 0, *[50] * 18], last)
    composed = _set(found)
    words = _words(composed)
    for each in ("第0局 50→1204", "第1局 50→0", "50→1204（+1154）", "50→0（-50）", "◆ 第0局"):
        assert each in words
    assert "20个单位有上年的数，2个有变化" in words
    assert "第5局 50→50" not in words
    said = describe_standings(found, Kind.COUNT)
    assert "第1位，第0局：1204（57.2%），上年50" in said
    assert "第1局上年50，今年0" in said


def test_names_on_the_map_lie_on_no_other(qtbot: QtBot) -> None:
    last: dict[str, Number] = {str(n): 100 for n in range(30)}
    composed = _set(_found([400 + n for n in range(30)], last))
    ruler = Ruler()
    named = [text for text in composed.pages[0].texts if "→" in text.text and "局 " in text.text]
    assert len(named) == MOST_NAMED
    spans = [(t.y, t.x, t.x + ruler.ems(t.face, t.text) * t.size) for t in named]
    for at, (y, begin, end) in enumerate(spans):
        for other, start, stop in spans[at + 1 :]:
            assert abs(y - other) >= 7 or end < start or stop < begin


def test_changes_below_zero_have_no_map_by_proportion(qtbot: QtBot) -> None:
    composed = _set(_found([-3, 5], {"0": 4, "1": 5}), Kind.SIGNED)
    words = _words(composed)
    assert "-3" in words
    assert "谁变了" not in words


def test_units_without_any_have_no_line_of_their_own(qtbot: QtBot) -> None:
    assert "其余9个单位都是0" in _words(_set(_found([7, *[0] * 9])))
    assert "10个单位都是0" in _words(_set(_found([0] * 10)))


def test_nobody_at_all_is_a_picture_too(qtbot: QtBot) -> None:
    page = _set(()).pages[0]
    assert all(item.height > 0 for item in page.items if isinstance(item, Fill))


def test_the_picture_is_looked_at_and_exported(
    shown: RollupWindow, heap: Path, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    _receive(shown, qtbot, heap)
    shown.turn_to(1)
    shown.total.pane.go_to(CELL)
    shown.total.address = CELL
    shown.total.plot.click()
    (window,) = shown.findChildren(StandingWindow)
    assert window.address == CELL
    assert name_of(60) in window.view.description
    window.choose(TOTAL)
    assert "新收" in window.chooser.currentText()
    assert window.view.composed is not None
    for suffix in (".png", ".pdf", ".svg"):
        answers.path = tmp_path / f"图{suffix}"
        button = next(b for b in window.exports if suffix[1:].upper() in b.text())
        button.click()
        assert "已导出" in window.told.text()
        assert not window.links.isHidden()
    assert QImage(str(tmp_path / "图.png")).width() > 1000
    page = pypdfium2.PdfDocument(tmp_path / "图.pdf")[0]
    assert name_of(60) in page.get_textpage().get_text_range()
    assert name_of(60) in (tmp_path / "图.svg").read_text("utf-8")
    assert not answers.told
    window.choose(CELL)
    assert window.links.isHidden()  # they led to what is told no more


def test_the_buttons_of_a_question_stay_where_they_are(
    shown: RollupWindow, heap: Path, forms: Forms, qtbot: QtBot
) -> None:
    """A second click at the place of 不收 must not put an organ into the list."""
    _send(forms, heap, 80, "080.nianbao")
    shown.show()
    _receive(shown, qtbot, heap)
    asking = shown.units.asking
    assert len(shown.state.asked) == 2
    assert asking.every.isVisible()
    qtbot.wait(1)
    before = asking.none.geometry()
    asking.none.click()
    qtbot.wait(1)
    assert not asking.every.isVisible()
    assert len(shown.state.asked) == 1
    assert asking.none.geometry() == before


def test_papers_are_reached_by_one_button(shown: RollupWindow) -> None:
    (button,) = [b for b in shown.header.buttons if b.text().startswith("文书")]
    words = [action.text() for action in button.menu().actions()]
    for paper in ("退回意见", "催报单", "通报", "汇总表", "收集表"):
        assert any(paper in each for each in words)


def test_the_main_window_comes_forward_with_the_sum(
    shown: RollupWindow, heap: Path, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[str] = []
    monkeypatch.setattr(window, "raise_", lambda: raised.append("raised"))
    monkeypatch.setattr(window, "activateWindow", lambda: raised.append("active"))
    _receive(shown, qtbot, heap)
    window.showMinimized()
    shown.menus.named["open_sum"].trigger()
    assert raised[:2] == ["raised", "active"]
    assert not window.isMinimized()
    assert window.document.report.organ == shown.state.project.head.organ
