"""The document file: one report as JSON text that a diff can show; see docs/file-format.md.

This module writes it, `core.document_reader` reads it.
"""

from __future__ import annotations

import json
import re

from core.address import Address
from core.link import Link
from core.origin import Origin
from core.report import Report
from core.value import Kind, show

SUFFIX = ".nianbao"
FORMAT = "nianbao"
VERSION = 2

_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"nianbao"')
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_document(start: bytes) -> bool:
    """Tell from the first hundred bytes whether a file is, or was, one of ours."""
    return _HEAD.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def encode(report: Report) -> bytes:
    """Return the document file of a report; equal reports give equal bytes."""
    form = report.form
    document = {
        "format": FORMAT,
        "version": VERSION,
        "edition": form.edition,
        "year": report.year,
        "organ": report.organ,
        "texts": {part.id: _lines(report.texts[part.id]) for part in form.texts},
        "links": {
            part.id: [_link(link) for link in report.links[part.id]]
            for part in form.texts
            if part.id in report.links
        },
        "figures": {a: report.values[a].text for a in form.figures if a in report.values},
        "origins": _origins(report),
        "doubts": {
            a: {"text": report.doubts[a].text, "why": report.doubts[a].why}
            for a in form.figures
            if a in report.doubts
        },
        "notes": _notes(report),
        "prior": _prior(report),
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # Half a surrogate pair can come from a clipboard. UTF-8 cannot hold it, a JSON escape can.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode("utf-8")


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _link(link: Link) -> str:
    return f"{link.start}-{link.end} {link.address}"


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


def _notes(report: Report) -> list[dict[str, object]]:
    return [
        {
            "code": subject.code,
            "section": subject.section,
            "figures": list(subject.addresses),
            "numbers": list(subject.numbers),
            "text": _lines(text),
        }
        for subject, text in sorted(
            report.notes.items(),
            key=lambda note: (
                note[0].code,
                note[0].section,
                note[0].addresses,
                note[0].numbers,
            ),
        )
    ]


def _prior(report: Report) -> dict[str, object] | None:
    prior = report.prior
    if prior is None:
        return None
    return {
        "edition": prior.edition,
        "year": prior.year,
        "organ": prior.organ,
        "figures": {a: show(figure, Kind.COUNT) for a, figure in sorted(prior.figures.items())},
    }
