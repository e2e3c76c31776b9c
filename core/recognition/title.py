"""The report's title: the organ and the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.labels.blocks import Block, Paragraph
from core.labels.wording import same_words, simplified, visible, without_readings, year_of

_YEAR = r"(?P<{}>20\d\d|二[〇○零][〇○零一二三四五六七八九]{{2}})年度?"
_REPORT = "(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_TITLES = tuple(
    re.compile(rf"{wording}(?:[(（].*[)）])?")
    for wording in (
        rf"(?P<organ>.*?){_YEAR.format('year')}政府信息公开{_REPORT}",
        rf"(?P<organ>.*?)政府信息公开(?:工作)?{_YEAR.format('year')}{_REPORT}",
        rf"{_YEAR.format('year')}(?P<organ>.*?)政府信息公开{_REPORT}",
    )
)
_BARE = re.compile(rf"(?P<organ>.{{2,40}}?){_YEAR.format('year')}")
_MOST_LINES = 3
_MOST_ORGAN_LINES = 4
_LONGEST_ORGAN = 60
_LONGEST = 100
_MARKS = "#*_ \t\u3000"
"""What Markdown sets around a title."""
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SENTENCE = re.compile("[,，。;；!！?？]")
_BEFORE_ORGAN = re.compile(r".*[:：>》»|｜/]")
_NO_ORGAN = re.compile(
    r"\d|[:：>》»|｜/,，。;；!！?？]|公开|年报|报告|首页|位置|来源|日期|时间|索引|索取|目录|发布|字号|字体"
    "|打印|分享|返回|附件"
)
_ENDS = "[局委办室处院厅部所会署社馆站司科队校]|中心|街道|公司"
_WHOLE_NAME = re.compile(rf"(?:{_ENDS}|政府|网站?)$")
_TWO_NAMES = re.compile(rf"[^:：>》»|｜/]+(?:{_ENDS})(?:/[^:：>》»|｜/]+(?:{_ENDS}))+")
"""An organ with two names (某局/办公室). The way to a page begins with a government's site."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title as found; ``first`` and ``last`` are the indexes of its lines."""

    organ: str
    year: int
    first: int
    last: int
    line: Paragraph


def find_title(blocks: Sequence[Block]) -> Title | None:
    """Find the title on one to three lines of its own, the organ before the year or above it.

    Of several the last counts, but one that follows other words in its line (标题：…) only
    where there is no better.
    """
    lines = [
        (index, block, _compact(block.text))
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.text.strip()
    ]
    behind_words = None
    for last in range(len(lines) - 1, -1, -1):
        for first in range(last, max(last - _MOST_LINES, -1), -1):
            text = "".join(text for _, _, text in lines[first : last + 1])
            if len(text) > _LONGEST:
                break
            plain = same_words(
                simplified(text)
            )  # letter for letter, so that the organ stays as it is printed
            match = next((m for title in _TITLES if (m := title.fullmatch(plain))), None)
            if match is None or _SENTENCE.search(match["organ"]):
                continue
            title = _title(match, text, lines, first, last)
            if not _leads_to_organ(match["organ"]):
                return title
            behind_words = title
            break
    return behind_words or _bare_title(lines)


def find_titles(blocks: Sequence[Block], most: int) -> list[Title]:
    """Find every title, in their order; of more than ``most`` the last ones."""
    found: list[Title] = []
    end = len(blocks)
    while len(found) < most and (title := find_title(blocks[:end])) is not None:
        found.insert(0, title)
        end = title.first
    return found


def _bare_title(lines: Sequence[tuple[int, Paragraph, str]]) -> Title | None:
    """Find a line of nothing but the organ and the year, as sheets of figures have it."""
    for index, paragraph, text in lines:
        match = _BARE.fullmatch(text)
        if match and _names_organ(match["organ"]):
            return Title(match["organ"], year_of(match["year"]), index, index, paragraph)
    return None


def _title(
    match: re.Match[str],
    text: str,
    lines: Sequence[tuple[int, Paragraph, str]],
    first: int,
    last: int,
) -> Title:
    organ = text[slice(*match.span("organ"))]
    if _leads_to_organ(match["organ"]):
        organ = _BEFORE_ORGAN.sub("", organ)
    index, paragraph, _ = lines[first]
    above = [] if organ else _organ_above(lines[:first])
    if above:
        index, organ = above[0][0], "".join(text for _, text in above)
    return Title(
        organ.removesuffix("关于"), year_of(match["year"]), index, lines[last][0], paragraph
    )


def _organ_above(lines: Sequence[tuple[int, Paragraph, str]]) -> list[tuple[int, str]]:
    """Return the line above the title, and the lines right above that, if they name an organ.

    Further up than two lines stands the beginning of a name only where nothing else can.
    """
    found: list[tuple[int, str]] = []
    below: Paragraph | None = None
    for index, paragraph, text in reversed(lines[-_MOST_ORGAN_LINES:]):
        if not 2 <= len(text) <= _LONGEST_ORGAN or not _names_organ(text):
            break
        if found and index != found[0][0] - 1:
            break
        if len(found) > 1 and below is not None and not _goes_on(paragraph, text, below):
            break
        found.insert(0, (index, text))
        below = paragraph
    return found


def _goes_on(paragraph: Paragraph, text: str, below: Paragraph) -> bool:
    """Tell whether a line of an organ's name can be no other than the beginning of the next."""
    if paragraph.place == below.place or (paragraph.level and paragraph.level == below.level):
        return True
    return len(text) > 2 and not _WHOLE_NAME.search(text)


def _leads_to_organ(words: str) -> bool:
    """Tell whether something stands before the organ: 标题：, or the way to the page."""
    return bool(_BEFORE_ORGAN.match(words)) and not _has_two_names(words)


def _names_organ(words: str) -> bool:
    """Tell whether these words may be an organ's name and nothing else."""
    return not _NO_ORGAN.search(words.replace("/", "") if _has_two_names(words) else words)


def _has_two_names(words: str) -> bool:
    return bool(_TWO_NAMES.fullmatch(words.removesuffix("关于")))


def _compact(line: str) -> str:
    """Return a line without its spaces, otherwise as printed but for full-width digits."""
    plain = without_readings(visible(line))
    return "".join(plain.strip(_MARKS).split()).translate(_FULL_WIDTH_DIGITS)
