"""Sharing out a report (分工): a part for each who fills some of it, and what is kept of each.

A part is a document (.nianbao) in which the other sections are locked, or a collection form (.xlsx)
in which they are. Nothing is sent: somebody carries the files to and fro.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import clear_left_over, write_bytes
from core.base.file_name import unused_name
from core.base.problem import Problem
from core.base.time_words import day_words
from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.document.encode import SUFFIX, encode
from core.document.history import History
from core.printed.form_stamp import FormShare
from core.report.edit import apply
from core.report.edits import Edit
from core.report.report import Report
from core.report.share import WorkShare, part_names_of
from core.report.snapshot import digest_of, snapshot_of
from core.report.transition import copy
from core.report.work_edits import SetOwnShare, SetShare, SetSigning

FORM_SUFFIX = ".xlsx"
_FAILURE = "分工的文件没有做成"


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be given to whom, until when, as which kind of file."""

    who: str
    sections: tuple[str, ...]
    deadline: date | None = None
    suffix: str = SUFFIX


@dataclass(frozen=True, slots=True)
class GivenOut:
    """The files that were written, and the edits that keep what was given out."""

    files: tuple[Path, ...]
    edits: tuple[SetShare, ...]


def give_out(
    report: Report, orders: Sequence[Order], folder: Path, now: datetime, stop: Stop = never
) -> GivenOut:
    """Write a part for each order into a folder; files that are there are left alone.

    Raises Problem where an order is none, or a file cannot be written, and Stopped: nothing is left
    then.
    """
    check_orders(report, orders)
    key = max((int(each) for each in report.shares if each.isdigit()), default=0)
    digest = digest_of(snapshot_of(report))
    sent = now.astimezone().isoformat(timespec="seconds")
    made: list[Path] = []
    edits: list[SetShare] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {path.name.lower() for path in folder.iterdir()}
        for order in orders:
            key += 1
            words = f"{report.year}年报分工（{order.who.strip()}）"
            name = unused_name(words, order.suffix, taken)
            deadline = order.deadline.isoformat() if order.deadline else ""
            share = WorkShare(
                order.who.strip(), _in_order(order, report), deadline, name, sent, digest
            )
            content = part_of(report, str(key), share, now)
            write_bytes(folder / name, content, failure=_FAILURE)
            made.append(folder / name)
            go_on(stop)
            edits.append(SetShare(str(key), share))
        clear_left_over(folder)
    except (OSError, Problem) as error:
        take_back(made)
        if isinstance(error, Problem):
            raise
        raise Problem(f"{_FAILURE}：{folder}用不了（{error.strerror}）。请另选文件夹。") from error
    return GivenOut(tuple(made), tuple(edits))


def take_back(files: Iterable[Path]) -> None:
    """Delete parts that are not given out after all, so far as they can be deleted."""
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def check_orders(report: Report, orders: Iterable[Order]) -> None:
    """Raise Problem where a report cannot be shared out, or an order is none."""
    if report.own_share is not None:
        raise Problem("这份文件本身是分出来的一份，不能再往下分。请在原来的报告里分工。")
    for order in orders:
        _check(order, report)


def part_of(report: Report, key: str, share: WorkShare, now: datetime) -> bytes:
    """Return the file of a share: a document or a collection form, as its name says."""
    if share.file.lower().endswith(FORM_SUFFIX):
        until = f"{day_words(date.fromisoformat(share.deadline))}前" if share.deadline else ""
        stamped = FormShare(key, share.sections, share.digest)
        return collection_form(report, FormFor("", report.organ, until, stamped))
    part, history = copy(report), History()
    edits: list[Edit] = [SetShare(each, None) for each in report.shares]
    apply(part, [*edits, SetSigning(()), SetOwnShare(key, share)])
    history.mark(f"分给{share.who}填写", now)
    return encode(part, history)


def overlaps(report: Report, orders: Iterable[Order]) -> tuple[str, ...]:
    """Say which parts would be with two at once: their answers will have to be compared."""
    names = part_names_of(report.form)
    holders: dict[str, list[str]] = {}
    for share in report.shares.values():
        for section in () if share.back else share.sections:
            holders.setdefault(section, []).append(share.who)
    for order in orders:
        for section in order.sections:
            holders.setdefault(section, []).append(order.who)
    return tuple(
        f"“{names[section]}”同时在{'、'.join(dict.fromkeys(who))}手里，收回时要对照取舍。"
        for section, who in holders.items()
        if len(who) > 1
    )


def _check(order: Order, report: Report) -> None:
    if not order.who.strip():
        raise Problem("请写明分给谁填写。")
    if not order.sections:
        raise Problem(f"请选定分给“{order.who.strip()}”的部分。")
    unknown = set(order.sections) - part_names_of(report.form).keys()
    if unknown:
        raise Problem(f"没有“{'、'.join(sorted(unknown))}”这一部分。")


def _in_order(order: Order, report: Report) -> tuple[str, ...]:
    return tuple(each for each in part_names_of(report.form) if each in order.sections)
