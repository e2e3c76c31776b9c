"""A text with its linked numbers on the clipboard and back, as a drag carries it too."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from core.figures.address import Address
from core.report.link import Link

LINKS = "application/x-nianbao-links"
"""What our own clipboard says beside the text: its linked numbers."""


def copied(text: str, links: Iterable[Link], start: int, end: int) -> QMimeData:
    """Return a span of a text with the links that stand in it whole."""
    data = QMimeData()
    data.setText(text[start:end])
    inside = [
        (link.start - start, link.end - start, str(link.address))
        for link in links
        if start <= link.start and link.end <= end
    ]
    data.setData(LINKS, json.dumps(inside).encode("ascii"))
    return data


def pasted(source: QMimeData) -> tuple[str, tuple[Link, ...]]:
    """Return the text to put in, and its links; what another program copied is cleaned."""
    if source.hasFormat(LINKS):
        # Our own words, moved or copied: not a letter of them is cleaned away.
        return source.text(), _read_links(bytes(source.data(LINKS).data()))
    from core.texts.cleaning import clean_paste

    return clean_paste(source.text()), ()


def _read_links(data: bytes) -> tuple[Link, ...]:
    """Read the links of our own clipboard; another program may have put anything there."""
    try:
        return tuple(
            Link(int(start), int(end), Address(address)) for start, end, address in json.loads(data)
        )
    except (ValueError, TypeError):
        return ()
