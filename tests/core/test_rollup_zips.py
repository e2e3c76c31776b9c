"""Heaps that come as a zip: read like a folder, whatever is in it, and nothing outside it."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from core.document.encode import encode
from core.forms.loader import Forms
from core.rollup import heap as heap_module
from core.rollup.heap import look_through
from tests.city import make_report
from tests.core.conftest import Run


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return path


def test_a_zip_never_writes_outside_its_room(tmp_path: Path, forms: Forms) -> None:
    good = encode(make_report(forms, 0))
    names = [
        "../../逃.nianbao",
        "/etc/逃.nianbao",
        "C:\\逃.nianbao",
        "好/一.nianbao",
        "..",
        "a/../..",
    ]
    path = zipped(tmp_path / "压缩.zip", dict.fromkeys(names, good))
    room = tmp_path / "room"
    found = list(look_through(path, room))
    inside = [each for each in found if not each.why]
    assert all(each.path.resolve().is_relative_to(room.resolve()) for each in inside)
    assert all(".." not in each.file.split("/") for each in found)
    assert {p.name for p in tmp_path.iterdir()} <= {"压缩.zip", "room"}
    assert any(each.file == "好/一.nianbao" for each in inside)


def test_a_bomb_stops_at_its_bounds(
    tmp_path: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap_module, "LARGEST_MEMBER", 3_000_000)
    monkeypatch.setattr(heap_module, "LARGEST_TOGETHER", 5_000_000)
    members = {f"{n}.txt": bytes(2_000_000) for n in range(4)} | {"大.txt": bytes(4_000_000)}
    path = zipped(tmp_path / "弹.zip", members)
    found = list(look_through(path, tmp_path / "room"))
    assert [bool(each.why) for each in found] == [False, False, True, True, True]
    size = sum(p.stat().st_size for p in (tmp_path / "room").rglob("*") if p.is_file())
    assert size <= 5_000_000
    monkeypatch.setattr(heap_module, "MOST_MEMBERS", 3)
    assert "太多了" in next(look_through(path, tmp_path / "other")).why


def test_what_a_zip_holds_besides_files_is_told(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("x", "x")
    link = zipfile.ZipInfo("链接.nianbao")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("里.zip", inner.getvalue())
        package.writestr(link, "/etc/passwd")
    whys = [each.why for each in look_through(tmp_path / "a.zip", tmp_path / "room")]
    assert "又有压缩包" in whys[0]
    assert "链接" in whys[1]
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏/坏.zip").write_bytes(b"PK\x03\x04nothing")
    [found] = look_through(tmp_path / "坏", tmp_path / "room")
    assert (found.file, "已经损坏" in found.why) == ("坏.zip", True)


def test_a_zip_that_its_disk_does_not_give_is_no_broken_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "箱").mkdir()
    zipped(tmp_path / "箱/甲.zip", {"a.nianbao": b"x", "b.nianbao": b"y"})

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as disk:
        disk.setattr(zipfile.ZipFile, "open", fail)  # as where the room is full
        whys = [each.why for each in look_through(tmp_path / "箱", tmp_path / "room")]
    assert len(whys) == 2
    assert all("取不出来：磁盘" in why for why in whys)


def test_nor_is_one_that_opens_and_cannot_be_read(tmp_path: Path, unreadable: Path) -> None:
    (tmp_path / "箱").mkdir()
    (tmp_path / "箱/甲.zip").symlink_to(unreadable)
    [found] = look_through(tmp_path / "箱", tmp_path / "room")
    assert "读不出来" in found.why
    assert "损坏" not in found.why


def test_a_zip_is_read_like_a_folder(run: Run, tmp_path: Path, folder: Path) -> None:
    members = {f"某市/{p.name}": p.read_bytes() for p in folder.iterdir()}
    path = zipped(tmp_path / "报送.zip", members)
    status, text = run("rollup", path, "-o", tmp_path / "a.nianbao", "--json")
    whole = json.loads(text)
    assert (status, whole["counted"], whole["complete"]) == (0, 3, True)
    assert whole["units"][0]["file"] == "某市/0.nianbao"
    heap = tmp_path / "箱"
    heap.mkdir()
    path.rename(heap / "报送.zip")
    _, text = run("rollup", heap, "-o", tmp_path / "b.nianbao", "--json")
    assert json.loads(text)["figures"] == whole["figures"]
    assert json.loads(text)["units"][0]["file"] == "报送.zip/某市/0.nianbao"


def test_names_in_a_chinese_zip_are_read(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("教育局.txt".encode("gb18030").decode("cp437"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr(info, "x")
    data = (tmp_path / "a.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as package:
        raw = package.infolist()[0].orig_filename.encode("utf-8")
    gbk = "教育局.txt".encode("gb18030")
    # zipfile writes such names in UTF-8; Chinese systems write the bytes of GBK and no flag.
    if raw in data:
        data = data.replace(raw, gbk.ljust(len(raw), b"_"))
        data = data.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00")
        data = data.replace(b"\x14\x03\x14\x00\x00\x08", b"\x14\x03\x14\x00\x00\x00")
    (tmp_path / "a.zip").write_bytes(data)
    [found] = look_through(tmp_path / "a.zip", tmp_path / "room")
    assert found.file.startswith("教育局.txt")
