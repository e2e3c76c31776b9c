"""Small Word documents and workbooks made part by part, for reading what no export of ours has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W3 = "http://schemas.microsoft.com/office/word/2003/wordml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """Return a part that refers to others, each by its kind and its name."""
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def word_file(body: str, **others: str) -> bytes:
    """Return a Word document with this body; ``others`` are parts such as styles."""
    head = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {head}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in others)),
    }
    for name, part in others.items():
        parts[f"word/{name}.xml"] = f"<w:{name} {head}>{part}</w:{name}>"
    return pack(parts)


def word_2003(body: str, styles: str = "") -> bytes:
    """Return a document of Word 2003, one file of XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
        f'<w:wordDocument xmlns:w="{W3}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
        ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
        f"<w:styles>{styles}</w:styles><w:body><wx:sect><wx:sub-section>{body}</wx:sub-section>"
        "</wx:sect></w:body></w:wordDocument>"
    ).encode()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """Return a table of rows of cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    """Return a cell; plain text becomes a paragraph."""
    inside = inside if inside.startswith("<") else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def workbook_file(
    *sheets: tuple[str, str], texts: str = "", styles: str = "", states: Mapping[str, str] = {}
) -> bytes:
    """Return a workbook; each sheet is its name and what stands in its element."""
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" state="{states.get(name, "visible")}"/>'
        for n, (name, _) in enumerate(sheets, 1)
    )
    targets = [("worksheet", f"sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "texts.xml"), ("styles", "styles.xml")]
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{names}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/texts.xml": f'<sst xmlns="{S}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
    }
    for n, (_, inside) in enumerate(sheets, 1):
        parts[f"xl/sheet{n}.xml"] = f'<worksheet xmlns="{S}">{inside}</worksheet>'
    return pack(parts)
