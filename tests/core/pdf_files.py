"""PDF files made by hand: text in a font that needs no embedding, and the lines of tables."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from core.figures.value import show
from core.forms.form import TableSection
from core.report.report import Report

HEIGHT, WIDTH = 842.0, 595.0
LEFT, RIGHT = 74.0, 522.0
SIZE = 16.0


@dataclass
class Sheet:
    """A page's drawing; places are in points from the upper left corner."""

    parts: list[str] = field(default_factory=list)
    picture: bool = False

    def say(self, x: float, base: float, text: str, size: float = SIZE, mode: int = 0) -> None:
        code = text.encode("utf-16-be").hex()
        self.parts.append(
            f"BT /F {size} Tf {mode} Tr 1 0 0 1 {x:.2f} {HEIGHT - base:.2f} Tm <{code}> Tj ET"
        )

    def rule(self, x: float, y: float, x2: float, y2: float) -> None:
        self.parts.append(f"0.5 w {x:.2f} {HEIGHT - y:.2f} m {x2:.2f} {HEIGHT - y2:.2f} l S")

    def bar(self, x: float, y: float, x2: float, y2: float) -> None:
        """Draw a line as some programs do: a thin rectangle, filled."""
        width, height = max(x2 - x, 0.6), max(y2 - y, 0.6)
        self.parts.append(f"{x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, x: float, y: float, x2: float, y2: float) -> None:
        self.parts.append(f"0.5 w {x:.2f} {HEIGHT - y2:.2f} {x2 - x:.2f} {y2 - y:.2f} re S")

    def show_picture(self, *, first: bool = False) -> None:
        self.picture = True
        drawn = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q"
        self.parts.insert(0, drawn) if first else self.parts.append(drawn)


_PAGES = "<</Type/Pages/Count %d/Kids[%s]>>"
_SYSTEM = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
_FRONT = (
    "<</Type/Catalog/Pages 2 0 R>>",
    (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[4 0 R]>>"
    ),
    (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[17 26 500]"
        f"{_SYSTEM}/FontDescriptor 5 0 R>>"
    ),
    (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    ),
    (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
        "/ColorSpace/DeviceGray/Length 1>>stream\n@\nendstream"
    ),
    *["null"] * 3,
)
"""What every file has: the list of pages comes after its first part."""


@dataclass(frozen=True)
class Beside:
    """What a file has beside its pages: entries of its catalog and pages, objects 7 to 9."""

    catalog: str = ""
    page: str = ""
    resources: str = ""
    fonts: str = ""
    spare: tuple[str, ...] = ()


def pdf_file(
    sheets: Sequence[Sheet], *, rotate: int = 0, trailer: str = "", beside: Beside | None = None
) -> bytes:
    """Write a PDF of one or more pages."""
    beside = beside or Beside()
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(sheets)))
    catalog = _FRONT[0].removesuffix(">>") + beside.catalog + ">>"
    rest = [*_FRONT[1:-3], *beside.spare, *_FRONT[-3 + len(beside.spare) or len(_FRONT) :]]
    bodies = [each.encode() for each in (catalog, _PAGES % (len(sheets), kids), *rest)]
    for number, sheet in enumerate(sheets):
        pressed = zlib.compress("\n".join(sheet.parts).encode())
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Resources<<"
            b"/Font<</F 3 0 R%s>>/XObject<</P 6 0 R>>%s>>%s/Contents %d 0 R>>"
            % (
                WIDTH,
                HEIGHT,
                rotate,
                beside.fonts.encode(),
                beside.resources.encode(),
                beside.page.encode(),
                11 + 2 * number,
            )
        )
        bodies.append(
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(pressed), pressed)
        )
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(bodies) + 1,
        trailer.encode(),
        start,
    )
    return bytes(file)


Ruler = Callable[[Sheet, float, float, float, float], None]


@dataclass
class Printer:
    """Prints a report as an office program does; a table goes on over the page."""

    bottom: float = 760.0
    top: float = 100.0
    draw: str = "rule"
    repeats_heads: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    at: float = 0.0

    def new_page(self) -> Sheet:
        self.sheets.append(Sheet())
        number = len(self.sheets)
        self.sheets[-1].say(LEFT if number % 2 == 0 else RIGHT - 60, 800, f"— {number} —", 14)
        self.sheets[-1].say(200, 40, "内部资料", 9)
        self.at = self.top
        return self.sheets[-1]

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1] if self.sheets else self.new_page()

    def paragraph(self, text: str, *, size: float = SIZE, indent: int = 2) -> None:
        room = int((RIGHT - LEFT) / size)
        text = "\u3000" * indent + text
        for begin in range(0, len(text), room):
            if self.at > self.bottom:
                self.new_page()
            line = text[begin : begin + room]
            lead = len(line) - len(line.lstrip("\u3000"))
            self.sheet.say(LEFT + lead * size, self.at, line.lstrip("\u3000"), size)
            self.at += 1.75 * size

    def table(self, report: Report, table: TableSection, blank: str = "") -> None:
        """Print a table of the form; a page's end falls between its rows."""
        _ = self.sheet
        columns = max(cell.column + cell.across for cell in table.cells)
        labels = 3 if columns == 10 else 0
        widths = [30.0, 60.0, 108.0][:labels]
        widths += [(RIGHT - LEFT - sum(widths)) / (columns - labels)] * (columns - labels)
        xs = list(accumulate(widths, initial=LEFT))
        heights = [26.0] * table.lines
        begin = 0
        while begin < table.lines:
            room = int((self.bottom - self.at) // 26)
            if room < 2:
                self.new_page()
                continue
            end = min(table.lines, begin + room)
            ys = list(accumulate(heights[begin:end], initial=self.at))
            self._part(report, table, xs, ys, begin, end, blank)
            self.at = ys[-1] + 30
            begin = end

    def _part(
        self, report: Report, table: TableSection, xs: list[float], ys: list[float],
        begin: int, end: int, blank: str,
    ) -> None:  # fmt: skip
        for cell in table.cells:
            first, last = max(cell.line, begin), min(cell.line + cell.down, end)
            if first >= last:
                continue
            left, right = xs[cell.column], xs[cell.column + cell.across]
            top, bottom = ys[first - begin], ys[last - begin]
            self._frame(left, top, right, bottom)
            text = cell.text if first == cell.line else ""
            if cell.address:
                figure = report.figure(cell.address)
                kind = report.form.figures[cell.address].kind
                text = blank if figure is None else show(figure, kind)
            size = 6.0
            room = max(int((right - left - 4) / size), 1)
            for number, at in enumerate(range(0, len(text), room)):
                line = text[at : at + room] if not cell.address else text
                self.sheet.say(left + 2, top + 8 + number * 7, line, size)
                if cell.address:
                    break

    def _frame(self, left: float, top: float, right: float, bottom: float) -> None:
        if self.draw == "boxes":  # one a cell, a little apart
            self.sheet.frame(left + 0.7, top + 0.7, right - 0.7, bottom - 0.7)
            return
        draw = self.sheet.bar if self.draw == "bars" else self.sheet.rule
        for y in (top, bottom):
            draw(left, y, right, y)
        for x in (left, right):
            for upper, lower in pairwise((top, (top + bottom) / 2, bottom)):
                draw(x, upper, x, lower)
