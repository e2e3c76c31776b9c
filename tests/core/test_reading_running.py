"""Figures and headings that run together in a source: taken apart where only one way fits."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

import resources
from core.checks.inspection import Inspection
from core.document.file import load
from core.exports.word.docx import word_document
from core.figures.address import Address
from core.figures.value import Kind, show
from core.forms.form import Form, Identity
from core.forms.loader import Forms
from core.labels.blocks import Grid
from core.reading.source import read_source, read_text
from core.recognition.deduction import DigitRun, deduce
from core.recognition.reading import Certainty, Reading
from core.recognition.splitting import MOST_WAYS, Digits, Total, split
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.origin import Source
from core.report.report import Report
from tests.core.reading_layouts import LAYOUTS, Layout, printed
from tests.editions import form_of

TABS = next(each for each in LAYOUTS if each.name == "tabs")
SIX = [Total(6, (0, 1, 2, 3, 4, 5))]
NATURAL, OTHER = Address("applications.received.natural"), Address("applications.received.other")


def sample(forms: Forms, name: str) -> Report:
    return load(resources.folder() / "samples" / f"{name}.nianbao", forms)[0]


def run_together(report: Report) -> str:
    """Print a report as a page's text without its marks: title, then everything in one line."""
    title, rest = printed(report, LAYOUTS[0]).split("\n", 1)
    return title + "\n" + re.sub(r"[\n\t]", "", rest)


def wrong_in(reading: Reading, report: Report) -> dict[Certainty, list[Address]]:
    """Return the figures that were read otherwise than they were printed."""
    found: dict[Certainty, list[Address]] = {certainty: [] for certainty in Certainty}
    figures = reading.report().figures()
    for address, each in reading.figures.items():
        if figures[address] not in {None, report.figure(address)}:
            found[each.certainty].append(address)
    return found


# Taking digits apart


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("230", "000023"), (23, 0, 0, 0, 0, 0, 23)),
        (("21710000218",), (217, 1, 0, 0, 0, 0, 218)),
        (("0000000",), (0,) * 7),
        (("0", "0", "0", "0", "0", "00"), (0,) * 7),
        (("23", "0", "00", "0", "023"), (23, 0, 0, 0, 0, 0, 23)),
    ],
)
def test_one_way_is_left_by_a_total(words: tuple[str, ...], way: tuple[int, ...]) -> None:
    assert split(words, 7, SIX).ways == (way,)


def test_all_ways_are_found_that_a_total_allows() -> None:
    ways = split(("110000011",), 7, SIX)
    assert set(ways.ways) == {(11, 0, 0, 0, 0, 0, 11), (1, 10, 0, 0, 0, 0, 11)}
    assert ways.complete
    assert not split(("230000024",), 7, SIX).ways
    assert not split(("1200",), 7, SIX).ways


def test_a_sign_stands_only_where_a_figure_may_have_one() -> None:
    count, signed = Kind.COUNT, Kind.SIGNED
    digits = Digits.of(["12-5", "30"], (count, signed, count))
    assert digits is not None
    assert digits.texts((12, 5, 30), (count, signed, count)) == ("12", "-5", "30")
    assert digits.texts((12, 5, 30), (signed, count, count)) is None
    assert Digits.of(["12-5", "30"], (count, count, count)) is None


def test_the_search_says_where_it_ends_too_soon() -> None:
    ways = split(("1" * 30,), 7)
    assert not ways.complete
    assert len(ways.ways) <= MOST_WAYS


@pytest.mark.parametrize("at", [0, 3, 6])
def test_a_total_may_stand_anywhere(at: int) -> None:
    others = tuple(column for column in range(7) if column != at)
    figures = [0, 12, 0, 3, 0, 5]
    figures.insert(at, 20)
    ways = split(("".join(map(str, figures)),), 7, [Total(at, others)]).ways
    assert tuple(figures) in ways
    assert all(way[at] == sum(way[column] for column in others) for way in ways)


def test_a_way_whose_total_is_crossed_is_no_worse_than_one_that_adds_up() -> None:
    """A total with two digits crossed in print (27, 0, 72) would leave 2, 70, 72, which adds up."""
    a, b, total, other = (Address(f"t.{at}") for at in ("r.a", "r.b", "r.total", "q.a"))
    adds_up = Identity("1", "T", "t", "", "", "row", "r", (a, b), (total,), True, total, "")
    across = Identity("2", "T", "t", "", "", "column", "a", (a,), (other,), False, None, "")

    def way(words: str, *identities: Identity) -> object:
        (found,) = deduce(identities, {}, [DigitRun((words,), (a, b, total))])
        return found.way

    assert way("27072", adds_up) == (2, 70, 72)
    assert way("27072", adds_up, across) is None
    assert way("10111", adds_up, across) == (10, 1, 11)


# Published reports whose text runs together


@pytest.mark.parametrize(("name", "least"), [("2019", 179), ("2021", 197), ("2022", 197)])
def test_published_text_is_taken_apart(
    forms: Forms, shared_reports: Path, name: str, least: int
) -> None:
    truth = json.loads(
        (shared_reports / f"pingtan_{name}.json").read_text("utf-8"), parse_float=Decimal
    )
    reading = read_source(shared_reports / f"pingtan_{name}.txt", forms)
    report = reading.report()
    assert (reading.form.edition, reading.organ) == (truth["edition"], truth["organ"])
    right = 0
    for address, figure in report.figures().items():
        assert figure in {None, truth["figures"][address]}, address
        right += figure is not None
        if figure is None:
            assert report.doubts[address].why
    assert right >= least
    assert set(report.texts) == {part for part, text in report.texts.items() if text}
    deduced = reading.of_certainty(Certainty.DEDUCED)
    assert deduced
    for each in deduced:
        assert "推算" in report.doubts[each.address].why
        origin = report.origin(each.address)
        assert origin is None or origin.source is Source.DEDUCED


# Whole reports in one line


@pytest.mark.parametrize("layout", LAYOUTS[:3], ids=lambda each: each.name)
@pytest.mark.parametrize("name", ["cixi-2020", "huaian-2024"])
def test_a_report_in_one_line_is_read_with_its_texts(
    forms: Forms, name: str, layout: Layout
) -> None:
    report = sample(forms, name)
    title, rest = printed(report, layout).split("\n", 1)
    reading = read_text(title + "\n" + re.sub(r"[\n\t]+", " ", rest), forms, "x.txt")
    assert reading.report().figures() == report.figures()
    assert not reading.report().doubts
    assert all(reading.report().texts.values())


@pytest.mark.parametrize(("name", "least"), [("cixi-2020", 155), ("huaian-2024", 185)])
def test_a_report_without_any_separator_is_taken_apart(forms: Forms, name: str, least: int) -> None:
    report = sample(forms, name)
    reading = read_text(run_together(report), forms, "x.txt")
    assert not any(wrong_in(reading, report).values())
    assert sum(figure is not None for figure in reading.report().figures().values()) >= least


def test_headings_without_numbers_are_found_above_their_tables(forms: Forms) -> None:
    report = sample(forms, "huaian-2024")
    text = re.sub("[一二三四五六]、(?=主动|收到|政府信息公开行政)", "", run_together(report))
    reading = read_text(text, forms, "x.txt")
    assert not any(wrong_in(reading, report).values())
    assert reading.figures[NATURAL].certainty is Certainty.DEDUCED


# Faults of the source


def test_a_published_fault_is_found_and_not_repaired(forms: Forms) -> None:
    """Two columns of this report do not balance; its rows do."""
    report = sample(forms, "cixi-2020")
    reading = read_text(run_together(report), forms, "x.txt")
    natural = Address("applications.carried_out.natural")
    assert reading.figures[natural].certainty is Certainty.BLANK
    assert ("16", "0", "0", "0", "1", "0", "17") in reading.figures[natural].ways
    assert "凭据不够" in reading.figures[natural].why
    read = reading.report()
    assert read.figure(Address("applications.concluded.natural")) == 511
    blank = [each.address for each in reading.of_certainty(Certainty.BLANK)]
    apply(read, [SetFigure(a, show(report.figure(a), Kind.COUNT)) for a in blank])
    unbalanced = {tally.identity.id for tally in Inspection(read).board.tallies if tally.difference}
    assert unbalanced == {"T31.natural", "T31.legal"}


def test_a_row_whose_own_total_is_wrong_stays_blank(forms: Forms) -> None:
    report = sample(forms, "huaian-2024")
    total = Address("applications.received.total")
    apply(report, [SetFigure(total, str(int(report.figure(total) or 0) + 1))])
    reading = read_text(run_together(report), forms, "x.txt")
    assert not any(wrong_in(reading, report).values())
    assert reading.figures[NATURAL].certainty is Certainty.BLANK
    assert reading.figures[Address("applications.concluded.natural")].text == "2932"


def test_a_row_that_two_ways_fit_is_blank_with_both(forms: Forms) -> None:
    form = form_of(forms, "2021")
    report = Report(form, "甲局", 2023)
    zeros = [SetFigure(a, "0") for a, figure in form.figures.items() if not figure.computed]
    eleven = [
        SetFigure(Address(f"applications.{row}.natural"), "11") for row in ("received", "granted")
    ]
    apply(report, [*zeros, *eleven])
    reading = read_text(run_together(report), forms, "x.txt")
    figure = reading.figures[NATURAL]
    assert figure.certainty is Certainty.BLANK
    assert set(figure.ways) == {
        ("11", "0", "0", "0", "0", "0", "11"),
        ("1", "10", "0", "0", "0", "0", "11"),
    }
    assert "有2种分法" in figure.why
    assert reading.figures[Address("applications.carried_in.natural")].text == "0"


@pytest.mark.parametrize("seed", range(40))
def test_no_figure_is_wrong_in_silence(forms: Forms, seed: int) -> None:
    """Random reports with faults as published, separators and blanks lost in every way."""
    rng = random.Random(seed)  # noqa: S311  no secret: cases that are the same each time
    report = faulty_report(rng, rng.choice(forms.editions))
    table = report.form.table("applications")
    lost, blanks = rng.choice([0.2, 0.5, 1]), rng.choice([0, 0, 0.1, 1])
    lines = ["三、收到和处理政府信息公开申请情况"]
    left: dict[Address, str] = {}
    for line in range(table.lines):
        cells = sorted((c for c in table.cells if c.line == line), key=lambda c: c.column)
        words = [cell.text for cell in cells if cell.address is None]
        for cell in cells:
            if cell.address:
                text = report.shown(cell.address)
                left[cell.address] = "" if text == "0" and rng.random() < blanks else text
                words += [" " * (rng.random() > lost), left[cell.address]]
        lines.append("".join(words))
    reading = read_text("\n".join(lines), forms, "x.txt", year=report.year)
    for address, text in left.items():
        figure = reading.figures[address]
        if figure.certainty is Certainty.READ:
            assert figure.text == text, address
        elif figure.certainty is Certainty.DEDUCED:
            assert "推算" in figure.why
        else:
            assert figure.text == ""
            assert figure.why


def faulty_report(rng: random.Random, form: Form) -> Report:
    """Fill table three at random and print some totals and cells wrong."""
    report = Report(form, "甲局", form.first_year)
    addends = [a for a, figure in form.figures.items() if not figure.computed]
    most = rng.choice([5, 20, 300])
    figures = {a: rng.choice([0, 0, 0, 1, rng.randint(0, most)]) for a in addends}
    apply(report, [SetFigure(a, str(n)) for a, n in figures.items() if a.section != "proactive"])
    for row in rng.sample(["received", "concluded", "granted"], rng.randint(0, 2)):
        total = Address(f"applications.{row}.total")
        apply(report, [SetFigure(total, str(int(report.figure(total) or 0) + rng.choice([1, 9])))])
    return report


# What else stands in cells and labels


@pytest.mark.parametrize(
    ("printed_cell", "text", "certainty", "says"),
    [
        ("22（其中修订16件）", "22", Certainty.DOUBTFUL, "括号里的说明没有读入"),
        ("22件", "22", Certainty.READ, "读作22"),
        ("/", "/", Certainty.BLANK, "按未填读取"),
        ("２２", "２２", Certainty.READ, ""),
    ],
)
def test_a_cell_with_more_than_a_figure(
    forms: Forms, printed_cell: str, text: str, certainty: Certainty, says: str
) -> None:
    report = sample(forms, "huaian-2024")
    address = Address("proactive.normative.issued")
    apply(report, [SetFigure(address, "7654")])
    source = printed(report, LAYOUTS[0]).replace("7654", printed_cell)
    figure = read_text(source, forms, "x.txt").figures[address]
    assert (figure.text, figure.certainty) == (text, certainty)
    assert says in figure.why


def test_spaces_inside_a_figure_are_judged_by_the_identities(forms: Forms) -> None:
    report = sample(forms, "huaian-2024")
    shown = report.shown(NATURAL)
    source = printed(report, TABS).replace(f"\t{shown}\t", f"\t{shown[0]} {shown[1:]}\t", 1)
    reading = read_text(source, forms, "x.txt")
    assert reading.figures[NATURAL].text == shown
    assert reading.figures[NATURAL].certainty is Certainty.DEDUCED
    broken = source.replace(f"\t{report.shown(OTHER)}\t", "\t77777\t")
    assert not any(
        figure.certainty is Certainty.DEDUCED
        for figure in read_text(broken, forms, "x.txt").figures.values()
    )


def test_traditional_characters_and_readings_beside_them(forms: Forms) -> None:
    report = sample(forms, "cixi-2020")
    source = printed(report, LAYOUTS[0])
    for simple, printed_so in {
        "公开": "公開(kāi)", "总": "總", "规": "規(guī)", "数量": "數(shù)量", "项": "項",
    }.items():  # fmt: skip
        source = source.replace(simple, printed_so)
    reading = read_text(source, forms, "x.txt")
    assert reading.report().figures() == report.figures()
    assert reading.year == report.year


def test_a_row_in_place_of_three_is_told(forms: Forms) -> None:
    report = sample(forms, "huaian-2024")
    others = [a for a in report.form.figures if a.row.startswith("other_") and a.column != "total"]
    for figures, certainty in (("0", Certainty.DEDUCED), ("4", Certainty.BLANK)):
        apply(report, [SetFigure(a, "0") for a in others])
        text = "\n".join(
            line
            for line in printed(report, TABS).split("\n")
            if not re.search("逾期不补正|逾期未按|3.其他", line)
        )
        row = "（六）其他处理\t" + "\t".join([figures, *"00000", figures])
        reading = read_text(re.sub(r"(?=（七）总计)", row + "\n", text), forms, "x.txt")
        found = {reading.figures[a] for a in others}
        assert {each.certainty for each in found} == {certainty}
        assert all("只有一行" in each.why for each in found)
        assert reading.figures[NATURAL].certainty is Certainty.READ


# Where a figure stands


def test_each_figure_knows_where_it_was_read(forms: Forms) -> None:
    report = sample(forms, "huaian-2024")
    for text in (run_together(report), printed(report, LAYOUTS[0])):
        reading = read_text(text, forms, "x.txt")
        assert tuple(reading.figures) == tuple(report.form.figures)
        for figure in reading.figures.values():
            assert figure.spots
            for spot in figure.spots:
                block = reading.blocks[spot.block]
                assert not isinstance(block, Grid)
                assert block.text[spot.start : spot.end].strip() in " ".join(figure.row)
        assert reading.figures[NATURAL].row[0] == "一、本年新收政府信息公开申请数量"


def test_a_cell_of_a_grid_is_known_by_its_row(forms: Forms, shared_reports: Path) -> None:
    reading = read_source(shared_reports / "huaian_2024.docx", forms)
    for figure in reading.figures.values():
        (spot,) = figure.spots
        block = reading.blocks[spot.block]
        assert isinstance(block, Grid)
        assert spot.row is not None
        assert spot.cell is not None
        assert block.rows[spot.row][spot.cell].text.strip() == figure.shown


# Headings that the source marks


def test_a_heading_said_again_in_a_text_divides_nothing(forms: Forms, tmp_path: Path) -> None:
    report = sample(forms, "huaian-2024")
    again = "五、存在的主要问题及改进情况\n如上。\n一、总体情况\n六、其他需要报告的事项"
    apply(report, [SetText(part.id, f"前文。\n{again}\n后文。") for part in report.form.texts])
    path = tmp_path / "x.docx"
    path.write_bytes(word_document(Inspection(report)))
    read = read_source(path, forms).report()
    assert dict(read.texts) == dict(report.texts)
    assert read.figures() == report.figures()
