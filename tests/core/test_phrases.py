"""Phrases: those that ship, the office's file, and what becomes of one in a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.link import BLANK_WORDS, Link
from core.settings.phrases import (
    GAP,
    Phrase,
    load_phrases,
    merge,
    read_phrases,
    save_phrases,
    shipped_phrases,
    write_phrases,
)
from core.texts.composing import compose, phrase_of
from core.texts.content import GAP as ANY_GAP
from tests.core.text_cases import found, report_saying, sample


def test_every_shipped_phrase_has_a_place_in_every_edition(forms: Forms) -> None:
    for form in forms.editions:
        sections = {text.id for text in form.texts}
        for phrase in shipped_phrases():
            assert phrase.section in sections
            assert not phrase.part or phrase.part in form.text(phrase.section).parts
        places = {(phrase.section, phrase.part) for phrase in shipped_phrases()}
        assert places >= {("overview", part) for part in form.text("overview").parts}
        assert {section for section, _ in places} == sections


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_cells_that_shipped_phrases_name_are_there(edition: str) -> None:
    report = sample(edition)
    for phrase in shipped_phrases():
        words, links = compose(report, phrase.text)
        assert words.count(GAP) == phrase.text.count(GAP), phrase
        own = sum(map(phrase.text.count, ("【机关名称】", "【年度】", "【格式文件】")))
        assert len(links) == phrase.text.count("【") - own
        assert "【" not in words


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_phrase_says_what_the_report_says_of_itself(edition: str) -> None:
    report = sample(edition)
    opening = next(p for p in shipped_phrases() if p.section == "preamble")
    words, _links = compose(report, opening.text)
    assert f"{report.form.document}的要求，由{report.organ}编制" in words
    assert f"统计期限为{report.year}年1月1日至12月31日" in words
    apply(report, [SetCover("", report.year)])
    assert f"由{GAP}编制" in compose(report, opening.text)[0]


def test_a_phrase_with_a_cell_becomes_a_linked_number_and_back() -> None:
    report = sample()
    phrase = "新收【表三·新收·总计】件，见【2020】3号，【表三·没有·这格】。"
    words, links = compose(report, phrase)
    assert words == f"新收518件，见【2020】3号，{GAP}。"
    assert links == (Link(2, 5, Address("applications.received.total")),)
    apply(report, [SetText("problems", f"前{words}", (Link(3, 6, links[0].address),))])
    assert phrase_of(report, "problems", 1, 7) == "新收【表三·新收·总计】件"
    apply(report, [SetFigure(Address("applications.received.natural"), "")])
    assert compose(report, phrase)[0].startswith(f"新收{BLANK_WORDS}件")


def test_a_gap_left_in_a_text_is_warned_of() -> None:
    report = report_saying("全年公开＿＿条，其中网站＿＿＿条。_")
    gaps = [f for f in found(report) if f.code == "X75"]
    text = report.texts["overview"]
    assert [text[f.spot.start : f.spot.end] for f in gaps if f.spot] == ["＿＿", "＿＿＿"]
    assert "全年公开＿＿" in gaps[0].message
    assert all(ANY_GAP.search(p.text) or GAP not in p.text for p in shipped_phrases())


def test_the_office_keeps_its_own_list(tmp_path: Path) -> None:
    assert load_phrases(tmp_path) == shipped_phrases()
    mine = (Phrase("problems", "问题是＿＿。"), Phrase("overview", "一\n二", "监督保障"))
    save_phrases(mine, tmp_path / "new")
    assert load_phrases(tmp_path / "new") == mine


def test_merging_overwrites_nothing() -> None:
    mine = (Phrase("problems", "甲"), Phrase("problems", "乙"))
    others = (Phrase("problems", "乙"), Phrase("problems", "丙"), Phrase("problems", "丙"))
    assert merge(mine, others) == ((*mine, Phrase("problems", "丙")), 1)


GOOD = {"format": "nianbao-phrases", "version": 1, "phrases": []}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[1]",
        b"{}",
        json.dumps(GOOD | {"format": "other"}).encode(),
        json.dumps(GOOD | {"version": 2}).encode(),
        json.dumps(GOOD | {"phrases": {}}).encode(),
        json.dumps(GOOD | {"phrases": ["x"]}).encode(),
        json.dumps(GOOD | {"phrases": [{"section": "overview"}]}).encode(),
        json.dumps(GOOD | {"phrases": [{"section": "overview", "text": 3}]}).encode(),
        json.dumps(GOOD | {"phrases": [{"section": "overview", "text": " "}]}).encode(),
        json.dumps(GOOD | {"phrases": [{"section": "overview", "text": "长" * 2001}]}).encode(),
        b"[" * 100_000,
        b" " * (1024 * 1024 + 1),
    ],
)
def test_a_bad_file_is_told_of_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "phrases.json"
    file.write_bytes(content)
    with pytest.raises(Problem, match="没有读取"):
        load_phrases(tmp_path)
    assert file.read_bytes() == content


def test_a_file_goes_to_another_office_and_back(tmp_path: Path) -> None:
    file = tmp_path / "给别人的.json"
    write_phrases(shipped_phrases(), file)
    assert read_phrases(file) == shipped_phrases()
    with pytest.raises(Problem, match="打不开"):
        read_phrases(tmp_path / "没有.json")
