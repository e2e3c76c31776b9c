"""Tables of a Word document that a picture or a filled shape may lie over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sources.html_tree import Element
from core.sources.package import child, children, local

_LINE = 127_000
"""Height of a line in the units of drawings, 10 points: no text is set closer."""
_LOWEST = 60_000
"""What is lower is a line, not a cover."""
_POINT = 12_700
_OWN = frozenset({"paragraph", "line", "character", ""})
"""What a place is counted from that moves with the paragraph."""
_MOST = 2_000
"""Shapes; a report has some few."""
_SIZE = re.compile(r"(height|margin-top|top)\s*:\s*(-?\d{1,6}(?:\.\d{0,6})?)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}


@dataclass(frozen=True, slots=True)
class _Cover:
    """How far a shape reaches above and below the top of the paragraph that it hangs on."""

    above: int
    below: int


def covered_tables(body: Element | None) -> frozenset[Element]:
    """Return the tables that something may cover; which of their rows cannot be told."""
    parts = [each for each in children(body) if local(each) in {"p", "tbl"}]
    found: set[Element] = set()
    for number, part in enumerate(parts):
        for cover in _covers(part):
            if local(part) == "tbl":
                found.add(part)
                continue
            found |= _reached(parts[number:], cover.below)
            found |= _reached(parts[:number][::-1], cover.above)
    return frozenset(found)


def _reached(parts: Sequence[Element], reach: int) -> set[Element]:
    """Return the tables that lie within reach, a paragraph taking a line at least."""
    found: set[Element] = set()
    for part in parts:
        if reach <= 0:
            break
        if local(part) == "tbl":
            found.add(part)
        rows = sum(1 for _ in part.iter("{*}tr")) if local(part) == "tbl" else 1
        reach -= max(rows, 1) * _LINE
    return found


def _covers(part: Element) -> Iterator[_Cover]:
    for number, each in enumerate(part.iter("{*}anchor", "{*}shape", "{*}rect", "{*}roundrect")):
        if number > _MOST:
            return
        if any(True for _ in each.iter("{*}txbxContent")):
            continue  # Its text is read; what it covers is seldom more than its own room.
        cover = _of_anchor(each) if local(each) == "anchor" else _of_picture(each)
        if cover is not None:
            yield cover


def _of_anchor(anchor: Element) -> _Cover | None:
    """Return what a drawing of newer programs covers; None where text is seen or goes around."""
    if anchor.get("behindDoc") in {"1", "true"} or child(anchor, "wrapNone") is None:
        return None
    for shape in anchor.iter("{*}spPr"):
        is_picture = any(True for _ in anchor.iter("{*}blip"))
        if child(shape, "noFill") is not None and not is_picture:
            return None
    extent = child(anchor, "extent")
    height = _whole(extent.get("cy") if extent is not None else None)
    if height < _LOWEST:
        return None
    place = child(anchor, "positionV")
    offset = child(place, "posOffset")
    is_own = place is not None and (place.get("relativeFrom") or "") in _OWN
    if not is_own or offset is None:
        return _Cover(height, height)
    top = _whole(offset.text)
    return _Cover(-top, top + height)


def _of_picture(shape: Element) -> _Cover | None:
    """Return what a drawing of older programs (VML) covers."""
    style = (shape.get("style") or "").lower().replace(" ", "")
    if "position:absolute" not in style or "z-index:-" in style:
        return None
    if shape.get("filled") in {"f", "false"} and not any(True for _ in shape.iter("{*}imagedata")):
        return None
    sizes = {
        match[1]: round(float(match[2]) * _UNITS.get(match[3] or "pt", 1.0) * _POINT)
        for match in _SIZE.finditer(style[:2000])
    }
    height, top = sizes.get("height", 0), sizes.get("margin-top", sizes.get("top", 0))
    return None if height < _LOWEST else _Cover(-top, top + height)


def _whole(text: str | None) -> int:
    match = re.fullmatch(r"-?\d{1,9}", (text or "").strip(), re.ASCII)
    return int(match[0]) if match else 0
