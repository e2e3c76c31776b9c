"""Reading the mentions of a form: how the written parts state the figures of the tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import zip_longest

from core.figures.address import Address
from core.forms.form import Mention, Terms
from core.forms.form_pattern import FormPattern
from core.forms.keys import Keys

_WORD = re.compile("〔(.*?)〕")


@dataclass(slots=True)
class _Words:
    """The words that a pattern may name, and whether it was tried before."""

    is_proved: bool
    known: dict[str, str] = field(default_factory=dict)

    def read(self, keys: Keys, key: str, pattern: str) -> FormPattern:
        """Read a pattern, its words spelled out. Raises FormError."""
        for word in _WORD.findall(pattern):
            if word not in self.known:
                raise keys.fault(key, f"mention_word 里没有“{word}”")
        wording = FormPattern(_WORD.sub(lambda match: self.known[match[1]], pattern))
        if not self.is_proved:
            try:
                wording.compiled  # noqa: B018  it is compiled now, or never
            except re.error as error:
                raise keys.fault(key, f"“{pattern}”不是能用的式样（{error}）") from error
        return wording


def read_mentions(
    keys: Keys, figures: Collection[Address], *, is_proved: bool
) -> tuple[Mention, ...]:
    """Read ``mention_word`` and ``mention``; raises FormError for whatever does not hold.

    A pattern may name a word of ``mention_word`` as 〔word〕; a word may name earlier words. The
    patterns of a form that was proved are not tried here: compiling them all costs a start much.
    """
    words = _Words(is_proved=is_proved)
    for part in keys.tables("mention_word"):
        name = part.text("name")
        if name in words.known:
            raise part.fault("name", f"“{name}”出现了两次")
        words.known[name] = words.read(part, "pattern", part.text("pattern")).pattern
        part.done()
    found: dict[str, Mention] = {}
    for part in keys.tables("mention"):
        mention = _mention(part, words, figures, found)
        if mention.code in found:
            raise part.fault("code", f"“{mention.code}”出现了两次")
        found[mention.code] = mention
    for mention in found.values():
        for code in (*mention.beside, *mention.not_after):
            if code not in found:
                raise keys.fault("mention", f"{mention.code} 提到的“{code}”这一条没有")
    return tuple(found.values())


def _mention(
    keys: Keys, words: _Words, figures: Collection[Address], earlier: Collection[str]
) -> Mention:
    equals, one_of = keys.texts("equals", ()), keys.texts("one_of", ())
    if bool(equals) == bool(one_of):
        raise keys.fault("equals", "equals 和 one_of 要写一个，也只能写一个")
    sums = [Terms(tuple(_address(keys, "equals", name, figures) for name in equals))]
    if one_of:
        sums = [_terms(keys, text, figures) for text in one_of]
    part_of = keys.texts("part_of", ())
    for code in part_of:
        if code not in earlier:
            raise keys.fault("part_of", f"前面没有“{code}”这一条")
    beside, not_after = keys.texts("beside", ()), keys.texts("not_after", ())
    context = _condition(keys, "context", words)
    if context is None and not part_of and not beside:
        raise keys.fault("context", "context、beside 和 part_of 至少要写一个")
    proved = keys.text("proved", "")
    mention = Mention(
        code=keys.text("code"),
        name=keys.text("name"),
        patterns=_patterns(keys, words),
        sums=tuple(sums),
        mistaken_for=tuple(
            _address(keys, "mistaken_for", n, figures) for n in keys.texts("mistaken_for", ())
        ),
        context=context,
        unless_followed_by=_condition(keys, "unless_followed_by", words),
        part_of=part_of,
        basis=keys.text("basis"),
        beside=beside,
        not_after=not_after,
        unless_preceded_by=_condition(keys, "unless_preceded_by", words),
        only_behind=_condition(keys, "only_behind", words),
        proved=_terms(keys, proved, figures, "proved") if proved else None,
        example=keys.text("example", ""),
        proofs=tuple(_terms(keys, text, figures, "proofs") for text in keys.texts("proofs", ())),
    )
    keys.done()
    return mention


def _patterns(keys: Keys, words: _Words) -> tuple[FormPattern, ...]:
    patterns = tuple(words.read(keys, "patterns", p) for p in keys.texts("patterns"))
    if not patterns:
        raise keys.fault("patterns", "不能是空的")
    for pattern in () if words.is_proved else patterns:
        groups = set(pattern.compiled.groupindex)
        if "n" not in groups or groups - {"n", "last", "next"}:
            raise keys.fault(
                "patterns",
                f"“{pattern.pattern}”要有一个名为 n 的组；此外只能有名为 last、next 的组",
            )
    return patterns


def _condition(keys: Keys, key: str, words: _Words) -> FormPattern | None:
    pattern = keys.text(key, "")
    return words.read(keys, key, pattern) if pattern else None


def _terms(keys: Keys, text: str, figures: Collection[Address], key: str = "one_of") -> Terms:
    """Read «a.b.c», or several such joined by + and -."""
    sides: dict[str, list[Address]] = {"+": [], "-": []}
    words = ["+", *text.split()]
    for sign, name in zip_longest(words[::2], words[1::2], fillvalue=""):
        if sign not in sides:
            raise keys.fault(key, f"“{text}”要写成“数 + 数”或“数 - 数”")
        sides[sign].append(_address(keys, key, name, figures))
    return Terms(tuple(sides["+"]), tuple(sides["-"]))


def _address(keys: Keys, key: str, name: str, figures: Collection[Address]) -> Address:
    address = Address(name)
    if address not in figures:
        raise keys.fault(key, f"表格里没有“{name}”这个数")
    return address
