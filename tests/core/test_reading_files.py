"""Text files as they lie about: encodings, line ends, and what is no text at all."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.forms.loader import Forms
from core.labels.blocks import named
from core.reading.source import read_source, source_content
from core.sources.text_file import LARGEST, lines_of
from tests.core.reading_layouts import LAYOUTS, addends, filled, printed


@pytest.fixture
def text(forms: Forms) -> str:
    form = forms.editions[0]
    return printed(filled(form, dict.fromkeys(addends(form), 4)), LAYOUTS[0])


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("gb18030"),
        lambda text: text.replace("\n", "\r\n").encode("gbk"),
        lambda text: text.replace("\n", "\r").encode("utf-8"),
    ],
    ids=["utf-8", "utf-8 BOM", "utf-16", "utf-16 BE", "gb18030", "gbk CRLF", "utf-8 CR"],
)
@pytest.mark.parametrize("name", ["年报.txt", "年报.MD"])
def test_every_usual_encoding_is_read(
    forms: Forms, tmp_path: Path, text: str, encode: object, name: str
) -> None:
    assert callable(encode)
    path = tmp_path / name
    path.write_bytes(encode(text))
    reading = read_source(path, forms)
    assert reading.organ == "某县甲局"
    assert len(reading.places) == 198
    assert not reading.report().doubts


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "Word或Excel"),
        (b"\xd0\xcf\x11\xe0rest", "旧版"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是能认出的文字文件"),
        (b"\x81\xff\xfe\xff", "不是能认出的文字文件"),
        (codecs.BOM_UTF16_LE + b"\x00", "不是能认出的文字文件"),
        (b"", "没有找到年报"),
    ],
)
def test_what_only_calls_itself_text_is_refused(
    forms: Forms, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(content)
    with pytest.raises(Problem, match=says):
        read_source(path, forms)


def test_a_file_that_is_not_there_or_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="找不到"):
        source_content(tmp_path / "年报.txt")
    (tmp_path / "夹.txt").mkdir()
    with pytest.raises(Problem, match="打不开"):
        source_content(tmp_path / "夹.txt")


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Problem, match="超过5MB"):
        source_content(path)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    lines = named(lines_of("甲\r\n乙\v丙\n\n丁\x07"), "乙.txt")
    assert [(line.text, line.place.spot) for line in lines] == [
        ("甲", "第1行"),
        ("乙", "第2行"),
        ("丙", "第2行"),
        ("", "第3行"),
        ("丁 ", "第4行"),
    ]
    assert str(lines[0].place) == "“乙.txt”第1行"
