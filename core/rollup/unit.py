"""The units whose reports are collected (单位), and in what state each one's report is."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from core.base.problem import Problem

_SPACE = re.compile(r"\s+")
_KEY = re.compile("[0-9A-Za-z]{1,40}")
"""It is part of a folder's name, so nothing else may stand in it."""
_BRACKETS = str.maketrans("()[]", "（）〔〕")


class UnitState(enum.Enum):
    """What has become of a unit's report. The value is the word that a clerk sees."""

    MISSING = "未报"
    RECEIVED = "已报"
    FAULTY = "有错"
    RETURNED = "已退回"
    CONFIRMED = "已核"

    @property
    def sign(self) -> str:
        """The sign that stands beside the word, so that colour never tells it alone."""
        return {"未报": "○", "已报": "·", "有错": "≠", "已退回": "←", "已核": "✓"}[self.value]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the list. ``key`` stays the same whatever it is called.

    ``why_not`` says why its report is not added up, where ``is_counted`` is False: it reports to
    somebody else (垂直管理), or another unit's report holds its figures already.
    """

    key: str
    name: str
    short_names: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    contact: str = ""
    is_counted: bool = True
    why_not: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it bears, the full one first."""
        return (self.name, *self.short_names)

    def as_json(self) -> dict[str, object]:
        """Return it as it stands in the list of a project."""
        return {
            "key": self.key,
            "name": self.name,
            "short_names": list(self.short_names),
            "kind": self.kind,
            "parent": self.parent,
            "contact": self.contact,
            "counted": self.is_counted,
            "why_not": self.why_not,
        }


def read_unit(shape: object, file: str) -> Unit:
    """Read a unit back; raises Problem where it is not sound. ``file`` is for the message."""
    if not isinstance(shape, Mapping):
        raise _damaged(file)
    names, is_counted = shape.get("short_names", []), shape.get("counted", True)
    if not isinstance(names, list) or not isinstance(is_counted, bool):
        raise _damaged(file)

    def text(key: str) -> str:
        value = shape.get(key, "")
        if not isinstance(value, str):
            raise _damaged(file)
        return value

    if not _KEY.fullmatch(text("key")) or not all(isinstance(name, str) for name in names):
        raise _damaged(file)
    return Unit(
        text("key"),
        text("name"),
        tuple(names),
        text("kind"),
        text("parent"),
        text("contact"),
        is_counted,
        text("why_not"),
    )


def plain_name(name: str) -> str:
    """Return a name as it is compared: half-width letters, no blanks, one kind of brackets."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)


def _damaged(file: str) -> Problem:
    return Problem(f"“{file}”里的单位名单已经损坏。请打开别的副本或者备份。")
