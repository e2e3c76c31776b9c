"""How large a source may be: counted before anything is built of it, and again when it is."""

from __future__ import annotations

import re

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Grid

MOST_TAGS = 1_000_000
"""Tags of one part of a package, their ends included; a report's largest part has some 30,000."""
MOST_PAGE_TAGS = 400_000
"""Tags of a web page; one saved from Word has some 30,000."""
MOST_ATTRIBUTES = 500
"""Attributes of one tag. lxml holds each against all others of its tag: 300,000 take minutes."""
MOST_BLOCKS = 100_000
"""Paragraphs and tables; a report has some hundred."""
MOST_CELLS = 400_000
"""Cells of all tables together; a report has some six hundred."""
MOST_CHARACTERS = 6_000_000
"""Of all texts as they are shown: a text that is stored once may be shown in every cell."""

# Each step takes what it can and never gives it back, as the parsers do. A tag is matched whole,
# so that no sign is looked at more than twice, whatever is written.
_ATTRIBUTE = r"[\s/]*+[^\s=>/]++(?>\s*+=\s*+(?>\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?+"
_TAG = rf"<[A-Za-z_][^\s/>]*+(?:{_ATTRIBUTE})*+"


def is_crowded(markup: str | bytes, most_tags: int) -> bool:
    """Tell whether markup has more tags, or more attributes in one, than a report ever has.

    The bytes may be in any encoding whose signs of markup have the bytes of ASCII among theirs.
    """
    # Byte by byte the signs are the same ones in every encoding that we read.
    text = markup if isinstance(markup, str) else markup.decode("latin-1")
    if text.count("<") > most_tags:
        return True
    return any(
        sum(1 for _ in _ATTRIBUTES.finditer(tag[0])) > 1 + MOST_ATTRIBUTES  # and the name itself
        for tag in _TAGS.finditer(text)
        if tag.end() - tag.start() > 2 * MOST_ATTRIBUTES
    )


_TAGS, _ATTRIBUTES = re.compile(_TAG), re.compile(_ATTRIBUTE)


def bounded(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a source. Raises Problem where they are more than a report ever has."""
    cells = characters = 0
    for block in blocks if len(blocks) <= MOST_BLOCKS else ():
        if isinstance(block, Grid):
            for row in block.rows:
                cells += len(row)
                characters += sum(len(cell.text) for cell in row)
        else:
            characters += len(block.text)
    if len(blocks) > MOST_BLOCKS or cells > MOST_CELLS or characters > MOST_CHARACTERS:
        raise too_much()
    return blocks


def too_much() -> SourceProblem:
    """Say that a source holds more than any report."""
    return SourceProblem(
        "的内容太多，不像是一份年报，没有读入。"
        "请把年报单独另存为一份文件（只要文字的话，存为.txt），再读取。"
    )
