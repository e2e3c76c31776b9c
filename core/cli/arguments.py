"""Arguments that several commands take."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path


def add_file(parser: argparse.ArgumentParser) -> None:
    """Ask for a report, of whatever kind."""
    parser.add_argument("file", type=Path, metavar="文件", help="年报文档，或者能读取的年报文件")


def add_prior(parser: argparse.ArgumentParser) -> None:
    """Ask for last year's report."""
    parser.add_argument(
        "--prior", type=Path, metavar="上年", help="上年的年报，核对本年各数与它是否衔接"
    )


def add_office_rules(parser: argparse.ArgumentParser) -> None:
    """Ask for the office's rules."""
    parser.add_argument(
        "--office-rules",
        type=Path,
        metavar="规则文件",
        help="本单位的规则：停用、改轻重、另加几条（写法见使用说明）；不写时用单位默认设置旁边的rules.toml",
    )


def add_target(parser: argparse.ArgumentParser) -> None:
    """Ask where the document goes."""
    parser.add_argument(
        "-o", dest="target", type=Path, required=True, metavar="文档", help="年报文档（.nianbao）"
    )


def add_force(parser: argparse.ArgumentParser) -> None:
    """Offer to write over a file."""
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖它")


def add_json(parser: argparse.ArgumentParser) -> None:
    """Offer what programs read."""
    parser.add_argument("--json", action="store_true", help="输出供别的程序使用的 JSON")


def add_afresh(parser: argparse.ArgumentParser) -> None:
    """Offer to read what has not changed, too."""
    parser.add_argument(
        "--afresh", action="store_true", help="不用上次读取时记下的结果，每个文件都重新读取"
    )


def year(text: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"\d{4}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写四位数字，例如2024")
    return int(text)


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是日期，请写年-月-日，例如2026-01-20"
        ) from error
