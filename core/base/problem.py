"""What went wrong, said to a clerk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Problem(Exception):  # noqa: N818  it tells a user of a problem, not of an error
    """Something that a front end shows as it is: one Chinese message, never a traceback.

    The message says what is wrong, where, and what to do.
    """


class SourceProblem(Problem):
    """A problem of a source: what is told of it, as 是空的, without its name in front.

    Whoever opened the source knows its name and puts it on (`naming`).
    """

    source: str = ""

    @property
    def words(self) -> str:
        """Return what is told of the source."""
        return super().__str__()

    @property
    def subject(self) -> str:
        """Return what the source is called in a sentence."""
        return f"“{self.source}”" if self.source else "这份文件"

    def __str__(self) -> str:
        """Say the whole sentence."""
        return f"{self.subject}{self.words}"


@contextmanager
def naming(source: str) -> Iterator[None]:
    """Put a source's name on the problems of it that are raised inside."""
    try:
        yield
    except SourceProblem as problem:
        problem.source = source
        raise
