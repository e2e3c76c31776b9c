"""Numbers that stand in the written parts just as last year's report had them (上年的数字)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.report.finding import Finding, Severity, Spot
from core.report.link import Link
from core.report.report import Report

CODE = "X66"
CONFIRMS = "已核对"
_BLANKS = " \t\u3000"
_PASSAGE = re.compile(r"(?:[^，。；：、！？\n,;:()（）]|(?<=\d)[,，](?=\d{3}(?!\d)))+")
_NUMBER = re.compile(
    r"\d+(?:[.,，]\d+)*[%％‰]?"
    r"|(?<![第一二三四五六七八九十百千万])[二两三四五六七八九十百千万]{1,9}(?=[件次场期批份篇条家起例个人项])"
)
_NO_FIGURE = re.compile(
    r"《[^《》\n]*》"  # a title
    r"|[〔［\[]\d{4}[〕］\]]\s*\d+\s*号|第\s*\d+\s*[号条款项]"  # a document or an article
    r"|(?<!\d)(?:0?1月0?1日|12月31日)"  # the period is the same each year
    r"|[二三四五六七八九十]个(?:方面|部分)"  # how a text is divided
    r"|^[ \t\u3000]*[(（]?\d{1,2}(?:[.、．)）](?!\d))"  # the number of a heading
    r"|(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]+@[\w.-]+"
    # how to reach the office: postcode, telephone, house number, room
    r"|(?:邮政编码|邮编|电话|传真|手机|热线|座机|联系方式|信箱|QQ|微信)[^，。；;\n\d]{0,10}"
    r"[（(]?\d[\d()（）\-—－\u2013 、/转]{4,}(?!\s*[万余多件条个次人项份通起])"
    r"|(?<!\d)[（(]?0\d{2,3}[）)]?[-—－\u2013 ]?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)123(?:45|15|29|33|48|66|80|93)(?!\d)(?!\s*[件条个次人项份])"
    r"|[路街巷道弄村]\d+(?:[-—－]\d+)?号|\d+(?:号楼|号院|单元|楼|室|房间)",
    re.MULTILINE | re.ASCII,
)


def find_passages(text: str, links: Iterable[Link] = ()) -> tuple[str, ...]:
    """Return the passages of a text that hold numbers, each once; linked numbers renew themselves.

    A passage is short, so that what is written into one leaves the marks of its neighbours alone.
    """
    cuts = [0, *(edge for link in links for edge in (link.start, link.end)), len(text)]
    found: dict[str, None] = {}
    for start, end in list(pairwise(cuts))[::2]:
        for match in _PASSAGE.finditer(text, start, end):
            if next(_numbers(text, match.start(), match.end()), None) is not None:
                found[match[0].strip()] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Inherited:
    """A passage of last year's text as it stands, and where its numbers are."""

    section: str
    start: int
    end: int
    numbers: tuple[tuple[int, int], ...]


def find_inherited(report: Report) -> Iterator[Inherited]:
    """Yield the passages with numbers that nobody has touched since they were taken over."""
    passages = report.prior.passages if report.prior is not None else ()
    if report.prior is None or not passages:
        return
    # The longest first: what stands within another passage is asked about only once.
    every = re.compile("|".join(map(re.escape, sorted(passages, key=len, reverse=True))))
    for section, text in report.texts.items():
        linked = [(link.start, link.end) for link in report.links.get(section, ())]
        edges = {edge for link in linked for edge in link}
        for match in every.finditer(text):
            if not _stands_alone(text, match, edges) or any(
                start < match.end() and match.start() < end for start, end in linked
            ):
                continue
            before = match[0].replace(f"{report.year}年", f"{report.prior.year}年")
            is_renewed = before != match[0] and any(before in each for each in passages)
            numbers = tuple(
                (start, end)
                for start, end in _numbers(text, match.start(), match.end())
                if not (is_renewed and text[start:end] == str(report.year))
            )
            if numbers:
                yield Inherited(section, match.start(), match.end(), numbers)


def check_inherited(report: Report) -> Iterator[Finding]:
    """Ask about the numbers in passages that nobody has touched since they were taken over."""
    for each in find_inherited(report):
        text = report.texts[each.section]
        words = text[each.start : each.end]
        numbers = "、".join(text[start:end] for start, end in each.numbers)
        year = report.prior.year if report.prior is not None else report.year - 1
        yield Finding(
            code=CODE,
            severity=Severity.WARNING,
            section=each.section,
            message=f"“{words}”是{year}年度报告的文字，其中的{numbers}请核对。",
            advice="改成本年的数；本年也是这样的，请确认。",
            spot=Spot(each.section, each.numbers[0][0], each.numbers[-1][1]),
            confirms=CONFIRMS,
            about=words,
        )


def _stands_alone(text: str, match: re.Match[str], edges: Collection[int]) -> bool:
    """Tell whether a passage is still all that stands between two marks: 5件 is not in 15件."""
    start = len(text[: match.start()].rstrip(_BLANKS))
    end = len(text) - len(text[match.end() :].lstrip(_BLANKS))
    return (start in edges or not _PASSAGE.match(text, max(0, start - 1), start)) and (
        end in edges or not _PASSAGE.match(text, end, end + 1)
    )


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    known = [m.span() for m in _NO_FIGURE.finditer(text, line, len(text) if stop < 0 else stop)]
    for match in _NUMBER.finditer(text, start, end):
        if not any(a <= match.start() and match.end() <= b for a, b in known):
            yield match.span()


def in_paragraph(text: str, findings: Iterable[Finding], finding: Finding) -> tuple[Finding, ...]:
    """Return the findings about last year's numbers in the paragraph where one of them stands."""
    if finding.code != CODE or finding.spot is None:
        return ()
    begin = text.rfind("\n", 0, finding.spot.start) + 1
    end = text.find("\n", begin)
    stop = len(text) if end < 0 else end
    return tuple(
        each
        for each in findings
        if each.code == CODE
        and each.section == finding.section
        and each.spot is not None
        and begin <= each.spot.start < stop
    )
