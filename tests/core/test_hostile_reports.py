"""What a hostile tester tried with whole reports: wrong figures, long histories, slow texts."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

import resources
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.document.decode import decode
from core.document.encode import encode
from core.document.file import load
from core.exports.excel.workbook import workbook
from core.forms.loader import Forms
from core.printed.own_marks import LONGEST_TEXT, pieces
from core.reading.source import read_source
from core.report.edit import apply, collapse
from core.report.edits import Edit, SetCover, SetFigure, SetNote, SetText
from core.report.link import Link
from core.report.note import Subject
from core.report.report import Doubt, Report
from core.texts.check import check_texts
from tests.core.reading_layouts import LAYOUTS, printed
from tests.editions import form_of

SAMPLES = ("cixi-2020", "huaian-2024")


@pytest.fixture
def report(forms: Forms) -> Report:
    return Report(form_of(forms, "2021"), "甲局", 2024)


# From a source text to the findings


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_wrong_figure_in_a_source_goes_unnoticed(
    tmp_path: Path, forms: Forms, sample: str
) -> None:
    """Figures of tables three and four are printed wrong by one, then read and checked.

    Every third of them: test_tally has them all, but not by way of a text.
    """
    good = load(resources.folder() / "samples" / f"{sample}.nianbao", forms)[0]
    before = {id(t.identity): t.difference for t in Inspection(good).board.tallies}
    source = tmp_path / "wrong.txt"
    figures = {a: f for a, f in good.figures().items() if a.section != "proactive"}
    assert None not in figures.values()
    for wrong, figure in list(figures.items())[::3]:
        bad = decode(encode(good), forms, "x")
        texts = {a: str(f) for a, f in figures.items()} | {wrong: f"{int(figure or 0) + 1}"}
        apply(bad, [SetFigure(a, text) for a, text in texts.items()])
        source.write_text(printed(bad, LAYOUTS[0]), encoding="utf-8")
        read = Inspection(read_source(source, forms).report())
        assert read.report.figure(wrong) == int(texts[wrong])
        assert read.board.count()[Balance.UNFILLED] == 0
        moved = [t for t in read.board.tallies if t.difference != before[id(t.identity)]]
        assert moved, f"nobody notices {wrong}"
        assert any(wrong in f.addresses for f in read.told if f.severity.value == "error")


# Any history of edits

TEXTS = (*"012/无", "", "12", "１２", "-3", "abc", " 7 ", "251000元", "1.5", "\ud800")
WRITTEN = (
    "",
    "全市收到政府信息公开申请5件，其中自然人3件，占30%。\n",
    "统计期限为2023年1月1日至12月31日。\r\n",
    "\u2028😀\u202e\x00",
    "办结12件，其中予以公开5件，部分公开2件，其余5件。",
    "栏目\t件数\t占比\n甲\t5\t3%\n乙\t\t\n",
    "  ",
)


def edits_by(chance: random.Random, report: Report) -> list[Edit]:
    made: list[Edit] = []
    cells = [a for a in report.form.figures if a.section == "remedies" or a.column == "total"]
    for _ in range(chance.choice((1, 1, 2, 20))):
        which = chance.random()
        if which < 0.8:
            cell = chance.choice(cells)
            sum_ = report.computed(cell)
            text = str(sum_) if sum_ is not None and which < 0.2 else chance.choice(TEXTS)
            made.append(SetFigure(cell, text, chance.choice((None, None, Doubt("5 6", "两个数")))))
        elif which < 0.85:
            subject = Subject("U01", "overview", (chance.choice(cells),), ("1", "2"))
            made.append(SetNote(subject, chance.choice(("", "已核实", "\n—"))))
        elif which < 0.95:
            part = chance.choice(list(report.texts))
            text, links = chance.choice(WRITTEN) + chance.choice(WRITTEN), []
            for cell in chance.sample(cells, chance.choice((0, 1, 3))):
                links.append(Link(len(text), len(text) + 1, cell))
                text += f"1{chance.choice(WRITTEN)}"
            made.append(SetText(part, text, tuple(links)))
        else:
            made.append(
                SetCover(chance.choice(("", "某县\n局")), chance.choice((2021, 2024, 2031)))
            )
    return made


def state_of(report: Report) -> tuple[object, ...]:
    sums = {a: report.computed(a) for a in report.form.figures}
    return (encode(report), dict(report.values), dict(report.doubts), report.figures(), sums)


@pytest.mark.parametrize("seed", range(12))
def test_any_history_can_be_taken_back_followed_saved_and_gathered(forms: Forms, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same histories each time
    report = Report(chance.choice(forms.editions), "甲局", 2024)
    cells = [a for a in report.form.figures if a.section != "proactive"]
    apply(report, [SetFigure(a, str(chance.randint(0, 3))) for a in cells])
    inspection, states, back = Inspection(report), [state_of(report)], []
    for _ in range(6):
        change = apply(report, edits_by(chance, report))
        back.append(change.inverse)
        states.append(state_of(report))
        inspection.update(change, defer_texts=chance.random() < 0.5)
        if chance.random() < 0.6:
            inspection.catch_up()
        fresh = Inspection(report)
        if not inspection.is_behind:
            assert inspection.findings == fresh.findings
        assert inspection.board.count() == fresh.board.count()
        saved = encode(report)
        again, gathered = decode(saved, forms, "x"), decode(saved, forms, "x")
        assert state_of(again) == state_of(report)
        more = edits_by(chance, report) + edits_by(chance, report)
        apply(again, more)
        apply(gathered, collapse(more))
        assert state_of(again) == state_of(gathered)
    forth = []
    for inverse, state in zip(reversed(back), reversed(states[:-1]), strict=True):
        change = apply(report, inverse)
        inspection.update(change)
        forth.append(change.inverse)
        assert state_of(report) == state
    for edits, state in zip(reversed(forth), states[1:], strict=True):
        inspection.update(apply(report, edits))
        assert state_of(report) == state
    inspection.catch_up()
    fresh = Inspection(report)
    assert (inspection.findings, inspection.board.count()) == (fresh.findings, fresh.board.count())


# Texts that are long or made to be slow


@pytest.mark.parametrize("section", ["overview", "problems", "preamble"])
@pytest.mark.parametrize(
    "piece",
    [
        "2024年，",
        "2024年将",
        "1件其中",
        "1件：其中",
        "（",
        "《",
        "＿＿。",
        "2023年收到政府信息公开申请3件，",
    ],
)
def test_no_text_makes_the_checks_wait(report: Report, section: str, piece: str) -> None:
    apply(report, [SetText(section, (piece * 50_000)[:50_000])])
    start = time.process_time()
    list(check_texts(report))
    assert time.process_time() - start < 5


def test_plans_for_the_year_are_not_sought_over_and_over(report: Report) -> None:
    apply(report, [SetText("problems", "2024年将" * 16_000)])
    start = time.process_time()
    list(check_texts(report))
    assert time.process_time() - start < 4


def test_a_paragraph_is_divided_as_excel_counts() -> None:
    emoji, escaped = "😀" * 20_000, "_x0041_" * 5000
    for text in (emoji, escaped, "甲" * 70_000, "", "甲"):
        parts = list(pieces(text))
        assert "".join(parts) == text
        for part in parts:
            written = part.replace("_x", "_x005F_x")
            assert len(written.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_nothing_is_cut_from_a_workbook_without_a_sign(report: Report) -> None:
    apply(report, [SetText("problems", "😀" * 20_000), SetCover("甲" * 40_000, 2024)])
    book = load_workbook(io.BytesIO(workbook(Inspection(report))))
    cells = [c.value for ws in book for row in ws.iter_rows() for c in row]
    texts = [text for text in cells if isinstance(text, str)]
    assert sum(text.count("😀") for text in texts) == 20_000
    assert all(len(text.encode("utf-16-le")) // 2 <= 32_767 for text in texts)
    long = [text for text in texts if text.startswith("甲甲")]
    assert long
    assert all(text.endswith("…") for text in long)
