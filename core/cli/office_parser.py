"""The commands of the office that collects many reports, and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from core.cli.arguments import (
    add_afresh,
    add_force,
    add_json,
    add_office_rules,
    add_target,
    day,
    year,
)
from core.cli.outcome import Outcome


class AddCommand(Protocol):
    """Makes the parser of one command."""

    def __call__(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002
        """Return the parser of a command, with a word of help."""


def add_office_commands(add: AddCommand) -> None:
    """Add the commands about many reports."""
    _add_rollup(add("rollup", help="汇总一个文件夹里各单位的年报"))
    _add_return(add("return", help="给有错的单位写退回意见"))
    _add_form(add("form", help="给没有本程序的单位做收集表"))
    _add_share(add("share", help="把一份年报分给几个人填，查看分工的情况"))
    _add_merge(add("merge", help="把几个人分头填的合并成一份年报"))
    _add_circular(add("circular", help="写报送情况通报：各单位各年是否按时、是否有错"))


def _add_rollup(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "读取文件夹里各单位的年报，逐格相加，存成一份年报文档，并列出各单位的状态。"
        "都齐了、没有错误时返回0，有缺报、有错的返回1，不能汇总时返回2。"
    )
    _add_heap(parser)
    add_target(parser)
    parser.add_argument(
        "--table",
        dest="tables",
        type=Path,
        action="append",
        default=[],
        metavar="表",
        help="另外写出一张表：.xlsx 是汇总、单位、问题，.csv 是每个单位每一格一行；可以写几次",
    )
    parser.add_argument(
        "--overview",
        type=Path,
        metavar="表",
        help="另外写出各单位总体情况里写的数（.xlsx）；来源要是汇总工程",
    )
    add_force(parser)
    add_json(parser)
    parser.set_defaults(command=_rollup)


def _add_return(parser: argparse.ArgumentParser) -> None:
    parser.description = "读取文件夹里各单位的年报，给每个有错的单位写一份退回意见（Word 文档）。"
    _add_heap(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹"
    )
    parser.add_argument("--pdf", action="store_true", help="每份退回意见另写一份 PDF")
    parser.set_defaults(command=_send_back)


def _add_form(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "做收集表（Excel 工作簿）：给名单上的每个单位一份，另有通知和清单。"
        "不写名单时做一份没有单位名称的。"
    )
    parser.add_argument("--year", type=year, required=True, metavar="年度", help="报告年度")
    parser.add_argument(
        "--units", type=Path, metavar="名单", help="单位名单：每行一个单位的文字文件，或者表格"
    )
    parser.add_argument(
        "--last", type=Path, metavar="文件夹", help="上年各单位的年报，用来带入结转数、提示上年的数"
    )
    parser.add_argument("--organ", metavar="名称", help="收集机关的全称，写在通知里")
    parser.add_argument("--deadline", type=day, metavar="日期", help="交回期限，例如2026-01-20")
    parser.add_argument("--zip", action="store_true", help="另外打成一个压缩包")
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文件夹", help="写到哪个新文件夹"
    )
    parser.set_defaults(command=_form)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "把几个人分头填的年报文档、收集表或者分工的文件合并到一份报告里。"
        "报告里空着的，和分开以后只有对方改了的，取入；填得不一样的不改动，逐处列出，返回1。"
    )
    parser.add_argument("file", type=Path, metavar="报告", help="要合并到的年报")
    parser.add_argument("parts", type=Path, nargs="+", metavar="部分", help="分头填的文件")
    add_target(parser)
    add_force(parser)
    parser.set_defaults(command=_merge)


def _add_share(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "把一份年报分给几个人填（分工）：每人一个文件，只有他的部分可以填；分给谁、期限记在报告里。"
        "不写 --give 时列出各份的情况，有逾期的返回1。"
    )
    parser.add_argument("file", type=Path, metavar="报告", help="年报文档（.nianbao）")
    parser.add_argument(
        "--give",
        action="append",
        default=[],
        metavar="谁=部分",
        help="分给谁哪几部分，例如“法规科=四”“文字组=封面、一、五”；可以写几次",
    )
    parser.add_argument("--deadline", type=day, metavar="日期", help="交回期限，例如2026-01-20")
    parser.add_argument(
        "--form", dest="as_form", action="store_true", help="做成收集表（.xlsx），不装本程序也能填"
    )
    parser.add_argument("-o", dest="target", type=Path, metavar="文件夹", help="写到哪个文件夹")
    parser.set_defaults(command=_share)


def _share(arguments: argparse.Namespace) -> Outcome:
    from core.cli.sharing import share

    return share(arguments)


def _form(arguments: argparse.Namespace) -> Outcome:
    from core.cli.collection import form

    return form(arguments)


def _merge(arguments: argparse.Namespace) -> Outcome:
    from core.cli.collection import merge

    return merge(arguments)


def _add_circular(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "从一个或者几个年度的汇总工程写一张通报（.xlsx）：各单位是否按时报送、首次报送有几处错误、"
        "报了几次、现在怎样。"
    )
    parser.add_argument(
        "folders", type=Path, nargs="+", metavar="汇总工程", help="汇总工程的文件夹，一个年度一个"
    )
    add_target(parser)
    add_force(parser)
    parser.set_defaults(command=_circular)


def _circular(arguments: argparse.Namespace) -> Outcome:
    from core.cli.rollup_tables import write_circular

    return write_circular(arguments)


def _rollup(arguments: argparse.Namespace) -> Outcome:
    from core.cli.rollup import rollup  # what begins processes is not wanted by other commands

    return rollup(arguments)


def _send_back(arguments: argparse.Namespace) -> Outcome:
    from core.cli.rollup import send_back

    return send_back(arguments)


def _add_heap(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="来源", help="放着各单位年报的文件夹，或者压缩包（.zip）"
    )
    parser.add_argument("--organ", metavar="名称", help="汇总机关的全称")
    parser.add_argument("--year", type=year, metavar="年度", help="汇总年度；不写时取最多的年度")
    parser.add_argument(
        "--units", type=Path, metavar="名单", help="单位名单：每行一个单位的文字文件，或者表格"
    )
    add_office_rules(parser)
    add_afresh(parser)
