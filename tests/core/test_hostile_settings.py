"""Files of our own that were damaged: what is wrong is told, and the program goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.base.bounded_json import TooMuchError, parse_json
from core.base.problem import Problem
from core.cli.visible import visible
from core.document.decode import decode, decode_document
from core.document.encode import LARGEST, encode
from core.forms.keys import FormError
from core.forms.loader import Forms, load_form
from core.report.report import Report
from core.settings.office import load_office
from core.settings.phrases import read_phrases
from core.settings.settings import FILE_NAME, Settings, load_settings
from tests.editions import form_of

HUGE = "9" * 5_000
DAMAGED = [
    b"\xff\xfe\x00", b"[" * 100_000, HUGE.encode(), f'{{"zoom": {HUGE}}}'.encode(), b"",
    b"null", b" " * 2_000_000,
]  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_settings_are_told_and_kept_beside(content: bytes, tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / FILE_NAME).write_bytes(content)
    assert load_settings(tmp_path, tell=told.append) == Settings()
    assert len(told) == 1
    assert (tmp_path / f"{FILE_NAME}.bak").read_bytes() == content


def test_a_wrong_value_and_a_folder_in_place_of_the_settings_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / FILE_NAME).write_text('{"zoom": 1000000, "theme": "dark"}', "utf-8")
    assert load_settings(tmp_path, tell=told.append) == Settings(theme="dark")
    assert "“zoom”" in told[0]
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    assert load_settings(tmp_path, tell=told.append) == Settings()
    assert "打不开" in told[1]
    assert load_settings(tmp_path / "nowhere", tell=told.append) == Settings()
    assert len(told) == 2


@pytest.mark.parametrize(
    "content", [f"zoom = {HUGE}", f"a = {'[' * 50_000}", "zoom = 1979-99-99", "\0", "zoom = 9e9999"]
)
def test_an_absurd_office_file_is_told_and_left_out(content: str, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(content, "utf-8")
    office = load_office({"NIANBAO_OFFICE": str(path)})
    assert office.settings == Settings()
    assert len(office.complaints) == 1
    with pytest.raises(FormError):
        load_form(path)
    with pytest.raises(Problem):
        read_phrases(path)


def test_a_document_is_counted_before_it_is_parsed(forms: Forms) -> None:
    with pytest.raises(TooMuchError):
        parse_json("[[],[],[]]", 5)
    assert parse_json("[[],[],[]]", 6) == [[], [], []]
    head = b'{"format": "nianbao", "a": '
    with pytest.raises(Problem, match="太大"):
        decode(head + b"[" + b"[]," * 3_100_000 + b"0]}", forms, "a.nianbao")
    with pytest.raises(Problem, match="改坏"):
        decode(head + b"[" * 200_000, forms, "a.nianbao")
    assert LARGEST > 1024 * 1024


@pytest.mark.parametrize("year", [-1, 9_999, 10**100])
def test_a_year_that_no_calendar_has_is_refused(year: int, forms: Forms) -> None:
    document = json.loads(encode(Report(form_of(forms, "2021"), "甲局", 2024)))
    document["year"] = year
    with pytest.raises(Problem, match="不是年度"):
        decode_document(json.dumps(document).encode(), forms, "a.nianbao")


def test_no_control_reaches_a_terminal() -> None:
    hostile = "甲\x1b]0;x\x07\x9b2J\u202e\u2066\r\x7f局\n\t"
    shown = visible(hostile)
    assert shown == "甲\\u001b]0;x\\u0007\\u009b2J\\u202e\\u2066\\u000d\\u007f局\n\t"
    written = json.dumps({"a": "\x9b\u202e\U000e0041\x7f"}, ensure_ascii=False)
    assert json.loads(visible(written)) == json.loads(written)
