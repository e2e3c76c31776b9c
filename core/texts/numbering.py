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


def find_wrong_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a number lacks the one before it, or stands twice; with what is wrong."""
    yield from _headings(text)
    yield from _items(text)


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
