"""Which cells a typed number may follow, and how cells are named and found."""

from __future__ import annotations

import pytest

from core.cells.search import find_cells
from core.figures.address import Address
from core.forms.naming import cell_name
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.link import BLANK_WORDS
from core.texts.linking import find_candidates, sure_links
from tests.core.text_cases import report_saying, sample

RECEIVED = Address("applications.received.total")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_sentences_of_the_samples_name_their_cells(edition: str) -> None:
    report = sample(edition)
    found = sure_links(report)
    assert len(found) >= 14
    text = report.texts["overview"]
    for candidate in found:
        words = text[candidate.start : candidate.end]
        assert words == report.figure_words(candidate.addresses[0])
    assert [
        c.addresses[0] for c in found if text[: c.start].endswith("新收政府信息公开申请共")
    ] == [RECEIVED]


def test_linking_changes_no_character() -> None:
    report = sample()
    texts = dict(report.texts)
    for section, text in texts.items():
        found = [c for c in sure_links(report) if c.section == section]
        links = tuple(c.link(c.addresses[0]) for c in found)
        apply(report, [SetText(section, text, links)])
    assert dict(report.texts) == texts
    assert sure_links(report) == ()


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("2020年，全市收到政府信息公开申请518件。", True),
        ("2020年，全市收到政府信息公开申请５１８件。", False),  # spelt otherwise than the table
        ("2020年，全市收到政府信息公开申请520件。", False),  # not the table's figure
        ("2019年，全市收到政府信息公开申请518件。", False),  # another year's
        ("政府信息公开行政诉讼26件。", False),  # a sum of two cells
    ],
)
def test_only_a_number_of_which_the_sentence_says_so_is_sure(text: str, *, sure: bool) -> None:
    assert bool(sure_links(report_saying(text))) is sure


def test_a_number_that_only_equals_a_cell_is_a_choice_not_more() -> None:
    report = report_saying("上半年培训518人次，自然人来访516次。2020年518月，第518号，518%。")
    found = find_candidates(report, "overview")
    assert [(c.start, c.is_sure) for c in found] == [(5, False), (16, False)]
    assert found[0].addresses == (RECEIVED,)
    assert found[1].addresses[0] == "applications.received.natural"


def test_cells_are_found_by_their_labels_or_their_figure() -> None:
    report = sample()
    assert find_cells(report, None, "新收 总计") == (RECEIVED,)
    assert find_cells(report, None, "５１８")[0] == RECEIVED
    assert cell_name(report.form, RECEIVED) == "表三·新收·总计"
    assert len(find_cells(report, None, "")) == len(report.form.figures)
    assert find_cells(report, None, "没有这一项") == ()
    assert find_cells(report, None, "予以公开 总计")[0] == "applications.granted.total"


def test_a_blank_says_so() -> None:
    report = sample()
    apply(report, [SetFigure(Address("remedies.review.upheld"), "")])
    assert report.figure_words(Address("remedies.review.total")) == BLANK_WORDS
