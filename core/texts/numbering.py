"""Numbers of headings and lists that skip one or come twice (一是…三是, （二） without （一）)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.figures.number_words import in_words, number_of_words

_HEADING = re.compile(
    r"^[ \t\u3000]*(?:[（(](?P<second>[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<third>\d{1,2})[.．、](?!\d))",
    re.MULTILINE,
)
_ITEM = re.compile(
    r"(?:^|(?<=[，。；：、,;:\s）)]))(?P<item>[一二三四五六七八九十]{1,2})是", re.MULTILINE
)
_LIST_BREAK = re.compile(
    r"^[ \t\u3000]*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六]、)", re.MULTILINE
)


_FIRST = re.compile("一(?:是|要|方面|来|则)|首先|第一|其一|1[.、)）]|①")
_ANNOUNCED = re.compile(
    r"(?P<count>[一二两三四五六七八九])个?(?:点|方面|条|项|类|层面|环节|重点)"
    r"[\u4e00-\u9fff]{0,8}[：:]\s*(?=一是)"
)
"""How many items a text says that it will tell: 还有三点不足：一是…"""


def find_wrong_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a number lacks the one before it, or stands twice; with what is wrong."""
    yield from _headings(text)
    yield from _items(text)
    yield from _announced(text)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    seen: dict[str, int] = {}
    every = list(_HEADING.finditer(text))
    if len(every) < 2:  # a text of one heading may be a part of a whole
        return
    for match in every:
        level = "second" if match["second"] else "third"
        words = match[level]
        number = number_of_words(words) if level == "second" else int(words)
        if number is None or number == 0:
            continue
        last = seen.get(level, 0)
        start, end = match.span(level)
        lacking = number > 1 and number != last + 1 and not _stands(text, level, number - 1, start)
        if lacking:
            name = _mark(level, number - 1)
            yield start, end, f"序号到了“{_mark(level, number)}”，前面没有“{name}”"
        elif number == last:
            yield start, end, f"序号“{_mark(level, number)}”写了两次"
        seen[level] = number
        if level == "second":
            seen["third"] = 0


def _stands(text: str, level: str, number: int, before: int) -> bool:
    """Tell whether a number stands anywhere before a place, in the middle of a line too."""
    words = in_words(number)
    sign = (
        rf"[（(]{words}[）)]|{words}[、是]" if level == "second" else rf"(?<!\d){number}[.．、）)]"
    )
    return re.search(sign, text[:before]) is not None


def _mark(level: str, number: int) -> str:
    return f"（{in_words(number)}）" if level == "second" else f"{number}."


def _items(text: str) -> Iterator[tuple[int, int, str]]:
    """Go through 一是, 二是 …: a list within a list comes back to the outer one's number."""
    breaks = [match.start() for match in _LIST_BREAK.finditer(text)]
    outer: list[int] = []
    for match in _ITEM.finditer(text):
        while breaks and breaks[0] < match.start():
            breaks.pop(0)
            outer.clear()
        number = number_of_words(match["item"]) or "一二三四五六七八九".find(match["item"]) + 1
        if number == 0:
            continue
        if number == 1 or not outer:
            line = text.rfind("\n", 0, match.start()) + 1
            if number == 2 and not _FIRST.search(text, line, match.start()):
                yield match.start("item"), match.end(), "有“二是”，前面没有“一是”"
            outer.append(number)
            continue
        levels = [level for level, last in enumerate(outer) if last + 1 == number]
        if levels:
            del outer[levels[-1] :]
        else:
            last = outer[-1]
            now, before = f"{in_words(number)}是", f"{in_words(last)}是"
            wrong = f"“{now}”写了两次" if number == last else f"“{before}”以后是“{now}”，序号不连"
            if number >= last:
                yield match.start("item"), match.end(), wrong
            outer.pop()
        outer.append(number)


def _announced(text: str) -> Iterator[tuple[int, int, str]]:
    """Hold how many items a sentence announces against those that follow, of one list alone."""
    for match in _ANNOUNCED.finditer(text):
        end = text.find("\n", match.end())
        last = 0
        for item in _ITEM.finditer(text, match.end() - 1, len(text) if end < 0 else end):
            number = number_of_words(item["item"]) or "一二三四五六七八九".find(item["item"]) + 1
            if number != last + 1:
                break
            last = number
        count = "一二三四五六七八九".find(match["count"].replace("两", "二")) + 1
        if last != count and last > 1 and not _restarts(text, match.end(), end):
            start = match.start("count")
            yield (
                start,
                match.end() - 1,
                f"这里说有{in_words(count)}项，后面写到“{in_words(last)}是”",
            )


def _restarts(text: str, start: int, end: int) -> bool:
    """Tell whether another list begins in the rest of the line, or one within the list."""
    return len(re.findall("一是", text[start : None if end < 0 else end])) > 1
