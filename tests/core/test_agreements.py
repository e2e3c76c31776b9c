"""What agrees is told to whoever asks, its arithmetic spelled out."""

from __future__ import annotations

from core.texts.agreements import find_agreements
from tests.core.text_cases import report_saying, sample


def told(text: str) -> list[tuple[str, str]]:
    """Return the words that agree, each with what is told of it."""
    report = report_saying(text, "2021")
    return [(text[a.spot.start : a.spot.end], a.words) for a in find_agreements(report)]


def test_a_list_that_adds_up_is_spelled_out() -> None:
    text = "全年发布信息600条，其中网站300条，公众号200条，其他途径100条。"
    assert told(text) == [("600条，其中"[:4], "其中3项相加300＋200＋100＝600，与“600条”一致")]


def test_a_statement_names_its_cell_or_spells_out_its_sum() -> None:
    text = "政府信息公开行政诉讼46件，其中结果纠正5件。"
    assert told(text)[0] == ("46", "行政诉讼两类总计之和26＋20＝46，与表四一致")


def test_a_share_is_divided_out() -> None:
    text = "依申请公开办结3050件，其中予以公开1362件，占44.7%。"
    assert ("1362件，占44.7%", "1362÷3050＝44.7%，与“1362件，占44.7%”一致") in told(text)


def test_what_does_not_agree_is_not_told() -> None:
    assert told("依申请公开办结3051件，其中予以公开1363件，占64.7%。") == []
    assert told("全年发布信息600条，其中网站300条，公众号200条。") == []


def test_the_whole_sample_agrees_in_many_places() -> None:
    report = sample("2019")
    words = [each.words for each in find_agreements(report)]
    assert any("＝101266，与“101266条”一致" in each for each in words)
    assert len(words) > 15
