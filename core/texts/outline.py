"""What a written part is made of: headings, required parts where it has them, length."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from core.figures.number_words import in_words
from core.forms.form import TextSection
from core.texts.headings import Level, heading_of, without_mark

_LINE = re.compile(r"[^\n]*")
_BARE_HEADING = re.compile(
    r"[^。，,;；:：\d]{0,18}(?:公开|申请|管理|平台|建设|监督|保障|考核|情况|工作|方面)[。:：]?"
)
"""A short line by itself, as Word leaves one whose automatic number it kept."""


class PartPresence(enum.Enum):
    """How much of a required part is there."""

    WRITTEN = "written"
    HEADING_ALONE = "heading alone"
    WITHOUT_HEADING = "without heading"
    """The text speaks of it, but not under a heading of its own."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text. ``start`` and ``lead`` bound its words, ``end`` what stands under it.

    ``characters`` count that without white space, the heading included.
    """

    title: str
    level: Level
    start: int
    lead: int
    end: int
    characters: int
    is_bare: bool
    """Whether nothing is written under it."""


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part that the text must cover, and the heading under which it stands, if any."""

    name: str
    presence: PartPresence
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The required parts in their official order, and every other heading as it stands."""

    parts: tuple[OutlinePart, ...]
    others: tuple[Heading, ...]
    characters: int


def count_characters(text: str) -> int:
    """Count the characters of a text as offices do: white space does not count."""
    return len("".join(text.split()))


def read_outline(section: TextSection, text: str) -> Outline:
    """Read the outline of a written part."""
    wanted = section.parts
    lines = _lines(text, bare=bool(wanted))
    chosen: dict[str, int] = {}
    for number, line in enumerate(lines):
        title = without_mark(line.title)
        fitting = (name for name in wanted if name not in chosen and wanted[name].search(title))
        name = next(fitting, None)
        if name is not None and (line.level <= Level.SECOND or not chosen):
            chosen[name] = number
    # A line without a mark is a heading only where it names a required part.
    mine = set(chosen.values())
    kept = [n for n, line in enumerate(lines) if line.level is not Level.BODY or n in mine]
    depth = min((lines[n].level for n in mine), default=Level.SECOND)
    headings = {n: _measured(text, lines, n, [k for k in kept if k > n], mine, depth) for n in kept}
    return Outline(
        tuple(_part(name, headings.get(chosen.get(name, -1)), wanted, text) for name in wanted),
        tuple(headings[n] for n in kept if n not in mine),
        count_characters(text),
    )


def is_only_begun(section: TextSection, text: str) -> bool:
    """Tell whether a written part has a required part, or nothing at all, but for headings."""
    return _is_only_begun(text, tuple(section.parts.items()))


@lru_cache(maxsize=16)
def _is_only_begun(text: str, parts: tuple[tuple[str, re.Pattern[str]], ...]) -> bool:
    """Read the outline once for each text: a digit in a table changes none."""
    section = TextSection("", "", "", parts=MappingProxyType(dict(parts)))
    if any(p.presence is PartPresence.HEADING_ALONE for p in read_outline(section, text).parts):
        return True
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    # What is numbered lower, as （1）公开目录, may be all that there is to say.
    return all(
        level in {Level.FIRST, Level.SECOND} and lead == len(line)
        for line, (level, lead) in ((line, heading_of(line)) for line in lines)
    )


def missing_heading(section: TextSection, text: str, name: str) -> tuple[int, str, int]:
    """Return where the heading of a missing part belongs, what to insert, and its caret.

    The caret is where one writes on, counted in the text with the heading in it.
    """
    outline = read_outline(section, text)
    names = [part.name for part in outline.parts]
    number = names.index(name)
    placed = [part.heading for part in outline.parts if part.heading]
    before = [p.heading for p in outline.parts[:number] if p.heading]
    after = [p.heading for p in outline.parts[number + 1 :] if p.heading]
    if before:
        at = max(heading.end for heading in before)
    elif after:
        at = min(heading.start for heading in after)
        at = text.rfind("\n", 0, at) + 1
    else:
        at = len(text)
    while at > 0 and not before and not after and text[at - 1] == "\n":
        at -= 1
    level = placed[0].level if placed else Level.SECOND
    words = _mark(level, number + 1) + name
    lead = "\n" if at > 0 and text[at - 1] != "\n" else ""
    tail = "\n" if at == len(text) or text[at] != "\n" else ""
    # Behind the heading comes its own empty line, in front of what follows.
    more = "\n" if tail and at < len(text) else ""
    return at, f"{lead}{words}{tail}{more}", at + len(lead) + len(words) + 1


def _lines(text: str, *, bare: bool) -> list[Heading]:
    """Return the lines that are headings, or might be, before it is known what is under them."""
    found = []
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        level, lead = heading_of(line)
        if not lead and bare and level is Level.BODY and _BARE_HEADING.fullmatch(line):
            lead = len(line)
        if lead:
            title = line[:lead].rstrip("。：；:;")
            found.append(Heading(title, level, start, start + lead, start + lead, 0, True))
    return found


def _measured(
    text: str, lines: list[Heading], number: int, later: list[int], mine: set[int], depth: Level
) -> Heading:
    """Find where a heading's text ends: at the next one as high, or at the next required part."""
    heading = lines[number]
    level = depth if number in mine else heading.level
    end = next(
        (lines[k].start for k in later if k in mine or Level.BODY < lines[k].level <= level),
        len(text),
    )
    end = text.rfind("\n", 0, end) + 1 if end < len(text) else end
    under = text[heading.lead : end]
    return replace(
        heading,
        end=end,
        characters=count_characters(text[heading.start : end]),
        is_bare=not under.strip(),
    )


def _part(
    name: str, heading: Heading | None, wanted: Mapping[str, re.Pattern[str]], text: str
) -> OutlinePart:
    if heading is not None:
        presence = PartPresence.HEADING_ALONE if heading.is_bare else PartPresence.WRITTEN
        return OutlinePart(name, presence, heading)
    if wanted[name].search("".join(text.split())):
        return OutlinePart(name, PartPresence.WITHOUT_HEADING)
    return OutlinePart(name, PartPresence.MISSING)


def _mark(level: Level, number: int) -> str:
    numeral = in_words(number)
    return {
        Level.BODY: "",
        Level.FIRST: f"{numeral}、",
        Level.SECOND: f"（{numeral}）",
        Level.THIRD: f"{number}.",
        Level.FOURTH: f"（{number}）",
    }[level]
