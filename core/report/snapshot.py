"""What a report said when it was exported (导出时的样子), so small that the file can carry it.

It holds what is printed and nothing else: no notes, no doubts, no origins, no history. When the
file comes back edited, it tells what the other side changed from what has changed here since.
"""

from __future__ import annotations

import hashlib
import json
import re

from core.base.bounded_json import parse_json
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.report import Report, lines_of

FORMAT = "nianbao-exported"
SPACE = "urn:nianbao:exported"
"""The namespace of the part of a Word file that holds a snapshot."""
PROPERTY = "NianbaoExported"
"""The name of the property of a Word file that holds what identifies one."""
_MOST_VALUES = 200_000
"""The signs in the texts count too."""
_KEYS = frozenset({"format", "edition", "year", "organ", "texts", "figures"})
# XML can hold none of these; a JSON escape can.
_NOT_IN_XML = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def snapshot_of(report: Report) -> str:
    """Return a report's figures and texts as one line; equal reports give equal lines."""
    form = report.form
    state = {
        "format": FORMAT,
        "edition": form.edition,
        "year": report.year,
        "organ": report.organ,
        "texts": {part.id: lines_of(report.texts[part.id]) for part in form.texts},
        "figures": {a: report.values[a].text for a in form.figures if a in report.values},
    }
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def digest_of(snapshot: str) -> str:
    """Return what identifies a snapshot where it cannot be carried itself."""
    return hashlib.sha256(snapshot.encode()).hexdigest()


def read_snapshot(snapshot: str, digest: str, forms: Forms) -> Report | None:
    """Return the report that a snapshot holds; None where it is not just what was written."""
    if digest_of(snapshot) != digest:
        return None
    try:
        return _report(parse_json(snapshot, _MOST_VALUES), forms)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _report(state: object, forms: Forms) -> Report:
    if not isinstance(state, dict) or state.keys() != _KEYS or state["format"] != FORMAT:
        raise ValueError("no snapshot")
    form = forms.by_edition(_text(state["edition"]))
    year, texts, figures = state["year"], state["texts"], state["figures"]
    if form is None or not isinstance(year, int):
        raise ValueError("no known edition")
    edits: list[Edit] = [SetCover(_text(state["organ"]), year)]
    edits += [SetText(part, "\n".join(map(_text, lines))) for part, lines in texts.items()]
    edits += [SetFigure(Address(name), _text(text)) for name, text in figures.items()]
    report = Report(form)
    apply(report, edits)
    return report


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
