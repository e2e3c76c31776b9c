"""What Word's files print, through LibreOffice, beside our own PDF: five reports, page by page."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from core.printed.page import print_report
from tests.font_sets import WITH_TIMES, WITHOUT_TIMES, environment, need
from tests.libreoffice import SOFFICE, convert
from tests.pdf_words import PDFTOTEXT, Line, PdfPage, read_pages
from tests.print_samples import SUFFIXES
from tests.sample_reports import NAMES, PLAIN, sample_report

pytestmark = pytest.mark.skipif(
    SOFFICE is None or PDFTOTEXT is None,
    reason="LibreOffice (soffice) or pdftotext is not installed",
)

ROOT = Path(__file__).resolve().parent.parent
PITCH = 225 / 25.4 * 72 / 22
LEFT = 28 / 25.4 * 72
RIGHT = (210 - 26) / 25.4 * 72
MORE_PAGES = 0.04
"""LibreOffice squeezes no marks, and parts Latin from Chinese: so much longer a text may become."""
LAST_ROWS = {
    "2019": ("政府集中采购", "四、结转下年度继续办理"),
    "2021": ("行政事业性收费", "四、结转下年度继续办理"),
}

Printed = dict[tuple[str, str], list[PdfPage]]


NAMES_WITH = {WITH_TIMES: NAMES, WITHOUT_TIMES: ("cixi", "digits")}
"""The reports that are printed with each set of fonts; without Times, those with most figures."""


def each_print(*names: str) -> pytest.MarkDecorator:
    """Run a test for each set of fonts, report (or those named) and file of Word's."""
    cases = [
        pytest.param(fonts, name, suffix, id=f"{fonts}-{name}-{suffix}")
        for fonts, those in NAMES_WITH.items()
        for name in those
        for suffix in SUFFIXES
        if not names or name in names
    ]
    return pytest.mark.parametrize(("fonts", "name", "suffix"), cases)


@pytest.fixture(scope="module")
def print_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Printed]:
    """Return what prints the reports with a set of fonts, once each."""

    @cache
    def print_once(fonts: str) -> Printed:
        folder, names = tmp_path_factory.mktemp(fonts), NAMES_WITH[fonts]
        command = [sys.executable, "-m", "tests.print_samples", str(folder), *names]
        subprocess.run(command, cwd=ROOT, env=environment(fonts), check=True, timeout=120)
        files = [folder / f"{name}-{suffix[1:]}{suffix}" for name in names for suffix in SUFFIXES]
        convert(folder, files, "--convert-to", "pdf", env=environment(fonts))
        return {(name, suffix): read_pages(file) for name, suffix, file in _files(folder, names)}

    return print_once


@pytest.fixture
def printed(print_with: Callable[[str], Printed], fonts: str) -> Printed:
    """Return our PDF and what LibreOffice prints of Word's files, with the test's fonts."""
    need(fonts)
    return print_with(fonts)


def _files(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, str, Path]]:
    for name in names:
        yield name, ".pdf", folder / f"{name}.pdf"
        yield from ((name, suffix, folder / f"{name}-{suffix[1:]}.pdf") for suffix in SUFFIXES)


def page_of(pages: list[PdfPage], text: str) -> int:
    """Return the number of the one page with a line that a text begins, in a table or not."""
    (number,) = {
        number
        for number, page in enumerate(pages, 1)
        if any(line.text.startswith(text) for line in page.body)
    }
    return number


def full_pages(pages: list[PdfPage]) -> list[PdfPage]:
    """Return the pages of the long text that hold nothing else."""
    return pages[1 : page_of(pages, "二、主动公开政府信息情况") - 2]


@each_print()
def test_it_has_as_many_pages(printed: Printed, name: str, suffix: str) -> None:
    ours, theirs = len(printed[name, ".pdf"]), len(printed[name, suffix])
    allowed = round(ours * MORE_PAGES) if name == "long" else 0
    assert ours <= theirs <= ours + allowed


@each_print()
def test_every_table_begins_and_ends_on_the_same_page(
    printed: Printed, name: str, suffix: str
) -> None:
    ours, theirs = printed[name, ".pdf"], printed[name, suffix]
    form = sample_report(name).form
    parts = [section.heading for section in form.tables]
    parts += ["申请人情况", "未经复议直接起诉复议后起诉", *LAST_ROWS[form.edition]]
    places = [
        {part: page_of(pages, part) - len(pages) for part in parts} for pages in (ours, theirs)
    ]
    assert places[0] == places[1]
    assert places[0]["申请人情况"] == places[0]["四、结转下年度继续办理"]
    assert places[0]["未经复议直接起诉复议后起诉"] == places[0][form.tables[2].heading]


@pytest.mark.parametrize("fonts", [WITH_TIMES])
@pytest.mark.parametrize("suffix", [".pdf", *SUFFIXES])
def test_22_lines_of_28_characters_fill_the_type_area(printed: Printed, suffix: str) -> None:
    pages = printed["long", suffix]
    written = pages[: page_of(pages, "二、主动公开政府信息情况") - 1]  # a label may end in “开”
    plain = [line for page in written for line in page.body if set(line.text) <= set("政务公开")]
    assert "".join(line.text for line in plain) == PLAIN
    assert [len(line.text) for line in plain] == [26, 28, 28, 28, 28, 22]
    for line in plain[1:-1]:
        assert line.left == pytest.approx(LEFT, abs=0.5)
        assert line.right == pytest.approx(RIGHT, abs=1.5)
    bodies = [page.body for page in full_pages(pages)]
    assert max(len(body) for body in bodies) == 22
    assert statistics.mean(len(body) for body in bodies) > 21.8  # headings keep to their texts
    pitches = [_pitch(body) for body in bodies]
    assert pitches == pytest.approx([PITCH] * len(bodies), abs=0.1)


def _pitch(lines: tuple[Line, ...]) -> float:
    return (lines[-1].middle - lines[0].middle) / (len(lines) - 1)


@each_print()
def test_every_character_of_the_texts_is_on_paper(printed: Printed, name: str, suffix: str) -> None:
    report = print_report(sample_report(name))
    paragraphs = [*report.opening, *(p for s in report.sections for p in s.paragraphs)]
    shown = "".join(line.text for page in printed[name, suffix] for line in page.body)
    assert [p.text for p in paragraphs if re.sub(r"\s", "", p.text) not in shown] == []


@each_print()
def test_every_page_has_its_number_and_no_more(printed: Printed, name: str, suffix: str) -> None:
    ours = printed[name, ".pdf"]
    for at, page in enumerate(printed[name, suffix]):
        assert page.number.text == f"—{at + 1}—"
        assert not [line for line in page.body if re.fullmatch("—.*—", line.text)]
        like = ours[at % 2].number  # the numbers of right and of left pages stand at one place
        assert page.number.middle == pytest.approx(like.middle, abs=4)
        if suffix == ".docx":
            edges = (
                (page.number.right, like.right) if at % 2 == 0 else (page.number.left, like.left)
            )
            assert edges[0] == pytest.approx(edges[1], abs=1)
        else:  # LibreOffice takes one footer for all pages from a page of HTML
            middle = (page.number.left + page.number.right) / 2
            assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)


@each_print("cixi", "huaian", "blank")
def test_rows_and_columns_stand_as_ours_do(printed: Printed, name: str, suffix: str) -> None:
    """Bands and labels of table 二: every row as high, every column at its place."""
    report = sample_report(name)
    table = next(s.table for s in print_report(report).sections if s.id == "proactive")
    assert table is not None
    labels = [line[0].text for line in table.lines if line[0].text.count("信息内容") == 0]
    places = []
    for pages in (printed[name, ".pdf"], printed[name, suffix]):
        page = pages[page_of(pages, labels[-1]) - 1]
        words = [next(w for w in page.words if w.text.startswith(label)) for label in labels]
        heads = [w for w in page.words if w.text.startswith("本年") and w.top > words[0].top]
        places.append(
            (
                [b.middle - a.middle for a, b in pairwise(words)],
                [(w.left + w.right) / 2 for w in (*words, *heads)],
            )
        )
    assert places[1][0] == pytest.approx(places[0][0], abs=0.5)
    assert places[1][1] == pytest.approx(places[0][1], abs=2)
