"""Years in the written parts that are not the report's, where the report's is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from core.forms.form import TextRole
from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Prose

_PERIOD = re.compile(
    r"统计(?:期限|时限|期间|时间|范围|周期|时段)[^，,。;()\d]{0,10}"
    r"(?P<begin>20\d\d)年(?:度|\d{1,2}月(?:\d{1,2}日)?)?"
    r"(?:起|开始)?(?:[，,]?(?:至|到|[—~～-]{1,2})(?P<end>20\d\d)年)?"
)
_TITLE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年(?:度|全年)?[^，,。;:()\d]{0,20}"
    r"信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
)
_OPENING = re.compile(
    r"\n*(?:[一二三四五六]、[^。，,\n]{2,20}\n*)?(?:总体情况\n+)?(?:\([一1]\)[^。，,:\n]{2,20}[。:]?)?\n*"
    r"在?(?P<year>20\d\d)年(?:度|全年)?(?=[，,我全本收])"
)
_PLANS = re.compile("(?:整改|改进)措施|下一步|今后|打算")
_WILL = re.compile("年度?[，,]?[^，,。;]{0,12}(?:将|拟|计划)")
_INTENDS = re.compile("[^。;\n]{0,30}(?:加大|进一步|继续|着力|不断)")
_DONE = re.compile(r"[^。\n]{0,50}(?:已|了|\d|完成|取得|以来|针对)")
_ADVICE = "请核对年份：从往年沿用的文字要改成本年的；封面的年度不对时，请改封面。"


def check_years(report: Report, prose: Prose) -> Iterator[Finding]:
    """Warn of another year where the period, the title or an opening must name the report's."""
    year = report.year
    for match in _PERIOD.finditer(prose.plain):
        told = [int(each) for each in match.group("begin", "end") if each]
        if any(each != year for each in told):
            wrong = next(each for each in told if each != year)
            yield _finding(
                prose, match, "X61", f"统计期限写的是{wrong}年，本报告是{year}年的。", (wrong, year)
            )
    if prose.section == report.form.preamble.id:
        yield from _title(report, prose)
        return
    yield from _opening(report, prose)
    if _role(report, prose) is TextRole.PROBLEMS:
        yield from _plans(report, prose)


def _role(report: Report, prose: Prose) -> TextRole | None:
    return report.form.text(prose.section).role


def _title(report: Report, prose: Prose) -> Iterator[Finding]:
    """Warn where the opening paragraph names the report of another year."""
    for match in _TITLE.finditer(prose.titled):
        wrong, within = int(match["year"]), prose.plain[match.start()] == "《"
        if wrong != report.year and (not within or prose.titled[match.end()] == "》"):
            message = f"这里写的是{wrong}年的报告，本报告是{report.year}年的。"
            yield _finding(prose, match, "X63", message, (wrong, report.year))


def _opening(report: Report, prose: Prose) -> Iterator[Finding]:
    """Warn where a part opens with another year and never names the report's."""
    match = _OPENING.match(prose.plain)
    if match is None or f"{report.year}年" in prose.plain:
        return
    wrong = int(match["year"])
    if wrong < report.year or (wrong > report.year and _role(report, prose) is TextRole.OVERVIEW):
        yield _finding(
            prose,
            match,
            "X64",
            f"这一部分以{wrong}年开头，通篇没有写到本报告的{report.year}年。",
            (wrong, report.year),
        )


def _plans(report: Report, prose: Prose) -> Iterator[Finding]:
    """Hint at a plan that is told for the report's own year, which is over."""
    plans = [(plan.start(), plan.end()) for plan in _PLANS.finditer(prose.plain)]
    for match in re.finditer(rf"(?<!\d){report.year}(?=年(?!底|末|初|来|以|\d))", prose.plain):
        if _DONE.match(prose.plain, match.end()):
            continue
        begin, head = prose.head(match.start())
        first = bisect_left(plans, (begin, 0))
        told_before = first < len(plans) and plans[first][1] <= match.start()
        planned = told_before or _PLANS.search(head)
        if _WILL.match(prose.plain, match.end()) or (
            planned and _INTENDS.match(prose.plain, match.end())
        ):
            yield Finding(
                code="X65",
                severity=Severity.HINT,
                section=prose.section,
                message=f"改进措施写的是{report.year}年，而这一年已经结束。",
                advice=f"写的是下一年的打算时，请改为{report.year + 1}年。",
                left=report.year,
                right=report.year + 1,
                spot=prose.spot(match.start(), match.end() + 1),
            )


def _finding(
    prose: Prose, match: re.Match[str], code: str, message: str, years: tuple[int, int]
) -> Finding:
    start = match.start("year") if "year" in match.re.groupindex else match.start()
    return Finding(
        code=code,
        severity=Severity.WARNING,
        section=prose.section,
        message=f"“{prose.quote(start, match.end())}”：{message}",
        advice=_ADVICE,
        left=years[0],
        right=years[1],
        spot=prose.spot(start, match.end()),
    )
