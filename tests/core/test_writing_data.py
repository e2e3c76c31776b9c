from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checks.inspection import Inspection
from core.exports.data import csv_list, json_data
from core.figures.address import Address
from core.figures.value import Kind
from core.printed.own_marks import COLUMNS
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.finding import Severity
from core.report.report import Report
from tests.core.report_variants import HOSTILE, VARIANTS, make_report
from tests.editions import FORMS, form_of

EDITIONS = [form.edition for form in FORMS.editions]


def loaded(report: Report) -> dict[str, Any]:
    return json.loads(json_data(Inspection(report)), parse_float=Decimal)


def rows_of(report: Report) -> list[dict[str, str]]:
    data = csv_list(Inspection(report))
    assert data.startswith(b"\xef\xbb\xbf")
    assert not data.startswith(b"\xef\xbb\xbf" * 2)
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    return list(reader)


# JSON


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_json_gives_back_the_report(edition, variant, full_figures) -> None:
    form = form_of(FORMS, edition)
    report = make_report(form, variant, full_figures)
    data = loaded(report)
    assert (data["organ"], data["year"]) == ("青禾县人民政府", form.first_year)
    assert (data["edition"], data["document"]) == (edition, form.document)
    assert data["figures"] == report.figures()
    assert list(data["figures"]) == list(form.figures)
    assert {type(f) for f in data["figures"].values()} <= {int, Decimal, type(None)}
    assert {k: v["text"] for k, v in data["texts"].items()} == dict(report.texts)
    assert list(data["texts"]) == [text.id for text in form.texts]
    for address, figure in form.figures.items():
        label = data["labels"][address]
        assert tuple(label["column"]) == figure.heads
        assert tuple(label["row"]) == (figure.labels or (figure.row.name,))
        assert (label["unit"], label["computed"]) == (figure.unit, figure.computed)
    refused = {
        address: report.value(address).text
        for address in form.figures
        if report.figure(address) is None and report.value(address).text.strip()
    }
    assert data["not_figures"] == refused
    assert bool(refused) == (variant in {"refused", "hostile"})


@pytest.mark.parametrize("variant", VARIANTS)
def test_json_says_how_the_tallies_stand(variant, full_figures) -> None:
    report = make_report(form_of(FORMS, "2021"), variant, full_figures)
    inspection = Inspection(report)
    data = loaded(report)
    assert len(data["tallies"]) == len(inspection.board.tallies)
    for said, tally in zip(data["tallies"], inspection.board.tallies, strict=True):
        assert said["id"] == tally.identity.id
        assert said["state"] == tally.state.name.lower()
        assert (said["left"], said["right"]) == (tally.left, tally.right)
        assert said["difference"] == tally.difference
        assert tuple(said["left_addresses"]) == tally.identity.left
        assert tuple(said["right_addresses"]) == tally.identity.right
    states = {said["state"] for said in data["tallies"]}
    assert {"full": {"balanced"}, "empty": {"unfilled"}}.get(variant, states) == states
    if variant == "kept":
        assert "unbalanced" in states
    assert data["findings"] == {s.value: inspection.count()[s] for s in Severity}


def test_json_has_every_digit_of_an_amount() -> None:
    report = Report(form_of(FORMS, "2021"))
    apply(report, [SetFigure(Address("proactive.fee.amount"), "123456789012.12345670")])
    text = json_data(Inspection(report)).decode()
    assert '"proactive.fee.amount": 123456789012.12345670,' in text
    assert loaded(report)["figures"]["proactive.fee.amount"] == Decimal("123456789012.1234567")


def test_json_holds_half_a_surrogate_pair() -> None:
    report = Report(form_of(FORMS, "2021"), "甲\ud800乙", 2024)
    assert loaded(report)["organ"] == "甲\ud800乙"


@given(st.text(max_size=100))
@settings(max_examples=25, deadline=None)
def test_any_text_is_found_again_in_json_and_breaks_no_line_of_the_list(text) -> None:
    report = Report(form_of(FORMS, "2021"), text, 2024)
    cell = Address("proactive.fee.amount")
    apply(report, [SetText("problems", text), SetFigure(cell, text)])
    data = loaded(report)
    assert (data["organ"], data["texts"]["problems"]["text"]) == (text, text)
    assert data["not_figures"].get(cell, text) == text
    assert len(rows_of(report)) == len(report.form.figures)


# CSV


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_list_has_a_line_for_every_figure(edition, variant, full_figures) -> None:
    form = form_of(FORMS, edition)
    report = make_report(form, variant, full_figures)
    rows = rows_of(report)
    assert [row["地址"] for row in rows] == list(form.figures)
    for row in rows:
        figure = form.figures[Address(row["地址"])]
        number = report.figure(figure.address)
        assert (Decimal(row["数值"]) if row["数值"] else None) == number
        assert row["部分"] == form.table(figure.address.section).heading
        assert row["行"] == ("·".join(figure.labels) or figure.row.name)
        assert row["列"] == "·".join(figure.heads)
        assert row["单位"] == figure.unit
        assert (row["年度"], row["机关"]) == (str(form.first_year), "青禾县人民政府")
        typed = report.value(figure.address).text.strip()
        assert bool(row["未认作数的内容"]) == (number is None and bool(typed))


def test_a_negative_figure_is_a_number_and_a_formula_is_a_text(full_figures) -> None:
    form = form_of(FORMS, "2019")
    report = make_report(form, "hostile", full_figures)
    signed = [a for a, f in form.figures.items() if f.kind is Kind.SIGNED]
    apply(report, [SetFigure(signed[0], "-187"), SetFigure(signed[1], "2")])
    apply(report, [SetFigure(signed[2], "-187件")])
    apply(report, [SetCover("=HYPERLINK(1)", 2020)])
    rows = {row["地址"]: row for row in rows_of(report)}
    assert [rows[a]["数值"] for a in signed[:3]] == ["-187", "2", ""]
    assert rows[signed[2]]["未认作数的内容"] == "'-187件"
    assert {row["机关"] for row in rows.values()} == {"'=HYPERLINK(1)"}
    typed = [row["未认作数的内容"] for row in rows.values()]
    for text in HOSTILE:
        if text.strip()[0] in "=+-@＝":
            assert f"'{text.strip()}" in typed
    for row in rows.values():
        for name, text in row.items():
            assert name == "数值" or text[:1] not in set("=+-@＝＋－＠\t\r\n ")


def test_the_list_gives_no_figure_a_unit_that_it_has_not() -> None:
    report = Report(form_of(FORMS, "2019"))
    apply(report, [SetFigure(Address("proactive.procurement.amount"), "251000元")])
    rows = {row["地址"]: row for row in rows_of(report)}
    row = rows["proactive.procurement.amount"]
    assert (row["数值"], row["单位"]) == ("25.1", "万元")
    assert {r["单位"] for r in rows.values()} == {"", "万元"}
