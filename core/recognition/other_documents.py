"""Documents that are not the annual report of the form, named for what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.labels.blocks import Block, Grid, Paragraph
from core.labels.wording import heading_number, normal, simplified
from core.recognition.title import Title

_OPENING = 30
"""Lines in which a title is looked for."""
_LONGEST_TITLE = 80
_INFORMATION = "(?:信息公开|政务公开)"
_SCHOOL_YEAR = re.compile(rf"(?:学年度?.{{0,12}}{_INFORMATION}|{_INFORMATION}.{{0,16}}学年)")
_SCHOOL = re.compile(
    rf"[\u4e00-\u9fff]{{2,20}}(?:大学|学院|学校|中学|小学|幼儿园).{{0,12}}{_INFORMATION}.{{0,12}}报告"
)
_ENTERPRISE = re.compile(
    rf"(?:公司|集团|企业|企事业单位).{{0,14}}{_INFORMATION}.{{0,12}}(?:报告|年报)"
)
_CUSTOMS = re.compile(r"海关.{0,14}信息公开")
_NOTICE = re.compile(rf"(?:关于|印发).{{0,30}}{_INFORMATION}.{{0,40}}通知")
_PLAN = re.compile(rf"{_INFORMATION}.{{0,16}}(?:工作)?(?:要点|方案|计划|安排|总结|指南|目录|制度)$")
_OLD_YEAR = re.compile(rf"(20(?:0[7-9]|1[0-8]))年度?.{{0,14}}{_INFORMATION}|{_INFORMATION}"
                       r".{0,6}(20(?:0[7-9]|1[0-8]))年度?(?:工作)?报告")  # fmt: skip
_OLD_STATISTICS = ("计量单位", "统计数", "指标名称")
_NINE = 9
_FIRST_YEAR = 2019
FORM = "《政府信息公开工作年度报告格式》"


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """What a document is instead of the report: its name, and what to do."""

    name: str
    advice: str

    @property
    def words(self) -> str:
        """Say it in a sentence."""
        return f"像是{self.name}，不是按{FORM}编制的年报。{self.advice}"


_SCHOOLS = OtherDocument(
    "学校的信息公开年度报告（按学年编制，依据《高等学校信息公开办法》等）",
    "它的部分和统计口径与行政机关的年报不同，本程序不能核对；要编制机关的年报，请新建一份。",
)
_ENTERPRISES = OtherDocument(
    "企业或者公共企事业单位的信息公开报告",
    "它不用行政机关年报的表格，本程序不能核对；要编制机关的年报，请新建一份。",
)
_OLD = OtherDocument(
    "2018年及以前的政府信息公开年度报告（附有“政府信息公开情况统计表”）",
    "那时的统计指标与2019年起的表格不同，数不能照搬，没有可以读入的表格；请找2019年度以后的年报。",
)
_OF_CUSTOMS = OtherDocument(
    "海关的政府信息公开年度报告（分九个部分）",
    "与六个部分的格式相同的内容才读入，其余部分请对照原文。",
)
_NOTICES = OtherDocument(
    "关于信息公开工作的通知", "它说的是年报怎样编制，里面没有年报；请选择年报本身。"
)
_PLANS = OtherDocument(
    "信息公开工作的要点、方案、总结、指南或者制度", "里面没有年报的表格；请选择年报本身。"
)


_KINDS_OF_REPORTS = ((_SCHOOL_YEAR, _SCHOOLS), (_SCHOOL, _SCHOOLS), (_ENTERPRISE, _ENTERPRISES))
_KINDS = ((_NOTICE, _NOTICES), (_PLAN, _PLANS), *_KINDS_OF_REPORTS)


def find_other(
    blocks: Sequence[Block], title: Title | None, *, has_tables: bool
) -> OtherDocument | None:
    """Tell what other document a source is; None for the report, and for what nobody knows.

    A page's menu names other documents too: where there is a title, or a table of the form, only
    the title tells what it is, and a ninth part.
    """
    paragraphs = [each for each in blocks if isinstance(each, Paragraph) and each.text.strip()]
    if title is not None:
        lines = blocks[title.first : title.last + 1]
        titles = [_plain("".join(e.text for e in lines if isinstance(e, Paragraph)))]
    else:
        titles = [] if has_tables else _titles(paragraphs)
    kinds = _KINDS if title is None else _KINDS_OF_REPORTS
    found = next((o for pattern, o in kinds if any(map(pattern.search, titles))), None)
    if found is not None and not has_tables:
        return found
    is_old = title.year < _FIRST_YEAR if title else any(map(_OLD_YEAR.search, titles))
    if not has_tables and (is_old or _has_old_statistics(blocks)):
        return _OLD
    is_customs = any(map(_CUSTOMS.search, titles))
    numbers = {heading_number(each.text) for each in paragraphs} if is_customs else set()
    return _OF_CUSTOMS if _NINE in numbers else None


def _titles(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return what may be a title: lines of the opening that are no sentences."""
    texts = [_plain(each.text) for each in paragraphs[:_OPENING]]
    titles = [each for each in texts if len(each) <= _LONGEST_TITLE and "。" not in each]
    return [*titles, *map("".join, pairwise(titles))]


def _has_old_statistics(blocks: Sequence[Block]) -> bool:
    """Tell whether a table has the heads that tables had before 2019."""
    for each in blocks:
        rows = (
            [" ".join(cell.text for cell in row) for row in each.rows[:5]]
            if isinstance(each, Grid)
            else [each.text]
        )
        if any(all(head in _plain(row) for head in _OLD_STATISTICS) for row in rows):
            return True
    return False


def _plain(text: str) -> str:
    return simplified("".join(normal(text).split())).strip("《》#*")
