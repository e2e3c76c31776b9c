"""The picture for the public as drawn: its size, all of it inside, saved by dialog and command."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import save
from core.picture.picture import draw_up
from core.picture.public import tell
from core.picture.style import PublicForm, find_style, load_styles
from core.picture.words import describe
from core.printed.measures import MM
from core.reading.source import read_source
from core.report.edit import apply
from core.report.edits import SetCover, SetPrior
from core.report.report import Report
from core.settings.page_options import PageOptions
from gui.files.public_picture import PublicPictureDialog
from gui.frame.window import Window
from gui.printing import KINDS, draw_public
from gui.printing.measure import Ruler
from gui.printing.picture_file import compose_public
from gui.printing.sheet import Fill, Paper, PaperPage, Text
from tests.editions import FORMS
from tests.gui.conftest import Answers
from tests.sample_reports import NAMES, sample_report

pytestmark = pytest.mark.usefixtures("qapp")
FILLED = tuple(name for name in NAMES if name != "blank")


def page_of(report: Report, form: PublicForm, style: str = "") -> PaperPage:
    return compose_public(tell(report), form, find_style(style)).pages[0]


@pytest.mark.parametrize("form", PublicForm)
@pytest.mark.parametrize("name", FILLED)
def test_everything_stands_inside_and_no_two_texts_collide(name: str, form: PublicForm) -> None:
    report = sample_report(name)
    apply(report, [SetCover("黔西南布依族苗族自治州住房和城乡建设综合行政执法支队", report.year)])
    apply(report, [SetPrior(report.as_prior())])
    ruler = Ruler()
    for style in load_styles():
        page = page_of(report, form, style)
        boxes = []
        for item in page.items:
            if isinstance(item, Text):
                width = ruler.ems(item.face, item.text) * item.size
                boxes.append((item.x, item.y - item.size * 0.8, item.x + width, item.y))
                assert item.x >= 0
                assert item.x + width <= page.width - 20, item.text
                assert 0 < item.y < page.height - 10
            elif isinstance(item, Fill):
                assert item.x + item.width <= page.width + 1e-6
                assert item.y + item.height <= page.height + 1e-6
        boxes.sort(key=lambda box: box[1])
        for at, (left, top, right, bottom) in enumerate(boxes):
            for x, y, end, low in boxes[at + 1 : at + 12]:
                apart = x >= right - 0.5 or end <= left + 0.5 or y >= bottom - 0.5 or low <= top
                assert apart, (left, top, right, bottom, x, y)


def test_the_long_picture_is_1080_pixels_wide_and_the_page_an_a4_sheet(tmp_path: Path) -> None:
    told = tell(sample_report("huaian"))
    style = find_style("")
    image = QImage.fromData(draw_public(told, ".png", PublicForm.LONG, style))
    assert image.width() == 1080
    assert image.height() > 3000
    assert image.text("Description") == told.description
    page = page_of(sample_report("huaian"), PublicForm.PAGE)
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    edge = min(item.x for item in page.items if isinstance(item, Fill) and item.x)
    texts = [item for item in page.items if isinstance(item, Text)]
    assert edge == min(text.x for text in texts) == texts[0].x
    assert edge == next(text.x for text in texts if text.text.startswith("数据来自"))


def test_a_hundred_squares_are_drawn_in_the_colours_of_their_parts() -> None:
    style = find_style("蓝色")
    page = page_of(sample_report("huaian"), PublicForm.LONG)
    side = [item.width for item in page.items if isinstance(item, Fill)]
    squares = [
        item
        for item in page.items
        if isinstance(item, Fill) and item.colour == style.parts[0] and 15 < item.width < 19
    ]
    assert len(squares) >= 45 + 96, (len(squares), sorted(set(map(round, side))))


def test_as_svg_its_words_are_text_and_it_is_told_to_those_who_do_not_see_it() -> None:
    told = tell(sample_report("huaian"))
    content = draw_public(told, ".svg", PublicForm.LONG, find_style(""))
    root = ET.fromstring(content)  # noqa: S314  # our own file
    texts = "".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "每办完100件申请，45件予以公开" in texts
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == told.description


def test_the_command_draws_it_and_says_its_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(sample_report("huaian"), tmp_path / "a.nianbao")
    save(sample_report("cixi"), tmp_path / "b.nianbao")
    target = tmp_path / "a.png"
    asked = ["picture", str(tmp_path / "a.nianbao"), "-o", str(target), "--style", "红色"]
    earlier = ["--earlier", str(tmp_path / "b.nianbao")]
    assert main([*asked, *earlier], None, None, draw_public) == 0
    said = capsys.readouterr().out
    assert "2020年518件，到2024年增加到3,119件" in said
    assert "慈溪市人民政府" in said
    assert QImage(str(target)).width() == 1080
    assert main([*asked[:-1], "紫色"], None, None, draw_public) == 2
    assert main(["picture", asked[1], "-o", "a.gif"], None, None, draw_public) == 2


def test_the_dialog_shows_what_is_chosen_and_saves_it(
    sample: Window, answers: Answers, tmp_path: Path
) -> None:
    report = sample_report("huaian")
    dialog = PublicPictureDialog(report, sample.document.forms, answers, str(tmp_path), sample)
    tall = dialog.shown.pixmap().height()
    dialog.form.setCurrentIndex(1)
    assert dialog.shown.pixmap().height() < tall
    save(sample_report("cixi"), tmp_path / "b.nianbao")
    dialog.add_year(tmp_path / "b.nianbao")
    assert "2020年" in dialog.years.text()
    assert len(answers.asked) == 1  # another organ
    save(report, tmp_path / "c.nianbao")
    dialog.add_year(tmp_path / "c.nianbao")
    assert "不是往年的年报" in answers.told[-1]
    answers.path = tmp_path / "图.svg"
    dialog.save(".svg", "矢量图")
    assert dialog.saved == answers.path
    assert "2020年518件" in answers.path.read_text("utf-8")


def test_a_blank_report_is_refused_in_words(
    sample: Window, answers: Answers, qapp: QApplication, tmp_path: Path
) -> None:
    sample.document.show(sample_report("blank"))
    assert sample.exporting.show_public_picture() == ""
    assert "还没有填数" in answers.told[-1]
    with pytest.raises(Problem):
        tell(sample_report("blank"))
    assert KINDS[".png"].for_public is not None


def test_word_has_the_picture_on_a_page_of_its_own_with_its_words(tmp_path: Path) -> None:
    report = sample_report("huaian")
    kind = KINDS[".docx"].with_options
    assert kind is not None
    asked = kind(PageOptions(picture=True))
    assert asked.remarks(Inspection(report)) == ()
    content = asked.write(Inspection(report))
    assert content == asked.write(Inspection(report))
    document = docx.Document(io.BytesIO(content))
    (shape,) = document.inline_shapes
    properties = shape._inline.docPr
    assert properties.get("descr") == describe(draw_up(report))
    paper = Paper()
    assert abs(shape.width.pt - paper.type_width) < 0.1
    assert shape.height.pt < paper.type_height
    plain = docx.Document(io.BytesIO(KINDS[".docx"].write(Inspection(report))))
    assert not len(plain.inline_shapes)
    review = asked.for_review
    assert review is not None
    assert "不附图解" in review.remarks(Inspection(report))[1]
    assert not len(docx.Document(io.BytesIO(review.write(Inspection(report)))).inline_shapes)
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert read_source(path, FORMS).report().figures() == report.figures()
