"""How a workbook's styles of tables (套用表格格式) set the letters and grounds of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.sources.colours import Colour
from core.sources.html_tree import Element
from core.sources.package import child, children, local
from core.sources.workbook_looks import BookColours

_WHOLE, _FIRST, _LAST = "wholeTable", "headerRow", "totalRow"
_MOST_PARTS = 60


@dataclass(frozen=True, slots=True)
class StyledPart:
    """A part of a table's style: which, and what it sets; None and nothing where it sets none."""

    kind: str
    letters: Colour | None
    grounds: tuple[Colour, ...]

    def rows(self, first: int, last: int) -> tuple[int, int]:
        """Return the rows that the part may be about, of those of the whole table."""
        if self.kind == _FIRST:
            return first, first
        return (last, last) if self.kind == _LAST else (first, last)


def read_table_styles(
    styles: Element | None, conditional: Sequence[Element], colours: BookColours
) -> Mapping[str, tuple[StyledPart, ...]]:
    """Return the styles of tables that a workbook has of its own, by their names."""
    return {
        style.get("name") or "": tuple(_parts(style, conditional, colours))
        for style in children(styles, "tableStyles")
        if local(style) == "tableStyle"
    }


def _parts(
    style: Element, conditional: Sequence[Element], colours: BookColours
) -> Iterator[StyledPart]:
    found: list[StyledPart] = []
    for each in list(style)[:_MOST_PARTS]:
        number = each.get("dxfId") or ""
        if not number.isdigit() or len(number) > 5 or int(number) >= len(conditional):
            continue
        change = conditional[int(number)]
        letters = colours.of(child(change, "font", "color"))
        grounds = colours.grounds(child(change, "fill"), is_of_condition=True)
        found.append(StyledPart(each.get("type") or "", letters, grounds))
    whole = next((each for each in found if each.kind == _WHOLE), StyledPart("", None, ()))
    for part in found:
        letters, grounds = part.letters or whole.letters, part.grounds or whole.grounds
        if letters is not None or grounds:
            yield StyledPart(part.kind, letters, grounds)
