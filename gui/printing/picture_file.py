"""The picture of the report as a file: SVG with text as text, and PNG at 300 dots in an inch."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.parts.drawn_picture import DrawnPicture
from core.picture.picture import draw_up
from core.picture.public import PublicPicture, tell
from core.picture.style import PictureStyle, PublicForm, find_style
from core.picture.words import describe
from core.printed.measures import MM
from gui.printing.composer import Composed
from gui.printing.faces import Faces, find_faces
from gui.printing.measure import Ruler
from gui.printing.painter import PagePainter
from gui.printing.pdf import qt_at_hand
from gui.printing.picture import PictureArea, set_picture, sheet_area
from gui.printing.public_picture import LONG_DOTS, set_public
from gui.printing.sheet import Fill, Item, Paper, PaperPage, Text

DOTS = 300
"""Dots of the PNG in an inch."""
_SAFE = 0.97
_CLEAR = Qt.GlobalColor.transparent
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


def public_picture(
    told: PublicPicture, suffix: str, form: PublicForm, style: PictureStyle
) -> bytes:
    """Return the picture for the public as ``.png`` or ``.svg``; raises Problem."""
    with qt_at_hand():
        composed = compose_public(told, form, style)
        if suffix == ".svg":
            return write_svg(composed, told.description)
        dots = LONG_DOTS if form is PublicForm.LONG else DOTS
        return write_png(composed, told.description, dots)


def long_picture(inspection: Inspection) -> bytes:
    """Return the long picture for the public as PNG in the usual style; raises Problem."""
    return public_picture(tell(inspection.report), ".png", PublicForm.LONG, find_style(""))


def picture_for_word(inspection: Inspection) -> DrawnPicture:
    """Return the picture of the report as large as the type area of a page; raises Problem."""
    with qt_at_hand():
        faces, paper = find_faces(), Paper()
        picture = draw_up(inspection.report)
        # A page of a word processor ends a little before the type area does.
        area = PictureArea(0.0, 0.0, paper.type_width, paper.type_height * _SAFE)
        page = PaperPage(1, area.width, area.height, set_picture(picture, area, faces, Ruler()))
        title = f"{picture.organ}{picture.title}"
        composed = Composed(title, picture.organ, (page,), faces)
        words = describe(picture)
        # Its ground is left out, so that a watermark behind it is seen.
        drawn = write_png(composed, words, ground=_CLEAR)
        return DrawnPicture(drawn, page.width, page.height, words)


def compose_public(
    told: PublicPicture, form: PublicForm, style: PictureStyle, faces: Faces | None = None
) -> Composed:
    """Set the picture for the public on its one page."""
    faces = faces or find_faces()
    page = set_public(told, form, style, faces, Ruler())
    return Composed(f"{told.organ}{told.title}", told.organ, (page,), faces)


def write_png(
    composed: Composed,
    description: str,
    dots: int = DOTS,
    ground: Qt.GlobalColor = Qt.GlobalColor.white,
) -> bytes:
    """Write a composed page as PNG, with so many dots in an inch, on a white or a clear ground."""
    page = composed.pages[0]
    scale = dots / 72
    form = QImage.Format.Format_ARGB32 if ground is _CLEAR else QImage.Format.Format_RGB32
    image = QImage(round(page.width * scale), round(page.height * scale), form)
    image.fill(ground)
    painter = QPainter(image)
    PagePainter().paint(painter, page, scale)
    painter.end()
    image.setDotsPerMeterX(round(dots / 0.0254))
    image.setDotsPerMeterY(round(dots / 0.0254))
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
