"""A file that is replaced keeps who may read it, and what its user noted of it."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest

from core.base.atomic import write_bytes
from core.base.problem import Problem

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="marks of Linux' file systems")
ACL = "system.posix_acl_access"


def mark(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        pytest.skip(f"this disk keeps no {name}: {error}")


def acl(*entries: tuple[int, int, int]) -> bytes:
    """Return an ACL as Linux keeps it: version 2, then tag, rights and whom."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


def test_a_colleague_who_may_read_it_may_read_it_still(tmp_path: Path) -> None:
    path = tmp_path / "报告"
    path.write_bytes(b"old")
    nobody = 0xFFFFFFFF
    given = acl((1, 6, nobody), (2, 6, 1234), (4, 4, nobody), (16, 6, nobody), (32, 0, nobody))
    mark(path, ACL, given)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.getxattr(path, ACL) == given


def test_a_note_of_its_user_stays(tmp_path: Path) -> None:
    path = tmp_path / "报告"
    path.write_bytes(b"old")
    mark(path, "user.label", "待审".encode())
    write_bytes(path, b"new")
    assert os.getxattr(path, "user.label") == "待审".encode()


def test_a_folder_that_takes_no_new_file_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告"
    path.write_bytes(b"old")

    def refuse(*_arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("core.base.atomic.os.open", refuse)
    with pytest.raises(Problem, match="文件夹没有新建文件的权限"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
