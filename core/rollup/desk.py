"""The desk at which one unit is worked on: taken by one, until it is let go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.apart.stopping import Stop, go_on, never
from core.base.atomic import clear_left_over, reason, write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.document.encode import SUFFIX
from core.document.file import Stamp
from core.keeping.file_lock import FileLock
from core.rollup.taken import Taken
from core.rollup.version import Status, Version, VersionMark, decode_status, encode_status

STATUS_FILE = "unit.json"
_LOCK = ".lock"
_FAILURE = "没有记下来"


class Desk:
    """One unit's folder, held for as long as the desk is not closed.

    Nothing takes its place there any more once ``stop`` says so: a share may hang at any step.
    """

    def __init__(self, folder: Path, name: str, stop: Stop = never) -> None:
        """Take the unit; raises Problem where somebody else has it, or it cannot be written to."""
        self.folder = folder
        self._name = name
        self._stop = stop
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock.take(folder / _LOCK)
        except OSError as error:
            raise Problem(
                f"“{name}”的文件夹不能用：{reason(error, folder)}（{folder}）。"
            ) from error
        if lock is None:
            raise Problem(f"别人正在处理“{name}”，请稍后再试。")
        self._lock = lock

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others have the unit."""
        self._lock.release()

    @property
    def status(self) -> Status:
        """The unit's status as it is on the disk; raises Problem where it is damaged."""
        try:
            return decode_status(read_plain(self.folder / STATUS_FILE), STATUS_FILE)
        except FileNotFoundError:
            return Status()
        except OSError as error:
            raise Problem(f"“{self._name}”的记录读不出来：{reason(error)}。") from error

    def keep(
        self,
        taken: Taken,
        document: bytes,
        matched_by: str,
        who: str,
        now: datetime,
        *,
        counts: bool = True,
    ) -> Status:
        """Keep a report as the version that counts; one that is kept already counts again.

        ``document`` is the report as a document file, ``matched_by`` what told the unit. Without
        ``counts`` it lies beside the one that counts until somebody chooses it.
        """
        status = self.status
        digest = Stamp.of(document).sha256
        known = next((each for each in status.versions if each.sha256 == digest), None)
        if known is None:
            file = f"{len(status.versions) + 1}-{digest[:8]}{SUFFIX}"
            self._write(file, document)
            known = Version(
                file,
                digest,
                taken.file,
                taken.sha256,
                now.astimezone().isoformat(timespec="seconds"),
                who,
                matched_by,
                taken.errors,
                taken.warnings,
                taken.told,
            )
        elif not (self.folder / known.file).exists():
            self._write(known.file, document)
        if counts:
            return self.save(status.with_version(known))
        if known in status.versions:
            return status
        return self.save(replace(status, versions=(*status.versions, known)))

    def choose(self, sha256: str) -> Status:
        """Let another version count; raises KeyError where there is no such version."""
        status = self.status
        if all(version.sha256 != sha256 for version in status.versions):
            raise KeyError(sha256)
        return self.save(replace(status, current=sha256))

    def withdraw(self) -> Status:
        """Let no version count; all of them are kept."""
        return self.save(replace(self.status, current=""))

    def confirm(self, who: str, now: datetime) -> Status:
        """VersionMark the version that counts as confirmed (已核)."""
        status = self.status
        return self.save(replace(status, confirmed=_mark(status, who, now)))

    def send_back(self, who: str, now: datetime) -> Status:
        """VersionMark the version that counts as sent back (已退回); it is no longer confirmed."""
        status = self.status
        return self.save(replace(status, returned=_mark(status, who, now), confirmed=None))

    def note(self, text: str) -> Status:
        """Keep a remark on the unit."""
        return self.save(replace(self.status, note=text))

    def save(self, status: Status) -> Status:
        """Write the status whole, and return it."""
        self._write(STATUS_FILE, encode_status(status, self._name))
        clear_left_over(self.folder)
        return status

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        write_bytes(path, data, last_look=lambda: go_on(self._stop), failure=_FAILURE)


def _mark(status: Status, who: str, now: datetime) -> VersionMark:
    if not status.current:
        raise Problem("这个单位还没有报送，不能退回或者核定。")
    return VersionMark(status.current, who, now.astimezone().isoformat(timespec="seconds"))
