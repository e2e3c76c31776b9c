"""The tables at the head of a Rich Text file, which its text points into by number."""

from __future__ import annotations

import re

from core.sources.rtf_words import CHARACTER_SETS, CODE_PAGES

_HEADING = re.compile(r"heading ([1-9]);", re.IGNORECASE)
_SHADES = ("red", "green", "blue")


class RtfTables:
    """Fonts with their sets of characters, colours, and the heading levels of styles."""

    def __init__(self) -> None:
        self.levels: dict[int, str] = {}
        """Of each style that is a heading."""
        self._sets: dict[int, str] = {}
        self._colours: list[str] = []
        self._colour: dict[str, int] = {}
        self._style = 0

    def take_font(self, font: int, word: str, value: int) -> None:
        """Take in what a font says of its set of characters."""
        if word in {"fcharset", "cpg"}:
            known = CHARACTER_SETS if word == "fcharset" else CODE_PAGES
            if value in known:
                self._sets[font] = known[value]

    def take_colour(self, word: str, value: int) -> None:
        """Take in a shade of the colour that ends next."""
        if word in _SHADES:
            self._colour[word] = min(max(value, 0), 255)

    def end_colour(self) -> None:
        """Put the colour down; one of which nothing was said is the usual one."""
        made = (f"{self._colour.get(name, 0):02X}" for name in _SHADES)
        self._colours.append("".join(made) if self._colour else "")
        self._colour = {}

    def take_style(self, word: str, value: int) -> None:
        """Take in the number of a style, or the level that it says itself."""
        if word == "s":
            self._style = value
        elif word == "outlinelevel":
            self.levels[self._style] = str(value)

    def take_style_name(self, text: str) -> None:
        """Take the level of a style from its name, where it says none itself."""
        if named := _HEADING.match(text):
            self.levels.setdefault(self._style, str(int(named[1]) - 1))

    def character_set(self, font: int) -> str:
        """Return the codec of a font; empty where it has none of its own."""
        return self._sets.get(font, "")

    def colour(self, number: int) -> str:
        """Return a colour as six hexadecimal digits; empty for the usual one."""
        return self._colours[number] if 0 <= number < len(self._colours) else ""
