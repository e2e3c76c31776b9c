"""The recent reports on the start page: two lines each, for the mouse and for the arrows."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.document.recent import RecentReport, read_recent
from core.forms.loader import Forms
from gui.look.theme import Theme

RECENT = Qt.ItemDataRole.UserRole
"""The data role of a `RecentReport`."""
PATH = RECENT + 1
_POLL = 30
"""Milliseconds between two looks at what has been found."""
FEWEST_SHOWN = 3
"""So many rows are seen however low the window is."""
Index = QModelIndex | QPersistentModelIndex


class _Search:
    """Looks into documents beside the window.

    It knows nothing of Qt: a widget that is reached from another thread may be dying just then.
    """

    def __init__(self, paths: tuple[Path, ...], forms: Forms) -> None:
        self._paths = paths
        self._forms = forms
        self.is_wanted = True
        self.found: SimpleQueue[RecentReport | None] = SimpleQueue()
        """What was found, in order; None comes last."""

    def run(self) -> None:
        for path in self._paths:
            if not self.is_wanted:
                return
            self.found.put(read_recent(path, self._forms))
        self.found.put(None)


class RecentList(QListWidget):
    """Lists documents. What stands in them is read beside, for a share may be slow, or gone."""

    picked = Signal(object)
    """This document (Path) shall be opened."""
    followed = Signal(object)
    """The next year's report shall be begun from this document (Path)."""
    menu_wanted = Signal(QPoint)
    """What can be done with the document in hand shall be offered at this place of the screen."""
    dropped = Signal(object)
    """These documents (tuple of Path) shall stand in the list no more."""
    looked = Signal()
    """Every document has been looked into."""

    def __init__(self, forms: Forms, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self._search = _Search((), forms)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._take)
        self.painter = _RowPainter(theme, self)
        self.setItemDelegate(self.painter)
        self.setAccessibleName("最近的报告")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.itemClicked.connect(self._pick)

    def show_paths(self, paths: Iterable[str]) -> None:
        """List documents, by their names until each has been looked into."""
        row = max(0, self.currentRow())
        before = self._path(self.currentRow())
        known = {item.data(PATH): item.data(RECENT) for item in self._items()}
        self.clear()
        for path in map(Path, paths):
            item = QListWidgetItem(path.stem)
            item.setData(PATH, path)
            item.setToolTip(str(path))
            self.addItem(item)
            if isinstance(known.get(path), RecentReport):
                self._fill(item, known[path])
        rows = [item.data(PATH) for item in self._items()]
        self.setCurrentRow(rows.index(before) if before in rows else min(row, len(rows) - 1))
        self._size()
        self._search.is_wanted = False
        self._search = _Search(tuple(rows), self._forms)
        Thread(target=self._search.run, daemon=True).start()
        self._poll.start()

    def gone(self) -> tuple[Path, ...]:
        """Return the documents that are no longer where they were."""
        found = (item.data(RECENT) for item in self._items())
        return tuple(
            each.path for each in found if isinstance(each, RecentReport) and not each.is_there
        )

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(self.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.path is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pick()
        elif self.path is not None and event.key() == Qt.Key.Key_Delete:
            self.drop()
        else:
            super().keyPressEvent(event)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.painter.theme = theme
        self._size()
        self.viewport().update()

    @property
    def path(self) -> Path | None:
        """The document in hand."""
        return self._path(self.currentRow())

    @property
    def is_there(self) -> bool:
        """Whether there is a document in hand, and it is still where it was."""
        return self.path is not None and self.path not in self.gone()

    def pick(self) -> None:
        """Ask for the document in hand to be opened."""
        if self.is_there:
            self.picked.emit(self.path)

    def follow(self) -> None:
        """Ask for the next year's report to be begun from the document in hand."""
        if self.is_there:
            self.followed.emit(self.path)

    def drop(self) -> None:
        """Ask for the document in hand to stand in the list no more."""
        if self.path is not None:
            self.dropped.emit((self.path,))

    def _path(self, row: int) -> Path | None:
        return self.item(row).data(PATH) if row >= 0 else None

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _size(self) -> None:
        self.setMinimumHeight(self._height(min(self.count(), FEWEST_SHOWN)))
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def _height(self, rows: int) -> int:
        return rows * self.painter.row_height() + 2 * self.frameWidth() + 2

    def _take(self) -> None:
        """Take over what has been found so far."""
        while not self._search.found.empty():
            found = self._search.found.get()
            if found is None:
                self._poll.stop()
                self.looked.emit()
                return
            for item in self._items():
                if item.data(PATH) == found.path:
                    self._fill(item, found)

    def _fill(self, item: QListWidgetItem, found: RecentReport) -> None:
        now = datetime.now().astimezone()
        words = (found.title, found.state_words, found.date_words(now), str(found.path))
        item.setData(RECENT, found)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, words)))

    def _pick(self, item: QListWidgetItem) -> None:
        self.setCurrentItem(item)
        self.pick()

    def _offer(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item is not None:
            self.setCurrentItem(item)
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))


class _RowPainter(QStyledItemDelegate):
    """Paints whose report and its state above, the folder and the date below."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._list = parent

    def row_height(self) -> int:
        """Return how high a row is."""
        metrics = self._list.fontMetrics()
        return 2 * metrics.lineSpacing() + metrics.height()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]  # PySide6's stub lacks it
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
        path, found = index.data(PATH), index.data(RECENT)
        if not isinstance(path, Path):
            return
        recent = found if isinstance(found, RecentReport) else None
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and self._list.hasFocus()
        quiet = "ink" if is_chosen else "quiet"
        painter.save()
        if is_chosen:
            painter.fillRect(rect, self.theme.color("addend"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.color("hover"))
        metrics = painter.fontMetrics()
        step = metrics.height() // 2
        inner = rect.adjusted(2 * step, step, -2 * step, -step)
        upper = QRect(inner.left(), inner.top(), inner.width(), metrics.lineSpacing())
        lower = upper.translated(0, metrics.lineSpacing())
        is_gone = recent is not None and not recent.is_there
        self._line(
            painter,
            upper,
            (recent.title if recent else path.stem, quiet if is_gone else "ink"),
            (recent.state_words if recent else "", self._role(recent)),
            Qt.TextElideMode.ElideRight,
        )
        date = recent.date_words(datetime.now().astimezone()) if recent else ""
        self._line(
            painter, lower, (_folder(path), quiet), (date, quiet), Qt.TextElideMode.ElideMiddle
        )
        if index.row() < self._list.count() - 1:
            painter.setPen(self.theme.color("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_chosen and self.theme.is_contrast:
            painter.setPen(self.theme.color("mark"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _role(self, recent: RecentReport | None) -> str:
        if recent is None or recent.state is None:
            return "quiet"
        return self.theme.progress(recent.state)

    def _line(
        self,
        painter: QPainter,
        box: QRect,
        left: tuple[str, str],
        right: tuple[str, str],
        elide: Qt.TextElideMode,
    ) -> None:
        metrics = painter.fontMetrics()
        taken = metrics.horizontalAdvance(right[0]) + metrics.height() if right[0] else 0
        painter.setPen(self.theme.color(right[1]))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, right[0])
        painter.setPen(self.theme.color(left[1]))
        words = metrics.elidedText(left[0], elide, box.width() - taken)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, words)


def _folder(path: Path) -> str:
    """Return a document's place; what lies in the user's own folder is named from there."""
    with suppress(RuntimeError, ValueError):
        inside = path.relative_to(Path.home())
        return str(inside) if inside.parts else str(path)
    return str(path)
