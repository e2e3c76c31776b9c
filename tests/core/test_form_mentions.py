"""A wrong mention in a form file is refused, and the message names the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from core.figures.address import Address
from core.forms.form import Form, Terms
from core.forms.keys import FormError
from core.forms.loader import load_form

WORD = """
[[mention_word]]
name = "n"
pattern = '(?P<n>[0-9]+)'
"""
MENTION = """
[[mention]]
code = "M1"
name = "新收"
patterns = ['收到〔n〕件']
equals = ["applications.received.total"]
context = '申请'
basis = "表三"
"""
RECEIVED = "applications.received.total"
EQUALS = f'equals = ["{RECEIVED}"]'
CONTEXT = "context = '申请'"
PATTERNS = "['收到〔n〕件']"


def load_with(folder: Path, more: str) -> Form:
    shipped = (resources.folder() / "forms" / "2021.toml").read_text("utf-8")
    own = shipped[: shipped.index("[[mention_word]]")]
    file = folder / "trial.toml"
    file.write_text(own + more, "utf-8")
    return load_form(file)


def test_a_sound_mention_is_read(tmp_path: Path) -> None:
    (mention,) = load_with(tmp_path, WORD + MENTION).mentions
    assert mention.patterns[0].search("收到12件")
    assert mention.sums == (Terms((Address(RECEIVED),)),)


def test_one_of_may_add_up_and_take_off(tmp_path: Path) -> None:
    several = f'one_of = ["{RECEIVED}", "{RECEIVED} + {RECEIVED} - applications.carried_in.total"]'
    text = WORD + MENTION.replace(f'equals = ["{RECEIVED}"]', several)
    (mention,) = load_with(tmp_path, text).mentions
    received, carried = Address(RECEIVED), Address("applications.carried_in.total")
    assert mention.sums[1] == Terms((received, received), (carried,))


def test_a_form_needs_no_mentions(tmp_path: Path) -> None:
    assert load_with(tmp_path, "").mentions == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ('basis = "表三"', 'basis = "表三"\nwhy = "?"', "why", "不认识这个键"),
        ('basis = "表三"', "", "basis", "缺少这个键"),
        (RECEIVED, "applications.received.no", "equals", "没有“applications.received.no”"),
        (PATTERNS, "['收到(〔n〕件']", "patterns", "不是能用的式样"),
        (PATTERNS, "['收到〔m〕件']", "patterns", "没有“m”"),
        (PATTERNS, "['收到件']", "patterns", "名为 n 的组"),
        (PATTERNS, "['(?P<m>收到)〔n〕件']", "patterns", "名为 n 的组"),
        (PATTERNS, "[]", "patterns", "不能是空的"),
        (CONTEXT, "context = '['", "context", "不是能用的式样"),
        (CONTEXT, CONTEXT + "\nunless_followed_by = '*'", "unless_followed_by", "式样"),
        (CONTEXT, "", "context", "至少要写一个"),
        (CONTEXT, 'part_of = ["M0"]', "part_of", "没有“M0”"),
        (EQUALS, EQUALS + "\none_of = ['x']", "equals", "只能写一个"),
        (EQUALS, "", "equals", "要写一个"),
        (EQUALS, f'one_of = ["{RECEIVED} {RECEIVED}"]', "one_of", "数 + 数"),
        (EQUALS, f'one_of = ["{RECEIVED} +"]', "one_of", "没有“”"),
        (CONTEXT, CONTEXT + '\nmistaken_for = ["y"]', "mistaken_for", "没有“y”"),
    ],
)
def test_a_wrong_mention_is_refused(
    tmp_path: Path, old: str, new: str, key: str, fault: str
) -> None:
    text = WORD + MENTION
    assert old in text
    with pytest.raises(FormError) as refused:
        load_with(tmp_path, text.replace(old, new))
    assert (refused.value.file.name, refused.value.key) == ("trial.toml", f"mention[1].{key}")
    assert fault in refused.value.fault


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (WORD + WORD, "mention_word[2].name"),
        (WORD + MENTION + MENTION, "mention[2].code"),
        (WORD.replace("+", "(+"), "mention_word[1].pattern"),
        (WORD + "also = 1", "mention_word[1].also"),
    ],
)
def test_a_repeated_name_or_a_wrong_word_is_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(FormError) as refused:
        load_with(tmp_path, text)
    assert refused.value.key == key
