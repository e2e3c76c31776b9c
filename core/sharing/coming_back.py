"""Reading what comes back: a part that was given out, a collection form, a copy of the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.apart.stopping import Stop, never
from core.document.file import is_document_file, load_with_history
from core.forms.loader import Forms
from core.printed.page import split_lines
from core.reading.door import open_source
from core.reading.form_marks import form_words
from core.report.report import Report
from core.report.share import COVER_SHARE, WorkShare, part_names_of
from core.report.snapshot import digest_of, snapshot_of
from core.report.work_edits import SetShare
from core.returning.returned import Carried, Portion, Returned, read_returned
from core.sources.source_kinds import WORD


def read_part(path: Path, forms: Forms, stop: Stop = never) -> Returned:
    """Read a part or a copy, or a Word document of ours that was edited.

    Raises Problem where it can be read as none of these, and Stopped.
    """
    if is_document_file(path):
        return _document(path, forms)
    if path.suffix.lower() in WORD.suffixes:
        return replace(read_returned(path, forms, stop), portion=Portion())
    reading = open_source(path, forms, stop=stop)
    stamp = reading.stamp
    share = None if stamp is None else stamp.share
    carried, portion = Carried(None, ""), Portion()
    if share is not None:
        carried = Carried(None, share.basis)
        known = {COVER_SHARE, *(each.id for each in reading.form.sections)}
        portion = Portion("", share.key, tuple(s for s in share.sections if s in known))
    report = reading.report()
    told = form_words(reading)
    return Returned(path.name, reading.year, report, carried=carried, portion=portion, told=told)


def known_in(returned: Returned, report: Report) -> Returned:
    """Return it as the report knows it that gave it out: what was given to whom counts there.

    Whatever a part itself says of its sections, it changes no others.
    """
    portion = returned.portion
    share = None if portion is None else report.shares.get(portion.key)
    if portion is None or not portion.key or share is None:
        return returned
    return replace(returned, portion=Portion(share.who, portion.key, share.sections))


def beyond_words(returned: Returned, given: Report | None) -> tuple[str, ...]:
    """Say which parts that were not theirs to fill they changed: what was ``given`` stands.

    Nothing can be said where it is not known what was given.
    """
    report = returned.report
    if given is None or given.form is not report.form or returned.portion is None:
        return ()
    named = part_names_of(report.form)
    theirs = [section for section in named if not returned.opens(section)]
    changed = {
        address.section
        for address in report.form.figures
        if report.figure(address) not in {None, given.figure(address)}
    } | {
        text.id
        for text in report.form.texts
        if split_lines(report.texts[text.id]) not in ([], split_lines(given.texts[text.id]))
    }
    names = "、".join(f"“{named[section]}”" for section in theirs if section in changed)
    return (f"不归对方填的{names}也改过，没有并入，请核对",) if names else ()


def taken_back(report: Report, returned: Returned, now: datetime) -> SetShare | None:
    """Return the edit that notes that a share came back; None where nothing is to be noted."""
    portion = returned.portion
    share: WorkShare | None = None if portion is None else report.shares.get(portion.key)
    if portion is None or share is None:
        return None
    time = now.astimezone().isoformat(timespec="seconds")
    return SetShare(portion.key, replace(share, back=time))


def _document(path: Path, forms: Forms) -> Returned:
    report, history, _ = load_with_history(path, forms)
    own = report.own_share
    if own is None:
        return Returned(path.name, report.year, report, portion=Portion(), history=history)
    portion = Portion(own.who, report.own_key, own.sections)
    first: Report | None = None
    try:
        first = history.before(report, 0)
    except ValueError:  # the history does not fit, and says nothing
        first = None
    if first is not None and digest_of(snapshot_of(first)) != own.digest:
        first = None
    carried = Carried(first, own.digest)
    return Returned(path.name, report.year, report, carried=carried, portion=portion)
