"""Numbers that stand in the written parts just as last year's report had them (上年的数字)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
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
    r"|(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]+@[\w.-]+",
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


def check_inherited(report: Report) -> Iterator[Finding]:
    """Ask about the numbers in passages that nobody has touched since they were taken over."""
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
            numbers = list(_numbers(text, match.start(), match.end()))
            if not numbers:
                continue
            yield Finding(
                code=CODE,
                severity=Severity.WARNING,
                section=section,
                message=f"“{match[0]}”是{report.prior.year}年度报告的文字，"
                f"其中的{'、'.join(text[start:end] for start, end in numbers)}请核对。",
                advice="改成本年的数；本年也是这样的，请确认。",
                spot=Spot(section, numbers[0][0], numbers[-1][1]),
                confirms=CONFIRMS,
                about=match[0],
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
