"""Opening and saving document files, without ever writing over somebody else's work."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.base.atomic import clear_left_over, write_bytes
from core.base.plain_file import NotPlainError, read_plain
from core.base.problem import Problem
from core.base.system_errors import meaning, reachable
from core.document.decode import decode_document, too_large
from core.document.encode import LARGEST, SUFFIX, encode, is_document
from core.document.history import History
from core.forms.loader import Forms
from core.report.report import Report


class AnotherDisk(Problem):
    """The folder of the file is on another disk now, and the file is not there.

    So it is where a share or a stick is mounted that is gone: what is saved there is hidden when
    the share comes back.
    """


class ChangedOnDisk(Problem):
    """The file is no longer as it was when it was opened or last saved."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identifies the content of a file as it was last read or written.

    Only the content counts: a file that was merely touched or copied back is the same.
    ``device`` is that of the folder in which it stood (on Windows the volume's serial number),
    None where nobody looked.
    """

    sha256: str
    device: int | None = field(default=None, compare=False)

    @classmethod
    def of(cls, data: bytes, path: Path | None = None) -> Stamp:
        """Stamp some content, and the folder of the file that it stands in."""
        return cls(hashlib.sha256(data).hexdigest(), _device(path) if path else None)


def is_document_file(path: Path) -> bool:
    """Tell whether a file is one of our documents, by its suffix or its first bytes."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        return is_document(read_plain(path, 100))
    except (OSError, ValueError):  # the reader has the words for what is wrong
        return False


def load(path: Path, forms: Forms) -> tuple[Report, Stamp]:
    """Open a document; raises Problem where it cannot be read or is not sound."""
    report, _history, stamp = load_with_history(path, forms)
    return report, stamp


def load_with_history(path: Path, forms: Forms) -> tuple[Report, History, Stamp]:
    """Open a document with its history; raises Problem as `load` does."""
    data = document_bytes(path)
    return *decode_document(data, forms, path.name), Stamp.of(data, path)


def document_bytes(path: Path) -> bytes:
    """Return what stands in a document's file, sound or not; raises Problem where it cannot."""
    data = _content(path)
    if data is None:
        raise Problem(f"找不到文件“{path}”。请查看它是否被移走、改名或者删除。")
    return data


def save(
    report: Report,
    path: Path,
    stamp: Stamp | None = None,
    *,
    overwrite: bool = False,
    history: History | None = None,
    last_look: Callable[[], None] | None = None,
) -> Stamp:
    """Save a document and return the stamp of what now stands on the disk.

    ``stamp`` is that of the last load or save: a file that has changed since raises
    ChangedOnDisk, one that has gone is written again, unless its disk has gone too: that raises
    AnotherDisk. Without a stamp the file must not exist.
    ``overwrite`` is for a user who has been asked. ``last_look`` is asked right before the file is
    replaced, and may raise Problem. Raises Problem where it cannot be written.
    """
    data = encode(report, history)
    return save_content(data, path, stamp, overwrite=overwrite, last_look=last_look)


def save_content(
    data: bytes,
    path: Path,
    stamp: Stamp | None = None,
    *,
    overwrite: bool = False,
    last_look: Callable[[], None] | None = None,
) -> Stamp:
    """Save what a document's file shall hold, as `save` does; it needs no report any more."""

    def look() -> None:
        if last_look is not None:
            last_look()
        check_disk(path, stamp)
        if not overwrite:
            _check_unchanged(path, stamp)

    look()
    is_one_deed = write_bytes(path, data, last_look=look)
    saved = Stamp.of(data, path)
    if stamp is None:  # an open document's folder is tidied up when its mark is left there
        clear_left_over(path.parent)
    if not is_one_deed:  # somebody else may have looked when we did, and replaced after us
        _check_unchanged(path, saved)
    return saved


def check_disk(path: Path, stamp: Stamp | None) -> None:
    """Refuse to write to the folder of a file whose disk has gone; raises AnotherDisk.

    A file that is there is in the right place, whatever the number of its disk: a share that was
    mounted again has another one. A folder that was replaced on the same disk is none of this.
    """
    if stamp is None or stamp.device is None:
        return
    if os.path.exists(path):  # noqa: PTH110  # Path.exists raises where a share hangs
        return
    if _device(path) not in {None, stamp.device}:
        raise AnotherDisk(
            f"“{path.parent}”现在不在原来的磁盘上，文件也不在了：共享文件夹或者U盘可能断开了。"
            "没有保存到那里，因为重新接好以后就看不到了。请接好以后再保存，或者另存到别处。"
        )


def _device(path: Path) -> int | None:
    """Return the device of the folder that a file is in; None where there is none."""
    try:
        return Path(os.path.realpath(path)).parent.stat().st_dev
    except (OSError, ValueError):
        return None


def _check_unchanged(path: Path, stamp: Stamp | None) -> None:
    """Refuse to write over content that is not the stamped one; raises Problem."""
    there = _content(path)
    if there is not None and stamp is None:
        raise Problem(f"已有文件“{path}”，没有覆盖它。请换一个文件名。")
    if there is not None and Stamp.of(there) != stamp:
        raise ChangedOnDisk(
            f"“{path.name}”打开以后被别人或者别的程序改动过，没有保存。"
            "请另存为别的文件，或者确认后覆盖。"
        )


def _a_folder(path: Path) -> Problem:
    return Problem(f"“{path}”是文件夹，不是文件。请另选文件。")


def _content(path: Path) -> bytes | None:
    """Return what stands in a file, None where there is none; raises Problem."""
    try:
        data = read_plain(reachable(path), LARGEST + 1)
    except NotPlainError as error:
        raise Problem(f"“{path}”不是普通的文件，没有打开它。请另选文件。") from error
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError as error:
        raise _a_folder(path) from error
    except PermissionError as error:
        if meaning(error, path) == errno.EISDIR:
            raise _a_folder(path) from error
        fault = f"没有读取“{path}”的权限，或者它正被别的程序打开。请关闭别的程序后再试。"
        raise Problem(fault) from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and meaning(error, path) == errno.ENAMETOOLONG:
            return None  # no file can have such a name; writing it has the words
        reason = getattr(error, "strerror", None) or "文件名不对"
        raise Problem(f"“{path}”读不出来（系统给出的原因：{reason}）。请查看磁盘。") from error
    if len(data) > LARGEST:
        raise too_large(path.name)
    return data
