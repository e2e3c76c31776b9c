"""The roll-up's window: a made-up city of a few units, from the list to the letters."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.file import load, save
from core.exports.kinds import export
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure
from core.rollup.head import Head
from core.rollup.heap import Found
from core.rollup.project import make_project, open_project
from core.rollup.receiving import Fate, Receiver
from core.rollup.survey import UnitRow
from core.rollup.taken import Taken
from core.rollup.taking_in import TakingIn
from core.rollup.unit import Unit, UnitState
from core.rollup.version import Status, Version
from core.rollup.year_before import find_year_before
from gui.frame.window import Window
from gui.look.theme import CONTRAST, DARK, LIGHT
from gui.reading.window import ReadingWindow
from gui.rollup.forms_dialog import FormsDialog
from gui.rollup.lines import FileLine, Filter, LineMaker, UnitLine, arrange
from gui.rollup.matrix import Matrix, UnitModel, units_among
from gui.rollup.new_project import NewRollupDialog
from gui.rollup.window import RollupWindow
from tests.city import YEAR, make_report, name_of
from tests.gui.accessible import faults, read
from tests.gui.conftest import Answers
from tests.gui.keyboard import CONTROL, Keyboard, come_back, focus, go_to, is_within

CELL = Address("applications.received.natural")
TOTAL = Address("applications.received.total")


def _send(forms: Forms, folder: Path, number: int, file: str = "", **cells: str) -> Path:
    """Put a unit's report among the others; cells named by their last parts are typed over."""
    report = make_report(forms, number)
    apply(report, [SetFigure(Address(a.replace("__", ".")), t) for a, t in cells.items()])
    path = folder / (file or f"{number:03}.nianbao")
    save(report, path, overwrite=True)
    return path


@pytest.fixture
def heap(forms: Forms, tmp_path: Path) -> Path:
    """Four right reports, one unbalanced, one of last year, one of nobody, one that is none."""
    folder = tmp_path / "收件"
    folder.mkdir()
    for number in (60, 61, 62):
        _send(forms, folder, number)
    _send(forms, folder, 63, applications__concluded__total="99")
    save(make_report(forms, 64, YEAR - 1), folder / "064.nianbao")
    stray = make_report(forms, 65)
    apply(stray, [SetCover("白杨市第一局", YEAR)])
    save(stray, folder / "065.nianbao")
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04 not a document")
    return folder


@pytest.fixture
def shown(window: Window, forms: Forms, tmp_path: Path, answers: Answers) -> RollupWindow:
    units = [Unit(f"k{n}", name_of(n), parent="局" if n < 63 else "") for n in range(60, 67)]
    head = Head("青禾市人民政府", YEAR, tuple(units), date(YEAR + 1, 1, 31))
    make_project(tmp_path / "汇总", head, forms)
    answers.path = tmp_path / "汇总"
    window.menus.actions_by_name["open_rollup"].trigger()
    (made,) = window.rollups.windows
    made.resize(1366, 768)
    return made  # it closes with the main window


@pytest.mark.parametrize("head", ["", "rollup.json"])
def test_the_folder_of_a_roll_up_opens_it_wherever_a_file_would_open(
    window: Window, forms: Forms, tmp_path: Path, answers: Answers, head: str
) -> None:
    make_project(tmp_path / "汇总", Head("青禾市人民政府", YEAR), forms)
    window.files.open_path(tmp_path / "汇总" / head)
    (made,) = window.rollups.windows
    assert made.state.project.folder == tmp_path / "汇总"
    window.files.open_path(tmp_path)  # a folder that is none
    assert len(answers.told) == 1


def _receive(window: RollupWindow, qtbot: QtBot, *paths: Path) -> None:
    window.receiving.receive(paths)
    qtbot.waitUntil(lambda: not window.reader.is_reading)


def _press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def _line(window: RollupWindow, number: int) -> UnitLine:
    return next(
        line
        for line in units_among(window.units.matrix.units.lines)
        if line.row.unit.name == name_of(number)
    )


def test_five_thousand_units_are_asked_only_for_what_is_in_sight(
    forms: Forms, qtbot: QtBot
) -> None:
    form = forms.for_year(YEAR)
    assert form is not None
    packed = ";".join(["1"] * len(form.figures))
    taken = Taken("a", edition=form.edition, year=YEAR, figures=packed)
    version = Version("1.nianbao", "d", "1.docx", "s", "2025-01-02T10:00:00+08:00", "", "", 0, 0)
    maker = LineMaker(form, None)
    lines = [
        maker.line(UnitRow(Unit(f"k{n}", f"第{n}镇", parent=f"片{n % 9}"), *(
            (Status((version,), "d"), taken) if n % 3 else (Status(), None)
        )), ())
        for n in range(5000)
    ]  # fmt: skip
    closed: frozenset[str] = frozenset()
    by = {"by_parent": True, "by_trouble": True}
    found = arrange(lines, (), Filter.ALL, "", closed, **by)
    assert len(found) == 5009
    assert len(units_among(arrange(lines, (), Filter.MISSING, "", closed, **by))) == 1667
    assert [
        u.row.unit.key
        for u in units_among(arrange(lines, (), Filter.ALL, "第4999镇", closed, **by))
    ] == ["k4999"]
    view = Matrix(LIGHT)
    qtbot.addWidget(view)
    view.resize(900, 500)
    asked: set[int] = set()
    before = UnitModel.data

    def data(model: UnitModel, index: object, role: int = 0) -> object:
        asked.add(index.row())  # type: ignore[attr-defined]
        return before(model, index, role)  # type: ignore[arg-type]

    UnitModel.data = data  # type: ignore[method-assign,assignment]
    try:
        view.show_lines(found)
        with qtbot.waitExposed(view):
            view.show()
        view.go_to("k4999")
        QGuiApplication.processEvents()
    finally:
        UnitModel.data = before  # type: ignore[method-assign]
    assert len(asked) < 150
    line = view.line_in_hand()
    assert isinstance(line, UnitLine)
    assert line.row.unit.key == "k4999"


def test_a_heap_is_taken_in_and_every_file_told(
    shown: RollupWindow, heap: Path, qtbot: QtBot
) -> None:
    _receive(shown, qtbot, heap)
    assert shown.state.counts() == {"应报": 7, "已报": 4, "有错": 1, "未报": 3}
    assert "已报 4" in shown.header.counts.text()
    assert shown.foot.extent.text() == "合计 4/7 个单位，未齐"
    assert "读了7个文件" in shown.foot.told.text()
    refused = {r.came.found.file: r.words for r in shown.state.refused}
    assert set(refused) == {"064.nianbao", "坏的.docx"}
    assert f"{YEAR - 1}年度" in refused["064.nianbao"]
    assert [r.came.found.file for r in shown.state.asked] == ["065.nianbao"]
    first = shown.units.matrix.units.lines[0]
    assert isinstance(first, UnitLine)
    assert first.row.unit.name == name_of(63)
    assert first.texts[1] == "≠ 有错"
    files = [line for line in shown.units.matrix.units.lines if isinstance(line, FileLine)]
    assert len(files) == 2
    # What was taken in is on the disk, and the sources are untouched.
    again = open_project(shown.state.project.folder, shown.state.project.forms)
    assert [s.state for _, s in again.statuses()].count(UnitState.MISSING) == 3


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_journey_by_keyboard(
    window: Window, shown: RollupWindow, heap: Path, answers: Answers, qtbot: QtBot
) -> None:
    window.preferences.set(zoom=200, theme="contrast")
    come_back(shown, qtbot)
    board = Keyboard(window)
    answers.path = heap
    board.press(Qt.Key.Key_I, CONTROL)
    qtbot.waitUntil(lambda: not shown.reader.is_reading, timeout=20000)
    told = [faults(read(shown))]  # what a screen reader stumbles over
    _say_whose(shown, board)
    _visit_the_faulty(shown, board)
    told.append(faults(read(shown)))
    board.press(Qt.Key.Key_Escape)
    assert shown.pages.currentWidget() is shown.units
    assert is_within(shown.units.matrix)(focus())
    board.press(Qt.Key.Key_2, CONTROL)
    told.append(faults(read(shown)))
    _look_into_the_sum(shown, board)
    # Nothing is written by keys in the sum.
    pane = shown.total.pane
    before = pane.document.report.figure(CELL)
    board.type("7")
    board.press(Qt.Key.Key_Delete)
    assert pane.document.report.figure(CELL) == before
    assert told == [[], [], []]


def _say_whose(shown: RollupWindow, board: Keyboard) -> None:
    """Type whose a file is, and answer by Enter; a name outside the list takes the button."""
    asking = shown.units.asking
    assert asking.isVisible()
    assert "白杨市第一局" in asking.question.text()
    go_to(board, is_within(asking.choice))
    board.press(Qt.Key.Key_Return)
    assert len(shown.state.asked) == 1
    board.press(Qt.Key.Key_A, CONTROL)
    board.compose("", name_of(65))
    board.press(Qt.Key.Key_Return)
    assert not shown.state.asked
    assert asking.isHidden()
    assert _line(shown, 65).row.state is UnitState.RECEIVED


def _visit_the_faulty(shown: RollupWindow, board: Keyboard) -> None:
    """Open the faulty report at its finding by Enter."""
    go_to(board, is_within(shown.units.matrix))
    board.press(Qt.Key.Key_Home)
    board.press(Qt.Key.Key_Return)
    assert shown.pages.currentWidget() is shown.report
    table = shown.report.pane.tables["applications"]
    assert focus() is table
    finding = _line(shown, 63).row.taken.findings[0]
    assert table.address_in_hand() in {finding.settles, *finding.addresses}


def _look_into_the_sum(shown: RollupWindow, board: Keyboard) -> None:
    """Enter on a cell shows its units, the largest first, Enter again opens one there."""
    pane = shown.total.pane
    assert pane.document.report.figure(TOTAL) == sum(
        make_report(shown.state.project.forms, n).figure(TOTAL) or 0 for n in (60, 61, 62, 63, 65)
    )
    assert "5/7" in shown.total.extent.text()
    assert shown.state.total.counted == len(shown.state.added()) == 5
    go_to(board, is_within(pane))
    pane.go_to(CELL)
    board.press(Qt.Key.Key_Return)
    shares = shown.total.shares
    assert focus() is shares
    figures = [int(line.texts[1]) for line in shares.listed.lines]
    assert figures == sorted(figures, reverse=True)
    assert len(figures) == 5
    assert sum(figures) == pane.document.report.figure(CELL)
    board.press(Qt.Key.Key_Return)
    assert shown.pages.currentWidget() is shown.report
    assert shown.report.pane.tables["applications"].address_in_hand() == CELL
    board.press(Qt.Key.Key_Escape)
    assert shown.pages.currentWidget() is shown.total
    assert focus() is shares
    board.press(Qt.Key.Key_Escape)
    assert focus() is pane.tables["applications"]


def test_what_is_sent_again_waits_until_it_is_taken(
    shown: RollupWindow, heap: Path, forms: Forms, qtbot: QtBot
) -> None:
    _receive(shown, qtbot, heap)
    before = shown.state.total.figures[Address("remedies.review.upheld")]
    assert before is not None
    old = make_report(forms, 60).figure(Address("remedies.review.upheld")) or 0
    again = _send(forms, heap, 60, "重报.nianbao", remedies__review__upheld=str(old + 7))
    _receive(shown, qtbot, again)
    line = _line(shown, 60)
    assert line.texts[1] == "※ 已重报"
    assert shown.state.total.figures[Address("remedies.review.upheld")] == before
    shown.units.matrix.go_to(line.row.unit.key)
    panel = shown.units.panel
    assert f"由{old}改为{old + 7}" in panel.resent.text()
    assert "合计增加7" in panel.resent.text()
    panel.adopt.click()
    assert shown.state.total.figures[Address("remedies.review.upheld")] == before + 7
    assert panel.adopt.isHidden()
    # The same file once more changes nothing.
    _receive(shown, qtbot, again)
    assert "以前收过1份" in shown.foot.told.text()
    assert shown.state.total.figures[Address("remedies.review.upheld")] == before + 7
    # A third one is not taken; what counts goes on counting, and nothing waits any more.
    third = _send(forms, heap, 60, "三报.nianbao", remedies__review__upheld=str(old + 9))
    _receive(shown, qtbot, third)
    shown.units.matrix.go_to(line.row.unit.key)
    panel.aside.click()
    assert shown.state.waiting(line.row.unit.key) is None
    assert shown.state.total.figures[Address("remedies.review.upheld")] == before + 7
    assert len(shown.state.rows[line.row.unit.key].status.versions) == 3


def test_of_two_in_one_heap_the_later_counts(
    shown: RollupWindow, heap: Path, forms: Forms, qtbot: QtBot
) -> None:
    _send(forms, heap, 60, "060-改.nianbao", remedies__review__upheld="8")
    packed = heap.parent / "邮件.zip"
    with zipfile.ZipFile(packed, "w") as package:
        for path in sorted(heap.iterdir()):
            package.write(path, path.name)
    _receive(shown, qtbot, packed)
    row = _line(shown, 60).row
    assert len(row.status.versions) == 2
    assert shown.state.waiting(row.unit.key) is None
    words = [
        r.words for r in shown.receiving.came if r.unit is not None and r.unit.name == name_of(60)
    ]
    assert any("交了2份" in each for each in words)


def test_a_drop_is_received_and_a_cancel_keeps_what_came(
    shown: RollupWindow, heap: Path, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(heap))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    shown.dropEvent(drop)
    assert shown.reader.is_reading
    assert shown.foot.stop.isVisible()
    # Nothing modal: the pages answer meanwhile.
    shown.turn_to(1)
    assert shown.pages.currentWidget() is shown.total
    shown.turn_to(0)
    shown.foot.stop.click()
    qtbot.waitUntil(lambda: not shown.reader.is_reading)
    assert shown.foot.stop.isHidden()
    kept = shown.state.counts()["已报"]
    _receive(shown, qtbot, heap)
    assert shown.state.counts()["已报"] == 4 >= kept


def test_letters_reminder_workbook_and_the_sum(
    shown: RollupWindow, heap: Path, answers: Answers, forms: Forms, qtbot: QtBot, tmp_path: Path
) -> None:
    _receive(shown, qtbot, heap)
    shown.units.matrix.go_to(_line(shown, 63).row.unit.key)
    shown.units.panel.letter.click()
    assert shown.pages.currentWidget() is shown.papers
    assert shown.papers.shown == (name_of(63),)
    assert name_of(63) in shown.papers.letter.toPlainText()
    assert shown.papers.points.count() >= 1
    shown.papers.copy.click()
    assert name_of(63) in QGuiApplication.clipboard().text()
    answers.path = tmp_path / "退回"
    shown.papers.write.click()
    assert [p.name for p in (tmp_path / "退回").glob("*.docx")] == [f"退回意见-{name_of(63)}.docx"]
    assert _line(shown, 63).row.state is UnitState.RETURNED
    for button, name in ((shown.papers.remind, "催.xlsx"), (shown.papers.workbook, "表.xlsx")):
        answers.path = tmp_path / name
        button.click()
        assert answers.path.read_bytes().startswith(b"PK")
    answers.path = tmp_path / "合计.nianbao"
    shown.menus.named["save_sum"].trigger()
    report, _ = load(answers.path, forms)
    assert report.figures() == shown.state.total.figures
    assert "4/7" in shown.foot.told.text()
    assert not answers.told


def test_confirmed_and_set_apart(shown: RollupWindow, heap: Path, qtbot: QtBot) -> None:
    _receive(shown, qtbot, heap)
    key = _line(shown, 61).row.unit.key
    shown.units.matrix.go_to(key)
    shown.units.panel.confirm.click()
    assert _line(shown, 61).texts[1] == "✓ 已核"
    shown.units.show_kind(Filter.CONFIRMED)
    assert [u.row.unit.key for u in units_among(shown.units.matrix.units.lines)] == [key]
    shown.units.show_kind(Filter.ALL)
    counted = shown.state.total.counted
    shown.state.set_counted(shown.state.rows[key].unit, "垂直管理")
    assert shown.state.total.counted == counted - 1
    assert shown.state.counts()["应报"] == 6
    assert "不计入" in _line(shown, 61).texts[1]


def test_a_unit_that_stands_there_by_mistake_leaves_the_list(
    shown: RollupWindow, heap: Path, qtbot: QtBot, answers: Answers
) -> None:
    _receive(shown, qtbot, heap)
    shown.state.add_units([Unit("9f", "青禾县写错的局")])
    shown.units.matrix.go_to("9f")
    count = len(shown.state.rows)
    assert not shown.units.panel.remove.isHidden()
    shown.units.panel.remove.click()
    assert len(shown.state.rows) == count - 1
    assert "9f" not in {unit.key for unit in shown.state.project.head.units}
    reported = _line(shown, 61).row.unit.key
    shown.units.matrix.go_to(reported)
    assert shown.units.panel.remove.isHidden()
    with pytest.raises(Problem, match="报来过年报"):
        shown.state.remove(reported)
    assert reported in shown.state.rows


def test_what_changes_in_the_list_while_files_are_read_stays(
    shown: RollupWindow, heap: Path
) -> None:
    receiver = shown.state.receiver()
    shown.state.set_counted(shown.state.rows["k60"].unit, "垂直管理")
    (came,) = shown.state.taking([Found(heap / "060.nianbao", "060.nianbao")])
    shown.state.enter([receiver.receive(came)])
    assert shown.state.rows["k60"].status.current
    assert shown.state.rows["k60"].unit.why_not == "垂直管理"
    assert not shown.state.added()


def _last_years(
    shown: RollupWindow, forms: Forms, tmp_path: Path, folder: Path, organ: str = ""
) -> None:
    """Make last year's project of the same units, with one report in it."""
    head = shown.state.project.head
    last = make_project(
        folder, replace(head, year=YEAR - 1, organ=organ or head.organ, deadline=None), forms
    )
    report = make_report(forms, 60, YEAR - 1)
    apply(report, [SetFigure(CELL, "1204")])
    path = tmp_path / "上年.nianbao"
    save(report, path, overwrite=True)
    (came,) = TakingIn([Found(path, path.name)], forms, keep=True, processes=1)
    assert Receiver(last, (), "").receive(came).fate is Fate.KEPT


def test_this_year_beside_last(
    shown: RollupWindow, heap: Path, forms: Forms, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    _receive(shown, qtbot, heap)
    _last_years(shown, forms, tmp_path, tmp_path / "别处" / "上年")
    answers.path = tmp_path / "别处" / "上年"
    shown.turn_to(2)
    assert not shown.years.has_last
    shown.years.choose.click()
    lines = shown.years.listing.listed.lines
    moved = next(line for line in lines if line.key == ("k60", CELL))
    assert "1204" in moved.texts[2].replace(",", "")
    assert "倍" in moved.texts[5] or "为0" in moved.texts[5]
    shown.years.listing.setCurrentIndex(shown.years.listing.listed.index(lines.index(moved), 0))
    _press(shown.years.listing, Qt.Key.Key_Return)
    assert shown.pages.currentWidget() is shown.report
    assert shown.report.pane.tables["applications"].address_in_hand() == CELL


def test_last_years_roll_up_beside_this_one_is_found_unless_there_are_two(
    shown: RollupWindow, forms: Forms, tmp_path: Path, qtbot: QtBot
) -> None:
    project = shown.state.project
    beside = project.folder.parent
    _last_years(shown, forms, tmp_path, beside / "别家", organ="别的县")
    assert find_year_before(project) is None
    (beside / "坏").mkdir()
    (beside / "坏" / "rollup.json").write_bytes(b"{")
    _last_years(shown, forms, tmp_path, beside / "去年")
    assert find_year_before(project) == beside / "去年"
    dialog = FormsDialog(shown.state, shown.ask, shown)
    qtbot.addWidget(dialog)
    assert dialog.last.text() == str(beside / "去年")
    shown.turn_to(2)
    assert shown.years.has_last
    assert str(beside / "去年") in shown.foot.told.text()
    shutil.copytree(beside / "去年", beside / "带走的")
    assert find_year_before(project) is None


def test_every_state_is_a_sign_and_a_word(shown: RollupWindow, heap: Path, qtbot: QtBot) -> None:
    _receive(shown, qtbot, heap)
    model = shown.units.matrix.units
    for theme in (LIGHT, DARK, CONTRAST):
        shown.wear(theme)
        for row, line in enumerate(model.lines):
            if not isinstance(line, UnitLine):
                continue
            words = str(model.data(model.index(row, 1)))
            assert words.split(" ", maxsplit=1)[0] in "≠○·✓←※－"
            assert words.split(" ")[1]
            spoken = model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
            assert line.row.unit.name in str(spoken)
            color = model.data(model.index(row, 1), Qt.ItemDataRole.ForegroundRole)
            assert color == theme.color(line.role)


def test_a_project_is_made_from_a_list_typed_and_one_in_a_file(
    window: Window, answers: Answers, forms: Forms, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = NewRollupDialog(forms, "", answers, str(tmp_path), window)
    qtbot.addWidget(dialog)
    dialog.begin.click()
    assert "机关" in dialog.fault.text()
    dialog.fields.organ.setText("某市人民政府")
    dialog.fields.year.setText(str(YEAR))
    dialog.deadline.setText("明年一月")
    dialog.begin.click()
    assert "不是日期" in dialog.fault.text()
    dialog.deadline.setText("2025年1月31日")
    dialog.list.text.setPlainText("单位名称\t上级\t联系人\n甲局\t市直\t张三\n乙镇\t镇街\t李四")
    (tmp_path / "名单.csv").write_text("单位名称,简称\n丙局,丙\n甲局,甲\n", "utf-8")
    answers.path = tmp_path / "名单.csv"
    dialog.list.file.click()
    assert "共3个单位" in dialog.list.told.text()
    dialog.place.setText("某市汇总")  # a name alone lands beside what was proposed
    dialog.begin.click()
    assert dialog.project is not None
    assert dialog.project.folder == tmp_path / "某市汇总"
    head = open_project(dialog.project.folder, forms).head
    assert [unit.name for unit in head.units] == ["丙局", "甲局", "乙镇"]
    assert head.deadline == date(2025, 1, 31)
    # Nothing is put over what lies there already.
    again = NewRollupDialog(forms, "某市人民政府", answers, str(tmp_path), window)
    qtbot.addWidget(again)
    again.fields.year.setText(str(YEAR))
    again.place.setText(str(dialog.project.folder))
    again.begin.click()
    assert again.project is None
    assert "已经有东西" in again.fault.text()


def test_what_was_not_read_surely_is_confirmed_beside_its_source(
    shown: RollupWindow, heap: Path, forms: Forms, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(Inspection(make_report(forms, 66)), heap / "066.html")
    _receive(shown, qtbot, heap)
    key = _line(shown, 66).row.unit.key
    shown.units.matrix.go_to(key)
    assert _line(shown, 66).texts[-1] == "html"
    before = shown.state.total.figures[CELL]
    old = make_report(forms, 66).figure(CELL)
    assert isinstance(before, int)
    assert isinstance(old, int)

    def confirm(reading: ReadingWindow) -> int:
        assert "核实完毕，收下" in reading.take.text()
        reading.draft.document.edit([SetFigure(CELL, str(old + 5))], "照来源改正")
        return 1

    monkeypatch.setattr(ReadingWindow, "exec", confirm)
    shown.units.panel.check.click()
    assert shown.state.total.figures[CELL] == before + 5
    status = shown.state.rows[key].status
    assert len(status.versions) == 2
    assert status.current == status.versions[-1].sha256
    # The same source once more is known, and what was confirmed stays.
    _receive(shown, qtbot, heap / "066.html")
    assert shown.state.total.figures[CELL] == before + 5
