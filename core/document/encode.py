"""The document file: one report as JSON text that a diff can show; see docs/file-format.md.

This module writes it, `core.document.decode` reads it.
"""

from __future__ import annotations

import json
import re

from core.base.bounded_json import count_values
from core.document.history import History
from core.document.moments import history_as_json
from core.figures.address import Address
from core.report.cover_edits import SetTitleLines
from core.report.edits import Step
from core.report.fields import (
    doubt_of,
    link_of,
    note_of,
    prior_of,
    proof_of,
    share_of,
    signing_of,
)
from core.report.note import Subject
from core.report.origin import Origin
from core.report.report import Report, lines_of
from core.report.work_edits import SetOwnShare, SetShare, SetSigning

SUFFIX = ".nianbao"
FORMAT = "nianbao"
VERSION = 4
_WITHOUT_WORK, _WITHOUT_TITLE = 2, 3
"""The version of a document that tells nothing of shares and reviews: older programs open it."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a document that is opened; with five thousand edits in its history it has a million."""
MOST_VALUES = 3_000_000
"""Signs that may begin a value in its JSON."""

_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"nianbao"')
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_document(start: bytes) -> bool:
    """Tell from the first hundred bytes whether a file is, or was, one of ours."""
    return _HEAD.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def encode(report: Report, history: History | None = None) -> bytes:
    """Return the document file of a report; equal reports and histories give equal bytes.

    What is written can be opened again: of a history without measure the older moments go.
    """
    history = history or History()
    data = _encoded(report, history)
    while len(history) and (len(data) > LARGEST or count_values(data) > MOST_VALUES):
        history = History(history.moments[len(history) // 2 + 1 :])
        data = _encoded(report, history)
    return data


def _encoded(report: Report, history: History) -> bytes:
    form = report.form
    kinds = history.kinds
    titled = SetTitleLines in kinds or bool(report.title_lines)
    work = _work(report, kinds, titled=titled)
    document: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION if titled else _WITHOUT_TITLE if work else _WITHOUT_WORK,
        "edition": form.edition,
        "year": report.year,
        "organ": report.organ,
        "texts": {part.id: lines_of(report.texts[part.id]) for part in form.texts},
        "links": {
            part.id: [link_of(link) for link in report.links[part.id]]
            for part in form.texts
            if part.id in report.links
        },
        "figures": {a: report.values[a].text for a in form.figures if a in report.values},
        "origins": _origins(report),
        "doubts": {a: doubt_of(report.doubts[a]) for a in form.figures if a in report.doubts},
        "proofs": {a: proof_of(report.proofs[a]) for a in form.figures if a in report.proofs},
        "notes": [note_of(*note) for note in sorted(report.notes.items(), key=_note_order)],
        "prior": prior_of(report.prior),
        **work,
        **({"title_lines": list(report.title_lines)} if titled else {}),
    }
    lines = json.dumps(document, ensure_ascii=False, indent=2).removesuffix("\n}")
    text = f'{lines},\n  "history": {history_as_json(history)}\n}}\n'
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half a surrogate pair can come from a clipboard. UTF-8 cannot hold it, a JSON escape can.
        return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode("utf-8")


def _work(report: Report, kinds: frozenset[type[Step]], *, titled: bool) -> dict[str, object]:
    """Return what is told of shares and the review round; nothing where nobody used them.

    ``kinds`` are those of the steps in the history.
    A version that knows of a divided title has their keys, too.
    """
    own = report.own_share
    is_used = report.shares or own or report.signing
    if not (titled or is_used or kinds & {SetShare, SetOwnShare, SetSigning}):
        return {}
    return {
        "part_of": own and {"key": report.own_key, "given": share_of(own)},
        "shares": {key: share_of(share) for key, share in sorted(report.shares.items())},
        "signing": [signing_of(step) for step in report.signing],
    }


def _origins(report: Report) -> list[dict[str, object]]:
    """Group the figures that were not typed by where they came from."""
    groups: dict[Origin, list[Address]] = {}
    for address in report.form.figures:
        if address in report.origins:
            groups.setdefault(report.origins[address], []).append(address)
    return [
        {"source": origin.source.value, "name": origin.name, "figures": addresses}
        for origin, addresses in sorted(
            groups.items(), key=lambda group: (group[0].source.value, group[0].name)
        )
    ]


def _note_order(note: tuple[Subject, str]) -> tuple[object, ...]:
    subject = note[0]
    return (subject.code, subject.section, subject.addresses, subject.numbers)
