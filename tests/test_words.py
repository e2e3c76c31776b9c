"""docs/words.md names places that are there, and each word once."""

from __future__ import annotations

import re

from tests.house import MODULES, ROOT

PAGE = (ROOT / "docs/words.md").read_text("utf-8")
LINES = re.findall(r"^\| (?!word)([^|-][^|]*) \|.*\| `([a-z_.]+)` \|$", PAGE, re.MULTILINE)


def test_each_word_lives_where_the_page_says() -> None:
    assert len(LINES) > 70
    assert [place for _word, place in LINES if place not in MODULES] == []


def test_no_word_is_told_twice() -> None:
    words = [word for words, _place in LINES for word in words.split(", ")]
    assert sorted(words) == sorted(set(words))
