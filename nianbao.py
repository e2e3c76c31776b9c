"""The entry of the program: a command runs in the console, anything else opens the window."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.inspection import Inspection
    from core.writing import Kind

COMMANDS = ("read", "figures", "check", "export", "new", "--version", "-h", "--help")


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and (arguments[0] in COMMANDS or _is_mistyped(arguments[0])):
        from core.cli import main as command_line

        if not sys.warnoptions:  # a library's warning is not for clerks, and stderr is for us
            warnings.simplefilter("ignore")
        return command_line(arguments, _more_kinds())
    try:
        from gui.app import main as window
    except ImportError as error:
        what = f"窗口打不开，缺少{error.name or 'Qt'}。请重新安装程序；命令的用法见 nianbao -h。"
        if sys.stderr is not None:
            sys.stderr.write(f"{what}\n")
        return 2
    return window(arguments)


def _more_kinds() -> dict[str, Kind]:
    """Return the kinds of export that need Qt; it is loaded when one is written."""
    from core.writing import Kind

    return {".pdf": Kind("PDF 文档", _write_pdf, _pdf_remarks)}


def _write_pdf(inspection: Inspection) -> bytes:
    from gui.printing import PDF

    return PDF.write(inspection)


def _pdf_remarks(inspection: Inspection) -> tuple[str, ...]:
    from gui.printing import PDF

    return PDF.remarks(inspection)


def _is_mistyped(word: str) -> bool:
    """Tell a command that there is not from a file that the window shall open."""
    if not (word.isalpha() and word.isascii()):
        return False
    try:
        return not Path(word).exists()
    except OSError:  # a name too long for a file is no file
        return True


if __name__ == "__main__":
    sys.exit(main())
