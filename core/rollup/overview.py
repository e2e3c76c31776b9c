"""What units say of their year in numbers that no table asks for (主动公开 n 条), for writing 一.

The numbers stand in running text. Each is taken with its sentence, so that it can be looked at;
what is not plain (a round number, two numbers for one thing) is shown and not added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.figures.number_words import number_of_words
from core.report.report import Report
from core.texts.clauses import Clause, Prose
from core.texts.context import When, speaks_of_whole, when

OVERVIEW = "overview"
_TOTAL = r"(?:总数|总量|数量)?(?:共计|合计|总计|累计|共有|共|达到|达|为|了|约|近|超过|有)*"
_NUMBER = r"(?P<n>\d[\d,]{0,14}(?:\.\d+)?万?|[一二三四五六七八九十百千]{1,8})(?P<round>余|多)?"
_ROUND = re.compile("(?:约|近|超过|逾)$")
_AFTER = re.compile("(?:以上|左右|余|多)")
_MANNER = re.compile(
    "通过|利用|依托|运用|(?:不同|各种|各类|多种)(?:渠道|方式)|各类|政府|官方|政务|门户|新闻|政策|业务|"
    "专题|信息公开|公开|工作|召开|举办|举行|组织|开展|发布|制作|编印|印发|出版|积极|及时"
)
"""How a thing was done: names nobody whose number alone it would be."""
_COMPARED = re.compile("比|较|同比|增|减|持平")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A thing that overviews count; ``patterns`` have a group ``n``, the number."""

    name: str
    unit: str
    patterns: tuple[re.Pattern[str], ...]


def _indicator(name: str, unit: str, *patterns: str) -> Indicator:
    made = (p.replace("〔共〕", _TOTAL).replace("〔n〕", _NUMBER) for p in patterns)
    return Indicator(name, unit, tuple(re.compile(p) for p in made))


INDICATORS = (
    _indicator(
        "主动公开信息",
        "条",
        "主动公开(?:的)?(?:各类|各项)?(?:政府|政务)?(?:信息)?〔共〕〔n〕[条件份篇项]",
        "主动公开〔n〕[条件份篇项](?:政府|政务)?信息",
        "(?:公开|公布|发布)(?:了)?(?:各类|各项)?(?:政府|政务)信息〔共〕〔n〕[条件份篇项]",
    ),
    _indicator(
        "网站发布",
        "条",
        "网站[^\\d，]{0,8}(?:发布|公开|更新)(?:各类)?(?:政府|政务)?(?:信息)?〔共〕〔n〕[条件份篇]",
    ),
    _indicator(
        "新媒体发布",
        "条",
        "(?:新媒体|微信|微博|公众号)[^\\d，]{0,8}(?:发布|公开|推送)"
        "(?:各类)?(?:政府|政务)?(?:信息)?〔共〕〔n〕[条件份篇]",
    ),
    _indicator(
        "政策解读",
        "件",
        "解读(?:材料|文件|稿件|信息|产品)?〔共〕〔n〕[条件份篇次个]",
        "(?:发布|制作)〔n〕[条件份篇个](?:政策)?解读",
    ),
    _indicator(
        "新闻发布会",
        "场",
        "发布会〔共〕〔n〕[场次]",
        "(?:召开|举办|举行|组织)〔共〕〔n〕[场次](?:新闻)?发布会",
    ),
    _indicator(
        "政府公报",
        "期",
        "公报〔共〕〔n〕期",
        "(?:编印|出版|印发|发行)〔共〕〔n〕期[^，]{0,6}公报",
    ),
    _indicator(
        "回应关切",
        "件",
        "(?:回应|答复|回复|办理)(?:公众|群众|网民|社会|网友)*(?:关切|留言|咨询|来信|热点)"
        "(?:问题)?〔共〕〔n〕[条件次个]",
    ),
    _indicator(
        "意见征集",
        "次",
        "(?:意见征集|征集意见|公开征求意见|征求意见)〔共〕〔n〕[次项件]",
    ),
    _indicator(
        "业务培训",
        "次",
        "培训(?:会|班)?〔共〕〔n〕[次场期]",
        "(?:开展|举办|组织|召开)〔共〕〔n〕[次场期][^，]{0,10}培训",
    ),
)


@dataclass(frozen=True, slots=True)
class OverviewNumber:
    """A number in an overview: as printed, what it is (None where it is round), its sentence."""

    indicator: Indicator
    words: str
    number: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """What one unit's overview says."""

    name: str
    numbers: tuple[OverviewNumber, ...]

    def of(self, indicator: Indicator) -> tuple[OverviewNumber, ...]:
        """Return what it says of one thing, each other number once."""
        found = {n.words: n for n in reversed(self.numbers) if n.indicator is indicator}
        return tuple(reversed(found.values()))

    def figure(self, indicator: Indicator) -> int | None:
        """Return the number to be added up; None where there is none, or not one plain one."""
        found = self.of(indicator)
        return found[0].number if len(found) == 1 else None


def overview_line(name: str, report: Report) -> OverviewLine:
    """Read a unit's overview."""
    text = report.texts.get(OVERVIEW, "")
    return OverviewLine(name, tuple(_found(report, Prose(OVERVIEW, text))) if text else ())


def overview_sentence(lines: Sequence[OverviewLine]) -> str:
    """Return the sums in words, to be written into the overview and looked over there."""
    told = []
    for each in INDICATORS:
        figures = [n for line in lines if (n := line.figure(each)) is not None]
        if figures:
            told.append(f"{each.name}{sum(figures):,}{each.unit}（{len(figures)}个单位写明）")
    if not told:
        return ""
    return f"{len(lines)}个单位的总体情况里：{'，'.join(told)}。"


def _found(report: Report, prose: Prose) -> Iterable[OverviewNumber]:
    for clause in prose.clauses:
        words = prose.plain[clause.start : clause.end]
        for indicator in INDICATORS:
            match = next((m for p in indicator.patterns if (m := p.search(words))), None)
            if match is None or not _stands(report, prose, clause, match):
                continue
            is_round = bool(
                match["round"]
                or _ROUND.search(words[: match.start("n")])
                or _AFTER.match(prose.plain, clause.start + match.end())
            )
            printed = words[match.start("n") : match.end("n")] + (match["round"] or "")
            is_plain = not is_round and "分别" not in words
            number = _read(match["n"]) if is_plain else None
            yield OverviewNumber(
                indicator,
                f"约{printed}" if is_round else printed,
                number,
                prose.quote(clause.start, clause.end),
            )


def _stands(report: Report, prose: Prose, clause: Clause, match: re.Match[str]) -> bool:
    """Tell whether a number is of this year and of the whole organ."""
    before = prose.plain[clause.start : clause.start + match.start()]
    return (
        not _COMPARED.search(before)
        and speaks_of_whole(prose, clause, _MANNER.sub("", before), report.organ)
        and when(prose, clause, clause.start + match.start(), report.year) is When.THIS_YEAR
    )


def _read(words: str) -> int | None:
    if words[0].isdigit():
        plain = words.replace(",", "")
        return int(plain) if plain.isdecimal() else None  # 1.2万 is round
    return number_of_words(words)
