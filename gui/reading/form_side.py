"""The form as it will be: a tab for each part, its tables and what was read of its texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.figures.address import Address
from core.forms.form import TableSection
from core.report.edit import Change
from gui.kit.roomy import Roomy
from gui.look.theme import Theme
from gui.reading.draft import Draft
from gui.tables.table_model import TallyPart
from gui.tables.table_view import FormTableView
from gui.tables.tally_strip import TallyStrip
from gui.words.plain_text import literal


class _Table(FormTableView):
    """The table of the form; what is the matter with a cell stands with its question."""

    def show_remark(self) -> None:
        self.remark.hide()


class _TablePage(QWidget):
    """A table with its live tallies."""

    def __init__(self, draft: Draft, table: TableSection, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.view = _Table(draft.document, table, theme, self)
        self.strip = TallyStrip(draft.document, self.view, theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, self.fontMetrics().height() // 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        column.addStretch()
        self.view.entered.connect(lambda _address: self.strip.enter(self.view.address_in_hand()))
        self.setFocusProxy(self.view)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.view.wear(theme)
        self.strip.theme = theme
        self.strip.update()


class FormSide(QTabWidget):
    """Shows the draft; figures can be typed right into the tables."""

    entered = Signal(object)
    """The cell in hand has this address."""
    read = Signal(str, int)
    """The caret stands in this paragraph of a written part."""

    def __init__(self, draft: Draft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._is_led = False
        self.setAccessibleName("读到的内容")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.tabBar().setAccessibleName("报告的各部分")
        self.tabBar().setExpanding(False)
        buttons: Iterable[QToolButton] = self.tabBar().findChildren(QToolButton)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tables: dict[str, _TablePage] = {}
        self.texts: dict[str, QPlainTextEdit] = {}
        self._sections: list[str] = []
        form = draft.report.form
        tables = {table.id: table for table in form.tables}
        for section in (form.preamble, *form.sections):
            table = tables.get(section.id)
            if table is not None:
                page = _TablePage(draft, table, theme)
                page.view.entered.connect(self._tell_cell)
                self.tables[section.id] = page
                self.addTab(Roomy(page), literal(section.tab))
            else:
                pane = self._pane(section.id, section.heading)
                self.addTab(pane, literal(section.tab))
            self._sections.append(section.id)
        draft.document.changed.connect(self._follow)
        self.count_doubts()
        self._show_first_table()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        for page in self.tables.values():
            page.wear(theme)

    def show_figures(self, addresses: Sequence[Address]) -> None:
        """Bring figures into sight and light them; the keys stay where they are."""
        if not addresses:
            return
        self._is_led = True
        page = self.tables[addresses[0].section]
        self.show_section(addresses[0].section)
        page.view.show_cell(addresses[-1])
        page.view.show_cell(addresses[0])
        for each in self.tables.values():
            lit = addresses if each is page else ()
            each.view.form_model.light(dict.fromkeys(lit, TallyPart.ADDEND))
        self._is_led = False

    def show_line(self, section: str, line: int) -> None:
        """Bring a paragraph of a written part into sight."""
        pane = self.texts[section]
        self._is_led = True
        self.setCurrentWidget(pane)
        block = pane.document().findBlockByNumber(line)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        pane.setTextCursor(cursor)
        pane.ensureCursorVisible()
        self._is_led = False

    def show_section(self, section: str) -> None:
        """Bring a part into sight."""
        if section in self._sections:
            self.setCurrentIndex(self._sections.index(section))

    def commit(self) -> None:
        """Take over what is still being typed."""
        for page in self.tables.values():
            editor = page.view.delegate.editor
            if editor is not None:
                editor.settle()

    def count_doubts(self) -> None:
        """Say on each tab how much is still to be looked at there."""
        counts = Counter(
            question.addresses[0].section
            for question in self._draft.open_questions
            if question.addresses
        )
        form = self._draft.report.form
        tabs = {section.id: section.tab for section in (form.preamble, *form.sections)}
        for number, section in enumerate(self._sections):
            count = counts[section]
            mark = f"  ?{count}" if count else ""
            self.setTabText(number, literal(f"{tabs[section]}{mark}"))
            told = f"，还有{count}处没有核对" if count else ""
            if section in self.texts:
                told = f"，{self._length(section)}"
            self.tabBar().setAccessibleTabName(number, f"{tabs[section]}{told}")
            self.setTabToolTip(number, f"{tabs[section]}{told}")

    def _length(self, section: str) -> str:
        text = self._draft.report.texts[section]
        return f"读到{len(''.join(text.split()))}字" if text else "没有读到文字"

    def _pane(self, section: str, heading: str) -> QPlainTextEdit:
        pane = QPlainTextEdit(self._draft.report.texts[section])
        pane.setObjectName("writing")
        pane.setReadOnly(True)
        pane.setTabChangesFocus(True)
        pane.setUndoRedoEnabled(False)
        pane.setPlaceholderText("没有读到这一部分的文字。")
        pane.setAccessibleName(heading)
        pane.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        pane.cursorPositionChanged.connect(lambda: self._tell_line(section))
        self.texts[section] = pane
        return pane

    def _tell_cell(self, address: Address | None) -> None:
        if address is not None and not self._is_led:
            self.entered.emit(address)

    def _tell_line(self, section: str) -> None:
        if not self._is_led:
            self.read.emit(section, self.texts[section].textCursor().blockNumber())

    def _follow(self, change: Change, _moved: object) -> None:
        for page in self.tables.values():
            page.view.form_model.follow(change)
            page.strip.follow(change.figures)
        for section in change.parts & self.texts.keys():
            text = self._draft.report.texts[section]
            if self.texts[section].toPlainText() != text:
                self.texts[section].setPlainText(text)

    def _show_first_table(self) -> None:
        first = next(iter(self.tables), None)
        if first is not None:
            self.show_section(first)
