"""Slips of the pen in a text: words written twice, marks without their other half, no full stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from core.report.finding import Finding, Spot
from core.report.text_repair import TextRepair
from core.texts.clauses import Prose
from core.texts.numbering import find_wrong_numbers
from core.texts.private import (
    find_bank_cards,
    find_home_addresses,
    find_identity_numbers,
    find_mobile_numbers,
)
from core.texts.text_rules import TextRule

Slip = tuple[int, int, str]
"""Where a slip stands in the text, and what is wrong."""

_TWICE = re.compile(
    r"(?P<word>[一二三四五六七八九十]是|(?![一二三四五六七八九十零])[\u4e00-\u9fff]{2,4}?)(?P=word)+"
)
_PAIRS = MappingProxyType({"（": "）", "《": "》", "“": "”", "【": "】", "〔": "〕"})
_CLOSING = MappingProxyType({shut: opening for opening, shut in _PAIRS.items()})
_NAMES = MappingProxyType({
    "（": "左括号", "）": "右括号", "《": "左书名号", "》": "右书名号",
    "“": "左引号", "”": "右引号",
    "【": "左方括号", "】": "右方括号", "〔": "左六角括号", "〕": "右六角括号",
})  # fmt: skip
_ENUMERATES = re.compile(
    r"(?:^|[\s，。；：、,;:（(])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$"
)
_BRACKETED = re.compile("（[一二三四五六七八九十]{1,3}）")
"""A text that numbers like this does not number 一） too."""
_MARK = re.compile(f"[{re.escape(''.join((*_PAIRS, *_CLOSING, '()')))}]")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff》”）])[,;:?!](?=[\u4e00-\u9fff《“（])")
_FULL = MappingProxyType(dict(zip(",;:?!", "，；：？！", strict=True)))
_RADICALS = re.compile("[\u2e80-\u2fdf]")
"""Radicals as Unicode has them apart from the characters that they look like."""
_UNFINISHED = "，、,；;"


def find_doubled(text: str, rule: TextRule) -> Iterator[Slip]:
    """Find a word, or one of a few signs, that is written twice in a row."""
    words = rule.lists.get("words", ())
    for match in _TWICE.finditer(text):
        around = text[match.start() : match.end() + 4]
        own = match.start() > 0 and text[match.start() - 1] in rule.lists.get("organs", "")
        if not any(
            around.startswith(word) and (own or not word.startswith("政府")) for word in words
        ):
            word = match["word"]
            # However often it stands there, it is one slip, and the first two show it.
            end = match.start() + 2 * len(word)
            more = f"，一共{len(match[0]) // len(word)}遍" if end < match.end() else ""
            yield match.start(), end, f"“{word}”接连写了两遍{more}"
    for match in _doubled_signs(rule.lists["signs"], rule.lists["places"]).finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() : match.end() + 4]
        if match["sign"] and (
            before in rule.lists["not_after"]
            or any(after.startswith(word) for word in rule.lists["not_before"])
        ):
            continue
        yield match.start(), match.end(), f"“{match[0][0]}”接连写了两遍"


@cache
def _doubled_signs(signs: tuple[str, ...], places: tuple[str, ...]) -> re.Pattern[str]:
    sign, place = "".join(signs), "".join(places)
    return re.compile(
        rf"(?=[{sign}{place}])"
        rf"(?:(?P<sign>[{sign}])(?P=sign)|(?P<place>[{place}])(?P=place)(?=(?:人民)?政府))"
    )


def find_unpaired(text: str, _rule: TextRule) -> Iterator[Slip]:
    """Find a bracket or quotation mark whose other half is not in the same paragraph."""
    start = 0
    brackets_numbers = _BRACKETED.search(text) is not None
    for line in text.split("\n"):
        open_marks: list[tuple[str, int]] = []
        for match in _MARK.finditer(line):
            at, sign = match.start(), match[0]
            mark = {"(": "（", ")": "）"}.get(sign, sign)
            if mark in _PAIRS:
                open_marks.append((mark, at))
            elif mark in _CLOSING:
                if open_marks and open_marks[-1][0] == _CLOSING[mark]:
                    open_marks.pop()
                elif not (
                    mark == "）"
                    and _ENUMERATES.search(line[:at])
                    and not (brackets_numbers and line[at - 1] in "一二三四五六七八九十")
                ):
                    yield start + at, start + at + 1, f"{_NAMES[mark]}没有配对"
                    open_marks.clear()
        for mark, at in open_marks[:1]:
            yield start + at, start + at + 1, f"{_NAMES[mark]}没有配对"
        start += len(line) + 1


def find_half_width(text: str, _rule: TextRule) -> Iterator[Slip]:
    """Find the first half-width mark between two Han characters, and say how many there are."""
    found = list(_HALF_WIDTH.finditer(text))
    if found:
        sign, more = found[0][0], f"，这一部分共有{len(found)}处" if len(found) > 1 else ""
        at = found[0].start()
        yield at, at + 1, f"“{sign}”是半角标点，应当是“{_FULL[sign]}”{more}"


def find_no_ending(text: str, _rule: TextRule) -> Iterator[Slip]:
    """Find that the last sentence breaks off."""
    end = len(text.rstrip())
    if end and text[end - 1] in _UNFINISHED:
        yield end - 1, end, f"这一部分以“{text[end - 1]}”结尾，好像没有写完"


@cache
def _spelt(pairs: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the wrong spellings: most texts have none."""
    return re.compile("|".join(re.escape(pair.partition("=")[0]) for pair in pairs))


def find_misspelt(text: str, rule: TextRule) -> Iterator[Slip]:
    """Find words that are known to be misspelt, and say how they are spelt."""
    if not _spelt(rule.lists["words"]).search(text):
        return
    for pair in rule.lists["words"]:
        wrong, _, right = pair.partition("=")
        at = text.find(wrong)
        while at >= 0:
            yield at, at + len(wrong), f"“{wrong}”应当是“{right}”"
            at = text.find(wrong, at + len(wrong))


def find_look_alikes(text: str, _rule: TextRule) -> Iterator[Slip]:
    """Find the first radical that looks like a Han character, and say how many there are."""
    found = list(_RADICALS.finditer(text))
    if found:
        sign, more = found[0][0], f"，这一部分共有{len(found)}处" if len(found) > 1 else ""
        likely = unicodedata.normalize("NFKC", sign)
        right = f"，应当是“{likely}”" if likely != sign else ""
        yield found[0].start(), found[0].end(), f"“{sign}”是部首字符{right}{more}"


CHECKS: Mapping[str, Callable[[str, TextRule], Iterator[Slip]]] = MappingProxyType({
    "doubled": find_doubled,
    "pairs": find_unpaired,
    "half_width": find_half_width,
    "numbering": lambda text, _rule: find_wrong_numbers(text),
    "ending": find_no_ending,
    "identity_number": lambda text, _rule: find_identity_numbers(text),
    "mobile_number": lambda text, _rule: find_mobile_numbers(text),
    "misspelt": find_misspelt,
    "look_alike": find_look_alikes,
    "home_address": lambda text, _rule: find_home_addresses(text),
    "bank_card": lambda text, _rule: find_bank_cards(text),
})  # fmt: skip


def check_slips(prose: Prose, rules: tuple[TextRule, ...]) -> Iterator[Finding]:
    """Tell the slips of a written part, rule by rule."""
    for rule in rules:
        for start, end, message in CHECKS[rule.check](prose.text, rule):
            begin = max(0, prose.text.rfind("\n", 0, start) + 1, start - 8)
            stop = prose.text.find("\n", end)
            quote = prose.text[begin : min(end + 8, len(prose.text) if stop < 0 else stop)].strip()
            yield Finding(
                code=rule.code,
                severity=rule.severity,
                section=prose.section,
                message=f"“{quote}”：{message}。",
                advice=rule.advice,
                spot=Spot(prose.section, start, end),
                about=prose.text[start:end],
                basis=rule.basis,
                repair=_repair(prose, rule, start, end),
            )


def _repair(prose: Prose, rule: TextRule, start: int, end: int) -> TextRepair | None:
    """Return what puts a slip right, where there is one way only."""
    old = prose.text[start:end]
    if rule.check == "doubled":  # the second of two equal words goes
        middle = (start + end) // 2
        return TextRepair(prose.section, middle, end, prose.text[middle:end], "")
    new = ""
    if rule.check == "half_width":
        new = _FULL[old]
    elif rule.check == "look_alike":
        new = unicodedata.normalize("NFKC", old)
    elif rule.check == "misspelt":
        pairs = (pair.partition("=") for pair in rule.lists["words"])
        new = next(right for wrong, _, right in pairs if wrong == old)
    return TextRepair(prose.section, start, end, old, new) if new not in {"", old} else None
