"""The printed page: everything is on it, nothing overlaps, nothing stands where it may not."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import load
from core.exports.parts.check_list import AS_TYPED
from core.exports.parts.options import watermark_word
from core.figures.address import Address
from core.forms.form import Role
from core.forms.loader import Forms
from core.picture.picture import draw_up
from core.printed.marks import NEVER_FIRST, NEVER_LAST
from core.printed.page import print_report
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.report import Report
from core.report.transition import copy
from core.settings.page_options import (
    Fonts,
    PageOptions,
    Watermark,
    options_as_data,
    options_from_data,
)
from gui.files.files import SAMPLE
from gui.printing import QT_KINDS, line_breaking
from gui.printing.composer import Composed, Composer
from gui.printing.faces import chinese_families, find_faces
from gui.printing.pdf import pdf
from gui.printing.sheet import Face, Fill, Paper, PaperPage, RuleItem, Text
from gui.printing.sheet import WatermarkItem as Mark
from tests.editions import form_of

EDITIONS = ("2019", "2021")
LONG = (
    "（一）主动公开情况。全年公开1234条，其中“放管服”改革（含“一网通办”）文件56件，占45.6%；"
    "详见https://www.example.gov.cn/zwgk/index.html。\n1.制度建设。按照《中华人民共和国政府信息"
    "公开条例》（国务院令第711号）第五十条的规定，认真做好有关工作……\n（二）依申请公开情况\n"
)


@pytest.fixture(scope="module")
def composer(qapp: QApplication) -> Composer:
    return Composer()


@pytest.fixture
def sample(forms: Forms) -> Report:
    return load(SAMPLE, forms)[0]


def full(forms: Forms, edition: str, figure: str = "123456789") -> Report:
    form = form_of(forms, edition)
    report = Report(form, "某某市人民政府", form.first_year)
    cells = [a for a, f in form.figures.items() if not f.computed]
    apply(report, [SetFigure(address, figure) for address in cells])
    apply(report, [SetText("overview", LONG * 5), SetText("problems", LONG)])
    return report


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(composed: Composed) -> str:
    return bare("".join(text.text for page in composed.pages for text in page.texts))


def read_page(page: PaperPage) -> str:
    return bare("".join(text.text for text in page.texts))


def body(page: PaperPage) -> list[Text]:
    """The texts of a page without its number."""
    return list(page.texts[:-1])


def page_with(composed: Composed, words: str) -> list[int]:
    return [
        page.number
        for page in composed.pages
        if words in bare("".join(text.text for text in page.texts))
    ]


def wanted(report: Report) -> list[str]:
    printed = print_report(report)
    words = [*printed.title, *(p.text for p in printed.opening)]
    for section in printed.sections:
        words += [section.heading, *(p.text for p in section.paragraphs)]
        if section.table:
            words += [cell.text for line in section.table.lines for cell in line]
    return [bare(word) for word in words if word.strip()]


def figures_of(report: Report) -> list[str]:
    return [
        bare(cell.text)
        for section in print_report(report).sections
        if section.table
        for line in section.table.lines
        for cell in line
        if cell.role is Role.FIGURE and cell.text
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_label_text_and_figure_is_on_the_pages(
    composer: Composer, forms: Forms, edition: str
) -> None:
    report = full(forms, edition)
    # Each figure another one, so that none can stand in for another.
    cells = [a for a, f in report.form.figures.items() if not f.computed]
    apply(report, [SetFigure(address, str(40000 + at)) for at, address in enumerate(cells)])
    composed = composer.compose(Inspection(report))
    runs = [bare(text.text) for page in composed.pages for text in page.texts]
    for figure in figures_of(report):
        runs.remove(figure.removesuffix("万元"))  # the unit has a face of its own
    text = re.sub(r"—\d+—", "", read(composed))
    missing = [word for word in wanted(report) if word not in text]
    assert not missing


def test_the_pdf_holds_every_label_and_figure_as_text(sample: Report, tmp_path: Path) -> None:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(Inspection(sample)))
    done = subprocess.run([tool, "-raw", str(path), "-"], capture_output=True, check=True)
    assert not done.stderr  # a damaged file is complained about here
    text = re.sub(r"—\d+—", "", bare(done.stdout.decode()))
    assert not [word for word in wanted(sample) if word not in text]
    # Qt takes 一 for the radical of the same look; nobody could search for that.
    assert not [c for c in text if "\u2e80" <= c <= "\u2fdf"]


def test_the_pdf_carries_title_author_bookmarks_and_embedded_fonts(
    sample: Report, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    content = pdf(Inspection(sample))
    path.write_bytes(content)
    for section in sample.form.sections:
        assert ("\ufeff" + section.heading).encode("utf-16-be").hex().encode() in content
    if shutil.which("pdfinfo") is None or shutil.which("pdffonts") is None:
        pytest.skip("pdfinfo is not installed")
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True)  # noqa: S607
    assert not info.stderr
    words = info.stdout.decode()
    assert "慈溪市人民政府2020年政府信息公开工作年度报告" in words
    assert re.search(r"Author: +慈溪市人民政府\n", words)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True)  # noqa: S607
    for line in fonts.stdout.decode().splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", line.split()[-4], "yes"]


def test_the_same_report_gives_the_same_pages_and_no_rule_runs(
    sample: Report, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.checks.rules.make_rules", None)  # calling it would fail
    one = Composer().compose(Inspection(sample))
    assert one.pages == Composer().compose(Inspection(sample)).pages
    assert undated(pdf(Inspection(sample))) == undated(pdf(Inspection(sample)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "7", "123456789"])
@pytest.mark.parametrize("on_side", [False, True])
def test_table_three_stands_whole_on_one_page(
    composer: Composer, forms: Forms, edition: str, figure: str, on_side: bool
) -> None:
    report = full(forms, edition, figure)
    composed = composer.compose(Inspection(report), PageOptions(tables_on_side=on_side))
    first = page_with(composed, "申请人情况")
    assert len(first) == 1
    assert page_with(composed, "四、结转下年度继续办理") == first
    assert page_with(composed, "三、收到和处理政府信息公开申请情况") == first
    page = composed.pages[first[0] - 1]
    assert page.is_turned is on_side


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "7", "123456789"])
@pytest.mark.parametrize(
    "options",
    [
        PageOptions(),
        PageOptions(
            tables_on_side=True,
            sign_off=True,
            picture=True,
            check_sheet=True,
            watermark=Watermark.DRAFT,
        ),
    ],
)
def test_nothing_leaves_the_type_area_and_no_texts_overlap(
    composer: Composer, forms: Forms, edition: str, figure: str, options: PageOptions
) -> None:
    report = full(forms, edition, figure)
    paper = composer.paper
    for page in composer.compose(Inspection(report), options).pages:
        left, top = (paper.bottom, paper.left) if page.is_turned else (paper.left, paper.top)
        width, height = paper.type_width, paper.type_height
        if page.is_turned:
            width, height = height, width
        boxes = []
        for text in body(page):
            ems = composer.ruler.ems(text.face, text.text)
            end = text.x + ems * text.size + text.spacing * (len(text.text) - 1)
            # The blank half of a mark at a line's end may hang over.
            slack = text.size / 2 if text.text[-1] in NEVER_FIRST else 0.2
            # An opening mark that gave up its blank half begins a little earlier.
            start = text.x + (text.size / 2 if text.text[0] in NEVER_LAST else 0)
            assert left - 0.1 <= start, text
            assert end <= left + width + slack, text
            assert top <= text.y - text.size * 0.7, text
            assert text.y + text.size * 0.12 <= top + height + 0.1, text
            boxes.append((start, text.y - 0.5 * text.size, end - slack - 0.1, text.y))
        boxes.sort()
        for at, (_, y1, x2, y2) in enumerate(boxes):
            for x3, y3, _, y4 in boxes[at + 1 :]:
                if x3 >= x2:
                    break
                assert y4 <= y1 + 0.01 or y3 >= y2 - 0.01


def test_a_number_is_never_broken(composer: Composer, forms: Forms) -> None:
    report = full(forms, "2021", "987654321")
    runs = [t.text for page in composer.compose(Inspection(report)).pages for t in page.texts]
    assert sum(run == "987654321" for run in runs) == sum(
        not figure.computed for figure in report.form.figures.values()
    )


def test_a_page_that_cannot_hold_a_table_repeats_its_header(
    qapp: QApplication, forms: Forms
) -> None:
    small = Composer(paper=Paper(height=520, lines=8))
    report = full(forms, "2021", "5")
    composed = small.compose(Inspection(report))
    pages = page_with(composed, "申请人情况")
    assert len(pages) > 1
    # Every page with rows of the table has its header, and the rows stand in order, none twice.
    last = page_with(composed, "四、结转下年度继续办理")
    assert pages == list(range(pages[0], last[0] + 1))
    text = read(composed)
    assert text.count("4.保护第三方合法权益") == 1
    # The name of a group that a page's end cuts is said again.
    assert text.count("三、本年度办理结果") == len(pages)


def last_line(page: PaperPage) -> str:
    runs = body(page)
    low = max(text.y for text in runs)
    return "".join(text.text for text in runs if abs(text.y - low) < 1)


def test_no_heading_stands_alone_at_the_foot_of_a_page(composer: Composer, forms: Forms) -> None:
    form = form_of(forms, "2021")
    headings = {bare(section.heading) for section in form.sections} | {"（二）依申请公开情况"}
    for count in range(1, 26):
        report = Report(form, "某市人民政府", 2021)
        text = "全年公开信息。\n" * count + "（二）依申请公开情况\n" + "收到申请若干件。" * 12
        apply(report, [SetText("overview", text), SetText("problems", text)])
        for page in composer.compose(Inspection(report)).pages[:-1]:
            assert bare(last_line(page)) not in headings


def test_a_written_page_has_22_lines_of_28_characters(composer: Composer, forms: Forms) -> None:
    report = Report(form_of(forms, "2021"), "某市人民政府", 2021)
    apply(report, [SetText("overview", "政府信息公开" * 500)])
    page = composer.compose(Inspection(report)).pages[1]
    lines: dict[float, str] = {}
    for text in body(page):
        lines[text.y] = lines.get(text.y, "") + text.text
    assert len(lines) == 22
    assert {len(line) for line in lines.values()} == {28}
    heights = sorted(lines)
    pitches = {round(b - a, 3) for a, b in pairwise(heights)}
    assert pitches == {round(225 / 22 * 72 / 25.4, 3)}


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even(
    composer: Composer, forms: Forms
) -> None:
    report = full(forms, "2021")
    composed = composer.compose(Inspection(report), PageOptions(tables_on_side=True))
    paper = composer.paper
    for number, page in enumerate(composed.pages, 1):
        mark = page.texts[-1]
        assert mark.text == f"— {number} —"
        assert mark.size == 14
        if page.is_turned:  # the same place of the paper, read with the paper upright
            assert mark.turn == 90
            x, y = mark.y, paper.height - mark.x
        else:
            x, y = mark.x, mark.y
        width = composer.ruler.ems(mark.face, mark.text) * 14
        right = paper.width - paper.right
        assert x == pytest.approx(right - 14 - width if number % 2 else paper.left + 14)
        assert y - 5 == pytest.approx(paper.height - paper.bottom + 7 * 72 / 25.4, abs=0.5)


def test_bands_are_shaded_and_lines_have_two_widths(composer: Composer, sample: Report) -> None:
    items = [i for page in composer.compose(Inspection(sample)).pages for i in page.items]
    bands = [i for i in items if isinstance(i, Fill)]
    assert len(bands) == 5
    assert {i.width for i in items if isinstance(i, RuleItem)} == {0.5, 1.0}


def test_options_say_what_they_do(composer: Composer, sample: Report) -> None:
    inspection = Inspection(sample)
    plain = read(composer.compose(inspection))
    for word in ("勾稽核对单", "填表人", "（盖章）"):
        assert word not in plain
    checked = read(composer.compose(inspection, PageOptions(check_sheet=True)))
    for tally in inspection.board.tallies:
        assert bare(tally.identity.place) in checked
        assert bare(tally.identity.name) in checked
    for finding in inspection.findings:
        assert bare(finding.message) in checked
        assert bare(finding.advice) in checked
    assert checked.count("≠不平衡") == 2
    assert AS_TYPED not in checked
    report = copy(sample)
    typed = next(a for a, figure in report.form.figures.items() if not figure.computed)
    apply(report, [SetFigure(typed, "约三件")])
    listed = read(composer.compose(Inspection(report), PageOptions(check_sheet=True)))
    assert "约三件" in listed[listed.index(AS_TYPED) :]
    signed = read(composer.compose(inspection, PageOptions(sign_off=True)))
    for word in ("填表人：", "审核人：", "主要负责人：", "年月日", "（盖章）"):
        assert word in signed


def test_the_picture_follows_the_report_on_a_page_of_its_own(
    composer: Composer, sample: Report
) -> None:
    inspection = Inspection(sample)
    plain = composer.compose(inspection, PageOptions(check_sheet=True))
    composed = composer.compose(inspection, PageOptions(check_sheet=True, picture=True))
    at = next(at for at, page in enumerate(composed.pages) if "一图读懂" in read_page(page))
    assert [a.title for a in composed.pages[at].anchors] == ["图解"]
    assert "勾稽核对单" in read_page(composed.pages[at + 1])
    assert len(composed.pages) == len(plain.pages) + 1
    assert composed.pages[:at] == plain.pages[:at]
    words = read_page(composed.pages[at])
    for mark in draw_up(sample).marks:
        assert bare(mark.name) in words
        assert bare(mark.text) in words
    assert ("\ufeff图解").encode("utf-16-be").hex().encode() in pdf(
        inspection, PageOptions(picture=True)
    )


def test_the_watermark_of_its_own_accord_goes_when_the_report_is_right(
    composer: Composer, sample: Report, forms: Forms
) -> None:
    assert watermark_word(Watermark.AUTO, Inspection(sample)) == "草稿"  # it does not balance
    assert watermark_word(Watermark.AUTO, Inspection(Report(sample.form, "某市", 2020))) == "草稿"
    right = full(forms, "2021", "0")
    apply(right, [SetText(t.id, "已按规定办理。") for t in right.form.texts])
    assert not Inspection(right).has_errors
    assert watermark_word(Watermark.AUTO, Inspection(right)) == ""
    for mark, word in ((Watermark.REVIEW, "送审稿"), (Watermark.NONE, "")):
        pages = composer.compose(Inspection(right), PageOptions(watermark=mark)).pages
        marks = [i.word for page in pages for i in page.items if isinstance(i, Mark)]
        assert marks == ([word] * len(pages) if word else [])


def test_the_empty_form_prints_its_labels(composer: Composer, forms: Forms) -> None:
    for form in forms.editions:
        report = Report(form, "", form.first_year)
        text = read(composer.compose(Inspection(report)))
        assert not [word for word in wanted(report) if word not in text]


def test_a_long_name_of_an_organ_is_divided_where_a_word_ends(
    composer: Composer, forms: Forms
) -> None:
    report = Report(form_of(forms, "2021"), "", 2021)
    name = "伊犁哈萨克自治州察布查尔锡伯自治县人力资源和社会保障局"
    apply(report, [SetCover(name, 2021)])
    titles = [t.text for t in composer.compose(Inspection(report)).pages[0].texts if t.size == 22]
    assert "".join(titles).startswith(name)
    assert titles[0] == "伊犁哈萨克自治州" or titles[0].endswith(("州", "县"))
    assert not any(t[0] in NEVER_FIRST or t[-1] in NEVER_LAST for t in titles)


def test_a_page_pasted_into_a_cell_is_printed_small_but_whole(
    composer: Composer, forms: Forms
) -> None:
    report = full(forms, "2021", "3")
    text = "".join(chr(0x4E00 + at) for at in range(1500))
    apply(report, [SetFigure(next(iter(report.form.table("applications").figures)), text)])
    composed = composer.compose(Inspection(report))
    assert text in read(composed)
    low = composer.paper.top + composer.paper.type_height
    assert all(t.y < low for page in composed.pages for t in body(page))


def test_missing_fonts_are_named_with_what_takes_their_place() -> None:
    none = find_faces(["Noto Serif CJK SC", "Noto Sans CJK SC"])
    assert {s.wanted for s in none.substitutions} == {
        "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体",
    }  # fmt: skip
    assert none.title.bold
    assert none.kai.bold
    windows = find_faces(["SimSun", "SimHei", "FangSong", "KaiTi", "STZhongsong"])
    assert windows.title.family == "STZhongsong"
    # The standard says 仿宋体 and 楷体, and these are there; only the title's face is another.
    assert [s.wanted for s in windows.substitutions] == ["方正小标宋简体"]
    assert "STZhongsong" in windows.note
    every = ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]
    assert find_faces(every).note == ""
    assert not find_faces(every).title.bold


def test_a_chosen_font_takes_its_place_and_a_missing_one_is_named() -> None:
    here = ["SimSun", "SimHei", "FangSong", "KaiTi", "STZhongsong"]
    chosen = find_faces(here, Fonts(title="SimHei", body="KaiTi", tables="SimHei"))
    assert (chosen.title, chosen.body, chosen.tables) == (
        Face("SimHei"), Face("KaiTi"), Face("SimHei"),
    )  # fmt: skip
    assert chosen.song == Face("SimSun")  # page numbers are not a table
    assert chosen.kai == Face("KaiTi", bold=True)  # else the headings would not stand out
    assert chosen.substitutions == ()
    missing = find_faces(here, Fonts(body="华文行楷"))
    assert missing.body == Face("FangSong")
    assert "没有所选的字体，已用别的代替：华文行楷用 FangSong。" in missing.note
    assert "仿宋_GB2312" not in missing.note
    every = ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "KaiTi"]
    assert find_faces(every, Fonts(body="KaiTi")).note == ""


def test_the_pages_are_set_in_the_chosen_fonts(composer: Composer, sample: Report) -> None:
    family = next(f for f in chinese_families() if f != composer.faces.body.family)
    inspection = Inspection(sample)
    plain = composer.compose(inspection)
    for role in ("title", "body", "first", "second", "tables"):
        faces = composer.compose(inspection, PageOptions(fonts=Fonts(**{role: family}))).faces
        own = {"title": faces.title, "body": faces.body, "first": faces.hei,
               "second": faces.kai, "tables": faces.tables}[role]  # fmt: skip
        assert own.family == family
    chosen = composer.compose(inspection, PageOptions(fonts=Fonts(body=family)))
    long = {t.face.family for page in chosen.pages for t in page.texts if len(t.text) > 20}
    assert long == {family}
    assert composer.compose(inspection).pages == plain.pages


def test_a_long_text_in_a_cell_takes_work_in_proportion(
    qapp: QApplication, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Count the pieces that are cut: ten times the text may not take much more than that."""
    cut: list[int] = []
    real = line_breaking._cut

    def counting(*arguments: Any) -> Any:
        pieces = real(*arguments)
        cut.append(len(pieces))
        return pieces

    monkeypatch.setattr(line_breaking, "_cut", counting)
    totals = []
    for length in (0, 1000, 10000):
        report = full(forms, "2021", "3")
        apply(report, [SetFigure(Address("applications.received.natural"), "文" * length)])
        cut.clear()
        Composer().compose(Inspection(report))
        totals.append(sum(cut))
    assert totals[2] - totals[0] <= 12 * (totals[1] - totals[0])
    assert totals[2] - totals[0] <= 10 * 10000


def undated(content: bytes) -> bytes:
    """A PDF without the moment in which it was written."""
    return re.sub(rb"\(D:\d+[^)]*\)|\d{4}-\d\d-\d\dT[^\"<]*", b"", content)


def command(*arguments: str) -> tuple[int, str, str]:
    """Run the command line with its kinds of page in this process."""
    out, error = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        status = main(["export", str(SAMPLE), *arguments], QT_KINDS)
    return status, out.getvalue(), error.getvalue()


def test_the_command_line_takes_the_options_of_the_page(
    sample: Report, qapp: QApplication, tmp_path: Path
) -> None:
    target = tmp_path / "a.pdf"
    arguments = ["--side", "--sign-off", "--picture", "--check-sheet", "--watermark", "送审稿"]
    status, told, _ = command("-o", str(target), *arguments)
    assert status == 0
    assert "已导出" in told
    options = PageOptions(
        tables_on_side=True,
        sign_off=True,
        picture=True,
        check_sheet=True,
        watermark=Watermark.REVIEW,
    )
    assert undated(target.read_bytes()) == undated(pdf(Inspection(sample), options))
    for each in arguments[:4]:
        one = tmp_path / f"{each}.pdf"
        command("-o", str(one), each)
        assert undated(one.read_bytes()) != undated(pdf(Inspection(sample)))


def test_the_command_line_refuses_options_that_would_do_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    status, _, error = command("-o", str(tmp_path / "a.docx"), "--side")
    assert status == 2
    assert "用不上" in error
    assert "PDF 文档（.pdf）" in error
    assert not list(tmp_path.iterdir())
    both = ("--check-sheet", "--no-check-sheet")
    for asked, expected in (both[:1], 0), (both[1:], 0), (both, 2):  # a workbook has one anyway
        assert command("-o", str(tmp_path / f"{len(asked)}{asked[0]}.xlsx"), *asked)[0] == expected
    status, _, error = command("-o", str(tmp_path / "a.pdf"), "--watermark", "机密")
    assert status == 2
    assert "“机密”不是水印的字样" in error
    for wrong in ("仿宋", "正文=", "页脚=仿宋"):
        status, _, error = command("-o", str(tmp_path / "a.pdf"), "--font", wrong)
        assert status == 2
        assert f"“{wrong}”不是字体的选择" in error


def test_the_command_line_takes_fonts_and_names_what_is_missing(
    sample: Report, qapp: QApplication, tmp_path: Path
) -> None:
    target, family = tmp_path / "a.pdf", chinese_families()[0]
    fonts = ["--font", f"正文={family}", "--font", "标题=没有这种字体"]
    status, told, _ = command("-o", str(target), *fonts)
    assert status == 0
    assert "没有所选的字体，已用别的代替：没有这种字体用" in told
    chosen = PageOptions(fonts=Fonts(body=family, title="没有这种字体"))
    assert undated(target.read_bytes()) == undated(pdf(Inspection(sample), chosen))


def test_options_come_back_from_the_settings_as_they_were() -> None:
    options = PageOptions(
        tables_on_side=True, picture=True, watermark=Watermark.AUTO, fonts=Fonts(body="楷体")
    )
    assert options_from_data(options_as_data(options)) == options
    assert options_as_data(PageOptions()) == {}
    assert options_from_data({}) == PageOptions()
    strange: dict[str, str | bool] = {
        "picture": "yes",
        "watermark": "secret",
        "font_body": True,
        "colour": "red",
    }
    assert options_from_data(strange) == PageOptions()


def test_the_command_line_writes_a_pdf_without_a_display(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    target = tmp_path / "报告.pdf"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "nianbao.py", "export", str(SAMPLE), "-o", str(target)],
        cwd=root, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert f"已导出：{target}" in done.stdout.decode()
    assert target.read_bytes().startswith(b"%PDF-")
    note = find_faces().note
    assert not note or note in done.stdout.decode()


def test_rare_characters_and_marks_do_not_stop_the_page(composer: Composer, forms: Forms) -> None:
    report = Report(form_of(forms, "2021"), "某市", 2021)
    text = "龘𠮷村e\u0301té👩\u200d👩\u200d👧　２０２４年。。。。。。" * 20
    apply(report, [SetText("overview", text)])
    composed = composer.compose(Inspection(report))
    assert bare(text) in read(composed)
    assert pdf(Inspection(report)).startswith(b"%PDF")
    assert unicodedata.normalize("NFC", read(composed))
