"""What the PDF says beyond its looks: bookmarks, characters, the names of its fonts."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
from PySide6.QtGui import QFontDatabase, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication

from core.checks.inspection import Inspection
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetText
from core.report.report import Report
from core.settings.page_options import PageOptions
from gui.printing.composer import Composer
from gui.printing.faces import find_faces
from gui.printing.measure import make_font
from gui.printing.pdf import pdf, remarks, write_and_remark, write_pages
from gui.printing.sheet import Face
from tests.editions import form_of


@pytest.mark.parametrize(
    "here",
    [
        [f"CESI{role}-GB2312" for role in ("小标宋", "仿宋", "楷体", "黑体", "宋体")],
        [f"CESI_{role}_GB18030" for role in ("XBS", "FS", "KT", "HT", "SS")],
        ["方正小标宋_GBK", "方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正书宋_GBK"],
        ["FZXiaoBiaoSong-B05", "FZFangSong-Z02", "FZKai-Z03", "FZHei-B01", "FZShuSong-Z01"],
        ["方正小标宋简体", "华文仿宋", "华文楷体", "华文黑体", "华文宋体"],
        ["方正小标宋简体", "STFangsong", "STKaiti", "STHeiti", "STSong"],
        ["方正小标宋简体", "仿宋", "楷体", "黑体", "宋体"],
    ],
)  # fmt: skip
def test_the_fonts_of_other_systems_are_the_prescribed_ones(here: list[str]) -> None:
    faces = find_faces([*here, "Noto Serif CJK SC", "Noto Sans CJK SC"])
    own = [faces.title, faces.body, faces.kai, faces.hei, faces.tables]
    assert [face.family for face in own] == here
    assert not any(face.bold for face in own)
    assert faces.note == ""


def test_a_rare_character_comes_from_a_face_like_the_others(qapp: QApplication) -> None:
    here = ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "仿宋", "宋体", "SimSun-ExtB"]
    faces = find_faces([*here, "Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Sans CJK SC"])
    assert faces.body.behind[:2] == ("仿宋_GB2312", "仿宋")
    assert "宋体" in faces.title.behind
    assert "宋体" in faces.tables.behind
    for face in (faces.title, faces.body, faces.kai, faces.tables, faces.hei):
        assert "SimSun-ExtB" in face.behind
        assert "Noto Sans CJK JP" not in face.behind
    chinese = "Noto Serif CJK SC"
    if not {chinese, "DejaVu Serif"} <= set(QFontDatabase.families()):
        pytest.skip("the fonts to try it with are not installed")
    layout = QTextLayout("镕", make_font(Face("DejaVu Serif", behind=(chinese,)), 100))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert [run.rawFont().familyName() for run in layout.glyphRuns()] == [chinese]


def test_the_pdf_s_bookmarks_stand_below_their_parts(forms: Forms, qapp: QApplication) -> None:
    report = Report(form_of(forms, "2021"), "某局", 2024)
    apply(report, [SetText("overview", "（一）主动公开。好。\n1.小题。\n（二）依申请公开\n话")])
    document = pypdfium2.PdfDocument(pdf(Inspection(report)))
    toc = [(item.level, item.get_title()) for item in document.get_toc()]
    parts = [(0, section.heading) for section in report.form.sections]
    assert toc == [parts[0], (1, "（一）主动公开"), (1, "（二）依申请公开"), *parts[1:]]


def test_characters_beyond_the_first_plane_are_themselves_in_the_pdf(
    forms: Forms, qapp: QApplication
) -> None:
    report = Report(form_of(forms, "2021"), "某局", 2024)
    apply(report, [SetText("overview", "姓名喆\U00020bb7，又一\U00020bb7件")])
    composed = Composer().compose(Inspection(report))
    if not QRawFont.fromFont(make_font(composed.faces.body, 16)).supportsCharacter(0x20BB7):
        pytest.skip("no font here has a character beyond the first plane")
    document = pypdfium2.PdfDocument(pdf(Inspection(report)))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "姓名喆\U00020bb7，又一\U00020bb7件" in text


def test_letters_that_no_font_has_are_named_with_their_part(forms: Forms) -> None:
    report = Report(form_of(forms, "2021"), "某某县", 2024)
    apply(report, [SetText("overview", "公布“12件”（含①②项）：《办法》……——３％。")])
    options = PageOptions()
    assert not [each for each in remarks(Inspection(report), options) if "方框" in each]
    own = "\U0010fffd"  # made by an office itself, for a name that it had to write
    apply(report, [SetText("overview", f"{own}家村\u200b公布12件。")])
    inspection = Inspection(report)
    (said,) = [each for each in remarks(inspection, options) if "方框" in each]
    assert f"“一、总体情况”里的“{own}”，" in said
    assert said in write_and_remark(inspection, options, write_pages)[1]
