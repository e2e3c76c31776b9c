"""Plain text as blocks: one paragraph a line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from core.problem import Problem
from core.reading.blocks import Paragraph, Place

SUFFIXES = frozenset({".txt", ".md"})

LARGEST = 5 * 1024 * 1024
"""Bytes; a report's text has some ten thousand."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK_IN_LINE = re.compile("[\v\f\u0085\u2028\u2029]")
# Word leaves such marks in copied text, and no file format of ours could hold them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_OTHER_KINDS = {
    b"PK\x03\x04": "Word或Excel文件（.docx、.xlsx）",
    b"\xd0\xcf\x11\xe0": "旧版Word或Excel文件（.doc、.xls）",
    b"%PDF": "PDF文件",
    b"{\\rtf": "RTF文件",
}


def read_lines(path: Path) -> tuple[Paragraph, ...]:
    """Read a text file. Raises Problem where it cannot be read or is no text."""
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path)
        with path.open("rb") as file:
            # A device has no end, and says that it has no size.
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise _too_large(path)
    except FileNotFoundError as error:
        raise Problem(f"找不到“{path.name}”。请检查文件是否改了名字或移到了别处。") from error
    except OSError as error:
        raise Problem(
            f"“{path.name}”打不开。请检查它是不是一个文件、有没有读取的权限、是否被别的程序占用。"
        ) from error
    return lines_of(_decode(content, path.name), path.name)


def _too_large(path: Path) -> Problem:
    return Problem(
        f"“{path.name}”超过{LARGEST // 1024 // 1024}MB，不像是一份年报的文字，没有读入。"
        "请把年报的文字另存为单独的.txt文件。"
    )


def lines_of(text: str, source: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text, counted as an editor counts them."""
    lines = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        place = Place(source, f"第{number}行")
        clean = _CONTROL.sub(" ", line)
        lines += [Paragraph(part, place) for part in _BREAK_IN_LINE.split(clean)]
    return tuple(lines)


def _decode(content: bytes, name: str) -> str:
    for mark, kind in _OTHER_KINDS.items():
        if content.startswith(mark):
            raise Problem(
                f"“{name}”的内容不是文字，而是{kind}。"
                "请用相应的软件打开，把年报的文字复制出来，存为.txt文件再读入。"
            )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _no_text(name)


def _no_text(name: str) -> Problem:
    return Problem(
        f"“{name}”不是能认出的文字文件。请用记事本打开，确认里面是年报的文字，"
        "再以UTF-8编码另存为.txt文件。"
    )
