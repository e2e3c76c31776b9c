"""A row of fields and buttons that goes on in a second line where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Puts its parts beside one another, and the rest below; the first may take what is over.

    ``grows`` is the number of the part that takes it, as a field does or words that wrap.
    """

    def __init__(self, spacing: int, grows: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._grows = grows
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets at the end."""
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt asks past the end, too
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = self.contentsMargins()
        inner = QRect(0, 0, width - edge.left() - edge.right(), 0)
        return self._lay_out(inner, places=False) + edge.top() + edge.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect.marginsRemoved(self.contentsMargins()), places=True)

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        ).grownBy(self.contentsMargins())

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        between = self.spacing() * max(0, len(sizes) - 1)
        return QSize(
            sum(size.width() for size in sizes) + between,
            max((size.height() for size in sizes), default=0),
        ).grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, rect: QRect, *, places: bool) -> int:
        """Go through the lines; returns the height that they take."""
        top = rect.top()
        for line in self._lines(rect.width()):
            widths = [item.sizeHint().width() for item in line]
            over = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
            for at, item in enumerate(line):
                if item is self._growing:
                    widths[at] = max(item.minimumSize().width(), widths[at] + over)
            heights = [
                item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, width in zip(line, widths, strict=True)
            ]
            tall, left = max(heights), rect.left()
            for item, width, height in zip(line, widths, heights, strict=True):
                if places:
                    item.setGeometry(QRect(left, top + (tall - height) // 2, width, height))
                left += width + self.spacing()
            top += tall + self.spacing()
        return max(0, top - self.spacing() - rect.top())

    @property
    def _growing(self) -> QLayoutItem | None:
        return self._items[self._grows] if self._grows is not None else None

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Divide what is shown into lines of such a width."""
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._shown():
            # What grows may shrink as well: words wrap, a field gets shorter.
            least = item.minimumSize() if item is self._growing else item.sizeHint()
            if not lines or least.width() > room:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= least.width() + self.spacing()
        return lines
