"""Random fillings of the collection form come through other programs as they were filled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from core.forms.loader import load_forms
from tests.collection_rates import KINDS, run
from tests.libreoffice import needs_libreoffice

HOW_MANY = 24


@needs_libreoffice
def test_nothing_is_lost_nor_computed_otherwise(tmp_path: Path) -> None:
    told: Counter[str] = Counter()
    for batch in run(load_forms(), HOW_MANY, tmp_path):
        told += batch
    assert not [key for key in told if key.startswith("错")]
    assert told["填写"] == HOW_MANY
    assert all(told[f"{kind}读回的格"] > 100 * HOW_MANY for kind in (*KINDS, "wps"))
    assert told["算出的合计"] > 20 * HOW_MANY
    assert told["算出的勾稽"] > 5 * HOW_MANY
