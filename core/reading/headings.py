"""Dividing a source into the sections of the form by their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.forms.form import Section
from core.reading.blocks import Block, Grid, Paragraph
from core.reading.wording import has_bracketed_number, heading_number, key

LONGEST_HEADING = 60

_EXACT, _UNNUMBERED, _ALMOST, _OTHER_NAME, _ALMOST_UNNUMBERED = 10, 8, 6, 5, 4
"""How much a line is worth as a heading; what follows it breaks ties."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as found: its heading and the blocks up to the next one."""

    section: Section
    heading: Paragraph
    misspelt: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A source divided: what stands before the first heading, and the sections found."""

    before: tuple[Block, ...]
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    heading: Paragraph
    order: int
    worth: int

    @property
    def misspelt(self) -> bool:
        return self.worth in {_ALMOST, _ALMOST_UNNUMBERED}


def divide(blocks: Sequence[Block], sections: Sequence[Section]) -> Division:
    """Find the headings, each on a line of its own, in the order of the form.

    Of all lines that may be headings those are taken that together make the most of the form;
    where a table of contents repeats them, those that text follows.
    """
    candidates = _candidates(blocks, sections)
    at_heading = {candidate.at for candidate in candidates}
    chains: dict[int, tuple[int, tuple[_Candidate, ...]]] = {}
    for candidate in candidates:
        worth, chain = max(
            (chains[order] for order in chains if order < candidate.order),
            key=lambda each: each[0],
            default=(0, ()),
        )
        worth += candidate.worth * 10 + _has_content(blocks, candidate.at, at_heading)
        if worth >= chains.get(candidate.order, (0, ()))[0]:
            chains[candidate.order] = (worth, (*chain, candidate))
    _, chain = max(chains.values(), key=lambda each: each[0], default=(0, ()))
    parts = {}
    for number, found in enumerate(chain):
        end = chain[number + 1].at if number + 1 < len(chain) else len(blocks)
        section = sections[found.order]
        inside = tuple(blocks[found.at + 1 : end])
        parts[section.id] = Part(section, found.heading, found.misspelt, inside)
    return Division(tuple(blocks[: chain[0].at] if chain else blocks), parts)


def _candidates(blocks: Sequence[Block], sections: Sequence[Section]) -> list[_Candidate]:
    names = [(key(section.heading), [key(other) for other in section.also]) for section in sections]
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, Grid) or not 0 < len(block.text.strip()) <= LONGEST_HEADING:
            continue
        if has_bracketed_number(block.text):
            continue
        number, line = heading_number(block.text), key(block.text)
        for order, (name, others) in enumerate(names):
            worth = _worth(line, name, others, None if number is None else number == order + 1)
            if worth:
                found.append(_Candidate(at, block, order, worth))
    return found


def _worth(line: str, name: str, others: Sequence[str], right_number: bool | None) -> int:
    """Weigh a line as a heading; ``right_number`` is None where it bears no number."""
    if line == name:
        return _EXACT if right_number else _UNNUMBERED
    if line in others:
        return _EXACT if right_number else _OTHER_NAME
    if right_number:
        return _ALMOST if any(_alike(line, each, 0.75) for each in (name, *others)) else 0
    if right_number is None and len(line) >= 8:
        return _ALMOST_UNNUMBERED if any(_alike(line, e, 0.9) for e in (name, *others)) else 0
    return 0


def _alike(line: str, name: str, least: float) -> bool:
    """Tell whether a line is a name but for a few letters."""
    common = least * (len(line) + len(name)) / 2
    # Most lines fall through here, and comparing letter by letter is slow.
    if min(len(line), len(name)) < common or sum(each in name for each in line) < common:
        return False
    return SequenceMatcher(None, line, name).ratio() >= least


def _has_content(blocks: Sequence[Block], at: int, headings: set[int]) -> bool:
    """Tell whether something else than a heading follows."""
    for following in range(at + 1, len(blocks)):
        block = blocks[following]
        if isinstance(block, Grid) or block.text.strip():
            return following not in headings
    return False
