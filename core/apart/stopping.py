"""Calling off what takes long: asked for now and then, told as a problem. It imports no reader."""

from __future__ import annotations

from collections.abc import Callable

from core.base.problem import SourceProblem

Stop = Callable[[], bool]
"""Asked now and then; true where nobody wants the answer any more."""


class Stopped(SourceProblem):
    """The reading was called off."""

    def __str__(self) -> str:
        """Say the whole sentence."""
        return f"没有读取{self.subject}：已经取消。"


def go_on(stop: Stop) -> None:
    """Raise Stopped where nobody wants the answer any more."""
    if stop():
        raise Stopped


def never() -> bool:
    """Let it go on to its end."""
    return False
