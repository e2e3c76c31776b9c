"""Defaults for a whole office: which file holds, what the user's choice stands over, bad files."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import resources
from core.settings.office import OFFICE, Office, load_office, office_files
from core.settings.page_options import Watermark, options_from_data
from core.settings.phrases import Phrase, load_phrases, save_phrases, shipped_phrases
from core.settings.settings import LIMITS, Settings, load_settings, save_settings

WHOLE = """
organ = "青禾县人民政府"
region = "青禾县"
theme = "contrast"
zoom = 125
enter = "right"
records_author = true

[printing]
sign_off = true
watermark = "auto"
font_body = "仿宋"
picture = false

[[phrase]]
section = "overview"
part = "主动公开"
texts = ["全年＿＿。", "又＿＿。"]
"""


def office_of(folder: Path, content: str | bytes) -> Office:
    file = folder / "office.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_office({OFFICE: str(file)})


def test_a_file_sets_the_defaults(tmp_path: Path) -> None:
    office = office_of(tmp_path, WHOLE)
    assert office.complaints == ()
    assert office.files == (tmp_path / "office.toml",)
    assert (office.organ, office.proposal) == ("青禾县人民政府", "青禾县人民政府")
    settings = office.settings
    assert (settings.theme, settings.zoom, settings.enter) == ("contrast", 125, "right")
    assert settings.records_author
    options = options_from_data(settings.printing)
    assert options.sign_off
    assert options.watermark is Watermark.AUTO
    assert options.fonts.body == "仿宋"
    assert settings.printing == {"sign_off": True, "watermark": "auto", "font_body": "仿宋"}
    assert office.phrases == tuple(
        Phrase("overview", text, "主动公开") for text in ("全年＿＿。", "又＿＿。")
    )


def test_what_the_user_chose_wins(tmp_path: Path) -> None:
    office = office_of(tmp_path, WHOLE)
    own = tmp_path / "own"
    assert load_settings(own, office.settings) == office.settings
    save_settings(Settings(theme="light", zoom=125), own, office.settings)
    told = load_settings(own, office.settings)
    assert (told.theme, told.zoom, told.records_author) == ("light", 125, False)


def test_without_a_file_all_is_as_usual(tmp_path: Path) -> None:
    assert load_office({OFFICE: str(tmp_path / "none.toml")}) == Office()


def test_the_region_is_proposed_where_there_is_no_organ(tmp_path: Path) -> None:
    assert office_of(tmp_path, 'region = "青禾县"').proposal == "青禾县"


def test_the_file_of_the_machine_stands_over_that_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, machine = tmp_path / "beside.toml", tmp_path / "machine.toml"
    beside.write_text('organ = "甲"\nzoom = 125\n[printing]\nsign_off = true\n', "utf-8")
    machine.write_text('organ = "乙"\n[printing]\npicture = true\nsign_off = false\n', "utf-8")
    monkeypatch.setattr("core.settings.office.office_files", lambda _environment: (beside, machine))
    office = load_office()
    assert office.files == (beside, machine)
    assert (office.organ, office.settings.zoom) == ("乙", 125)
    assert office.settings.printing == {"picture": True}


@pytest.mark.parametrize(
    ("platform", "frozen", "environment", "wanted"),
    [
        ("linux", False, {}, ["/etc/nianbao/office.toml"]),
        ("linux", True, {}, ["/opt/nianbao/office.toml", "/etc/nianbao/office.toml"]),
        ("win32", True, {"PROGRAMDATA": "/data"}, ["/opt/nianbao/office.toml",
                                                   "/data/Nianbao/office.toml"]),
        ("win32", False, {}, []),
        ("linux", True, {OFFICE: "/try.toml"}, ["/try.toml"]),
    ],
)  # fmt: skip
def test_where_the_file_may_lie(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    frozen: bool,
    environment: dict[str, str],
    wanted: list[str],
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("sys.executable", "/opt/nianbao/nianbao")
    monkeypatch.setattr("sys.frozen", frozen, raising=False)
    assert [file.as_posix() for file in office_files(environment)] == wanted


@pytest.mark.parametrize(
    ("content", "line", "key", "words"),
    [
        ('organ = "甲"\ntheme = "sepia"\n', 2, "theme", "“contrast”"),
        ("# 单位\n\nzoom = 300\n", 3, "zoom", "80到200"),
        ("organ = 1\n", 1, "organ", "一行文字"),
        ('\ncolour = "red"\n', 2, "colour", "没有这一项"),
        ('[printing]\nsign_off = true\nwatermark = "红"\n', 3, "watermark", "“draft”"),
        ('organ = "甲"\n[printing]\norgan = "乙"\n', 3, "organ", "没有这一项"),
        ("printing = 1\n", 1, "printing", "[printing]"),
        ("phrase = 1\n", 1, "phrase", "[[phrase]]"),
        ('[[phrase]]\nsection = "other"\n[[phrase]]\ntexts = ["一"]\n', 3, "section", "哪一部分"),
        ('[[phrase]]\nsection = "overview"\n[[phrase]]\nsection = "other"\ntexts = [1]\n',
         5, "texts", "一列文字"),
        ("recent = []\n", 1, "recent", "没有这一项"),
        ("[printing]\nzoom.x = 1\n", 2, "zoom", "没有这一项"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_line_and_the_rest_holds(
    tmp_path: Path, content: str, line: int, key: str, words: str
) -> None:
    office = office_of(tmp_path, content)
    (told,) = office.complaints
    assert f"第{line}行的“{key}”" in told
    assert words in told
    assert str(tmp_path / "office.toml") in told
    if 'organ = "甲"' in content:
        assert office.organ == "甲"
    if "sign_off" in content:
        assert office.settings.printing == {"sign_off": True}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("organ = 青禾县\n", "第1行"),
        ('zoom = 100\norgan = "甲\n', "第2行"),
        ("organ = \"甲\"\n[printing\n", "第2行"),
        ("organ = [[", "附近"),
        ("青禾县".encode("gb18030"), "UTF-8"),
        (b"x = " + b"[" * 5000, ""),
        (b"#" * (1024 * 1024 + 1), "太大"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_and_all_is_as_usual(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    office = office_of(tmp_path, content)
    (told,) = office.complaints
    assert words in told
    assert "没有采用" in told
    assert office.settings == Settings()
    assert office.files == ()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (told,) = load_office({OFFICE: str(tmp_path)}).complaints
    assert "读不出来" in told


def test_the_phrases_of_the_office_come_first_until_the_user_has_his_own(tmp_path: Path) -> None:
    office = office_of(tmp_path, WHOLE)
    offered = load_phrases(tmp_path, office.phrases)
    assert offered == (*office.phrases, *shipped_phrases())
    save_phrases(offered[1:], tmp_path)
    assert load_phrases(tmp_path, office.phrases) == offered[1:]


def test_the_sample_names_everything_that_can_be_set(tmp_path: Path) -> None:
    text = (resources.folder() / "office.toml.sample").read_text("utf-8")
    # Each line of the sample that sets something stands behind “# ” until it is wanted.
    wanted = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [", "# ")) and "=" in line else
        line.removeprefix("# ") if line.startswith("# [") else line
        for line in text.splitlines()
    )  # fmt: skip
    data = tomllib.loads(wanted)
    personal = {"recent", "geometry", "last_folder", "author", "printing"}
    personal |= {"places", "side", "side_width", "shows_page"}  # how each has his own window
    assert set(LIMITS) - personal | {"organ", "region", "printing", "phrase"} == set(data)
    office = office_of(tmp_path, wanted)
    assert office.complaints == ()
    assert office_of(tmp_path, text).settings == Settings()
