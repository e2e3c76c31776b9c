"""Pages with faults of their kind: every figure is right or in doubt, never wrong in silence."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from core.forms.loader import Forms
from core.reading.source import read_source

KINDS = (
    "html_form_in_table.html",
    "html_missing_tr.html",
    "html_unclosed_once.html",
    "pdf_clipped.pdf",
    "pdf_covered_beside.pdf",
    "pdf_divided_group_row.pdf",
    "pdf_hidden_layer_beside.pdf",
    "pdf_same_colour.pdf",
    "pdf_strikeout_note.pdf",
)


@pytest.mark.parametrize("name", KINDS)
def test_no_figure_is_wrong_in_silence(forms: Forms, shared_reports: Path, name: str) -> None:
    path = shared_reports.parent / "faults" / "field" / name
    if not path.exists():
        pytest.skip("the shared folder has no such file")
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"), parse_float=Decimal)
    report = read_source(path, forms).report()
    doubted = {str(address) for address in report.doubts}
    read = {str(address): figure for address, figure in report.figures().items()}
    wrong = [a for a, figure in truth["figures"].items() if read[a] != figure]
    assert [address for address in wrong if address not in doubted] == []
    assert len(wrong) <= 9


def test_upright_labels_of_a_pdf_are_read(forms: Forms, shared_reports: Path) -> None:
    path = shared_reports.parent / "faults" / "reading" / "vertical_label.pdf"
    if not path.exists():
        pytest.skip("the shared folder has no such file")
    report = read_source(path, forms).report()
    assert None not in report.figures().values()
    assert not report.doubts
