"""Times in Chinese words: year, month and day as a clerk reads them."""

from __future__ import annotations

import re
from datetime import datetime

_PART = re.compile("%[YmdHMS]")


def in_chinese(time: datetime, form: str) -> str:
    """Write a time in a form such as ``%m月%d日%H:%M``.

    Each part is formatted alone: some systems' strftime fails on anything but ASCII in its form.
    """
    return _PART.sub(lambda part: time.strftime(part[0]), form)
