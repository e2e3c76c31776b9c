"""Text from elsewhere as plain text: what Word and web pages leave in it is taken out.

This is for the moment of pasting alone. What somebody typed is never cleaned.
"""

from __future__ import annotations

import re

from core.texts.text_tables import find_tables

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""Word writes a line break inside a paragraph as a vertical tab, a page break as a form feed."""
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"  # soft hyphens, marks of no width
    "|[\ufff9-\ufffc]"  # the places of pictures and notes
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f]"  # marks of fields and cells
    "|[\ud800-\udfff]"  # halves of characters
)
_BULLET = re.compile(r"^[ \t]*(?:[\uf020-\uf0ff][ \t]*|[•●■◆▪◦·][ \t]*(?=\S)|o\t)", re.MULTILINE)
"""Bullets are private characters of the fonts Symbol and Wingdings, or look like these."""
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_INDENT = re.compile(r"^[ \t\u3000]+")
_TRAILING = re.compile(r"[ \t\u3000]+$")


def clean_paste(text: str) -> str:
    """Return a pasted text as plain paragraphs.

    Rows of a table stay lines with tabs between their cells, the empty ones too. Indents fall
    away, because the page sets its own; a text that is but a piece of a line keeps its spaces.
    """
    text = _LINE_END.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _PRIVATE.sub("", _BULLET.sub("", text))
    if "\n" not in text:
        return text.lstrip("\u3000")
    lines = text.split("\n")
    in_table = {row for table in find_tables(lines) for row in range(table.first, table.end)}
    return "\n".join(
        line if number in in_table else _TRAILING.sub("", _INDENT.sub("", line))
        for number, line in enumerate(lines)
    )
