"""What the list of recent documents tells of each of them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

import resources
from core.checks.progress import Progress
from core.document.recent import RecentReport, read_recent
from core.forms.loader import Forms

SAMPLES = resources.folder() / "samples"


def test_whose_report_it_is_and_how_it_stands(forms: Forms) -> None:
    done = read_recent(SAMPLES / "huaian-2024.nianbao", forms)
    assert (done.title, done.state_words) == ("淮安市人民政府 · 2024年度", "✓ 已完成")
    wrong = read_recent(SAMPLES / "cixi-2020.nianbao", forms)
    assert (wrong.state, wrong.state_words) == (Progress.UNBALANCED, "≠ 不平")


def test_one_that_is_gone_and_one_that_is_damaged(forms: Forms, tmp_path: Path) -> None:
    gone = read_recent(tmp_path / "2023.nianbao", forms)
    assert (gone.title, gone.state_words, gone.is_there) == ("2023", "文件不在了", False)
    (tmp_path / "a.nianbao").write_text("{", encoding="utf-8")
    bad = read_recent(tmp_path / "a.nianbao", forms)
    assert (bad.title, bad.state_words, bad.is_there) == ("a", "打不开", True)
    assert not read_recent(Path("a\0b"), forms).is_there


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (datetime(2026, 11, 23, 9, 5).astimezone(), "今天 09:05"),
        (datetime(2026, 1, 9, 9, 5).astimezone(), "1月9日"),
        (datetime(2025, 12, 9, 9, 5).astimezone(), "2025年12月9日"),
    ],
)
def test_the_date_is_as_short_as_it_can_be(changed: datetime, words: str) -> None:
    now = datetime(2026, 11, 23, 16, 0).astimezone()
    assert RecentReport(Path("a"), changed=changed).date_words(now) == words


def test_the_date_is_that_of_the_file(forms: Forms, tmp_path: Path) -> None:
    (tmp_path / "a.nianbao").touch()
    when = datetime(2024, 2, 3, 4, 5).astimezone()
    os.utime(tmp_path / "a.nianbao", (when.timestamp(), when.timestamp()))
    assert read_recent(tmp_path / "a.nianbao", forms).changed == when
