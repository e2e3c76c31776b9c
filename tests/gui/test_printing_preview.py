"""The preview: it opens, follows edits, turns pages, saves and prints what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.figures.address import Address
from core.report.edits import SetFigure, SetText
from core.settings.page_options import Fonts, PageOptions, Site, Watermark, options_from_data
from core.settings.settings import load_settings
from gui.frame.window import Window
from gui.printing import KINDS
from gui.printing.faces import PRESCRIBED, chinese_families
from gui.printing.page_view import Fit
from gui.printing.preview import Preview
from gui.printing.preview_bar import ZOOMS
from gui.printing.site_dialog import SiteDialog
from tests.gui.conftest import Answers

OUT = Address("applications.carried_out.natural")


@pytest.fixture
def preview(sample: Window, qtbot: QtBot) -> Preview:
    sample.commands.show_preview()
    made = sample.findChild(Preview)
    assert isinstance(made, Preview)
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(preview: Preview) -> str:
    return re.sub(r"\s", "", "".join(t.text for page in preview.pages for t in page.texts))


def test_it_opens_on_the_report_and_only_once(sample: Window, preview: Preview) -> None:
    assert len(preview.pages) == 6
    assert "慈溪市人民政府2020年政府信息公开工作年度报告" in words(preview)
    assert "慈溪市人民政府" in preview.windowTitle()
    sample.commands.show_preview()
    assert sample.findChildren(Preview) == [preview]


def test_it_follows_an_edit_and_keeps_the_other_pages(
    sample: Window, preview: Preview, qtbot: QtBot
) -> None:
    before = preview.pages
    sample.document.edit([SetFigure(OUT, "98765")], "填写")
    qtbot.waitUntil(lambda: "98765" in words(preview))
    changed = [at for at, page in enumerate(preview.pages) if page is not before[at]]
    assert changed == [4]
    sample.document.edit([SetText("overview", "改写过的总体情况。")], "填写")
    qtbot.waitUntil(lambda: "改写过的总体情况。" in words(preview))


def test_pages_are_turned_by_keys_field_and_thumbnails(preview: Preview, qtbot: QtBot) -> None:
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.at == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    assert preview.at == 0
    preview.bar.field.setText("5")
    qtbot.keyClick(preview.bar.field, Qt.Key.Key_Return)
    assert preview.at == 4
    assert preview.thumbnails.currentIndex().row() == 4
    preview.thumbnails.setCurrentIndex(preview.thumbnails.pages.index(2))
    assert preview.at == 2
    assert preview.bar.field.text() == "3"
    assert any("共 6 页" in label.text() for label in preview.bar.findChildren(QLabel))
    preview.bar.field.setText("99")  # no such page: the field goes back to the page in hand
    preview.bar.field.editingFinished.emit()
    assert preview.bar.field.text() == "3"


def test_options_change_what_is_shown(preview: Preview) -> None:
    preview.panel.check.setChecked(True)
    assert "勾稽核对单" in words(preview)
    preview.panel.sign.setChecked(True)
    assert "主要负责人：" in words(preview)
    preview.panel.side.setChecked(True)
    assert sum(page.is_turned for page in preview.pages) == 2
    preview.panel.mark.setCurrentText(Watermark.REVIEW.value)
    assert preview.panel.options() == PageOptions(
        tables_on_side=True, check_sheet=True, sign_off=True, watermark=Watermark.REVIEW
    )
    preview.turn_to(len(preview.pages) - 1)
    preview.panel.check.setChecked(False)  # fewer pages than the one in hand
    assert preview.at == len(preview.pages) - 1


def test_choices_are_kept_for_the_next_printing(
    sample: Window,
    preview: Preview,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def write(dialog: SiteDialog) -> int:
        dialog.lines["column"].setText(" 年报 ")
        dialog.lines["date"].setText("2026-01-20")
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(SiteDialog, "exec", write)
    preview.panel.picture.setChecked(True)
    assert "一图读懂" in words(preview)
    body = preview.panel.fonts.choices["body"]
    family = next(f for f in chinese_families() if "Sans" in f or "Hei" in f)
    body.setCurrentIndex(body.findData(family))
    preview.panel.site.click()
    options = PageOptions(
        picture=True, fonts=Fonts(body=family), site=Site(column="年报", date="2026-01-20")
    )
    assert preview.panel.options() == options
    assert options_from_data(load_settings().printing) == options
    preview.close()
    answers.path = tmp_path / "a.html"
    sample.exporting.export(".html", "网页")
    page = answers.path.read_text("utf-8")
    assert '<meta name="ColumnName" content="年报">' in page
    assert '<meta name="PubDate" content="2026-01-20">' in page
    answers.path = tmp_path / "a.pdf"
    sample.exporting.export(".pdf", "PDF 文档")
    assert ("\ufeff图解").encode("utf-16-be").hex().encode() in answers.path.read_bytes()
    assert "含图解" in sample.told.text()
    again = Preview(
        sample.document, answers, str, options_from_data(sample.preferences.settings.printing)
    )
    assert again.panel.options() == options
    again.close()


def test_the_fonts_fold_out_of_the_panel_and_it_still_fits(preview: Preview) -> None:
    form = preview.panel.fonts
    assert not form.rows.isVisible()
    form.button.click()
    assert form.rows.isVisible()
    assert preview.minimumSizeHint().height() <= 768 * 92 // 100
    for role, box in form.choices.items():
        assert box.itemText(0) == f"按规定：{PRESCRIBED[role]}"
        assert [box.itemData(at) for at in range(1, box.count())] == list(chinese_families())


def test_a_font_that_is_missing_here_stays_chosen_and_is_named(
    sample: Window, answers: Answers
) -> None:
    preview = Preview(sample.document, answers, str, PageOptions(fonts=Fonts(body="华文行楷")))
    assert preview.panel.options().fonts == Fonts(body="华文行楷")
    assert "华文行楷（这台电脑没有）" in preview.panel.fonts.choices["body"].currentText()
    assert "没有所选的字体，已用别的代替：华文行楷用" in preview.panel.note.text()
    box = preview.panel.fonts.choices["body"]
    box.setCurrentIndex(0)
    assert "华文行楷" not in preview.panel.note.text()
    preview.close()


def test_the_wheel_changes_no_choice_in_passing(preview: Preview, qtbot: QtBot) -> None:
    preview.panel.fonts.button.click()
    before = preview.panel.options()
    for box in (preview.panel.mark, *preview.panel.fonts.choices.values()):
        middle = QPointF(box.rect().center())
        turn = QWheelEvent(
            middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
    assert preview.panel.options() == before


def test_zoom_fits_or_is_a_share_of_the_paper(preview: Preview) -> None:
    view = preview.view
    assert view.zoom is Fit.PAGE
    assert view.canvas.height() <= view.height()
    view.set_zoom(Fit.WIDTH)
    assert view.canvas.width() <= view.viewport().width()
    for zoom in ZOOMS:
        if isinstance(zoom, float):
            view.set_zoom(zoom)
            inches = 210 / 25.4
            expected = inches * view.logicalDpiX() * zoom
            assert view.canvas.width() == pytest.approx(expected, abs=3)
    preview.bar.step_zoom(-1)
    assert preview.bar.zoom.currentText() == "100%"


def test_the_paper_is_white_and_the_ink_black(preview: Preview) -> None:
    preview.view.set_zoom(1.0)
    picture = preview.view.canvas.grab().toImage()
    assert picture.pixelColor(20, 20).lightness() == 255
    darkest = min(
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 2)
        for y in range(picture.height() // 8, picture.height() // 3, 2)
    )
    assert darkest < 60


def test_it_saves_the_pages_that_it_shows(
    preview: Preview, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "a.pdf"
    preview.panel.sign.setChecked(True)
    preview.save(".pdf")
    assert answers.path.read_bytes().startswith(b"%PDF")
    assert answers.asked[-1].endswith(".pdf")
    answers.path = tmp_path / "missing" / "a.pdf"
    preview.save(".pdf")
    assert answers.told


def test_it_prints_the_pages_that_are_asked_for(preview: Preview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    preview.panel.side.setChecked(True)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(4, 6)
    preview.play_to(printer)
    content = (tmp_path / "p.pdf").read_bytes()
    assert content.count(b"/Type /Page\n") == 3
    assert b"/MediaBox [0 0 842" in content  # the tables on their side


def test_it_closes_with_the_report(sample: Window, preview: Preview) -> None:
    sample.document.leave()
    assert not preview.isVisible()


def test_the_window_exports_a_pdf(sample: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "a.pdf"
    action = next(a for a in sample.menus.export.actions() if ".pdf" in a.text())
    action.trigger()
    assert answers.path.read_bytes().startswith(b"%PDF")
    remarks = KINDS[".pdf"].remarks(sample.document.inspection)
    whole, short = sample.told.toolTip().split("\n"), sample.told.text()
    assert whole[0] == f"已导出：{answers.path}"
    assert set(remarks) <= set(whole)
    assert bool(remarks) == ("字体" in short)
    assert sample.fontMetrics().horizontalAdvance(short) <= sample.width() * 0.61
    sample.menus.actions_by_name["copy_table"].trigger()
    assert sample.told.toolTip() == ""
    assert sample.menus.actions_by_name["preview"].shortcut().toString() == "Ctrl+P"
