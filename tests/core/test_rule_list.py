"""The list of rules: complete, with reasons, and every example judged as it says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.checks.rule_list import list_rules
from core.checks.rules import make_rules
from core.forms.form import Form
from nianbao import main
from tests.core.text_cases import forms
from tests.editions import form_of


@pytest.mark.parametrize("form", forms().editions, ids=lambda form: form.edition)
def test_every_rule_about_texts_holds_on_its_examples(form: Form) -> None:
    rules = {rule.code: rule for rule in list_rules(form)}
    about_texts = {m.code for m in form.mentions} | {
        code for rule in make_rules() for code in rule.codes if code.startswith("X")
    }
    assert [c for c in about_texts - {"X66"} if not rules[c].holds] == []
    assert all(rule.name and rule.basis for rule in rules.values())


def test_every_code_is_listed_once() -> None:
    form = form_of(forms(), "2021")
    listed = [rule.code for rule in list_rules(form)]
    known = {identity.code for identity in form.identities} | {m.code for m in form.mentions}
    known |= {carry.code for carry in form.carries}
    known |= {code for rule in make_rules() for code in rule.codes}
    assert sorted(listed) == sorted(known)


def test_a_rule_that_misjudges_its_example_is_told() -> None:
    form = form_of(forms(), "2021")
    deaf = replace(form.mentions[0], example="全市收到来信【X01】封。")
    broken = replace(form, mentions=(deaf, *form.mentions[1:]))
    assert [r.code for r in list_rules(broken) if r.holds is False] == ["X01"]


def test_the_command_lists_the_rules_and_how_many_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == 0
    out = capsys.readouterr().out
    count = sum(rule.holds is not None for rule in list_rules(form_of(forms(), "2021")))
    assert f"自检 {count}/{count}" in out
    assert "X81 叠字、叠词（提醒）" in out
    assert main(["check", "--rules", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert all(rule["basis"] for rule in listed)


def test_a_check_without_a_file_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "缺少文件" in capsys.readouterr().err
