"""The commands and their arguments, with help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from core.base.problem import Problem
from core.base.version import full_version
from core.cli import commands, differences, picture, publishing, scrubbing
from core.cli.arguments import (
    add_afresh,
    add_file,
    add_force,
    add_json,
    add_office_rules,
    add_prior,
    add_target,
    year,
)
from core.cli.office_parser import add_office_commands
from core.cli.outcome import Outcome
from core.exports.kinds import ExportKind
from core.settings.page_options import (
    FONT_PARTS,
    SITE_PARTS,
    Fonts,
    PageOptions,
    Site,
    Watermark,
)

Command = Callable[[argparse.Namespace], Outcome]


def parse_arguments(
    argv: list[str], kinds: Mapping[str, ExportKind]
) -> tuple[Command, argparse.Namespace]:
    """Return the command that was asked for and its arguments; raises Problem.

    ``kinds`` are the kinds of export, by suffix. Raises SystemExit after showing the help or the
    version.
    """
    arguments = _parser(kinds).parse_args(argv)
    command: Command = arguments.command
    return command, arguments


def _parser(kinds: Mapping[str, ExportKind]) -> _Parser:
    parser = _Parser(
        prog="nianbao", description="填写、检查、导出政府信息公开工作年度报告。不带命令时打开窗口。"
    )
    parser.add_argument(
        "--version", action="version", version=f"nianbao {full_version()}", help="显示程序的版本"
    )
    # The entry of the program heeds it; here it is for the help.
    parser.add_argument("--self-check", action="store_true", help="试一遍程序的各项功能")
    add = parser.add_subparsers(title="命令", metavar="命令", required=True).add_parser
    _add_read(add("read", help="读取已有的年报，存成年报文档"))
    _add_figures(add("figures", help="列出全部数字"))
    _add_check(add("check", help="检查年报"))
    _add_diff(add("diff", help="比较两份年报"))
    _add_export(add("export", help="导出为别的程序打开的文件"), kinds)
    _add_publish(add("publish", help="生成发布包：网站要用的各种文件，一起核对"), kinds)
    picture.add_picture(add("picture", help="给公众看的图解：长图或者一页"))
    _add_scrub(add("scrub", help="查看文件里有没有看不见的内容，另存一份干净的"))
    _add_new(add("new", help="建立一份空白的年报文档"))
    add_office_commands(add)
    return parser


def _add_read(parser: argparse.ArgumentParser) -> None:
    parser.description = "读取已有的年报，说明读出了什么、哪些没有读准，存成年报文档。"
    parser.add_argument("source", type=Path, metavar="来源", help="已有的年报文件")
    add_target(parser)
    parser.add_argument("--organ", metavar="名称", help="机关全称；不写时从来源中认")
    parser.add_argument("--year", type=year, metavar="年度", help="报告年度；不写时从来源中认")
    add_force(parser)
    parser.set_defaults(command=commands.read)


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.description = "列出一份年报的全部数字和没有读准的地方。"
    add_file(parser)
    add_json(parser)
    parser.set_defaults(command=commands.figures)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "检查一份年报，或者一个文件夹里的各份。"
        "没有错误时返回0，有错误时返回1，读不出来时返回2；检查文件夹时，有读不出的返回1。"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", type=Path, nargs="?", metavar="文件", help="年报文档，或者能读取的年报文件"
    )
    what.add_argument(
        "--rules",
        action="store_true",
        help="列出全部检查规则和它们的依据、例子，并用例子自检；不用写文件",
    )
    add_prior(parser)
    add_office_rules(parser)
    add_afresh(parser)
    add_json(parser)
    parser.set_defaults(command=commands.check)


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "比较两份年报的封面、文字和数字。没有不同时返回0，有不同时返回1，读不出来时返回2；"
        "没有读准的地方另列，不算不同。"
    )
    for name, words in (("before", "原来的"), ("after", "后来的")):
        parser.add_argument(
            name, type=Path, metavar=words, help=f"{words}一份：年报文档，或者能读取的年报文件"
        )
    add_json(parser)
    parser.set_defaults(command=differences.diff)


def _add_export(parser: argparse.ArgumentParser, kinds: Mapping[str, ExportKind]) -> None:
    known = "、".join(f"{suffix} {kind.name}" for suffix, kind in kinds.items())
    parser.description = f"导出一份年报，按输出文件的后缀决定种类：{known}。"
    add_file(parser)
    add_prior(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="输出文件", help="导出到哪里"
    )
    able = "、".join(suffix for suffix, kind in kinds.items() if kind.for_review)
    parser.add_argument(
        "--for-review",
        action="store_true",
        help=f"供审阅的一种（{able}）：带着导出时的全文，改过以后可以读回；不要公开发布",
    )
    parser.set_defaults(command=commands.export, kinds=kinds)
    pages = "、".join(kind.name for kind in kinds.values() if kind.with_options)
    if not pages:  # no kind that was handed in has pages
        parser.set_defaults(options=lambda _arguments: PageOptions())
        return
    group = parser.add_argument_group(f"{pages}的选项")
    for flag, words in (
        ("--side", "第三、四部分的表横排，各占一页"),
        ("--sign-off", "文末加签字栏：填表人、审核人、主要负责人、日期和盖章处"),
        ("--picture", "报告之后附一页图解"),
        ("--check-sheet", "最后附勾稽核对单：每条勾稽关系和检查发现的问题"),
        ("--no-check-sheet", "Excel 工作簿不附勾稽核对单（不写就附）"),
        ("--formulas", "Excel 工作簿的合计写成公式，并带着算好的数"),
    ):
        group.add_argument(flag, action="store_true", help=words)
    group.add_argument(
        "--watermark",
        type=_watermark,
        default=Watermark.NONE,
        metavar="字样",
        help="每页加水印：草稿、送审稿，或者写“自动”，还有错误或者没有填完时加“草稿”",
    )
    group.add_argument(
        "--font",
        type=_font,
        action="append",
        default=[],
        metavar="部分=字体",
        help=f"换一种字体，例如“正文=仿宋”；部分有{'、'.join(FONT_PARTS.values())}，可以写几次；"
        "这台电脑没有的字体用相近的代替",
    )
    group.add_argument(
        "--site",
        type=_site,
        action="append",
        default=[],
        metavar="名称=内容",
        help=f"网页头部的网站信息，例如“ColumnName=政府信息公开年报”；名称有{'、'.join(SITE_PARTS.values())}，"
        "可以写几次",
    )
    parser.set_defaults(options=_page_options)


def _add_publish(parser: argparse.ArgumentParser, kinds: Mapping[str, ExportKind]) -> None:
    parser.description = (
        "把发布到网站要用的文件一次做齐，放进一个新的文件夹：Word、PDF、OFD、网页、"
        "机读数据、数据清单、图解，附清单和校验码（SHA-256）。数字逐个读回核对，"
        "有个人信息或者看不见的内容就不生成。没有错误时返回0，清单里写有错误时返回1，没有生成时返回2。"
    )
    add_file(parser)
    add_prior(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文件夹", help="新的文件夹"
    )
    parser.set_defaults(command=publishing.publish, kinds=kinds)


def _page_options(arguments: argparse.Namespace) -> PageOptions:
    return PageOptions(
        tables_on_side=arguments.side,
        sign_off=arguments.sign_off,
        picture=arguments.picture,
        check_sheet=arguments.check_sheet,
        watermark=arguments.watermark,
        without_checks=arguments.no_check_sheet,
        formulas=arguments.formulas,
        fonts=Fonts(**dict(arguments.font)),
        site=Site(**dict(arguments.site)),
    )


def _add_scrub(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "列出一份文件里看不见的内容：随文件带着的全文、作者、批注、修订、隐藏的文字和表等。"
        "没有时返回0，有时返回1，读不出来时返回2。"
        "加上 -o 另存一份去掉这些内容的 Word 文档（.docx），不改动原来的文件；"
        "修订和隐藏的文字不会去掉，另行说明。"
    )
    parser.add_argument("file", type=Path, metavar="文件", help="要公开的文件")
    parser.add_argument("-o", dest="target", type=Path, metavar="输出文件", help="干净的一份")
    add_force(parser)
    parser.set_defaults(command=scrubbing.scrub)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.description = "按年度所用的格式建立一份空白的年报文档。"
    parser.add_argument("--year", type=year, required=True, metavar="年度", help="报告年度")
    parser.add_argument("--organ", required=True, metavar="名称", help="机关全称")
    add_target(parser)
    add_force(parser)
    parser.set_defaults(command=commands.new)


def _site(text: str) -> tuple[str, str]:
    name, _, said = text.partition("=")
    parts = {called: part for part, called in SITE_PARTS.items()}
    if name not in parts or not said.strip():
        known = "、".join(parts)
        raise argparse.ArgumentTypeError(f"“{text}”要写成“名称=内容”，名称有{known}")
    return parts[name], said.strip()


def _watermark(text: str) -> Watermark:
    known = {mark.value: mark for mark in (Watermark.DRAFT, Watermark.REVIEW)}
    known["自动"] = Watermark.AUTO
    if text not in known:
        raise argparse.ArgumentTypeError(f"“{text}”不是水印的字样，请写{'、'.join(known)}之一")
    return known[text]


def _font(text: str) -> tuple[str, str]:
    part, _, family = (each.strip() for each in text.partition("="))
    roles = {name: role for role, name in FONT_PARTS.items()}
    if part not in roles or not family:
        known = "、".join(roles)
        raise argparse.ArgumentTypeError(
            f"“{text}”不是字体的选择，请写成“正文=仿宋”这样，部分有{known}"
        )
    return roles[part], family


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises Problem in place of exiting."""

    def __init__(self, *, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        raise Problem(f"{_in_chinese(message)}。用法见 {self.prog} -h。")


_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少{}"),
    (r"one of the arguments (\S+) .+ is required", "缺少{}"),
    (r"argument (\S+): not allowed with argument \S+", "{}在这里是多余的"),
    (r"unrecognized arguments: (.+)", "不认识“{}”"),
    (r"argument 命令: invalid choice: '([^']*)'.*", "没有“{}”这个命令"),
    (r"argument ([^:]+): expected (?:one|\S+) arguments?", "{}后面缺少内容"),
    (r"argument ([^:]+): ignored explicit argument .*", "{}后面不应再有内容"),
    (r"argument ([^:]+: “.*)", "{}"),
)


def _in_chinese(message: str) -> str:
    """Say in Chinese what argparse complains of."""
    for pattern, words in _COMPLAINTS:
        match = re.fullmatch(pattern, message, flags=re.DOTALL)
        if match:
            return words.format(match[1].replace(": “", "：“"))
    return "命令写得不对"
