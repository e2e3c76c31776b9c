"""Numbers known by their terms in whatever order; a word too many leaves them alone."""

from __future__ import annotations

import pytest

from core.texts.terms import shipped_vocabulary
from tests.core.text_cases import codes, forms

# The sample of 2021: 新收 3119, 上年结转 34, 办结 3050, 结转 103, 予以公开 1362, 部分公开 454.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("依申请公开办结3050件，其中有1363件予以公开。", "X15"),
        ("依申请公开工作中，予以公开占比44.7%（1363件）。", "X15"),
        ("依申请公开中，予以公开、部分公开分别有1362件、455件。", "X16"),
        ("对770件本机关不掌握信息的申请说明了理由。", ""),
        ("依申请公开中，对770件本机关不掌握信息的申请作出答复。", "X33"),
        ("2023年未办结、结转至2024年继续办理的政府信息公开申请35件。", "X02"),
        ("引发政府信息公开行政复议352件和行政诉讼46件。", "X05"),
        ("引发政府信息公开行政复议351件和行政诉讼47件。", "X06"),
        ("全年收取各项行政事业性收费合计96172.6万元。", "X123"),
        ("行政规范性文件的制发数为9件。", "X08"),
    ],
)
def test_terms_are_known_in_any_order(text: str, told: str) -> None:
    assert codes(text, "2021") == ([told] if told else [])


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开工作中，网上予以公开1300件。",
        "依申请公开工作中，征地类不予公开30件。",
        "依申请公开工作中，市公安局予以公开30件。",
        "上半年，依申请公开予以公开700件。",
        "淮阴区收到政府信息公开申请533件，办结521件，予以公开300件。",
        "涉及征地的依申请公开1120件，予以公开300件，部分公开200件。",
        "全市受理行政复议申请2315件，纠正215件。",
        "办理建议提案120件，上年结转3件，办结117件。",
        "我镇共收到来自公民、法人或者其他组织的申请3119件。",
    ],
)
def test_a_word_too_many_makes_it_another_number(text: str) -> None:
    assert codes(text, "2021") == []


def test_neighbours_that_agree_prove_what_a_sentence_speaks_of() -> None:
    agreeing = "收到3119件申请，公开1362件，部分公开454件，不公开{}件。"
    assert codes(agreeing.format(178), "2021") == []
    assert codes(agreeing.format(179), "2021") == ["X18"]
    assert codes("收到900件申请，公开500件，不公开179件。", "2021") == []


def test_a_noun_by_itself_takes_the_verb_before_it() -> None:
    text = "集中展示现行有效规章11部、行政规范性文件{}件。"
    assert codes(text.format(66), "2021") == []
    assert codes(text.format(67), "2021") == ["X09"]


def test_every_term_names_a_mention_of_a_form() -> None:
    known = {mention.code for form in forms().editions for mention in form.mentions}
    for term in shipped_vocabulary().terms:
        assert set(term.cells.values()) <= known


def test_every_pattern_of_the_terms_can_be_compiled() -> None:
    every = shipped_vocabulary()
    patterns = [every.cues, every.general, every.scopes]
    for kind in every.domains.values():
        few = (kind.cue, kind.unit, kind.needs, kind.unless, kind.small, kind.doubtful)
        patterns += filter(None, few)
    for term in every.terms:
        patterns += filter(None, (term.words, term.also, term.beside, term.only_behind))
    for pattern in patterns:
        assert pattern.compiled.pattern == pattern.pattern
