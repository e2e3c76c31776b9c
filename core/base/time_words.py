"""Times in Chinese words: year, month and day as a clerk reads them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

_PART = re.compile("%[YmdHMS]")
_DAY = re.compile(
    r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?前?", re.ASCII
)


def in_chinese(time: datetime, form: str) -> str:
    """Write a time in a form such as ``%m月%d日%H:%M``.

    Each part is formatted alone: some systems' strftime fails on anything but ASCII in its form.
    """
    return _PART.sub(lambda part: time.strftime(part[0]), form)


def typed_day(text: str, year: int) -> date | None:
    """Read a day as clerks write it, full-width digits too; ``year`` is meant where none is said.

    None where it is no day.
    """
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    try:
        return date(int(match[1] or year), int(match[2]), int(match[3]))
    except ValueError:
        return None


def day_words(day: date) -> str:
    """Write a day as letters do: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
