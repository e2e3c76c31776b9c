"""The terms by which a number in a text is known for a cell's, whatever their order."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

import resources
from core.forms.form_pattern import FormPattern
from core.forms.keys import Keys


@dataclass(frozen=True, slots=True)
class Domain:
    """A kind of thing that is counted (申请, 复议): what names it, its units, its small words.

    ``needs`` is what the clause must speak of besides, or its sentence, if the clause says nothing
    of ``unless``. Words of ``doubtful`` are small words too, but make the number one that only its
    neighbours can prove.
    """

    name: str
    cue: FormPattern
    unit: FormPattern
    needs: FormPattern | None
    unless: FormPattern | None
    small: FormPattern
    doubtful: FormPattern | None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that name a cell: the code of its mention in each domain.

    A ``is_clear`` term names its cell without any other word about its domain.
    """

    cells: Mapping[str, str]
    words: FormPattern
    also: FormPattern | None
    beside: FormPattern | None
    """What the clause must say too."""
    only_behind: FormPattern | None
    is_clear: bool
    is_doubtful: bool
    is_plain: bool
    """Whether it means its cell whatever follows (新收, where 收到 may count last year's too)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All domains and terms, and one pattern that finds every cue in its order."""

    domains: Mapping[str, Domain]
    terms: tuple[Term, ...]
    cues: FormPattern
    general: FormPattern
    """Small words of every domain."""
    scopes: FormPattern
    """Words in the sentence before that make what is told behind them doubtful."""


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the terms that ship with the program; raises FormError for what does not hold."""
    file = resources.folder() / "rules" / "terms.toml"
    keys = Keys(file, "", tomllib.loads(file.read_text("utf-8")))
    scopes = FormPattern(keys.text("scopes"))
    general = keys.texts("fillers")
    domains: dict[str, Domain] = {}
    own: dict[str, tuple[str, ...]] = {}
    cues = []
    for part in keys.tables("domain"):
        name, cue = part.text("name"), part.text("cue")
        like = part.text("same_as", "")
        if like and like not in domains:
            raise part.fault("same_as", f"前面没有“{like}”这一类")
        own[name] = own[like] if like else part.texts("fillers", ())
        unless = part.text("unless", "")
        needs, doubtful = part.text("needs", ""), part.texts("doubtful", ())
        domains[name] = Domain(
            name,
            FormPattern(cue),
            FormPattern(part.text("unit", "件")),
            domains[like].needs if like else FormPattern(needs) if needs else None,
            domains[like].unless if like else FormPattern(unless) if unless else None,
            _any_of((*general, *own[name])),
            _any_of(doubtful) if doubtful else None,
        )
        cues.append((name, cue))
        part.done()
    terms = tuple(_term(part, domains) for part in keys.tables("term"))
    keys.done()
    # The longest name of a kind first: 复议后起诉 is neither 复议 nor 起诉.
    cues.sort(key=lambda each: each[0] in {"直接起诉", "复议后起诉"}, reverse=True)
    found = "|".join(f"(?P<d{list(domains).index(name)}>{cue})" for name, cue in cues)
    return Vocabulary(domains, terms, FormPattern(found), _any_of(general), scopes)


def _term(part: Keys, domains: Collection[str]) -> Term:
    table = part.table("cells")
    cells = {name: table.text(name) for name in table.names()}
    for name in cells:
        if name not in domains:
            raise part.fault("cells", f"没有“{name}”这一类")
    marks = part.texts("marks", ())
    if not set(marks) <= {"clear", "doubtful", "plain"}:
        raise part.fault("marks", "只能写 clear、doubtful、plain")
    also, behind = part.texts("also", ()), part.text("only_behind", "")
    beside = part.text("with", "")
    term = Term(
        cells,
        FormPattern("|".join(part.texts("words"))),
        _any_of(also) if also else None,
        FormPattern(beside) if beside else None,
        FormPattern(behind) if behind else None,
        "clear" in marks,
        "doubtful" in marks,
        "plain" in marks,
    )
    part.done()
    return term


def _any_of(words: tuple[str, ...]) -> FormPattern:
    return FormPattern("|".join(sorted(words, key=len, reverse=True)))
