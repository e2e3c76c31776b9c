"""Random fillings of the collection form come through other programs as they were filled."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from core.forms.loader import load_forms
from core.reading.source import read_source
from tests.collection_forms import random_figures, report_of
from tests.collection_rates import BLANKS, KINDS, ORGAN, Filler, run
from tests.libreoffice import needs_libreoffice

HOW_MANY = 5
WITHOUT = 25
"""More are read where no other program has to be started."""


@needs_libreoffice
def test_nothing_is_lost_nor_computed_otherwise(tmp_path: Path) -> None:
    told: Counter[str] = Counter()
    for batch in run(load_forms(), [range(HOW_MANY)], tmp_path):
        told += batch
    assert not [key for key in told if key.startswith("错")]
    assert told["填写"] == HOW_MANY
    assert all(told[f"{kind}读回的格"] > 100 * HOW_MANY for kind in (*KINDS, "wps"))
    assert told["算出的合计"] > 20 * HOW_MANY
    assert told["算出的勾稽"] > 5 * HOW_MANY


def test_what_nobody_computed_is_read_as_it_was_filled(tmp_path: Path) -> None:
    """As a library saves it: the totals are worked out from what was filled in."""
    chance, path = random.Random(WITHOUT), tmp_path / "表.xlsx"  # noqa: S311  # figures to fill in
    forms = load_forms()
    fillers = [Filler(form) for form in forms.editions]
    for number in range(WITHOUT):
        filler = fillers[number % len(fillers)]
        figures = random_figures(filler.form, chance, chance.choice(BLANKS))
        filler.fill(figures, path)
        report = report_of(filler.form, figures, ORGAN, filler.year)
        read = read_source(path, forms).report()
        typed = [a for a, figure in filler.form.figures.items() if not figure.computed]
        assert {a: read.figure(a) for a in typed} == {a: report.figure(a) for a in typed}
        whole = [a for a in filler.form.figures if report.is_filled(a)]
        assert {a: read.figure(a) for a in whole} == {a: report.figure(a) for a in whole}
