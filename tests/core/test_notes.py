"""What the office says about a finding stands until one of the finding's own numbers changes."""

from __future__ import annotations

import pytest

import resources
from core.checks.inspection import Inspection
from core.checks.progress import Progress, section_progress
from core.document.decode import decode
from core.document.encode import encode
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import NOTES, SetFigure, SetNote, SetText
from core.report.finding import Finding
from core.report.note import Subject
from core.report.report import Report

FAR = Address("proactive.licensing.decisions")
SECTION = "overview"


@pytest.fixture
def inspection(forms: Forms) -> Inspection:
    path = resources.folder() / "samples" / "huaian-2024.nianbao"
    report = decode(path.read_bytes(), forms, path.name)
    text = f"{report.texts[SECTION]}\n2024年全市共收到政府信息公开申请1件。"
    apply(report, [SetText(SECTION, text)])
    return Inspection(report)


def soft(inspection: Inspection) -> Finding:
    return next(f for f in inspection.findings if "不一致：本年新收" in f.message)


def say(inspection: Inspection, text: str) -> None:
    subject = Subject.of(soft(inspection))
    inspection.update(apply(inspection.report, [SetNote(subject, text)]))


def test_a_note_stands_through_new_checks_and_the_file(
    inspection: Inspection, forms: Forms
) -> None:
    assert section_progress(inspection, SECTION) is Progress.TO_REVIEW
    say(inspection, "口径不同")
    apply(inspection.report, [SetFigure(FAR, "99")])
    again = Inspection(decode(encode(inspection.report), forms, "x.nianbao"))
    assert again.note(soft(again)) == "口径不同"
    assert not again.is_open(soft(again))
    assert section_progress(again, SECTION) is Progress.DONE


def test_a_note_lapses_when_a_number_of_its_own_changes(inspection: Inspection) -> None:
    say(inspection, "口径不同")
    report = inspection.report
    text = report.texts[SECTION].replace("申请1件", "申请2件")
    change = apply(report, [SetText(SECTION, text)])
    inspection.update(change)
    assert inspection.note(soft(inspection)) == ""
    assert inspection.lapsed_note(soft(inspection)) == "口径不同"
    assert section_progress(inspection, SECTION) is Progress.TO_REVIEW
    inspection.update(apply(report, change.inverse))
    assert inspection.note(soft(inspection)) == "口径不同"
    assert inspection.lapsed_note(soft(inspection)) == ""


def test_a_note_is_told_and_can_be_taken_back(inspection: Inspection) -> None:
    subject = Subject.of(soft(inspection))
    change = apply(inspection.report, [SetNote(subject, "一"), SetNote(subject, "二")])
    assert change.parts == {NOTES}
    assert inspection.report.notes == {subject: "二"}
    apply(inspection.report, change.inverse)
    assert inspection.report.notes == {}


def test_zeros_alone_count_as_filled_only_when_confirmed(forms: Forms) -> None:
    for form in forms.editions:
        report = Report(form, "某局", form.first_year)
        apply(report, [SetFigure(a, "0") for a in form.figures])
        inspection = Inspection(report)
        tables = [table.id for table in form.tables]
        assert {section_progress(inspection, table) for table in tables} == {Progress.UNFILLED}
        found = next(f for f in inspection.findings if f.confirms)
        note = SetNote(Subject.of(found), found.confirms)
        inspection.update(apply(report, [note]))
        assert {section_progress(inspection, table) for table in tables} == {Progress.DONE}
        one = next(iter(form.figures))
        inspection.update(apply(report, [SetFigure(one, "1")]))
        assert not any(f.confirms for f in inspection.findings)
