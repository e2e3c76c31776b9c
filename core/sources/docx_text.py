"""The text that a paragraph of a Word document shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.labels.wording import is_figure
from core.sources.html_grid import Element
from core.sources.lettering import APART, NO_TEXT, STRUCK, lowered, raised, set_apart
from core.sources.package import attribute, child, children, local

_UNSEEN = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "sdtPr",
     "footnoteReference", "endnoteReference", "commentReference", "annotationRef", "fldData"}
)  # fmt: skip
_REMARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_BREAKS = frozenset({"br", "cr"})
_NO_TEXT = frozenset({"drawing", "pict", "object", "sSup", "sSub", "sSubSup", "f", "rad", "nary"})
"""Pictures, and of formulas what is not just one letter behind the other."""
_PICTURE_FIELD = re.compile(r"\s*EQ\b", re.IGNORECASE)
_ALIGNED = {"superscript": raised, "subscript": lowered}
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 60
_LONGEST_DESCENT = 12
"""Styles that are based on others in turn; Word takes no more than ten."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph's text, lines by line feeds, and the text boxes that hang on it.

    ``remarked`` are the comments (批注) on it: the identifier of each, and the words it is about.
    """

    text: str
    boxes: tuple[Element, ...]
    remarked: tuple[tuple[str, str], ...] = ()
    doubt: str = ""


class TextStyles:
    """What the styles of a document say of how letters are set."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = {
            attribute(style, "styleId") or "": style
            for style in children(styles)
            if local(style) == "style"
        }

    def value(self, run: Element | None, paragraph: Element | None, name: str) -> str | None:
        """Return what holds for a run: its own, its style's or its paragraph's; None for nothing.

        What is just switched on has the value 1.
        """
        found = _value(run, name)
        for style in (child(run, "rStyle"), child(paragraph, "pStyle")):
            if found is None:
                found = self._inherited(attribute(style, "val"), name)
        return found

    def _inherited(self, style: str | None, name: str) -> str | None:
        for _ in range(_LONGEST_DESCENT):
            if style not in self._styles:
                break
            found = _value(child(self._styles[style], "rPr"), name)
            if found is not None:
                return found
            style = attribute(child(self._styles[style], "basedOn"), "val")
        return None


def _value(properties: Element | None, name: str) -> str | None:
    element = child(properties, name)
    return None if element is None else attribute(element, "val") or "1"


def shown_in(paragraph: Element, styles: TextStyles | None = None) -> Shown:
    """Return what a paragraph shows: insertions and fields' results, nothing deleted or hidden."""
    writer = _Writer(styles or TextStyles(None), child(paragraph, "pPr"))
    writer.write(paragraph, 0)
    text = _clean(writer.parts)
    return Shown(text, tuple(writer.boxes), writer.remarked(), writer.doubt(text))


def _clean(parts: list[str]) -> str:
    return _CONTROL.sub("", "".join(parts))


class _Writer:
    def __init__(self, styles: TextStyles, paragraph: Element | None) -> None:
        self._styles = styles
        self._paragraph = paragraph
        self._is_struck = self._has_other = False
        self._apart: list[str] = []
        self._looks: set[tuple[str, ...]] = set()
        """The sizes and colours of what has digits in it."""
        self.parts: list[str] = []
        self.boxes: list[Element] = []
        self._remarks: dict[str, list[int]] = {}
        """Between which of the parts each comment stands, as far as that was met."""

    def remarked(self) -> tuple[tuple[str, str], ...]:
        """Return the comments, each with the words that it is about."""
        found = []
        for name, ends in self._remarks.items():
            end = ends[1] if len(ends) > 1 else len(self.parts)
            found.append((name, _clean(self.parts[ends[0] : end]).strip()))
        return tuple(found)

    def doubt(self, text: str) -> str:
        """Say why a figure in a cell with this text would be in doubt."""
        if self._is_struck:
            return STRUCK
        if self._has_other and not self.boxes:
            return NO_TEXT
        if len(self._looks) > 1 and is_figure(text):
            return APART
        apart = "".join("".join(self._apart).split())
        return APART if apart and apart != "".join(text.split()) else ""

    def write(self, element: Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for each in element:
            name = local(each)
            if name in _REMARKS:
                self._remarks.setdefault(attribute(each, "id") or "", []).append(len(self.parts))
            is_field = name == "instrText" and _PICTURE_FIELD.match(each.text or "")
            if name == "ddList" or child(each, "sdtPr", "dataBinding") is not None:
                # What Word shows is the entry chosen, or what its store of data holds.
                self._has_other = True
            if is_field or (name in _NO_TEXT and not _holds_text(each)):
                self._has_other = True
            if name in _UNSEEN:
                continue
            if name == "txbxContent":
                self.boxes.append(each)
            elif name == "AlternateContent":
                # The same thing for newer and for older programs.
                version = child(each, "Choice")
                version = version if version is not None else child(each, "Fallback")
                if version is not None:
                    self.write(version, depth + 1)
            elif name == "sdt" and child(each, "sdtPr", "showingPlcHdr") is not None:
                continue  # What asks for a text is not one.
            elif name == "r":
                self._run(each, depth)
            else:
                self._character(each, name)
                self.write(each, depth + 1)

    def _run(self, run: Element, depth: int) -> None:
        properties = child(run, "rPr")

        def said(name: str) -> str:
            return self._styles.value(properties, self._paragraph, name) or "0"

        if said("vanish") not in _OFF or said("webHidden") not in _OFF:
            return
        before = len(self.parts)
        self.write(run, depth + 1)
        written = self.parts[before:]
        align = _ALIGNED.get(said("vertAlign"))
        if align is not None:
            self.parts[before:] = map(align, written)
        elif said("position") not in _OFF or said("color").upper() == "FFFFFF":
            self._apart += written
        if any(character.isdigit() for part in written for character in part):
            self._looks.add((said("sz"), said("color").upper(), *self._told(properties)))
        if said("strike") not in _OFF or said("dstrike") not in _OFF:
            self._is_struck = self._is_struck or any(part.strip() for part in written)
            self.parts[before:] = map(set_apart, self.parts[before:])

    def _told(self, properties: Element | None) -> Iterator[str]:
        """Yield a run's own colours by their names in the theme, and that of its ground."""
        colour = child(properties, "color")
        for name in ("themeColor", "themeTint", "themeShade"):
            yield attribute(colour, name) or ""
        yield attribute(child(properties, "shd"), "fill") or ""

    def _character(self, element: Element, name: str) -> None:
        if name == "t":
            self.parts.append((element.text or "").replace("\n", " "))
        elif name in {"tab", "ptab"}:
            self.parts.append("\t")
        elif name in _BREAKS:
            self.parts.append("\n")
        elif name == "noBreakHyphen":
            self.parts.append("-")
        elif name == "sym":
            # A picture of some font of symbols: what it shows cannot be told from its code.
            self.parts.append("\ufffd")


def _holds_text(element: Element) -> bool:
    """Tell whether a drawing is a text box, which is read by itself."""
    return any(True for _ in element.iter("{*}txbxContent"))
