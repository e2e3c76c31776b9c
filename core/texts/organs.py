"""The organ in the opening and the texts: another one of the same level stands there by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.report.finding import Finding, Severity
from core.report.report import Report
from core.texts.clauses import Prose

CODE = "X67"
_NAME = "(?P<name>[\u4e00-\u9fff]{2,40}?(?:人民政府|委员会|[局厅委办]))"
_REPORTS = re.compile(
    _NAME + r"(?:办公室)?(?:关于)?(?:\d{4}年)?度?(?:政府|政务)?信息公开(?:工作)?年度(?:工作)?报告"
)
_PORTAL = re.compile("(?P<name>[\u4e00-\u9fff]{2,40}?人民政府)(?:门户)?网站")
_OPENS = re.compile(
    r"(?:^|(?<=[。\n;]))(?:\d{4}年度?[，,]?)?" + _NAME + "(?:全年|本年度?|今年)?(?:共计|累计|共)?"
    "(?:主动公开|收到|受理|新收|接收|办结)",
)
_MADE_BY = re.compile(
    "(?:由|现公布|与|向)"
    + _NAME
    + "(?:办公室)?(?=依照|依据|根据|按照|编制|编写|汇总|联系|询问|咨询|反映)"
)
_BEGINS = re.compile(
    r"^\s*(?:\d{4}年(?:以来)?[，,])?"
    + _NAME
    + "(?=坚持|认真|深入|严格|按照|围绕|紧紧|把|贯彻|全面|高度|积极|持续|切实)"
)
_GOVERNMENT = re.compile("(?P<place>[\u4e00-\u9fff]{1,2})(?P<kind>[省市县区州旗盟镇乡]人民政府)$")
_BUREAU = re.compile(
    "(?:.*(?:[省县区州旗盟]|市(?!场)))?(?P<place>[\u4e00-\u9fff]{1,2}?)(?P<level>[省县区州旗盟]|市(?!场))"
    "(?P<bureau>[\u4e00-\u9fff]{2,14}(?:委员会|[局厅委办]))$"
)
_COMMON = frozenset("局厅委办员会和与管理服务工作")


def check_organs(report: Report, prose: Prose) -> Iterator[Finding]:
    """Warn of a report, a portal or a count of another organ where the report's own is meant."""
    if not report.organ:
        return
    opening = prose.section == report.form.preamble.id
    for matches in _named(prose, opening=opening):
        for match in matches:
            name = match["name"]
            if is_another_of_the_same_level(name, report.organ):
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    section=prose.section,
                    message=f"“{prose.quote(match.start(), match.end())}”："
                    f"写的是另一个机关，本报告是{report.organ}的。",
                    advice="请核对机关名称：从别处沿用的文字要改成本机关的；"
                    "封面的机关不对时，请改封面。",
                    spot=prose.spot(match.start(), match.end()),
                    about=match[0],
                    basis="报告的标题、开头和正文应当是同一个机关",
                )


def _named(prose: Prose, *, opening: bool) -> Iterator[Iterable[re.Match[str]]]:
    """Yield where a part names whose report, portal or count it is."""
    if opening:
        yield from (pattern.finditer(prose.titled) for pattern in (_REPORTS, _PORTAL, _MADE_BY))
    else:  # inside a text the report of another may well be spoken of
        at_start = _REPORTS.match(prose.plain)
        yield (at_start,) if at_start else ()
        yield from (pattern.finditer(prose.plain) for pattern in (_OPENS, _BEGINS))


def is_another_of_the_same_level(name: str, organ: str) -> bool:
    """Tell whether a name, words before it and all, is clearly that of another like organ."""
    if organ in name or name in organ:
        return False
    own, other = _GOVERNMENT.search(organ), _GOVERNMENT.search(name)
    if own is not None:
        return (
            other is not None
            and other["kind"] == own["kind"]
            and not other["place"].endswith(own["place"])
            and not own["place"].endswith(other["place"])
        )
    bureau = _BUREAU.fullmatch(organ)
    if bureau is None:
        return False
    if organ.startswith(("中", "国")):
        return False
    place = organ[: bureau.start("bureau")]
    at = name.find(bureau["place"] + bureau["level"])
    if at >= 0:  # the same place: another bureau shares no telling character with this one
        theirs = name[at + len(bureau["place"]) + 1 :]
        return (
            len(theirs) >= 3
            and theirs[-1] == organ[-1]
            and not (set(theirs) - _COMMON) & (set(bureau["bureau"]) - _COMMON)
            and not re.search("[省市县区州旗盟]", theirs)
        )
    return (
        name.endswith(bureau["level"] + bureau["bureau"])
        and not name.endswith(place[-3:] + bureau["bureau"])
        and len(name) > len(bureau["bureau"]) + 2
    )
