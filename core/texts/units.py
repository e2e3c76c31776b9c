"""What a reader takes for one piece of a text: a number, a run of characters, a sentence.

Chinese has no spaces between its words, and there is no list of words here. A run of Han characters
goes as far as the next mark, number or 的.
"""

from __future__ import annotations

import re

_UNIT = re.compile(
    r"\d+(?:[,，]\d{3}(?!\d))*(?:[.．]\d+)?[%％‰]?"  # a number whole
    r"|的"
    r"|(?:(?!的)[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々])+"
    r"|[^\W\d_\u3400-\u9fff]+"  # letters of another script
    r"|\n"
    r"|[^\S\n]+"
    r"|.",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)]*|\n|$)")
_NUMBER = re.compile(r"\d")


def unit_at(text: str, at: int) -> tuple[int, int]:
    """Return the number, run, mark or blank to which a character belongs; at the end the last."""
    line = text.rfind("\n", 0, max(at, 0)) + 1
    last = (line, line)
    for match in _UNIT.finditer(text, line):
        if match.end() > at:
            is_new_line = match[0] == "\n" and last[1] > line
            return last if is_new_line else match.span()
        last = match.span()
    return last


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Return the sentence to which a character belongs, without the blanks before it."""
    start = text.rfind("\n", 0, max(at, 0)) + 1
    for match in _SENTENCE.finditer(text, start):
        if match.end() > at or match.end() == len(text) or match[0].endswith("\n"):
            found = match[0].removesuffix("\n")
            if not found and match.start() > start:
                break
            end = match.start() + len(found)
            return end - len(found.lstrip()), end
        start = match.start()
    last = _SENTENCE.match(text, start)
    return last.span() if last else (at, at)


def step_from(text: str, at: int, step: int) -> int:
    """Return where Ctrl and an arrow lead: to the next beginning of a unit, or back to one."""
    blank = " \t\u3000\u00a0"
    if step > 0:
        if at >= len(text):
            return at
        to = max(at + 1, unit_at(text, at)[1])
        while to < len(text) and text[to] in blank:
            to += 1
        return to
    while at > 0 and text[at - 1] in blank:
        at -= 1
    return unit_at(text, at - 1)[0] if at > 0 and text[at - 1] != "\n" else max(0, at - 1)


def part_to_change(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what of a doubtful span is to be written over: its first number where it begins so.

    Of a span over more than a sentence nothing is: the next key would take away too much.
    """
    first = unit_at(text, start)
    if first[0] == start and first[1] <= end and _NUMBER.match(text, start):
        return first
    return (start, start) if sentence_at(text, start)[1] < end else (start, end)
