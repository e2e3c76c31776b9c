"""The text that a paragraph of a Word document shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.reading.html_grid import Element
from core.reading.package import attribute, child, local

_UNSEEN = frozenset(
    {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "sdtPr",
     "footnoteReference", "endnoteReference", "commentReference", "annotationRef", "fldData"}
)  # fmt: skip
_REMARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_BREAKS = frozenset({"br", "cr"})
_OFF = frozenset({"0", "false", "off", "none"})
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 60
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph's text, lines by line feeds, and the text boxes that hang on it.

    ``remarked`` are the comments (批注) on it: the identifier of each, and the words it is about.
    """

    text: str
    boxes: tuple[Element, ...]
    remarked: tuple[tuple[str, str], ...] = ()


def shown_in(paragraph: Element) -> Shown:
    """Return what a paragraph shows: insertions and fields' results, nothing deleted or hidden."""
    writer = _Writer()
    writer.write(paragraph, 0)
    return Shown(_clean(writer.parts), tuple(writer.boxes), writer.remarked())


def _clean(parts: list[str]) -> str:
    return _CONTROL.sub("", "".join(parts))


class _Writer:
    def __init__(self) -> None:
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

    def write(self, element: Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for each in element:
            name = local(each)
            if name in _REMARKS:
                self._remarks.setdefault(attribute(each, "id") or "", []).append(len(self.parts))
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
        if _is_on(properties, "vanish") or _is_on(properties, "webHidden"):
            return
        before = len(self.parts)
        self.write(run, depth + 1)
        if attribute(child(properties, "vertAlign"), "val") == "superscript":
            # 16 with a raised 2 is no 162: the mark stays a mark.
            self.parts[before:] = [part.translate(_SUPERSCRIPTS) for part in self.parts[before:]]
        if _is_on(properties, "strike") or _is_on(properties, "dstrike"):
            # Struck out beside what took its place: never one number with it.
            self.parts[before:] = [" ", *self.parts[before:], " "]

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


def _is_on(properties: Element | None, name: str) -> bool:
    element = child(properties, name)
    return element is not None and (attribute(element, "val") or "1") not in _OFF
