"""What stands in last year's report too: sentence by sentence, and beyond the office's share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.checks.of_office import read_rules_of_office
from core.checks.rule_list import list_rules
from core.document.decode import decode
from core.document.encode import encode
from core.document.file import load, save
from core.report.edit import apply
from core.report.edits import SetCover, SetPrior, SetText
from core.report.report import Report
from core.texts.taken_over import Likeness, compare_sentences, taken_over_share
from core.years.last import read_last_year
from tests.core.text_cases import forms, report_saying
from tests.editions import form_of

LAST = """\
（一）主动公开
全年主动公开政府信息512条，政府网站改版上线。各科室的目录随职责变化及时调整。
群众来信都由专人登记，办完以后逐件回访并公布结果。"""
NOW = """\
（一）主动公开
全年主动公开政府信息640条，政府网站改版上线。各科室的目录随职责变化及时调整。
群众来信都由专人登记，办完以后逐件回访并且公布结果。
新开了办事问答栏目，答得快不快由群众打分。"""


def report(now: str = NOW) -> Report:
    """Make a report beside last year's, of which the written parts are known."""
    made = report_saying(now, "2021")
    last = report_saying(LAST, "2021")
    apply(last, [SetText("problems", "去年的老问题还有不少。")])
    prior = replace(last.as_prior(), year=made.year - 1)
    apply(made, [SetPrior(prior)])
    return made


def rules(folder: Path, words: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(words, "utf-8")
    return path


def test_each_sentence_stands_beside_the_one_it_is_like() -> None:
    made = report()
    pairs = [pair for pair in compare_sentences(made) if pair.spot.section == "overview"]
    assert [pair.likeness for pair in pairs] == [
        Likeness.NUMBERS,
        Likeness.SAME,
        Likeness.ALIKE,
        Likeness.NEW,
    ]
    assert "512条" in pairs[0].before
    assert "640条" in pairs[0].words
    assert pairs[3].before == ""
    for pair in pairs:
        assert made.texts["overview"][pair.spot.start : pair.spot.end] == pair.words
    taken, of = taken_over_share(tuple(pairs))
    assert 0 < taken < of


def test_only_an_office_that_sets_a_share_is_told(tmp_path: Path) -> None:
    made = report()
    assert "X68" not in {f.code for f in Inspection(made).findings}
    path = rules(tmp_path, '[taken_over]\npercent = 40\nsections = ["overview"]\n')
    office = read_rules_of_office(path, forms())
    inspection = Inspection(made, office)
    (finding,) = [f for f in inspection.findings if f.code == "X68"]
    assert "4句中有2句（其中1句只改了数字）" in finding.message
    assert finding.spot is not None
    change = apply(made, [SetText("overview", "这一年都是新写的话，一句也没有照抄。")])
    inspection.update(change)
    assert "X68" not in {f.code for f in inspection.findings}
    office = read_rules_of_office(rules(tmp_path, "[taken_over]\npercent = 99\n"), forms())
    assert "X68" not in {f.code for f in Inspection(report(), office).findings}


def test_the_share_is_listed_and_refused_in_words_where_it_is_wrong(tmp_path: Path) -> None:
    office = read_rules_of_office(rules(tmp_path, "[taken_over]\npercent = 60\n"), forms())
    assert list_rules(form_of(forms(), "2021"), office)[-1].code == "X68"
    for words in ("percent = 0", "percent = 60\nsections = ['九']", "part = 60"):
        with pytest.raises(Problem, match="本单位的规则没有采用"):
            read_rules_of_office(rules(tmp_path, f"[taken_over]\n{words}\n"), forms())


def test_last_years_texts_come_with_its_report_and_stay_in_the_file(tmp_path: Path) -> None:
    last = report_saying(LAST, "2021")
    apply(last, [SetCover(last.organ, last.year - 1)])
    path = tmp_path / "last.nianbao"
    save(last, path)
    made = report_saying(NOW, "2021")
    apply(made, [SetPrior(read_last_year(path, forms()).prior(made))])
    again = decode(encode(made), forms(), "a")
    assert again.prior == made.prior
    assert again.prior is not None
    assert again.prior.texts["overview"] == LAST
    target = tmp_path / "now.nianbao"
    save(made, target)
    assert load(target, forms())[0].prior == made.prior


def test_a_document_without_last_years_texts_opens_as_before() -> None:
    made = report()
    assert made.prior is not None
    apply(made, [SetPrior(replace(made.prior, texts={}))])
    data = encode(made)
    assert b'"texts": {}' not in data
    assert compare_sentences(decode(data, forms(), "a")) == ()


def test_texts_of_unknown_parts_are_refused() -> None:
    old, data = '"problems": "去年的'.encode(), encode(report())
    assert old in data
    with pytest.raises(Problem, match="改动"):
        decode(data.replace(old, '"others": "去年的'.encode()), forms(), "a")
