"""What the written parts must contain (条例第五十条): nothing empty, five parts, no gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.figures.number_words import in_words
from core.forms.form import TextRole, TextSection
from core.report.finding import Finding, Severity, Spot
from core.report.report import Report

_PLACEHOLDER = re.compile(r"[（(]\s*文字描述\s*[)）]|\s")
_NOT_WRITTEN = re.compile(r"(?:[（(]\s*文字描述\s*[)）]|\s)*+")
_NOTHING = re.compile("(?:无|没有|暂无|无问题|没有问题|不存在问题)[。.！；;]*")
GAP = re.compile("[＿_]{2,}")
"""A gap to be filled in, as phrases and templates have them."""
_SENTENCE_END = re.compile("[。！？；\n]")
_FEES_OR_NOTHING = re.compile("处理费|收费|无|没有|未")


def written(text: str) -> str:
    """Return a written part without white space and without the blank form's placeholder."""
    return _PLACEHOLDER.sub("", text)


def is_written(text: str) -> bool:
    """Tell whether there is anything in a written part, without going through all of it."""
    return _NOT_WRITTEN.fullmatch(text) is None


def check_content(report: Report) -> Iterator[Finding]:
    """Say which written parts are empty or leave out what they must cover."""
    for part in report.form.texts:
        yield from _gaps(report, part)
        text = written(report.texts[part.id])
        if part.role is TextRole.OVERVIEW:
            yield from _overview(report, part, text)
        elif part.role is TextRole.PROBLEMS:
            yield from _problems(report, part, text)
        elif part.role is TextRole.OTHER and not _FEES_OR_NOTHING.search(text):
            yield _finding(
                report,
                part,
                "X74",
                Severity.HINT,
                f"“{part.heading}”里没有提到信息处理费，也没有写“无”。",
                "收取过信息处理费的写明金额（元），没有收取的写明没有收取；没有其他事项时写“无”。",
            )


def _overview(report: Report, part: TextSection, text: str) -> Iterator[Finding]:
    absent = [name for name, sign in part.parts.items() if not sign.search(text)]
    if not text:
        yield _empty(report, part)
    elif absent:
        yield _finding(
            report,
            part,
            "X73",
            Severity.HINT,
            f"“{part.heading}”里没有看到{'、'.join(absent)}的内容。",
            f"这一部分要写{'、'.join(part.parts)}{in_words(len(part.parts))}个方面。",
        )


def _problems(report: Report, part: TextSection, text: str) -> Iterator[Finding]:
    if not text:
        yield _empty(report, part)
    elif _NOTHING.fullmatch(text):
        yield _finding(
            report,
            part,
            "X72",
            Severity.WARNING,
            f"“{part.heading}”只写了“{text}”。",
            "请写明存在的主要问题和改进的情况，这一部分不能只写“无”。",
        )


def _gaps(report: Report, part: TextSection) -> Iterator[Finding]:
    text = report.texts[part.id]
    seen = begin = 0
    for gap in GAP.finditer(text):
        for sign in _SENTENCE_END.finditer(text, seen, gap.start()):
            begin = sign.end()
        seen = gap.start()
        before = text[begin:seen].strip()[-12:]
        yield Finding(
            code="X75",
            severity=Severity.WARNING,
            section=part.id,
            message=f"“{before}{gap[0]}”里还有空没有填。",
            advice="请填写这一处；用不着这句话的，请删去。",
            spot=Spot(part.id, gap.start(), gap.end()),
        )


def _empty(report: Report, part: TextSection) -> Finding:
    message = f"“{part.heading}”还没有写。"
    return _finding(report, part, "X71", Severity.WARNING, message, part.guidance)


def _finding(
    report: Report, part: TextSection, code: str, severity: Severity, message: str, advice: str
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        section=part.id,
        message=message,
        advice=advice,
        spot=Spot(part.id, 0, len(report.texts[part.id])),
        basis=part.basis,
    )
