"""The command that shares a report out, and shows how the shares stand."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from core.base.atomic import clear_left_over
from core.base.problem import Problem
from core.base.time_words import day_words
from core.cli.outcome import Outcome
from core.document.encode import SUFFIX
from core.document.file import is_document_file, load_with_history, save
from core.forms.loader import load_forms
from core.report.edit import apply
from core.report.report import Report
from core.report.share import ShareState, part_names_of
from core.sharing.giving import FORM_SUFFIX, Order, give_out, overlaps, take_back


def share(arguments: Namespace) -> Outcome:
    """Write the parts and keep what was given out in the report; without any show how they stand.

    The status is 1 where a share is late.
    """
    path: Path = arguments.file
    if not is_document_file(path):
        raise Problem(f"“{path.name}”不是年报文档（{SUFFIX}），不能分工。请先读成年报文档。")
    report, history, stamp = load_with_history(path, load_forms())
    today = datetime.now().astimezone()
    if not arguments.give:
        return _standing(report, today.date())
    if arguments.target is None:
        raise Problem("请用 -o 写明分工的文件放到哪个文件夹。")
    suffix = FORM_SUFFIX if arguments.as_form else SUFFIX
    orders = [_order(words, report, arguments.deadline, suffix) for words in arguments.give]
    warnings = overlaps(report, orders)
    given = give_out(report, orders, arguments.target, today)
    try:
        change = apply(report, given.edits)
        history.record(report, change, f"分给{'、'.join(each.who for each in orders)}填写", today)
        save(report, path, stamp, history=history)
    except Problem:
        take_back(given.files)
        raise
    clear_left_over(path.parent)
    lines = [
        *(f"{order.who}：{file}" for order, file in zip(orders, given.files, strict=True)),
        *warnings,
        f"分工已经记在“{path.name}”里。",
    ]
    return Outcome("".join(f"{line}\n" for line in lines))


def _standing(report: Report, today: date) -> Outcome:
    if not report.shares:
        return Outcome("还没有分工。\n")
    states = [each.state(today) for each in report.shares.values()]
    lines = []
    for each, state in zip(report.shares.values(), states, strict=True):
        until = f"，期限{day_words(date.fromisoformat(each.deadline))}" if each.deadline else ""
        lines.append(f"{state.value}　{each.who}　{each.names(report.form)}{until}　{each.file}")
    return Outcome("".join(f"{line}\n" for line in lines), int(ShareState.LATE in states))


def _order(words: str, report: Report, deadline: date | None, suffix: str) -> Order:
    """Read an order such as 法规科=四 or 文字组=封面、一、五."""
    who, equals, parts = words.partition("=")
    if not equals:
        raise Problem(f"“{words}”没有写明分给谁哪几部分，请写成“法规科=四”这样。")
    names = part_names_of(report.form)
    found = []
    for part in (each.strip() for each in parts.replace(",", "、").replace("，", "、").split("、")):
        section = next((key for key, name in names.items() if _is_meant(part, name)), None)
        if section is None:
            raise Problem(f"没有“{part}”这一部分。可以写的有：{'、'.join(names.values())}。")
        found.append(section)
    return Order(who.strip(), tuple(found), deadline, suffix)


def _is_meant(part: str, name: str) -> bool:
    """Tell whether a part is named: by its numeral, or its name with or without it."""
    numeral, mark, rest = name.partition("、")
    return bool(part) and part in ({numeral, rest, name} if mark else {name})
