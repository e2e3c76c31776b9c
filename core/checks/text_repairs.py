"""Repairs of the texts as they may be offered: never where the tables themselves are in doubt."""

from __future__ import annotations

from core.checks.inspection import Inspection
from core.checks.tally import cells_under
from core.report.edits import SetText
from core.report.finding import Finding, Severity
from core.report.link import Link
from core.report.report import Report
from core.report.text_repair import TextRepair
from core.texts.search import is_linked, replace_spans


def offered_repair(inspection: Inspection, finding: Finding) -> TextRepair | None:
    """Return the repair of a finding; None where it has none, or another meaning is possible.

    The cells that it rests on must be in doubt to nobody, and the text just as it was read. A
    number that is linked was bound to its cell on purpose.
    """
    repair, report = finding.repair, inspection.report
    if repair is None or inspection.note(finding):
        return None
    text = report.texts.get(repair.section, "")
    if text[repair.start : repair.end] != repair.old:
        return None
    if is_linked(report.links.get(repair.section, ()), repair.start, repair.end):
        return None
    if inspection.board.failing(repair.rests_on):
        return None
    tables = {table.id for table in report.form.tables}
    if any(
        other.section in tables and other.severity is not Severity.HINT
        for other in inspection.about(cells_under(report.form, repair.rests_on))
    ):
        return None
    return repair


def find_again(inspection: Inspection, finding: Finding) -> Finding | None:
    """Return a finding as it stands after more was written; None where it is not certain which."""
    found = inspection.findings
    if finding in found:
        return finding
    same = [each for each in found if _traits(each) == _traits(finding)]
    return same[0] if len(same) == 1 else None


def put_right(report: Report, repair: TextRepair) -> SetText:
    """Return the edit that carries out a repair; the other links of the text stay."""
    section = repair.section
    span = (repair.start, repair.end)
    text, links = replace_spans(
        report.texts[section], report.links.get(section, ()), [span], repair.new
    )
    if repair.link is not None:
        new = Link(repair.start, repair.start + len(repair.new), repair.link)
        links = tuple(sorted((*links, new), key=lambda link: link.start))
    return SetText(section, text, links)


def _traits(finding: Finding) -> tuple[object, ...]:
    repair = finding.repair
    words = (repair.old, repair.new) if repair else None
    return finding.code, finding.section, finding.message, finding.addresses, words
