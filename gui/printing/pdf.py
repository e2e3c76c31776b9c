"""The report as a PDF for the archive (PDF/A-1b): text as text, fonts embedded, bookmarks."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QHashSeed,
    QIODevice,
    QMarginsF,
    QUuid,
    qVersion,
)
from PySide6.QtGui import (
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
)

from core.base.problem import Problem
from core.base.version import VERSION
from core.checks.inspection import Inspection
from core.report.report import Report
from core.settings.page_options import PageOptions
from gui.printing.archive_metadata import Properties, write_xmp
from gui.printing.composer import Composed, Composer
from gui.printing.faces import Faces, find_faces
from gui.printing.font_file import may_embed
from gui.printing.measure import make_font
from gui.printing.missing_letters import missing_words
from gui.printing.painter import PagePainter
from gui.printing.pdf_update import Bookmark, update_pdf
from gui.printing.sheet import Face, PaperPage

DOTS = 1200
"""Dots in an inch: the grain of the positions in the file."""
_SHORT_FIGURE = 4
"""A figure of so many characters is never set in small print."""


def pdf(inspection: Inspection, options: PageOptions | None = None) -> bytes:
    """Return a report as a PDF; raises Problem where Qt cannot write one."""
    with qt_at_hand():
        return write_pages(Composer().compose(inspection, options))


def write_and_remark(
    inspection: Inspection, options: PageOptions, write: Callable[[Composed], bytes]
) -> tuple[bytes, tuple[str, ...]]:
    """Write pages that are composed once, and say what `remarks` says of them."""
    with qt_at_hand():
        composed = Composer().compose(inspection, options)
        return write(composed), _told(inspection.report, composed.faces, composed.small_print)


def _told(
    report: Report, faces: Faces, small_print: Sequence[tuple[str, float]]
) -> tuple[str, ...]:
    letters = missing_words(report, faces.body)
    return (*_font_words(faces), *letters, *small_print_words(small_print))


def _font_words(faces: Faces) -> tuple[str, ...]:
    return tuple(each for each in (faces.note, closed_words(faces)) if each)


def remarks(inspection: Inspection, options: PageOptions) -> tuple[str, ...]:
    """Return what to tell about fonts and letters missing here, and figures in small print."""
    with qt_at_hand():
        faces = find_faces(fonts=options.fonts)
        values = (
            inspection.report.value(address).text for address in inspection.report.form.figures
        )
        small: Sequence[tuple[str, float]] = ()
        if any(len(text) > _SHORT_FIGURE for text in values):
            small = Composer().compose(inspection, options).small_print
        return _told(inspection.report, faces, small)


def closed_words(faces: Faces) -> str:
    """Say which fonts may not go into a file; empty where all may."""
    used = (faces.title, faces.body, faces.kai, faces.hei, faces.tables, faces.song)
    closed = "、".join(_closed(used))
    return (
        f"字体不许嵌入文件，字已照形画出，这样的 PDF 不合乎存档格式：{closed}。" if closed else ""
    )


def small_print_words(tables: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Say which tables have figures in smaller type than easily read."""
    return tuple(
        f"“{heading}”的表里有的数字太长，一行放不下，用了{size:g}磅的小字，请核对是否多写了位数；"
        "把表横排，字可以大一些。"
        for heading, size in tables
    )


def write_pages(composed: Composed) -> bytes:
    """Write composed pages as a PDF."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    # A file with a font that may not go into it is none for the archive, and must not say so.
    is_archival = not _closed({text.face for page in composed.pages for text in page.texts})
    if is_archival:
        writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    writer.setTitle(composed.title)
    # The same pages give the same name, whenever they are written.
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, repr(composed.pages)))
    writer.setDocumentId(QUuid(name))
    creator, producer = f"年报 {VERSION}", f"Qt {qVersion()}"
    writer.setCreator(creator)
    properties = Properties(composed.title, composed.organ, creator, producer, name)
    writer.setDocumentXmpMetadata(write_xmp(properties, is_archival=is_archival))
    with _fonts_in_order():
        _play(composed, writer)
    buffer.close()
    marks = [
        Bookmark(anchor.title, at, page.height - anchor.y, anchor.level)
        for at, page in enumerate(composed.pages)
        for anchor in page.anchors
    ]
    return update_pdf(
        bytes(content.data()), composed.organ, marks, _mender(composed), _drawn(composed)
    )


@contextmanager
def _fonts_in_order() -> Iterator[None]:
    """Have Qt write the fonts of a file in one order; else each run of the program has its own."""
    QHashSeed.setDeterministicGlobalSeed()
    try:
        yield
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _play(composed: Composed, writer: QPdfWriter) -> None:
    painter = QPainter()
    player = PagePainter()
    for at, page in enumerate(composed.pages):
        writer.setPageLayout(page_layout(page))
        if at == 0:
            if not painter.begin(writer):
                raise Problem("PDF 文件没有写成。请重新启动程序后再试。")
        else:
            writer.newPage()
        player.paint(painter, page, DOTS / 72)
    painter.end()


def _closed(faces: Iterable[Face]) -> list[str]:
    """Name the families among some faces that their makers keep from being embedded."""
    closed = {
        face.family for face in faces if not may_embed(QRawFont.fromFont(make_font(face, 100)))
    }
    return sorted(closed)


def page_layout(page: PaperPage) -> QPageLayout:
    """Return the layout of a page for Qt's devices: the whole sheet, no margins."""
    orientation = QPageLayout.Orientation
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        orientation.Landscape if page.is_turned else orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _mender(composed: Composed) -> Callable[[int], int]:
    """Return what finds, for a character that nobody printed, the printed one of the same glyph."""
    faces = {text.face for page in composed.pages for text in page.texts}
    printed = {char for page in composed.pages for text in page.texts for char in text.text}
    fonts = [QRawFont.fromFont(make_font(face, 100)) for face in faces]
    by_glyph: list[dict[int, str]] = []
    for font in fonts:
        known: dict[int, str] = {}
        for char in sorted(printed):
            for glyph in font.glyphIndexesForString(char)[:1]:
                known.setdefault(glyph, char)
        known.pop(0, None)
        by_glyph.append(known)

    def mend(code: int) -> int:
        if chr(code) in printed:
            return code
        for font, known in zip(fonts, by_glyph, strict=True):
            for glyph in font.glyphIndexesForString(chr(code))[:1]:
                if glyph in known:
                    return ord(known[glyph])
        return code

    return mend


def _drawn(composed: Composed) -> tuple[str, ...]:
    """Return the characters that each font of the file was asked for, a glyph each, in order.

    Qt numbers the glyphs of a font in the order in which it draws them. What a face has not, comes
    from another font that Qt finds.
    """
    fonts: dict[tuple[Face, bool], dict[int, str]] = {}
    raw: dict[Face, QRawFont] = {}
    for text in (text for page in composed.pages for text in page.texts):
        face = replace(text.face, latin="")
        if face not in raw:
            raw[face] = QRawFont.fromFont(make_font(face, 100))
        font = raw[face]
        for char in text.text:
            glyph = (font.glyphIndexesForString(char) or [0])[0]
            seen = fonts.setdefault((face, glyph > 0), {})
            seen.setdefault(glyph or -ord(char), char)
    return tuple("".join(seen.values()) for seen in fonts.values())


@contextmanager
def qt_at_hand() -> Iterator[None]:
    """Run Qt without a window where no program with one is running."""
    if QGuiApplication.instance() is not None:
        yield
        return
    arguments = ["nianbao"]
    if sys.platform.startswith("linux"):  # elsewhere the native platform needs no display
        arguments += ["-platform", "offscreen"]
    app = QGuiApplication(arguments)
    try:
        yield
    finally:
        app.shutdown()
