"""What a screen reader reads out of every tab and window: names, roles, values, states, order."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.checks.tally import Balance
from core.document.file import load
from core.figures.address import Address
from core.figures.value import show
from core.report.edits import SetFigure
from core.report.report import Doubt
from gui.access import announcing
from gui.access.mnemonics import give_letters
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.panel.tally_tree import TallyTree
from gui.tables.table_model import FormTableModel
from gui.tables.table_page import TablePage
from tests.gui.accessible import Node, Role, faults, read, steps_back, tab_order
from tests.gui.conftest import Answers
from tests.gui.every_window import OPENERS, open_window
from tests.gui.keyboard import table_page
from tests.gui.writing import CELL, text_page

TOTAL = Address("applications.granted.total")
REMEDY = Address("remedies.review.upheld")


def out_of_order(window: QWidget) -> list[str]:
    """Name the places where Tab goes against the order of reading."""
    pairs = steps_back(tab_order(window))
    return [f"{_name(first)} -> {_name(second)}" for first, second in pairs]


def unlabelled(window: QWidget) -> list[str]:
    """Return the labels with a letter that lead to no field."""
    labels = (label for label in window.findChildren(QLabel) if label.isVisible())
    return [label.text() for label in labels if "(&" in label.text() and label.buddy() is None]


def unreachable(window: QWidget) -> list[str]:
    """Return the buttons to which neither Tab, nor an arrow in their group, leads."""
    return [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and not button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(button.parent(), QTabBar)
        and type(button.parent()).__name__ not in {"QLineEdit", "FormTableView", "PasteGrid"}
    ]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", lambda: "")())


def test_the_start_page(window: Window) -> None:
    tree = read(window)
    assert faults(tree) == []
    assert [node.words for node in tree.walk() if node.role is Role.MenuItem][:1] == ["文件"]
    assert tree.find(Role.Button, "打开示例").takes_keys
    assert out_of_order(window) == []
    assert isinstance(QApplication.focusWidget(), QAbstractButton)


@pytest.mark.parametrize(("zoom", "theme"), [(100, "light"), (200, "contrast")])
def test_every_tab(sample: Window, zoom: int, theme: str) -> None:
    sample.preferences.set(zoom=zoom, theme=theme)
    for section in sample.workspace.tabs.sections:
        page = sample.workspace.show_section(section)
        tree = read(sample)
        assert faults(tree) == [], section
        assert unlabelled(sample) == []
        assert unreachable(sample) == []
        tabs = [node for node in tree.walk() if node.role is Role.PageTab]
        assert [tab.words for tab in tabs if "selected" in tab.states] == [
            sample.workspace.tabs.accessibleTabName(sample.workspace.tabs.currentIndex())
        ]
        # The text comes before its outline, which stands left of it: one comes to write.
        writing = sample.workspace.writing_in_hand()
        outline = [writing.outline.entries] if writing else []
        order = tab_order(sample, but=outline)
        assert steps_back(order) == [], section
        here = [n for n, widget in enumerate(order) if page.isAncestorOf(widget)]
        assert here == list(range(here[0], here[-1] + 1))


def test_the_bars_that_find(sample: Window) -> None:
    table_page(sample).find()
    tree = read(table_page(sample))
    assert faults(tree) == []
    assert tree.find(Role.EditableText, "查找").takes_keys
    page = text_page(sample, "overview")
    page.replace()
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.End)
    page.inserting.pick_cell()
    assert faults(read(page)) == []


def cells(page: TablePage) -> list[tuple[Address, str]]:
    """Return every figure of a table with what is read out in the accessible tree."""
    table = next(node for node in read(page).walk() if node.role is Role.Table)
    said = [node.name for node in table.children if node.role is Role.Cell]
    model: FormTableModel = page.view.form_model
    rows, columns = model.rowCount(), model.columnCount()
    places = [model.index(row, column) for row in range(rows) for column in range(columns)]
    covered = {
        (row + down, column + across)
        for (row, column), cell in model.cells.items()
        for down in range(cell.down)
        for across in range(cell.across)
        if down or across
    }
    found = []
    for index, words in zip(places, said, strict=True):
        address = model.address(index)
        if address is not None and (index.row(), index.column()) not in covered:
            found.append((address, words))
    return found


def test_every_cell_reads_row_column_value_state(sample: Window) -> None:
    report = sample.document.report
    count = 0
    states: set[str] = set()
    for table in report.form.tables:
        for address, words in cells(table_page(sample, table.id)):
            figure = report.form.figures[address]
            head = f"{figure.row.name}，{figure.column.name}，"
            assert words.startswith(head)
            value, state = words.removeprefix(head).split("，")
            assert value == show(report.figure(address), figure.kind)
            states.add(state)
            count += 1
    assert count == len(report.form.figures)
    assert states == {"平衡", "不平衡", "算出、平衡", "算出、不平衡", "没有勾稽"}


def test_a_cell_says_what_is_the_matter(sample: Window) -> None:
    page = table_page(sample)
    doubt = Doubt("l", "字迹不清")
    for edit, words in (
        (SetFigure(CELL, ""), "空白，未填"),
        (SetFigure(CELL, "/"), "/，按未填读取、未填"),
        (SetFigure(CELL, "7a"), "7a，数字以外还有别的文字，请只填数字"),
        (SetFigure(CELL, "", doubt), "空白，没有读准、未填"),
        (SetFigure(CELL, "17"), "17，平衡"),
        (SetFigure(TOTAL, "201"), ""),
    ):
        sample.document.edit([edit], "填写")
        if words:
            assert dict(cells(page))[CELL].endswith(f"，自然人，{words}")
    assert dict(cells(page))[TOTAL].split("，")[-1] == "来源印的总计、不平衡"


def test_columns_and_tallies_are_named(sample: Window) -> None:
    page = table_page(sample)
    tree = read(sample)
    heads = [n.name for n in tree.find(Role.Table, "三").children if n.role is Role.ColumnHeader]
    assert heads[3:5] == ["自然人", "商业企业"]
    panel = sample.workspace.panel
    assert panel.summary.accessibleName() == "本表勾稽：2 条不平衡，0 条未填，35 条平衡"
    items = tree.find(Role.Tree, "勾稽关系").children
    rows = [node for node in items if node.role is Role.TreeItem]
    assert all(node.name for node in rows)
    assert "expanded" in rows[0].states
    assert rows[2].name == "自然人，不平衡，一边 528，另一边 527，还差 1"
    assert isinstance(panel.tree, TallyTree)
    strip = page.strip.accessibleDescription()
    assert "自然人不平衡，还差 1；商业企业平衡；" in strip
    card = tree.find(Role.Client, "单元格的说明")
    page.view.go_to(CELL)
    told = [node.name for node in read(panel.card).walk() if node.role is Role.StaticText]
    assert card.role is Role.Client
    assert "结转下年度" in told[0]


def test_every_window(sample: Window, tmp_path: Path, qtbot: QtBot) -> None:
    found = {}
    for name in OPENERS:
        sample.document.show(load(SAMPLE, sample.document.forms)[0])
        opened = open_window(name, sample, tmp_path)
        opened.activateWindow()
        qtbot.waitUntil(opened.isActiveWindow)
        focus = QApplication.focusWidget()
        assert focus is not None, name
        assert focus.window() is opened, name
        found[name] = [
            *faults(read(opened)),
            *unlabelled(opened),
            *unreachable(opened),
            *out_of_order(opened),
            *doubled_letters(opened),
            *enter_gives_up(opened),
            *([] if name == "sharing" else unlettered_boxes(opened)),
        ]
        # Esc takes one thing back at a time: an open field first.
        for _ in range(2):
            if opened.isVisible():
                QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Escape)
        # A window that stands by itself is left by its menu: in it Esc leads back to the page.
        assert opened.isVisible() is isinstance(opened, QMainWindow), name
        opened.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert {name: said for name, said in found.items() if said} == {}


def enter_gives_up(window: QWidget) -> list[str]:
    """Return the main button if Enter in a field or on a box to tick would mean another one."""
    mains = [b for b in window.findChildren(QPushButton) if b.property("main") and b.isVisible()]
    fields = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QLineEdit | QCheckBox) and widget.isVisible() and widget.isEnabled()
    ]
    before = QApplication.focusWidget()
    found = []
    for field in fields:
        field.setFocus()
        defaults = [b for b in window.findChildren(QPushButton) if b.isDefault()]
        if mains and defaults and defaults != mains:
            found.append(f"{field.accessibleName()}: {defaults[0].text()}")
    if before is not None:
        before.setFocus()
    return found


def doubled_letters(window: QWidget) -> list[str]:
    """Return the letters that two things in a window have, its menus among them."""
    texts = [
        str(widget.text())
        for kind in (QLabel, QAbstractButton)
        for widget in window.findChildren(kind)
        if widget.isVisible()
    ]
    bars = window.findChildren(QMenuBar)
    texts += [action.text() for bar in bars if bar.isVisible() for action in bar.actions()]
    letters = [text[text.index("(&") + 2] for text in texts if "(&" in text]
    return sorted({letter for letter in letters if letters.count(letter) > 1})


def unlettered_boxes(window: QWidget) -> list[str]:
    """Return the boxes to tick that Alt and a letter do not reach."""
    boxes = window.findChildren(QCheckBox)
    return [box.text() for box in boxes if box.isVisible() and "(&" not in box.text()]


def test_the_questions(window: Window, qtbot: QtBot) -> None:
    ask = Ask(window)
    seen: list[Node] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        try:
            qtbot.waitUntil(box.isActiveWindow)
            seen.append(read(box))
            assert out_of_order(box) == []
            QTest.keyClick(box, Qt.Key.Key_Escape)
        finally:
            box.close()  # a test that fails must not hang

    for question in (
        lambda: ask.tell("这份文件打不开。"),
        lambda: ask.save_first("某局"),
        lambda: ask.overwrite("这份文件被人改过。"),
        lambda: ask.save_elsewhere("共享文件夹断开了。"),
        lambda: ask.confirm("机关不是一个。", "数字照样对照。", "仍然对照"),
    ):
        QTimer.singleShot(0, look)
        question()
        assert faults(seen[-1]) == []
        assert seen[-1].role is Role.AlertMessage
        assert any(node.role is Role.Button for node in seen[-1].walk())
    assert seen[0].value == "这份文件打不开。"


def test_every_entry_of_a_menu_has_a_letter_of_its_own(sample: Window, tmp_path: Path) -> None:
    sample.preferences.remember(tmp_path / "某局.nianbao")
    menus = [menu for menu in sample.findChildren(QMenu) if menu.actions()]
    assert len(menus) > 9
    for menu in menus:
        give_letters(menu)
        entries = [action for action in menu.actions() if not action.isSeparator()]
        letters = [entry.text().rpartition("(&")[2][:1] for entry in entries]
        assert all(letters), [entry.text() for entry in entries]
        assert len(set(letters)) == len(letters), [entry.text() for entry in entries]


class Listener:
    """Stands in for Qt's side of a screen reader."""

    def __init__(self, *, is_there: bool) -> None:
        self.isActive = lambda: is_there  # Qt's own name
        self.said: list[str] = []

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.said.append(event.message())


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Listen, and return what was said."""
    listener = Listener(is_there=True)
    monkeypatch.setattr(announcing, "QAccessible", listener)
    return listener.said


def test_what_changes_elsewhere_is_said(
    sample: Window, answers: Answers, qtbot: QtBot, tmp_path: Path, heard: list[str]
) -> None:
    sample.voice.pause.setInterval(0)
    moves = ("applications.carried_out.natural", "17"), ("applications.carried_out.legal", "0")
    for place, text in moves:
        sample.document.edit([SetFigure(Address(place), text)], "填写")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["自然人平衡；法律服务机构平衡"]
    assert not sample.document.inspection.board.count()[Balance.UNBALANCED]
    heard.clear()
    sample.document.edit([SetFigure(CELL, "18")], "填写")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("自然人不平衡，多出 1")
    heard.clear()
    answers.path = tmp_path / "报告.nianbao"
    assert sample.saving.save()
    assert heard[-1].startswith("已保存")
    answers.path = tmp_path / "报告.html"
    sample.exporting.export(".html", "网页")
    assert heard[-1].startswith("已导出")
    page = table_page(sample, "remedies")
    page.view.go_to(REMEDY)
    sample.document.edit([SetFigure(REMEDY, "7a")], "填写")
    assert heard[-1] == "数字以外还有别的文字，请只填数字"


def test_nothing_is_said_where_nobody_listens(
    sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(is_there=False)
    monkeypatch.setattr(announcing, "QAccessible", listener)
    announcing.announce(sample, "已保存")
    assert listener.said == []
