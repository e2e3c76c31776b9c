"""The years side by side in their window: files come in, rows are plotted, plots go out."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from core.document.file import load, save
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure
from core.years.series import SeriesLine, lines_of
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.printing.sheet import Fill
from gui.series.plot import compose_plot, describe_plot
from gui.series.window import SeriesWindow
from tests.gui.conftest import Answers

NATURAL = Address("applications.received.natural")


@pytest.fixture
def folder(forms: Forms, tmp_path: Path) -> Path:
    """Two reports of other years beside the sample's 2020, and a file that is none."""
    made = tmp_path / "历年"
    made.mkdir()
    report, _ = load(SAMPLE, forms)
    for year, text in ((2019, "400"), (2021, "")):
        form = forms.for_year(year)
        if form is report.form:
            apply(report, [SetCover(report.organ, year), SetFigure(NATURAL, text)])
            save(report, made / f"{year}.nianbao")
    (made / "别的.txt").write_text("不是年报", "utf-8")
    (made / "图.png").write_bytes(b"x")
    return made


@pytest.fixture
def series(sample: Window, qtbot: QtBot) -> SeriesWindow:
    sample.menus.actions_by_name["series"].trigger()
    window = sample.findChild(SeriesWindow)
    assert window is not None
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_open_report_is_there_and_a_folder_comes_in(
    series: SeriesWindow, folder: Path, answers: Answers
) -> None:
    assert [entry.year for entry in series.entries] == [2020]
    assert not any(button.isEnabled() for button in series.exports)
    answers.path = folder
    series.add_folder.click()
    assert [entry.year for entry in series.entries] == [2019, 2020]
    assert len(answers.told) == 1
    assert "别的.txt" in answers.told[0]
    heads = [series.table.headerItem().text(n) for n in range(series.table.columnCount())]
    assert heads == ["部分", "项目", "2019年", "2020年", "增减", "增减%"]
    item = series.table.findItems("自然人", Qt.MatchFlag.MatchExactly, 1)[0]
    assert [item.text(n) for n in range(2, 6)] == ["400", "516", "+116", "+29.0%"]
    spoken = item.data(5, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "自然人，2020年比2019年增减百分之，+29.0%"


def test_files_can_be_dropped_and_taken_away(series: SeriesWindow, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "2019.nianbao"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    series.dropEvent(drop)
    assert [entry.year for entry in series.entries] == [2019, 2020]
    series.years.setCurrentRow(1)
    series.remove.click()
    assert [entry.year for entry in series.entries] == [2019]
    assert series.plot.composed is None


def test_a_cell_is_added_and_plotted(series: SeriesWindow, folder: Path) -> None:
    series.add_paths([folder / "2019.nianbao"])
    row = series.chooser.findData("applications.received.natural")
    series.chooser.activated.emit(row)
    assert [line.key for line in series.chosen()] == [("cell", NATURAL)]
    assert "2019年400，2020年516（+116，+29.0%）" in series.plot.accessibleDescription()


def test_table_and_plot_leave_as_files(
    series: SeriesWindow, folder: Path, answers: Answers, tmp_path: Path
) -> None:
    series.add_paths([folder / "2019.nianbao"])
    for suffix, start in ((".xlsx", b"PK"), (".svg", b"<?xml"), (".png", b"\x89PNG")):
        answers.path = tmp_path / f"图{suffix}"
        series.export(suffix, "")
        assert answers.path.read_bytes().startswith(start)
    root = ET.fromstring((tmp_path / "图.svg").read_bytes())  # noqa: S314  our own file
    words = "".join(root.itertext())
    assert "慈溪市人民政府2019—2020年" in words
    series.copy.click()
    assert "\t+" not in QGuiApplication.clipboard().text()
    assert "2020年" in QGuiApplication.clipboard().text()


def bars(line: SeriesLine, series: SeriesWindow) -> list[Fill]:
    page = compose_plot([line], "", series.plot.faces, series.plot.ruler).pages[0]
    return [item for item in page.items if isinstance(item, Fill) and item.height > 0.6]


def test_what_was_told_of_another_choice_is_forgotten(
    series: SeriesWindow, folder: Path, answers: Answers, tmp_path: Path
) -> None:
    series.add_paths([folder])
    standing = series.told.text()
    answers.path = tmp_path / "图.svg"
    series.export(".svg", "图")
    assert series.told.text().startswith("已导出")
    series.table.clearSelection()
    series.select(2)
    assert series.told.text() == standing
    assert series.links.isHidden()


def test_a_blank_is_a_gap_and_a_zero_has_no_bar(
    series: SeriesWindow, folder: Path, forms: Forms
) -> None:
    series.add_paths([folder / "2019.nianbao"])
    natural = next(line for line in series.lines if line.name == "自然人")
    assert len(bars(natural, series)) == 2
    for text, words in (("", "未填"), ("0", "0")):
        apply(series.entries[0].report, [SetFigure(NATURAL, text)])
        (line,) = (x for x in lines_of(series.entries) if x.name == "自然人")
        assert len(bars(line, series)) == 1
        assert f"2019年{words}" in describe_plot([line])
