"""What the styles of a Word document say of its letters and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.sources.html_tree import Element
from core.sources.package import attribute, child, children, local

_LONGEST_DESCENT = 12
"""Styles that are based on others in turn; Word takes no more than ten."""


class TextStyles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, styles: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._usual = ""
        for style in children(styles):
            name = attribute(style, "styleId")
            if local(style) != "style" or not name:
                continue
            self._styles[name] = style
            is_usual = attribute(style, "default") in {"1", "true", "on"}
            if is_usual and attribute(style, "type") == "paragraph":
                self._usual = name
        self._defaults = child(styles, "docDefaults", "rPrDefault", "rPr")

    def value(self, run: Element | None, paragraph: Element | None, name: str) -> str | None:
        """Return what holds for a run: its own, its style's or its paragraph's; None for nothing.

        What is just switched on has the value 1.
        """
        element = self.element(run, paragraph, name)
        return None if element is None else attribute(element, "val") or "1"

    def element(
        self,
        run: Element | None,
        paragraph: Element | None,
        name: str,
        of_table: Sequence[Element] = (),
    ) -> Element | None:
        """Return the element that says something of a run's letters, from wherever it holds."""
        found = child(run, name)
        own = attribute(child(run, "rStyle"), "val")
        for style in (own, attribute(child(paragraph, "pStyle"), "val") or self._usual):
            for each in self.descent(style) if found is None else ():
                found = child(each, "rPr", name)
                if found is not None:
                    break
        for each in of_table if found is None else ():
            found = child(each, name)
            if found is not None:
                break
        return child(self._defaults, name) if found is None else found

    def of_paragraph(self, paragraph: Element | None, name: str) -> Element | None:
        """Return what the style of a paragraph says of it as a whole."""
        style = attribute(child(paragraph, "pStyle"), "val") or self._usual
        found = (child(each, "pPr", name) for each in self.descent(style))
        return next((each for each in found if each is not None), None)

    def descent(self, style: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on in turn."""
        for _ in range(_LONGEST_DESCENT):
            if style is None or style not in self._styles:
                return
            yield self._styles[style]
            style = attribute(child(self._styles[style], "basedOn"), "val")
