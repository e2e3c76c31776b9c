"""Copied cells as LibreOffice Calc takes them and gives them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.clipboard.block import read_clipboard
from core.clipboard.copied import copy_area
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.forms.form import TableSection
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from tests.editions import form_of
from tests.libreoffice import convert, needs_libreoffice

pytestmark = needs_libreoffice


def figures_alone(table: TableSection) -> Area:
    cells = [cell for cell in table.cells if cell.address]
    line, column = min(cell.line for cell in cells), min(cell.column for cell in cells)
    return Area(line, column, table.lines - line, table.grid_columns - column)


@pytest.mark.parametrize(
    ("suffix", "filter_name"), [("html", "HTML (StarCalc)"), ("csv", "CSV:9,34,76,1")]
)
def test_calc_gives_the_same_cells_back(
    forms: Forms, full_figures, tmp_path: Path, suffix: str, filter_name: str
) -> None:
    form = form_of(forms, "2019")
    source = Report(form)
    apply(source, [SetFigure(a, text) for a, text in full_figures(form).items()])
    # A blank, a formula, what could be a date, and digits that a sheet knows only as text.
    odd = dict(zip(form.table("applications").figures, ("", "=1+1", "1-2", "１２"), strict=False))
    apply(source, [SetFigure(a, text) for a, text in odd.items()])
    whole = {t.id: Area(0, 0, t.lines, t.grid_columns) for t in form.tables}
    alone = {f"{t.id}-alone": figures_alone(t) for t in form.tables}
    for name, area in (whole | alone).items():
        copied = copy_area(source, name.split("-")[0], area)
        page = f"<html><body>{copied.html}</body></html>" if suffix == "html" else copied.plain
        (tmp_path / f"{name}.{suffix}").write_bytes(page.encode())
    back = tmp_path / "back"
    back.mkdir()
    files = sorted(tmp_path.glob(f"*.{suffix}"))
    how = (f"--infilter={filter_name}", "--convert-to", "html:HTML (StarCalc)")
    convert(back, files, *how)
    for name, area in (whole | alone).items():
        table = form.table(name.split("-")[0])
        block = read_clipboard((back / f"{name}.html").read_text("utf-8"), "")
        assert block is not None
        plan = plan_paste(Report(form), table, block, Area(area.line, area.column))
        assert not plan.left_out
        target = Report(form)
        apply(target, plan.edits())
        for address in table.figures:
            assert target.figure(address) == source.figure(address), address
            if address in odd:
                assert target.value(address).text == {"１２": "12"}.get(odd[address], odd[address])
