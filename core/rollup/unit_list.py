"""Reading a list of units (单位名单): typed, pasted, or from a sheet, a document or a text file."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from core.base.problem import Problem, naming
from core.clipboard.block import read_clipboard
from core.labels.blocks import Block, Grid
from core.rollup.unit import Unit, plain_name
from core.sources.file_content import FileKind, kind_of, read_content
from core.sources.text_file import decode

MOST_UNITS = 200_000
_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "机关名称", "单位全称", "机关全称", "名称", "全称", "单位", "机关"),
    "short_names": ("简称", "别名", "曾用名", "其他名称"),
    "kind": ("类型", "类别", "单位类型", "单位类别", "性质"),
    "parent": ("上级", "上级单位", "主管单位", "主管部门", "所属", "片区", "分组"),
    "contact": ("联系人", "联系方式", "联系电话", "电话", "手机"),
    "counted": ("计入", "是否计入", "计入汇总", "是否计入汇总", "是否汇总", "汇总"),
    "why_not": ("不计入原因", "不计原因", "原因", "说明", "备注"),
}
_NOT_COUNTED = frozenset({"否", "不", "不计", "不计入", "不汇总", "×", "x", "0", "n", "no"})
_BETWEEN_NAMES = re.compile("[、；;/|]|[,，]")
_NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,6}[)）]?[、.．]?")
_LEADING_NUMBER = re.compile(r"^\s*(?:\d{1,6}|[一二三四五六七八九十]{1,3})\s*[、.．)）]\s*")
_CELLS = re.compile(r"\t|[,，]")


def read_units(path: Path) -> tuple[Unit, ...]:
    """Read the list that a file holds; raises Problem where there is none in it."""
    content = read_content(path)
    with naming(path.name):
        rows = list(_rows_in(content, path))
    return units_of(rows, path.name)


def units_from_text(text: str, html: str = "") -> tuple[Unit, ...]:
    """Read a list as it was typed or copied: a unit a line, cells divided by tabs or commas."""
    block = read_clipboard(html, text) if html or "\t" in text else None
    if block is not None:
        return units_of([[cell or "" for cell in line] for line in block.lines], "名单")
    return units_of(_divided(text), "名单")


def units_of(rows: Sequence[Sequence[str]], source: str) -> tuple[Unit, ...]:
    """Return the units of a table; raises Problem for none, too many, or one that stands twice.

    A row of headings tells what the columns are. Without one the name stands in the first column
    that is no number, and short names in the next.
    """
    heads, first = _heads_of(rows)
    units: list[Unit] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[first:], first + 1):
        unit = _unit(row, heads) if heads else _plain_unit(row)
        if unit is None:
            continue
        name = plain_name(unit.name)
        if name in seen:
            raise Problem(
                f"“{source}”里“{name}”出现了两次（第{seen[name]}行和第{number}行），"
                "不知道是一个单位还是两个。请在名单里删去一行，或者改成不同的名称。"
            )
        seen[name] = number
        units.append(unit)
    if not units:
        raise Problem(f"“{source}”里没有单位的名称。请每行写一个单位的全称，再读取。")
    if len(units) > MOST_UNITS:
        raise Problem(f"“{source}”里有{len(units)}个单位，太多了，没有读入。请分成几份名单。")
    return tuple(units)


def new_key() -> str:
    """Return a key for a new unit; two copies of a project never make the same one."""
    return secrets.token_hex(5)


def _unit(row: Sequence[str], heads: Mapping[str, int]) -> Unit | None:
    def cell(key: str) -> str:
        at = heads.get(key, -1)
        return row[at].strip() if 0 <= at < len(row) else ""

    if not cell("name"):
        return None
    is_counted = cell("counted").lower() not in _NOT_COUNTED
    return Unit(
        new_key(),
        cell("name"),
        _short_names(cell("short_names"), cell("name")),
        cell("kind"),
        cell("parent"),
        cell("contact"),
        is_counted,
        "" if is_counted else cell("why_not"),
    )


def _plain_unit(row: Sequence[str]) -> Unit | None:
    cells = [cell.strip() for cell in row]
    while cells and (not cells[0] or _NUMBER.fullmatch(cells[0])):
        cells.pop(0)
    if not cells or cells[0].startswith("#"):
        return None
    name = _LEADING_NUMBER.sub("", cells[0])
    return Unit(new_key(), name, _short_names(cells[1] if len(cells) > 1 else "", name))


def _short_names(text: str, name: str) -> tuple[str, ...]:
    found = dict.fromkeys(each.strip() for each in _BETWEEN_NAMES.split(text))
    return tuple(each for each in found if each and plain_name(each) != plain_name(name))


def _heads_of(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """Return which column holds what, and the number of the first row below the headings."""
    for number, row in enumerate(rows[:10]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            words = re.sub(r"[\s*（(].*|\s", "", cell)
            for key, names in _HEADS.items():
                if words in names and key not in found:
                    found[key] = at
        if "name" in found:
            return found, number + 1
    return {}, 0


def _divided(text: str) -> list[list[str]]:
    return [_CELLS.split(line) for line in text.splitlines() if line.strip()]


def _rows_in(content: bytes, path: Path) -> Iterator[list[str]]:
    kind = kind_of(content)
    if kind is FileKind.PACKAGE or kind is FileKind.OLE:
        yield from _rows_of_blocks(_blocks(content, path.suffix.lower(), kind))
    elif path.suffix.lower() in {".csv", ".tsv"}:
        from core.sources.delimited import rows_of

        yield from rows_of(decode(content))
    else:
        yield from _divided(decode(content))


def _blocks(content: bytes, suffix: str, kind: FileKind) -> tuple[Block, ...]:
    from core.sources.docx import read_docx
    from core.sources.file_content import refusal
    from core.sources.ods import is_ods, read_ods
    from core.sources.old_workbook import read_old_workbook
    from core.sources.package import Package
    from core.sources.workbook import read_workbook

    if kind is FileKind.OLE:
        blocks = read_old_workbook(content)
        if blocks is None:
            raise refusal(content, suffix)
        return blocks
    package = Package(content)
    main = package.main_part()
    if main.startswith("xl/") and main.endswith(".xml"):
        return read_workbook(package)
    if main.startswith("word/") and main.endswith(".xml"):
        return read_docx(package)
    if is_ods(package):
        return read_ods(package)
    raise refusal(content)


def _rows_of_blocks(blocks: Iterable[Block]) -> Iterator[list[str]]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield [" ".join(cell.text.split()) for cell in row]
        elif block.text.strip():
            yield block.text.split("\t")
