"""Dividing a source into the sections of the form by their headings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from core.forms.form import Role, Section, TableSection
from core.labels.blocks import LOWEST_LEVEL, Block, Grid, Paragraph, Placed
from core.labels.wording import has_bracketed_number, heading_number, is_figure, key, keys
from core.recognition.running_headings import apart, find_headings

LONGEST_HEADING = 60

_MARKED = 12
"""What a line is worth that its source says is the heading of a section."""
_EXACT, _UNNUMBERED, _ALMOST, _OTHER_NAME, _ALMOST_UNNUMBERED, _BY_TABLE = 10, 8, 6, 5, 4, 2
"""How much a line, or a table in place of one, is worth as a heading."""
_LEAST_OF_TABLE = 0.6
"""The share of a table's labels that tells it from others where no heading does."""


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section as found: its heading and the blocks up to the next one.

    Where only the labels of its table tell the section, ``heading`` is an empty line there.
    ``placed`` are the blocks with their places in the source.
    """

    section: Section
    heading: Paragraph
    misspelt: bool
    placed: tuple[Placed, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks between the heading and the next one."""
        return tuple(each.block for each in self.placed)


@dataclass(frozen=True, slots=True)
class Division:
    """A source divided: what stands before the first heading, and the sections found."""

    before: tuple[Block, ...]
    parts: Mapping[str, FoundSection]


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    heading: Paragraph
    order: int
    worth: int

    @property
    def misspelt(self) -> bool:
        return self.worth in {_ALMOST, _ALMOST_UNNUMBERED}


_Score: TypeAlias = tuple[int, int, int]
"""What headings are worth, how high their source sets them, how many have something below."""


def divide(blocks: Sequence[Block], sections: Sequence[Section]) -> Division:
    """Find the headings, each on a line of its own, in the order of the form.

    Of all lines that may be headings those are taken that together make the most of the form;
    where a table of contents repeats them, those that text follows. A section without one is
    sought where its heading runs into its text, and by the labels of its table.
    """
    placed = [Placed(block, number) for number, block in enumerate(blocks)]
    candidates = _candidates(blocks, sections)
    division = _divide(placed, sections, candidates)
    missing = [section for section in sections if section.id not in division.parts]
    if not missing:
        return division
    lines = _with_headings_apart(placed, missing)
    if len(lines) > len(placed):
        placed, blocks = lines, [each.block for each in lines]
        candidates = _candidates(blocks, sections)
    for section in missing:
        if isinstance(section, TableSection):
            candidates += _tables(blocks, section, sections.index(section))
    return _divide(placed, sections, sorted(candidates, key=lambda each: each.at))


def _divide(
    placed: Sequence[Placed], sections: Sequence[Section], candidates: Sequence[_Candidate]
) -> Division:
    blocks = [each.block for each in placed]
    at_heading = {each.at for each in candidates if each.worth != _BY_TABLE}
    chains: dict[int, tuple[_Score, tuple[_Candidate, ...]]] = {}
    for candidate in candidates:
        before, chain = max(
            (chains[order] for order in chains if order < candidate.order),
            key=lambda each: each[0],
            default=((0, 0, 0), ()),
        )
        level = candidate.heading.level
        score = (
            before[0] + candidate.worth,
            before[1] + (LOWEST_LEVEL - level if 0 < level < LOWEST_LEVEL else 0),
            before[2] + _has_content(blocks, candidate.at, at_heading),
        )
        if candidate.order not in chains or score >= chains[candidate.order][0]:
            chains[candidate.order] = (score, (*chain, candidate))
    _, chain = max(chains.values(), key=lambda each: each[0], default=((0, 0, 0), ()))
    parts = {}
    for number, found in enumerate(chain):
        end = chain[number + 1].at if number + 1 < len(chain) else len(blocks)
        section = sections[found.order]
        inside = tuple(placed[found.at + (found.worth != _BY_TABLE) : end])
        parts[section.id] = FoundSection(section, found.heading, found.misspelt, inside)
    return Division(tuple(blocks[: chain[0].at] if chain else blocks), parts)


def _with_headings_apart(placed: Sequence[Placed], sections: Sequence[Section]) -> list[Placed]:
    """Set headings that run into other words (一、总体情况 2024年……) on lines of their own."""
    found: list[Placed] = []
    for each in placed:
        block = each.block
        spans = find_headings(block.text, sections) if isinstance(block, Paragraph) else []
        if isinstance(block, Grid) or not spans:
            found.append(each)
            continue
        for at, line in apart(block.text, spans):
            found.append(Placed(Paragraph(line, block.place, doubt=block.doubt), each.number, at))
    return found


def _tables(blocks: Sequence[Block], table: TableSection, order: int) -> list[_Candidate]:
    """Find where a table begins that has most of the labels of a form's table."""
    labels = [keys(c.text) for c in table.cells if c.role in {Role.HEAD, Role.LABEL}]
    bands = frozenset().union(*(keys(c.text) for c in table.cells if c.role is Role.BAND))
    known = bands.union(*labels)
    found = []
    at = 0
    while at < len(blocks):
        begin, seen = at, set[str]()
        while at < len(blocks) and _is_part_of(blocks[at], bands, known):
            seen |= _keys_in(blocks[at])
            at += 1
        if sum(bool(each & seen) for each in labels) >= _LEAST_OF_TABLE * len(labels):
            found.append(_Candidate(begin, Paragraph("", blocks[begin].place), order, _BY_TABLE))
        at = max(at, begin + 1)
    return found


def _is_part_of(block: Block, bands: Collection[str], known: Collection[str]) -> bool:
    """Tell whether a block belongs to a table: a grid mostly of its labels, or a band of it.

    Between two grids a band (第二十条第（一）项) may stand as a line of text.
    """
    if isinstance(block, Paragraph):
        is_short = len(block.text) <= LONGEST_HEADING
        return is_short and any(each in bands for each in keys(block.text))
    texts = [cell.text for row in block.rows for cell in row]
    named = [found for text in texts if not is_figure(text) and (found := keys(text))]
    hits = sum(any(each in known for each in found) for found in named)
    return hits > len(named) / 2


def _keys_in(block: Block) -> set[str]:
    if isinstance(block, Paragraph):
        return set()
    return {each for row in block.rows for cell in row for each in keys(cell.text)}


def _candidates(blocks: Sequence[Block], sections: Sequence[Section]) -> list[_Candidate]:
    names = [(key(section.heading), [key(other) for other in section.also]) for section in sections]
    marked = _marked(blocks, sections)
    found = []
    for at, block in enumerate(blocks):
        if at in marked:
            found.append(marked[at])
        if isinstance(block, Grid) or not 0 < len(block.text.strip()) <= LONGEST_HEADING:
            continue
        if has_bracketed_number(block.text):
            continue
        number, line = heading_number(block.text), key(block.text)
        for order, (name, others) in enumerate(names):
            worth = _worth(line, name, others, None if number is None else number == order + 1)
            if worth and all(each.order != order for each in marked.values()):
                found.append(_Candidate(at, block, order, worth))
    return found


def _marked(blocks: Sequence[Block], sections: Sequence[Section]) -> dict[int, _Candidate]:
    """Return the lines of which their source says whose heading they are."""
    orders = {section.id: order for order, section in enumerate(sections)}
    return {
        at: _Candidate(at, block, orders[block.section], _MARKED)
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.section in orders
    }


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


def _has_content(blocks: Sequence[Block], at: int, headings: Collection[int]) -> bool:
    """Tell whether something else than a heading follows."""
    for following in range(at + 1, len(blocks)):
        block = blocks[following]
        if isinstance(block, Grid) or block.text.strip():
            return following not in headings
    return False
