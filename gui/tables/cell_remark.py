"""The line at the cell in hand: what is the matter with it, as long as it is in hand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from core.cells.facts import Aspect, facts
from core.checks.inspection import Inspection
from core.figures.address import Address
from core.figures.value import Kind, State, parse
from core.report.finding import Severity
from gui.access.announcing import announce
from gui.look.theme import Theme

_STILL_TYPED = ("0", "00", "000")


@dataclass(frozen=True, slots=True)
class CellRemark:
    """One line about a cell, with the severity whose sign and colour it wears."""

    words: str
    severity: Severity


def remark(inspection: Inspection, address: Address) -> CellRemark | None:
    """Say what is the matter with a cell; None where nothing is."""
    report = inspection.report
    value = report.value(address)
    if value.state is State.REFUSED:
        return CellRemark(value.remark, Severity.ERROR)
    is_doubtful = address in report.doubts
    if is_doubtful or report.is_kept(address):
        aspect = Aspect.DOUBT if is_doubtful else Aspect.FAULT
        words = next(fact.words for fact in facts(inspection, address) if fact.aspect is aspect)
        return CellRemark(words, Severity.WARNING if is_doubtful else Severity.ERROR)
    return CellRemark(value.remark, Severity.HINT) if value.remark else None


def may_become_a_figure(text: str, kind: Kind) -> bool:
    """Tell whether a text wants only more digits: “-” wants the 3 of -3."""
    return any(parse(text + digits, kind).state is State.NUMBER for digits in _STILL_TYPED)


class RemarkLine(QFrame):
    """A line that lies over the page, right under the cell in hand; the mouse goes through it.

    ``around`` is the widget that it stays within, in whose coordinates cells are given.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._dress = ""
        self.sign = QLabel()
        self.label = QLabel()
        for label in (self.sign, self.label):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.around = parent
        self._row = row = QHBoxLayout(self)
        step = self.fontMetrics().height() // 4
        row.setContentsMargins(2 * step, step, 2 * step, step)
        row.setSpacing(2 * step)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self._theme = theme
        self._dress = ""

    def show_at(self, cell: QRect, told: CellRemark) -> None:
        """Say something under a cell, or above it where there is no room below."""
        role = self._theme.severity(told.severity)
        self._wear_colours(getattr(self._theme, role))
        if self.isHidden() or self.label.text() != told.words:
            announce(self, told.words)
        self.sign.setText(told.severity.sign)
        self.label.setText(told.words)
        self.label.setAccessibleName(told.words)
        room = self.around.rect()
        margins = self._row.contentsMargins()
        edges = margins.left() + margins.right() + self._row.spacing() + 2
        edges += self.sign.sizeHint().width()
        words = self.label.fontMetrics().horizontalAdvance(told.words) + 4
        width = min(words + edges, room.width())
        self.resize(width, self._row.heightForWidth(width))
        left = max(room.left(), min(cell.right() + 1, room.right() + 1) - width)
        top = cell.bottom() + 2
        if top + self.height() > room.bottom():
            top = cell.top() - self.height() - 2
        self.move(QPoint(left, max(room.top(), top)))
        self.show()
        self.raise_()

    def _wear_colours(self, ink: str) -> None:
        theme = self._theme
        dress = (
            f"RemarkLine {{ background: {theme.surface}; border: 1px solid {ink};"
            f" border-radius: 3px; }} QLabel {{ color: {ink}; background: transparent; }}"
        )
        if dress != self._dress:  # parsing a style sheet costs more than a key may
            self._dress = dress
            self.setStyleSheet(dress)
