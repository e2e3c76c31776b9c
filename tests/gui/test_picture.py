"""The page of the picture: every figure is on it as text, nothing collides or leaves the paper."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.document.file import load
from core.exports.kinds import export
from core.forms.form import Form
from core.forms.loader import Forms
from core.picture.picture import draw_up, show_share
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetPrior
from core.report.report import Report
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.printing import KINDS
from gui.printing.measure import Ruler
from gui.printing.pdf import write_pages
from gui.printing.picture import ACCENT, PALE
from gui.printing.picture_file import compose_picture, picture_for_word, png, svg
from gui.printing.sheet import Fill, PaperPage, Text

ROOT = Path(__file__).parents[2]
EDITIONS = ("2019", "2021")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>&amp;\"'\x00]]>市\n人民政府"

pytestmark = pytest.mark.usefixtures("qapp")


def form_of(forms: Forms, edition: str) -> Form:
    form = forms.by_edition(edition)
    assert form is not None
    return form


def filled(forms: Forms, edition: str, figure: str) -> Report:
    return filled_form(form_of(forms, edition), figure)


def filled_form(form: Form, figure: str) -> Report:
    report = Report(form, "某某市人民政府")
    cells = [a for a, f in report.form.figures.items() if not f.computed]
    apply(report, [SetFigure(address, figure) for address in cells])
    return report


def page_of(report: Report) -> PaperPage:
    (page,) = compose_picture(Inspection(report)).pages
    return page


def texts_of(page: PaperPage) -> list[str]:
    return [text.text for text in page.texts]


def box(text: Text, ruler: Ruler) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of a text's digits or characters."""
    width = ruler.ems(text.face, text.text) * text.size + text.spacing * len(text.text)
    return text.x, text.y - text.size * 0.8, text.x + width, text.y + text.size * 0.1


def assert_sound(page: PaperPage) -> None:
    ruler = Ruler()
    boxes = [(text.text, box(text, ruler)) for text in page.texts]
    for words, (left, top, right, bottom) in boxes:
        assert 50 <= left < right <= page.width - 50, words
        assert 50 <= top < bottom <= page.height - 50, words
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} stands on {other}"
    bars = [item for item in page.items if isinstance(item, Fill) and item.height > 3]
    for bar in bars:
        assert 50 <= bar.x <= bar.x + bar.width <= page.width - 50
        assert bar.y + bar.height <= page.height - 50
        for words, (left, top, right, bottom) in boxes:
            beside = right <= bar.x + 0.4 or left >= bar.x + bar.width - 0.4
            assert beside or bottom <= bar.y or top >= bar.y + bar.height, words


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "0", "7", "123456789", "999999999999"])
def test_nothing_collides_or_leaves_the_page(forms: Forms, edition: str, figure: str) -> None:
    assert_sound(page_of(filled(forms, edition, figure)))


def with_prior(report: Report, figure: str) -> Report:
    """Let a report remember last year's, in which every figure was the same."""
    prior = filled_form(report.form, figure)
    apply(prior, [SetCover(report.organ, report.year - 1)])
    apply(report, [SetPrior(prior.as_prior())])
    return report


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("figure", ["", "0", "7", "123456789", "999999999999"])
@pytest.mark.parametrize("prior", ["0", "9", "987654321"])
def test_last_year_finds_its_place_beside_this_year(
    forms: Forms, edition: str, figure: str, prior: str
) -> None:
    report = with_prior(filled(forms, edition, figure), prior)
    page = page_of(report)
    assert_sound(page)
    printed = "".join(texts_of(page))
    picture = draw_up(report)
    parts = {id(part) for group in picture.stacks for stack in group.stacks for part in stack.parts}
    for mark in picture.marks:
        if mark.prior is not None and figure:
            assert f"上年{mark.prior}" in printed
            assert id(mark) in parts or mark.change in printed


def test_last_years_bar_is_to_the_same_scale_and_lighter(forms: Forms) -> None:
    report = with_prior(filled(forms, "2021", "4"), "2")
    bars = [i for i in page_of(report).items if isinstance(i, Fill) and i.height > 2]
    own = [bar for bar in bars if bar.colour == ACCENT and bar.height > 4]
    last = [bar for bar in bars if bar.colour == PALE and bar.width > 10]
    assert own[0].width == pytest.approx(2 * (last[0].width + 1))  # the outline is around it
    assert own[0].y + own[0].height <= last[0].y
    assert last[0].height < own[0].height
    assert QColor(PALE).lightness() - QColor(ACCENT).lightness() > 100
    assert "细条为上年" in "".join(texts_of(page_of(report)))
    assert "细条" not in "".join(texts_of(page_of(filled(forms, "2021", "4"))))


@pytest.mark.parametrize("length", [0, 1, 30, 80, 300])
def test_a_name_of_any_length_fits(forms: Forms, length: int) -> None:
    report = filled(forms, "2019", "123456789")
    apply(report, [SetCover("新疆维吾尔自治区" * (length // 8) + "市" * (length % 8), 2020)])
    assert_sound(page_of(report))


@pytest.mark.parametrize("name", ["cixi-2020", "huaian-2024"])
def test_every_figure_and_share_is_printed(forms: Forms, name: str) -> None:
    report, _ = load(SAMPLE.with_name(f"{name}.nianbao"), forms)
    page = page_of(report)
    assert_sound(page)
    printed = texts_of(page)
    for mark in draw_up(report).marks:
        share = "" if mark.share is None else f"　{show_share(mark.share)}"
        assert mark.text + share in printed
        printed.remove(mark.text + share)
    digits = [text for text in printed if text.isdigit()]
    assert digits == [str(report.year)]  # no number that is not the report's
    assert any("占办理结果" in text for text in printed)


def test_a_bar_is_as_long_as_its_figure(forms: Forms) -> None:
    report = filled(forms, "2021", "0")
    name = "applications.{}.natural"
    address = {str(a): a for a in report.form.figures}
    apply(report, [SetFigure(address[name.format("granted")], "400000000")])
    apply(report, [SetFigure(address[name.format("partly_granted")], "100000000")])
    apply(report, [SetFigure(address[name.format("refused_query")], "1")])
    bars = [
        item.width
        for item in page_of(report).items
        if isinstance(item, Fill) and item.colour == ACCENT and item.height > 8
    ]
    assert len(bars) == 3  # a zero has none
    assert bars[0] == pytest.approx(4 * bars[1])
    assert 0.5 < bars[2] < 1


def test_what_is_blank_is_said_and_not_drawn(forms: Forms) -> None:
    page = page_of(Report(form_of(forms, "2021")))
    texts = texts_of(page)
    assert texts.count("还没有填写，不绘图。") == 5
    assert "0" not in texts
    assert not [item for item in page.items if isinstance(item, Fill) and item.height > 3]
    report = filled(forms, "2021", "3")
    blank = next(a for a in report.form.figures if a == "remedies.review.pending")
    apply(report, [SetFigure(blank, "")])
    assert texts_of(page_of(report)).count("未填") == 1


def test_the_parts_of_a_stack_differ_in_grey(forms: Forms) -> None:
    page = page_of(filled(forms, "2021", "5"))
    tints = {
        item.colour
        for item in page.items
        if isinstance(item, Fill) and item.height > 3 and item.width > 3
    }
    greys = sorted(
        0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue()
        for colour in map(QColor, tints)
    )
    assert len(greys) == 4
    assert all(b - a > 30 for a, b in pairwise(greys))


def test_svg_is_plain_text_that_stands_alone(forms: Forms) -> None:
    report, _ = load(SAMPLE, forms)
    apply(report, [SetCover(HOSTILE, 2020)])
    inspection = Inspection(report)
    content = svg(inspection)
    assert content == svg(inspection)
    root = ET.fromstring(content)  # noqa: S314 - our own
    assert root.get("viewBox") == "0 0 210 297"
    assert root.get("width") == "210mm"
    assert {each.tag for each in root.iter()} == {
        SVG + name for name in ("svg", "title", "desc", "rect", "text")
    }
    assert (root.findtext(SVG + "title") or "").startswith("<script>alert(1)</script>&amp;\"'")
    told = root.findtext(SVG + "desc") or ""
    texts = [each.text for each in root.iter(SVG + "text")]
    assert texts == texts_of(page_of(report))
    for mark in draw_up(report).marks:
        assert f"{mark.name} {mark.text}" in told
    assert b"href" not in content
    assert b"url(" not in content


def test_png_has_300_dots_in_an_inch(forms: Forms) -> None:
    inspection = Inspection(load(SAMPLE, forms)[0])
    content = png(inspection)
    assert content == png(inspection)
    image = QImage.fromData(content)
    assert (image.width(), image.height()) == (2480, 3508)
    assert image.dotsPerMeterX() == 11811
    assert "予以公开 199" in image.text("Description")
    bar = next(
        item
        for item in page_of(inspection.report).items
        if isinstance(item, Fill) and item.colour == ACCENT and item.height > 8
    )
    at = [round(v * 300 / 72) for v in (bar.x + bar.width / 2, bar.y + bar.height / 2)]
    assert image.pixelColor(at[0], at[1]) == QColor(ACCENT)


def test_in_word_its_ground_is_clear_so_that_a_watermark_is_seen(forms: Forms) -> None:
    drawn = picture_for_word(Inspection(load(SAMPLE, forms)[0]))
    image = QImage.fromData(drawn.png)
    assert image.pixelColor(0, 0).alpha() == 0
    assert any(image.pixelColor(x, image.height() // 5).alpha() for x in range(image.width()))


def test_the_page_is_a_pdf_as_well(forms: Forms) -> None:
    composed = compose_picture(Inspection(load(SAMPLE, forms)[0]))
    content = write_pages(composed)
    assert content.startswith(b"%PDF")
    dates = re.compile(rb"\(D:\d+[^)]*\)|\d{4}-\d\d-\d\dT[^\"<]*")
    assert dates.sub(b"", content) == dates.sub(b"", write_pages(composed))


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_command_line_exports_without_a_display(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"图解{suffix}"
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        [sys.executable, str(ROOT / "nianbao.py"), "export", str(SAMPLE), "-o", str(target)],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert target.stat().st_size > 5000


def test_the_window_offers_both(sample: Window, tmp_path: Path, qapp: QApplication) -> None:
    offered = " ".join(action.text() for action in sample.menus.export.actions())
    assert ".svg" in offered
    assert ".png" in offered
    target = tmp_path / "a.svg"
    export(sample.document.inspection, target, KINDS)
    assert target.read_bytes() == svg(sample.document.inspection)
