"""A written part cut into clauses, in a plain spelling that leads back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.report.finding import Spot

_SPELLING = tuple(zip("０１２３４５６７８９％（）：；．！？", "0123456789%():;.!?", strict=True))
_BLANK = " \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000"
_VISIBLE = re.compile(
    rf"(?:[^{_BLANK}\u200b-\u200f\u2060\ufeff]+"
    # A blank between two digits keeps two numbers apart, unless it divides one by thousands.
    rf"|(?<=[\d％%.])[{_BLANK}](?=[{_BLANK}]*\d))+"
)
_GROUPED = re.compile(
    # What must not stand before the first digit is asked behind it: a search then skips to digits.
    "\\d(?<![\\d.,，]\\d)\\d{0,2}(?:[ \u00a0\u2009\u202f](?=\\d{3}(?!\\d))\\d{3})+(?![\\d.])"
    "(?=[ \u00a0]?[件份宗起例条次项个部篇人元万])"
)
_WIDE_THOUSANDS = re.compile(r"\d(?<![\d,.]\d)\d{0,2}(?:，\d{3}(?!\d))+")
_QUOTED = re.compile("“([\u4e00-\u9fff]{2,8})”")
"""A word in quotation marks; the marks say nothing: “予以公开”12件."""
_RESPECTIVE = re.compile(r"分别[\u4e00-\u9fff]{0,3}\d")
"""The numbers behind it belong together: 复议、诉讼分别为3件、2件."""
_TITLE = re.compile("《[^《》\n]{1,80}》")
_BREAK = re.compile(rf"[，,;:()。!?\n、{_BLANK}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_COUNTED = frozenset("件份宗起例条次项个部%")
"""A 、 behind one of these parts two counts; another one stays inside its clause."""
_SENTENCE_ENDS = "。!?\n"
_SENTENCE_END = re.compile("[。!?\n]")
_TELLING = re.compile(r"\d|未|没有|无|均|全部|[一二三四五六七八九十百千万]{2}")
_HEAD = re.compile(
    r"(?<!第)\([一二三四五六七八九十]{1,3}\)[^。，,:;\n]{0,30}"  # （二）依申请公开情况
    r"|^[^。，,;:\d\n]{2,24}[。:]?$"  # a short line by itself
    r"|(?:^|(?<=。))[^。，,;:\d\n]{2,12}(?:情况|方面)[。:]",  # its number lost on the way
    re.MULTILINE,
)
_OPENING_YEAR = re.compile(r"(?:^|(?<=[。;\n)]))(\d{4})年(?:度|全年)?[，,]")
_YEAR = re.compile(r"(20\d\d)年")

FAR = 300
"""How many characters a sentence is read back; longer ones are lists or lost full stops."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause between two breaks, with the places in the plain text that bound its context.

    ``part`` is where the 其中 begins in whose list the clause stands, None outside such lists;
    ``bracket`` is where the innermost bracket around it opens, -1 outside brackets.
    """

    start: int
    end: int
    sentence: int
    segment: int
    bracket: int
    part: int | None


class Prose:
    """A written part, respelled with half-width digits and brackets and without spaces.

    `titled` is that spelling; in `plain` the titles in 《》 are struck out, for what they name is
    not what the sentence says. Both have the same places.
    """

    def __init__(self, section: str, text: str) -> None:
        self.section = section
        self.text = text
        # Blanks that only group a number's digits are no sign of two numbers.
        ungrouped = _GROUPED.sub(lambda each: re.sub(r"\D", "\u2060", each[0]), text)
        ungrouped = _QUOTED.sub("\u2060\\1\u2060", ungrouped)
        pieces = list(_VISIBLE.finditer(ungrouped))
        self.titled = "".join(piece[0] for piece in pieces)
        for wide, narrow in _SPELLING:
            self.titled = self.titled.replace(wide, narrow)
        self.titled = _WIDE_THOUSANDS.sub(lambda each: each[0].replace("，", ","), self.titled)
        self.plain = _TITLE.sub(lambda title: "《" * len(title[0]), self.titled)
        self._places = [at for piece in pieces for at in range(piece.start(), piece.end())]
        self._ends = [*(m.start() for m in _SENTENCE_END.finditer(self.plain)), len(self.plain)]

    def spot(self, start: int, end: int) -> Spot:
        """Return where a stretch of the plain text stands in the text."""
        return Spot(self.section, self._places[start], self._places[end - 1] + 1)

    def quote(self, start: int, end: int) -> str:
        """Return a stretch of the plain text as it was written."""
        spot = self.spot(start, end)
        return self.text[spot.start : spot.end]

    def before(self, start: int, end: int) -> str:
        """Return the words before a place, from a start on but not from farther than need be."""
        return self.plain[max(start, end - FAR) : end]

    def sentence_end(self, at: int) -> int:
        """Return where the sentence at a place ends, or how far it need be read."""
        return min(self._ends[bisect_left(self._ends, at)], at + 3 * FAR)

    def head(self, at: int) -> tuple[int, str]:
        """Return the heading above a place: where it begins, and its words."""
        number = bisect_right(self._heads, at, key=lambda head: head[0])
        return self._heads[number - 1] if number else (0, "")

    def opening_year(self, start: int, end: int) -> int | None:
        """Return the year with which a sentence between two places opens (2023年，), the last."""
        number = bisect_right(self._opening_years, end, key=lambda opening: opening[1])
        if number == 0 or self._opening_years[number - 1][0] < start:
            return None
        return self._opening_years[number - 1][2]

    def year_before(self, at: int) -> str:
        """Return the last year (2023年) that is named before a place, nothing where none is."""
        number = bisect_right(self._years, at, key=lambda year: year[0])
        return self._years[number - 1][1] if number else ""

    def clause_at(self, at: int) -> Clause:
        """Return the telling clause at a place, or the next one."""
        return self.clauses[bisect_right(self.clauses, at, key=lambda clause: clause.end)]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause that tells a number or says that there was none, in order."""
        return tuple(self._clauses())

    @cached_property
    def _heads(self) -> list[tuple[int, str]]:
        return [(match.start(), match[0]) for match in _HEAD.finditer(self.plain)]

    @cached_property
    def _opening_years(self) -> list[tuple[int, int, int]]:
        every = _OPENING_YEAR.finditer(self.plain)
        return [(match.start(), match.end(), int(match[1])) for match in every]

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        return [(match.end(), match[1]) for match in _YEAR.finditer(self.plain)]

    def _clauses(self) -> Iterator[Clause]:
        plain = self.plain
        start = sentence = segment = 0
        part, wide = None, False
        outer: list[tuple[int, int | None, bool]] = []
        breaks = [(match.start(), match[0]) for match in _BREAK.finditer(plain)]
        for stop, sign in [*breaks, (len(plain), "。")]:
            if sign == "、" and (
                plain[stop - 1 : stop] not in _COUNTED or _RESPECTIVE.search(plain, start, stop)
            ):
                continue
            if sign == "," and _THOUSANDS.match(plain, stop):
                continue
            found = plain.find("其中", start, stop)
            if found >= 0:
                part, wide = found, sign == ":"
            if _TELLING.search(plain, start, stop):
                bracket = outer[-1][0] if outer else -1
                yield Clause(start, stop, sentence, segment, bracket, part)
            start = stop + 1
            if sign == "(":
                outer.append((stop, part, wide))
            elif sign == ")" and outer:
                _, part, wide = outer.pop()
            elif sign == ";":
                segment = start
                part = part if wide else None
            elif sign in _SENTENCE_ENDS:
                part, wide, sentence, segment = None, False, start, start
                outer.clear()
