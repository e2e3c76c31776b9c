"""By when a report must be published (公布期限), and how many days that leaves.

Nobody's date is guessed: an office says which one is its own, and until then there is none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

LAW = "《条例》第四十九条"
_LAST_MONTH = 6
"""A date up to June lies in the year after the report's; a later one in that year itself."""
_OWN = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_TYPED = re.compile(r"(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*(?:日|号)?")


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date that the law sets, for one kind of organ; ``name`` is the setting's value."""

    name: str
    organs: str
    month: int
    day: int


CHOICES = (
    DueDate("departments", "各部门、乡镇（街道）", 1, 31),
    DueDate("governments", "县级以上政府", 3, 31),
)
OWN = "本单位另定"
"""What a date of the office's own is called; its setting is the month and the day (02-20)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which the report of a year must be published, and for whom that holds."""

    year: int
    day: date
    organs: str
    basis: str = ""

    @property
    def shown(self) -> str:
        """Name the day."""
        return f"{self.day.month}月{self.day.day}日"

    def days_left(self, today: date) -> int:
        """Count the days that are left; below zero are those gone by."""
        return (self.day - today).days

    def words(self, today: date) -> str:
        """Say how much time there is."""
        left = self.days_left(today)
        if left < 0:
            return f"已过{-left}天"
        return f"距{self.shown}还有{left}天" if left else "今天截止"

    def words_by_name(self, today: date) -> str:
        """Say how much time there is where nothing beside tells of what."""
        words = self.words(today)
        return words if self.shown in words else f"公布期限{self.shown}，{words}"


def reported_year(today: date) -> int:
    """Return the year that offices report on now: the last one, from July on the running one."""
    return today.year - 1 if today.month <= _LAST_MONTH else today.year


def deadline(setting: str, year: int) -> Deadline | None:
    """Return the deadline of a report year by a setting; None where nobody has chosen one."""
    for choice in CHOICES:
        if setting == choice.name:
            return Deadline(year, _day(year, choice.month, choice.day), choice.organs, LAW)
    month_and_day = _month_and_day(setting)
    return Deadline(year, _day(year, *month_and_day), OWN) if month_and_day else None


def deadline_in_season(setting: str, year: int, today: date) -> Deadline | None:
    """Return the deadline of a report that is due in these months; of an old one there is none."""
    return deadline(setting, year) if year == reported_year(today) else None


def is_setting(value: object) -> bool:
    """Tell whether a setting says which date applies, or that nobody has chosen yet."""
    return isinstance(value, str) and (
        not value
        or any(value == choice.name for choice in CHOICES)
        or _month_and_day(value) is not None
    )


def own_date(text: str) -> str | None:
    """Read a date as a clerk types it (2月20日, 2-20); returns the setting, None for no date."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    setting = f"{int(match[1]):02}-{int(match[2]):02}"
    return setting if _month_and_day(setting) else None


def _month_and_day(setting: str) -> tuple[int, int] | None:
    match = _OWN.fullmatch(setting)
    if match is None:
        return None
    month, day = int(match[1]), int(match[2])
    try:
        date(2001, month, day)  # 29 February is not in every year, and so is no yearly date
    except ValueError:
        return None
    return month, day


def _day(year: int, month: int, day: int) -> date:
    return date(year + 1 if month <= _LAST_MONTH else year, month, day)
