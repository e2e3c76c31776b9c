"""The pages in small beside the preview; a picture is drawn when it comes into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QListView

from gui.printing.page_view import render_page
from gui.printing.painter import PagePainter
from gui.printing.sheet import PaperPage

_Index = QModelIndex | QPersistentModelIndex


class PageList(QAbstractListModel):
    """The pages as a list of pictures."""

    def __init__(self, player: PagePainter, side: int) -> None:
        super().__init__()
        self.pages: tuple[PaperPage, ...] = ()
        self.cell = QSize()
        """The room that each picture takes with its number."""
        self._player = player
        self._side = side
        self._ratio = 1.0
        self._pictures: dict[int, QIcon] = {}

    def show_pages(self, pages: tuple[PaperPage, ...], ratio: float) -> None:
        """Show other pages; the pictures of those that stayed the same are kept."""
        kept = {id(page) for page in pages} if ratio == self._ratio else set()
        old, self._ratio = self.pages, ratio
        self._pictures = {key: pic for key, pic in self._pictures.items() if key in kept}
        if len(pages) != len(old):
            self.beginResetModel()
            self.pages = pages
            self.endResetModel()
            return
        self.pages = pages
        changed = [at for at, page in enumerate(pages) if page is not old[at]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        page = self.pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page.number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第{page.number}页"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.SizeHintRole:
            return self.cell
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(page)
        return None

    def _picture(self, page: PaperPage) -> QIcon:
        known = self._pictures.get(id(page))
        if known is None:
            scale = self._side / max(page.width, page.height)
            picture = render_page(page, self._player, scale, self._ratio)
            painter = QPainter(picture)
            painter.setPen(Qt.GlobalColor.lightGray)
            size = picture.deviceIndependentSize().toSize()
            painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
            painter.end()
            known = QIcon(picture)
            known.addPixmap(picture, QIcon.Mode.Selected)  # paper stays white in hand too
            self._pictures[id(page)] = known
        return known


class Thumbnails(QListView):
    """A column of small pages; picking one shows it large."""

    picked = Signal(int)

    def __init__(self, player: PagePainter) -> None:
        super().__init__()
        step = self.fontMetrics().height()
        side = min(step * 7, self.screen().availableSize().width() // 12)
        self.pages = PageList(player, side)
        self.setModel(self.pages)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(side, side))
        self.setFixedWidth(side + 3 * step)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pages.cell = QSize(self.width() - bar - 4, side + 2 * step)
        self.setGridSize(self.pages.cell)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("各页缩略图")
        self.selectionModel().currentChanged.connect(self._pick)

    def show_pages(self, pages: tuple[PaperPage, ...], at: int) -> None:
        """Show the pages, with one in hand."""
        self.pages.show_pages(pages, self.devicePixelRatioF())
        self.take(at)

    def take(self, at: int) -> None:
        """Take a page in hand."""
        self.setCurrentIndex(self.pages.index(at))

    def _pick(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(now.row())
