"""The command that draws the picture for the public (图解)."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from core.base.atomic import put_out
from core.base.problem import Problem
from core.cli.arguments import add_file
from core.cli.opened import open_report
from core.cli.outcome import Outcome
from core.forms.loader import load_forms
from core.picture.style import PublicForm

SUFFIXES = (".png", ".svg")


def add_picture(parser: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    parser.description = (
        "画给公众看的图解：用大白话说明申请、办理、复议诉讼和主动公开。存成 .png 或者 .svg。"
    )
    add_file(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="输出文件", help=".png 或者 .svg"
    )
    parser.add_argument(
        "--form",
        type=_public_form,
        default=PublicForm.LONG,
        metavar="形式",
        help="长图（1080像素宽，不写就是它）或者一页（A4）",
    )
    parser.add_argument(
        "--style",
        default="",
        metavar="样式",
        help="蓝色（不写就是它）、红色、素色，或者自己写的 .toml 文件",
    )
    parser.add_argument(
        "--earlier",
        type=Path,
        nargs="+",
        default=[],
        metavar="往年年报",
        help="以前各年的年报，图解里画出各年新收的申请",
    )
    parser.set_defaults(command=picture)


def _public_form(text: str) -> PublicForm:
    known = {form.value: form for form in PublicForm}
    if text not in known:
        raise argparse.ArgumentTypeError(f"“{text}”不是图解的形式，请写{'、'.join(known)}之一")
    return known[text]


def picture(arguments: Namespace) -> Outcome:
    """Draw the picture; years before are taken from the reports named, and from last year's."""
    from core.picture.public import other_organs, tell
    from core.picture.style import find_style

    suffix = arguments.target.suffix.lower()
    if suffix not in SUFFIXES:
        raise Problem(f"图解只能存成{'、'.join(SUFFIXES)}文件。请换一个后缀。")
    if arguments.draw_public is None:
        raise Problem("这里不能画图解，缺少Qt。请重新安装程序。")
    style = find_style(arguments.style)
    forms = load_forms()
    report = open_report(arguments.file, forms).report
    earlier = [open_report(each, forms).report for each in arguments.earlier]
    told = tell(report, earlier)
    put_out(arguments.target, arguments.draw_public(told, suffix, arguments.form, style))
    lines = [f"已画好：{arguments.target}", *(block.words for block in told.blocks)]
    others = other_organs(report, earlier)
    if others:
        lines.append(f"往年的年报里有{'、'.join(others)}的，请核对是不是同一个机关。")
    return Outcome("".join(f"{line}\n" for line in lines))
