"""One finding in the list: what it says, the note about it, and what can be done about it."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.checks.inspection import Inspection
from core.checks.text_repairs import offered_repair
from core.report.finding import Finding, Severity
from core.report.note import Subject
from gui.look.theme import Theme
from gui.panel.note_editor import editor_height

ENTRY = Qt.ItemDataRole.UserRole
"""The data role of an `FindingEntry`."""
Index = QModelIndex | QPersistentModelIndex
_ROLES = {Severity.ERROR: "unbalanced", Severity.WARNING: "unfilled", Severity.HINT: "quiet"}
_WRAP = int(Qt.TextFlag.TextWordWrap)
_MOST_HEIGHTS = 2_000
"""So many texts are kept with their heights; a report has some hundreds at the most."""


class Deed(enum.Enum):
    """What can be done about a finding right in the list."""

    NOTE = "note"
    CONFIRM = "confirm"
    RENEW = "renew"
    """Let a lapsed note stand again for the numbers of today."""
    WITHDRAW = "withdraw"
    PARAGRAPH = "paragraph"
    """Confirm all that is still asked in the same paragraph."""
    BRING_ON = "bring on"
    """Show last year's sentences as they would read this year."""
    REPAIR = "repair"
    """Put the text right, where that has one meaning only."""


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding with the note about it, or the note that has lapsed."""

    finding: Finding
    note: str = ""
    lapsed: str = ""
    repair: str = ""
    """What one click does to the text, in words; empty where nothing is offered."""
    checked: tuple[str, ...] = ()
    """What was said beside it when the report was checked (审签), the newest first."""
    beside: tuple[Finding, ...] = ()
    """What is still asked in the same paragraph, this one among it; empty where it stands alone."""

    @classmethod
    def of(cls, inspection: Inspection, finding: Finding) -> FindingEntry:
        """Look up what is said about a finding. An error takes no note: it must be put right."""
        repair = offered_repair(inspection, finding)
        words = repair.words if repair else ""
        checked: tuple[str, ...] = ()
        if inspection.report.signing:
            from core.signing.round import opinions

            said = opinions(inspection.report, Subject.of(finding))
            checked = tuple(f"{step.act.words}意见（{step.who}）：{text}" for step, text in said)
        if finding.severity is Severity.ERROR:
            return cls(finding, repair=words, checked=checked)
        note, lapsed = inspection.note(finding), inspection.lapsed_note(finding)
        near: tuple[Finding, ...] = ()
        if finding.confirms and not note:
            from core.texts.inherited import in_paragraph

            text = inspection.report.texts.get(finding.section, "")
            near = in_paragraph(text, inspection.open_findings, finding)
        return cls(finding, note, lapsed, words, checked, near if len(near) > 1 else ())

    @property
    def is_soft(self) -> bool:
        """Tell whether a note can be about it."""
        return self.finding.severity is not Severity.ERROR

    @property
    def deeds(self) -> tuple[tuple[Deed, str], ...]:
        """What can be done, and the words for it."""
        repairs = ((Deed.REPAIR, self.repair),) if self.repair else ()
        # What was explained before is likelier explained again.
        return (*self.remarks, *repairs) if self.lapsed else (*repairs, *self.remarks)

    @property
    def remarks(self) -> tuple[tuple[Deed, str], ...]:
        """What can be said about it, and the words for it; the first is what F2 does."""
        if not self.is_soft:
            return ()
        if self.finding.confirms:
            done = self.note == self.finding.confirms
            if done:
                return ((Deed.WITHDRAW, "取消确认"),)
            whole = ((Deed.PARAGRAPH, f"整段{len(self.beside)}处都已核对"),) if self.beside else ()
            from core.texts.inherited import CODE

            is_old = self.finding.code == CODE
            onward = ((Deed.BRING_ON, "换成本年…"),) if is_old else ()
            return ((Deed.CONFIRM, self.finding.confirms), *whole, *onward)
        if self.note:
            return ((Deed.NOTE, "修改说明…"),)
        if self.lapsed:
            return ((Deed.RENEW, "沿用"), (Deed.NOTE, "另写说明…"))
        return ((Deed.NOTE, "说明…"),)

    @property
    def spoken(self) -> str:
        """Say it all to a screen reader."""
        finding = self.finding
        said = f"{finding.severity.word}，{finding.message}{''.join(self.checked)}"
        if self.note:
            return f"{said}已说明：{self.note}"
        keys = f"按F2{self.remarks[0][1].rstrip('…')}。" if self.remarks else ""
        if self.repair:
            keys += f"按Ctrl+回车{self.repair}。"
        lapsed = f"原说明，数字已变：{self.lapsed}。" if self.lapsed else ""
        others = "".join(other.message for other in finding.follows)
        return f"{said}{finding.advice}{others}{lapsed}{keys}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of an item, in their box, in the ink of a role."""

    words: str
    box: QRect
    role: str


class FindingPainter(QStyledItemDelegate):
    """Wraps sentences beside the sign of the severity; words that do something stand below."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.noted: FindingEntry | None = None
        """The entry whose note is being written: in place of its deeds it has a field."""
        self._list = parent
        self._heights: dict[str, int] = {}
        """How high each text is, wrapped in the width and in the font for which it was measured."""
        self._measured_for: tuple[int, str] = (0, "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, FindingEntry):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, self.theme.color("addend"))
            if self.theme.is_contrast:
                painter.setPen(QPen(self.theme.color("accent"), 2, Qt.PenStyle.DashLine))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.color("hover"))
        step = painter.fontMetrics().height() // 3
        painter.setPen(self.theme.color("quiet" if entry.note else _ROLES[entry.finding.severity]))
        sign = "✓" if entry.note else entry.finding.sign
        painter.drawText(rect.adjusted(step, step, 0, 0), Qt.AlignmentFlag.AlignLeft, sign)
        for piece in self._pieces(entry, rect):
            role = "ink" if selected and piece.role == "quiet" else piece.role
            painter.setPen(self.theme.color(role))
            painter.drawText(piece.box, _WRAP, piece.words)
        if entry is not self.noted:
            painter.setPen(self.theme.color("ink" if selected else "accent"))
            font = painter.font()
            font.setUnderline(True)
            painter.setFont(font)
            for _, words, box in self._links(entry, rect):
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(self.theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY)
        if not isinstance(entry, FindingEntry):
            return QSize()
        box, metrics = self._text_box(QRect(0, 0, self._list.width(), 0)), self._list.fontMetrics()
        told, gap = self._told(entry), metrics.height() // 6
        height = box.top() + sum(self._height(words, box.width()) for words, _role in told)
        height += gap * len(told) - 1 + metrics.height() // 3
        if entry is self.noted:
            height += editor_height(metrics)
        elif entry.deeds:
            height += metrics.lineSpacing()
        return QSize(box.width(), height)

    def deed_at(self, entry: FindingEntry, rect: QRect, x: int, y: int) -> Deed | None:
        """Return what a click at this place of an item does."""
        for deed, _, box in self._links(entry, rect):
            if box.contains(x, y):
                return deed
        return None

    def editor_box(self, entry: FindingEntry, rect: QRect) -> QRect:
        """Return where the field for a note stands in an item."""
        box = self._text_box(rect)
        height = editor_height(self._list.fontMetrics())
        return QRect(box.left(), self._below(entry, rect), box.width(), height)

    def _links(self, entry: FindingEntry, rect: QRect) -> Iterator[tuple[Deed, str, QRect]]:
        metrics, box = self._list.fontMetrics(), self._text_box(rect)
        left, top = box.left(), self._below(entry, rect)
        for deed, words in entry.deeds:
            width = metrics.horizontalAdvance(words)
            yield deed, words, QRect(left, top, width, metrics.lineSpacing())
            left += width + metrics.height()

    def _below(self, entry: FindingEntry, rect: QRect) -> int:
        """Return where the words of an item end."""
        last = self._pieces(entry, rect)[-1]
        return last.box.bottom() + self._list.fontMetrics().height() // 6

    def _told(self, entry: FindingEntry) -> list[tuple[str, str]]:
        """Return the texts of an entry, each with the role of its ink."""
        finding = entry.finding
        if entry.note:
            told = [(finding.message, "quiet")]
            if entry is not self.noted:
                told.append((f"已说明：{entry.note}", "quiet"))
        else:
            told = [(finding.message, "ink"), (finding.advice, "quiet")]
            told += [(f"└ {other.message}", "quiet") for other in finding.follows]
            if entry.lapsed:
                told.append((f"原说明（数字已变）：{entry.lapsed}", "unfilled"))
        told += [(words, "unfilled") for words in entry.checked]
        return [(words, role) for words, role in told if words]

    def _pieces(self, entry: FindingEntry, rect: QRect) -> list[_Piece]:
        box, gap = self._text_box(rect), self._list.fontMetrics().height() // 6
        pieces: list[_Piece] = []
        top = box.top()
        for words, role in self._told(entry):
            height = self._height(words, box.width())
            pieces.append(_Piece(words, QRect(box.left(), top, box.width(), height), role))
            top += height + gap
        return pieces

    def _height(self, words: str, width: int) -> int:
        """Return how high a text is, measured once: the list asks for all at each change."""
        measured_for = (width, self._list.font().key())
        if measured_for != self._measured_for or len(self._heights) > _MOST_HEIGHTS:
            self._measured_for, self._heights = measured_for, {}
        if words not in self._heights:
            box = self._list.fontMetrics().boundingRect(QRect(0, 0, width, 100_000), _WRAP, words)
            self._heights[words] = box.height()
        return self._heights[words]

    def _text_box(self, rect: QRect) -> QRect:
        """Leave room for the scroll bar always: heights must not change when it comes."""
        metrics = self._list.fontMetrics()
        step = metrics.height() // 3
        bar = self._list.verticalScrollBar().sizeHint().width()
        box = rect.adjusted(metrics.height() + step, step, 0, 0)
        box.setWidth(self._list.width() - bar - metrics.height() - 3 * step)
        return box
