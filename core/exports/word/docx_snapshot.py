"""What was exported, carried along in the Word file itself and shown to nobody.

Twice, for not every program keeps both: the report's figures and texts as a part of the file's
own data (customXml), and what identifies them as a property of the document.
Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from core.report.report import Report
from core.report.snapshot import PROPERTY, SPACE, digest_of, snapshot_of

_ITEM = "{8E1D6C2A-5B7F-4C39-9A04-6F2B1D7E5C31}"
"""Word asks for an identifier of each part of data; there is one such part in a file."""
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that belong to no program."""


def add_snapshot(document: Document, report: Report) -> None:
    """Put what the report says now into a Word document."""
    snapshot = snapshot_of(report)
    digest = digest_of(snapshot)
    package = document.part.package

    item = etree.Element(f"{{{SPACE}}}exported", sha256=digest, nsmap={None: SPACE})
    item.text = snapshot
    held = Part(PackURI("/customXml/item1.xml"), "application/xml", _xml(item), package)
    store = etree.Element(_name("datastoreItem"), nsmap={"ds": _STORE})
    store.set(_name("itemID"), _ITEM)
    schema = etree.SubElement(
        etree.SubElement(store, f"{{{_STORE}}}schemaRefs"), _name("schemaRef")
    )
    schema.set(_name("uri"), SPACE)
    named = Part(
        PackURI("/customXml/itemProps1.xml"),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        _xml(store),
        package,
    )
    held.relate_to(named, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(held, RELATIONSHIP_TYPE.CUSTOM_XML)

    properties = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VARIANT})
    each = etree.SubElement(
        properties, f"{{{_CUSTOM}}}property", fmtid=_USERS, pid="2", name=PROPERTY
    )
    etree.SubElement(each, f"{{{_VARIANT}}}lpwstr").text = digest
    if package is not None:
        content = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        custom = Part(PackURI("/docProps/custom.xml"), content, _xml(properties), package)
        package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _name(name: str) -> str:
    return f"{{{_STORE}}}{name}"


def _xml(root: etree._Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
