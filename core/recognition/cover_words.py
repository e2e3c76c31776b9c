"""The year and the organ where no title tells them: from the opening words or the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePath

from core.labels.blocks import Block, Paragraph, Place
from core.labels.wording import normal, same_words, simplified, year_of

_YEAR = r"(?<!\d)(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})"
_PERIOD = re.compile(
    rf"{_YEAR}年(?:1月1日?|一月一日)(?:起)?(?:至|到|-|—|~)+(?:\1年)?(?:12月31|十二月三十一)日?"
)
_ENDS = "(?:人民政府|政府|委员会|[局委办室处院厅部所会署社馆站]|中心|街道)"
_ORGAN = rf"[\u4e00-\u9fff]{{2,28}}?{_ENDS}"
_REPORT = "(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_ORGAN_AND_YEAR = re.compile(
    rf"(?:公布|发布|公开|编制了?|形成|撰写|现将|本报告是|《)(?P<organ>{_ORGAN}){_YEAR}年度?{_REPORT}"
)
_WRITTEN_BY = re.compile(
    rf"本(?:年度)?(?:年?报告|年报)由(?P<organ>{_ORGAN})(?:负责)?(?:编制|制作|撰写)"
)
_IN_NAME = re.compile(
    rf"(?:^|[^\w]|\d[._、-]?)(?P<organ>{_ORGAN})?(?:关于)?{_YEAR}(?:年度?)?{_REPORT}"
)
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NO_ORGAN = re.compile(
    "本机关|我[局委办市县区]|本[局委办市县区]|根据|依据|按照|条例|规定|公开|公布|发布|编制|现将"
)
_OPENING = 40
"""Paragraphs in which the opening is looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A word about the cover: where it stands, its line, and what it is called there."""

    text: str
    line: str
    place: Place
    source: str


def year_told(blocks: Sequence[Block], whole: Place) -> Told | None:
    """Find the year in the period of the figures, in the opening sentence, or in the file's name.

    None where these name several years.
    """
    lines = _opening(blocks)
    for pattern, source in ((_PERIOD, "统计期限"), (_ORGAN_AND_YEAR, "开头的文字")):
        found = [(match, each) for each in lines for match in pattern.finditer(_plain(each.text))]
        years = {_year_in(match) for match, _ in found}
        if len(years) > 1:
            return None
        if years:
            paragraph = found[0][1]
            return Told(str(years.pop()), paragraph.text.strip(), paragraph.place, source)
    name = _plain(PurePath(whole.source).stem)
    in_name = _IN_NAME.search(name)
    if in_name:
        return Told(str(_year_in(in_name)), "", whole, "文件名")
    named = set(_YEAR_IN_NAME.findall(name))
    is_report = "年报" in name or "信息公开" in name
    return Told(named.pop(), "", whole, "文件名") if len(named) == 1 and is_report else None


def organ_told(blocks: Sequence[Block], whole: Place) -> Told | None:
    """Find the organ in the opening sentence or in the file's name; None for several."""
    found: dict[str, Told] = {}
    for each in _opening(blocks):
        for pattern in (_ORGAN_AND_YEAR, _WRITTEN_BY):
            for match in pattern.finditer(_plain(each.text)):
                if not _NO_ORGAN.search(match["organ"]):
                    told = Told(match["organ"], each.text.strip(), each.place, "开头的文字")
                    found.setdefault(match["organ"], told)
    if found:
        return next(iter(found.values())) if len(found) == 1 else None
    in_name = _IN_NAME.search(_plain(PurePath(whole.source).stem))
    organ = in_name["organ"] if in_name else ""
    if not organ or _NO_ORGAN.search(organ):
        return None
    return Told(organ, "", whole, "文件名")


def _opening(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the first paragraphs, before any table."""
    first = takewhile(lambda block: isinstance(block, Paragraph), blocks)
    return [block for block in first if isinstance(block, Paragraph) and block.text.strip()][
        :_OPENING
    ]


def _plain(text: str) -> str:
    return same_words(simplified("".join(normal(text).split())))


def _year_in(match: re.Match[str]) -> int:
    years = [group for group in match.groups() if group and group != match.groupdict().get("organ")]
    return year_of(years[0])
