"""Where a figure came from (来源)."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Source(enum.Enum):
    """The way in which a figure came into its cell. The value is its name in a document file."""

    TYPED = "typed"
    PASTED = "pasted"
    READ = "read"
    DEDUCED = "deduced"
    CARRIED = "carried"
    SUGGESTED = "suggested"
    FILLED = "filled"
    SUMMED = "summed"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """The Chinese word that a clerk sees."""
        return {
            "typed": "键入",
            "pasted": "粘贴",
            "read": "从文件读取",
            "deduced": "按勾稽关系从文件推算",
            "carried": "由上年转入",
            "suggested": "采用改动建议",
            "filled": "空白处填0",
            "summed": "由下级汇总",
            "unknown": "没有记录",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Origin:
    """A way in, and the name of what was read or carried where there is one."""

    source: Source = Source.TYPED
    name: str = ""

    @property
    def words(self) -> str:
        """Say where the figure came from."""
        return f"{self.source.word}：{self.name}" if self.name else self.source.word


TYPED = Origin()
