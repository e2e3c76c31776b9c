"""Themes that can be read, and a zoom that everything on the screen follows."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLayout, QWidget
from pytestqt.qtbot import QtBot

from core.forms.loader import Forms
from core.settings.settings import ZOOMS, Settings
from gui.frame.settings import SettingsDialog
from gui.frame.window import Window
from gui.look import system_contrast
from gui.look.appearance import base_font, worn_zoom
from gui.look.style_sheet import style_sheet
from gui.look.theme import CONTRAST, DARK, LIGHT, Theme, theme_named
from gui.tables.table_page import TablePage

STATES = ("balanced", "unbalanced", "unfilled", "quiet")
CELLS = ("surface", "computed", "fault", "doubt", "addend", "total", "band")
PAINTED = {
    # Labels, lists and links on the window, on cards and under the pointer.
    *((ink, ground) for ink in ("ink", *STATES, "accent") for ground in ("ground", "surface")),
    *((ink, "hover") for ink in ("ink", *STATES)),
    # Headings and footers of the tables.
    *((ink, "head") for ink in ("ink", *STATES)),
    ("ink", "band"),
    ("unbalanced", "fault"),
    # Figures, the signs before them, and last year's figures, wherever a cell has that ground.
    *((ink, ground) for ink in ("ink", "quiet", "unbalanced") for ground in CELLS),
    *(("unfilled", ground) for ground in ("doubt", "addend", "total")),
    # A chosen finding, numbers and matches in the texts.
    *((ink, "addend") for ink in ("ink", *STATES)),
    *(("ink", ground) for ground in ("band", "doubt", "total")),
    ("on_accent", "accent"),
}
"""Which role is written on which: what paints by itself, and labels by their states."""
LINES = ("line", "accent", "mark")
"""What the outlines of controls, the focus and what belongs together are drawn with."""


def light_of(color: QColor) -> float:
    """Return the relative luminance that WCAG 2 defines."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


def tinted(ground: QColor, theme: Theme) -> QColor:
    """Return a ground under the tint of a selection."""
    over, part = theme.color("accent"), theme.tint / 255
    red, green, blue = (
        below * (1 - part) + above * part
        for below, above in (
            (ground.redF(), over.redF()),
            (ground.greenF(), over.greenF()),
            (ground.blueF(), over.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)


def written_in_the_sheet(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Yield selector, ink and ground of every rule that sets both."""
    sheet = style_sheet({role: role for role in theme.roles}, theme.name, theme.border, 100)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet):
        said = dict(re.findall(r"(?<![\w-])(color|background): *(\w+)", body))
        if {"color", "background"} <= said.keys() and said["background"] in theme.roles:
            yield selector.strip(), said["color"], said["background"]


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
def test_every_word_can_be_read(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    pairs = PAINTED | {(ink, ground) for _, ink, ground in written_in_the_sheet(theme)}
    assert len(pairs) > 40
    found = {pair: contrast(*map(theme.color, pair)) for pair in pairs}
    found |= {
        (ink, f"selected {ground}"): contrast(theme.color(ink), tinted(theme.color(ground), theme))
        for ground in CELLS
        for ink in ("ink", "unbalanced")
    }
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


def test_high_contrast_draws_lines_that_can_be_seen() -> None:
    found = {
        (line, ground): contrast(CONTRAST.color(line), CONTRAST.color(ground))
        for line in LINES
        for ground in ("ground", "surface", "hover", *CELLS)
    }
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 3}
    assert (CONTRAST.border, LIGHT.border) == (2, 1)


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST], ids=lambda theme: theme.name)
def test_the_sheet_names_no_role_or_picture_that_is_not_there(theme: Theme) -> None:
    sheet = style_sheet(theme.roles, theme.name, theme.border, 150)
    assert "@" not in sheet
    assert not re.search(r"\d+u\b", sheet)
    for name in re.findall(r"url\(([^)]*)\)", sheet):
        assert not QColor(name).isValid()
        assert "<svg" in Path(name).read_text("utf-8")


def test_the_sheet_grows_with_the_zoom_and_hairlines_do_not() -> None:
    small, large = (style_sheet(LIGHT.roles, "light", 1, zoom) for zoom in (100, 200))
    assert "padding: 5px 12px" in small
    assert "padding: 10px 24px" in large
    assert small.count("1px solid") == large.count("1px solid") > 10


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_a_theme_is_named(name: str) -> None:
    assert theme_named(name).name == name


def test_the_systems_high_contrast_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert theme_named("system") in (LIGHT, DARK)
    if sys.platform == "win32":
        monkeypatch.setattr(system_contrast, "_windows_has_contrast_on", lambda: True)
    monkeypatch.setenv("GTK_THEME", "HighContrast:dark")
    assert theme_named("system") is CONTRAST
    assert theme_named("light") is LIGHT


@pytest.fixture(autouse=True)
def _usual_size(qapp: QApplication) -> Iterator[None]:
    """Leave the application as large as it was for the next test."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Window):
            widget.preferences.set(zoom=100, theme="light")


def measures(window: QWidget) -> dict[int, tuple[object, ...]]:
    """Measure every widget and layout: what was set once, in pixels and points."""
    found: dict[int, tuple[object, ...]] = {}
    for widget in (window, *window.findChildren(QWidget)):
        layout = widget.layout()
        inside = None
        if layout is not None:
            margins = layout.contentsMargins()
            inside = (margins.left(), margins.top(), layout.spacing(), spacers_of(layout))
        found[id(widget)] = (
            type(widget).__name__,
            round(widget.font().pointSizeF(), 4),
            widget.minimumWidth(),
            inside,
        )
    return found


def spacers_of(layout: QLayout) -> tuple[object, ...]:
    """Return how large the spacers of a layout are, and let Python forget its items again.

    Qt throws items away when it sets a box of buttons anew, and tells nobody: Python would take
    whatever comes to lie in the same place, a layout even, for the spacer that it knew there.
    """
    sizes: list[object] = []
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        if item.spacerItem() is not None:
            sizes.append(item.spacerItem().sizeHint().toTuple())
        if not isinstance(item, QLayout):
            shiboken6.invalidate(item)
    return tuple(sizes)


def test_python_knows_no_spacer_that_qt_has_thrown_away(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    qtbot.addWidget(box)
    layout = box.layout()
    assert layout is not None
    known = layout.itemAt(0)
    assert known is not None
    assert spacers_of(layout)
    box.addButton(QDialogButtonBox.StandardButton.Apply)
    assert not shiboken6.isValid(known)


def measures_at_rest(window: QWidget) -> dict[int, tuple[object, ...]]:
    """Measure when nothing moves any more: what one layout asks for, others answer an event later.

    The window's own least width is that of its layout, and the panel folds or opens behind a font.
    """
    QApplication.processEvents()
    found = measures(window)
    for _ in range(20):
        QApplication.processEvents()
        again = measures(window)
        if again == found:
            return found
        found = again
    raise AssertionError("the window never comes to rest")


def turn_every_page(window: Window) -> None:
    for section in window.workspace.tabs.sections:
        window.workspace.show_section(section)
        QApplication.processEvents()


def test_everything_follows_the_zoom_and_comes_back_exactly(sample: Window) -> None:
    turn_every_page(sample)
    page = sample.workspace.show_section("applications")
    assert isinstance(page, TablePage)
    title = sample.workspace.header.title
    all_before = measures_at_rest(sample)
    before = (title.font().pointSizeF(), page.view.rowHeight(0))
    margin = page.column.contentsMargins().left()
    tab = sample.workspace.tabs.iconSize().height()
    sample.preferences.set(zoom=200)
    QApplication.processEvents()
    assert title.font().pointSizeF() == pytest.approx(2 * before[0])
    assert page.view.rowHeight(0) > 1.6 * before[1]
    assert page.column.contentsMargins().left() == 2 * margin
    assert sample.workspace.tabs.iconSize().height() > 1.8 * tab
    assert page.view.header.height() == page.view.header.sizeHint().height()
    assert page.strip.height() == page.strip.sizeHint().height()
    for zoom in (110, 90, 175, 100):  # no rounding adds up
        sample.preferences.set(zoom=zoom)
    after = measures_at_rest(sample)
    same = all_before.keys() & after.keys()
    assert len(same) > 100
    differing = {(all_before[key], after[key]) for key in same if all_before[key] != after[key]}
    assert differing == set()


def test_what_is_made_large_and_what_becomes_large_are_alike(sample: Window) -> None:
    def dialog() -> SettingsDialog:
        return SettingsDialog(sample.preferences, sample.safekeeping.backup_folder, sample)

    small = dialog()
    sample.preferences.set(zoom=200)
    large = dialog()
    fonts = [[w.font().pointSizeF() for w in d.findChildren(QWidget)] for d in (small, large)]
    assert fonts[0] == pytest.approx(fonts[1])
    margins = [d.layout().contentsMargins() for d in (small, large)]
    assert abs(margins[0].left() - margins[1].left()) <= 3
    for each in (small, large):
        each.deleteLater()


def is_tall_enough(part: QWidget) -> bool:
    return part.height() >= part.minimumSizeHint().height()


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_twice_as_large_all_is_there_on_a_small_screen(
    sample: Window, qtbot: QtBot, theme: str
) -> None:
    sample.preferences.set(zoom=200, theme=theme)
    sample.resize(1366, 700)
    for section in sample.workspace.tabs.sections:
        page = sample.workspace.show_section(section)
        QApplication.processEvents()
        least = sample.minimumSizeHint()
        assert least.width() <= 1366, section
        assert least.height() <= 700, section
        # What the window is too small for scrolls; nothing is laid over anything else.
        for part in (page, sample.workspace.panel):
            qtbot.waitUntil(partial(is_tall_enough, part))
            assert part.width() >= part.minimumWidth()
    for button in sample.workspace.header.findChildren(QWidget):
        if button.isVisible() and button.inherits("QAbstractButton"):
            assert button.width() >= button.minimumSizeHint().width()


def wheel(window: Window, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    middle = QPointF(window.rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window.windowHandle(), event)


def test_ctrl_and_the_wheel_change_the_size(sample: Window, qapp: QApplication) -> None:
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    wheel(sample, 120, none)
    assert worn_zoom(qapp) == 100
    wheel(sample, 120, control)
    assert (worn_zoom(qapp), sample.preferences.settings.zoom) == (110, 110)
    wheel(sample, -60, control)
    assert worn_zoom(qapp) == 110
    wheel(sample, -60, control)
    assert worn_zoom(qapp) == 100


def test_the_menu_changes_the_size_and_knows_the_ends(sample: Window, qapp: QApplication) -> None:
    larger, smaller, usual = sample.menus.zooming
    assert not usual.isEnabled()
    for _ in range(len(ZOOMS)):
        larger.trigger()
    assert worn_zoom(qapp) == ZOOMS[-1]
    assert not larger.isEnabled()
    smaller.trigger()
    assert worn_zoom(qapp) == ZOOMS[-2]
    usual.trigger()
    assert worn_zoom(qapp) == 100
    assert smaller.isEnabled()


def test_other_windows_are_dressed_with_the_first(sample: Window) -> None:
    sample.commands.show_guide()
    sample.commands.proofread()
    sample.commands.show_preview()
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not sample]
    small = {w: w.fontMetrics().height() for w in others}
    assert len(others) >= 3
    sample.preferences.set(zoom=150, theme="contrast")
    for other in others:
        assert other.fontMetrics().height() > small[other] * 1.3
        assert other.palette().window().color() == CONTRAST.color("ground")
        other.close()


def test_a_window_begins_as_it_was_left(
    forms: Forms, qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    again = Window(forms, Settings(theme="dark", zoom=150))
    qtbot.addWidget(again)
    assert qapp.font().pointSizeF() == pytest.approx(base_font().pointSizeF() * 1.5)
    assert again.appearance.theme is DARK
    again.preferences.set(zoom=100, theme="light")


def test_a_theme_chosen_without_a_report_is_worn_by_the_next(sample: Window) -> None:
    report = sample.document.report
    sample.document.leave()
    sample.preferences.set(theme="contrast")
    sample.document.show(report)
    assert sample.workspace.tabs.theme is CONTRAST
    assert sample.workspace.panel.tree.theme is CONTRAST
    assert sample.size() == QSize(1366, 768)
