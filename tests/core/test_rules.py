"""Every rule has an example that passes and one that fails, and says where it comes from."""

from __future__ import annotations

import resources
from core.address import Address
from core.document_reader import decode
from core.edit import Edit, SetCover, SetFigure, SetText, apply
from core.forms.loader import Forms, load_forms
from core.inspection import Inspection
from core.link import Link
from core.report import Doubt, Report
from core.rules import make_rules
from tests.core.text_cases import codes as codes_of_text

CELL = Address("applications.granted.natural")
UPHELD = Address("remedies.review.total")
ROW_TOTAL = Address("applications.received.total")
COLUMN_TOTAL = Address("applications.concluded.natural")
ZEROS: list[Edit] = [SetFigure(a, "0") for a in load_forms().editions[-1].figures]

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
    "C01": ([SetCover("某局", 2024)], [SetCover("　", 2024)]),
    "C02": ([SetCover("某局", 2025)], [SetCover("某局", 2026)]),
}


def huaian(forms: Forms, edits: list[Edit]) -> Report:
    path = resources.folder() / "samples" / "huaian-2024.nianbao"
    report = decode(path.read_bytes(), forms, path.name)
    apply(report, edits)
    return report


def found(report: Report) -> set[str]:
    return {finding.code for finding in Inspection(report).findings}


def test_each_example_passes_or_fails_as_it_says(forms: Forms) -> None:
    for code, (good, bad) in EXAMPLES.items():
        assert code not in found(huaian(forms, good)), code
        assert code in found(huaian(forms, bad)), code


def test_no_code_is_without_an_example(forms: Forms) -> None:
    own = {code for rule in make_rules() for code in rule.codes if not code.startswith("X")}
    tallies = {identity.code for form in forms.editions for identity in form.identities}
    assert own | tallies == set(EXAMPLES)


def test_no_code_means_two_things(forms: Forms) -> None:
    own = [code for rule in make_rules() for code in rule.codes]
    assert len(own) == len(set(own))
    for form in forms.editions:
        in_form = {i.code for i in form.identities} | {m.code for m in form.mentions}
        assert in_form.isdisjoint(own)


def test_every_finding_has_a_known_code(forms: Forms) -> None:
    own = {code for rule in make_rules() for code in rule.codes}
    for _, bad in EXAMPLES.values():
        report = huaian(forms, bad)
        known = own | {i.code for i in report.form.identities}
        known |= {mention.code for mention in report.form.mentions}
        assert found(report) <= known
    assert set(codes_of_text("无")) <= own


def test_every_rule_says_where_it_comes_from(forms: Forms) -> None:
    assert all(rule.basis for rule in make_rules())
    assert all(i.basis for form in forms.editions for i in form.identities)


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
