"""The style sheets of a web page: which of their rules hold for an element, and what they declare.

Where it cannot be told whether a rule holds, as beside siblings or for :nth-child, it is taken to
hold: what it hides is then in doubt. Rules for print and for phones are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_SELECTORS = 50_000
_MOST_STEPS = 4_000_000
"""Parts of selectors held against elements of one page."""
_LONGEST_SELECTOR = 400
_MOST_CLASSES = 40
"""Names of styles of one element."""

_PIECE = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|[{}]", re.DOTALL)
_DECLARATION = re.compile(
    r"(-{0,2}[a-z][\w-]{0,60})\s{0,20}:((?:\"[^\"]*+\"?|'[^']*+'?|\([^)]{0,300}+\)?|[^;\"'(])*+)"
    r"(?:;|$)",
    re.IGNORECASE,
)
_COMMENT_BEGIN, _COMMENT_END = "/*", "*/"
_SIMPLE = re.compile(
    r"(?P<tag>\*|[a-z][\w-]*)|(?P<mark>[.#])(?P<name>(?:[\w-]|[^\x00-\x7f]|\\.)+)"
    r"|\[(?P<attribute>[^\]]*)\]|(?P<pseudo>::?[\w-]+)(?P<of>\((?:[^()]|\([^()]*\))*\))?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\s*([\w:-]+)\s*(?:([~|^$*]?=)\s*[\"']?(.*?)[\"']?\s*(?:[is]\s*)?)?")
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_IN_SOME_MOMENT = frozenset(
    {":hover", ":focus", ":active", ":visited", ":target", ":focus-within", ":focus-visible",
     "::selection", "::placeholder", "::marker", "::first-letter", "::first-line",
     "::backdrop", ":checked", ":disabled"}
)  # fmt: skip
_BESIDE = frozenset({":before", "::before", ":after", "::after"})
_HOLDS_OTHERS = re.compile(r"@(?:media|supports|layer|container|scope|document)\b", re.IGNORECASE)
_FOR_OTHERS = re.compile(
    r"max-(?:device-)?(?:width|height)|prefers-|orientation|\bnot\s|[<>]", re.IGNORECASE
)


class Styled(Protocol):
    """What is needed of an element of a page."""

    tag: str

    def get(self, name: str, /) -> str | None:
        """Return an attribute, or None."""

    def getparent(self) -> Styled | None:
        """Return the element that this one stands in."""


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    names: frozenset[str]
    identifier: str
    attributes: tuple[tuple[str, str, str], ...]
    combinator: str
    """What stands between this and the one before it: a blank, >, + or ~."""

    def holds(self, element: Styled) -> bool:
        """Tell whether an element is one of these, as far as that can be told."""
        return (
            self.tag in {"", "*", element.tag}
            and (not self.identifier or self.identifier == element.get("id"))
            and (not self.names or self.names <= classes(element))
            and all(_has(element, *each) for each in self.attributes)
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[_Compound, ...]
    """From the element's own one outwards."""
    rank: tuple[int, int, int]
    order: int
    declared: Mapping[str, tuple[str, bool]]


def classes(element: Styled) -> frozenset[str]:
    """Return the names of styles that an element has."""
    named = (element.get("class") or "").split(maxsplit=_MOST_CLASSES)[:_MOST_CLASSES]
    return frozenset(named)


def declarations(style: str) -> dict[str, tuple[str, bool]]:
    """Return what a style declares, by name: the value, and whether it is important."""
    found: dict[str, tuple[str, bool]] = {}
    for match in _DECLARATION.finditer(style):
        name, value = match[1], match[2].strip()
        name = name if name.startswith("--") else name.lower()
        value, mark, last = value.rpartition("!")
        is_important = bool(mark) and last.strip().lower() == "important"
        value = value.strip() if is_important else f"{value}{mark}{last}"
        if value and not (name in found and found[name][1] and not is_important):
            found[name] = value, is_important
    return found


class StyleSheets:
    """The rules of a page's style sheets, looked up by element."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        self._beside: list[_Rule] = []
        self._steps = self._count = 0
        for sheet in sheets:
            for selectors, style in _rules(_without_comments(sheet)):
                declared = declarations(style)
                for each in _divided(selectors) if declared else ():
                    self._add(each, declared)

    @property
    def is_whole(self) -> bool:
        """Tell whether all rules were taken in and held against elements."""
        return self._count <= MOST_SELECTORS and self._steps <= _MOST_STEPS

    def declared(self, element: Styled) -> dict[str, tuple[str, bool]]:
        """Return what holds for an element by the sheets alone, the strongest of each name."""
        return self._strongest(self._rules_of(element))

    def all_declared(self, element: Styled) -> Iterator[tuple[str, str]]:
        """Yield what any rule declares for an element, stronger ones regardless."""
        for rule in self._rules_of(element):
            yield from ((name, value) for name, (value, _) in rule.declared.items())

    def contents(self, element: Styled) -> Iterator[str]:
        """Yield what the sheets put before and behind an element's own text."""
        for rule in self._beside:
            if self._holds(rule, element):
                yield rule.declared["content"][0]

    def _rules_of(self, element: Styled) -> list[_Rule]:
        if not self._by_key:
            return []
        keys = [f".{name}" for name in classes(element)]
        keys += [f"#{element.get('id')}", str(element.tag), "*"]
        found = [rule for key in keys for rule in self._by_key.get(key, ())]
        return [rule for rule in found if self._holds(rule, element)]

    @staticmethod
    def _strongest(rules: list[_Rule]) -> dict[str, tuple[str, bool]]:
        found: dict[str, tuple[str, bool]] = {}
        for rule in sorted(rules, key=lambda each: (each.rank, each.order)):
            for name, (value, is_important) in rule.declared.items():
                if is_important or name not in found or not found[name][1]:
                    found[name] = value, is_important
        return found

    def _add(self, selector: str, declared: Mapping[str, tuple[str, bool]]) -> None:
        self._count += 1
        parsed = _parsed(selector) if self._count <= MOST_SELECTORS else None
        if parsed is None:
            return
        compounds, rank, is_beside = parsed
        rule = _Rule(compounds, rank, self._count, declared)
        if is_beside:
            if "content" in declared and _says_something(declared["content"][0]):
                self._beside.append(rule)
            return
        own = compounds[0]
        name = min(own.names, default="")
        key = f"#{own.identifier}" if own.identifier else f".{name}" if name else own.tag or "*"
        self._by_key[key].append(rule)

    def _holds(self, rule: _Rule, element: Styled) -> bool:
        if not rule.compounds[0].holds(element):
            self._steps += 1
            return False
        return self._stands_in(rule.compounds, 0, element)

    def _stands_in(self, compounds: tuple[_Compound, ...], at: int, element: Styled) -> bool:
        """Tell whether what is around an element that the part ``at`` names fits the others."""
        while at + 1 < len(compounds) and compounds[at].combinator in {"+", "~"}:
            at += 1  # Of what stands beside it nothing is asked.
        if at + 1 == len(compounds):
            return True
        is_direct = compounds[at].combinator == ">"
        around = element.getparent()
        while around is not None:
            self._steps += 1
            if self._steps > _MOST_STEPS:
                return True
            if compounds[at + 1].holds(around) and self._stands_in(compounds, at + 1, around):
                return True
            if is_direct:
                return False
            around = around.getparent()
        return False


def _has(element: Styled, name: str, how: str, wanted: str) -> bool:
    value = element.get(name)
    if value is None:
        return False
    match how:
        case "=":
            return value == wanted
        case "~=":
            return wanted in value.split()
        case "^=":
            return value.startswith(wanted)
        case "$=":
            return value.endswith(wanted)
        case "|=":
            return value.split("-")[0] == wanted
        case "*=":
            return wanted in value
    return True


def _says_something(content: str) -> bool:
    """Tell whether a ``content`` may show a digit, or what changes the number beside it."""
    if re.search(r"\b(?:counters?|attr|url|var)\s*\(", content):
        return True
    spelt = re.sub(
        r"\\([0-9a-fA-F]{1,6})\s?",
        lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else "",
        content,
    )
    return bool(re.search(r"[\d〇零一二三四五六七八九十百千万亿萬億.,%％‰+−-]", spelt))


def _parsed(selector: str) -> tuple[tuple[_Compound, ...], tuple[int, int, int], bool] | None:
    """Return a selector's parts, how strong it is, and whether it is for what stands beside.

    None where it cannot hold on paper.
    """
    selector = selector.strip()
    if not selector or len(selector) > _LONGEST_SELECTOR:
        return None
    compounds: list[_Compound] = []
    at, combinator, is_beside = 0, "", False
    strength = _Strength()
    while at < len(selector):
        begin = at
        parts = []
        while match := _SIMPLE.match(selector, at):
            parts.append(match)
            at = match.end()
        pseudos = [each["pseudo"].lower() for each in parts if each["pseudo"]]
        if at == begin or not _IN_SOME_MOMENT.isdisjoint(pseudos):
            return None
        is_beside = is_beside or not _BESIDE.isdisjoint(pseudos)
        compounds.append(_compound(parts, combinator, strength))
        gap = _COMBINATOR.match(selector, at)
        if gap is None and at < len(selector):
            return None
        if gap is not None:
            at, combinator = gap.end(), gap[1] or " "
    rank = (strength.identifiers, strength.names, strength.tags)
    return tuple(reversed(compounds)), rank, is_beside


@dataclass(slots=True)
class _Strength:
    identifiers: int = 0
    names: int = 0
    tags: int = 0


def _compound(parts: Sequence[re.Match[str]], combinator: str, strength: _Strength) -> _Compound:
    tag = identifier = ""
    names: set[str] = set()
    attributes: list[tuple[str, str, str]] = []
    for match in parts:
        if match["tag"]:
            tag = match["tag"].lower()
            strength.tags += tag != "*"
        elif match["mark"] == "#":
            identifier = match["name"]
            strength.identifiers += 1
        else:
            strength.names += 1
            if match["mark"]:
                names.add(match["name"].replace("\\", ""))
            elif (match["pseudo"] or "").lower() == ":root":
                tag = tag or "html"
            elif own := _ATTRIBUTE.fullmatch(match["attribute"] or ""):
                attributes.append((own[1].lower(), own[2] or "", own[3] or ""))
    return _Compound(tag, frozenset(names), identifier, tuple(attributes), combinator)


def _divided(selectors: str) -> list[str]:
    """Return the selectors of a list, without what nesting (&) refers to."""
    if "(" not in selectors:
        return selectors.replace("&", "").split(",")
    return (
        re.sub(r"\([^()]{0,200}\)", lambda match: match[0].replace(",", "\x00"), selectors)
        .replace("&", "")
        .split(",")
    )


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors with what is declared for them."""
    open_rules: list[str | None] = []
    """The selectors that are open; None for what is left out, an empty text for what holds all."""
    start = 0
    for match in _PIECE.finditer(sheet):
        sign = match[0]
        if sign == "{":
            prelude = sheet[start : match.start()]
            head, _, last = prelude.rpartition(";")
            if open_rules and open_rules[-1] and head:
                yield open_rules[-1], head
            open_rules.append(_opened(last.strip(), open_rules))
            start = match.end()
        elif sign == "}":
            if open_rules:
                selectors = open_rules.pop()
                if selectors:
                    yield selectors, sheet[start : match.start()]
            start = match.end()
    if open_rules and open_rules[-1]:
        yield open_rules[-1], sheet[start:]


def _opened(prelude: str, around: list[str | None]) -> str | None:
    if around and around[-1] is None:
        return None
    if not prelude.startswith("@"):
        return prelude
    if not _HOLDS_OTHERS.match(prelude) or _FOR_OTHERS.search(prelude):
        return None
    is_for_print = "print" in prelude and "screen" not in prelude and "all" not in prelude
    return None if is_for_print else ""


def _without_comments(sheet: str) -> str:
    """Return a sheet without its comments, and the marks that hide it from old browsers."""
    parts = []
    for number, part in enumerate(sheet.split(_COMMENT_BEGIN)):
        parts.append(part.partition(_COMMENT_END)[2] if number else part)
    return "".join(parts).replace("<!--", "").replace("-->", "")
