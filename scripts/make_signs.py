#!/usr/bin/env python3
"""Write the signs of all patterns that are sorted out by them: python scripts/make_signs.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.base.atomic import write_bytes
from core.forms.loader import load_forms
from core.forms.pattern_signs import SIGNS_FILE, signs_data
from core.texts.repeats import shipped_topics
from core.texts.terms import shipped_vocabulary


def sorted_patterns() -> Iterator[str]:
    """Yield the patterns of the shipped forms' mentions, of terms, and of what is told twice."""
    for form in load_forms().editions:
        for mention in form.mentions:
            yield from (each.pattern for each in mention.patterns)
    yield from (term.words.pattern for term in shipped_vocabulary().terms)
    for topic in shipped_topics():
        yield from (each.pattern for each in topic.patterns)


def main() -> None:
    """Write the file that ships."""
    write_bytes(SIGNS_FILE, signs_data(sorted_patterns()).encode())


if __name__ == "__main__":
    main()
