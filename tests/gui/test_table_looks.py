"""What a cell shows and says: untouched, refused, doubtful, found, in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.figures.address import Address
from core.report.edits import SetFigure
from core.report.report import Doubt
from gui.frame.window import Window
from gui.look.theme import DARK, LIGHT, Theme, apply_theme
from gui.tables.table_model import LOOK, CellLook
from gui.tables.table_page import TablePage
from tests.gui.keyboard import table_page

CELL = Address("applications.granted.business")
TOTAL = Address("applications.granted.total")


def picture(page: TablePage, address: Address) -> QImage:
    """Return a cell as it is painted while another one is in hand."""
    view = page.view
    view.go_to(Address("applications.carried_out.natural"))
    view.go_to(Address("applications.received.natural"))
    return view.viewport().grab(view.visualRect(view.form_model.place(address))).toImage()


def look(page: TablePage, address: Address) -> CellLook:
    found = page.view.form_model.place(address).data(LOOK)
    assert isinstance(found, CellLook)
    return found


def spoken(page: TablePage, address: Address) -> str:
    role = Qt.ItemDataRole.AccessibleTextRole
    return str(page.view.form_model.place(address).data(role))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_state_of_a_cell_looks_different(
    sample: Window, qapp: QApplication, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    page = table_page(sample)
    page.wear(theme)
    states = {
        "untouched": SetFigure(CELL, ""),
        "zero": SetFigure(CELL, "0"),
        "mark": SetFigure(CELL, "/"),
        "refused": SetFigure(CELL, "0a"),
        "doubtful": SetFigure(CELL, "", Doubt("l", "字迹不清")),
        "spaces": SetFigure(CELL, "  "),
    }
    seen: list[QImage] = []
    for edit in states.values():
        sample.document.edit([edit], "填写")
        image = picture(page, CELL)
        assert all(image != other for other in seen)
        seen.append(image)


def test_an_untouched_cell_is_told_without_colour(sample: Window) -> None:
    page = table_page(sample)
    sample.document.edit([SetFigure(CELL, "")], "清除")
    assert look(page, CELL).untouched
    assert not look(page, TOTAL).untouched
    image = picture(page, CELL).convertToFormat(QImage.Format.Format_Grayscale8)
    shades = {
        image.pixelColor(x, y).value() for x in range(image.width()) for y in (14, 15, 16, 17)
    }
    assert len(shades) > 1
    sample.document.edit([SetFigure(CELL, "/")], "填写")
    assert not look(page, CELL).untouched


def test_each_cell_says_its_state(sample: Window) -> None:
    page = table_page(sample)
    place = "（一）予以公开，商业企业"
    said = {
        "": f"{place}，空白，未填",
        "7": f"{place}，7，平衡",
        "7a": f"{place}，7a，数字以外还有别的文字，请只填数字",
        "/": f"{place}，/，按未填读取、未填",
    }
    for text, words in said.items():
        sample.document.edit([SetFigure(CELL, text)], "填写")
        assert spoken(page, CELL) == words
    sample.document.edit([SetFigure(CELL, "", Doubt("l", "字迹不清"))], "读取")
    assert spoken(page, CELL) == f"{place}，空白，没有读准、未填"


def test_the_line_at_the_cell_says_doubts_and_kept_totals(sample: Window) -> None:
    page = table_page(sample)
    doubt = SetFigure(CELL, "", Doubt("l2", "字迹不清"))
    sample.document.edit([doubt, SetFigure(TOTAL, "201")], "读取")
    page.view.go_to(CELL)
    remark = page.view.remark
    assert "字迹不清" in remark.label.text()
    assert remark.sign.text() == "?"
    page.view.go_to(TOTAL)
    assert "201" in remark.label.text()
    assert remark.sign.text() == "!"
    page.view.go_to(Address("applications.received.natural"))
    assert not remark.isVisible()


def test_the_line_stays_within_the_table_and_off_its_cell(sample: Window) -> None:
    for place in (
        "applications.received.natural",
        "applications.carried_out.other",
        "remedies.review.upheld",
        "remedies.suit_after_review.pending",
    ):
        address = Address(place)
        page = table_page(sample, address.section)
        view = page.view
        sample.document.edit([SetFigure(address, "一共十件" * 12)], "填写")
        view.go_to(address)
        line = view.remark.geometry()
        assert page.rect().contains(line)
        cell = view.visualRect(view.form_model.place(address))
        corner = view.viewport().mapTo(page, cell.topLeft())
        assert not line.intersects(QRect(corner, cell.size()))


def test_a_computed_cell_says_that_it_is_computed(sample: Window) -> None:
    page = table_page(sample)
    page.view.go_to(TOTAL)
    page.view.tell("总计由程序计算，不用填写。")
    assert page.view.remark.isVisible()
    page.view.go_to(CELL)
    assert not page.view.remark.isVisible()


def test_a_heading_is_measured_anew_for_other_widths_and_another_font(sample: Window) -> None:
    header = table_page(sample).view.header
    widths = [header.sectionSize(section) for section in range(header.count())]
    usual = header.sizeHint().height()

    for section in range(header.count()):
        header.resizeSection(section, header.minimumSectionSize())
    assert header.sizeHint().height() > usual

    for section, width in enumerate(widths):
        header.resizeSection(section, width)
    assert header.sizeHint().height() == usual

    font = header.font()
    font.setPointSizeF(2 * font.pointSizeF())
    header.setFont(font)
    assert header.sizeHint().height() > usual
