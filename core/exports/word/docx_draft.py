"""What a draft in Word carries beyond the report: watermark, lines to sign, check sheet, fonts.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from core.checks.inspection import Inspection
from core.exports.parts.check_list import (
    AS_TYPED,
    FINDING_HEADS,
    FINDING_WIDTHS,
    FINDINGS,
    NO_FINDINGS,
    TALLIES,
    TALLY_HEADS,
    TITLE,
    TYPED_HEADS,
    TYPED_NOTE,
    TYPED_WIDTHS,
    check_list,
)
from core.exports.parts.drawn_picture import DrawnPicture
from core.exports.parts.measure import number_ems
from core.exports.parts.sign_words import DATE, SEAL, SIGN_SIZE, SIGNERS
from core.exports.word.docx_element import make, paragraph, run, twips, type_size
from core.figures.value import Kind, Number, show
from core.picture.picture import ANNEX
from core.printed.measures import TYPE_WIDTH
from core.printed.page import split_lines
from core.settings.page_options import Fonts

_STYLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("Title",),
        "first": ("Heading1", "Heading1Char"),
        "second": ("Heading2", "Heading2Char"),
        "body": ("Normal", "Heading3", "Heading3Char", "Heading4", "Heading4Char"),
        "tables": ("TableText",),
    }
)
"""The styles that a choice of font is for, by the part's name in `Fonts`."""
_MARK_COLOUR = "#ECEEF1"
"""The watermark's grey, as in our PDF."""
_SMALL = 9.0
_SMALLEST = 3.0
_TALLY_WIDTHS = (56, 19, 16, 9, 10)
_TALLY_FIGURES = range(1, 4)
_LEAST_PLACE = 90.0
"""The narrowest column, in points, in which the place of a tally can be read."""
_SIDES = 11.5
"""What margins and rules take of a cell's width, in points."""
_WORD_ART = """
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:p><w:pPr><w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr><w:r><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/>
<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="watermark" type="#_x0000_t136" o:allowincell="f" fillcolor="{colour}" stroked="f"
 style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-vertical:center;mso-position-vertical-relative:page">
<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{word}"/></v:shape>
</w:pict></w:r></w:p></w:hdr>
"""


def choose_fonts(document: Document, fonts: Fonts) -> None:
    """Set the report's parts in the fonts that were chosen; the others stay as prescribed."""
    for style in document.styles.element.findall(qn("w:style")):
        for role, names in _STYLED.items():
            family = getattr(fonts, role)
            if family and style.get(qn("w:styleId")) in names:
                for faces in style.iter(qn("w:rFonts")):
                    for key in faces.attrib:
                        if key != qn("w:cs"):
                            faces.set(key, family)


def add_watermark(document: Document, word: str) -> None:
    """Put a word faintly across every page, odd and even."""
    height = 150.0
    source = _WORD_ART.format(
        colour=_MARK_COLOUR, width=height * len(word), height=height, word=word
    )
    for number, kind in enumerate(("default", "even"), 1):
        name = PackURI(f"/word/header{number}.xml")
        part = XmlPart(
            name, CONTENT_TYPE.WML_HEADER, parse_xml(source.strip()), document.part.package
        )
        reference = make("headerReference", type=kind)
        reference.set(qn("r:id"), document.part.relate_to(part, RELATIONSHIP_TYPE.HEADER))
        document.element.body[-1].insert(number - 1, reference)


def sign_off() -> Iterator[BaseOxmlElement]:
    """Yield the lines to sign and those for seal and date, which stay together."""
    gap = SIGN_SIZE
    widths = [len(name) * SIGN_SIZE for name in SIGNERS]
    blank = (TYPE_WIDTH - sum(widths) - gap * (len(SIGNERS) - 1)) / len(SIGNERS)
    stops, x = [], 0.0
    for width in widths:
        stops += [x + width + blank, x + width + blank + gap]
        x = stops[-1]
    runs = []
    for at, name in enumerate(SIGNERS):
        runs += [run((name,), *type_size(SIGN_SIZE)), _line_to_sign()]
        if at < len(SIGNERS) - 1:
            runs.append(run(("\t",), *type_size(SIGN_SIZE)))
    yield _tabbed([("left", stop) for stop in stops[:-1]], runs, above=TYPE_WIDTH / 20, keep=True)
    places = [("right", TYPE_WIDTH / 2), ("right", TYPE_WIDTH - SIGN_SIZE)]
    yield _tabbed(
        places, [run((f"\t{SEAL}\t{DATE}",), *type_size(SIGN_SIZE))], above=14, keep=False
    )


def picture_page(document: Document, picture: DrawnPicture) -> Iterator[BaseOxmlElement]:
    """Yield the picture on a page of its own, told in words for those who do not see it."""
    inline = document.part.new_pic_inline(
        io.BytesIO(picture.png), Pt(picture.width), Pt(picture.height)
    )
    inline.docPr.set("name", ANNEX)
    inline.docPr.set("descr", picture.description)
    drawn = make("r", make("drawing"))
    drawn[0].append(inline)
    # A line of the body's exact height would show nothing but the picture's foot.
    lines = make("spacing", line=240, lineRule="auto", before=0, after=0)
    indent = make("ind", firstLineChars=0, firstLine=0)
    properties = [make("pageBreakBefore"), make("snapToGrid", val=0), lines, indent]
    yield paragraph(properties, drawn)


def check_sheet(inspection: Inspection) -> Iterator[BaseOxmlElement]:
    """Yield the check sheet, which begins a new page."""
    found = check_list(inspection)
    yield paragraph([make("pStyle", val="Title"), make("pageBreakBefore")], run((TITLE,)))
    yield from (_note(note) for note in found.notes)
    yield _heading(f"一、{TALLIES}")
    rows = [
        (
            f"{each.part}：{each.place}", _shown(each.left), _shown(each.right),
            _shown(each.difference), each.state.value,
        )
        for each in found.tallies
    ]  # fmt: skip
    widths, size = _room_for_figures(rows)
    yield _table(
        widths, TALLY_HEADS, rows, centred=range(1, 5), sizes=dict.fromkeys(_TALLY_FIGURES, size)
    )
    yield _heading(f"二、{FINDINGS}")
    if found.findings:
        words = [each.words for each in found.findings]
        lines = [(each.part, each.message, each.severity, each.advice) for each in words]
        yield _table(FINDING_WIDTHS, FINDING_HEADS, lines, centred=range(2, 3))
    else:
        yield _note(NO_FINDINGS)
    if found.as_typed:
        yield _heading(f"三、{AS_TYPED}")
        yield _note(TYPED_NOTE)
        typed = [each.words for each in found.as_typed]
        yield _table(TYPED_WIDTHS, TYPED_HEADS, typed, centred=range(0))
    yield _heading(found.unwatched_heading)
    yield _note(found.unwatched_words("另有"))


def _line_to_sign() -> BaseOxmlElement:
    return run(("\t",), make("u", val="single"), *type_size(SIGN_SIZE))


def _tabbed(
    stops: Sequence[tuple[str, float]],
    runs: Sequence[BaseOxmlElement],
    *,
    above: float,
    keep: bool,
) -> BaseOxmlElement:
    tabs = make("tabs", *(make("tab", val=side, pos=twips(place)) for side, place in stops))
    properties = [
        *([make("keepNext")] if keep else []),
        tabs,
        make("spacing", before=twips(above)),
        make("ind", firstLineChars=0, firstLine=0),
        make("jc", val="left"),
    ]
    return paragraph(properties, *runs)


def _heading(text: str) -> BaseOxmlElement:
    return paragraph([make("pStyle", val="Heading1")], run((text,)))


def _note(text: str) -> BaseOxmlElement:
    spacing = make("spacing", before=60, after=60)
    return paragraph([make("pStyle", val="TableText"), spacing], run(split_lines(text)))


def _room_for_figures(rows: Sequence[Sequence[str]]) -> tuple[tuple[float, ...], float]:
    """Return the widths of the columns of tallies, and the size of type at which no figure breaks.

    The figures take what they need from the places; where that is not enough, they go smaller.
    """
    shares = [TYPE_WIDTH * width / sum(_TALLY_WIDTHS) for width in _TALLY_WIDTHS]
    longest = [max((number_ems(row[at]) for row in rows), default=0.0) for at in _TALLY_FIGURES]
    size = _SMALL
    while True:
        needs = [width * size + _SIDES for width in longest]
        figures = [max(shares[at], need) for at, need in zip(_TALLY_FIGURES, needs, strict=True)]
        place = TYPE_WIDTH - sum(figures) - shares[-1]
        if place >= _LEAST_PLACE or size <= _SMALLEST:
            return (place, *figures, shares[-1]), size
        size -= 0.5


def _table(
    widths: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    centred: range,
    sizes: Mapping[int, float] = MappingProxyType({}),
) -> BaseOxmlElement:
    """Return a table in small type whose head is repeated on every page.

    ``sizes`` are those of columns that need a smaller one.
    """
    columns = [twips(TYPE_WIDTH * width / sum(widths)) for width in widths]
    properties = make(
        "tblPr",
        make("tblStyle", val="TableGrid"),
        make("tblW", w=sum(columns), type="dxa"),
        make("jc", val="center"),
        make("tblLayout", type="fixed"),
    )
    grid = make("tblGrid", *(make("gridCol", w=width) for width in columns))
    lines = []
    for number, texts in enumerate((heads, *rows)):
        cells = []
        for at, (text, width) in enumerate(zip(texts, columns, strict=True)):
            is_middle = number == 0 or at in centred
            style = make("pStyle", val="TableHead" if is_middle else "TableText")
            size = _SMALL if number == 0 else sizes.get(at, _SMALL)
            words = run(split_lines(text), *type_size(size))
            place = make("tcPr", make("tcW", w=width, type="dxa"), make("vAlign", val="center"))
            cells.append(make("tc", place, paragraph([style], words)))
        head = [make("tblHeader")] if number == 0 else []
        lines.append(make("tr", make("trPr", make("cantSplit"), *head), *cells))
    return make("tbl", properties, grid, *lines)


def _shown(figure: Number | None) -> str:
    return "" if figure is None else show(figure, Kind.AMOUNT)
