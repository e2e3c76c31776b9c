"""What a file holds beyond what is seen: told of each kind, and taken out of a Word document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import save
from core.document.history import History
from core.exports.kinds import KINDS, export
from core.exports.word.docx import word_document, word_for_review
from core.exports.word.scrub import scrub
from core.forms.loader import Forms
from core.reading.door import open_source
from core.report.edit import apply
from core.report.edits import SetCover, SetText
from core.report.report import Report
from core.report.snapshot import SPACE
from core.returning.returned import find_basis, read_returned
from core.sources.hidden import EXPORTED, carries_report, find_hidden, is_word
from tests.core.pdf_files import Beside, Sheet, pdf_file
from tests.core.returned_files import edited
from tests.editions import form_of

PHONE = "13800138000"
WHOLE = "导出时的全文和全部数字"


@pytest.fixture
def report(forms: Forms) -> Report:
    made = Report(form_of(forms, "2021"), "某市某局", 2024)
    apply(made, [SetText("overview", f"联系电话{PHONE}。全年办理信息公开申请。")])
    return made


def words(content: bytes) -> list[str]:
    return [each.words for each in find_hidden(content)]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_was_struck_from_the_published_file_is_nowhere_in_it(report: Report) -> None:
    """The telephone number goes from the page, and there was no second copy of it."""
    for write, is_left in ((word_document, False), (word_for_review, True)):
        struck = edited(write(Inspection(report)), [(PHONE, "")], tracked=False)
        assert any(PHONE.encode() in part for part in parts(struck).values()) is is_left
    assert EXPORTED == SPACE


def test_a_file_for_the_public_hides_nothing_and_one_for_review_says_what(report: Report) -> None:
    assert words(word_document(Inspection(report))) == []
    found = "\n".join(words(word_for_review(Inspection(report))))
    assert WHOLE in found
    assert "作者：某市某局" in found
    for suffix in (".doc", ".html"):
        assert words(KINDS[suffix].write(Inspection(report))) == []
    assert words(KINDS[".xlsx"].write(Inspection(report))) == ["文件属性里的作者：某市某局"]


def test_a_scrubbed_file_is_the_one_for_the_public(report: Report) -> None:
    clean = scrub(word_for_review(Inspection(report)))
    assert words(clean) == []
    assert not any(PHONE.encode() in p for n, p in parts(clean).items() if "document" not in n)
    assert [p.text for p in docx.Document(io.BytesIO(clean)).paragraphs] == [
        p.text for p in docx.Document(io.BytesIO(word_document(Inspection(report)))).paragraphs
    ]
    assert scrub(clean) == clean


def test_tracked_changes_are_told_and_stay_comments_and_marks_go(report: Report) -> None:
    content = edited(
        word_for_review(Inspection(report)), [("全年办理", "全年共办理")], [("申请", "核一下")]
    )
    files = parts(content)
    document = files["word/document.xml"].decode()
    run = '<w:r w:rsidR="00AB12CD"><w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t></w:r></w:p>'
    files["word/document.xml"] = document.replace("</w:p>", run, 1).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, part in files.items():
            package.writestr(name, part)
    found = "\n".join(words(whole.getvalue()))
    for told in (WHOLE, "批注1条", "rsid", "修订", "隐藏的文字1处"):
        assert told in found
    clean = scrub(whole.getvalue())
    left = find_hidden(clean)
    assert all(each.stays for each in left)
    assert [each.words[:2] for each in left] == ["修订", "隐藏"]
    text = parts(clean)["word/document.xml"].decode()
    assert "<w:ins" in text
    assert "藏着" in text
    assert not re.search("comment|rsid", text, re.IGNORECASE)
    assert not [name for name in parts(clean) if "comment" in name or "customXml" in name]
    assert "comment" not in parts(clean)["word/_rels/document.xml.rels"].decode()
    docx.Document(io.BytesIO(clean))


def test_hidden_sheets_rows_and_comments_of_a_workbook_are_told() -> None:
    book = openpyxl.Workbook()
    book.properties.creator = "张三"
    sheet = book.worksheets[0]
    sheet["A1"] = 1
    sheet["A1"].comment = Comment("底稿", "李四")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("底稿").sheet_state = "veryHidden"
    content = io.BytesIO()
    book.save(content)
    found = "\n".join(words(content.getvalue()))
    for told in ("张三", "隐藏的工作表“底稿”", "隐藏的行或者列1处", "批注1条"):
        assert told in found


def test_what_others_put_into_a_package_is_told(report: Report) -> None:
    files = parts(word_document(Inspection(report)))
    long = "一份很长的说明" * 20
    files["docProps/custom.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties"><property name="密级"/><property name="流转号"/></Properties>'
    ).encode()
    files["docProps/core.xml"] = files["docProps/core.xml"].replace(
        b"</cp:coreProperties>", f"<cp:keywords>{long}</cp:keywords></cp:coreProperties>".encode()
    )
    files["customXml/item7.xml"] = b"<other/>"
    files["word/embeddings/sheet.xlsx"] = files["word/vbaProject.bin"] = b"PK"
    files["docProps/thumbnail.jpeg"] = b""
    settings = files["word/settings.xml"].decode()
    assert "</w:settings>" in settings
    more = '<w:docVars><w:docVar w:name="甲" w:val="乙"/></w:docVars></w:settings>'
    files["word/settings.xml"] = settings.replace("</w:settings>", more).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, part in files.items():
            package.writestr(name, part)
    found = find_hidden(whole.getvalue())
    assert [each.words for each in found if each.stays] == [
        *("嵌入的对象1个", "宏1个", "文档变量1个")
    ]
    told = [each.words for each in found if not each.stays]
    assert "别的程序放进文件的数据1份（customXml）" in told
    assert "自定义的文件属性2项：密级、流转号" in told
    assert "首页的缩略图" in told
    assert f"文件属性里的关键词：{long[:60]}…" in told


def test_what_a_pdf_hides_is_told() -> None:
    sheet = Sheet()
    sheet.say(80, 100, "正文")
    assert words(pdf_file([sheet])) == []
    beside = Beside(
        page="/Annots[8 0 R]",
        catalog="/Names<</EmbeddedFiles<</Names[(a)9 0 R]>>>>",
        spare=(
            "<</Author(Zhang)/Keywords( )>>",
            "<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(x)>>",
            "<</Type/Filespec/F(a.txt)>>",
        ),
    )
    found = find_hidden(pdf_file([sheet], beside=beside, trailer="/Info 7 0 R"))
    assert [each.words for each in found] == [
        *("文件属性里的作者：Zhang", "附件1个", "批注或者链接1处")
    ]
    assert all(each.stays for each in found)


@pytest.mark.parametrize("name", ["a.pdf", "a.zip"])
def test_what_cannot_be_looked_into_is_never_called_clean(name: str) -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("a.txt", "x")
    content = {"a.pdf": b"%PDF-1.4\nnothing more", "a.zip": empty.getvalue()}[name]
    with pytest.raises(Problem):
        find_hidden(content)
    assert not carries_report(b"plain")
    assert not is_word(content)


def test_comments_and_hidden_parts_of_a_page_are_told() -> None:
    page = (
        '<html><meta name="author" content="张"><!-- 底稿 --><p style="display:none">藏</p></html>'
    )
    assert [each[:3] for each in words(page.encode())] == ["网页源", "作者、", "不显示"]
    with pytest.raises(Problem, match="看不出来"):
        find_hidden(b"\x00\x01")


def test_the_command_tells_and_writes_a_copy_and_never_over_the_file(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, review = tmp_path / "甲.nianbao", tmp_path / "甲（供审阅）.docx"
    plain, clean = tmp_path / "甲.docx", tmp_path / "净.docx"
    save(report, document)
    assert main(["export", str(document), "-o", str(plain)]) == 0
    assert "供审阅" not in capsys.readouterr().out
    assert main(["export", str(document), "-o", str(review), "--for-review"]) == 0
    assert "请不要公开发布" in capsys.readouterr().out
    assert main(["export", str(document), "-o", str(tmp_path / "a.doc"), "--for-review"]) == 2
    assert "没有供审阅的一种，请导出为.docx" in capsys.readouterr().err
    assert main(["scrub", str(plain)]) == 0
    assert "没有发现看不见的内容" in capsys.readouterr().out
    before = review.read_bytes()
    assert main(["scrub", str(review)]) == 1
    assert WHOLE in capsys.readouterr().out
    assert main(["scrub", str(review), "-o", str(review), "--force"]) == 2
    assert main(["scrub", str(review), "-o", str(plain)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["scrub", str(review), "-o", str(clean)]) == 0
    assert f"已去掉：{WHOLE}" in capsys.readouterr().out
    assert review.read_bytes() == before
    assert find_hidden(clean.read_bytes()) == ()


def test_who_reads_a_file_for_review_is_told_and_who_gets_the_other_back_what_to_do(
    report: Report, forms: Forms, tmp_path: Path, back: Callable[[bool], Path]
) -> None:
    notes = [note.why for note in open_source(back(True), forms).notes]
    assert [why for why in notes if "带着导出时的全文" in why]
    assert not [n for n in open_source(back(False), forms).notes if "全文" in n.why]
    now = find_basis(read_returned(back(True), forms), report, History())
    assert "随文件带回" in now.words
    other = find_basis(read_returned(back(False), forms), report, History())
    assert other.report is None
    assert "“Word 文档（供审阅）”" in other.words


@pytest.fixture
def back(report: Report, tmp_path: Path) -> Callable[[bool], Path]:
    def write(for_review: bool) -> Path:
        path = tmp_path / f"{for_review}.docx"
        export(Inspection(report), path, for_review=for_review)
        return path

    return write


def test_the_organ_is_no_author_of_what_is_published(report: Report) -> None:
    apply(report, [SetCover("某市某局", 2024)])
    core = parts(word_document(Inspection(report)))["docProps/core.xml"].decode()
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
