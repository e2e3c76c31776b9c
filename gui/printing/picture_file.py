"""The picture of the report as a file: SVG with text as text, and PNG at 300 dots in an inch."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.picture.picture import draw_up
from core.picture.words import describe
from core.printed.measures import MM
from gui.printing.composer import Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.measure import Ruler
from gui.printing.painter import PagePainter
from gui.printing.pdf import qt_at_hand
from gui.printing.picture import set_picture, sheet_area
from gui.printing.sheet import Fill, Item, Paper, PaperPage, Text

DOTS = 300
"""Dots of the PNG in an inch."""
_SVG = "http://www.w3.org/2000/svg"


def svg(inspection: Inspection) -> bytes:
    """Return the picture as SVG, in millimetres, with its figures told in its description."""
    with qt_at_hand():
        return write_svg(compose_picture(inspection), describe(draw_up(inspection.report)))


def png(inspection: Inspection) -> bytes:
    """Return the picture as PNG; raises Problem where Qt cannot write one."""
    with qt_at_hand():
        return write_png(compose_picture(inspection), describe(draw_up(inspection.report)))


def compose_picture(inspection: Inspection, faces: Faces | None = None) -> Composed:
    """Set the picture of a report on a sheet of its own."""
    faces, paper = faces or find_faces(), Paper()
    picture = draw_up(inspection.report)
    items = set_picture(picture, sheet_area(paper), faces, Ruler())
    page = PaperPage(1, paper.width, paper.height, items)
    return Composed(f"{picture.organ}{picture.title}", picture.organ, (page,), faces)


def write_svg(composed: Composed, description: str) -> bytes:
    """Write a composed page as SVG; the same page gives the same bytes."""
    page = composed.pages[0]
    width, height = _mm(page.width), _mm(page.height)
    root = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "width": f"{width}mm",
            "height": f"{height}mm",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "title desc",
            "lang": "zh-CN",
        },
    )
    ET.SubElement(root, "title", id="title").text = composed.title
    ET.SubElement(root, "desc", id="desc").text = description
    ET.SubElement(root, "rect", width=width, height=height, fill="#FFFFFF")
    ruler = Ruler()
    for item in page.items:
        _add(root, item, ruler)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def write_png(composed: Composed, description: str) -> bytes:
    """Write a composed page as PNG."""
    page = composed.pages[0]
    scale = DOTS / 72
    image = QImage(
        round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    PagePainter().paint(painter, page, scale)
    painter.end()
    image.setDotsPerMeterX(round(DOTS / 0.0254))
    image.setDotsPerMeterY(round(DOTS / 0.0254))
    image.setText("Title", composed.title)
    image.setText("Description", description)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise Problem("图片没有写成。请重新启动程序后再试。")
    buffer.close()
    return bytes(content.data())


def _add(root: ET.Element, item: Item, ruler: Ruler) -> None:
    if isinstance(item, Fill):
        place = {"x": item.x, "y": item.y, "width": item.width, "height": item.height}
        where = {name: _mm(value) for name, value in place.items()}
        ET.SubElement(root, "rect", {**where, "fill": item.colour})
    elif isinstance(item, Text):
        how = {
            "x": _mm(item.x),
            "y": _mm(item.y),
            "font-family": _families(item.face.family),
            "font-size": _mm(item.size),
        }
        if item.face.bold:
            how["font-weight"] = "bold"
        if len(item.text) > 1:
            # Another font of another width keeps to the room that was measured for this one.
            width = ruler.ems(item.face, item.text) * item.size + item.spacing * len(item.text)
            how |= {"textLength": _mm(width), "lengthAdjust": "spacingAndGlyphs"}
        ET.SubElement(root, "text", how).text = item.text


def _families(family: str) -> str:
    quoted = re.sub(r"['\\]", "", family)
    is_serif = "Serif" in family or "宋" in family or "Song" in family or "Sun" in family
    return f"'{quoted}', {'serif' if is_serif else 'sans-serif'}"


def _mm(points: float) -> str:
    return f"{points / MM:.3f}".rstrip("0").rstrip(".")
