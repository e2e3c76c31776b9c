"""What has to be said of a collection form stays with the unit's report in a project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from core.base.problem import Problem
from core.collection.book import collection_form
from core.collection.plan import FormFor
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.printed.own_marks import STAMP_SHEET
from core.report.report import Report
from core.rollup.head import Head
from core.rollup.index import Index
from core.rollup.papers.letters import letters
from core.rollup.project import Project, make_project
from core.rollup.receiving import Fate, gathering_of, remarks_on
from core.rollup.survey import look_over
from core.rollup.unit import Unit
from core.rollup.version import decode_status, encode_status
from tests.collection_forms import fill, form_places
from tests.core.test_rollup_project import receive

ORGAN, YEAR = "某市水利局", 2025
TOTAL = Address("applications.received.total")
FORGED, TYPED_OVER = "收集表的隐藏标记被改动过", "合计格里的公式被改成了数"


@pytest.fixture
def project(tmp_path: Path, forms: Forms) -> Project:
    head = Head("某市人民政府办公室", YEAR, (Unit("u1", ORGAN),), date(2026, 1, 31))
    return make_project(tmp_path / "汇总", head, forms)


def returned_form(
    form: Form, path: Path, *, sound: bool, organ: str = ORGAN, year: int = YEAR
) -> None:
    """Write a form in which a column does not tally; it was tampered with, or is ``sound``."""
    figures = {a: 0 for a, figure in form.figures.items() if not figure.computed}
    figures[Address("applications.received.natural")] = 3
    data = collection_form(Report(form, organ, year), FormFor("u1"))
    book: Workbook = fill(data, form, figures)
    if not sound:
        book[STAMP_SHEET].cell(1, 2).value = "0" * 16
        place = form_places(form)[TOTAL]
        book[place.sheet][place.cell].value = 3
    book.save(path)


def test_what_is_told_of_a_form_is_kept_and_said(project: Project, tmp_path: Path) -> None:
    heap = tmp_path / "邮件"
    heap.mkdir()
    returned_form(project.form, heap / "水利局.xlsx", sound=False)
    (first,) = receive(project, heap, Index(None))[1].values()
    assert first.fate is Fate.KEPT

    # Another machine, on which nothing was remembered: the project alone knows it.
    rows = look_over(project, Index(None))
    remarks = remarks_on(rows)
    said = "".join(remarks["u1"])
    assert FORGED in said
    assert TYPED_OVER in said
    (letter,) = letters(gathering_of(project, rows, remarks), "某办公室", date(2026, 1, 20))
    for text in (letter.text(), letter.message()):
        assert FORGED in text
        assert TYPED_OVER in text

    returned_form(project.form, heap / "水利局.xlsx", sound=True)
    (second,) = receive(project, heap, Index(None))[1].values()
    assert second.fate is Fate.LATER
    with project.desk(project.head.units[0]) as desk:
        desk.choose(desk.status.versions[1].sha256)
    said = "".join(remarks_on(look_over(project, Index(None)))["u1"])
    assert FORGED not in said
    assert TYPED_OVER not in said


def test_a_status_that_tells_nothing_stays_as_the_program_of_before_reads_it(
    project: Project, tmp_path: Path
) -> None:
    heap = tmp_path / "邮件"
    heap.mkdir()
    returned_form(project.form, heap / "表.xlsx", sound=True)
    (receipt,) = receive(project, heap, Index(None))[1].values()
    assert receipt.status is not None
    data = encode_status(receipt.status, ORGAN)
    assert b'"told"' not in data
    assert decode_status(data, "x") == receipt.status
    for wrong in ('"说"', "[1]", "null"):
        spoilt = data.replace(b'"errors"', f'"told": {wrong}, "errors"'.encode())
        with pytest.raises(Problem, match="已经损坏"):
            decode_status(spoilt, "x")


def test_a_heap_of_wrong_forms_counts_none_of_them_twice_nor_elsewhere(
    project: Project, tmp_path: Path
) -> None:
    heap = tmp_path / "邮件"
    heap.mkdir()
    form = project.form
    returned_form(form, heap / "一.xlsx", sound=True)
    (heap / "二.xlsx").write_bytes((heap / "一.xlsx").read_bytes())
    returned_form(form, heap / "上年.xlsx", sound=True, year=YEAR - 1)
    returned_form(form, heap / "别人.xlsx", sound=True, organ="某省农业厅")
    old = project.forms.by_edition("2019")
    assert old is not None
    returned_form(old, heap / "旧格式.xlsx", sound=True, year=2020)
    told = receive(project, heap, Index(None))[1]
    fates = [each.fate for each in told.values()]
    assert sorted(fate.name for fate in fates) == ["ASKED", "KEPT", "REFUSED", "REFUSED", "SAME"]
    assert "不是2025年度的" in told["上年.xlsx"].words
    assert "不是2025年度的" in told["旧格式.xlsx"].words
    assert told["别人.xlsx"].fate is Fate.ASKED
    assert "某省农业厅" in told["别人.xlsx"].words
    (row,) = look_over(project, Index(None))
    assert len(row.status.versions) == 1
