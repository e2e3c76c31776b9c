"""The numbers that Word puts in front of paragraphs by itself: 一、 （一） 1."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from core.sources.html_tree import Element
from core.sources.package import attribute, child, children, local

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
     "taiwaneseCounting", "taiwaneseCountingThousand"}
)  # fmt: skip
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str


class Numbering:
    """The lists of a document; it counts, so that each paragraph must be asked about in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._styles = {
            attribute(style, "styleId") or "": child(style, "pPr", "numPr")
            for style in children(styles)
            if local(style) == "style"
        }
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        abstract: dict[str, dict[int, _Level]] = {}
        for each in children(numbering):
            if local(each) == "abstractNum":
                abstract[attribute(each, "abstractNumId") or ""] = _levels(each)
            elif local(each) == "num":
                name = attribute(child(each, "abstractNumId"), "val") or ""
                levels = dict(abstract.get(name, {}))
                own = ""
                for override in each:
                    if local(override) == "lvlOverride":
                        own = attribute(each, "numId") or ""
                        levels |= _overridden(override, levels)
                # Lists of one kind count on, but for those that begin anew.
                self._lists[attribute(each, "numId") or ""] = (f"{name}/{own}", levels)

    def mark(self, properties: Element | None) -> str:
        """Return the number of the next paragraph, by its properties; empty where it has none."""
        if (said := attribute(child(properties, "listPr", "t"), "val")) is not None:
            return said  # Word 2003 writes the number itself.
        own = child(properties, "numPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val") or "")
        found = [each for each in (own, style) if each is not None]
        number = next((v for e in found if (v := attribute(child(e, "numId"), "val"))), "")
        depth = next((v for e in found if (v := attribute(child(e, "ilvl"), "val"))), "0")
        if number not in self._lists or depth not in set("012345678"):
            return ""
        name, levels = self._lists[number]
        at = int(depth)
        if at not in levels:
            return ""
        counts = self._counts[name]
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in range(at + 1, _LEVELS):
            counts.pop(deeper, None)

        def count(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            known = levels.get(level)
            return _written(counts.get(level, known.start), known.kind) if known else ""

        if levels[at].kind in {"bullet", "none"}:
            return ""
        return _PLACE.sub(count, levels[at].text)


def _levels(element: Element) -> dict[int, _Level]:
    found = {}
    for level in element:
        depth = attribute(level, "ilvl") or ""
        if local(level) != "lvl" or depth not in set("012345678"):
            continue
        found[int(depth)] = _Level(
            _whole(attribute(child(level, "start"), "val"), 1),
            attribute(child(level, "numFmt"), "val") or "decimal",
            attribute(child(level, "lvlText"), "val") or "",
        )
    return found


def _overridden(override: Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    """Return the levels that one list has otherwise than its kind."""
    changed = _levels(override)
    depth = attribute(override, "ilvl") or ""
    start = attribute(child(override, "startOverride"), "val")
    if start and depth in set("012345678") and int(depth) in levels:
        known = changed.get(int(depth), levels[int(depth)])
        changed[int(depth)] = _Level(_whole(start, 1), known.kind, known.text)
    return changed


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise


def _written(count: int, kind: str) -> str:
    if kind in _CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
        return ten + (_DIGITS[ones] if ones else "")
    if kind == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if kind == "decimalZero":
        return f"{count:02}"
    if kind in {"lowerLetter", "upperLetter"} and 0 < count <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + count - 1)
    return str(count)
