"""A wrong form file is refused, and the message names the file, the key and the fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.forms.keys import FormError
from core.forms.loader import load_form, load_forms

SOUND = """
language = 1
edition = "t"
document = "试验文件"
title = "试验报告"
first_year = 2030
confirmed_to = 2031

[preamble]
id = "opening"
name = "导语"

[[section]]
id = "story"
kind = "text"
heading = "一、文字"
tab = "一"

[[section]]
id = "counts"
kind = "table"
heading = "二、表格"
tab = "二"
kind_of_figures = "count"
grid_columns = 4
widths = [4, 2, 2, 2]
header_lines = 1
lines = [
  [{ text = "项目" }, { text = "甲" }, { text = "乙" }, { text = "合计" }],
  [{ text = "一行" }, { row = "one" }],
  [{ text = "二行" }, { figure = "two.a" }, { figure = "two.b" }, { figure = "two.sum" }],
]

[section.columns]
a = { name = "甲" }
b = { name = "乙" }
sum = { name = "合计" }

[section.rows]
one = { name = "一行" }
two = { name = "二行" }

[[balance]]
code = "X1"
section = "counts"
along = "column"
name = "一行等于二行"
left = ["one"]
right = ["two"]
basis = "试验"

[[sum]]
code = "X2"
section = "counts"
along = "row"
name = "合计"
total = "sum"
addends = ["a", "b"]
basis = "试验"

[[carry]]
code = "X4"
section = "counts"
along = "column"
name = "二行接上年的一行"
to = "two"
from = ["one"]
basis = "试验"

[[mention_word]]
name = "数"
pattern = '(?P<n>\\d+)件'

[[mention]]
code = "X3"
name = "一行的合计"
patterns = ['共〔数〕']
equals = ["counts.one.sum"]
context = '一行'
basis = "试验"
"""


def load(folder: Path, text: str) -> None:
    file = folder / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    load_form(file)


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_the_sound_one_loads(tmp_path: Path) -> None:
    load(tmp_path, SOUND)


# Each: what is replaced, by what, the key that the message names, and part of the fault.
FAULTS = {
    "a key unknown at the top": ('title = "', 'subtitle = "副题"\ntitle = "', "subtitle", "不认识"),
    "a key unknown in the preamble": (
        'name = "导语"',
        'name = "导语"\ncolour = "红"',
        "preamble.colour",
        "不认识",
    ),
    "a key unknown in a written section": (
        'tab = "一"',
        'tab = "一"\ncolour = "红"',
        "section[1].colour",
        "不认识",
    ),
    "a key unknown in a table": (
        'tab = "二"',
        'tab = "二"\ncolour = "红"',
        "section[2].colour",
        "不认识",
    ),
    "a key unknown in a column": (
        'a = { name = "甲"',
        'a = { colour = "红", name = "甲"',
        "section[2].columns.a.colour",
        "不认识",
    ),
    "a key unknown in a row": (
        'one = { name = "一行"',
        'one = { colour = "红", name = "一行"',
        "section[2].rows.one.colour",
        "不认识",
    ),
    "a key unknown in a cell": (
        '{ text = "项目" }',
        '{ text = "项目", colour = "红" }',
        "section[2].lines[1][1].colour",
        "不认识",
    ),
    "a key unknown beside a row of cells": (
        '{ row = "one" }',
        '{ row = "one", across = 2 }',
        "section[2].lines[2][2].across",
        "不认识",
    ),
    "a key unknown in a balance": (
        'name = "一行等于二行"',
        'name = "一行等于二行"\nleeway = 1',
        "balance[1].leeway",
        "不认识",
    ),
    "a key unknown in a sum": (
        'total = "sum"',
        'total = "sum"\nleeway = 1',
        "sum[1].leeway",
        "不认识",
    ),
    "a key unknown in a carry": (
        'to = "two"',
        'to = "two"\nleeway = 1',
        "carry[1].leeway",
        "不认识",
    ),
    "a carry to an unknown row": ('to = "two"', 'to = "ten"', "carry[1].to", "“ten”"),
    "a carry from an unknown row": ('from = ["one"]', 'from = ["ten"]', "carry[1].from", "“ten”"),
    "a carry from nothing": ('from = ["one"]', "from = []", "carry[1].from", "空的"),
    "a carry that adds its own result": (
        'from = ["one"]',
        'from = ["one"]\nplus = ["two"]',
        "carry[1].plus",
        "两次",
    ),
    "a carry of an unknown table": (
        'code = "X4"\nsection = "counts"',
        'code = "X4"\nsection = "story"',
        "carry[1].section",
        "“story”",
    ),
    "too few captions of a balance": (
        'right = ["two"]',
        'right = ["two"]\ncaptions = ["应办"]',
        "balance[1].captions",
        "每一项",
    ),
    "a key missing": ('document = "试验文件"', "", "document", "缺少"),
    "a heading missing": ('heading = "一、文字"', "", "section[1].heading", "缺少"),
    "a text that is empty": ('title = "试验报告"', 'title = ""', "title", "文字"),
    "a text that is a number": ('title = "试验报告"', "title = 5", "title", "文字"),
    "a year that is a text": ("first_year = 2030", 'first_year = "2030"', "first_year", "整数"),
    "a year that is true": ("first_year = 2030", "first_year = true", "first_year", "整数"),
    "years the wrong way round": (
        "confirmed_to = 2031",
        "confirmed_to = 2029",
        "confirmed_to",
        "不能早于",
    ),
    "a language of the future": ("language = 1", "language = 2", "language", "格式语言"),
    "a kind of section unknown": (
        'kind = "text"',
        'kind = "picture"',
        "section[1].kind",
        "text 或 table",
    ),
    "a role unknown": (
        'kind = "text"',
        'kind = "text"\nrole = "summary"',
        "section[1].role",
        "overview、problems、other",
    ),
    "a part without its sign": (
        'kind = "text"',
        'kind = "text"\nparts = [{ name = "公开" }]',
        "section[1].parts[1].sign",
        "缺少这个键",
    ),
    "a part twice": (
        'kind = "text"',
        'kind = "text"\nparts = [{ name = "公", sign = "公" }, { name = "公", sign = "开" }]',
        "section[1].parts[2].name",
        "出现了两次",
    ),
    "a sign that is no pattern": (
        'kind = "text"',
        'kind = "text"\nparts = [{ name = "公开", sign = "(公开" }]',
        "section[1].parts[1].sign",
        "不是正确的式样",
    ),
    "a kind of figure unknown": (
        'kind_of_figures = "count"',
        'kind_of_figures = "float"',
        "section[2].kind_of_figures",
        "float",
    ),
    "a kind of column unknown": (
        'b = { name = "乙" }',
        'b = { name = "乙", kind = "x" }',
        "section[2].columns.b.kind",
        "x",
    ),
    "an amount without a unit": (
        'b = { name = "乙" }',
        'b = { name = "乙", kind = "amount" }',
        "section[2].columns.b.unit",
        "缺少",
    ),
    "an amount in another unit": (
        'b = { name = "乙" }',
        'b = { name = "乙", kind = "amount", unit = "元" }',
        "section[2].columns.b.unit",
        "万元",
    ),
    "a section that is no identifier": ('id = "counts"', 'id = "coun.ts"', "section[2].id", "标识"),
    "a row that is no identifier": (
        "two = {",
        '"Two rows" = {',
        "section[2].rows.Two rows",
        "标识",
    ),
    "two sections of one name": ('id = "story"', 'id = "counts"', "section", "两次"),
    "a section named as the preamble": ('id = "story"', 'id = "opening"', "section", "两次"),
    "a row with an unknown column": (
        'one = { name = "一行" }',
        'one = { name = "一行", columns = ["a", "z"] }',
        "section[2].rows.one.columns",
        "“z”",
    ),
    "columns that are no list": (
        'one = { name = "一行" }',
        'one = { name = "一行", columns = "a" }',
        "section[2].rows.one.columns",
        "一列文字",
    ),
    "a cell for an unknown row": (
        '{ row = "one" }',
        '{ row = "ten" }',
        "section[2].lines[2][2].row",
        "“ten”",
    ),
    "a cell for an unknown figure": (
        '{ figure = "two.b" }',
        '{ figure = "two.z" }',
        "section[2].lines[3][3].figure",
        "“two.z”",
    ),
    "a figure without its dot": (
        '{ figure = "two.b" }',
        '{ figure = "two" }',
        "section[2].lines[3][3].figure",
        "“two”",
    ),
    "a figure twice": ('{ figure = "two.b" }', '{ figure = "two.a" }', "section[2].lines", "两次"),
    "a figure missing": (
        '{ figure = "two.b" }',
        '{ text = "乙" }',
        "section[2].lines",
        "counts.two.b",
    ),
    "a line that is no list": (
        '[{ text = "一行" }, { row = "one" }],',
        '"一行",',
        "section[2].lines[2]",
        "一列单元格",
    ),
    "a cell that is no table": ('{ text = "项目" }', '"项目"', "section[2].lines[1][1]", "键和值"),
    "a cell with no text": (
        '{ text = "项目" }',
        '{ text = "" }',
        "section[2].lines[1][1].text",
        "文字",
    ),
    "a cell of unknown role": (
        '{ text = "项目" }',
        '{ text = "项目", role = "foot" }',
        "section[2].lines[1][1].role",
        "“foot”",
    ),
    "a cell across nothing": (
        '{ text = "项目" }',
        '{ text = "项目", across = 0 }',
        "section[2].lines[1][1].across",
        "至少是1",
    ),
    "spans that overlap": (
        '{ text = "乙" }',
        '{ text = "乙", down = 2 }',
        "section[2].lines[2]",
        "重叠",
    ),
    "a line too wide": (
        '{ text = "二行" }',
        '{ text = "二行", across = 2 }',
        "section[2].lines[3]",
        "重叠",
    ),
    "a hole": (
        '{ text = "乙" }, { text = "合计" }',
        '{ text = "乙" }',
        "section[2].lines[1]",
        "第4列没有单元格",
    ),
    "a cell that falls out below": (
        '{ text = "二行" }',
        '{ text = "二行", down = 2 }',
        "section[2].lines",
        "跨出了表格",
    ),
    "widths too few": (
        "widths = [4, 2, 2, 2]",
        "widths = [4, 2, 2]",
        "section[2].widths",
        "正整数",
    ),
    "widths of nothing": (
        "widths = [4, 2, 2, 2]",
        "widths = [4, 2, 2, 0]",
        "section[2].widths",
        "正整数",
    ),
    "a header with figures": (
        "header_lines = 1",
        "header_lines = 2",
        "section[2].header_lines",
        "表头",
    ),
    "a rule for no table": (
        'code = "X1"\nsection = "counts"',
        'code = "X1"\nsection = "nowhere"',
        "balance[1].section",
        "“nowhere”",
    ),
    "a balance with an unknown row": (
        'left = ["one"]',
        'left = ["ten"]',
        "balance[1].left",
        "“ten”",
    ),
    "a balance with an empty side": ('left = ["one"]', "left = []", "balance[1].left", "空"),
    "a balance with one row on both sides": (
        'right = ["two"]',
        'right = ["one"]',
        "balance[1].right",
        "两次",
    ),
    "a sum with an unknown total": ('total = "sum"', 'total = "z"', "sum[1].total", "“z”"),
    "a sum with an unknown addend": (
        'addends = ["a", "b"]',
        'addends = ["a", "z"]',
        "sum[1].addends",
        "“z”",
    ),
    "a sum with one addend twice": (
        'addends = ["a", "b"]',
        'addends = ["a", "a"]',
        "sum[1].addends",
        "两次",
    ),
    "a sum that is its own addend": (
        'addends = ["a", "b"]',
        'addends = ["a", "sum"]',
        "sum[1].addends",
        "两次",
    ),
    "a sum computed nowhere": (
        'total = "sum"',
        'total = "sum"\ncomputes_in = ["ten"]',
        "sum[1].computes_in",
        "“ten”",
    ),
    "a rule along nothing": (
        'along = "row"',
        'along = "diagonal"',
        "sum[1].along",
        "row 或 column",
    ),
    "a key unknown in a mention": (
        'name = "一行的合计"',
        'name = "一行的合计"\nleeway = 1',
        "mention[1].leeway",
        "不认识",
    ),
    "a key unknown in a word": ('name = "数"', 'name = "数"\nx = 1', "mention_word[1].x", "不认识"),
    "a mention of an unknown figure": (
        'equals = ["counts.one.sum"]',
        'equals = ["counts.one.z"]',
        "mention[1].equals",
        "counts.one.z",
    ),
    "a mention of nothing": ('equals = ["counts.one.sum"]', "", "mention[1].equals", "写一个"),
    "a mention of two kinds": (
        'equals = ["counts.one.sum"]',
        'equals = ["counts.one.sum"]\none_of = ["counts.one.a"]',
        "mention[1].equals",
        "写一个",
    ),
    "a mention of an odd sum": (
        'equals = ["counts.one.sum"]',
        'one_of = ["counts.one.a * counts.one.b"]',
        "mention[1].one_of",
        "写成",
    ),
    "a mention with an unknown word": ("共〔数〕", "共〔量〕", "mention[1].patterns", "“量”"),
    "a mention that reads no number": ("共〔数〕", "共", "mention[1].patterns", "名为 n 的组"),
    "a mention with a broken pattern": ("共〔数〕", "共(〔数〕", "mention[1].patterns", "式样"),
    "a mention with no pattern": ("['共〔数〕']", "[]", "mention[1].patterns", "空"),
    "a mention anywhere": ("context = '一行'", "", "mention[1].context", "至少要写一个"),
    "a part of nothing": (
        "context = '一行'",
        'part_of = ["X9"]',
        "mention[1].part_of",
        "“X9”",
    ),
    "a code used twice": ('code = "X2"', 'code = "X1"', "sum[1].code", "“X1”"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_file_and_key(tmp_path: Path, name: str) -> None:
    old, new, key, fault = FAULTS[name]
    with pytest.raises(FormError) as caught:
        load(tmp_path, changed(old, new))
    assert str(caught.value).startswith(f"wrong.toml：{key}：")
    assert fault in caught.value.fault


MORE_SUMS = {
    "totals in a ring": (
        [("a", ["b"]), ("b", ["a"])],
        "互相引用",
    ),
    "a total computed twice": ([("sum", ["b", "a"])], "两条规则"),
}


@pytest.mark.parametrize("name", MORE_SUMS)
def test_totals_that_cannot_be_computed(tmp_path: Path, name: str) -> None:
    sums, fault = MORE_SUMS[name]
    text = SOUND
    for number, (total, addends) in enumerate(sums):
        listed = ", ".join(f'"{addend}"' for addend in addends)
        text += (
            f'[[sum]]\ncode = "Y{number}"\nsection = "counts"\nalong = "row"\nname = "试"\n'
            f'total = "{total}"\naddends = [{listed}]\nbasis = "试验"\n'
        )
    with pytest.raises(FormError, match=fault) as caught:
        load(tmp_path, text)
    assert (caught.value.file.name, caught.value.key) == ("wrong.toml", "sum")


@pytest.mark.parametrize(
    "data", [b"language = ", SOUND.encode("gb18030"), b"language = 1\nlanguage = 1\n"]
)
def test_a_file_that_is_no_toml(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.toml"
    file.write_bytes(data)
    with pytest.raises(FormError, match=r"broken\.toml：全文：读不出来"):
        load_forms(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("first_year = 2030", "first_year = 2031", "edition"),
        ('edition = "t"', 'edition = "u"', "first_year"),
    ],
)
def test_two_files_for_one_edition_or_year(tmp_path: Path, old: str, new: str, key: str) -> None:
    (tmp_path / "first.toml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "second.toml").write_text(changed(old, new), encoding="utf-8")
    with pytest.raises(FormError, match=rf"second\.toml：{key}：与first\.toml"):
        load_forms(tmp_path)


def test_a_folder_without_forms_serves_no_year(tmp_path: Path) -> None:
    forms = load_forms(tmp_path)
    assert forms.editions == ()
    assert forms.for_year(2030) is None
