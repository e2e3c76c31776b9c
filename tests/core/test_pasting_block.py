"""What a clipboard carries, as Word, WPS, Excel, LibreOffice and browsers put it there."""

from __future__ import annotations

import pytest

from core.base.problem import Problem
from core.clipboard.block import LARGEST, Block, read_clipboard

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=189 rowspan=2 valign=top style='width:142.0pt'><p class=MsoNormal><span
  style='font-family:仿宋'>（三）不予
  公开<span lang=EN-US><o:p></o:p></span></span></p></td>
  <td valign=top><p class=MsoNormal><span lang=EN-US>1.</span><span
  style='font-family:仿宋'>属于国家秘密</span></p></td>
  <td valign=top><p class=MsoNormal align=right><span lang=EN-US>1,234<o:p></o:p></span></p></td>
 </tr>
 <tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'>
  <td valign=top><p class=MsoNormal><span lang=EN-US>2.<span
  style='mso-spacerun:yes'>&nbsp; </span></span>其他法律行政法规禁止公开</p></td>
  <td valign=top><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td>
 </tr>
</table>
<!--EndFragment--></body></html>"""

WPS = """Version:1.0\r
StartHTML:0000000105\r
EndHTML:0000001500\r
StartFragment:0000000141\r
EndFragment:0000001460\r
\r
<html>
<body>
<!--StartFragment--><meta name=Generator content="WPS Office ET"><table width="216.00"
   border="0" cellpadding="0" cellspacing="0" style='width:162.00pt;border-collapse:collapse;'>
   <col width="72.00" span="3" style='width:54.00pt;'/>
   <tr height="18.00" style='height:13.50pt;'>
    <td class="xl65" height="18.00" width="72.00" x:num>518</td>
    <td class="xl65" x:str></td>
    <td class="xl65" x:num="21692.71">21692.71</td>
   </tr>
   <tr height="18.00"><td x:num>12</td><td x:str>１２</td><td x:num="1234">######</td></tr>
  </table><!--EndFragment-->
</body>
</html>"""

EXCEL = """Version:1.0\r
StartHTML:0000000188\r
EndHTML:0000001949\r
StartFragment:0000000524\r
EndFragment:0000001897\r
SourceURL:file:///C:\\Users\\%E7%8E%8B\\2024.xlsx\r
\r
<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=ProgId content=Excel.Sheet>
<style>
<!--table {mso-displayed-decimal-separator:"\\.";}
.xl65 {mso-number-format:"\\#\\,\\#\\#0";}
-->
</style></head>
<body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=216 style='border-collapse:collapse;width:162pt'>
<!--StartFragment-->
 <col width=72 style='width:54pt'>
 <col width=0 style='display:none;mso-width-source:userset'>
 <col width=72 span=2 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td height=19 class=xl65 align=right>1,234</td><td>隐藏</td>
  <td></td><td align=right>1</td>
 </tr>
 <tr height=0 style='display:none'><td>9</td><td>9</td><td>9</td><td>9</td></tr>
 <tr height=19><td colspan=3 height=19 style='mso-ignore:colspan'></td><td>有<br>
    换行</td></tr>
<!--EndFragment-->
</table>
</body>
</html>"""

LIBREOFFICE = """<!DOCTYPE html><html><head>
<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 7.4"/></head><body>
<table cellspacing="0" border="0"><colgroup span="3" width="85"></colgroup>
<tr><td colspan=2 height="17" align="left"><font
face="DejaVu Sans">一、本年新收政府信息公开申请数量</font></td>
<td align="right" sdval="1234" sdnum="1033;0;#,##0"><font face="Liberation">1,234</font></td></tr>
<tr><td height="17" align="left"><br></td><td align="left"><font>&nbsp;</font></td>
<td align="right" sdval="77" sdnum="1033;">###</td></tr>
</table></body></html>"""

BROWSER = """<meta charset='utf-8'>
<div style="display:none"><table><tr><td>0</td></tr></table></div>
<table style="color: rgb(0, 0, 0);"><tbody>
<tr><th scope="row" rowspan="2">规章</th><td>1</td><td>2<sup>3</sup></td></tr>
<tr><td colspan="2">4<style>td{}</style><script>x()</script></td></tr></tbody></table>"""


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (WORD, (("（三）不予公开", "1.属于国家秘密", "1,234"),
                (None, "2.  其他法律行政法规禁止公开", ""))),
        (WPS, (("518", "", "21692.71"), ("12", "１２", "1234"))),
        (EXCEL, (("1,234", "", "1"), ("", None, "有\n换行"))),
        (LIBREOFFICE, (("一、本年新收政府信息公开申请数量", None, "1,234"), ("", "", "77"))),
        (BROWSER, (("规章", "1", "2³"), (None, "4", None))),
    ],
    ids=["word", "wps", "excel", "libreoffice", "browser"],
)  # fmt: skip
def test_html_comes_first_and_keeps_its_spans(
    html: str, lines: tuple[tuple[str | None, ...], ...]
) -> None:
    block = read_clipboard(html, "9\t9\r\n")
    assert block.lines == lines
    # A raised digit beside a plain one: nobody can tell that it is part of the number.
    assert set(block.doubts) == ({(0, 2)} if html == BROWSER else set())


@pytest.mark.parametrize(
    ("plain", "lines"),
    [
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("1\t2\n3\t4", (("1", "2"), ("3", "4"))),
        ("1\r2\r", (("1",), ("2",))),
        ("1\t\t2\n", (("1", "", "2"),)),
        ("\t1\n\t\n2\t\n", (("", "1"), ("", ""), ("2", ""))),
        ("1\n\n", (("1",), ("",))),
        ("1\n2\t3\n", (("1", ""), ("2", "3"))),
        ('"甲\n乙"\t"说""是"""\t5\n', (("甲\n乙", '说"是"', "5"),)),
        ('"5"\t"a\t7', (('"5"', '"a', "7"),)),
        ("\ufeff518\r\n", (("518",),)),
        ("\u00a0１，２３４\u3000", (("１，２３４",),)),
    ],
)
def test_tabs_divide_where_there_is_no_table(
    plain: str, lines: tuple[tuple[str, ...], ...]
) -> None:
    assert read_clipboard("<p>518</p>", plain) == Block(lines)


def test_several_tables_stand_one_under_another() -> None:
    html = "<table><tr><td>1<td>2</table><p>与</p><table><tr><td>3</table>"
    assert read_clipboard(html, "") == Block((("1", "2"), ("3", "")))


def test_rows_without_their_table_are_a_table() -> None:
    assert read_clipboard("<tr><td>1</td><td></td></tr>", "1\t") == Block((("1", ""),))


@pytest.mark.parametrize("plain", ["", "\r\n", "\t\t\n", " \u00a0 "])
def test_nothing_is_nothing(plain: str) -> None:
    assert read_clipboard("<table><tr><td>&nbsp;</td></tr></table>", plain) is None


def test_whole_rows_of_a_sheet_lose_their_endless_blanks() -> None:
    html = "<table>" + "<tr><td>5</td><td colspan=16383></td></tr>" * 300 + "</table>"
    with_text = read_clipboard(html, "")
    assert with_text is not None
    assert (with_text.height, with_text.width) == (300, 60)
    plain = "5" + "\t" * 16383 + "\n" * 900
    block = read_clipboard("", plain)
    assert block is not None
    assert (block.height, block.width) == (60, 60)


def test_what_is_no_table_of_a_report_is_told() -> None:
    with pytest.raises(Problem, match="太多"):
        read_clipboard("", "1" * (LARGEST + 1))
    with pytest.raises(Problem, match="300行300列"):
        read_clipboard("", "\n".join("\t".join("1" * 300) for _ in range(300)))


@pytest.mark.parametrize(
    "html",
    [
        "<table>",
        "<table><tr>",
        "<table><td>1",
        "<table><tr><td rowspan=99999999999 colspan=-3>1",
        "<table>" + "<tr><td colspan=1000 rowspan=60000>1" * 500,
        "<table><tr><td>" * 400 + "1",
        "<div>" * 5000 + "<table><tr><td>1</table>",
        "\x00<table\x00><tr><td>1\ud800</table>",
        "Version:0.9\r\nStartHTML:1",
    ],
)
def test_broken_pages_do_no_harm(html: str) -> None:
    block = read_clipboard(html, "7")
    assert block is not None
    assert set(block.texts.values()) <= {"1", "7"}
