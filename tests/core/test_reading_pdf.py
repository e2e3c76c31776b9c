"""PDF files: what stands on their pages becomes paragraphs and tables, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from core.base.problem import Problem
from core.figures.address import Address
from core.forms.form import Form, TableSection
from core.forms.loader import Forms
from core.labels.blocks import Block, Grid, Paragraph, named
from core.reading.source import read_source
from core.recognition.recogniser import recognise
from core.report.report import Report
from core.sources.pdf import MOST_PAGES, read_pdf
from core.sources.pdf_guard import LARGEST_STREAM
from tests.core.pdf_files import LEFT, SIZE, Printer, Sheet, pdf_file
from tests.core.reading_layouts import OTHER, OVERVIEW, PREAMBLE, PROBLEMS, addends, filled
from tests.editions import FORMS, form_of
from tests.libreoffice import convert, needs_libreoffice

editions = pytest.mark.parametrize("form", FORMS.editions, ids=lambda form: form.edition)
LONG = "本报告依照条例编制，包括六个部分，所列数据的统计期限为全年，电子版登载在网站上。"


def some_report(form: Form, seed: int, blanks: float) -> Report:
    chance = Random(seed)  # noqa: S311 no secret
    figures = {
        address: chance.choice([0, 1, 10, chance.randrange(100_000)])
        for address in addends(form)
        if chance.random() >= blanks
    }
    return filled(form, figures)


def printed(report: Report, draw: str = "rule", bottom: float = 760.0) -> bytes:
    printer = Printer(draw=draw, bottom=bottom)
    printer.paragraph(report.organ, indent=8)
    printer.paragraph(f"{report.year}年{report.form.title}", indent=4)
    for line in PREAMBLE.split("\n"):
        printer.paragraph(line)
    texts = {"overview": f"{LONG}\n{OVERVIEW}", "problems": PROBLEMS, "other_matters": OTHER}
    for section in report.form.sections:
        printer.paragraph(section.heading)
        if isinstance(section, TableSection):
            printer.table(report, section)
        else:
            for line in texts[section.id].split("\n"):
                printer.paragraph(line)
    return pdf_file(printer.sheets)


@editions
@pytest.mark.parametrize(
    ("draw", "blanks", "bottom"),
    [("rule", 0, 760), ("bars", 0.4, 700), ("boxes", 0.2, 640), ("rule", 0.95, 520)],
)
def test_a_report_is_read_whole_however_its_tables_are_ruled(
    form: Form, draw: str, blanks: float, bottom: float
) -> None:
    report = some_report(form, 1, blanks)
    reading = recognise(read_pdf(printed(report, draw, bottom)), FORMS)
    read = reading.report()
    assert (reading.organ, reading.year) == (report.organ, report.year)
    assert read.figures() == report.figures()
    assert not read.doubts
    assert read.texts["preamble"] == PREAMBLE
    assert read.texts["overview"] == f"{LONG}\n{OVERVIEW}"
    assert read.texts["problems"] == PROBLEMS
    assert read.texts["other_matters"] == OTHER
    assert all(re.match("第[1-9]页第[12]个表第", place.spot) for place in reading.places.values())


def lines_file(*lines: tuple[float, float, str]) -> tuple[Block, ...]:
    sheet = Sheet()
    for x, base, text in lines:
        sheet.say(x, base, text)
    return named(read_pdf(pdf_file([sheet])), "甲.pdf")


def test_lines_become_paragraphs() -> None:
    full = "字" * 28
    found = lines_file(
        (LEFT + 2 * SIZE, 120, full[:26]),
        (LEFT, 148, full),
        (LEFT, 176, "到这里为止。"),
        (LEFT + 2 * SIZE, 204, full[:26]),
        (LEFT + 2 * SIZE, 232, "首行缩进的是另一段。"),
        (LEFT, 260, f"{full[:26]}年"),
        (LEFT, 288, "〔2024〕3号不拆开。"),
        (74, 820, "— 1 —"),
    )
    assert [block.text for block in found if isinstance(block, Paragraph)] == [
        f"{full[:26]}{full}到这里为止。",
        full[:26],
        "首行缩进的是另一段。",
        f"{full[:26]}年〔2024〕3号不拆开。",
    ]
    assert str(found[0].place) == "“甲.pdf”第1页第1行"


def table_file(
    *cells: tuple[float, float, str], more: Callable[[Sheet], None] | None = None
) -> Grid:
    """Make a table of three columns and two rows, 100 by 30 points each."""
    sheet = Sheet()
    for n in range(4):
        sheet.rule(100 + 100 * n, 200, 100 + 100 * n, 260)
    for n in range(3):
        sheet.rule(100, 200 + 30 * n, 400, 200 + 30 * n)
    for x, base, text in cells:
        sheet.say(x, base, text, 10)
    if more:
        more(sheet)
    (grid,) = (block for block in read_pdf(pdf_file([sheet])) if isinstance(block, Grid))
    return grid


@pytest.mark.parametrize(
    ("cells", "more", "text", "why"),
    [
        ([(240, 220, "12")], None, "12", ""),
        ([(240, 220, "1"), (245, 220, "2")], None, "12", ""),
        ([(240, 220, "12"), (240.3, 220, "12")], None, "12", ""),
        ([(240, 220, "1"), (260, 220, "2")], None, "1 2", ""),
        ([(240, 212, "1"), (240, 224, "2")], None, "1\n2", ""),
        ([(296, 220, "123")], None, "1", "跨在格线上"),
        ([(240, 220, "12"), (241.6, 220, "34")], None, "", "重叠"),
        ([(240, 220, "12")], lambda s: s.rule(238, 216.5, 252, 216.5), "12", "划有横线"),
        ([(240, 233, "12")], None, "", "跨在格线上"),
    ],
)  # fmt: skip
def test_a_figure_whose_cell_or_digits_are_not_certain_is_doubtful(
    cells: Sequence[tuple[float, float, str]],
    more: Callable[[Sheet], None] | None,
    text: str,
    why: str,
) -> None:
    grid = table_file((110, 220, "甲栏"), *cells, (110, 250, "乙栏"), more=more)
    found = [cell for row in grid.rows for cell in row if cell.text not in {"甲栏", "乙栏", ""}]
    if why:
        assert all(why in cell.doubt for cell in found[:1])
        assert any(cell.doubt for cell in found)
    else:
        assert [(cell.text, cell.doubt) for cell in found] == [(text, "")]


def test_a_raised_digit_stays_a_mark() -> None:
    grid = table_file((240, 220, "16"), (110, 220, "甲"), more=lambda s: s.say(250, 216, "2", 6))
    assert [cell.text for cell in grid.rows[0]] == ["甲", "16²", ""]


def test_spans_follow_the_rules_and_an_open_side_is_closed() -> None:
    sheet = Sheet()
    for y in (200, 230, 260, 290):
        sheet.rule(100, y, 500, y)
    sheet.rule(300, 200, 300, 290)  # nothing at the left or right
    sheet.rule(400, 260, 400, 290)
    for x, base, text in ((110, 220, "题"), (110, 250, "甲"), (310, 250, "乙"), (410, 280, "7")):
        sheet.say(x, base, text, 10)
    (grid,) = read_pdf(pdf_file([sheet]))
    assert isinstance(grid, Grid)
    assert [[(c.text, c.down, c.across) for c in row] for row in grid.rows] == [
        [("题", 1, 1), ("", 1, 2)],
        [("甲", 1, 1), ("乙", 1, 2)],
        [("", 1, 1), ("", 1, 1), ("7", 1, 1)],
    ]


def test_a_figure_beside_several_rows_is_nobodys() -> None:
    sheet = Sheet()
    sheet.frame(100, 200, 400, 260)
    sheet.rule(200, 200, 200, 260)
    sheet.rule(100, 230, 200, 230)
    for x, base, text in ((110, 220, "甲"), (110, 250, "乙"), (240, 234, "7")):
        sheet.say(x, base, text, 10)
    (grid,) = read_pdf(pdf_file([sheet]))
    assert isinstance(grid, Grid)
    assert "跨了几行" in grid.rows[0][1].doubt


def test_a_turned_page_is_read_as_it_is_looked_at() -> None:
    sheet = Sheet()
    sheet.say(100, 300, "某县甲局的一行字")
    for turn in (0, 90, 180, 270):
        (block,) = read_pdf(pdf_file([sheet], rotate=turn))
        assert isinstance(block, Paragraph)
        assert block.text == "某县甲局的一行字"


def two_pages(first: Sequence[str], second: Sequence[str]) -> list[Block]:
    """Print a table of two rows of three columns each on two pages."""
    sheets = []
    for texts in (first, second):
        sheet = Sheet()
        for n in range(4):
            sheet.rule(100 + 100 * n, 200, 100 + 100 * n, 260)
        for n in range(3):
            sheet.rule(100, 200 + 30 * n, 400, 200 + 30 * n)
        for n, text in enumerate(texts):
            sheet.say(105 + 100 * (n % 3), 215 + 30 * (n // 3), text, 10)
        sheets.append(sheet)
    return list(read_pdf(pdf_file(sheets)))


def test_a_row_that_the_pages_end_divides_is_made_whole() -> None:
    joined = two_pages(
        ["栏", "数", "数", "1.没有正当理由、", "3", "4"], ["不再处理", "", "", "2.其他", "5", "6"]
    )
    rows = [row for block in joined if isinstance(block, Grid) for row in block.rows]
    assert [[cell.text for cell in row] for row in rows] == [
        ["栏", "数", "数"],
        ["1.没有正当理由、不再处理", "3", "4"],
        ["2.其他", "5", "6"],
    ]  # fmt: skip
    apart = two_pages(
        ["栏", "数", "数", "1.重复", "3", "4"], ["2.其他", "", "", "3.另外", "5", "6"]
    )
    assert [len(block.rows) for block in apart if isinstance(block, Grid)] == [2, 2]


LOCK = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'11' * 32}>/U<{'22' * 32}>/P -4>>/ID[<00><00>]"


def scanned(mode: int, *, first: bool = False) -> bytes:
    sheet = Sheet()
    sheet.say(100, 100, "这一行字是从图片里认出来的，数字可能认错，有二十几个字", mode=mode)
    sheet.show_picture(first=first)
    return pdf_file([sheet])


def too_many_pages() -> bytes:
    whole = pdf_file([Sheet()])
    kids = b"10 0 R " * (MOST_PAGES + 1)
    return whole.replace(b"/Count 1/Kids[10 0 R]", b"/Count %d/Kids[%s]" % (MOST_PAGES + 1, kids))


def drawings_in_drawings() -> bytes:
    """Draw something ten times that draws the next ten times, nine deep."""
    forms = []
    for number in range(9):
        body = "/X Do " * 10 if number < 8 else "0 0 m 9 9 l S"
        forms.append(
            f"{100 + number} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject"
            f"<</X {101 + number} 0 R>>>>/Length {len(body)}>>stream\n{body}\nendstream endobj\n"
        )
    sheet = Sheet()
    sheet.show_picture()
    whole = pdf_file([sheet]).replace(b"/P 6 0 R", b"/P 100 0 R")
    front = whole[: whole.index(b"xref\n")]
    return front + "".join(forms).encode() + b"trailer<</Root 1 0 R/Size 120>>\n%%EOF"


def too_large_unpacked() -> bytes:
    return pdf_file([Sheet([" " * (LARGEST_STREAM + 1)])])


def too_many_drawings() -> bytes:
    sheet = Sheet(["0 0 m 9 9 l S"] * 210_000)
    return pdf_file([sheet])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pdf_file([Sheet()], trailer=LOCK), "加了密码"),
        (pdf_file([Sheet()])[:300], "已经损坏"),
        (pdf_file([Sheet()]), "扫描的图片"),
        (scanned(3), "扫描的图片"),
        (scanned(0), "扫描的图片"),
        (too_many_pages(), f"有{MOST_PAGES + 1}页"),
        (too_many_drawings(), "第1页的内容太多"),
        (drawings_in_drawings(), "的内容太多"),
        (too_large_unpacked(), "的内容太多"),
    ],
    ids=[
        "locked",
        "damaged",
        "empty",
        "recognised",
        "covered",
        "pages",
        "drawings",
        "nested",
        "unpacked",
    ],
)
def test_a_pdf_that_cannot_be_relied_on_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(Problem, match=says):
        read_pdf(content)


def test_text_above_a_picture_is_read() -> None:
    (block,) = read_pdf(scanned(0, first=True))
    assert isinstance(block, Paragraph)


def test_a_damaged_pdf_is_a_problem_or_read_but_never_wrong() -> None:
    report = some_report(form_of(FORMS, "2021"), 2, 0)
    whole = printed(report)
    chance = Random(3)  # noqa: S311 no secret
    for number in range(8):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 8))):
            damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        try:
            read = recognise(read_pdf(bytes(damaged)), FORMS).report()
        except Problem:
            continue
        for address, figure in read.figures().items():
            assert figure in (None, report.figure(Address(address))), (number, address)


def test_the_published_pdf_reads_like_its_document(forms: Forms, shared_reports: Path) -> None:
    reading = read_source(shared_reports / "huaian_2024.pdf", forms)
    other = read_source(shared_reports / "huaian_2024.docx", forms)
    read = reading.report()
    assert (reading.organ, reading.year) == (other.organ, other.year)
    assert read.figures() == other.report().figures()
    assert not read.doubts
    paragraphs = read.texts["overview"].split("\n")
    assert [p[:3] for p in paragraphs[1:]] == [f"（{n}）" for n in "一二三四五"]
    assert str(reading.places[Address("applications.concluded.total")]).endswith("第11行")


@needs_libreoffice
def test_the_official_form_is_read_from_what_libreoffice_prints(
    forms: Forms, shared_reports: Path, tmp_path: Path
) -> None:
    convert(tmp_path, [shared_reports / "blank_form_2021.docx"], "--convert-to", "pdf")
    reading = read_source(tmp_path / "blank_form_2021.pdf", forms)
    assert reading.form.edition == "2021"
    assert set(reading.report().figures().values()) == {None}
    assert not reading.report().doubts
    assert [note.why for note in reading.notes if note.address] == []
