"""What the program remembers: never in the way of starting, never lost without a copy."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from core.settings.settings import (
    LIMITS,
    MOST_RECENT,
    Settings,
    config_folder,
    load_settings,
    save_settings,
)


def test_settings_come_back(tmp_path: Path) -> None:
    settings = Settings(("/甲/年报.nianbao", "/b"), "dark", "AdnQywAD", "/甲")
    assert save_settings(settings, tmp_path / "new" / "nianbao")
    assert load_settings(tmp_path / "new" / "nianbao") == settings
    chosen = Settings(printing={"picture": True, "font_body": "楷体"})
    assert save_settings(chosen, tmp_path)
    assert load_settings(tmp_path) == chosen


def test_without_a_file_all_is_as_usual(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert Settings() == Settings((), "system", "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"[" * 100_000,
        b"null",
        b'"dark"',
    ],
)
def test_a_damaged_file_is_kept_beside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(data)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.json.bak").read_bytes() == data
    assert not (tmp_path / "settings.json").exists()
    assert save_settings(Settings(theme="light"), tmp_path)
    assert load_settings(tmp_path).theme == "light"


@pytest.mark.parametrize(
    "wrong",
    [
        {"recent": "a"},
        {"recent": [1]},
        {"theme": "sepia"},
        {"theme": 1},
        {"theme": ["dark"]},
        {"geometry": None},
        {"geometry": "é"},
        {"last_folder": []},
        {"printing": []},
        {"printing": {"picture": 1}},
        {"enter": "up"},
        {"zoom": 79},
        {"zoom": 201},
        {"zoom": True},
        {"zoom": 100.0},
        {"zoom": "100"},
        {"shows_prior": 1},
        {"records_author": "yes"},
        {"author": "甲" * 41},
        {"author": "甲\n乙"},
        {"backup_months": 7},
        {"backup_months": True},
    ],
)
def test_a_damaged_value_is_as_usual_and_the_others_stand(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    (key,) = wrong
    right = {"theme": "dark", "zoom": 125, "recent": ["甲.nianbao"], "author": "张三"}
    data = json.dumps(right | wrong).encode()
    (tmp_path / "settings.json").write_bytes(data)
    told = load_settings(tmp_path)
    assert getattr(told, key) == getattr(Settings(), key)
    for other in right.keys() - wrong.keys():
        value = right[other]
        assert getattr(told, other) == (tuple(value) if isinstance(value, list) else value)
    # Nothing is lost, now or at the next start.
    assert (tmp_path / "settings.json.bak").read_bytes() == data
    assert load_settings(tmp_path) == told


def test_every_setting_comes_back_and_is_judged(tmp_path: Path) -> None:
    other = Settings(
        recent=("甲.nianbao",),
        theme="contrast",
        geometry="AdnQ",
        last_folder="/甲",
        printing={"sign_off": True},
        enter="right",
        zoom=173,
        shows_prior=True,
        records_author=True,
        author="张三",
        backup_months=6,
    )
    chosen, usual = asdict(other), asdict(Settings())
    assert set(chosen) == set(LIMITS)
    known = [key for key in chosen if chosen[key] != usual[key]]
    save_settings(other, tmp_path)
    assert set(json.loads((tmp_path / "settings.json").read_text("utf-8"))) == set(known)
    assert load_settings(tmp_path) == other


def test_only_what_the_user_chose_stands_over_the_office(tmp_path: Path) -> None:
    office = Settings(theme="dark", zoom=125, printing={"sign_off": True})
    assert load_settings(tmp_path, office) == office
    save_settings(replace(office, zoom=100, printing={}), tmp_path, office)
    told = load_settings(tmp_path, replace(office, theme="contrast", zoom=150))
    assert (told.theme, told.zoom, told.printing) == ("contrast", 100, {})


def test_a_file_of_another_version_gives_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": "dark", "colour": "red"}', "utf-8")
    assert load_settings(tmp_path) == Settings(theme="dark")


def test_the_most_recent_file_comes_first_and_once() -> None:
    settings = Settings()
    for number in [*range(MOST_RECENT + 3), 5]:
        settings = settings.with_recent(Path(f"{number}.nianbao"))
    assert settings.recent[:3] == ("5.nianbao", "12.nianbao", "11.nianbao")
    assert len(settings.recent) == len(set(settings.recent)) == MOST_RECENT


def test_a_file_with_too_many_recent_ones_is_cut(tmp_path: Path) -> None:
    data = {"recent": [str(number) for number in range(30)]}
    (tmp_path / "settings.json").write_text(json.dumps(data), "utf-8")
    assert len(load_settings(tmp_path).recent) == MOST_RECENT


def test_not_being_able_to_save_is_no_disaster(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not save_settings(Settings(), tmp_path / "file")
    (tmp_path / "settings.json").mkdir()
    assert not save_settings(Settings(), tmp_path)
    assert load_settings(tmp_path) == Settings()


def test_a_path_that_is_no_unicode_comes_back(tmp_path: Path) -> None:
    settings = Settings().with_recent(Path("bad\udcff.nianbao"))
    assert save_settings(settings, tmp_path)
    assert load_settings(tmp_path) == settings


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"NIANBAO_CONFIG": "x"}, "x"),
        ("linux", {"XDG_CONFIG_HOME": "x"}, "x/nianbao"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "~/.config/nianbao"),
        ("linux", {}, "~/.config/nianbao"),
        ("win32", {"NIANBAO_CONFIG": "x", "APPDATA": "y"}, "x"),
        ("win32", {"APPDATA": "x"}, "x/Nianbao"),
        ("win32", {}, "~/AppData/Roaming/Nianbao"),
    ],
)
def test_the_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert config_folder(environment) == Path(folder).expanduser()


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path))
    assert save_settings(Settings(theme="dark"))
    assert load_settings().theme == "dark"
    assert (tmp_path / "settings.json").is_file()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", 79),
        ("zoom", True),
        ("theme", "pink"),
        ("author", "甲" * 41),
        ("author", "甲\n乙"),
        ("backup_months", 7),
        ("deadline", "02-31"),
        ("printing", {"picture": 1}),
        ("recent", ("a", 1)),
        ("shows_prior", 1),
    ],
)
def test_a_setting_is_checked_where_it_is_set(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=name):
        replace(Settings(), **{name: value})
