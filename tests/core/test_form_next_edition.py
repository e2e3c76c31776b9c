"""A new year needs a file and no code: a made-up edition goes through the whole core."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import resources
from core.checks.inspection import Inspection
from core.checks.tally import Balance, TallyBoard
from core.cli import main
from core.document.decode import decode
from core.document.encode import encode
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from core.texts.check import check_texts

FILE = Path(__file__).resolve().parent.parent / "files" / "forms" / "2030.toml"
ROWS = ("received", "carried_in", "granted", "refused", "passed_on", "concluded", "carried_out")
COLUMNS = ("natural", "foreign", "persons", "bodies", "total")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of resources with one form more than the program ships."""
    folder = tmp_path_factory.mktemp("resources")
    shutil.copytree(resources.folder() / "forms", folder / "forms")
    shutil.copy(FILE, folder / "forms")
    return folder


@pytest.fixture(scope="module")
def all_forms(folder: Path) -> Forms:
    return load_forms(folder / "forms")


@pytest.fixture
def form(all_forms: Forms) -> Form:
    form = all_forms.by_edition("2030")
    assert form is not None
    return form


@pytest.fixture
def report(form: Form) -> Report:
    """Return a report in which everything balances."""
    report = Report(form, "某市某局", 2031)
    typed = {
        "proactive.interpretation.number": "12",
        "proactive.procurement.number": "3",
        "proactive.procurement.amount": "251000元",
        "platforms.at_start.number": "9",
        "platforms.at_start.change": "-2",
        "platforms.at_end.number": "7",
    }
    numbers = {"received": 9, "carried_in": 1, "granted": 4, "refused": 3, "passed_on": 2}
    for row, number in {**numbers, "carried_out": 1}.items():
        for column in ("natural", "foreign", "bodies"):
            typed[f"applications.{row}.{column}"] = str(number)
    apply(report, [SetFigure(Address(a), text) for a, text in typed.items()])
    apply(report, [SetText("pledges", "明年继续。\n"), SetText("overview", "一年来的情况。")])
    return report


def test_the_new_year_has_its_own_edition(all_forms: Forms) -> None:
    editions = {year: all_forms.for_year(year) for year in (2020, 2025, 2030, 2040)}
    assert [form and form.edition for form in editions.values()] == [
        "2019",
        "2021",
        "2030",
        "2030",
    ]


def test_its_sections_figures_and_totals(form: Form) -> None:
    assert [section.id for section in form.sections] == [
        "overview",
        "proactive",
        "applications",
        "platforms",
        "pledges",
    ]
    assert len(form.figures) == 3 + len(ROWS) * len(COLUMNS) + 3
    computed = [identity.computes for identity in form.totals]
    subtotal = Address("applications.concluded.persons")
    assert computed.index(subtotal) < computed.index(Address("applications.concluded.total"))
    assert {a.section for a in form.unwatched()} == {"proactive", "platforms"}


def test_totals_of_subtotals_are_computed(report: Report) -> None:
    assert report.figure(Address("applications.concluded.natural")) == 9
    assert report.figure(Address("applications.concluded.persons")) == 18
    assert report.figure(Address("applications.concluded.total")) == 27
    assert report.figure(Address("proactive.procurement.amount")) == Decimal("25.1")
    assert report.figure(Address("platforms.at_start.change")) == -2


def test_its_tallies_balance_and_break(report: Report) -> None:
    board = TallyBoard(report)
    assert board.count() == {Balance.BALANCED: len(report.form.identities)}
    board.update(
        apply(report, [SetFigure(Address("applications.carried_out.foreign"), "2")]).figures
    )
    wrong = [t.identity.id for t in board.tallies if t.state is Balance.UNBALANCED]
    assert wrong == ["N1.foreign", "N1.persons", "N1.total"]


def test_the_inspection_speaks_of_its_rows_by_name(report: Report) -> None:
    inspection = Inspection(report)
    assert not inspection.has_errors
    inspection.update(apply(report, [SetFigure(Address("applications.carried_out.bodies"), "2")]))
    messages = [finding.message for finding in inspection.findings if finding.code == "N1"]
    assert messages[0].startswith("单位一列不平：新收9＋上年结转1＝10，办结9＋结转下年2＝11")


def test_its_document_comes_back(report: Report, all_forms: Forms) -> None:
    saved = encode(report)
    again = decode(saved, all_forms, "x.nianbao")
    assert again.figures() == report.figures()
    assert encode(again) == saved


def test_the_command_line_makes_and_checks_it(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(resources, "folder", lambda: folder)
    file = str(tmp_path / "a.nianbao")
    assert main(["new", "--year", "2030", "--organ", "某市某局", "-o", file]) == 0
    assert "2030版格式，试验文件〔2030〕1号" in capsys.readouterr().out
    assert main(["check", file, "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["tallies"] == {"balanced": 0, "unbalanced": 0, "unfilled": 5 + 5 + 7 + 7}
    assert len(checked["unwatched"]) == 6
    assert main(["figures", file]) == 0
    assert "外国人" in capsys.readouterr().out


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_renaming_a_written_part_loses_no_check(edition: str, tmp_path: Path) -> None:
    """What is asked of a text hangs on its role, not on its name."""
    old = (resources.folder() / f"forms/{edition}.toml").read_text("utf-8")
    names = {"overview": "part_one", "problems": "part_five", "other_matters": "part_six"}
    new = old
    for name, other in names.items():
        assert new.count(f'id = "{name}"') == 1
        new = new.replace(f'id = "{name}"', f'id = "{other}"')
    (tmp_path / "renamed.toml").write_text(new, "utf-8")
    known, renamed = load_forms().by_edition(edition), load_forms(tmp_path).by_edition(edition)
    assert known is not None
    assert renamed is not None
    said = ["2018年，加强考核。", "无。2029年，将改进。", "另附说明。", ""]
    for texts in (said, list(reversed(said)), ["2018年起步。"] * 3, [""] * 3):
        found = []
        for form in (known, renamed):
            report = Report(form, "某市人民政府", form.first_year)
            ids = [text.id for text in form.texts[1:]]
            apply(report, [SetText(id_, text) for id_, text in zip(ids, texts, strict=False)])
            back = {new: old for old, new in names.items()}
            found.append(
                [
                    (f.code, back.get(f.section, f.section), f.message, f.advice)
                    for f in check_texts(report)
                ]
            )
        assert found[0] == found[1]
        assert found[0]
