"""The command that tells what a file holds beyond what is seen, and writes a clean copy."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.base.atomic import put_out
from core.base.problem import Problem, naming
from core.cli.outcome import Outcome
from core.sources.file_content import read_content
from core.sources.hidden import Hidden, find_hidden, is_word


def scrub(arguments: Namespace) -> Outcome:
    """List what is hidden in a file; the status is 1 where something is, or stays in the copy."""
    file: Path = arguments.file
    target: Path | None = arguments.target
    content = read_content(file)
    with naming(file.name):
        found = find_hidden(content)
        is_scrubbed = target is not None and is_word(content)
    if target is None:
        return Outcome(_told(f"“{file.name}”", found), int(bool(found)))
    if not is_scrubbed:
        raise Problem(
            f"只能给 Word 文档（.docx）另存干净的一份，“{file.name}”不是。没有写文件。"
            "由本程序的报告导出的，请重新导出。"
        )
    _check_target(target, file, force=arguments.force)
    from core.exports.word.scrub import scrub as cleaned

    with naming(file.name):
        copy = cleaned(content)
    with naming(target.name):
        left = find_hidden(copy)
    put_out(target, copy)
    gone = "".join(f"已去掉：{each.words}\n" for each in found if not each.stays)
    return Outcome(f"{gone}已另存：{target}\n{_told('这一份', left)}", int(bool(left)))


def _told(what: str, found: tuple[Hidden, ...]) -> str:
    if not found:
        return f"{what}里没有发现看不见的内容。\n"
    lines = "".join(f"  {each.words}\n" for each in found)
    return f"{what}里有看不见的内容：\n{lines}"


def _check_target(target: Path, source: Path, *, force: bool) -> None:
    if target.suffix.lower() != ".docx":
        raise Problem(f"干净的一份仍是 Word 文档，不能存为“{target.name}”。请把后缀写成 .docx。")
    try:
        is_there, is_same = target.exists(), target.exists() and target.samefile(source)
    except (OSError, ValueError):  # writing has the words for it
        return
    if is_same:
        raise Problem(f"输出文件和来源是同一个文件（{target}），没有写。请换一个文件名。")
    if is_there and not force:
        raise Problem(f"已有文件“{target}”，没有覆盖它。请换一个文件名；要覆盖它，请加上 --force。")
