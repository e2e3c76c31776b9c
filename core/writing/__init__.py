"""Exports: the finished report in the kinds of file that other programs open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from core.atomic import write_bytes
from core.inspection import Inspection
from core.problem import Problem
from core.writing.excel import workbook
from core.writing.word import word_html


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of export: its Chinese name, and what turns a report into a file's bytes."""

    name: str
    write: Callable[[Inspection], bytes]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {".doc": Kind("Word 文档", word_html), ".xlsx": Kind("Excel 工作簿", workbook)}
)
"""Every kind of export, by the suffix of its file."""


def export(inspection: Inspection, target: Path) -> None:
    """Write the report to a file whose suffix chooses the kind; an old file is replaced whole.

    Raises Problem for a suffix that names no kind, and where the file cannot be written.
    """
    kind = KINDS.get(target.suffix.lower())
    if kind is None:
        known = "、".join(f"{kind.name}（{suffix}）" for suffix, kind in KINDS.items())
        what = f"“{target.suffix}”文件" if target.suffix else "没有后缀的文件"
        raise Problem(f"不能导出为{what}（{target.name}）。请用下列后缀之一：{known}。")
    write_bytes(target, kind.write(inspection))
