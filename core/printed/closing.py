"""The lines that sign a text (落款): whose it is, and the day below it, each alone in its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.printed.measures import CHARACTERS, INDENT
from core.printed.page import PrintedParagraph
from core.texts.headings import Level

_DAY = re.compile(
    r"(?:[12][0-9]{3}|[12〇零○Ｏ一二三四五六七八九]{4})年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_OF_SENTENCES = re.compile("[。；：，？！]")


def closing_of(paragraphs: Sequence[PrintedParagraph]) -> int:
    """Return how many of the last paragraphs sign a text; none where no day stands last."""
    if not paragraphs or not _DAY.fullmatch("".join(paragraphs[-1].text.split())):
        return 0
    return 1 + (len(paragraphs) > 1 and _is_name(paragraphs[-2]))


def _is_name(paragraph: PrintedParagraph) -> bool:
    text = paragraph.text
    return (
        0 < len(text) <= CHARACTERS - INDENT
        and paragraph.level is Level.BODY
        and not _OF_SENTENCES.search(text)
    )
