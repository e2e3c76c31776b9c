"""Faults put into whole texts on purpose are told, by the rule that is meant for them."""

from __future__ import annotations

from tests.core.text_cases import forms
from tests.core.text_mutations import alarms, by_kind, by_rule, outcomes

MISSED = {"少一个序号", "错别字"}
"""What only some of the time can be seen: the last of a list, a word that the list has not."""


def test_faults_put_in_on_purpose_are_told_and_nothing_else() -> None:
    every = list(outcomes(3))
    form = forms().by_edition("2021")
    assert form is not None
    for kind, (told, of) in by_kind(every).items():
        missed = of - told
        assert told, kind
        assert kind in MISSED or missed <= max(1, of // 8), (kind, told, of)
    for rule, (right, of) in by_rule(every, form).items():
        assert right == of, rule


def test_whole_made_up_texts_raise_no_alarm() -> None:
    assert alarms() == []
