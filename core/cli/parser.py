"""The commands and their arguments, with help and complaints in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from core.cli import commands
from core.cli.outcome import Outcome
from core.problem import Problem
from core.version import VERSION
from core.writing import Kind

Command = Callable[[argparse.Namespace], Outcome]


def parse_arguments(
    argv: list[str], kinds: Mapping[str, Kind]
) -> tuple[Command, argparse.Namespace]:
    """Return the command that was asked for and its arguments; raises Problem.

    ``kinds`` are the kinds of export, by suffix. Raises SystemExit after showing the help or the
    version.
    """
    arguments = _parser(kinds).parse_args(argv)
    command: Command = arguments.command
    return command, arguments


def _parser(kinds: Mapping[str, Kind]) -> _Parser:
    parser = _Parser(
        prog="nianbao", description="填写、检查、导出政府信息公开工作年度报告。不带命令时打开窗口。"
    )
    parser.add_argument(
        "--version", action="version", version=f"nianbao {VERSION}", help="显示程序的版本"
    )
    add = parser.add_subparsers(title="命令", metavar="命令", required=True).add_parser
    _add_read(add("read", help="读取已有的年报，存成年报文档"))
    _add_figures(add("figures", help="列出全部数字"))
    _add_check(add("check", help="检查年报"))
    _add_export(add("export", help="导出为别的程序打开的文件"), kinds)
    _add_new(add("new", help="建立一份空白的年报文档"))
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
    parser.description = "检查一份年报。没有错误时返回0，有错误时返回1，读不出来时返回2。"
    _add_file(parser)
    _add_json(parser)
    parser.set_defaults(command=commands.check)


def _add_export(parser: argparse.ArgumentParser, kinds: Mapping[str, Kind]) -> None:
    known = "、".join(f"{suffix} {kind.name}" for suffix, kind in kinds.items())
    parser.description = f"导出一份年报，按输出文件的后缀决定种类：{known}。"
    _add_file(parser)
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="输出文件", help="导出到哪里"
    )
    parser.set_defaults(command=commands.export, kinds=kinds)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.description = "按年度所用的格式建立一份空白的年报文档。"
    parser.add_argument("--year", type=_year, required=True, metavar="年度", help="报告年度")
    parser.add_argument("--organ", required=True, metavar="名称", help="机关全称")
    _add_target(parser)
    _add_force(parser)
    parser.set_defaults(command=commands.new)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="年报文档，或者能读取的年报文件")


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文档", help="年报文档（.nianbao）"
    )


def _add_force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖它")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出供别的程序使用的 JSON")


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写四位数字，例如2024")
    return int(text)


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
