"""An empty Word document with our styles, page, footers and properties, ready to be filled.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

import resources
from core.exports.word.docx_element import make, paragraph, run
from core.printed.measures import (
    BOTTOM_MM,
    LEFT_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    TOP_MM,
)
from core.printed.page import PrintedReport

_KEPT = ("/styles", "/settings")
"""What stays of the parts of python-docx's template, an American document; their content goes."""
_LONGEST_PROPERTY = 255


def empty_document(report: PrintedReport, author: str = "") -> Document:
    """Return a document without text that is set up as GB/T 9704 asks."""
    document = docx.Document()
    _drop_parts(document)
    _drop_marks_of_editing(document.element)
    _fill(document.styles.element, "styles.xml")
    _fill(document.settings.element, "settings.xml")
    _add_fonts(document)
    _set_page(document)
    _set_properties(document, report, author)
    return document


def _drop_parts(document: Document) -> None:
    part = document.part
    for key, relation in list(part.rels.items()):
        if not relation.reltype.endswith(_KEPT):
            part.drop_rel(key)
    outer = part.package.rels if part.package is not None else {}
    for key, relation in list(outer.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties")):
            del outer[key]


def _drop_marks_of_editing(root: BaseOxmlElement) -> None:
    """Take out the numbers of the sittings (rsid) in which the template was made."""
    for element in root.iter():
        for key in [key for key in element.attrib if "}rsid" in key]:
            del element.attrib[key]


def _fill(element: BaseOxmlElement, name: str) -> None:
    """Replace what an element holds by what stands in a file of ours."""
    del element[:]
    element.extend(parse_xml(_source(name)))


def _source(name: str) -> bytes:
    return (resources.folder() / "templates" / "word" / name).read_bytes()


def _add_fonts(document: Document) -> None:
    name = PackURI("/word/fontTable.xml")
    part = Part(name, CONTENT_TYPE.WML_FONT_TABLE, _source("fonts.xml"), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH_MM), Mm(PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    for place, (kind, side) in enumerate((("default", "right"), ("even", "left"))):
        # Not by section.footer: its file is not found in a program that PyInstaller made.
        name = PackURI(f"/word/footer{place + 1}.xml")
        footer = make("ftr", _page_number(side))
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTER, footer, document.part.package)
        reference = make("footerReference", type=kind)
        reference.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTER))
        document.element.body[-1].insert(place, reference)


def _page_number(side: str) -> BaseOxmlElement:
    """Return “— 1 —” on the outer side of the page, one character in."""
    properties = (
        make("pStyle", val="Footer"),
        make("ind", **{f"{side}Chars": 100, side: 280}),
        make("jc", val=side),
    )
    code = make("instrText")
    code.text = "PAGE"
    field = (
        make("r", make("fldChar", fldCharType="begin")),
        make("r", code),
        make("r", make("fldChar", fldCharType="separate")),
        run(("1",)),
        make("r", make("fldChar", fldCharType="end")),
    )
    return paragraph(properties, run(("— ",)), *field, run((" —",)))


def _set_properties(document: Document, report: PrintedReport, author: str) -> None:
    properties = document.core_properties
    properties.title = "".join(report.title)[:_LONGEST_PROPERTY]
    properties.author = author[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.language = "zh-CN"
    properties.comments = ""
    properties.revision = 1
