"""Times in Chinese, on systems whose strftime takes ASCII alone too."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from core.base.time_words import in_chinese
from tests.house import MODULES, is_in


class _Narrow(datetime):
    """A time of a system whose strftime fails on Chinese."""

    def strftime(self, form: str) -> str:
        if not form.isascii():
            raise ValueError("Invalid format string")
        return super().strftime(form)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("%m月%d日%H:%M", "02月03日04:05"),
        ("%Y年%m月%d日 %H:%M:%S", "2026年02月03日 04:05:06"),
    ],
)
def test_a_time_is_written_part_by_part(form: str, words: str) -> None:
    assert in_chinese(_Narrow(2026, 2, 3, 4, 5, 6), form) == words


def test_no_module_formats_a_time_with_chinese_in_its_form() -> None:
    at_once = re.compile(r"[:(]['\"]?%[YmdHMS][^'\"}\n]*[年月日时分]")
    wrong = [
        f"{name}: {line.strip()}"
        for name, path in MODULES.items()
        if is_in(name, "core", "gui", "nianbao")
        for line in path.read_text("utf-8").splitlines()
        if at_once.search(line) and "in_chinese(" not in line
    ]
    assert [each for each in wrong if not each.startswith("core.base.time_words")] == []
