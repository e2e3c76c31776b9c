"""The tabs: the cover and the six sections, each with the sign of its state."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from core.checks.progress import Progress, section_progress
from core.forms.form import COVER_NAME
from core.report.edits import COVER
from gui.look.theme import Theme
from gui.state.document import Document
from gui.words.plain_text import literal


class SectionTabs(QTabBar):
    """Signs and colours tell the state of each section; the accessible name says it in words."""

    menu_wanted = Signal(QPoint)
    """The context menu of the tab in hand shall open at this place of the screen."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self.sections: tuple[str, ...] = ()
        self._shown: dict[str, Progress] = {}
        self._is_short = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName("报告的各部分")
        button: QToolButton
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys scroll too

        self.currentChanged.connect(lambda _at: self._name_tabs())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.tabAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.currentIndex()
        if at >= 0:
            self.setCurrentIndex(at)
            self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit)  # the icons follow later

    def attach(self, section: str) -> None:
        """Make a tab for the cover and for every section of the open report; turn to one."""
        form = self._document.report.form
        self._shown = {}
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self.sections = (COVER, *(section.id for section in form.sections))
        for _ in self.sections:
            self.addTab("")
        self.setCurrentIndex(self.place(section))
        self.blockSignals(False)
        self.follow()
        self._fit()
        # An empty bar has no height; the layout does not ask again by itself.
        self.updateGeometry()

    @property
    def section_in_hand(self) -> str:
        """The section whose page is shown."""
        return self.sections[self.currentIndex()]

    def named_sections(self) -> list[tuple[str, str]]:
        """Return every section of the open report with the words of its tab."""
        form = self._document.report.form
        return [(COVER, COVER_NAME), *((section.id, section.tab) for section in form.sections)]

    def follow(self) -> None:
        """Show the state of every section."""
        names = dict(self.named_sections())
        for number, section in enumerate(self.sections):
            state = section_progress(self._document.inspection, section)
            if self._shown.get(section) is not state:
                self._shown[section] = state
                self.setTabIcon(number, self._icon(state))
                self.setAccessibleTabName(number, f"{names[section]}，{state.value}")
                self.setTabToolTip(number, f"{names[section]}：{state.value}")

        self._name_tabs()

    def _fit(self) -> None:
        """Name all tabs in full where there is room; else only that of the page in hand."""
        if not self.count():
            return
        for is_short in (False, True):
            self._is_short = is_short
            self._name_tabs()
            if self._needed() <= self.width():
                break

    def _needed(self) -> int:
        return sum(self.tabSizeHint(number).width() for number in range(self.count()))

    def _name_tabs(self) -> None:
        names = dict(self.named_sections()) if self._document.is_open else {}
        for number, section in enumerate(self.sections):
            name = names.get(section, "")
            if self._is_short and number != self.currentIndex():
                name = name.partition("、")[0]
            if name and self.tabText(number) != literal(name):
                self.setTabText(number, literal(name))

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self._shown = {}
        if self._document.is_open:
            self.follow()

    def _icon(self, state: Progress) -> QIcon:
        """Draw the sign of a state; a style sheet colours tab texts alike, but not icons."""
        height = self.fontMetrics().height()
        size = QSize(height * 3 // 4, height)
        picture = QPixmap(size * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.theme.color(self.theme.progress(state)))
        painter.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignCenter, state.sign)
        painter.end()
        self.setIconSize(size)
        return QIcon(picture)

    def place(self, section: str) -> int:
        """Return the tab of a section; the opening paragraph stands on the cover."""
        return self.sections.index(section) if section in self.sections else 0
