"""Published reports in the files in which offices have them, against what stands in them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from core.cli import main
from core.figures.address import Address
from core.forms.loader import Forms
from core.reading.source import read_source

REPORTS = (
    "huaian_2024.docx",
    "huaian_2024.pdf",
    "pingtan_2022.html",
    "shanghai_office_2019.html",
    "shuyang_drc_2023.html",
    "cixi_2020.xlsx",
)
WITHOUT_TEXTS = {"cixi_2020.xlsx"}
PRINTED_UNDER_THE_OLDER_LABEL = {
    # The page says 规范性文件 for 行政规范性文件, and 8, 0 and 18 beside it.
    "shuyang_drc_2023.html": {
        "proactive.normative.issued": 8,
        "proactive.normative.repealed": 0,
        "proactive.normative.in_force": 18,
    }
}


PRINTED_IN_YUAN = {
    # Every conversion is a doubt until somebody confirms it.
    "shanghai_office_2019.html": {"proactive.procurement.amount"},
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_published_report_is_read_whole(forms: Forms, shared_reports: Path, name: str) -> None:
    path = shared_reports / name
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_float=Decimal)
    figures = truth["figures"] | PRINTED_UNDER_THE_OLDER_LABEL.get(name, {})
    reading = read_source(path, forms)
    report = reading.report()
    assert (reading.organ, reading.year) == (truth["organ"], truth["year"])
    assert reading.form.edition == truth["edition"]
    assert {str(address): figure for address, figure in report.figures().items()} == figures
    assert {str(address) for address in report.doubts} == (
        PRINTED_UNDER_THE_OLDER_LABEL.get(name, {}).keys() | PRINTED_IN_YUAN.get(name, set())
    )
    written = {part for part, text in report.texts.items() if text}
    wanted = set() if name in WITHOUT_TEXTS else {"overview", "problems", "other_matters"}
    assert written - {"preamble"} == wanted


def test_the_blank_official_form_is_read_as_blank(forms: Forms, shared_reports: Path) -> None:
    reading = read_source(shared_reports / "blank_form_2021.docx", forms)
    assert reading.form.edition == "2021"
    assert reading.year is None
    assert set(reading.report().figures().values()) == {None}
    assert not reading.report().doubts
    assert [note.why for note in reading.notes if note.address] == []
    assert not any(reading.report().texts[part] for part in ("overview", "problems"))
    assert sum("格式里的提示" in note.why for note in reading.notes) == 3


def test_tables_without_headings_are_told_by_their_labels(
    forms: Forms, shared_reports: Path
) -> None:
    reading = read_source(shared_reports / "cixi_2020.xlsx", forms)
    notes = [note.why for note in reading.notes if "按表格的栏目认出" in note.why]
    assert len(notes) == 2
    place = reading.places[Address("applications.received.natural")]
    assert str(place) == "“cixi_2020.xlsx”工作表“表二”D25"


def test_the_command_line_reads_the_same_files(
    shared_reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["figures", str(shared_reports / "cixi_2020.xlsx"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_float=Decimal)
    assert (data["organ"], data["year"]) == ("慈溪市人民政府", 2020)
    assert data["figures"]["proactive.procurement.amount"] == Decimal("21692.71")
    # Two columns of this report do not balance, so that checking it ends with 1.
    assert main(["check", str(shared_reports / "cixi_2020.xlsx")]) == 1
    assert "自然人" in capsys.readouterr().out
    assert main(["check", str(shared_reports / "huaian_2024.pdf")]) == 0
