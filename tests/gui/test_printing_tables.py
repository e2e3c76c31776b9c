"""Tables on the printed page: what a clerk sees of faces and widths."""

from __future__ import annotations

import pytest

from core.checks.inspection import Inspection
from core.forms.form import Role
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.settings.page_options import PageOptions
from gui.printing.composer import Composed, Composer
from gui.printing.sheet import PaperPage
from tests.editions import form_of


@pytest.fixture
def composer(qapp: object) -> Composer:
    return Composer()


def full(forms: Forms, edition: str, figure: str) -> Report:
    report = Report(form_of(forms, edition))
    apply(report, [SetFigure(a, figure) for a, f in report.form.figures.items() if not f.computed])
    return report


def page_with(composed: Composed, words: str) -> PaperPage:
    (page,) = [p for p in composed.pages if words in "".join(text.text for text in p.texts)]
    return page


def test_a_unit_behind_a_figure_is_set_in_the_face_of_the_table(
    composer: Composer, forms: Forms
) -> None:
    composed = composer.compose(Inspection(full(forms, "2019", "1234.5")))
    page = page_with(composed, "政府集中采购")
    units = [t for t in page.texts if t.text == "万元"]
    assert [text.face.family for text in units] == [composer.faces.tables.family]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_table_on_its_side_has_every_label_in_one_line(
    composer: Composer, forms: Forms, edition: str
) -> None:
    # Totals of four digits: with longer ones, digits as wide as some fonts have them need the room.
    report = full(forms, edition, "12")
    composed = composer.compose(Inspection(report), PageOptions(tables_on_side=True))
    page = page_with(composed, "申请人情况")
    runs = [t for t in page.texts if t.face == composer.faces.tables]
    lines: dict[float, str] = {}
    for text in sorted(runs, key=lambda t: t.x):
        lines[text.y] = lines.get(text.y, "") + text.text
    table = report.form.table("applications")
    labels = [c.text for c in table.cells if c.role is Role.LABEL and c.down == 1]
    assert not [label for label in labels if not any(label in line for line in lines.values())]
