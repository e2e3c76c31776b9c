"""Plain text as blocks: one paragraph a line."""

from __future__ import annotations

import codecs
import re

from core.base.problem import SourceProblem
from core.labels.blocks import Paragraph, Place
from core.sources.file_content import FileKind, kind_of, refusal
from core.sources.size import too_much

LARGEST = 5 * 1024 * 1024
"""Bytes; a report's text has some ten thousand."""

MOST_LINES = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK_IN_LINE = re.compile("[\v\f\u0085\u2028\u2029]")
# Word leaves such marks in copied text, and no file format of ours could hold them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def lines_of(text: str) -> tuple[Paragraph, ...]:
    """Return the lines of a text, counted as an editor counts them.

    Raises Problem where they are more than any report has.
    """
    if len(_LINE_END.findall(text)) > MOST_LINES:
        raise too_much()
    lines = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        place = Place(f"第{number}行")
        clean = _CONTROL.sub(" ", line)
        lines += [Paragraph(part, place) for part in _BREAK_IN_LINE.split(clean)]
    return tuple(lines)


def decode(content: bytes) -> str:
    """Return the text that a text file's bytes stand for. Raises Problem where they are none."""
    if kind_of(content) not in {FileKind.OTHER, FileKind.MAIL}:
        raise refusal(content)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        encodings = ["utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _no_text()


def _no_text() -> SourceProblem:
    return SourceProblem(
        "不是能认出的文字文件。请用记事本打开，确认里面是年报的文字，再以UTF-8编码另存为.txt文件。"
    )
