"""Small files that would take minutes or gigabytes: each is counted before it is built."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from core.apart.apart import command, read_apart
from core.apart.child import Request
from core.apart.child import read as read_here
from core.apart.handing_over import HandedOver, pack, pack_problem, unpack
from core.apart.stopping import Stopped, never
from core.base.problem import Problem
from core.clipboard.block import read_clipboard
from core.forms.loader import Forms
from core.labels.blocks import Cell, Grid, Paragraph, Place
from core.reading.door import open_copied, open_source
from core.reading.source import read_source, read_text
from core.sources.docx_review import ReviewComment
from core.sources.pdf_guard import is_bomb
from core.sources.sheet import MOST_ABREAST
from core.sources.size import MOST_ATTRIBUTES, MOST_CHARACTERS, MOST_TAGS, bounded, is_crowded
from core.sources.text_file import MOST_LINES
from tests.core.word_files import R, S, W, paragraph, relations, word_file
from tests.core.word_files import pack as packed
from tests.wine import is_wine

ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = "内容太多|太长|太多格|太大"


def workbook(sheet: str) -> bytes:
    main = '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{main}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "s.xml")),
            "xl/s.xml": f'<worksheet xmlns="{S}">{sheet}</worksheet>',
        }
    )


def ods(rows: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    tables = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    head = f'office:document xmlns:office="{office}" xmlns:table="{tables}"'
    body = f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"
    whole = f"<{head}><office:body>{body}</office:body></office:document>"
    return packed({"content.xml": whole})


def merges(count: int) -> str:
    """Merged cells that all reach over the first rows."""
    each = "".join(f'<mergeCell ref="A{n}:B{n + count}"/>' for n in range(1, count + 1))
    cells = "".join(f'<row r="{n}"><c r="D{n}"><v>1</v></c></row>' for n in range(1, 30))
    return f"<sheetData>{cells}</sheetData><mergeCells>{each}</mergeCells>"


def pdf(head: bytes, stream: bytes) -> bytes:
    return (
        b"%PDF-1.4\n5 0 obj /FlateDecode endobj\n1 0 obj << /Length 9 " + head
        + b" >>\nstream\n" + stream + b"\nendstream endobj\n%%EOF"
    )  # fmt: skip


ATTRIBUTES = " ".join(f"a{n}='{n}'" for n in range(MOST_ATTRIBUTES + 1))


def page(attributes: str) -> str:
    return f"<html><body><p {attributes}>x</p></body></html>"


CROWDED: dict[str, Callable[[], bytes]] = {
    "attributes.html": lambda: page(ATTRIBUTES).encode(),
    "no-blanks.html": lambda: page(ATTRIBUTES.replace(" ", "")).encode(),
    "quoted.html": lambda: page(ATTRIBUTES.replace("' ", "<>' ")).encode(),
    "elements.html": lambda: b"<html><body>" + b"<b>" * 500_000,
    "utf16.html": lambda: page(ATTRIBUTES).encode("utf-16"),
    "attributes.docx": lambda: word_file(f"<w:p {ATTRIBUTES}/>"),
    "paragraphs.docx": lambda: word_file("<w:p/>" * 100_001),
    "tags.docx": lambda: word_file("<w:p/>" * (MOST_TAGS + 1)),
    "runs.docx": lambda: word_file("<w:p>" + "<w:r/>" * 200_001 + "</w:p>"),
    "styles.docx": lambda: word_file(paragraph("甲"), styles="<w:style/>" * 5_001),
    "merges.xlsx": lambda: workbook(merges(MOST_ABREAST + 5)),
    "rows.xlsx": lambda: workbook("<sheetData>" + "<row/>" * (MOST_TAGS + 1) + "</sheetData>"),
    "rows.ods": lambda: ods("<table:table-row/>" * (MOST_TAGS + 1)),
    "lines.txt": lambda: b"\n" * (MOST_LINES + 1),
    "lines.csv": lambda: b"1,2\n" * (MOST_LINES + 1),
}


@pytest.mark.parametrize("name", CROWDED)
def test_what_is_more_than_a_report_is_refused_before_it_is_built(
    name: str, tmp_path: Path, forms: Forms
) -> None:
    path = tmp_path / name
    path.write_bytes(CROWDED[name]())
    with pytest.raises(Problem, match=TOO_MUCH):
        read_source(path, forms)


def test_as_many_as_are_allowed_are_no_crowd() -> None:
    tag = " ".join(f"a{n}='{n}'" for n in range(MOST_ATTRIBUTES))
    assert not is_crowded(f"<p {tag}>" * 20, 20)
    assert is_crowded(f"<p {tag}>" * 21, 20)
    assert not is_crowded("<p>" + "1 = 2, " * 1000, 20)


@pytest.mark.parametrize(
    "head",
    [b"/Filter /FlateDecode", b"/Filter 5 0 R", b"/Filter [5 0 R]", b"/Filter /Fl#61teDecode", b""],
)
def test_a_packed_part_of_a_pdf_is_unpacked_however_its_filter_is_told(head: bytes) -> None:
    once = zlib.compress(bytes(40 * 1024 * 1024), 9)
    assert is_bomb(pdf(head, once))
    assert is_bomb(pdf(head, zlib.compress(zlib.compress(bytes(120 * 1024 * 1024), 9))))
    assert not is_bomb(pdf(head, zlib.compress(b"0 0 m" * 1000)))


def test_a_text_stored_once_counts_in_every_cell_that_shows_it() -> None:
    place = Place("甲", "a.xls")
    row = (Cell("字" * 1000, place),) * 100
    few, many = (Grid((row,) * rows, place) for rows in (10, MOST_CHARACTERS // 100_000 + 1))
    assert bounded((few,))
    with pytest.raises(Problem, match=TOO_MUCH):
        bounded((many,))


def test_the_clipboard_is_counted_too(forms: Forms) -> None:
    cell = f"<table><tr><td {ATTRIBUTES}>1</td></tr></table>"
    for page in (cell, "<table>" + "<tr><td>1</td></tr>" * 20_001 + "</table>"):
        with pytest.raises(Problem, match=TOO_MUCH):
            read_clipboard(page, "")
    with pytest.raises(Problem, match=TOO_MUCH):
        open_copied(cell, "", forms, "剪贴板")
    with pytest.raises(Problem, match=TOO_MUCH):
        read_text("\n" * (MOST_LINES + 1), forms, "剪贴板")


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.ods"])
def test_a_package_packed_in_a_way_of_no_office_program_is_damaged(
    way: int, name: str, tmp_path: Path, forms: Forms
) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", way) as package:
        for part in ("word/document.xml", "xl/workbook.xml", "content.xml"):
            package.writestr(part, f"<a xmlns='{W}'/>" * 50)
    whole = content.getvalue()
    for damaged in (whole, whole.replace(b"\x00\x04", b"\x07\x13")):
        (tmp_path / name).write_bytes(damaged)
        with pytest.raises(Problem, match=r"损坏|认不出|压缩包"):
            read_source(tmp_path / name, forms)


# The process that reads


def test_what_is_handed_over_is_what_was_read() -> None:
    place = Place("第1段")
    blocks = (
        Paragraph("一、\ud800总体\t情况\n", place, 2, "overview"),
        Grid(((Cell("1", place, 2, 3, "存疑"), Cell("", place)), ()), place),
    )
    remarks = (ReviewComment("甲", "2024-01-01", "请核", "1", place),)
    answer = HandedOver(blocks, remarks, (("乙", 3),), "{}", "ab", "cd")
    assert unpack(pack(answer)) == answer
    with pytest.raises(Problem, match="读不出来"):
        unpack(pack_problem(Problem("读不出来")))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b"[" * 13_000_000, b"9" * 5_000,
        b'{"problem": 1}', b'{"problem": "' + b"a" * 3_000 + b'"}',
        b'{"blocks":[["a","b",99,""]],"remarks":[],"tracked":[],"carried":["","",""]}',
        b'{"blocks":[["a","b",true,""]],"remarks":[],"tracked":[],"carried":["","",""]}',
        b'{"blocks":[["a",[[["1","",1,9999999,""]]]]],"remarks":[],"tracked":[],"carried":["","",""]}',
        b'{"blocks":[["a",[[["1","",1,1e3,""]]]]],"remarks":[],"tracked":[],"carried":["","",""]}',
        b'{"blocks":[["a",[[[1,"",1,1,""]]]]],"remarks":[],"tracked":[],"carried":["","",""]}',
    ],
)  # fmt: skip
def test_an_answer_that_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever is wrong with it
        unpack(data)


def word() -> Request:
    return Request(word_file(paragraph("甲局2024年政府信息公开工作年度报告")), ".docx")


def test_another_process_reads_what_this_one_would() -> None:
    assert read_apart(word()) == read_here(word())


def test_a_reading_that_nobody_wants_any_more_is_stopped() -> None:
    with pytest.raises(Stopped):
        read_apart(word(), lambda: True)


def test_a_reading_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Problem, match="读了很久"):
        read_apart(word(), never, longest=0)


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put another program in the place of the one that reads."""
    monkeypatch.setattr("core.apart.apart.command", lambda: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import os; os._exit(3)",
        "import sys; sys.stdin.buffer.read(); print('not what we write')",
        "import sys; sys.stdout.buffer.write(b'[' * (70 << 20))",
        "",
    ],
)
def test_a_reader_that_breaks_off_is_told_and_takes_nothing_along(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, code)
    with pytest.raises(Problem, match="读到一半停住了"):
        read_apart(word())


def test_a_reader_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.apart.apart.command", lambda: ["/nowhere/at/all"])
    with pytest.raises(Problem, match="启动不了"):
        read_apart(word())


def test_a_reader_gets_no_more_memory_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\n"
        "from core.apart import child\n"
        "def greedy(*_):\n"
        "    kept = b'x' * (2 << 30)\n"
        "    time.sleep(20)  # if it was given as much, whoever looks has the time to see it\n"
        "    return kept\n"
        "child.other_blocks = greedy\n"
        "sys.exit(child.main())"
    )
    stand_in(monkeypatch, code)
    with pytest.raises(Problem, match="内容太多"):
        read_apart(word())


@pytest.mark.skipif(is_wine(), reason="the jobs of Wine hold nothing")
def test_a_reader_that_uses_up_its_time_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from core.apart.limits import limit_this_process\n"
        "limit_this_process(seconds=1)\n"
        "while True: pass"
    )
    stand_in(monkeypatch, code)
    with pytest.raises(Problem, match="读了很久"):
        read_apart(word())


def test_what_a_library_prints_is_no_part_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from core.apart import child\n"
        "from core.labels.blocks import Paragraph, Place\n"
        "def chatty(*_):\n"
        "    os.write(1, b'warning')\n"
        "    return (Paragraph('a', Place('b')),)\n"
        "child.other_blocks = chatty\n"
        "sys.exit(child.main())"
    )
    stand_in(monkeypatch, code)
    assert [block.place.spot for block in read_apart(word()).blocks] == ["b"]


def test_the_program_itself_is_the_reader() -> None:
    assert command()[-1] == "--read-source"
    done = subprocess.run(command(), input=b"", capture_output=True, check=False)
    assert done.returncode != 0
    assert not done.stdout


def test_plain_text_is_read_without_another_process(
    tmp_path: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.apart.apart.command", lambda: ["/nowhere/at/all"])
    for name in ("a.txt", "a.csv", "a.md"):
        (tmp_path / name).write_text("没有年报", "utf-8")
        with pytest.raises(Problem) as found:
            open_source(tmp_path / name, forms)
        assert "启动不了" not in str(found.value)
    (tmp_path / "a.txt").write_bytes(word().content)  # a suffix is only a promise
    with pytest.raises(Problem, match="启动不了"):
        open_source(tmp_path / "a.txt", forms)
