"""A chapter on the screen: text, tables and pictures that are as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QApplication, QTextBrowser, QTextEdit, QWidget

from gui.guide.chapters import help_folder
from gui.look.appearance import worn_zoom
from gui.look.theme import Theme

_LINE_HEIGHT = 145
"""Percent of the font's own."""
_KIND = QTextDocument.ResourceType


class GuidePage(QTextBrowser):
    """Shows one chapter at a time; the way back is Qt's own."""

    def __init__(
        self, texts: Mapping[str, str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        """``texts`` are the chapters in Markdown, by the names of their files."""
        super().__init__(parent)
        self.setObjectName("writing")
        self.setAccessibleName("使用指南的内容")
        self._texts = texts
        self._theme = theme
        self._originals: dict[str, QImage] = {}
        self._fitted: QSize | None = None
        self.chapter = ""
        """The file of the chapter in hand."""
        # A bar that comes and goes would change the width of the pictures, and with it the height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.sourceChanged.connect(self._turn)

    def show_chapter(self, name: str, heading: str = "") -> None:
        """Turn to a chapter, to its beginning or to one of its parts."""
        if name != self.chapter:
            self.setSource(QUrl(name))
        bar, block = self.verticalScrollBar(), self._heading(heading)
        top = 0 if block is None else self._top(block)
        bar.setValue(min(top, bar.maximum()))

    def show_span(self, start: int, length: int) -> None:
        """Select words and bring them into sight, not at the very edge."""
        cursor = self.textCursor()
        cursor.setPosition(start + length)
        self.setTextCursor(cursor)
        rect = self.cursorRect(cursor)
        if not 0 <= rect.top() <= self.viewport().height() * 4 // 5:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def mark_spans(self, starts: list[int], length: int) -> None:
        """Mark words wherever they stand in the chapter."""
        look = QTextCharFormat()
        look.setBackground(self._theme.color("total"))
        if self._theme.is_contrast:
            look.setFontUnderline(True)
        marks = []
        for start in starts:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look  # type: ignore[attr-defined]  # not in the stubs
            marks.append(mark)
        self.setExtraSelections(marks)

    def wear(self, theme: Theme) -> None:
        """Put on another theme or size; the place on the page stays about the same."""
        self._theme = theme
        bar = self.verticalScrollBar()
        part = bar.value() / max(1, bar.maximum())
        with QSignalBlocker(self):
            self.reload()
        self._dress()
        bar.setValue(round(part * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        known = self._texts.get(QUrl(name).fileName())
        return super().loadResource(kind, name) if known is None else known

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _turn(self, url: QUrl) -> None:
        self.chapter = url.fileName()  # source() tells it only after this signal
        self._dress()

    def _dress(self) -> None:
        """Give the chapter its spacing, its tables and its pictures."""
        document = self.document()
        height = self.fontMetrics().height()
        document.setDocumentMargin(height)
        self._dress_tables(document, height)
        cursor = QTextCursor(document)
        for block in _blocks(document):
            cursor.setPosition(block.position())
            look = QTextBlockFormat()
            is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
            if is_code:
                look.setBackground(QBrush(self._theme.color("computed")))
            elif not any(True for _ in _pictures(block)):
                proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
                look.setLineHeight(_LINE_HEIGHT, proportional)
            level = block.blockFormat().headingLevel()
            if level:
                look.setTopMargin(height * (0.4, 1.4, 1.0)[min(level, 3) - 1])
                look.setBottomMargin(height * 0.4)
            elif block.textList() is not None:
                look.setTopMargin(height * 0.2)
                look.setBottomMargin(height * 0.2)
            elif cursor.currentTable() is not None:
                look.setTopMargin(0)
                look.setBottomMargin(0)
            cursor.mergeBlockFormat(look)
        self._fitted = None
        self._fit_pictures()

    def _dress_tables(self, document: QTextDocument, height: int) -> None:
        for frame in document.rootFrame().childFrames():
            if not isinstance(frame, QTextTable):
                continue
            look = frame.format()
            look.setBorder(0)
            look.setCellPadding(height / 5)
            look.setCellSpacing(0)
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            first = 26 if frame.columns() == 2 else 100 / frame.columns()
            rest = (100 - first) / max(1, frame.columns() - 1)
            kind = QTextLength.Type.PercentageLength
            widths = [first, *[rest] * (frame.columns() - 1)]
            look.setColumnWidthConstraints([QTextLength(kind, width) for width in widths])
            frame.setFormat(look)
            for row, column in product(range(frame.rows()), range(frame.columns())):
                self._dress_cell(frame, row, column)

    def _dress_cell(self, table: QTextTable, row: int, column: int) -> None:
        """Draw a line under the cell; those of the first row are headings."""
        cell = table.cellAt(row, column)
        look = cell.format().toTableCellFormat()
        look.setBottomBorder(1)
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(QBrush(self._theme.color("line")))
        if row == 0:
            look.setBackground(QBrush(self._theme.color("head")))
            look.setFontWeight(QFont.Weight.Bold)
        cell.setFormat(look)

    def _fit_pictures(self) -> None:
        """Make the pictures as wide as the page, but never larger than the zoom makes them."""
        ratio = self.devicePixelRatioF()
        margins = 2 * round(self.document().documentMargin())
        room = QSize(self.viewport().width() - margins, round(100 * ratio))
        app = QApplication.instance()
        if room == self._fitted or room.width() <= 0 or not isinstance(app, QApplication):
            return
        self._fitted = room
        zoom = worn_zoom(app) / 100
        document = self.document()
        found = [each for block in _blocks(document) for each in _pictures(block)]
        cursor = QTextCursor(document)
        for start, look in found:
            original = self._original(look.name())
            if original.isNull():
                continue
            width = min(round(original.width() * zoom), room.width())
            height = round(width * original.height() / original.width())
            size = QSize(round(width * ratio), round(height * ratio))
            document.addResource(
                _KIND.ImageResource.value, QUrl(look.name()), self._framed(original, size)
            )
            look.setWidth(width)
            look.setHeight(height)
            cursor.setPosition(start)
            cursor.setPosition(start + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)

    def _original(self, name: str) -> QImage:
        if name not in self._originals:
            self._originals[name] = QImage(str(help_folder() / name))
        return self._originals[name]

    def _framed(self, original: QImage, size: QSize) -> QImage:
        """Scale a picture to pixels of the screen, and draw a thin frame around it."""
        smooth = Qt.TransformationMode.SmoothTransformation
        full = original.convertToFormat(QImage.Format.Format_RGB32)
        ratios = Qt.AspectRatioMode.IgnoreAspectRatio
        picture = full if full.size() == size else full.scaled(size, ratios, smooth)
        painter = QPainter(picture)
        painter.setPen(self._theme.color("line"))
        painter.drawRect(QRect(0, 0, size.width() - 1, size.height() - 1))
        painter.end()
        return picture

    def _heading(self, words: str) -> QTextBlock | None:
        return next(
            (
                block
                for block in _blocks(self.document())
                if words and block.blockFormat().headingLevel() == 2 and block.text() == words
            ),
            None,
        )

    def _top(self, block: QTextBlock) -> int:
        return round(self.document().documentLayout().blockBoundingRect(block).top())


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pictures(block: QTextBlock) -> Iterator[tuple[int, QTextImageFormat]]:
    """Yield where the pictures of a block stand, and their formats."""
    it = block.begin()
    while not it.atEnd():
        fragment = it.fragment()
        if fragment.charFormat().isImageFormat():
            yield fragment.position(), fragment.charFormat().toImageFormat()
        it += 1
