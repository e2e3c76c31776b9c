"""The report as a clipboard carries it: HTML for the site's editor, and plain text.

Site editors strip style sheets, so that every cell says its width, frame and alignment itself.
In the plain form a table is one line a row with tabs between its columns; the cells that a span
covers are empty, as a sheet has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.exports.parts.markup import mark_up, mark_up_text
from core.exports.parts.template import render
from core.printed.guard import safe_lines, safe_text
from core.printed.page import (
    PrintedCell,
    PrintedParagraph,
    PrintedSection,
    PrintedTable,
    print_report,
)
from core.printed.small_table import blocks_of
from core.report.report import Report

_WIDTH = 624
"""The width of a table in pixels: a page of A4 with common margins."""
_INDENT = "\u3000\u3000"
"""Official texts begin with two blanks; so no sheet takes a line for a formula either."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The same content twice: a piece of HTML, and plain text with bare line feeds."""

    html: str
    plain: str


def paste_table(report: Report, section: str) -> Pasted:
    """Return the table of one section, without its heading."""
    printed = next(s for s in print_report(report).sections if s.id == section)
    if printed.table is None:
        raise KeyError(section)
    return Pasted(_html((), (), (printed,)), _plain_table(printed.table))


def paste_report(report: Report) -> Pasted:
    """Return the whole report: title, opening paragraph, and every section with its heading."""
    printed = print_report(report)
    html = _html(printed.title_parts, printed.opening, printed.sections)
    parts = ["".join(f"{line}\n" for line in printed.title)]
    parts.append(_plain_text(printed.opening))
    parts += (_plain_section(section) for section in printed.sections)
    return Pasted(html, "\n".join(part for part in parts if part))


def _html(
    title: tuple[tuple[str, ...], ...],
    opening: tuple[PrintedParagraph, ...],
    sections: tuple[PrintedSection, ...],
) -> str:
    """Set the parts; without a title it is a table alone, and its heading is left out."""
    values = {
        "title": title,
        "opening": mark_up_text(opening, "opening"),
        "sections": sections,
        "texts": {s.id: mark_up_text(s.paragraphs, s.id) for s in sections},
        "tables": {s.id: mark_up(s.table, s.id) for s in sections if s.table},
        "width": _WIDTH,
        "safe_lines": safe_lines,
    }
    return render("paste.html.j2", values)


def _plain_section(section: PrintedSection) -> str:
    body = _plain_text(section.paragraphs)
    return f"{section.heading}\n{body}{_plain_table(section.table) if section.table else ''}"


def _plain_text(paragraphs: Sequence[PrintedParagraph]) -> str:
    return "".join(
        f"{_INDENT}{block.text}\n" if isinstance(block, PrintedParagraph) else _plain_table(block)
        for block in blocks_of(paragraphs)
    )


def _plain_table(table: PrintedTable) -> str:
    return "".join(_plain_line(line, len(table.widths)) for line in table.lines)


def _plain_line(line: Iterable[PrintedCell], columns: int) -> str:
    texts = [""] * columns
    for cell in line:
        texts[cell.column] = safe_text(cell)
    return "\t".join(texts) + "\n"
