"""Every rule has an example that passes and one that fails, and says where it comes from."""

from __future__ import annotations

import resources
from core.checks.inspection import READING, Inspection
from core.checks.progress import Progress, section_progress
from core.checks.rules import make_rules
from core.document.decode import decode
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetPrior, SetText
from core.report.link import Link
from core.report.prior import Prior
from core.report.report import Doubt, Report
from tests.core.text_cases import codes as codes_of_text
from tests.editions import FORMS, form_of

CELL = Address("applications.granted.natural")
UPHELD = Address("remedies.review.total")
ROW_TOTAL = Address("applications.received.total")
COLUMN_TOTAL = Address("applications.concluded.natural")
ZEROS: list[Edit] = [SetFigure(a, "0") for a in form_of(FORMS, "2021").figures]


def last_year(edition: str, year: int, **figures: int) -> SetPrior:
    """Return last year's report; a cell is named by its row and column."""
    known = {Address(name.replace("__", ".")): figure for name, figure in figures.items()}
    return SetPrior(Prior(edition, year, "某局", known))


EXAMPLES: dict[str, tuple[list[Edit], list[Edit]]] = {
    "T31": ([], [SetFigure(CELL, "10")]),
    "T32": ([], [SetFigure(COLUMN_TOTAL, "1")]),
    "T33": ([], [SetFigure(ROW_TOTAL, "1")]),
    "T41": ([], [SetFigure(UPHELD, "1")]),
    "V01": ([SetFigure(CELL, "１,234")], [SetFigure(CELL, "12件")]),
    "V02": ([SetFigure(CELL, "0")], [SetFigure(CELL, "/")]),
    "D01": ([SetFigure(CELL, "0")], [SetFigure(CELL, "", Doubt("2 3", "数字中间有空格"))]),
    "U01": ([SetFigure(CELL, "0")], [SetFigure(CELL, "")]),
    "L01": (
        [SetText("overview", "共1件", (Link(1, 2, CELL),))],
        [SetText("overview", "共1件", (Link(1, 2, CELL),)), SetFigure(CELL, "")],
    ),
    "Z01": (ZEROS[1:], ZEROS),
    "Y01": (
        [last_year("2021", 2023, applications__carried_out__natural=34)],
        [last_year("2021", 2023, applications__carried_out__natural=35)],
    ),
    "Y02": (
        [last_year("2021", 2023, proactive__regulation__in_force=10)],
        [last_year("2021", 2023, proactive__regulation__in_force=11)],
    ),
    "Y03": (
        [
            last_year(
                "2019", 2019, proactive__licensing__prior_items=880, proactive__licensing__change=-2
            )
        ],
        [
            last_year(
                "2019", 2019, proactive__licensing__prior_items=880, proactive__licensing__change=2
            )
        ],
    ),
    "C01": ([SetCover("某局", 2024)], [SetCover("　", 2024)]),
    "C02": ([SetCover("某局", 2025)], [SetCover("某局", 2026)]),
}


OF_THE_FIRST_EDITION = {"Y03"}
"""Codes that only the form of 2019 has."""


def huaian(forms: Forms, edits: list[Edit], name: str = "huaian-2024") -> Report:
    path = resources.folder() / "samples" / f"{name}.nianbao"
    report = decode(path.read_bytes(), forms, path.name)
    apply(report, edits)
    return report


def found(report: Report) -> set[str]:
    return {finding.code for finding in Inspection(report).findings}


def test_each_example_passes_or_fails_as_it_says(forms: Forms) -> None:
    for code, (good, bad) in EXAMPLES.items():
        sample = "cixi-2020" if code in OF_THE_FIRST_EDITION else "huaian-2024"
        assert code not in found(huaian(forms, good, sample)), code
        assert code in found(huaian(forms, bad, sample)), code


def test_no_code_is_without_an_example(forms: Forms) -> None:
    own = {code for rule in make_rules() for code in rule.codes if not code.startswith("X")}
    tallies = {identity.code for form in forms.editions for identity in form.identities}
    carries = {carry.code for form in forms.editions for carry in form.carries}
    assert own | tallies | carries == set(EXAMPLES)


def test_no_code_means_two_things(forms: Forms) -> None:
    own = [code for rule in make_rules() for code in rule.codes]
    assert len(own) == len(set(own))
    for form in forms.editions:
        codes = [
            {i.code for i in form.identities},
            {m.code for m in form.mentions},
            {c.code for c in form.carries},
            set(own),
        ]
        assert len(set().union(*codes)) == sum(map(len, codes))


def test_every_finding_has_a_known_code(forms: Forms) -> None:
    own = {code for rule in make_rules() for code in rule.codes}
    for _, bad in EXAMPLES.values():
        report = huaian(forms, bad)
        known = own | {i.code for i in report.form.identities}
        known |= {mention.code for mention in report.form.mentions}
        known |= {carry.code for carry in report.form.carries}
        assert found(report) <= known
    assert set(codes_of_text("无")) <= own


def test_every_rule_says_where_it_comes_from(forms: Forms) -> None:
    assert all(rule.basis for rule in make_rules())
    assert all(i.basis for form in forms.editions for i in form.identities)
    assert all(carry.basis for form in forms.editions for carry in form.carries)


def test_the_sentence_for_an_unbalanced_column(forms: Forms) -> None:
    path = resources.folder() / "samples" / "cixi-2020.nianbao"
    inspection = Inspection(decode(path.read_bytes(), forms, path.name))
    first = inspection.findings[0]
    assert first.message == (
        "自然人一列不平：新收516＋上年结转12＝528，办结511＋结转下年16＝527，相差1。"
    )
    assert (first.left, first.right, first.difference) == (528, 527, 1)


def test_a_printed_total_is_told_with_both_numbers(forms: Forms) -> None:
    report = huaian(forms, [SetFigure(ROW_TOTAL, "1")])
    sums = [f for f in Inspection(report).findings if f.code == "T33"]
    assert len(sums) == 1
    assert sums[0].settles == ROW_TOTAL
    assert "是1，相差" in sums[0].message


def test_findings_follow_changes_as_if_made_anew(forms: Forms) -> None:
    report = huaian(forms, [])
    inspection = Inspection(report)
    for edit in (SetFigure(CELL, "7"), SetFigure(CELL, "x"), SetCover("", 2026)):
        inspection.update(apply(report, [edit]), defer_texts=True)
        inspection.catch_up()
        assert inspection.findings == Inspection(report).findings


def test_unread_texts_are_read_by_whoever_asks_for_findings(forms: Forms) -> None:
    report = huaian(forms, [SetText("problems", "无"), SetFigure(CELL, "10")])
    whole = Inspection(report).findings
    unread = Inspection(report, defer_texts=True)
    assert {f.code for f in unread.known} < {f.code for f in whole}
    assert unread.gravest == whole[0]  # an error is in the figures
    assert unread.is_unread
    assert unread.open_in_words() == READING
    assert unread.findings == whole
    assert not unread.is_unread


def test_reading_on_ends_as_if_read_at_once_whatever_is_changed_meanwhile(forms: Forms) -> None:
    changes: list[Edit] = [
        SetText("overview", "收到申请5件。"),
        SetCover("", 2026),
        SetFigure(CELL, "7"),
        SetText("overview", ""),
        SetCover("某局", 2024),
    ]
    report = huaian(forms, [SetText("problems", "无")])
    inspection = Inspection(report, defer_texts=True)
    steps = 0
    while inspection.read_on():
        assert "X72" not in {finding.code for finding in inspection.known}
        if steps < len(changes):
            inspection.update(apply(report, [changes[steps]]), defer_texts=True)
        steps += 1
    assert steps > len(changes)
    assert inspection.findings == Inspection(report).findings


def test_no_section_is_done_while_the_texts_are_unread(forms: Forms) -> None:
    report = huaian(forms, [])
    inspection = Inspection(report, defer_texts=True)
    sections = ("cover", *(section.id for section in report.form.sections))
    assert {section_progress(inspection, name) for name in sections} == {Progress.CHECKING}
    inspection.catch_up()
    assert {section_progress(inspection, name) for name in sections} == {Progress.DONE}
    faulty = Inspection(huaian(forms, [SetFigure(CELL, "10")]), defer_texts=True)
    assert section_progress(faulty, CELL.section) is Progress.UNBALANCED
