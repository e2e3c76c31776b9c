"""Whether letters of a web page are seen: their colour, ground and size, as a browser reckons them.

A browser's window is 1200 points wide here. What hides letters in some other way, far off the page
say, is told apart from what makes them too faint or too small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.sources.colours import (
    BLACK,
    PICTURED,
    WHITE,
    Colour,
    contrast,
    css_colour,
    find_css_colour,
    is_seen,
    mixed,
)
from core.sources.css import Styled, StyleSheets, declarations

_LEAST_SIZE = 2.7
"""Pixels: 2 points."""
_FAR = 300
"""Pixels; what is moved so far may stand off the page, or somewhere else on it."""
_ALIKE = 1.15
"""Two colours of less contrast are the same to the eye; so are two sizes of which one is larger."""
_DEEPEST_NAMES = 5
_NUMBER = re.compile(r"([-+]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))\s*([a-z%]*)", re.IGNORECASE)
_SIZE_IN_FONT = re.compile(
    r"(?:^|\s)((?:\d{1,9}\.?\d{0,9}|\.\d{1,9})(?:p[xtc]|r?em|ex|%|cm|mm|in|v[wh])?|0)"
    r"(?:\s*/\s*[\w.%]+)?\s+[^\s/]",
    re.IGNORECASE,
)
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0,
    "vw": 12.0, "vh": 8.0, "vmin": 8.0, "vmax": 12.0, "rem": 16.0,
}  # fmt: skip
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_FONT_SIZES = (10.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
_STRUCK = frozenset({"s", "strike", "del"})
_INITIAL = frozenset({"initial", "revert", "revert-layer"})
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]{0,200}))?\)")
_TINY_BOX = frozenset({"height", "max-height", "width", "max-width", "block-size", "inline-size"})
_PLACES = frozenset(
    {"left", "top", "right", "bottom", "inset", "inset-inline-start", "inset-block-start",
     "text-indent", "translate"}
)  # fmt: skip
_MARGINS = ("margin", "padding")
_PLAIN = frozenset({"none", "auto", "normal", "initial", "unset", "static", "relative", "0"})


@dataclass(frozen=True, slots=True)
class HtmlSight:
    """How the letters that stand directly in an element are seen."""

    letters: Colour = BLACK
    share: float = 1.0
    """What share of its ground the letters' own colour covers."""
    ground: Colour = WHITE
    size: float = 16.0
    opacity: float = 1.0
    is_hidden: bool = False
    is_struck: bool = False
    is_strange: bool = False
    """Whether the colour is written in a way that is not known here."""

    @property
    def ink(self) -> Colour:
        """Return the letters' colour as it is seen on its ground."""
        return mixed(self.letters, self.ground, self.share * self.opacity)

    @property
    def is_faint(self) -> bool:
        """Tell whether the letters are too pale or too small to be seen."""
        return self.is_strange or self.size < _LEAST_SIZE or not is_seen(self.ink, self.ground)

    def is_like(self, other: HtmlSight) -> bool:
        """Tell whether letters of two kinds look alike."""
        smaller, larger = sorted((self.size, other.size))
        return larger <= smaller * _ALIKE and contrast(self.ink, other.ink) <= _ALIKE


class PageSight:
    """What is seen of the letters of a page, element by element."""

    def __init__(self, sheets: StyleSheets) -> None:
        self._sheets = sheets
        self._known: dict[Styled, tuple[HtmlSight, dict[str, str]]] = {}

    @property
    def is_whole(self) -> bool:
        """Tell whether the page's style sheets could be reckoned with to their end."""
        return self._sheets.is_whole

    def of(self, element: Styled) -> HtmlSight:
        """Return how the letters that stand directly in an element are seen."""
        around: list[Styled] = []
        each: Styled | None = element
        while each is not None and each not in self._known:
            around.append(each)
            each = each.getparent()
        sight, names = self._known[each] if each is not None else (HtmlSight(), {})
        for inner in reversed(around):
            sight, names = self._inside(inner, sight, names)
            self._known[inner] = sight, names
        return sight

    def puts_something_beside(self, element: Styled) -> bool:
        """Tell whether a style sheet shows figures beside an element's own text."""
        return any(True for _ in self._sheets.contents(element))

    def is_moved(self, element: Styled) -> bool:
        """Tell whether an element inside a cell stands elsewhere than its text says."""
        said = self._said(element)
        return (
            said.get("position", "") in {"absolute", "fixed", "sticky"}
            or any(
                said.get(name, "none").lower() not in _PLAIN
                for name in ("transform", "rotate", "scale", "animation", "animation-name")
            )
            or said.get("order", "0") != "0"
            or said.get("float", "none").lower() not in {"none", "initial", "unset"}
        )

    def _said(self, element: Styled) -> dict[str, str]:
        own = declarations(element.get("style") or "")
        found = self._sheets.declared(element)
        for name, (value, is_important) in own.items():
            if is_important or name not in found or not found[name][1]:
                found[name] = value, is_important
        return {name: value for name, (value, _) in found.items()}

    def _inside(
        self, element: Styled, around: HtmlSight, names: dict[str, str]
    ) -> tuple[HtmlSight, dict[str, str]]:
        said = self._said(element)
        own = {name: value for name, value in said.items() if name.startswith("--")}
        names = names | own if own else names
        said = {name: _spelt_out(value, names) for name, value in said.items()}
        size = _size(element, said, around.size)
        sight = replace(around, size=size, ground=_ground(element, said, around.ground))
        sight = _coloured(element, said, sight)
        opacity = around.opacity
        if "opacity" in said and (match := _NUMBER.match(said["opacity"])):
            opacity *= min(max(float(match[1]) / (100 if match[2] == "%" else 1), 0.0), 1.0)
        is_hidden = around.is_hidden or _is_hidden(said, size) or _is_folded(element)
        drawn = " ".join(v for name, v in said.items() if name.startswith("text-decoration"))
        is_struck = around.is_struck or element.tag in _STRUCK or "line-through" in drawn
        return replace(sight, opacity=opacity, is_hidden=is_hidden, is_struck=is_struck), names


def _spelt_out(value: str, names: dict[str, str]) -> str:
    for _ in range(_DEEPEST_NAMES):
        if "var(" not in value or len(value) > 2000:
            break
        value = _VARIABLE.sub(lambda match: names.get(match[1]) or match[2] or "", value)
    return value.strip()


def _size(element: Styled, said: dict[str, str], around: float) -> float:
    text = said.get("font-size", "")
    if not text and (match := _SIZE_IN_FONT.search(said.get("font", ""))):
        text = match[1]
    if not text and element.tag == "font" and (match := _NUMBER.match(element.get("size") or "")):
        number = int(float(match[1]))
        number = number + 3 if match[1][0] in "+-" else number
        return _FONT_SIZES[min(max(number, 0), 7)]
    if not text:
        scale = {"small": 5 / 6, "sub": 5 / 6, "sup": 5 / 6, "big": 1.2}.get(element.tag, 1.0)
        return around * scale * _zoom(said)
    text = text.lower()
    if text in _SIZES:
        return _SIZES[text] * _zoom(said)
    if text in {"smaller", "larger"}:
        return around * (5 / 6 if text == "smaller" else 1.2) * _zoom(said)
    length = _pixels(text, around, around)
    return (around if length is None else length) * _zoom(said)


def _zoom(said: dict[str, str]) -> float:
    match = _NUMBER.match(said.get("zoom", ""))
    return 1.0 if match is None else float(match[1]) / (100 if match[2] == "%" else 1)


def _pixels(text: str, em: float, whole: float) -> float | None:
    """Return a length, of which the share ``whole`` is all; None where it is no length."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2].lower()
    if unit in {"em", "ex", "ch"}:
        return number * em * (1 if unit == "em" else 0.5)
    if unit == "%":
        return number * whole / 100
    return number * _PIXELS.get(unit, 1.0)


def _ground(element: Styled, said: dict[str, str], around: Colour) -> Colour:
    for name in ("background-color", "background"):
        if name in said and (found := find_css_colour(said[name])):
            return mixed(found[0], around, found[1])
        if name in said:
            return around
    found = css_colour(element.get("bgcolor") or "")
    return around if found is None else found[0]


def _coloured(element: Styled, said: dict[str, str], sight: HtmlSight) -> HtmlSight:
    text = said.get("-webkit-text-fill-color") or said.get("color") or ""
    if not text:
        hint = "text" if element.tag == "body" else "color"
        text = element.get(hint) or "" if element.tag in {"font", "body", "basefont"} else ""
    if not text and element.tag == "mark":
        text = "black"
    if not text:
        return sight
    if text.lower() in _INITIAL:
        return replace(sight, letters=BLACK, share=1.0, is_strange=False)
    found = css_colour(text)
    if found is not None:
        return replace(sight, letters=found[0], share=found[1], is_strange=False)
    return replace(sight, is_strange=sight.is_strange or "(" in text)


def _is_folded(element: Styled) -> bool:
    """Tell whether an element is seen only where somebody opens what it stands in."""
    around = element.getparent()
    is_closed = around is not None and around.tag == "details" and around.get("open") is None
    return is_closed and element.tag != "summary"


def _is_hidden(said: dict[str, str], em: float) -> bool:
    """Tell whether what an element declares may hide all that is in it."""
    if not said:
        return False
    values = {name: value.lower() for name, value in said.items() if not name.startswith("--")}
    return (
        values.get("display", "") == "none"
        or values.get("visibility", "") in {"hidden", "collapse"}
        or values.get("content-visibility", "") == "hidden"
        or values.get("mix-blend-mode", "normal") not in _PLAIN
        or values.get("-webkit-text-security", "none") not in _PLAIN
        or any(
            values.get(name, "none") not in _PLAIN
            for name in ("clip", "clip-path", "-webkit-clip-path", "mask", "mask-image")
        )
        or bool(re.search(r"opacity|brightness|contrast|blur|invert", values.get("filter", "")))
        or _is_squeezed(values, em)
        or _is_afar(values, em)
        or bool(PICTURED.match(values.get("font-family", "")))
    )


def _is_squeezed(values: dict[str, str], em: float) -> bool:
    """Tell whether letters are cut off, set on each other or turned away."""
    overflow = " ".join(values.get(n, "") for n in ("overflow", "overflow-x", "overflow-y"))
    if re.search("hidden|clip|scroll|auto", overflow) and any(
        length is not None and length < em / 2 for length in _lengths(values, _TINY_BOX, em)
    ):
        return True
    gap = _pixels(values.get("letter-spacing", ""), em, em)
    if gap is not None and gap < -em / 5:
        return True
    turned = values.get("transform", "none")
    match = re.search(r"scale[xy]?\(\s*([-+]?[\d.]+)(%?)", turned)
    if match and match[1].count(".") <= 1 and match[1].strip("+-."):
        scale = float(match[1]) / (100 if match[2] else 1)
        return scale * em < _LEAST_SIZE
    return bool(re.search(r"matrix|rotate[xy3]|perspective", turned))


def _is_afar(values: dict[str, str], em: float) -> bool:
    moved = list(_lengths(values, _PLACES, em))
    for name, value in values.items():
        if name.startswith(_MARGINS):
            moved += [p for each in value.split()[:4] if (p := _pixels(each, em, 1200)) is not None]
    if "translate" in (turned := values.get("transform", "")):
        lengths = re.findall(r"[-+]?[\d.]+[a-z%]*", turned)[:6]
        moved += [p for each in lengths if (p := _pixels(each, em, 1200)) is not None]
    is_indented = _pixels(values.get("text-indent", ""), em, 1200)
    if is_indented is not None and abs(is_indented) > _FAR:
        return True
    return any(each is not None and (each < -_FAR or each > 3 * 1200) for each in moved)


def _lengths(values: dict[str, str], names: frozenset[str], em: float) -> Iterator[float | None]:
    for name in names & values.keys():
        yield _pixels(values[name], em, 1200)
