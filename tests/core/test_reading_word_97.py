"""Word documents of 1997 to 2003 (.doc, .wps): text, tables, and what nobody sees in them."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from core.base.problem import SourceProblem
from core.labels.blocks import Block, Cell, Grid, Paragraph
from core.sources.source_blocks import other_blocks
from tests.core.old_documents import (
    DELETED,
    DOWN,
    DOWN_FIRST,
    HIDDEN,
    JOINED,
    JOINED_FIRST,
    LARGE,
    RAISED,
    RED,
    SPECIAL,
    STRUCK,
    TINY,
    WHITE,
    Line,
    Run,
    cell,
    damaged,
    line,
    row_end,
    style_sheet,
    word_97,
)
from tests.core.old_files import ole_file
from tests.core.word_files import cell as new_cell
from tests.core.word_files import paragraph, table, word_file
from tests.libreoffice import convert, needs_libreoffice


def grid(blocks: tuple[Block, ...]) -> Grid:
    return next(each for each in blocks if isinstance(each, Grid))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [each.text for each in blocks if isinstance(each, Paragraph)]


def row(*cells: Line, edges: tuple[int, ...] = (0, 1000, 2000)) -> tuple[Line, ...]:
    return (*cells, row_end(*edges))


def figure(*runs: Run | str, **more: bytes) -> Cell:
    """Return how the second cell of a row is read."""
    content = word_97(*row(cell("首"), cell(*runs)), line(), **more)  # type: ignore[arg-type]
    return grid(other_blocks(content, ".doc")).rows[0][1]


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".docx", ".xls", ""])
def test_paragraphs_and_tables_are_read_in_their_order(suffix: str) -> None:
    content = word_97(line("一、总体情况"), *row(cell("首"), cell("16")), line("末了𠮷字"))
    blocks = other_blocks(content, suffix)
    assert texts(blocks) == ["一、总体情况", "末了𠮷字"]
    assert [each.text for each in grid(blocks).rows[0]] == ["首", "16"]


@pytest.mark.parametrize(
    ("runs", "text", "is_doubted"),
    [
        (("16",), "16", False),
        ((Run("1", HIDDEN), "6"), "6", False),
        ((Run("1", DELETED), "6"), "6", False),
        ((Run("16", STRUCK),), "16", True),
        ((Run("16", WHITE),), "16", True),
        ((Run("16", TINY),), "16", True),
        ((Run("16", RED),), "16", False),
        (("1", Run("6", LARGE)), "16", True),
        (("16", Run("2", RAISED)), "16²", False),
        ((Run("\x01", SPECIAL),), "", True),
        (("\x13 =SUM(LEFT) \x14", "16", "\x15"), "16", False),
        (("\x13 FORMDROPDOWN \x15",), "", True),
        (("\x13 FORMTEXT \x14", "16", "\x15"), "16", False),
        (("\x13 EQ \\o(1,6) \x15",), "", True),
    ],
)
def test_what_a_cell_shows_is_read_and_what_is_odd_is_doubted(
    runs: tuple[Run | str, ...], text: str, is_doubted: bool
) -> None:
    found = figure(*runs)
    assert found.text.strip() == text
    assert bool(found.doubt) is is_doubted


def test_styles_hide_letters_and_a_modifier_turns_them_round() -> None:
    styles = style_sheet((1, 0xFFF, b"", b""), (1, 0, b"", HIDDEN), (1, 1, b"", b""))
    opposite = HIDDEN[:2] + b"\x81"
    content = word_97(
        line("看不见", style=1),
        line("也看不见", style=2),
        line(Run("看得见", opposite), style=2),
        styles=styles,
    )
    assert [text for text in texts(other_blocks(content, ".doc")) if text] == ["看得见"]


def test_joined_cells_span() -> None:
    content = word_97(
        cell("一"), cell("二"), cell("三"),
        row_end(0, 500, 1000, 2000, flags=(DOWN_FIRST, JOINED_FIRST, JOINED)),
        cell(""), cell("甲"), cell("16"),
        row_end(0, 500, 1000, 2000, flags=(DOWN,)),
        cell("合"), cell("17"),
        row_end(3, 1003, 2000),
        line(),
    )  # fmt: skip
    first, second, third = grid(other_blocks(content, ".doc")).rows
    # What is joined from the left holds a text of its own and keeps it.
    assert [(each.text, each.down, each.across) for each in first] == [
        ("一", 2, 1), ("二", 1, 1), ("三", 1, 1),
    ]  # fmt: skip
    assert [(each.text, each.across) for each in second] == [("甲", 1), ("16", 1)]
    assert [(each.text, each.across) for each in third] == [("合", 2), ("17", 1)]


def test_a_row_whose_definition_is_of_other_cells_is_doubted() -> None:
    content = word_97(cell("首"), cell("16"), row_end(0, 1000), line())
    assert all(each.doubt for each in grid(other_blocks(content, ".doc")).rows[0])


def test_a_row_that_a_review_deleted_is_left_out() -> None:
    content = word_97(
        *row(cell("首"), cell("16")),
        cell("删"), cell("17"), row_end(0, 1000, 2000, of_mark=DELETED),
        line(),
    )  # fmt: skip
    assert len(grid(other_blocks(content, ".doc")).rows) == 1


def test_a_file_saved_in_haste_is_read_in_its_order() -> None:
    lines = (line("一、总体情况"), *row(cell("首"), cell("16")), line("末了"))
    plain = other_blocks(word_97(*lines), ".doc")
    assert other_blocks(word_97(*lines, order=(3, 4, 2, 0, 1)), ".doc") == plain


def test_what_is_said_of_a_whole_piece_holds() -> None:
    struck = 0x57 << 1 | 1 << 8
    assert figure("16", piece=struck).doubt  # type: ignore[arg-type]
    listed = b"\x01" + struct.pack("<h", len(WHITE)) + WHITE
    assert figure("16", piece=1, more=listed).doubt  # type: ignore[arg-type]
    assert not figure("16").doubt


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (word_97(line("字"), flags=0x300), "密码"),
        (word_97(line("字"), version=0x68), "Word 97以前"),
        (word_97(line("字"))[:-1200], "旧版Word"),
        (word_97(line("字"), piece=0xFFFF), "旧版Word文档"),
        (ole_file(WordDocument=b"\xec\xa5\xc1\0"), "旧版Word文档"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, says: str) -> None:
    with pytest.raises(SourceProblem, match=says):
        other_blocks(content, ".doc")


def test_damaged_files_are_read_or_told() -> None:
    pick = random.Random(7)  # noqa: S311
    whole = word_97(
        line("一、总体情况"),
        *row(cell("首"), cell("16", Run("2", RAISED))),
        *row(cell("次"), cell("\x13 =1 \x14", "17", "\x15")),
        line("末了"),
        order=(0, 3, 1, 2, 4, 6, 5, 7),
        styles=style_sheet((1, 0xFFF, b"", b""), (1, 0, b"", TINY)),
    )
    for _ in range(400):
        with contextlib.suppress(SourceProblem):
            other_blocks(damaged(whole, pick), ".doc")


def run(text: str, look: str = "") -> str:
    """Return letters of a newer file."""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


RUNS = (
    run("16"),
    run("16", "<w:strike/>"),
    run("1", "<w:vanish/>") + run("6"),
    '<w:del w:id="1" w:author="甲"><w:r><w:delText>1</w:delText></w:r></w:del>' + run("6"),
    run("16", '<w:color w:val="FFFFFF"/>'),
    run("16", '<w:sz w:val="3"/>'),
    run("1") + run("6", '<w:sz w:val="60"/>'),
    run("1", '<w:color w:val="FF0000"/>') + run("6"),
    run("16") + run("2", '<w:vertAlign w:val="superscript"/>'),
    run("16", '<w:shd w:val="clear" w:fill="111111"/><w:color w:val="000000"/>'),
)
"""How a figure may be set in a cell."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)


def looks_document() -> bytes:
    """Return a newer document with every way to set a figure, joined cells, a nested table."""
    rows = [new_cell(f"第{n}行") + new_cell(f"<w:p>{each}</w:p>") for n, each in enumerate(RUNS)]
    rows.append(new_cell("合计", '<w:vMerge w:val="restart"/>') + new_cell("17"))
    rows.append(new_cell("", "<w:vMerge/>") + new_cell("18"))
    rows.append(new_cell("全行", '<w:gridSpan w:val="2"/>'))
    inner = table(new_cell("里") + new_cell("19"), new_cell("面") + new_cell("20"))
    outer = table(new_cell("外") + new_cell(inner + paragraph("")))
    head = '<w:outlineLvl w:val="0"/>'
    size = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    body = paragraph("一、总体情况", head) + table(*rows).replace("<w:tbl>", f"<w:tbl>{size}", 1)
    content = io.BytesIO(word_file(body + paragraph("其次（一）") + outer + paragraph("末了")))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("[Content_Types].xml", TYPES)
    return content.getvalue()


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_what_libreoffice_saves_is_read_as_the_newer_file_is(tmp_path: Path, kind: str) -> None:
    (tmp_path / "looks.docx").write_bytes(looks_document())
    convert(tmp_path, [tmp_path / "looks.docx"], "--convert-to", kind)
    old = other_blocks((tmp_path / f"looks.{kind}").read_bytes(), f".{kind}")
    assert shown(old) == shown(other_blocks(looks_document(), ".docx"))


def shown(blocks: tuple[Block, ...]) -> list[object]:
    """Return what blocks say, without their places."""
    found: list[object] = []
    for each in blocks:
        if isinstance(each, Grid):
            found.append(
                [[(c.text, c.down, c.across, bool(c.doubt)) for c in r] for r in each.rows]
            )
        elif each.text.strip():
            found.append(each.text)
    return found
