"""Five reports that differ in what makes a page hard: a text's length, blanks, long figures."""

from __future__ import annotations

import random

import resources
from core.document.file import load
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from tests.editions import FORMS, form_of

NAMES = ("cixi", "huaian", "blank", "long", "digits")
NINE_DIGITS = "123456789"
PLAIN = "政务公开" * 40
"""A paragraph without marks, whose lines are as full as they can be."""
_NUMERALS = "一二三四五六七八九十"
_WORD_LIST = """
主动公开 政府信息 依申请公开 平台建设 监督保障 政策文件 政策解读 规范性文件 行政许可 行政处罚
门户网站 政务新媒体 公共资源配置 重大建设项目 财政预决算 社会评议 责任追究 工作考核 业务培训
目录 指南 台账 清单 机制 渠道 答复 办理 补正 征询 公布 更新 审查 发布 整改 完善 健全 推进 落实
规范 提升 加强 优化 依法 及时 全面 持续 全年 各乡镇 各部门 全县 群众 企业 热线 电话
"""
_WORDS = _WORD_LIST.split()


def sample_report(name: str) -> Report:
    """Return one of the five."""
    if name == "blank":
        return Report(form_of(FORMS, "2021"), "青禾县人民政府", 2021)
    file = "cixi-2020" if name == "cixi" else "huaian-2024"
    report, _ = load(resources.folder() / "samples" / f"{file}.nianbao", FORMS)
    if name == "long":
        apply(report, [SetText("overview", long_text(30_000))])
    if name == "digits":
        figures = report.form.figures.items()
        apply(report, [SetFigure(a, NINE_DIGITS) for a, figure in figures if not figure.computed])
    return report


def long_text(size: int) -> str:
    """Write headings and sentences as an office does, the same ones each time."""
    pick = random.Random(7)  # noqa: S311  no secret: a text that is not all alike
    paragraphs = [PLAIN]
    while sum(map(len, paragraphs)) < size:
        number = len(paragraphs)
        text = "".join(_sentence(pick) for _ in range(pick.randint(2, 6)))
        if number % 6 == 0:
            text = f"（{_NUMERALS[number // 6 % 10]}）{pick.choice(_WORDS)}情况" + pick.choice(
                ["", f"。{text}"]
            )
        elif number % 4 == 1:
            text = f"{number % 9 + 1}.{pick.choice(_WORDS)}。{text}"
        paragraphs.append(text)
    return "\n".join(paragraphs)


def _sentence(pick: random.Random) -> str:
    words = [pick.choice(_WORDS) for _ in range(pick.randint(3, 9))]
    for chance, form in ((0.5, "{0}件"), (0.2, "“{1}”"), (0.15, "《{1}》"), (0.1, "（含{1}）")):
        if pick.random() < chance:
            said = form.format(pick.randint(1, 99_999), pick.choice(_WORDS))
            words.insert(pick.randrange(len(words)), said)
    cut = pick.randrange(1, len(words))
    return "".join(words[:cut]) + pick.choice("，，，、；") + "".join(words[cut:]) + "。"
