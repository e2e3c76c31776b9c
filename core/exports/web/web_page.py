"""The report as one web page: for screens of every width, for paper, and for those who listen.

The page stands alone: it has no script and fetches nothing.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from core.checks.inspection import Inspection
from core.exports.parts.markup import MarkedTable, mark_up, mark_up_text
from core.exports.parts.template import render
from core.exports.web.web_picture import web_picture
from core.forms.form import Role
from core.printed.page import PrintedCell, PrintedReport, PrintedSection, PrintedTable, print_report
from core.settings.page_options import SITE_PARTS, Site

_FIGURE_ROOM = 4.0
"""The least width of a column of figures in ems: seven digits with their padding."""
_PRINT_SIZE = 9.0
_PRINT_WIDTH = 510.0
"""The width of a printed page in points: A4 without its margins."""
_PRINT_PADDING = 4.5
_DIGIT = 0.6
"""The width of a digit in ems, and a little more: fonts differ."""
_LABEL = 7.0
"""The ems to which a column of labels may be narrowed, and the table still stands on one page."""
_WORDS = re.compile(
    "[一二三四五六]、|上一年|本年度|总数量|总金额|新制作|新公开|增/减|[^、，（）：]{2}"
)
"""The words of the forms' headings: those of three characters, and all others of two."""
_ROW_WORDS = re.compile(
    "(?:[一二三四五六七八九十]、|[0-9]+[.．]|（[一二三四五六七八九十]）)?[“（]?"
    "(?:规范性|事业性|过程性|投诉类|第三方|三安全|一稳定|本机关|申请人|出版物|本年度|下年度|区分处理的"
    "|无正当|补正后|不补正|不掌握|不明确|仍|或|已|其(?!他)"
    "|[A-Za-z0-9.]+|[^、，。；：“”（）A-Za-z0-9]{1,2}|.)[、，。；：”）]*"
)
"""The words of the forms' rows, with the number before and the marks behind them."""
_LONGEST_WORDS = 12
_NUMBER = re.compile(r"（.{1,2}）")


@dataclass(frozen=True, slots=True)
class _Table:
    """A marked table, and the width in ems below which it scrolls inside its own box."""

    marked: MarkedTable
    least_width: float
    print_size: float
    """The size of type in points in which no figure makes it wider than the printed page."""


def web_page(inspection: Inspection, site: Site | None = None) -> bytes:
    """Return the report as an HTML page in UTF-8; the same report always gives the same bytes.

    ``site`` is what the page says of the site that it will stand on.
    """
    report = print_report(inspection.report)
    sections = [
        (section, mark_up_text(section.paragraphs, section.id), _table(section))
        for section in report.sections
    ]
    picture = web_picture(inspection.report)
    values = {
        "report": report,
        "meta": _meta(report, site or Site()),
        "opening": mark_up_text(report.opening, "opening"),
        "sections": sections,
        "room": _FIGURE_ROOM,
        "picture": picture,
        "words": words,
    }
    return render("web.html.j2", values).encode("utf-8")


def _meta(report: PrintedReport, site: Site) -> dict[str, str]:
    """Return what stands in the page's head for those who gather government sites."""
    if site == Site():
        return {}
    said = asdict(site)
    said["source"] = said["source"] or report.organ
    named = {name: said[part] for part, name in SITE_PARTS.items() if said[part]}
    return {"ArticleTitle": "".join(report.title), **named}


def _table(section: PrintedSection) -> _Table | None:
    if section.table is None:
        return None
    table = section.table
    return _Table(mark_up(table, section.id), _least_width(table), _print_size(table))


def _least_width(table: PrintedTable) -> float:
    narrowest = min(
        sum(table.widths[cell.column : cell.column + cell.across])
        for line in table.lines
        for cell in line
        if cell.role is Role.FIGURE
    )
    return round(_FIGURE_ROOM * sum(table.widths) / narrowest, 1)


def words(cell: PrintedCell, of_form: bool) -> tuple[str, ...]:
    """Divide the text of a heading or a label where it may be broken; empty where that is anywhere.

    A name of a group is broken behind its number, a short heading or the name of a row by words,
    most of which have two characters, a long heading behind its marks, where browsers break by
    themselves. The labels of a table that is not ``of_form`` have words that no list knows.
    """
    text = cell.text
    is_group = cell.role is Role.LABEL and cell.down > 1
    number = _NUMBER.match(text)
    if is_group and number:
        return number[0], text[number.end() :]
    if cell.role is Role.LABEL and not is_group:
        return tuple(_ROW_WORDS.findall(text)) if of_form else ()
    if not is_group and cell.role is not Role.HEAD:
        return ()
    found = tuple(_WORDS.findall(text))
    if len(text) <= _LONGEST_WORDS and "".join(found) == text:
        return found
    return (text,) if "，" in text else ()


def _print_size(table: PrintedTable) -> float:
    ems = [_LABEL if at < table.first_figure_column else 0.0 for at in range(len(table.widths))]
    for cell in (cell for line in table.lines for cell in line):
        if cell.figure is not None:
            own = len(cell.text) * _DIGIT / cell.across
            for column in range(cell.column, cell.column + cell.across):
                ems[column] = max(ems[column], own)
    room = _PRINT_WIDTH - _PRINT_PADDING * len(ems)
    return min(_PRINT_SIZE, int(room / max(sum(ems), 1.0) * 4) / 4)
