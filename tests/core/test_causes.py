"""One wrong figure is one finding; the tallies that it makes fail hang under it, each told."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from core.checks.causes import differing_totals
from core.checks.finding_words import finding_in_words
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.cli import main
from core.document.file import save
from core.exports.parts.check_list import check_list
from core.figures.address import Address
from core.figures.value import Kind
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.finding import Finding
from core.report.report import Report
from tests.sample_reports import sample_report


def at(row: str, column: str) -> Address:
    return Address.of("applications", row, column)


def spoiled(*cells: tuple[Address, int], printed: bool = False) -> Report:
    """Put figures of a sound report off; ``printed`` keeps each total as it was on paper."""
    report = sample_report("huaian-2024")
    sound = report.figures()
    for address, off in cells:
        apply(report, [SetFigure(address, str((sound[address] or 0) + off))])
    if printed:
        wrong = {address for address, _ in cells}
        totals = [
            SetFigure(total, str(sound[total]))
            for total in report.form.addends
            if total not in wrong and report.figure(total) != sound[total]
        ]
        apply(report, totals)
    return report


def unbalanced(report: Report) -> list[Finding]:
    return [each for each in Inspection(report).findings if each.is_unbalanced]


@pytest.mark.parametrize(
    ("row", "column", "code", "others"),
    [
        ("received", "total", "T33", ["T31"]),
        ("carried_out", "total", "T33", ["T31"]),
        ("granted", "total", "T33", ["T32"]),
        ("concluded", "total", "T33", ["T31", "T32"]),
        ("concluded", "natural", "T32", ["T31", "T31", "T32"]),
    ],
)
def test_a_wrong_printed_total_is_one_finding(
    row: str, column: str, code: str, others: list[str]
) -> None:
    found = unbalanced(spoiled((at(row, column), 5)))
    assert [each.code for each in found] == [code]
    assert found[0].settles == at(row, column)
    assert [each.code for each in found[0].follows] == others
    assert f"另有{len(others)}处不平由此引起，不用另改" in found[0].advice
    for other in found[0].follows:
        assert "先不要改这里" in other.advice
        assert other.settles is None


def test_the_total_column_follows_the_column_that_is_wrong() -> None:
    found = unbalanced(spoiled((at("received", "natural"), 5), (at("granted", "other"), 2)))
    assert [each.message[:2] for each in found] == ["自然", "其他"]
    assert [each.message[:2] for each in found[0].follows] == ["总计"]


def test_printed_totals_that_are_right_point_to_the_cell_that_is_not() -> None:
    """Replacing either total by its sum would break a right figure; neither is advised."""
    found = unbalanced(spoiled((at("granted", "natural"), 5), printed=True))
    assert len(found) == 1
    assert found[0].suspect == found[0].place == at("granted", "natural")
    assert found[0].settles is None
    assert "自然人现在是1293，改为1288就都平衡" in found[0].advice
    assert "改用相加得出" not in found[0].advice + "".join(x.advice for x in found[0].follows)


def test_the_cell_that_explains_most_is_suspected_first() -> None:
    other = at("declined_publication", "other")
    missing = at("unavailable_not_held", "total")
    report = spoiled((other, 1), (missing, 1), (at("concluded", "business"), 1), printed=True)
    suspects = [(each.suspect, len(each.follows)) for each in unbalanced(report)]
    assert [each for each in suspects if each[0]] == [(other, 1)]


def test_what_is_said_to_balance_all_balances_all() -> None:
    """A suspect's advice says so of each tally told with it; what fails on is told elsewhere."""
    pick = random.Random(31)  # noqa: S311  # the same figures each time
    sound = sample_report("huaian-2024")
    typed = [
        a for a in sound.form.figures
        if a.section == "applications" and a not in sound.form.addends
    ]  # fmt: skip
    suspected = 0
    for round_ in range(60):
        cells = [(a, pick.randint(1, 9)) for a in pick.sample(typed, 1 + round_ % 3)]
        totals = pick.sample(sorted(sound.form.addends), round_ % 2)
        report = spoiled(*cells, *((a, 1) for a in totals), printed=round_ % 4 > 0)
        for found in unbalanced(report):
            if found.suspect is None:
                continue
            suspected += 1
            told = {each.addresses for each in (found, *found.follows)}
            assert f"不平的{len(told)}处" in found.advice
            after = found.advice.partition("改为")[2].partition("就")[0]
            undo = apply(report, [SetFigure(found.suspect, after)]).inverse
            for tally in Inspection(report).board.tallies:
                if tally.identity.addresses in told:
                    assert tally.state is Balance.BALANCED, (cells, totals, tally.identity.place)
            apply(report, undo)
    assert suspected > 30


def test_the_total_column_does_not_hang_under_a_cell_that_leaves_it_unbalanced() -> None:
    """A second column is off, and hides in the total until the first is put right."""
    report = spoiled((at("received", "legal"), -1), (at("received", "natural"), 1))
    total = at("received", "total")
    apply(report, [SetFigure(total, str((report.figure(total) or 0) + 1))])
    natural, legal = unbalanced(report)
    assert legal.suspect == at("received", "legal")
    assert "不平的2处" in legal.advice
    assert [each.message[:2] for each in natural.follows] == ["总计"]


def test_every_printed_total_that_differs_is_known_whatever_is_the_cause() -> None:
    inspection = Inspection(spoiled((at("granted", "natural"), 5), printed=True))
    differing = differing_totals(inspection.report, inspection.board)
    assert set(differing) == {at("granted", "total"), at("concluded", "natural")}
    inspection = Inspection(spoiled((at("received", "total"), 5)))
    assert differing_totals(inspection.report, inspection.board) == (at("received", "total"),)
    inspection = Inspection(spoiled((at("received", "natural"), 5)))
    assert differing_totals(inspection.report, inspection.board) == ()


def test_two_faults_are_two_findings() -> None:
    report = spoiled((at("received", "total"), 5), (at("carried_in", "total"), 3))
    found = unbalanced(report)
    assert [each.settles for each in found] == [at("received", "total"), at("carried_in", "total")]
    assert [each.code for each in found[0].follows] == ["T31"]


def test_every_failing_tally_is_told_once_whatever_is_wrong() -> None:
    report = sample_report("huaian-2024")
    pick = random.Random(18)  # noqa: S311  # the same figures each time
    counted = [a for a, f in report.form.figures.items() if f.kind is Kind.COUNT]
    for _ in range(120):
        cells = pick.sample(counted, pick.randint(1, 3))
        texts = [pick.choice(["", "0", "7", "41", "x"]) for _ in cells]
        apply(report, [SetFigure(a, text) for a, text in zip(cells, texts, strict=True)])
        inspection = Inspection(report)
        failing = Counter(
            tally.identity.addresses
            for tally in inspection.board.tallies
            if tally.state is Balance.UNBALANCED
        )
        told = Counter(f.addresses for f in inspection.told if f.code.startswith("T"))
        told = Counter({a: n for a, n in told.items() if a in failing})
        assert told == failing


def test_every_front_end_tells_what_hangs_under_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = spoiled((at("concluded", "total"), 5))
    inspection = Inspection(report)
    (found,) = unbalanced(report)
    path = tmp_path / "a.nianbao"
    save(report, path)
    assert main(["check", str(path), "--json"]) == 1
    listed = [
        (each["code"], each.get("follows"))
        for each in json.loads(capsys.readouterr().out)["findings"]
        if each["code"].startswith("T3")
    ]
    assert listed == [("T33", None), ("T31", "T33"), ("T32", "T33")]
    (sheet,) = (
        line.words for line in check_list(inspection).findings if "（七）" in line.words.message
    )
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    for other in found.follows:
        assert other.message in sheet.advice
        assert other.message in finding_in_words(inspection, found)
        assert other.message in said
