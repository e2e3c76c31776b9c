"""Elements of WordprocessingML, as the Word export builds them.

Imports python-docx, so that only the function that writes a Word file may import this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from core.exports.parts.measure import HYPHENED

_PIECES = re.compile(f"(\t|{HYPHENED.pattern})")
_SIGNS = {"\t": "tab", "-": "noBreakHyphen"}
"""What stands in a text as an element: the tab, and a number's hyphen, which ends no line."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(name: str, *children: BaseOxmlElement, **attributes: str | float) -> BaseOxmlElement:
    """Return the element ``w:name`` with attributes of the same namespace."""
    element: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def twips(points: float) -> int:
    """Return a length in twentieths of a point, the unit of most lengths in a Word file."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return a size of type as a Word file says it."""
    return round(points * 2)


def type_size(points: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Return what sets the size of type, of Chinese and Latin and of other scripts."""
    return make("sz", val=half_points(points)), make("szCs", val=half_points(points))


def paragraph(properties: Iterable[BaseOxmlElement], *runs: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph; its properties must come in the order that the format prescribes."""
    return make("p", make("pPr", *properties), *runs)


def keep_to_next(paragraph: BaseOxmlElement) -> None:
    """Keep a paragraph to what follows: who signs never stands on a page of its own."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        named = properties.find(qn("w:pStyle"))
        properties.insert(0 if named is None else 1, make("keepNext"))


def run(lines: Iterable[str], *properties: BaseOxmlElement, style: str = "") -> BaseOxmlElement:
    """Return a run of text in lines, with every space and tab of it kept, and no number torn.

    The hint tells Word that marks of punctuation which Latin text has too, such as “ ” and …,
    are Chinese ones here.
    """
    named = [make("rStyle", val=style)] if style else []
    hint = make("rFonts", hint="eastAsia")
    whole = make("r", make("rPr", *named, hint, *properties))
    for number, line in enumerate(lines):
        if number:
            whole.append(make("br"))
        for at, piece in enumerate(_PIECES.split(line)):
            if at % 2:
                whole.append(make(_SIGNS[piece]))
            elif piece:
                text = make("t")
                text.set(_SPACE, "preserve")
                text.text = piece
                whole.append(text)
    return whole
