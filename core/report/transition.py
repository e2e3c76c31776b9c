"""The edits that lead from one state of a report to another."""

from __future__ import annotations

from core.figures.address import Address
from core.report.edit import Edit, SetCover, SetFigure, SetNote, SetPrior, SetProof, SetText, apply
from core.report.origin import TYPED
from core.report.report import Report


def edits_to(report: Report, wanted: Report) -> tuple[Edit, ...]:
    """Return what makes a report equal to another of the same edition; raises ValueError if not."""
    if report.form.edition != wanted.form.edition:
        raise ValueError("reports of two editions")
    edits: list[Edit] = []
    if (report.organ, report.year) != (wanted.organ, wanted.year):
        edits.append(SetCover(wanted.organ, wanted.year))
    if report.prior != wanted.prior:
        edits.append(SetPrior(wanted.prior))
    for address in report.form.figures:
        edit = _figure(wanted, address)
        if _figure(report, address) != edit:
            edits.append(edit)
    for section, text in wanted.texts.items():
        links = wanted.links.get(section, ())
        if (report.texts[section], report.links.get(section, ())) != (text, links):
            edits.append(SetText(section, text, links))
    for subject in dict.fromkeys((*report.notes, *wanted.notes)):
        note = wanted.notes.get(subject, "")
        if report.notes.get(subject, "") != note:
            edits.append(SetNote(subject, note))
    edits += [
        SetProof(address, wanted.proofs.get(address))
        for address in report.form.figures
        if report.proofs.get(address) != wanted.proofs.get(address)
    ]
    return tuple(edits)


def copy(report: Report) -> Report:
    """Return a report of its own that says the same."""
    made = Report(report.form, report.organ, report.year)
    apply(made, edits_to(made, report))
    return made


def _figure(report: Report, address: Address) -> SetFigure:
    """Return the edit that puts into a cell what stands there."""
    return SetFigure(
        address,
        report.value(address).text,
        report.doubts.get(address),
        report.origins.get(address, TYPED),
    )
