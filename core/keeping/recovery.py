"""Recovery: what is not saved yet lies in a second file, and is found again after a crash.

Each open report has a folder of its own under the program's settings, held by a lock for as long
as the process lives. What lies in a folder that nobody holds was left by a crash or a power cut.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import sleep

from core.base.atomic import (
    PRIVATE,
    clear_left_over,
    make_private,
    reason,
    sync_folder,
    write_bytes,
)
from core.base.problem import Problem
from core.base.system_errors import patiently
from core.document.decode import decode_document
from core.document.encode import SUFFIX
from core.document.file import Stamp
from core.document.history import History
from core.forms.loader import Forms
from core.keeping.file_lock import FileLock
from core.report.report import Report

_REPORT = f"report{SUFFIX}"
_ABOUT = "about.json"
_LOCK = "lock"
_FAILURE = "自动保留没有成功"
_MAKING = 60
"""Seconds that making a folder and its first report may take at the very most."""
_LOOKS = 20
"""So often we try for a lock that nobody but somebody who looks around can hold."""


def recovery_folder(root: Path) -> Path:
    """Return where reports are kept, given the folder of the program's own files."""
    return root / "recovery"


@dataclass(frozen=True, slots=True)
class Left:
    """A report that a crash left behind.

    ``path`` is the document that it belongs to, None where it was never saved; ``stamp`` is what
    stood in that file when it was last opened or saved. ``time`` is that of the last edit kept.
    """

    folder: Path
    path: Path | None
    stamp: Stamp | None
    time: datetime

    def read(self, forms: Forms) -> tuple[Report, History]:
        """Read the report and its history; raises Problem where they are damaged."""
        file = self.folder / _REPORT
        try:
            data = file.read_bytes()
        except OSError as error:
            words = error.strerror or "文件读不出来"
            raise Problem(f"没有找回报告：{words}（{file}）。") from error
        return decode_document(data, forms, self.path.name if self.path else "未保存的报告")

    def discard(self) -> None:
        """Delete it for good."""
        _delete(self.folder)


class Keeper:
    """Keeps one open report in the recovery folder.

    ``keep`` may be called from another thread than the others, one call at a time.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._folder: Path | None = None
        self._lock: FileLock | None = None
        self._about = b""

    def keep(self, data: bytes, path: Path | None, stamp: Stamp | None) -> None:
        """Keep a report as its document file would hold it; raises Problem where that fails."""
        folder = self._own_folder()
        about = _encode_about(path, stamp)
        if about != self._about:
            write_bytes(folder / _ABOUT, about, failure=_FAILURE, mode=PRIVATE)
            self._about = about
        write_bytes(folder / _REPORT, data, failure=_FAILURE, mode=PRIVATE)
        if self._lock is not None:
            self._lock.renew()

    def drop(self) -> None:
        """Forget what was kept: it is saved, or its user does not want it."""
        if self._folder is not None:
            if self._lock is not None:
                self._lock.release()
            _delete(self._folder)
        self._folder = self._lock = None
        self._about = b""

    def _own_folder(self) -> Path:
        if self._folder is not None and not os.path.isdir(self._folder):  # noqa: PTH112  never raises
            self.drop()  # somebody tidied up
        if self._folder is None:
            folder = self._root / f"{_now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
            try:
                make_private(self._root)
                make_private(folder)
                self._lock = _take(folder / _LOCK)
            except OSError as error:
                raise Problem(
                    f"{_FAILURE}：{reason(error, self._root)}（{self._root}）。"
                ) from error
            sync_folder(self._root)  # a power cut must not take the folder away either
            self._folder = folder
            clear_left_over(self._root)
        return self._folder


def find_left(folder: Path) -> list[Left]:
    """Return what crashes left behind, the newest first; folders with nothing in them go."""
    try:
        folders = [folder for folder in folder.iterdir() if folder.is_dir()]
    except OSError:
        return []
    found = [left for folder in folders if (left := _left_in(folder)) is not None]
    return sorted(found, key=lambda left: left.time, reverse=True)


def _take(path: Path) -> FileLock | None:
    """Take the lock of a folder that we just made: only who looks around holds it for a moment."""
    for _ in range(_LOOKS):
        lock = FileLock.take(path)
        if lock is not None:
            return lock
        sleep(0.01)
    return None


def _now() -> datetime:
    return datetime.now().astimezone()


def _left_in(folder: Path) -> Left | None:
    try:
        if FileLock.is_held(folder / _LOCK):
            return None
    except OSError:
        return None
    try:
        time = datetime.fromtimestamp((folder / _REPORT).stat().st_mtime).astimezone()
    except OSError:
        if _is_old(folder):  # else it may be one that is being made right now
            _delete(folder)
        return None
    path, stamp = _decode_about(folder / _ABOUT)
    return Left(folder, path, stamp, time)


def _is_old(folder: Path) -> bool:
    try:
        return _now().timestamp() - folder.stat().st_mtime > _MAKING
    except OSError:
        return False


def _encode_about(path: Path | None, stamp: Stamp | None) -> bytes:
    about = {
        "path": str(path) if path else "",
        "sha256": stamp.sha256 if stamp else "",
        "device": stamp.device if stamp else None,
    }
    return json.dumps(about, indent=2).encode()


def _decode_about(file: Path) -> tuple[Path | None, Stamp | None]:
    """Read where a report belongs; one whose note is damaged counts as never saved."""
    try:
        about = json.loads(file.read_bytes())
        path, sha256 = about["path"], about["sha256"]
    except (OSError, ValueError, TypeError, KeyError):
        return None, None
    if not isinstance(path, str) or not isinstance(sha256, str):
        return None, None
    device = about.get("device")
    stamp = Stamp(sha256, device if isinstance(device, int) else None)
    return (Path(path) if path else None), (stamp if sha256 else None)


def _delete(folder: Path) -> None:
    """Delete a folder of ours; what cannot be deleted is found again and offered again."""
    with suppress(OSError):
        # Should this be cut short, no report without its name is left to be offered.
        (folder / _REPORT).unlink(missing_ok=True)
        patiently(lambda: shutil.rmtree(folder))
