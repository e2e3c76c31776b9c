"""A small reader of OFD documents, written from the standard alone: where each character stands."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

NS = {"o": "http://www.ofdspec.org/2016"}
_TAG = "{http://www.ofdspec.org/2016}"
POINTS = 72 / 25.4


@dataclass(frozen=True)
class OfdChar:
    """A character: the place of its origin in points, its size, its font.

    ``glyph`` is None where the font says which, 0 where another character's glyph has it in it.
    """

    char: str
    x: float
    y: float
    size: float
    font: str
    glyph: int | None
    matrix: tuple[float, ...]
    is_seen: bool


@dataclass(frozen=True)
class OfdPage:
    width: float
    height: float
    chars: tuple[OfdChar, ...]
    paths: tuple[ET.Element, ...]


@dataclass(frozen=True)
class OfdFile:
    parts: dict[str, bytes]
    info: dict[str, str]
    pages: tuple[OfdPage, ...]
    fonts: dict[str, bytes]
    """By the number that pages call them with; empty where a font is not embedded."""
    outlines: tuple[tuple[str, int, float, int], ...]
    """Words, page counted from zero, height from its top in points."""
    ids: tuple[int, ...]
    last_id: int


def read_ofd(content: bytes) -> OfdFile:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        parts = {name: package.read(name) for name in package.namelist()}
    root = ET.fromstring(parts["OFD.xml"])  # noqa: S314  our own file
    info = {
        each.tag.removeprefix(_TAG): each.text or "" for each in _all(root, "o:DocBody/o:DocInfo/*")
    }
    at = root.findtext("o:DocBody/o:DocRoot", "", NS)
    folder = at.rpartition("/")[0]
    document = ET.fromstring(parts[at])  # noqa: S314
    common = document.find("o:CommonData", NS)
    resources = ET.fromstring(parts[f"{folder}/{common.findtext('o:PublicRes', '', NS)}"])  # noqa: S314
    fonts = {}
    for font in _all(resources, "o:Fonts/o:Font"):
        file = font.findtext("o:FontFile", "", NS)
        fonts[font.get("ID", "")] = (
            parts[f"{folder}/{resources.get('BaseLoc')}/{file}"] if file else b""
        )
    listed = _all(document, "o:Pages/o:Page")
    roots = [ET.fromstring(parts[f"{folder}/{page.get('BaseLoc')}"]) for page in listed]  # noqa: S314
    numbers = {page.get("ID"): at for at, page in enumerate(listed)}
    outlines = []
    marks = []
    for part in _all(document, "o:Outlines/o:OutlineElem"):
        marks += [(part, 0), *((mark, 1) for mark in part.iterfind("o:OutlineElem", NS))]
    for mark, level in marks:
        goal = mark.find("o:Actions/o:Action/o:Goto/o:Dest", NS)
        outlines.append(
            (
                mark.get("Title", ""),
                numbers[goal.get("PageID")],
                float(goal.get("Top", "")) * POINTS,
                level,
            )
        )
    ids = [
        int(each.get("ID", ""))
        for tree in (document, resources, *roots)
        for each in tree.iter()
        if each.get("ID")
    ]
    return OfdFile(
        parts, info, tuple(map(_page, roots)), fonts, tuple(outlines), tuple(ids),
        int(common.findtext("o:MaxUnitID", "0", NS)),
    )  # fmt: skip


def _all(root: ET.Element, path: str) -> list[ET.Element]:
    return root.findall(path, NS)


def _numbers(text: str) -> list[float]:
    return [float(each) for each in text.split()]


def _page(root: ET.Element) -> OfdPage:
    box = _numbers(root.findtext("o:Area/o:PhysicalBox", "", NS))
    chars: list[OfdChar] = []
    for text in _all(root, "o:Content/o:Layer/o:TextObject"):
        chars += _chars(text)
    return OfdPage(
        box[2] * POINTS, box[3] * POINTS, tuple(chars),
        tuple(_all(root, "o:Content/o:Layer/o:PathObject")),
    )  # fmt: skip


def _chars(text: ET.Element) -> list[OfdChar]:
    left, top, width, height = _numbers(text.get("Boundary", ""))
    matrix = _numbers(text.get("CTM", "1 0 0 1 0 0"))
    a, b, c, d, e, f = matrix
    glyphs: dict[int, int] = {}
    for each in _all(text, "o:CGTransform"):
        start, count = int(each.get("CodePosition", "0")), int(each.get("CodeCount", "1"))
        assert each.get("GlyphCount") == "1"
        glyphs |= dict.fromkeys(range(start, start + count), 0)
        glyphs[start] = int(each.findtext("o:Glyphs", "", NS))
    found = []
    at = 0
    for code in _all(text, "o:TextCode"):
        x, y = float(code.get("X", "0")), float(code.get("Y", "0"))
        steps = _steps(code.get("DeltaX", ""))
        words = code.text or ""
        assert not words[:1].isspace() or words.isspace(), (
            "readers that strip would lose the places"
        )
        assert len(steps) == len(words) - 1, (words, steps)
        for char, step in zip(words, [0.0, *steps], strict=True):
            x += step
            inner_x, inner_y = a * x + c * y + e, b * x + d * y + f
            assert -0.001 <= inner_x <= width + 0.001, "a reader cuts at the box"
            assert -0.001 <= inner_y <= height + 0.001
            found.append(
                OfdChar(
                    char, (left + inner_x) * POINTS, (top + inner_y) * POINTS,
                    float(text.get("Size", "0")) * POINTS, text.get("Font", ""), glyphs.get(at),
                    tuple(matrix), text.get("Fill") != "false",
                )
            )  # fmt: skip
            at += 1
    return found


def _steps(text: str) -> list[float]:
    parts, steps = text.split(), []
    while parts:
        if parts[0] == "g":
            steps += [float(parts[2])] * int(parts[1])
            del parts[:3]
        else:
            steps.append(float(parts.pop(0)))
    return steps
