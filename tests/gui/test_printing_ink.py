"""What the painter makes of a page: how dark, how thick, where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.settings.page_options import PageOptions, Watermark
from gui.printing.composer import Composer
from gui.printing.grid import BAND
from gui.printing.painter import PagePainter
from gui.printing.sheet import Fill, PaperPage, RuleItem, WatermarkItem
from tests.sample_reports import sample_report

DOTS = 4
"""Pixels in a point."""


@pytest.fixture(scope="module")
def page(qapp: QApplication) -> PaperPage:
    inspection = Inspection(sample_report("blank"))
    pages = Composer().compose(inspection, PageOptions(watermark=Watermark.DRAFT)).pages
    return next(p for p in pages if any(isinstance(i, Fill) for i in p.items))


def inked(page: PaperPage, *kinds: type) -> list[bytes]:
    """Return the rows of grey of a page on which some kinds of items are painted alone."""
    image = QImage(round(page.width * DOTS), round(page.height * DOTS), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    items = tuple(item for item in page.items if isinstance(item, kinds))
    PagePainter().paint(painter, replace(page, items=items), DOTS)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, step = bytes(grey.constBits()), grey.bytesPerLine()
    return [bits[at * step : at * step + grey.width()] for at in range(grey.height())]


def test_the_watermark_is_seen_and_no_text_is_lost_in_it(page: PaperPage) -> None:
    tones = set().union(*inked(page, WatermarkItem))
    assert 0xE0 <= min(tones) <= 0xF4


def test_a_black_watermark_would_be_told(page: PaperPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.printing.painter.MARK_COLOUR", "#000000")
    with pytest.raises(AssertionError):
        test_the_watermark_is_seen_and_no_text_is_lost_in_it(page)


def test_no_shade_of_a_cell_cuts_the_watermark(page: PaperPage) -> None:
    kinds = [type(item) for item in page.items]
    at = kinds.index(WatermarkItem)
    shades = [n for n, item in enumerate(page.items) if isinstance(item, Fill)]
    assert all(n < at for n in shades)
    assert {item.colour for item in page.items if isinstance(item, Fill)} == {BAND}
    assert kinds.index(RuleItem) > at


def test_rules_are_as_thick_and_stand_where_the_page_says(page: PaperPage) -> None:
    rows = inked(page, RuleItem)
    rules = [item for item in page.items if isinstance(item, RuleItem) and item.y1 == item.y2]
    assert {rule.width for rule in rules} == {0.5, 1.0}
    for rule in rules:
        column = round((rule.x1 + 3) * DOTS)
        near = range(round((rule.y1 - 4) * DOTS), round((rule.y1 + 4) * DOTS))
        ink = [(255 - rows[y][column]) / 255 for y in near]
        assert sum(ink) / DOTS == pytest.approx(rule.width, abs=0.15)
        middle = sum((y + 0.5) * each for y, each in zip(near, ink, strict=True)) / sum(ink)
        assert middle / DOTS == pytest.approx(rule.y1, abs=0.15)
