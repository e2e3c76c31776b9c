"""Files that cannot be read: each is told what it is and what to do, and none is a traceback."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.exports.kinds import KINDS
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.reading.source import read_source, read_text
from core.recognition.recogniser import MOST_LINES
from core.sources.package import LARGEST_PART
from core.sources.source_kinds import SOURCE_KINDS
from tests.core.report_variants import make_report
from tests.core.word_files import W, cell, pack, paragraph, relations, table, word_2003, word_file
from tests.editions import form_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
BOMB = f"<w:document xmlns:w='{W}'><w:body/></w:document>" + " " * (LARGEST_PART + 1)
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]><w:document xmlns:w='{W}'><w:body>{paragraph('&i;')}</w:body></w:document>"
)

PICTURE = "<w:p><w:r><w:pict><w:imagedata/></w:pict></w:r></w:p>"
SCANNED = f"<w:document xmlns:w='{W}'><w:body>{paragraph('年报')}{PICTURE}</w:body></w:document>"


def named(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(100)


def document(part: str | bytes) -> bytes:
    return pack(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part,
        }
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", named("WordDocument"), "旧版Word文档，请用Word或WPS打开，另存为.docx"),
        ("a.docx", named("WordDocument"), "旧版Word文档"),
        ("a.docx", named("EncryptedPackage"), "加了密码"),
        ("a.xlsx", named("EncryptionInfo"), "加了密码"),
        ("a.xls", named("Workbook"), "旧版Excel工作簿，.*另存为.xlsx"),
        ("a.wps", OLE, "旧版WPS文档"),
        ("a.et", OLE, "旧版WPS表格.*另存为.xlsx"),
        ("a.doc", OLE, "旧版Word、Excel或WPS文件"),
        ("a.pdf", b"%PDF-1.7", "是PDF文件，但已经损坏"),
        ("a.docx", b"\n%PDF-1.7", "是PDF文件"),
        ("a.doc", b"{\\rtf1", "RTF文件"),
        ("a.zip", pack({"年报.docx": b"x"}), "压缩包"),
        ("a.pptx", pack({"ppt/presentation.xml": "<x/>"}), "演示文稿"),
        ("a.ods", pack({"content.xml": "<x/>"}), "ODF文件"),
        ("a.csv", b"", "没有找到年报"),
        ("a.ofd", pack({"OFD.xml": "<x/>"}), "OFD版式文件"),
        ("a.xlsb", pack({"xl/workbook.bin": b"x"}), "二进制的Excel"),
        ("a.docx", b"PK\x03\x04rest", "已经损坏"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "已经损坏"),
        ("a.docx", document("<w:document"), "已经损坏"),
        ("a.docx", document(ENTITIES), "已经损坏"),
        ("a.docx", document(BOMB), "解开后的内容太大"),
        ("a.docx", b"\x00\x01\x02\x03", "不是能认出的文件"),
        ("a.xlsx", b"name,value", "不是能认出的文件"),
        ("a.docx", b"", "是空的"),
        ("a.html", b" \n", "是空的"),
        ("a.html", b"<p>x</p>", "没有找到年报"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "是图片.*不认图片里的字.*文字识别"),
        ("a.docx", b"II*\x00", "是图片"),
        ("a.docx", document(SCANNED), "是扫描的图片，没有文字"),
        ("a.png", b"\x89PNG\r\n\x1a\n", ".png文件，这一版程序能读取的是"),
        ("a", b"text", "没有后缀的文件，这一版程序能读取的是"),
    ],
)
def test_a_file_is_told_what_it_is(
    forms: Forms, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem, match=says) as caught:
        read_source(path, forms)
    assert f"“{name}”" in str(caught.value)


def test_a_package_with_a_password_inside_is_refused(forms: Forms, tmp_path: Path) -> None:
    content = bytearray(document("<x/>"))
    central = content.index(b"PK\x01\x02")
    while central >= 0:
        content[central + 8] |= 1
        central = content.find(b"PK\x01\x02", central + 4)
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(Problem, match="加了密码"):
        read_source(path, forms)


def test_every_kind_is_told_apart_whatever_its_name(forms: Forms, tmp_path: Path) -> None:
    suffixes = {suffix for kind in SOURCE_KINDS for suffix in kind.suffixes} - {".txt", ".md"}
    title, heading, text = "甲局2024年政府信息公开工作年度报告", "一、总体情况", "做了工作。"
    book, written = openpyxl.Workbook(), io.BytesIO()
    for line in (title, heading, text):
        book.worksheets[0].append([line])
    book.save(written)
    body = "".join(map(paragraph, (title, heading, text)))
    for content in (
        word_file(body),
        written.getvalue(),
        f"<html><h1>{title}</h1><h2>{heading}</h2><p>{text}</p></html>".encode(),
        word_2003(body),
    ):
        for suffix in (*suffixes, ""):
            path = tmp_path / f"年报{suffix}"
            path.write_bytes(content)
            read = read_source(path, forms)
            assert (read.organ, read.year, read.texts["overview"]) == ("甲局", 2024, text)


def test_tables_nested_without_end_are_survived(forms: Forms, tmp_path: Path) -> None:
    inner = paragraph("甲")
    for _ in range(60):
        inner = table(cell(inner))
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(inner))
    with pytest.raises(Problem, match="没有找到年报"):
        read_source(path, forms)
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>" * 5000 + "<div>" * 5000 + "甲", encoding="utf-8")
    with pytest.raises(Problem, match="没有找到年报"):
        read_source(path, forms)


@pytest.mark.parametrize("suffix", [".docx", ".doc", ".html", ".xlsx"])
def test_a_damaged_file_is_a_problem_or_read_but_never_wrong(
    forms: Forms,
    tmp_path: Path,
    full_figures: Callable[[Form], dict[Address, str]],
    suffix: str,
) -> None:
    report = make_report(form_of(forms, "2021"), "full", full_figures)
    whole = KINDS[suffix].write(Inspection(report))
    chance = random.Random(suffix)  # noqa: S311 no secret
    path = tmp_path / f"年报{suffix}"
    outcomes = set()
    for number in range(40):
        damaged = bytearray(whole)
        if number % 2:
            del damaged[chance.randrange(len(whole)) :]
        else:
            for _ in range(chance.choice((1, 8))):
                damaged[chance.randrange(len(whole))] ^= 1 << 7
        path.write_bytes(damaged)
        try:
            again = read_source(path, forms).report()
        except Problem:
            outcomes.add("problem")
            continue
        outcomes.add("read")
        for address, figure in again.figures().items():
            assert figure in (None, report.figure(address)), (number, address)
    assert "problem" in outcomes or suffix in {".doc", ".html"}


def test_a_source_as_long_as_no_report_is_refused(forms: Forms) -> None:
    with pytest.raises(Problem, match="不像是一份年报"):
        read_text("某局\n" * (MOST_LINES + 1), forms, "剪贴板")
