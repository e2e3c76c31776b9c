"""The colours of an Office theme (主题), which files name instead of colours of their own."""

from __future__ import annotations

from core.sources.colours import Colour, hex_colour, mixed
from core.sources.html_tree import Element
from core.sources.package import attribute, child, children, local

_USUAL = {
    "dk1": (0, 0, 0), "lt1": (255, 255, 255), "dk2": (68, 84, 106), "lt2": (231, 230, 230),
    "accent1": (68, 114, 196), "accent2": (237, 125, 49), "accent3": (165, 165, 165),
    "accent4": (255, 192, 0), "accent5": (91, 155, 213), "accent6": (112, 173, 71),
    "hlink": (5, 99, 193), "folHlink": (149, 79, 114),
}  # fmt: skip
"""What the programs take where a file has no theme."""
_IN_WORD = {
    "background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2",
    "light1": "lt1", "dark1": "dk1", "light2": "lt2", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {"bg1": "lt1", "t1": "dk1", "bg2": "lt2", "t2": "dk2"}
_LONG = {"light1": "lt1", "dark1": "dk1", "light2": "lt2", "dark2": "dk2"}
_IN_WORKBOOK = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080",
    "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


class OfficeTheme:
    """A theme's colours by the names that Word has for them, or the numbers of workbooks."""

    def __init__(self, root: Element | None = None, settings: Element | None = None) -> None:
        self._colours: dict[str, Colour] = dict(_USUAL)
        for each in children(root, "themeElements", "clrScheme"):
            said = next(iter(each), None)
            found = hex_colour(attribute(said, "lastClr") or attribute(said, "val"))
            if found is not None:
                self._colours[local(each)] = found
        mapping = child(settings, "clrSchemeMapping")
        mapped = {name: attribute(mapping, name) or usual for name, usual in _MAPPED.items()}
        self._mapped = {name: _LONG.get(to, to) for name, to in mapped.items()}

    def of_word(self, element: Element | None, prefix: str = "") -> Colour | None:
        """Return the colour that an element of Word names; None where it is left to the program.

        ``prefix`` is that of the attributes: w:themeFill and w:fill of a ground.
        """
        if element is None:
            return None
        named = attribute(element, f"theme{prefix.title() or 'Color'}")
        colour = self._named(named) if named else None
        if colour is None:
            return hex_colour(attribute(element, prefix or "val"))
        tint = _share(attribute(element, f"theme{prefix.title()}Tint"))
        shade = _share(attribute(element, f"theme{prefix.title()}Shade"))
        if tint is not None:
            colour = mixed(colour, (255, 255, 255), tint)
        return colour if shade is None else mixed(colour, (0, 0, 0), shade)

    def of_drawing(self, element: Element) -> Colour | None:
        """Return the colour that the fill of a drawing names; None where that is not known."""
        name = attribute(element, "val") or element.get(_NEWER) or ""
        if local(element) == "srgbClr":
            return hex_colour(name)
        return self._named({"tx1": "t1", "tx2": "t2"}.get(name, name))

    def of_workbook(self, number: str) -> Colour | None:
        """Return the colour with a number, as the fonts and fills of a workbook name it."""
        if len(number) > 2 or not number.isdigit() or int(number) >= len(_IN_WORKBOOK):
            return None
        return self._colours[_IN_WORKBOOK[int(number)]]

    def _named(self, name: str) -> Colour | None:
        short = _IN_WORD.get(name, name)
        return self._colours.get(self._mapped.get(short, short))


_NEWER = "{http://schemas.microsoft.com/office/word/2010/wordml}val"


def highlight(element: Element | None) -> Colour | None:
    """Return the colour of a highlighter that Word has been told."""
    return hex_colour(_HIGHLIGHTS.get(attribute(element, "val") or ""))


def pattern_share(pattern: str) -> float:
    """Return what share of a ground Word's pattern covers with its own colour."""
    if pattern == "solid":
        return 1.0
    digits = pattern.removeprefix("pct")
    if pattern.startswith("pct") and digits.isdigit() and len(digits) < 4:
        return min(int(digits), 100) / 100
    return 0.0 if pattern in {"clear", "nil", ""} else 0.3


def _share(digits: str | None) -> float | None:
    if digits is None or len(digits) != 2:
        return None
    try:
        return int(digits, 16) / 255
    except ValueError:
        return None
