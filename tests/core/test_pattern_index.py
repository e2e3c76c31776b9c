"""Patterns that some words cannot match are left out, and never one that they can."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.form_pattern import FormPattern
from core.forms.pattern_index import PatternIndex
from core.forms.pattern_signs import SIGNS_FILE, digest_of, needs_of, signs_data, work_out
from scripts.make_signs import sorted_patterns
from tests.editions import FORMS

EDITIONS = FORMS.editions
SIGNS = "办理答复结申请收到件份宗起未没有上下年结转公开信息0123年其中共计占%，元维持纠正"


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("办结", ["办", "结"]),
        ("办结|答复", ["办答"]),
        ("(?:已经?)?办[件份]", ["办", "件份"]),
        ("(?P<n>办)+(?:结)*", ["办"]),
        ("办|", []),
        ("[^办]", []),
        (r"\d+", []),
        ("(?!办)结", ["结"]),
        ("(?i)a", []),
        ("(?i:a)b", ["b"]),
        ("(?>办)(?<=办)", ["办"]),
        ("办{0,3}", []),
    ],
)
def test_a_pattern_needs_what_it_cannot_match_without(pattern: str, needs: list[str]) -> None:
    assert {*needs_of(pattern)} == {frozenset(need) for need in needs}


def test_the_signs_that_ship_are_those_of_the_shipped_patterns() -> None:
    """After a change of a pattern: python scripts/make_signs.py."""
    patterns = [*sorted_patterns()]
    assert SIGNS_FILE.read_text("utf-8") == signs_data(patterns)
    assert len({*map(digest_of, patterns)}) == len({*patterns})
    for pattern in patterns:
        assert needs_of(pattern) == work_out(pattern)
        assert FormPattern(pattern).compiled.pattern == pattern


@given(st.text(SIGNS, max_size=24))
def test_no_mention_is_lost(words: str) -> None:
    for form in EDITIONS:
        patterns = [each for mention in form.mentions for each in mention.patterns]
        found = [n for n, each in enumerate(patterns) if each.search(words)]
        assert {*found} <= {*form.mention_index.possible(words)}


def test_every_example_of_a_mention_is_still_found_and_most_patterns_are_not_asked() -> None:
    for form in EDITIONS:
        patterns = [each for mention in form.mentions for each in mention.patterns]
        asked = 0
        examples = [m.example for m in form.mentions if m.example]
        for example in examples:
            words = re.sub("【[^】]*】", "12", example)
            possible = form.mention_index.possible(words)
            found = [n for n, each in enumerate(patterns) if each.search(words)]
            assert {*found} <= {*possible}
            asked += len(possible)
        assert asked < len(examples) * len(patterns) / 4


def test_a_pattern_is_compiled_only_for_words_that_have_its_signs() -> None:
    written = next(each for each in sorted_patterns() if len(needs_of(each)) > 1)
    pattern, lacking = FormPattern(written), "".join(needs_of(written)[0])
    assert pattern.search(lacking) is pattern.match(lacking) is pattern.fullmatch(lacking) is None
    assert not [*pattern.finditer(lacking)]
    assert pattern.sub("", lacking) == lacking
    assert "compiled" not in vars(pattern)
    pattern.search("".join(sign for need in needs_of(written) for sign in need))
    assert "compiled" in vars(pattern)


def test_patterns_come_in_their_order_and_those_without_needs_always() -> None:
    index = PatternIndex([r"\d", "件", "办理?", "[^办]"])
    assert index.possible("办件") == [0, 1, 2, 3]
    assert index.possible("") == [0, 3]
