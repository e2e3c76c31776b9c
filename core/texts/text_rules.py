"""The rules about a text in itself, as data: read from ``resources/rules/texts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from core.forms.keys import FormError, Keys
from core.report.finding import Severity

_LISTS = ("signs", "not_after", "not_before", "organs", "places", "words")


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule: its code, what it says and why, and one example that passes and one that fails.

    ``lists`` are the words that its check needs, by name.
    """

    code: str
    name: str
    severity: Severity
    basis: str
    advice: str
    check: str
    passes: str
    fails: str
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BuiltInRule:
    """What the list of rules says of a rule that the program itself checks, and its examples."""

    code: str
    name: str
    severity: Severity
    basis: str
    section: str
    passes: str
    fails: str


def read_text_rules(file: Path) -> tuple[TextRule, ...]:
    """Read a file of rules; raises FormError for whatever does not hold."""
    keys = Keys(file, "", tomllib.loads(file.read_text("utf-8")))
    found: dict[str, TextRule] = {}
    keys.entries("listed")
    for part in keys.tables("rule"):
        severity = _severity(part)
        rule = TextRule(
            code=part.text("code"),
            name=part.text("name"),
            severity=severity,
            basis=part.text("basis"),
            advice=part.text("advice"),
            check=part.text("check"),
            passes=part.text("passes").replace("￤", "\n"),
            fails=part.text("fails").replace("￤", "\n"),
            lists={name: _words(part, name) for name in _LISTS if part.has(name)},
        )
        part.done()
        if rule.code in found:
            raise part.fault("code", f"“{rule.code}”出现了两次")
        found[rule.code] = rule
    keys.done()
    if not found:
        raise FormError(file, "rule", "一条规则也没有")
    return tuple(found.values())


@cache
def shipped_text_rules() -> tuple[TextRule, ...]:
    """Return the rules that ship with the program."""
    return read_text_rules(resources.folder() / "rules" / "texts.toml")


@cache
def built_in_rules() -> tuple[BuiltInRule, ...]:
    """Return what the shipped file says of the rules that the program itself checks."""
    file = resources.folder() / "rules" / "texts.toml"
    keys = Keys(file, "", tomllib.loads(file.read_text("utf-8")))
    found = []
    for part in keys.tables("listed"):
        found.append(
            BuiltInRule(
                code=part.text("code"),
                name=part.text("name"),
                severity=_severity(part),
                basis=part.text("basis"),
                section=part.text("section", "overview"),
                passes=part.text("passes"),
                fails=part.text("fails", ""),
            )
        )
        part.done()
    return tuple(found)


def _severity(keys: Keys) -> Severity:
    word = keys.text("severity")
    if word not in {each.value for each in Severity}:
        raise keys.fault("severity", f"没有“{word}”这一种轻重")
    return Severity(word)


def _words(keys: Keys, name: str) -> tuple[str, ...]:
    if name in {"signs", "places"}:
        return tuple(keys.text(name))
    return keys.texts(name)
