"""Lines of Chinese text: nothing lost, no mark where it may not stand, no word torn."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from core.printed.marks import NEVER_FIRST, NEVER_LAST
from gui.printing import line_breaking
from gui.printing.faces import find_faces
from gui.printing.line_breaking import (
    BrokenLine,
    FaceSpan,
    Measure,
    break_lines,
)
from gui.printing.measure import Ruler
from gui.printing.sheet import Face

BODY = Measure(442.2, 16.0, indent=2 * 442.2 / 28, tracking=442.2 / 28 - 16)
PIECES = [
    *"政府信息公开年度报告的一是在了和有",
    "。", "，", "、", "；", "：", "？", "！", "）", "》", "”", "（", "《", "“", "……", "——",
    "2024", "45.6%", "Word", "1,234", "-187", " ", "e-mail",
]  # fmt: skip
# Marks as people set them: never two openers or a closer at a paragraph's very beginning.
sentences = st.lists(
    st.one_of(
        st.text(alphabet="政府信息公开年度报告的一是在了和有", min_size=1, max_size=9),
        st.sampled_from(["2024", "45.6%", "Word", "1234567"]),
        st.sampled_from(["《条例》", "（含“一网”）", "“放管服”", "年——", "等……"]),
        st.sampled_from(["政，", "府。", "信；", "息、", "公：", "开？", "年！"]),
    ),
    min_size=1,
    max_size=80,
).map("".join)


@pytest.fixture(scope="module")
def ruler(qapp: QApplication) -> Ruler:
    return Ruler()


@pytest.fixture(scope="module")
def face(qapp: QApplication) -> Face:
    return find_faces().body


def lines_of(
    text: str, face: Face, ruler: Ruler, measure: Measure = BODY
) -> tuple[BrokenLine, ...]:
    return break_lines((FaceSpan(text, face),), measure, ruler)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=120).map("".join))
def test_nothing_is_lost_whatever_is_written(text: str, face: Face, ruler: Ruler) -> None:
    for measure in (BODY, Measure(40, 9, justified=False), Measure(5, 9)):
        lines = lines_of(text, face, ruler, measure)
        assert "".join(line.text for line in lines) == text


@settings(max_examples=150, deadline=None)
@given(text=sentences)
def test_no_mark_stands_where_it_may_not(text: str, face: Face, ruler: Ruler) -> None:
    lines = [line.text for line in lines_of(text, face, ruler)]
    for line in lines[1:]:
        assert line[0] not in NEVER_FIRST, lines
    for line, below in pairwise(lines):
        assert line[-1] not in NEVER_LAST, lines
        assert line[-1] + below[0] not in {"——", "……"}, lines
        # A number is divided only where it is longer than a line.
        assert line.isascii() or not (line[-1].isascii() and below[0].isascii()), lines


@settings(max_examples=150, deadline=None)
@given(text=sentences)
def test_lines_end_flush_and_runs_do_not_overlap(text: str, face: Face, ruler: Ruler) -> None:
    lines = lines_of(text, face, ruler)
    assert lines[0].runs[0].x == pytest.approx(BODY.indent, abs=8.1)
    for line in lines:
        end = 0.0
        for run in line.runs:
            # An opening mark that gave up its blank half begins a little earlier.
            give = 8.1 if run.text[0] in "（《“" else 0.25
            assert run.x >= end - give
            advance = ruler.ems(run.face, run.text) * BODY.size + run.spacing * (len(run.text) - 1)
            end = run.x + advance - (8.1 if run.text[-1] in NEVER_FIRST else 0)
            assert end <= BODY.width + 0.5
    for line in lines[:-1]:
        # Full, but where a gap would be wider than half a character.
        assert line.width == pytest.approx(BODY.width, abs=0.6) or line.width < BODY.width


def test_a_full_line_of_characters_keeps_to_the_grid(face: Face, ruler: Ruler) -> None:
    lines = lines_of("公" * 100, face, ruler)
    assert [len(line.text) for line in lines] == [26, 28, 28, 18]
    assert all(len(line.runs) == 1 for line in lines)
    assert lines[1].runs[0].spacing == pytest.approx(442.2 / 28 - 16)


def test_a_mark_is_squeezed_in_before_two_characters_go_down(face: Face, ruler: Ruler) -> None:
    text = "公，" * 3 + "开" * 22 + "（甲）" + "。"
    measure = Measure(442.2, 16.0, tracking=442.2 / 28 - 16)
    first = lines_of(text + "其余的字" * 8, face, ruler, measure)[0]
    assert first.text.endswith("）。") or first.text.endswith("开")
    assert first.width <= 442.2 + 0.01


def test_an_address_is_parted_behind_its_slashes_only(face: Face, ruler: Ruler) -> None:
    address = "https://www.example.gov.cn/zwgk/zfxxgkml/2024/index.html"
    for own in (face, Face(face.family)):
        lines = [line.text for line in lines_of("详见" * 9 + address, own, ruler)]
        assert "".join(lines) == "详见" * 9 + address
        assert all(re.search(r"/$|见$", line) for line in lines[:-1])


def test_a_stretch_of_an_address_longer_than_a_line_is_parted_behind_its_marks(
    face: Face, ruler: Ruler
) -> None:
    page = "t20260120_123456789.html?from=nianbao&column=zhengfuxinxigongkai_niandubaogao-2025"
    address = f"https://www.example.gov.cn/zwgk/{page}"
    for own in (face, Face(face.family)):  # without Latin letters of another font as well
        lines = [line.text for line in lines_of("详见" * 9 + address, own, ruler)]
        assert "".join(lines) == "详见" * 9 + address
        ends = [re.search(r"[/?&=#_.-]$|见$", line) for line in lines[:-1]]
        assert all(ends)
        assert any(end and end[0] in "?&=#_.-" for end in ends)


def test_an_address_without_slashes_is_parted_behind_its_dots(face: Face, ruler: Ruler) -> None:
    lines = [line.text for line in lines_of("详见" * 11 + "www.example.gov.cn。", face, ruler)]
    assert [line[-1] for line in lines] == [".", "。"]
    number = "12345678901.123456789"
    assert any(number in line.text for line in lines_of("详见" * 11 + number, face, ruler))


def test_words_in_latin_letters_have_a_face_of_their_own(face: Face, ruler: Ruler) -> None:
    mixed = Face(face.family, latin="Liberation Serif")
    (line,) = lines_of("全年3119件，OA系统〔2021〕30号", mixed, ruler)
    by_family: dict[str, str] = {}
    for run in line.runs:
        by_family[run.face.family] = by_family.get(run.face.family, "") + run.text
    assert by_family == {face.family: "全年件，系统〔〕号", "Liberation Serif": "3119OA202130"}


def test_a_word_longer_than_a_line_is_torn_rather_than_lost(face: Face, ruler: Ruler) -> None:
    text = "x" * 300
    lines = lines_of(text, face, ruler)
    assert "".join(line.text for line in lines) == text
    assert max(line.width for line in lines) <= BODY.width + 0.5


def test_the_lead_keeps_its_own_face(face: Face, ruler: Ruler) -> None:
    lead = Face(face.family, bold=True)
    lines = break_lines(
        (FaceSpan("（一）主动公开。", lead), FaceSpan("全年公开。", face)), BODY, ruler
    )
    in_lead = "".join(r.text for line in lines for r in line.runs if r.face == lead)
    assert in_lead == "（一）主动公开。"


@pytest.mark.parametrize("word", ["8AB", "3.5%8AB", "OA2021B"])
def test_figures_beside_letters_stand_by_themselves_in_a_face_without_another_for_latin(
    face: Face, ruler: Ruler, word: str
) -> None:
    """A Chinese font sets other figures beside Latin letters, which a PDF cannot tell."""
    alone = Face(face.family)
    (line,) = lines_of(f"甲{word}", alone, ruler)
    assert "".join(run.text for run in line.runs) == f"甲{word}"
    for run in line.runs:
        assert not (re.search(r"\d", run.text) and re.search("[A-Z]", run.text))
    broken = lines_of(word * 40, alone, ruler)
    assert len(broken) > 1
    assert all(each.width <= BODY.width + 0.01 for each in broken)


@settings(max_examples=60, deadline=None)
@given(text=sentences)
def test_lines_chosen_together_are_no_more_and_no_more_seen_than_one_by_one(
    text: str, face: Face, ruler: Ruler
) -> None:
    """Marks lose their blanks only where the paragraph would else be one line longer."""
    together = lines_of(text, face, ruler)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_breaking, "_CHOSEN", 0)
        one_by_one = lines_of(text, face, ruler)
    assert "".join(line.text for line in together) == "".join(line.text for line in one_by_one)
    assert len(together) <= len(one_by_one)


def test_over_many_paragraphs_hardly_a_mark_inside_a_line_loses_its_blank(
    face: Face, ruler: Ruler, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        *("全年", "主动公开", "政府信息", "办理申请", "政策解读的", "门户网站", "2024", "3,119"),
        *("，", "。", "、", "《条例》", "（一）"),
    )
    texts = []
    for seed in range(60):
        dice = random.Random(seed)  # noqa: S311  # the same each time
        texts.append("".join(f"{dice.choice(words[:8])}{dice.choice(words)}" for _ in range(60)))

    def squeezed() -> int:
        """Count the lines with a mark of less than its width that another character follows."""
        count = 0
        for text in texts:
            for line in lines_of(text, face, ruler):
                for one, other in pairwise(line.runs):
                    natural = one.x + len(one.text) * (16.0 + one.spacing)
                    if not re.search("[!-~]", one.text) and other.x < natural - 0.5:
                        count += 1
                        break
        return count

    chosen = squeezed()
    monkeypatch.setattr(line_breaking, "_CHOSEN", 0)
    before = squeezed()
    assert before > 0
    assert chosen * 4 <= before


def test_words_that_are_read_leftwards_follow_leftwards(face: Face, ruler: Ruler) -> None:
    first, second, third = "دۇنيا", "بكم", "שלום"
    measure = Measure(400, 16, justified=False)
    text = f"甲{first} {second} 12 {third}乙 丙"
    (line,) = break_lines((FaceSpan(text, face),), measure, ruler)
    place = {run.text: run.x for run in line.runs}
    assert place[second] < place[first] < place["12"] < place[third] < place["乙"]
    assert sorted(line.text) == sorted(text)
    ends = [run.x for run in line.runs[1:]]
    widths = [ruler.ems(run.face, run.text) * 16 for run in line.runs[:-1]]
    for run, width, end in zip(line.runs, widths, ends, strict=False):
        assert run.x + width <= end + 0.01
