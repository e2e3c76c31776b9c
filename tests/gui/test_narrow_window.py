"""Large letters in a small window: figures stay whole, verdicts in sight, every page in reach."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.figures.address import Address
from core.report.edits import SetFigure
from core.settings.settings import load_settings
from gui.frame.window import Window
from gui.panel.findings_list import FindingsList
from gui.tables.cell_painter import margin
from gui.tables.column_widths import share_width
from gui.tables.paste_preview import PastePreview
from gui.tables.table_page import TablePage
from gui.tables.table_view import FormTableView
from tests.gui.every_window import open_window

ZOOMS = (100, 150, 200)
TABLES = ("proactive", "applications", "remedies")
SMALL = QSize(1366, 768)
RECEIVED = Address("applications.received.natural")


@pytest.fixture
def zoomed(sample: Window, request: pytest.FixtureRequest, qtbot: QtBot) -> Window:
    """The window of a small screen at a zoom."""
    sample.preferences.set(zoom=request.param)
    sample.resize(1366, 768)
    QApplication.processEvents()
    return sample


def table(window: Window, section: str) -> TablePage:
    page = window.workspace.show_section(section)
    for _ in range(3):
        QApplication.processEvents()
    assert isinstance(page, TablePage)
    return page


def cut_figures(view: FormTableView) -> list[str]:
    """Return the figures that have less room than they take when painted."""
    metrics, cut = QFontMetrics(view.font()), []
    for address in view.table.figures:
        index = view.form_model.place(address)
        text = str(index.data() or "")
        room = view.visualRect(index).width() - margin(metrics) - margin(metrics) // 2
        if metrics.horizontalAdvance(text) > room:
            cut.append(text)
    return cut


def seen(widget: QWidget) -> QRect:
    """Return the part of a widget that is in sight, in its own coordinates."""
    return widget.visibleRegion().boundingRect()


@pytest.mark.parametrize("zoomed", ZOOMS, indirect=True)
def test_no_figure_is_cut_at_any_zoom(zoomed: Window) -> None:
    edits = [SetFigure(a, "1234567") for a in zoomed.document.report.form.figures
             if not zoomed.document.report.form.figures[a].computed]  # fmt: skip
    for section in TABLES:
        view = table(zoomed, section).view
        assert cut_figures(view) == []
        zoomed.document.edit([e for e in edits if e.address.section == section], "填写")
        assert cut_figures(view) == []


@pytest.mark.parametrize("zoomed", ZOOMS, indirect=True)
def test_verdicts_and_rows_are_in_sight_at_any_zoom(zoomed: Window) -> None:
    page = table(zoomed, "applications")
    assert seen(page.strip) == page.strip.rect()
    row = page.view.rowHeight(0)
    assert seen(page.view.viewport()).height() >= 4 * row
    assert page.height() <= zoomed.workspace.stack.parentWidget().height()


@pytest.mark.parametrize("zoomed", ZOOMS, indirect=True)
def test_no_sum_and_no_sign_is_cut_below_a_column(zoomed: Window) -> None:
    strip, metrics = table(zoomed, "applications").strip, zoomed.fontMetrics()
    for text in ("", "12a", "98765432109"):
        zoomed.document.edit([SetFigure(RECEIVED, text)], "填写")
        for block in strip._blocks:
            width = strip._span(block.first, block.last).width()
            for words in strip._texts(block):
                assert metrics.horizontalAdvance(words) + margin(metrics) + 2 <= width
            assert block.tally.state.sign in strip._texts(block)[-1]


@pytest.mark.parametrize("zoomed", ZOOMS, indirect=True)
def test_every_tab_is_in_reach_at_any_zoom(zoomed: Window) -> None:
    tabs = zoomed.workspace.tabs
    for section in tabs.sections:
        zoomed.workspace.show_section(section)
        QApplication.processEvents()
        assert all(tabs.rect().contains(tabs.tabRect(n)) for n in range(tabs.count()))
        assert tabs.tabText(tabs.currentIndex()) == dict(tabs.named_sections())[section]


def test_what_gives_way_gives_way_in_one_order(sample: Window) -> None:
    page = table(sample, "applications")
    lost: list[str] = []
    for height in range(768, 330, -6):
        sample.resize(1366, height)
        QApplication.processEvents()
        gone = {
            "note": page.note.isHidden(),
            "amounts": page.strip.height() < page.strip.height_wanted(short=False),
            "title": page.title.isHidden(),
        }
        lost += [name for name, is_gone in gone.items() if is_gone and name not in lost]
        assert not any(name in lost and not is_gone for name, is_gone in gone.items())
    assert lost == ["note", "amounts", "title"]


def test_labels_stay_where_figures_scroll_across(sample: Window, qtbot: QtBot) -> None:
    view = table(sample, "applications").view
    sample.document.edit([SetFigure(a, "123456789012") for a in view.order.entries()[:7]], "填写")
    sample.preferences.set(zoom=200)
    sample.resize(1000, 768)
    for _ in range(3):
        QApplication.processEvents()
    bar = view.horizontalScrollBar()
    assert bar.maximum() > 0
    view.go_to(Address("applications.received.other"))
    assert bar.value() > 0
    assert view.header.frozen_width == sum(view.columnWidth(n) for n in range(3))
    label = view.labels.label_at(QPoint(view.header.frozen_width - 5, 5))
    assert label is not None
    assert label.text.startswith("一、本年新收")
    view.go_to(RECEIVED)  # going back, no cell lies under the labels
    assert view.visualRect(view.currentIndex()).left() >= view.header.frozen_width


def test_the_panel_folds_in_a_narrow_window_and_opens_again(sample: Window) -> None:
    side = sample.workspace.side
    assert side.is_open
    sample.preferences.set(zoom=200)
    QApplication.processEvents()
    assert not side.is_open
    assert side.strip.isVisible()
    assert "问题" in side.strip.accessibleName()
    sample.preferences.set(zoom=100)
    QApplication.processEvents()
    assert side.is_open


def test_the_panel_can_be_folded_hidden_and_sized_and_stays_so(
    sample: Window, qtbot: QtBot
) -> None:
    side = sample.workspace.side
    qtbot.keyClick(sample, Qt.Key.Key_F9)
    assert not side.is_open
    assert load_settings().side == "folded"
    qtbot.keyClick(sample, Qt.Key.Key_F9)
    assert side.is_open
    assert load_settings().side == "auto"
    sample.menus.actions_by_name["side_hidden"].trigger()
    assert side.isHidden()
    sample.menus.actions_by_name["side_auto"].trigger()
    letter = side.fontMetrics().horizontalAdvance("汉")
    side.parentWidget().setSizes([800, 40 * letter])
    side.splitter_moved()
    qtbot.waitUntil(lambda: load_settings().side_width == side.width() // letter)
    wide = side.width()
    qtbot.keyClick(sample, Qt.Key.Key_F9)
    qtbot.keyClick(sample, Qt.Key.Key_F9)
    assert abs(side.width() - wide) <= letter


def test_findings_stand_close_when_the_panel_was_folded_and_is_back(
    sample: Window, qtbot: QtBot
) -> None:
    sample.resize(1366, 745)
    sample.workspace.show_section("problems")
    (findings,) = sample.findChildren(FindingsList)

    def are_close() -> bool:
        first, second = (findings.visualItemRect(findings.item(row)) for row in (0, 1))
        return second.top() == first.bottom() + 1

    qtbot.waitUntil(are_close)
    toggle = sample.menus.actions_by_name["toggle_side"]
    toggle.trigger()
    qtbot.waitUntil(lambda: not findings.isVisible())
    toggle.trigger()
    qtbot.waitUntil(findings.isVisible)
    qtbot.waitUntil(are_close)


def test_as_many_tallies_are_shown_as_fit(sample: Window) -> None:
    table(sample, "applications")
    tree = sample.workspace.panel.tree
    line = tree.sizeHintForRow(0)
    assert tree.viewport().height() >= 7 * line


def test_a_width_is_divided_whole_and_nobody_gets_less_than_he_needs() -> None:
    assert share_width(100, [1, 1, 2], [0, 0, 0]) == [25, 25, 50]
    assert share_width(100, [1, 1, 2], [40, 0, 0]) == [40, 20, 40]
    assert share_width(100, [1, 1, 2], [40, 30, 60]) == [40, 30, 60]
    for whole in range(90, 130):
        assert sum(share_width(whole, [3, 5, 7], [20, 25, 0])) == whole


@pytest.mark.parametrize(
    "name", ["roll-up", "roll-up, papers", "series", "preview", "sharing", "following year"]
)
def test_every_button_is_whole_and_on_the_screen_with_large_letters(
    name: str, sample: Window, tmp_path: Path
) -> None:
    sample.preferences.set(zoom=200)
    opened = open_window(name, sample, tmp_path)
    opened.resize(SMALL)
    for _ in range(3):
        QApplication.processEvents()
    least = opened.minimumSizeHint()
    assert least.boundedTo(SMALL) == least
    for button in opened.findChildren(QPushButton):
        if button.isVisible():
            needed = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
            assert button.width() >= needed, button.text()
    opened.close()


def test_a_pasted_figure_is_shown_whole_with_large_letters(sample: Window) -> None:
    sample.preferences.set(zoom=200)
    report = sample.document.report
    block = read_clipboard("", "1234567\t8\n")
    assert block is not None
    plan = plan_paste(report, report.form.table("applications"), block, Area(3, 3))
    preview = PastePreview(plan, report, sample.appearance.theme, sample)
    preview.show()
    QApplication.processEvents()
    metrics, model = preview.grid.fontMetrics(), preview.grid.grid_model
    for cell in plan.cells:
        room = preview.grid.visualRect(model.place(cell.address)).width()
        assert metrics.horizontalAdvance(f"→ {cell.text}") + 2 * margin(metrics) <= room
    preview.close()
