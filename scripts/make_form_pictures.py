"""Take the pictures of the collection form that stand on its own first page.

`python scripts/make_form_pictures.py` needs LibreOffice: it prints a form with an example in it,
cuts the top and the foot of its longest table out, and puts numbers at what the page explains.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2  # type: ignore[import-untyped]  # it has none
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

from core.collection.book import collection_form
from core.collection.form_sheet import OPEN_GROUND
from core.collection.how_to_sheet import picture_of
from core.forms.form import Form
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from scripts.make_pictures import with_few_colors
from tests.libreoffice import convert

SCALE = 1.7
"""Pixels for a point of the printed page."""
_MARK = QColor("#C2410C")
_SHOWN_TOP, _SHOWN_FOOT = 0.34, 0.11
"""How much of the table is shown from its top, and above its foot."""
_EXAMPLE = {"received": "12", "carried_in": "2", "granted": "9", "carried_out": "4"}


def main() -> None:
    """Take the picture of every edition's form."""
    app = QGuiApplication([])
    for form in load_forms().editions:
        with tempfile.TemporaryDirectory() as folder:
            page = _printed(form, Path(folder))
        target = picture_of(form.edition)
        target.parent.mkdir(exist_ok=True)
        page.save(str(target))
        print(
            f"{target.name}: {page.width()} x {page.height()}, {target.stat().st_size // 1024} KB"
        )
    del app


def _example(form: Form) -> Report:
    """Fill one column, a piece too few in it; the other cells are open still."""
    report = Report(form, "青禾县教育局", form.first_year)
    cells = [a for a in form.table("applications").figures if a.column == "natural"]
    typed = [a for a in cells if not form.figures[a].computed]
    apply(report, [SetFigure(a, _EXAMPLE.get(a.row, "0")) for a in typed])
    return report


def _printed(form: Form, folder: Path) -> QImage:
    path = folder / "form.xlsx"
    path.write_bytes(collection_form(_example(form)))
    convert(folder, [path], "--convert-to", "pdf")
    document = pypdfium2.PdfDocument(folder / "form.pdf")
    heading = form.table("applications").heading
    for page in document:
        text = page.get_textpage()
        if text.search(heading).get_next() is not None:
            return _marked(page, text)
    raise LookupError(heading)


def _marked(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> QImage:
    """Cut top and foot out of a page, and number the cells, the totals, the foot."""
    bitmap = page.render(scale=SCALE)
    whole = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
        QImage.Format.Format_BGR888,
    ).copy()  # fmt: skip

    def rect(words: str) -> QRectF:
        found = text.search(words).get_next()
        if found is None:
            raise LookupError(words)
        left, bottom, right, top = _box(text, *found)
        height = page.get_height()
        return QRectF(
            left * SCALE, (height - top) * SCALE, (right - left) * SCALE, (top - bottom) * SCALE
        )

    foot, total, short = rect("核对"), rect("总计"), rect("还差")
    left, right, first, _ = _used(whole)
    searcher, last = text.search("核对"), 0
    while (found := searcher.get_next()) is not None:
        bottom = _box(text, *found)[1]
        last = max(last, int((page.get_height() - bottom) * SCALE) + 8)
    margin = 12
    size = last - first
    top = QRect(left - margin, first - margin, right - left + 2 * margin, int(size * _SHOWN_TOP))
    below = int(min(foot.top(), short.top())) - int(size * _SHOWN_FOOT) // 2
    under = QRect(top.left(), below, top.width(), last + margin - below)
    gap = 14
    made = QImage(top.width(), top.height() + gap + under.height(), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(0, 0, whole, top.x(), top.y(), top.width(), top.height())
    painter.drawImage(
        0, top.height() + gap, whole, under.x(), under.y(), under.width(), under.height()
    )
    painter.setPen(QPen(QColor("#9AA3AE"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(0, top.height() + gap // 2, made.width(), top.height() + gap // 2)
    open_cell = _open_cell(whole, top)
    down = top.height() + gap - under.top()
    _number(painter, 1, open_cell - QPointF(top.x(), top.y()))
    _number(painter, 2, QPointF(total.right() + 9 - top.x(), total.center().y() - top.y()))
    _number(painter, 3, QPointF(foot.right() + 260 - top.x(), foot.center().y() + down))
    _number(painter, 4, QPointF(short.center().x() - top.x(), short.top() - 12 + down))
    painter.end()
    return with_few_colors(made)


def _box(text: pypdfium2.PdfTextPage, index: int, count: int) -> tuple[float, float, float, float]:
    boxes = [text.get_charbox(at) for at in range(index, index + count)]
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def _used(image: QImage) -> tuple[int, int, int, int]:
    """Return the first and last column and row in which anything is drawn."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [y for y in range(grey.height()) if min(_line(grey, y)) < 200]
    lines = [_line(grey, y) for y in rows[:: max(len(rows) // 60, 1)]]
    columns = [x for x in range(grey.width()) if any(line[x] < 200 for line in lines)]
    return columns[0], columns[-1], rows[0], rows[-1]


def _line(grey: QImage, row: int) -> bytes:
    return bytes(memoryview(grey.constScanLine(row)))[: grey.width()]  # type: ignore[arg-type]  # it is one


def _open_cell(image: QImage, within: QRect) -> QPointF:
    """Return the middle of a cell that is still to be filled: it has the ground of open cells."""
    for y in range(within.top() + within.height() // 2, within.bottom() - 8, 2):
        for x in range(within.left() + within.width() // 2, within.right() - 20, 2):
            if image.pixelColor(x, y).name() == f"#{OPEN_GROUND.lower()}":
                return QPointF(x + 14, y + 8)
    raise LookupError("no open cell")


def _number(painter: QPainter, number: int, place: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_MARK)
    painter.drawEllipse(place, 9, 9)
    painter.setPen(Qt.GlobalColor.white)
    font = QFont()
    font.setPixelSize(12)
    font.setBold(True)
    painter.setFont(font)
    box = QRectF(place.x() - 9, place.y() - 9, 18, 18)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


if __name__ == "__main__":
    main()
