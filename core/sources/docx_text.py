"""The text that a paragraph of a Word document shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.labels.wording import is_figure
from core.sources.docx_sight import DocxLook, DocxRoom, DocxSight
from core.sources.docx_store import DIFFERS
from core.sources.docx_styles import TextStyles
from core.sources.html_tree import Element
from core.sources.lettering import (
    APART,
    BOUND,
    CHOSEN,
    FAINT,
    NO_TEXT,
    STRUCK,
    lowered,
    raised,
    set_apart,
)
from core.sources.office_theme import OfficeTheme
from core.sources.package import attribute, child, local

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
    remark: str = ""
    """Where the text comes from, where it does not stand in the paragraph."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What tells how letters are set and seen: a document's styles and sight, and the room."""

    styles: TextStyles
    sight: DocxSight
    room: DocxRoom


def shown_in(paragraph: Element, setting: Setting | None = None) -> Shown:
    """Return what a paragraph shows: insertions and fields' results, nothing deleted or hidden."""
    if setting is None:
        styles = TextStyles(None)
        setting = Setting(styles, DocxSight(styles, OfficeTheme()), DocxRoom())
    writer = _Writer(setting, child(paragraph, "pPr"))
    writer.write(paragraph, 0)
    text = _clean(writer.parts)
    return Shown(text, tuple(writer.boxes), writer.remarked(), writer.doubt(text), writer.remark)


def _clean(parts: list[str]) -> str:
    return _CONTROL.sub("", "".join(parts))


class _Writer:
    def __init__(self, setting: Setting, paragraph: Element | None) -> None:
        self._setting = setting
        self._styles = setting.styles
        self._paragraph = paragraph
        self._is_struck = self._has_other = self._is_faint = False
        self.remark = ""
        self._apart: list[str] = []
        self._looks: set[DocxLook] = set()
        """How what has digits in it looks."""
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
        if self._is_faint:
            return FAINT
        if is_figure(text) and not self._is_of_one_look():
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
            if name == "ddList":
                self._choose(each)
                continue
            self._has_other = self._has_other or _shows_other(each, name)
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

    def _choose(self, entries: Element) -> None:
        """Write the entry that is chosen of a field's list; it stands nowhere else."""
        said = [attribute(each, "val") or "" for each in entries if local(each) == "listEntry"]
        chosen = attribute(child(entries, "result"), "val")
        chosen = chosen or attribute(child(entries, "default"), "val") or "0"
        at = int(chosen) if chosen.isdigit() and len(chosen) < 5 else len(said)
        if at < len(said):
            self.parts.append(said[at])
            self.remark = CHOSEN
        else:
            self._has_other = True

    def _run(self, run: Element, depth: int) -> None:
        properties = child(run, "rPr")

        def said(name: str) -> str:
            return self._styles.value(properties, self._paragraph, name) or "0"

        if said("vanish") not in _OFF:
            return
        if said("webHidden") not in _OFF:
            texts = (each.text or "" for each in run if local(each) == "t")
            # It is left out on a screen and printed on paper.
            self._is_faint = self._is_faint or any(map(str.isdigit, "".join(texts)))
            return
        before = len(self.parts)
        self.write(run, depth + 1)
        written = self.parts[before:]
        align = _ALIGNED.get(said("vertAlign"))
        if align is not None:
            self.parts[before:] = map(align, written)
        elif said("position") not in _OFF:
            self._apart += written
        if any(character.isdigit() for part in written for character in part):
            look, is_faint = self._setting.sight.look(
                properties, self._paragraph, self._setting.room
            )
            self._looks.add(look)
            self._is_faint = self._is_faint or is_faint
        if said("strike") not in _OFF or said("dstrike") not in _OFF:
            self._is_struck = self._is_struck or any(part.strip() for part in written)
            self.parts[before:] = map(set_apart, self.parts[before:])

    def _is_of_one_look(self) -> bool:
        first = next(iter(self._looks), None)
        return first is None or all(first.is_like(each) for each in self._looks)

    def _character(self, element: Element, name: str) -> None:
        if name == "t":
            if element.get(DIFFERS) is not None:
                self.remark = BOUND
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


def shows_picture(paragraph: Element) -> bool:
    """Tell whether a picture or a chart stands in a paragraph; a drawn line is none."""
    return any(True for _ in paragraph.iter("{*}blip", "{*}imagedata", "{*}chart"))


def _shows_other(element: Element, name: str) -> bool:
    """Tell whether an element shows what its letters do not tell."""
    if name == "instrText":
        return _PICTURE_FIELD.match(element.text or "") is not None
    if name in _NO_TEXT:
        return not _holds_text(element)
    # What Word shows in a bound control is what its store of data holds.
    return child(element, "sdtPr", "dataBinding") is not None


def _holds_text(element: Element) -> bool:
    """Tell whether a drawing is a text box, which is read by itself."""
    return any(True for _ in element.iter("{*}txbxContent"))
