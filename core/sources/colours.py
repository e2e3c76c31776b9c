"""Colours as files write them, and how well one is seen on another."""

from __future__ import annotations

import re
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, 0 to 255 each."""

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
LEAST_CONTRAST = 1.5
"""Below it letters are not told from their ground."""

_HEX = re.compile(r"#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE | re.ASCII)
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]{1,100})\)", re.IGNORECASE | re.ASCII)
_PART = re.compile(r"([-+]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))(%|deg|turn|rad)?", re.ASCII)


def contrast(one: Colour, other: Colour) -> float:
    """Return how many times lighter one colour is than the other, from 1 to 21."""
    first, second = _light(one), _light(other)
    return max(first, second) / min(first, second)


def is_seen(letters: Colour, ground: Colour) -> bool:
    """Tell whether letters of a colour are seen on a ground."""
    return contrast(letters, ground) >= LEAST_CONTRAST


def _light(colour: Colour) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05


def mixed(front: Colour, behind: Colour, share: float) -> Colour:
    """Return a colour laid on another, ``share`` of 1 being what it covers."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (
        round(a * share + b * (1 - share)) for a, b in zip(front, behind, strict=True)
    )
    return red, green, blue


def tinted(colour: Colour, tint: float) -> Colour:
    """Return a colour made lighter (up to 1) or darker (down to -1)."""
    return mixed(WHITE, colour, tint) if tint > 0 else mixed(BLACK, colour, -tint)


def hex_colour(text: str | None) -> Colour | None:
    """Return the colour that six hexadecimal digits name, or the last six of eight; else None."""
    digits = (text or "").removeprefix("#")[-6:]
    if not re.fullmatch("[0-9A-Fa-f]{6}", digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def css_colour(text: str) -> tuple[Colour, float] | None:
    """Return the colour that CSS or HTML names, and what share of its ground it covers."""
    text = text.strip().lower()
    if text == "transparent":
        return WHITE, 0.0
    if text in _NAMED:
        colour = hex_colour(_NAMED[text])
        return None if colour is None else (colour, 1.0)
    if _HEX.fullmatch(text):
        digits = text.removeprefix("#")
        if len(digits) < 5:
            digits = "".join(2 * each for each in digits)
        colour = hex_colour(digits[:6])
        share = int(digits[6:], 16) / 255 if len(digits) > 6 else 1.0
        return None if colour is None else (colour, share)
    match = _FUNCTION.fullmatch(text)
    return None if match is None else _of_function(match[1], match[2])


def find_css_colour(text: str) -> tuple[Colour, float] | None:
    """Return the first colour among the words of a declaration such as ``background``."""
    for each in re.findall(r"[a-z]{2,9}\([^()]{0,200}\)|[^\s(),]+", text.lower()[:2000]):
        found = css_colour(each) if each[0] == "#" or not each[0].isdigit() else None
        if found is not None:
            return found
    return None


def _of_function(name: str, inside: str) -> tuple[Colour, float] | None:
    found = _PART.findall(inside)
    if len(found) < 3:
        return None
    share = 1.0
    if len(found) > 3:
        share = float(found[3][0]) / (100 if found[3][1] == "%" else 1)
    if name.startswith("rgb"):
        numbers = [float(n) * (2.55 if unit == "%" else 1) for n, unit in found[:3]]
    else:
        turn = {"turn": 360.0, "rad": 57.29578}.get(found[0][1], 1.0)
        hue = float(found[0][0]) * turn % 360
        full, light = (min(max(float(n) / 100, 0.0), 1.0) for n, _ in found[1:3])
        reach = full * min(light, 1 - light)
        places = ((at + hue / 30) % 12 for at in (0, 8, 4))
        numbers = [255 * (light - reach * max(-1, min(k - 3, 9 - k, 1))) for k in places]
    red, green, blue = (min(max(round(each), 0), 255) for each in numbers)
    return (red, green, blue), min(max(share, 0.0), 1.0)


_NAMES = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b
darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f
darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff
dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0
forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520
gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4
indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899
lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32
linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd
mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee
mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970
mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6
olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9
peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399
red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460
seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd
slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c
teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff
whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 windowtext 000000 window ffffff canvas ffffff
canvastext 000000 buttontext 000000 buttonface f0f0f0 infobackground ffffe1
"""
_NAMED = dict(re.findall(r"([a-z]+) ([0-9a-f]{6})", _NAMES))

PICTURED = re.compile(
    r"\s*[\"']?\s*(?:wingdings|webdings|marlett|zapf\s*dingbats|itc zapf|adobe blank|blank|barcode"
    r"|code\s?128|code\s?39)",
    re.IGNORECASE,
)
"""Fonts whose letters are pictures: what a digit shows cannot be told from its code."""
