"""Reading a published report from a file or from pasted text, in this very process.

The front ends read through `core.reading.door`, which leaves the file to a process of its own.
"""

from __future__ import annotations

from pathlib import Path

from core.base.problem import naming
from core.forms.loader import Forms
from core.labels.blocks import named
from core.reading.form_marks import recognise_source
from core.recognition.reading import Reading
from core.sources.file_content import LARGEST, read_content
from core.sources.page_sheets import with_style_sheets
from core.sources.size import bounded
from core.sources.source_blocks import is_plain, other_blocks, plain_blocks
from core.sources.source_kinds import PAGE, TABLE_TEXT, TEXT
from core.sources.text_file import LARGEST as LARGEST_TEXT
from core.sources.text_file import lines_of


def read_source(
    path: Path, forms: Forms, *, organ: str | None = None, year: int | None = None
) -> Reading:
    """Read a report from a file; ``organ`` and ``year`` override what it says.

    Raises Problem where the file cannot be read or is no annual report.
    """
    content, suffix = source_content(path), path.suffix.lower()
    with naming(path.name):
        if is_plain(content, suffix):
            blocks = plain_blocks(content, suffix, forms)
        else:
            blocks = other_blocks(content, suffix)
        return recognise_source(named(blocks, path.name), forms, organ=organ, year=year)


def source_content(path: Path) -> bytes:
    """Return the bytes of a source. Raises Problem where it cannot be read or is too large."""
    suffix = path.suffix.lower()
    is_text = suffix in (*TEXT.suffixes, *TABLE_TEXT.suffixes)
    content = read_content(path, LARGEST_TEXT if is_text else LARGEST)
    return with_style_sheets(content, path) if suffix in PAGE.suffixes else content


def read_text(
    text: str,
    forms: Forms,
    source_name: str,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Reading:
    """Read a report from pasted text; ``source_name`` is what its places are called by.

    Raises Problem where it is no annual report.
    """
    with naming(source_name):
        blocks = named(bounded(lines_of(text)), source_name)
        return recognise_source(blocks, forms, organ=organ, year=year)
