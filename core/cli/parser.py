"""The commands and their arguments, with help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from core.base.problem import Problem
from core.base.version import full_version
from core.cli import commands, differences, publishing, scrubbing
from core.cli.outcome import Outcome
from core.exports.kinds import ExportKind
from core.settings.page_options import FONT_PARTS, Fonts, PageOptions, Watermark

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
    _add_scrub(add("scrub", help="查看文件里有没有看不见的内容，另存一份干净的"))
    _add_new(add("new", help="建立一份空白的年报文档"))
    _add_rollup(add("rollup", help="汇总一个文件夹里各单位的年报"))
    _add_return(add("return", help="给有错的单位写退回意见"))
    _add_form(add("form", help="给没有本程序的单位做收集表"))
    _add_merge(add("merge", help="把几个人分头填的合并成一份年报"))
    _add_circular(add("circular", help="写报送情况通报：各单位各年是否按时、是否有错"))
    return parser


def _add_read(parser: argparse.ArgumentParser) -> None:
    parser.description = "读取已有的年报，说明读出了什么、哪些没有读准，存成年报文档。"
    parser.add_argument("source", type=Path, metavar="来源", help="已有的年报文件")
    _add_target(parser)
    parser.add_argument("--organ", metavar="名称", help="机关全称；不写时从来源中认")
    parser.add_argument("--year", type=_year, metavar="年度", help="报告年度；不写时从来源中认")
    _add_force(parser)
    parser.set_defaults(command=commands.read)


def _add_figures(parser: argparse.ArgumentParser) -> None:
    parser.description = "列出一份年报的全部数字和没有读准的地方。"
    _add_file(parser)
    _add_json(parser)
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
    _add_prior(parser)
    _add_json(parser)
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
    _add_json(parser)
    parser.set_defaults(command=differences.diff)


def _add_export(parser: argparse.ArgumentParser, kinds: Mapping[str, ExportKind]) -> None:
    known = "、".join(f"{suffix} {kind.name}" for suffix, kind in kinds.items())
    parser.description = f"导出一份年报，按输出文件的后缀决定种类：{known}。"
    _add_file(parser)
    _add_prior(parser)
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
    parser.set_defaults(options=_page_options)


def _add_publish(parser: argparse.ArgumentParser, kinds: Mapping[str, ExportKind]) -> None:
    parser.description = (
        "把发布到网站要用的文件一次做齐，放进一个新的文件夹：Word、PDF、OFD、网页、"
        "机读数据、数据清单、图解，附清单和校验码（SHA-256）。数字逐个读回核对，"
        "有个人信息或者看不见的内容就不生成。没有错误时返回0，清单里写有错误时返回1，没有生成时返回2。"
    )
    _add_file(parser)
    _add_prior(parser)
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
    _add_force(parser)
    parser.set_defaults(command=scrubbing.scrub)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.description = "按年度所用的格式建立一份空白的年报文档。"
    parser.add_argument("--year", type=_year, required=True, metavar="年度", help="报告年度")
    parser.add_argument("--organ", required=True, metavar="名称", help="机关全称")
    _add_target(parser)
    _add_force(parser)
    parser.set_defaults(command=commands.new)


def _add_rollup(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "读取文件夹里各单位的年报，逐格相加，存成一份年报文档，并列出各单位的状态。"
        "都齐了、没有错误时返回0，有缺报、有错的返回1，不能汇总时返回2。"
    )
    _add_heap(parser)
    _add_target(parser)
    parser.add_argument(
        "--table",
        dest="tables",
        type=Path,
        action="append",
        default=[],
        metavar="表",
        help="另外写出一张表：.xlsx 是汇总、单位、问题，.csv 是每个单位每一格一行；可以写几次",
    )
    _add_force(parser)
    _add_json(parser)
    parser.set_defaults(command=_rollup)


def _add_return(parser: argparse.ArgumentParser) -> None:
    parser.description = "读取文件夹里各单位的年报，给每个有错的单位写一份退回意见（Word 文档）。"
    _add_heap(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹"
    )
    parser.set_defaults(command=_send_back)


def _add_form(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "做收集表（Excel 工作簿）：给名单上的每个单位一份，另有通知和清单。"
        "不写名单时做一份没有单位名称的。"
    )
    parser.add_argument("--year", type=_year, required=True, metavar="年度", help="报告年度")
    parser.add_argument(
        "--units", type=Path, metavar="名单", help="单位名单：每行一个单位的文字文件，或者表格"
    )
    parser.add_argument(
        "--last", type=Path, metavar="文件夹", help="上年各单位的年报，用来带入结转数、提示上年的数"
    )
    parser.add_argument("--organ", metavar="名称", help="收集机关的全称，写在通知里")
    parser.add_argument("--deadline", type=_day, metavar="日期", help="交回期限，例如2026-01-20")
    parser.add_argument("--zip", action="store_true", help="另外打成一个压缩包")
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文件夹", help="写到哪个新文件夹"
    )
    parser.set_defaults(command=_form)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "把几个人分头填的年报文档或者收集表合并到一份报告里。报告里空着的才取入；"
        "填得不一样的不改动，逐处列出，返回1。"
    )
    parser.add_argument("file", type=Path, metavar="报告", help="要合并到的年报")
    parser.add_argument("parts", type=Path, nargs="+", metavar="部分", help="分头填的文件")
    _add_target(parser)
    _add_force(parser)
    parser.set_defaults(command=_merge)


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
    _add_target(parser)
    _add_force(parser)
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
    parser.add_argument("--year", type=_year, metavar="年度", help="汇总年度；不写时取最多的年度")
    parser.add_argument(
        "--units", type=Path, metavar="名单", help="单位名单：每行一个单位的文字文件，或者表格"
    )


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="年报文档，或者能读取的年报文件")


def _add_prior(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prior", type=Path, metavar="上年", help="上年的年报，核对本年各数与它是否衔接"
    )


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文档", help="年报文档（.nianbao）"
    )


def _add_force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖它")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出供别的程序使用的 JSON")


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


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写四位数字，例如2024")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是日期，请写年-月-日，例如2026-01-20"
        ) from error


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
