"""A report to look at, not to write in: its tables and texts as they stand, part by part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.figures.address import Address
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.report.finding import Finding
from core.report.report import Report
from gui.look.theme import Theme
from gui.state.document import Document
from gui.tables.table_view import FormTableView
from gui.words.plain_text import literal

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    }
)


class LookedAtTable(FormTableView):
    """A table of the form in which nothing can be written; Enter asks about the cell in hand."""

    asked = Signal(object)
    """Enter was pressed, or the mouse clicked twice, on the cell of this address."""

    def __init__(
        self, document: Document, table: TableSection, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(document, table, theme, parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(lambda _index: self._ask())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER:
            self._ask()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.walk(-1 if key == Qt.Key.Key_Backtab else 1, down=False)
        elif key in _MOVES:
            QAbstractItemView.keyPressEvent(self, event)
        else:  # nothing that would write or clear
            event.ignore()

    def _ask(self) -> None:
        here = self.address_in_hand()
        if here is not None:
            self.asked.emit(here)


class ReportPane(QWidget):
    """One report, turned over by tabs; the same object shows one after another."""

    asked = Signal(object)
    """Somebody wants to know more of the cell of this address."""
    entered = Signal(object)
    """The cell in hand has this address (None: no cell)."""

    def __init__(self, forms: Forms, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = Document(forms, self)
        self._theme = theme
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("报告的各部分")
        self.pages = QStackedWidget()
        self.sections: list[str] = []
        self.tables: dict[str, LookedAtTable] = {}
        self._texts: dict[str, QPlainTextEdit] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.fontMetrics().height() // 3)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._turn)

    def show_report(self, report: Report) -> None:
        """Show a report; the part and the cell in hand stay where they are the same form."""
        is_same = self.document.is_open and self.document.report.form is report.form
        self.document.show(report)
        if not is_same:
            self._build()
        for section, text in self._texts.items():
            text.setPlainText(report.texts.get(section, "") or "（这一部分没有写）")
        for table in self.tables.values():
            table.viewport().update()
            table.show_remark()

    def go_to(self, address: Address) -> None:
        """Take a cell in hand."""
        self._show_section(address.section)
        table = self.tables.get(address.section)
        if table is not None:
            table.go_to(address)

    def show_finding(self, finding: Finding | None) -> None:
        """Go to where a finding points; without one to the first table."""
        if finding is None:
            self.focus_page()
        elif finding.place is not None:
            self.go_to(finding.place)
        else:
            self._show_section(finding.section)
            text = self._texts.get(finding.section)
            if text is not None and finding.spot is not None:
                cursor = text.textCursor()
                end = len(text.toPlainText())
                cursor.setPosition(min(finding.spot.start, end))
                cursor.setPosition(min(finding.spot.end, end), QTextCursor.MoveMode.KeepAnchor)
                text.setTextCursor(cursor)
            self.focus_page()

    def focus_page(self) -> None:
        """Give the keys to the part that is shown."""
        page = self.pages.currentWidget()
        if isinstance(page, _TablePlace):
            page.table.setFocus()
        elif page is not None:
            page.setFocus()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._theme = theme
        for table in self.tables.values():
            table.wear(theme)

    def _build(self) -> None:
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        while self.pages.count():
            page = self.pages.widget(0)
            self.pages.removeWidget(page)
            page.deleteLater()
        self.tables, self._texts, self.sections = {}, {}, []
        first = 0
        for section in self.document.report.form.sections:
            self.sections.append(section.id)
            self.tabs.addTab(literal(section.tab))
            if isinstance(section, TableSection):
                place = _TablePlace(self.document, section, self._theme)
                place.table.asked.connect(self.asked)
                place.table.entered.connect(self.entered)
                self.tables[section.id] = place.table
                self.pages.addWidget(place)
                first = first or self.pages.count() - 1
            else:
                text = QPlainTextEdit()
                text.setReadOnly(True)
                text.setTabChangesFocus(True)
                text.setAccessibleName(section.heading)
                self._texts[section.id] = text
                self.pages.addWidget(text)
        self.tabs.blockSignals(blocked)
        self.tabs.setCurrentIndex(first)
        self.pages.setCurrentIndex(first)
        self.tabs.updateGeometry()

    def _show_section(self, section: str) -> None:
        if section in self.sections:
            self.tabs.setCurrentIndex(self.sections.index(section))

    def _turn(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        page = self.pages.currentWidget()
        self.entered.emit(page.table.address_in_hand() if isinstance(page, _TablePlace) else None)


class _TablePlace(QWidget):
    """Gives a table the height that there is, and scrolls what is higher."""

    def __init__(self, document: Document, section: TableSection, theme: Theme) -> None:
        super().__init__()
        self.table = LookedAtTable(document, section, theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.take_height(self.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.table.take_height(self.height())
