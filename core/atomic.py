"""Writing a file so that a crash, a full disk or a power cut leaves the old one whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from core.problem import Problem

_REASONS: dict[int, str] = {
    errno.ENOSPC: "磁盘空间不足，请腾出空间，或者保存到别的磁盘",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间，或者保存到别的磁盘",
    errno.EROFS: "所在的磁盘是只读的，请保存到别处",
    errno.ENOENT: "所在的文件夹不存在，请先建立文件夹，或者保存到别处",
    errno.ENOTDIR: "所在的文件夹不存在，请先建立文件夹，或者保存到别处",
    errno.EISDIR: "已有同名的文件夹，请换一个文件名",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
    errno.EINVAL: "这个名字不能用作文件名，请换一个文件名",
    errno.EIO: "磁盘读写出错，请检查磁盘，或者保存到别处",
}
_NOT_ALLOWED = "没有写入的权限，或者文件正被别的程序打开。请关闭别的程序后再试，或者保存到别处"


def write_bytes(path: Path, data: bytes, last_look: Callable[[], None] | None = None) -> None:
    """Replace a file's content wholly or not at all; raises Problem where it cannot.

    The bytes go to a temporary file beside the target, reach the disk, and only then take the
    target's name. The target keeps its permissions; a symbolic link goes on pointing at it.
    ``last_look`` is called right before that and may raise Problem: bringing the bytes to the
    disk takes long enough for somebody else to save.
    """
    temporary: Path | None = None
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        mode = _mode_to_keep(target)
        # The name is short whatever the target's is, so that it fits where the target's fits.
        temporary = target.parent / f".nianbao-{secrets.token_hex(6)}.tmp"
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        if last_look is not None:
            last_look()
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise Problem(f"文件没有保存：{reason(error)}（{path}）。") from error
    except ValueError as error:  # a NUL in the name
        raise Problem(f"文件没有保存：{_REASONS[errno.EINVAL]}。") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _mode_to_keep(target: Path) -> int | None:
    """Return the permissions of an existing target; None where there is none yet.

    Replacing a file needs no right to write to it, only to its folder. Whoever made the file
    read-only wants it left alone all the same.
    """
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):  # a device or a pipe: renaming over it would destroy it
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(mode)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too, where the platform can; the content is there already."""
    with contextlib.suppress(OSError):  # Windows cannot open a folder, some disks cannot sync it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: OSError) -> str:
    """Say in Chinese why something could not be written, and what to do."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}:
        return _NOT_ALLOWED
    number = error.errno or 0
    return _REASONS.get(number, f"写不进去（系统给出的原因：{error.strerror or number}）")
