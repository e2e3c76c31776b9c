"""A letter names the deadline as long as it can be kept, and no day that is past."""

from __future__ import annotations

from datetime import date

import pytest

from core.forms.loader import Forms
from core.report.finding import Finding, Severity
from core.rollup.entry import Entry, EntryState, Gathering
from core.rollup.papers.letters import letters
from core.rollup.taken import Taken

DEADLINE = date(2025, 1, 31)


@pytest.mark.parametrize(
    ("today", "deadline", "words"),
    [
        (date(2025, 1, 20), DEADLINE, "请核实改正后于2025年1月31日前重新报送。"),
        (DEADLINE, DEADLINE, "请核实改正后于2025年1月31日前重新报送。"),
        (date(2025, 2, 1), DEADLINE, "请核实改正后尽快重新报送。"),
        (date(2025, 2, 1), None, "请核实改正后尽快重新报送。"),
    ],
)
def test_a_letter_asks_for_no_day_that_is_past(
    forms: Forms, today: date, deadline: date | None, words: str
) -> None:
    form = forms.editions[-1]
    fault = Finding("T01", Severity.ERROR, form.tables[0].id, "一列不平。", "请核对。")
    entry = Entry("甲局", EntryState.FAULTY, taken=Taken("甲.nianbao", findings=(fault,)))
    (letter,) = letters(Gathering(form, 2024, (entry,), 1), "某市", today, deadline)
    assert words in letter.text()
    assert words in letter.message()
