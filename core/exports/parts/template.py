"""Templates: every value is escaped, and a name that nobody gave is a fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import resources
from core.exports.parts.measure import HYPHENED, LONG_WORD
from core.exports.parts.title_lines import divide_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_BLANKS = re.compile(r"[ \t]{2,}|\t")
_NUMBER = re.compile(r"[(\[]*[A-Za-z]{0,3}[$+~-]?[0-9][0-9,.:/~%+-]*[)\],;]*")
"""A number, a date, a telephone, with the marks and the currency that touch it."""
_WORD = re.compile("[!-~]+")
_ADDRESS = re.compile("[^/?&=#_.@-]*[/?&=#_.@-]+|[^/?&=#_.@-]+")
_TAB = " " * 4
"""A page knows no stops: a tab is as wide as so many blanks, wherever it stands."""


def render(name: str, values: Mapping[str, object]) -> str:
    """Fill in a template of ``resources/templates``; its filters are those below."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    """Return what compiles the templates, each once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.folder() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["spaces"] = keep_spaces
    environment.filters["words"] = part_words
    environment.filters["title_words"] = part_title
    environment.filters["pixels"] = pixels
    return environment


def keep_spaces(text: str) -> str:
    """Make every space of a run stay: HTML prints several as one, and a tab as one."""
    return _BLANKS.sub(lambda run: " " + "\u00a0" * (len(run[0].replace("\t", _TAB)) - 1), text)


def part_title(text: str) -> Markup:
    """Keep the spaces, and say where a line of a title may end, so that no word is torn."""
    from markupsafe import Markup

    return Markup("<wbr>").join(map(keep_spaces, divide_words(text)))


def part_words(text: str) -> Markup:
    """Keep the spaces, say where a line may end inside an address, and tear no number.

    An address ends a line behind its marks: else it goes down whole, or is torn anywhere.
    """
    from markupsafe import Markup

    pieces, start, kept = [], 0, keep_spaces(text)
    for found in _WORD.finditer(kept):
        word = found[0]
        if HYPHENED.search(word) and _NUMBER.fullmatch(word):
            marked = Markup('<span class="number">{}</span>').format(word)
        elif LONG_WORD.fullmatch(word) and not _NUMBER.fullmatch(word):
            marked = Markup("<wbr>").join(_ADDRESS.findall(word))
        else:
            continue
        pieces += [Markup("{}").format(kept[start : found.start()]), marked]
        start = found.end()
    return Markup("").join([*pieces, kept[start:]])


def pixels(points: float) -> int:
    """Return a length as an HTML attribute says it."""
    return round(points * 96 / 72)
