"""What the program remembers: never in the way of starting, never lost without a copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.settings import MOST_RECENT, Settings, config_folder, load_settings, save_settings


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
        b'{"recent": "a"}',
        b'{"recent": [1]}',
        b'{"theme": "sepia"}',
        b'{"theme": 1}',
        b'{"geometry": null}',
        b'{"last_folder": []}',
        b'{"printing": []}',
        b'{"printing": {"picture": 1}}',
    ],
)
def test_a_damaged_file_is_kept_beside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(data)
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.json.bak").read_bytes() == data
    assert not (tmp_path / "settings.json").exists()
    assert save_settings(Settings(theme="light"), tmp_path)
    assert load_settings(tmp_path).theme == "light"


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
