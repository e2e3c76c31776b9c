"""The process that reads a source: bytes come in at one pipe, what was read goes out at another.

It is this program run again with a private argument (`ARGUMENT`). It sets itself its limits before
it looks at the first byte, opens no file and knows no report.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass

from core.apart.handing_over import HandedOver, pack, pack_problem
from core.apart.limits import limit_this_process
from core.base.problem import Problem
from core.sources.file_content import FileKind, kind_of
from core.sources.hidden import carries_report
from core.sources.package import Package
from core.sources.size import too_much
from core.sources.source_blocks import other_blocks

ARGUMENT = "--read-source"
_LARGEST_REQUEST = 64 * 1024 * 1024
_STDIN, _STDOUT = 0, 1
_WINDOWS_HANDLES = {_STDIN: -10, _STDOUT: -11}


@dataclass(frozen=True, slots=True)
class Request:
    """What shall be read; ``with_review`` asks for comments and tracked changes too."""

    content: bytes
    suffix: str
    with_review: bool = False

    def packed(self) -> bytes:
        """Write the request down: a line of JSON, and the bytes behind it."""
        head = {"suffix": self.suffix, "review": self.with_review}
        return json.dumps(head).encode() + b"\n" + self.content

    @classmethod
    def of(cls, data: bytes) -> Request:
        """Read a request."""
        line, _, content = data.partition(b"\n")
        head = json.loads(line)
        return cls(content, head["suffix"], head["review"])


def main() -> int:
    """Answer the one request that comes in; return the exit status."""
    limit_this_process()
    requests, answers = _own(_STDIN), _own(_STDOUT)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (_STDIN, _STDOUT):  # what a library prints shall not get into the answer
        with contextlib.suppress(OSError):
            os.dup2(nowhere, stream)
    with os.fdopen(requests, "rb") as coming, os.fdopen(answers, "wb") as going:
        request = Request.of(coming.read(_LARGEST_REQUEST))
        going.write(_answer(request))
    return 0


def _answer(request: Request) -> bytes:
    try:
        return pack(read(request))
    except Problem as problem:
        return pack_problem(problem)
    except MemoryError:
        return pack_problem(too_much())


def read(request: Request) -> HandedOver:
    """Read what is asked for. Raises Problem."""
    content = request.content
    if request.with_review and kind_of(content) is FileKind.PACKAGE:
        package = Package(content)
        if package.main_part().startswith("word/"):
            return _review(package)
    for_review = carries_report(content)
    return HandedOver(other_blocks(content, request.suffix), is_for_review=for_review)


def _review(package: Package) -> HandedOver:
    from core.sources.carried import find_carried
    from core.sources.docx_review import read_review
    from core.sources.size import bounded

    carried = ("", "", "")
    with contextlib.suppress(Problem):  # the report itself may be sound all the same
        carried = find_carried(package)
    review = read_review(package)
    return HandedOver(bounded(review.blocks), review.remarks, review.tracked, *carried)


def _own(stream: int) -> int:
    """Return a descriptor of our own for a pipe that we were started with.

    A windowed program on Windows may have no such descriptor, but it has the pipe all the same.
    """
    try:
        number = os.dup(stream)
    except OSError:
        if sys.platform == "win32":
            import _winapi
            import msvcrt

            number = msvcrt.open_osfhandle(_winapi.GetStdHandle(_WINDOWS_HANDLES[stream]), 0)
        else:
            raise
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(number, os.O_BINARY)
    return number
