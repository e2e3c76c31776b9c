"""The entry: a command runs in the console, else the window opens."""

from __future__ import annotations

import gc
import os
import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.exports.kinds import ExportKind
    from core.keeping.doorway import Arrival

COMMANDS = (
    *("read", "figures", "check", "diff", "export", "publish", "new", "scrub", "picture"),
    *("rollup", "return", "circular", "form", "share", "merge"),
)
EXPORTING = ("export", "publish")
"""The commands that need the kinds of export that Qt writes."""
SAMPLE = "--sample"
"""The one option of the window: it opens the shipped sample."""
SELF_CHECK = "--self-check"
"""Lets a packaged program show that nothing of it is missing."""
READ_SOURCE = "--read-source"
"""The program starts itself with this to read a source apart (`core.apart.child`)."""


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == [READ_SOURCE]:
        from core.apart.child import main as read_a_source

        return read_a_source()
    is_trial = arguments == [SELF_CHECK]
    if not is_trial and arguments and arguments[0] != SAMPLE and _is_for_console(arguments[0]):
        from core.cli import main as command_line

        if not sys.warnoptions:  # a library's warning is not for clerks, and stderr is for us
            warnings.simplefilter("ignore")
        if arguments[0] == "return":
            from gui.printing import letter_pdfs

            return command_line(arguments, None, letter_pdfs)
        if arguments[0] == "picture":
            from gui.printing import draw_public

            return command_line(arguments, None, None, draw_public)
        return command_line(arguments, _more_kinds() if arguments[0] in EXPORTING else None)
    try:
        if is_trial:
            from gui.self_check import main as try_everything

            return try_everything()
        arrival = _arrive(arguments)
        if arrival.is_done:
            return 0
        gc.disable()
        try:
            from gui.app import main as window
        finally:
            gc.freeze()  # what imports made is there to stay: no use in looking for garbage in it
            gc.enable()
    except ImportError as error:
        library = re.match(r"(lib\S+\.so[\d.]*):", str(error))
        if library:
            advice = f"系统里缺少{library[1]}，请让管理员安装它"
        else:
            advice = f"缺少{error.name or 'Qt'}，请重新安装程序"
        what = f"窗口打不开：{advice}；命令的用法见 nianbao -h。"
        if sys.stderr is not None:
            from core.base.console import speak_chinese

            speak_chinese(sys.stderr)
            sys.stderr.write(f"{what}\n")
        return 2
    return window(arguments, arrival.door)


def _arrive(arguments: list[str]) -> Arrival:
    """Let the program that runs already open what this start was asked for, if there is one."""
    from core.keeping.doorway import arrive, doorway_folder
    from core.keeping.errand import errand_of
    from core.settings.settings import own_folder

    names = [each for each in arguments if not each.startswith("--")]
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    errand = errand_of(names, sample=SAMPLE in arguments, token=token)
    return arrive(doorway_folder(own_folder()), errand)


def _more_kinds() -> Mapping[str, ExportKind]:
    """Return the kinds of export that need Qt; it is loaded when one is written."""
    from gui.printing import QT_KINDS

    return QT_KINDS


def _is_for_console(word: str) -> bool:
    """Tell a command or an option, mistyped ones too, from a file that the window shall open."""
    if word in COMMANDS or word.startswith("-"):
        return True
    if not (word.isalpha() and word.isascii()):
        return False
    try:
        return not Path(word).exists()
    except OSError:  # a name too long for a file is no file
        return True


def _serve_as_worker() -> None:
    """Become a worker where a packaged program was begun as one, to read some of many files."""
    if getattr(sys, "frozen", False) and any("multiprocessing" in each for each in sys.argv[1:]):
        from multiprocessing import freeze_support

        freeze_support()


if __name__ == "__main__":
    _serve_as_worker()
    sys.exit(main())
