"""Reading a published report from a file or from pasted text."""

from __future__ import annotations

from pathlib import Path

from core.forms.loader import Forms
from core.problem import Problem
from core.reading.reading import Reading
from core.reading.recogniser import recognise
from core.reading.text_file import SUFFIXES, lines_of, read_lines


def read_source(
    path: Path, forms: Forms, *, organ: str | None = None, year: int | None = None
) -> Reading:
    """Read a report from a file; ``organ`` and ``year`` override what it says.

    Raises Problem where the file cannot be read or is no annual report.
    """
    if path.suffix.lower() not in SUFFIXES:
        kind = f"{path.suffix}文件" if path.suffix else "没有后缀的文件"
        raise Problem(
            f"“{path.name}”是{kind}，这一版程序只能读取文字文件（.txt、.md）。"
            "请打开它或它所在的网页，把年报全文复制到记事本，存为.txt文件再读入。"
        )
    return recognise(read_lines(path), forms, path.name, organ=organ, year=year)


def read_text(
    text: str,
    forms: Forms,
    source_name: str,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Reading:
    """Read a report from pasted text; ``source_name`` is what its places are called by.

    Raises Problem where it is no annual report.
    """
    return recognise(lines_of(text, source_name), forms, source_name, organ=organ, year=year)
