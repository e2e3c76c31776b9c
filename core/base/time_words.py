"""Times in Chinese words: year, month and day as a clerk reads them."""

from __future__ import annotations

import re
from datetime import date, datetime

_PART = re.compile("%[YmdHMS]")


def in_chinese(time: datetime, form: str) -> str:
    """Write a time in a form such as ``%m月%d日%H:%M``.

    Each part is formatted alone: some systems' strftime fails on anything but ASCII in its form.
    """
    return _PART.sub(lambda part: time.strftime(part[0]), form)


def day_words(day: date) -> str:
    """Write a day as letters do: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
