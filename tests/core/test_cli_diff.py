"""nianbao diff: what two reports say differently, told once, and doubts told apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import save
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Doubt, Report
from core.report.transition import copy
from tests.editions import form_of

NATURAL = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
ROW = "“一、本年新收政府信息公开申请数量”"


@pytest.fixture
def report(forms: Forms, full_figures: Callable[[Form], dict[Address, str]]) -> Report:
    made = Report(form_of(forms, "2021"), "某市某局", 2024)
    apply(made, [SetFigure(a, text) for a, text in full_figures(made.form).items()])
    texts = [
        SetText(part.id, f"{part.heading}写在这里。\n　　第二段。") for part in made.form.texts
    ]
    apply(made, [SetFigure(NATURAL, "500"), *texts])
    return made


@pytest.fixture
def diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Compare two reports as files of these kinds; returns the status and what is printed."""

    def compare(
        one: Report, other: Report, *options: str, kinds: str = "nianbao"
    ) -> tuple[int, str]:
        files = []
        for name, report, suffix in (("甲", one, ".nianbao"), ("乙", other, f".{kinds}")):
            path = tmp_path / f"{name}{suffix}"
            if suffix == ".nianbao":
                save(report, path, overwrite=True)
            else:
                path.write_bytes(KINDS[suffix].write(Inspection(report)))
            files.append(str(path))
        status = main(["diff", *files, *options])
        printed = capsys.readouterr()
        assert not printed.err
        return status, printed.out

    return compare


@pytest.mark.parametrize("kind", ["nianbao", "docx", "html", "xlsx"])
def test_a_report_is_what_was_made_of_it(
    kind: str, report: Report, diff: Callable[..., tuple[int, str]]
) -> None:
    status, printed = diff(report, report, kinds=kind)
    assert status == 0, printed
    assert "没有不同。" in printed
    assert json.loads(diff(report, report, "--json", kinds=kind)[1])["same"] is True


@pytest.mark.parametrize("kind", ["nianbao", "docx"])
def test_differences_are_told_in_the_order_of_the_form(
    kind: str, report: Report, diff: Callable[..., tuple[int, str]]
) -> None:
    other = copy(report)
    text = other.texts["overview"].replace("写在这里", "写在那里")
    apply(other, [SetCover("某市某委", 2024), SetFigure(NATURAL, "512"), SetText("overview", text)])
    status, printed = diff(report, other, kinds=kind)
    before, after = (each.figure(TOTAL) for each in (report, other))
    assert status == 1
    assert printed.splitlines()[3:] == [
        "封面",
        "  机关名称：某市某局 → 某市某委",
        "一、总体情况",
        "  第1段：一、总体情况写在〔删：这〕〔加：那〕里。",
        "三、申请办理",
        f"  {ROW}自然人：500 → 512（增加12）",
        f"  {ROW}总计：{before} → {after}（增加12）",
        "共有4处不同：封面1处，数字2处，文字1处。",
    ]


def test_json_has_the_figures_and_the_words(
    report: Report, diff: Callable[..., tuple[int, str]]
) -> None:
    other = copy(report)
    text = other.texts["overview"].replace("写在这里", "写在那里")
    apply(other, [SetFigure(NATURAL, "498"), SetText("overview", text)])
    status, printed = diff(report, other, "--json")
    found = json.loads(printed)
    assert status == 1
    natural, total = found["figures"]
    assert (natural["address"], natural["change"], natural["computed"]) == (NATURAL, -2, False)
    assert (natural["before"], natural["after"], natural["column"]) == ("500", "498", "自然人")
    assert total["computed"] is True
    assert [p["fate"] + p["text"] for p in found["texts"][0]["pieces"]] == ["struck这", "added那"]
    assert found["cover"] == []


def test_how_a_number_is_written_makes_no_difference(
    report: Report, diff: Callable[..., tuple[int, str]]
) -> None:
    other = copy(report)
    apply(other, [SetFigure(NATURAL, "５００")])
    assert diff(report, other)[0] == 0
    apply(other, [SetFigure(NATURAL, "")])
    status, printed = diff(report, other)
    assert status == 1
    assert f"{ROW}自然人：500 → （空）" in printed


def test_a_doubt_is_no_difference(report: Report, diff: Callable[..., tuple[int, str]]) -> None:
    other = copy(report)
    apply(other, [SetFigure(NATURAL, "", Doubt("5O0", "认不出这个数"))])
    status, printed = diff(report, other)
    assert f"{ROW}自然人：500" not in printed
    assert "没有读准" in printed
    assert "认不出这个数" in printed
    found = json.loads(diff(report, other, "--json")[1])
    assert [each["address"] for each in found["after"]["unsure"]] == [NATURAL]
    assert NATURAL not in [each["address"] for each in found["figures"]]
    assert status == int(bool(found["figures"]))


def test_a_cell_that_an_edition_has_not_is_said_to_be_none(
    forms: Forms, diff: Callable[..., tuple[int, str]]
) -> None:
    old, new = (Report(form, "某局", form.first_year) for form in forms.editions[:2])
    apply(old, [SetFigure(Address("applications.other.natural"), "3")])
    printed = diff(old, new)[1]
    assert "3 → （这一版格式没有这一格）" in printed


def test_a_part_that_was_not_read_is_not_compared(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "甲.nianbao", tmp_path / "乙.html"
    save(report, path)
    page.write_bytes(KINDS[".html"].write(Inspection(report)))
    gone = copy(report)
    apply(gone, [SetText("problems", "")])
    page.write_bytes(KINDS[".html"].write(Inspection(gone)))
    assert main(["diff", str(path), str(page)]) == 0
    printed = capsys.readouterr().out
    assert "读到的部分没有不同。" in printed
    assert "没有读到“五、存在的主要问题及改进情况”，没有比较这一部分。" in printed


def test_what_cannot_be_read_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(tmp_path / "无"), str(tmp_path / "无")]) == 2
    assert capsys.readouterr().err.endswith("。\n")
