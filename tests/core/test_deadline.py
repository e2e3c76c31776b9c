"""The deadlines: which day holds for whom, how many days are left, and how a date is typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.settings.deadline import deadline, deadline_in_season, is_setting, own_date, reported_year
from core.settings.office import load_office
from core.settings.settings import Settings, load_settings, save_settings


@pytest.mark.parametrize(
    ("setting", "today", "words"),
    [
        ("departments", date(2026, 11, 22), "距1月31日还有70天"),
        ("departments", date(2027, 1, 30), "距1月31日还有1天"),
        ("departments", date(2027, 1, 31), "今天截止"),
        ("departments", date(2027, 2, 3), "已过3天"),
        ("governments", date(2027, 2, 3), "距3月31日还有56天"),
        ("02-20", date(2027, 2, 3), "距2月20日还有17天"),
        ("12-25", date(2026, 12, 24), "距12月25日还有1天"),
    ],
)
def test_the_days_left_in_words(setting: str, today: date, words: str) -> None:
    found = deadline(setting, 2026)
    assert found is not None
    assert found.words(today) == words


def test_february_has_its_own_length() -> None:
    found = deadline("governments", 2027)
    assert found is not None
    assert found.days_left(date(2028, 2, 28)) == 32
    assert found.days_left(date(2028, 3, 1)) == 30


def test_alone_it_names_the_day_too() -> None:
    found = deadline("departments", 2026)
    assert found is not None
    assert found.words_by_name(date(2027, 2, 3)) == "公布期限1月31日，已过3天"
    assert found.words_by_name(date(2027, 1, 31)) == "公布期限1月31日，今天截止"
    assert found.words_by_name(date(2027, 1, 30)) == "距1月31日还有1天"


def test_nobody_is_guessed_for() -> None:
    assert deadline("", 2026) is None


def test_from_july_on_the_running_year_is_reported_on() -> None:
    assert reported_year(date(2027, 6, 30)) == 2026
    assert reported_year(date(2027, 7, 1)) == 2027


def test_an_old_report_has_no_days_left() -> None:
    assert deadline_in_season("departments", 2020, date(2027, 1, 5)) is None
    assert deadline_in_season("departments", 2026, date(2027, 1, 5)) is not None


@pytest.mark.parametrize(
    ("typed", "setting"),
    [
        ("2月20日", "02-20"),
        ("２月２０号", "02-20"),
        (" 2-20 ", "02-20"),
        ("1.26", "01-26"),
        ("3/5", "03-05"),
        ("2月30日", None),
        ("2月29日", None),
        ("13-1", None),
        ("二月", None),
        ("2月", None),
        ("", None),
    ],
)
def test_a_date_as_it_is_typed(typed: str, setting: str | None) -> None:
    assert own_date(typed) == setting


@pytest.mark.parametrize("value", ["", "departments", "governments", "02-20"])
def test_what_a_setting_may_be(value: str) -> None:
    assert is_setting(value)


@pytest.mark.parametrize(
    "value", [None, 3, "towns", "2-20", "02-30", "２-20", "02-20\n", ["02-20"]]
)
def test_what_a_setting_may_not_be(value: object) -> None:
    assert not is_setting(value)


def test_the_settings_keep_only_what_can_be(tmp_path: Path) -> None:
    assert save_settings(Settings(deadline="02-20"), tmp_path)
    assert load_settings(tmp_path).deadline == "02-20"
    (tmp_path / "settings.json").write_text('{"deadline": "02-30"}', "utf-8")
    assert load_settings(tmp_path).deadline == ""


def test_an_office_can_set_it(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('deadline = "governments"\n', "utf-8")
    office = load_office({"NIANBAO_OFFICE": str(tmp_path / "office.toml")})
    assert office.settings.deadline == "governments"
    (tmp_path / "office.toml").write_text('deadline = "31 March"\n', "utf-8")
    office = load_office({"NIANBAO_OFFICE": str(tmp_path / "office.toml")})
    assert office.settings.deadline == ""
    assert "县级以上政府" in office.complaints[0]
