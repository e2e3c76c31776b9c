"""The report as an OFD document (GB/T 33190—2016): from the same display list as the PDF."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from core.base.version import VERSION
from core.checks.inspection import Inspection
from core.printed.measures import MM
from core.settings.page_options import PageOptions
from gui.printing.composer import Composed, Composer
from gui.printing.glyphs import FontBook, UsedFont
from gui.printing.ofd_page import Numbers, PageWriter
from gui.printing.pdf import qt_at_hand
from gui.printing.sheet import PageAnchor, PaperPage

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_END = "</ofd:OutlineElem>\n"
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_FOLDER = "Doc_0"


def ofd(inspection: Inspection, options: PageOptions | None = None) -> bytes:
    """Return a report as an OFD document; raises Problem where its fonts cannot be had."""
    with qt_at_hand():
        return write_ofd(Composer().compose(inspection, options))


def write_ofd(composed: Composed) -> bytes:
    """Write composed pages as an OFD document; the same pages give the same bytes.

    So it says nothing of when it was written: the standard leaves the date to the writer.
    """
    book, numbers = FontBook(), Numbers()
    writer = PageWriter(book, numbers)
    page_ids = [numbers.take() for _ in composed.pages]
    files: dict[str, bytes] = {}
    for at, page in enumerate(composed.pages):
        files[f"{_FOLDER}/Pages/Page_{at}/Content.xml"] = _page(page, writer, numbers)
    fonts = [_font(font, writer.font_id(font)) for font in book.fonts if font.glyphs]
    for font in book.fonts:
        if font.is_embedded and font.glyphs:
            files[f"{_FOLDER}/Res/{_file_name(font)}"] = font.content()
    resources = _xml(
        f'<ofd:Res {_NAMESPACE} BaseLoc="Res">\n<ofd:Fonts>\n'
        f"{''.join(fonts)}</ofd:Fonts>\n</ofd:Res>"
    )
    front = {
        "OFD.xml": _root(composed),
        f"{_FOLDER}/Document.xml": _document(composed.pages, page_ids, numbers),
        f"{_FOLDER}/PublicRes.xml": resources,
    }
    return _packed(front | files)


def _root(composed: Composed) -> bytes:
    name = uuid.uuid5(uuid.NAMESPACE_URL, repr(composed.pages)).hex
    organ, title = (escape(each, quote=False) for each in (composed.organ, composed.title))
    author = f"<ofd:Author>{organ}</ofd:Author>\n" if organ else ""
    return _xml(
        f'<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD">\n<ofd:DocBody>\n<ofd:DocInfo>\n'
        f"<ofd:DocID>{name}</ofd:DocID>\n<ofd:Title>{title}</ofd:Title>\n{author}"
        f"<ofd:DocUsage>Normal</ofd:DocUsage>\n<ofd:Creator>年报</ofd:Creator>\n"
        f"<ofd:CreatorVersion>{VERSION}</ofd:CreatorVersion>\n</ofd:DocInfo>\n"
        f"<ofd:DocRoot>{_FOLDER}/Document.xml</ofd:DocRoot>\n</ofd:DocBody>\n</ofd:OFD>"
    )


def _document(pages: Sequence[PaperPage], page_ids: Sequence[int], numbers: Numbers) -> bytes:
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{at}/Content.xml"/>\n'
        for at, number in enumerate(page_ids)
    )
    marks = _outline(
        [
            (anchor, number)
            for page, number in zip(pages, page_ids, strict=True)
            for anchor in page.anchors
        ]
    )
    outlines = f"<ofd:Outlines>\n{marks}</ofd:Outlines>\n" if marks else ""
    return _xml(
        f"<ofd:Document {_NAMESPACE}>\n<ofd:CommonData>\n"
        f"<ofd:MaxUnitID>{numbers.last}</ofd:MaxUnitID>\n{_area('PageArea', pages[0])}"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\n</ofd:CommonData>\n"
        f"<ofd:Pages>\n{listed}</ofd:Pages>\n{outlines}</ofd:Document>"
    )


def _outline(anchors: Iterable[tuple[PageAnchor, int]]) -> str:
    """Write the bookmarks; the headings in a part are inside its element, as in the PDF."""
    parts: list[tuple[str, list[str]]] = []
    for anchor, page in anchors:
        mark = (
            f'<ofd:OutlineElem Title="{escape(anchor.title)}">\n<ofd:Actions>'
            f'<ofd:Action Event="CLICK"><ofd:Goto><ofd:Dest Type="XYZ" PageID="{page}"'
            f' Left="0" Top="{anchor.y / MM:.2f}" Zoom="0"/></ofd:Goto></ofd:Action>'
            "</ofd:Actions>\n"
        )
        if anchor.level and parts:
            parts[-1][1].append(f"{mark}{_END}")
        else:
            parts.append((mark, []))
    return "".join(f"{mark}{''.join(within)}{_END}" for mark, within in parts)


def _page(page: PaperPage, writer: PageWriter, numbers: Numbers) -> bytes:
    layer = numbers.take()
    return _xml(
        f"<ofd:Page {_NAMESPACE}>\n{_area('Area', page)}<ofd:Content>\n"
        f'<ofd:Layer ID="{layer}" Type="Body">\n{writer.content(page)}\n</ofd:Layer>\n'
        f"</ofd:Content>\n</ofd:Page>"
    )


def _area(name: str, page: PaperPage) -> str:
    box = f"0 0 {page.width / MM:g} {page.height / MM:g}"
    return f"<ofd:{name}><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:{name}>\n"


def _font(font: UsedFont, number: int) -> str:
    name, family = (f'"{escape(each)}"' for each in (font.name, font.family))
    bold = ' Bold="true"' if font.raw.weight() >= 600 and not font.is_thickened else ""
    start = f'<ofd:Font ID="{number}" FontName={name} FamilyName={family} Charset="unicode"{bold}'
    if not font.is_embedded:
        return f"{start}/>\n"
    return f"{start}><ofd:FontFile>{_file_name(font)}</ofd:FontFile></ofd:Font>\n"


def _file_name(font: UsedFont) -> str:
    return f"font_{font.number}.ttf"


def _xml(text: str) -> bytes:
    return f"{_DECLARATION}{text}\n".encode()


def _packed(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the earliest a zip can say
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return content.getvalue()
