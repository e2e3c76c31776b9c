"""Tables stand in Word in the sizes of type that they have on our own page."""

from __future__ import annotations

from collections import Counter

import pytest

from core.checks.inspection import Inspection
from core.exports.parts.page_plan import plan_pages
from core.printed.page import print_report
from gui.printing.composer import Composer
from tests.sample_reports import sample_report

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", ["huaian", "cixi", "blank"])
def test_table_three_has_the_size_in_word_that_it_has_on_the_page(name: str) -> None:
    report = sample_report(name)
    (planned,) = [
        each.table
        for each in plan_pages(print_report(report)).sections
        if each.table is not None and each.begins_page
    ]
    (page,) = [
        page
        for page in Composer().compose(Inspection(report)).pages
        if any(anchor.title.startswith("三、") for anchor in page.anchors)
    ]
    sizes = Counter(round(item.size, 2) for item in page.texts)
    assert planned.size == sizes.most_common(1)[0][0]
