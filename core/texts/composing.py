"""Phrases that name cells: 【表三·新收·总计】 in a phrase becomes a linked number in the text.

【机关名称】, 【年度】 and 【格式文件】 become what the report says of itself, as plain words.
"""

from __future__ import annotations

import re

from core.forms.naming import cell_name
from core.report.link import Link
from core.report.report import Report
from core.settings.phrases import GAP

_NAME = re.compile("【([^【】\n]{1,80})】")


def compose(report: Report, phrase: str) -> tuple[str, tuple[Link, ...]]:
    """Return a phrase's words with the figures of the cells that it names, and their links.

    A cell that this edition does not have becomes a gap, and so does an organ not yet named.
    """
    own = {
        "机关名称": report.organ.strip(),
        "年度": str(report.year),
        "格式文件": report.form.document,
    }
    form = report.form
    by_name = {cell_name(form, address): address for address in form.figures}
    # What nobody means as a cell, such as 【2024】1号, stays as it is.
    tables = {name.split("·")[0] for name in by_name}
    pieces: list[str] = []
    links: list[Link] = []
    at = length = 0
    for match in _NAME.finditer(phrase):
        if match[1].split("·")[0] not in tables and match[1] not in own:
            continue
        address = by_name.get(match[1])
        words = own.get(match[1]) or GAP if address is None else report.figure_words(address)
        pieces += [phrase[at : match.start()], words]
        length += match.start() - at
        if address is not None:
            links.append(Link(length, length + len(words), address))
        length += len(words)
        at = match.end()
    pieces.append(phrase[at:])
    return "".join(pieces), tuple(links)


def phrase_of(report: Report, section: str, start: int, end: int) -> str:
    """Return a stretch of a text as a phrase; its linked numbers become their cells' names."""
    text = report.texts[section]
    pieces: list[str] = []
    for link in report.links.get(section, ()):
        if start <= link.start and link.end <= end:
            pieces += [text[start : link.start], f"【{cell_name(report.form, link.address)}】"]
            start = link.end
    pieces.append(text[start:end])
    return "".join(pieces).strip("\n")
