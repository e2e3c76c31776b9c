"""The first page of a collection form: who fills it, by when, and how."""

from __future__ import annotations

from pathlib import Path

import resources
from core.collection.form_sheet import FormSheet
from core.collection.plan import FormPlan
from core.exports.excel.sheet import SheetLook, SheetPlace
from core.printed.own_marks import HOW_TO_SHEET
from core.report.share import part_words

HOW_TO_WIDTHS = (6.0, 76.0)
_STEPS = (
    "只填淡黄色的格子，填好以后变成白色。灰色的格子和标题已经锁定，合计和核对由表格自己计算。",
    "没有的数填0，不要空着，也不要填“无”或者“/”。金额以万元为单位，最多两位小数。",
    "表三每一列的下面有“核对”一行：“平”表示这一列对上了；“还差”“多出”后面是相差的件数。",
    "文字部分一格写一段，不够写可以在一格里按Alt+Enter换行。标题已经写好，不用再写。",
    "全部填好以后看“勾稽核对单”：第一行写着“可以交回”才算填完。",
    "请保存为Excel工作簿（.xlsx），把文件原样交回。不要删除或者改动工作表，不要另做一张表。",
)
_EXPLAINED = (
    "下图是表三的样子（例子里的数是编的）：①淡黄色的格子要填；②灰色的合计由表格计算，不用填；"
    "③核对的一行；④“还差1”就是这一列差1件，要找出来改对。"
)


def picture_of(edition: str) -> Path:
    """Return where the picture of an edition's form lies; one without has a page without.

    `scripts/make_form_pictures.py` takes it.
    """
    return resources.folder() / "templates" / "collection" / f"{edition}.png"


def write_how_to(sheet: FormSheet, plan: FormPlan) -> None:
    """Write the page of advice."""
    report, made_for = plan.report, plan.made_for
    title = f"{report.year}年{report.form.title}收集表"
    row = 1
    for text, look in ((title, SheetLook.TITLE), (HOW_TO_SHEET, SheetLook.HEADING)):
        place = SheetPlace(row, 1, across=2)
        sheet.writer.put(place, text, look)
        sheet.writer.fit_row(row, ((text, place, look),), 12)
        row += 1
    for label, text in (
        ("填报单位", report.organ),
        ("收集单位", made_for.office),
        ("交回期限", made_for.deadline),
    ):
        if text:
            row = _line(sheet, row, "", f"{label}：{text}")
    share = made_for.share
    if share is not None:
        names = part_words(share.sections, report.form)
        row = _line(sheet, row, "", f"请填写：{names}。其他部分只供查看，由别人填写，已经锁定。")
    for number, step in enumerate(_STEPS, 1):
        row = _line(sheet, row, f"{number}.", step)
    picture = picture_of(report.form.edition)
    if picture.is_file():
        row = _line(sheet, row, "", _EXPLAINED)
        sheet.picture(row, picture.read_bytes())
    sheet.finish(one_page=True, repeat=(1, 1))


def _line(sheet: FormSheet, row: int, mark: str, text: str) -> int:
    place = SheetPlace(row, 2)
    sheet.writer.put(SheetPlace(row, 1), mark, SheetLook.TEXT)
    sheet.writer.put(place, text, SheetLook.TEXT)
    sheet.writer.fit_row(row, ((text, place, SheetLook.TEXT),), 8)
    return row + 1
