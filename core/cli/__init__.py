"""The command line: the second front end, which needs no window.

Results go to stdout. An error is one Chinese line on stderr and exit status 2, never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.base.atomic import reason
from core.base.console import drop, reader_has_left, speak_chinese
from core.base.problem import Problem
from core.cli.parser import parse_arguments
from core.cli.visible import visible
from core.exports.kinds import KINDS, ExportKind
from core.forms.keys import FormError
from core.settings.settings import own_folder

if TYPE_CHECKING:
    from core.picture.public import DrawPublic
    from core.rollup.papers.letters import LetterPdfs

FAILED = 2
INTERRUPTED = 130
DEBUG = "NIANBAO_DEBUG"
"""Set in the environment, it lets an unforeseen fault end in its traceback."""


def main(
    argv: list[str],
    more_kinds: Mapping[str, ExportKind] | None = None,
    letter_pdfs: LetterPdfs | None = None,
    draw_public: DrawPublic | None = None,
) -> int:
    """Run one command and return the exit status.

    ``more_kinds`` are kinds of export, by suffix, beyond those of `core.exports.kinds`;
    ``letter_pdfs`` draws letters and ``draw_public`` pictures where that is to be had.
    """
    speak_chinese(sys.stdout)
    speak_chinese(sys.stderr)
    try:
        command, arguments = parse_arguments(argv, {**KINDS, **(more_kinds or {})})
        arguments.letter_pdfs = letter_pdfs
        arguments.draw_public = draw_public
        outcome = command(arguments)
        _say(outcome.text)
    except SystemExit:  # argparse has shown the help or the version
        return 0
    except KeyboardInterrupt:
        return _fail("已中断，没有做完。", INTERRUPTED)
    except Problem as problem:
        return _fail(str(problem))
    except FormError as error:
        return _fail(f"程序自带的格式文件不能用：{error}。请重新安装程序。")
    except OSError as error:  # a disk or a share that fails where nothing else says so
        where = f"（{error.filename}）" if isinstance(error.filename, str) else ""
        return _fail(f"没有做完：{reason(error)}{where}。")
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        from core.keeping.crash_log import CrashLog

        CrashLog(own_folder()).note(error, "命令行")
        what = type(error).__name__
        return _fail(f"程序遇到没有料到的情况，没有做完（{what}）。请把命令和文件交给维护人员。")
    return outcome.status


def _fail(message: str, status: int = FAILED) -> int:
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{visible(' '.join(message.split()))}\n")
            sys.stderr.flush()
        except OSError:  # nobody can hear it; the status still tells
            drop(sys.stderr)
    return status


def _say(text: str) -> None:
    """Print a result; a reader that has seen enough and left is no error."""
    if sys.stdout is None:  # a windowed program on Windows has no console
        return
    try:
        sys.stdout.write(visible(text))
        sys.stdout.flush()
    except OSError as error:
        left = reader_has_left(error, sys.stdout)
        drop(sys.stdout)
        if left:
            return
        raise Problem("结果没有写出来，可能是磁盘已满。请腾出空间，或者输出到别处。") from error
