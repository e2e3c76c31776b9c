"""Writing a file so that a crash, a full disk or a power cut leaves the old one whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

from core.base.problem import Problem
from core.base.system_errors import (
    meaning,
    name_is_too_long,
    patiently,
    reachable,
    refuse_long_name,
)
from core.base.target_lock import hold_target

_REASONS: dict[int, str] = {
    errno.ENOSPC: "磁盘空间不足，请腾出空间，或者保存到别的磁盘",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间，或者保存到别的磁盘",
    errno.EROFS: "所在的磁盘是只读的，请保存到别处",
    errno.ENOENT: "所在的文件夹不存在，请先建立文件夹，或者保存到别处",
    errno.ENOTDIR: "所在的文件夹不存在，请先建立文件夹，或者保存到别处",
    errno.EISDIR: "已有同名的文件夹，请换一个文件名",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
    errno.EINVAL: "这个名字不能用作文件名，请换一个文件名",
    errno.EFBIG: "磁盘放不下这么大的文件，请腾出空间，或者保存到别的磁盘",
    errno.EIO: "磁盘读写出错，请检查磁盘，或者保存到别处",
    **dict.fromkeys(
        (
            *(errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT),
            *(errno.ECONNRESET, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH),
        ),
        "磁盘或者网络断开了，请接好以后再试，或者保存到别处",
    ),
}
_NOT_ALLOWED = "没有写入的权限，或者文件正被别的程序打开。请关闭别的程序后再试，或者保存到别处"
_PATH_TOO_LONG = "文件夹和文件名合起来太长，请换一个短一些的文件名，或者保存到上一级文件夹"
_CANNOT_GIVE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What an odd mount says when it is asked for something that it does not have at all."""
PRIVATE = 0o600
"""Permissions of every file of our own."""
_PRIVATE_FOLDER = 0o700
_USUAL = 0o666
"""Permissions of a new file of the user's, less those that his umask takes."""
_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
FOLDER_END = ".folder"
"""What the name of a folder ends with that is not whole yet."""
_LEFT_OVER = re.compile(rf"\.nianbao-[0-9a-f]{{12}}(?:\.tmp|\{FOLDER_END})")
"""What a write that was killed leaves behind is named so."""
_ACL = "system.posix_acl_access"
_A_DAY = 24 * 60 * 60
"""Seconds; no write takes so long, not even to a drive that hangs."""


def write_bytes(
    path: Path,
    data: bytes,
    last_look: Callable[[], None] | None = None,
    failure: str = "文件没有保存",
    mode: int | None = None,
) -> bool:
    """Replace a file's content wholly or not at all; raises Problem where it cannot.

    The bytes go to a temporary file beside the target, reach the disk, and only then take the
    target's name. The target keeps its permissions, a new one gets the usual ones of its user; a
    ``mode`` is for files of our own and holds from the first byte. A symbolic link goes on
    pointing at its target. ``last_look`` is called right before that and may raise Problem:
    bringing the bytes to the disk takes long enough for somebody else to save. Whoever of us looks
    holds the target until it is replaced; returns whether looking and replacing were one deed,
    which some shares cannot give. ``failure`` begins the words of a Problem.
    """
    temporary: Path | None = None
    try:
        refuse_long_name(path)
        target = reachable(Path(os.path.realpath(path)) if path.is_symlink() else path)
        old = _about_target(target)
        # The name is short whatever the target's is, so that it fits where the target's fits.
        temporary = target.parent / f".nianbao-{secrets.token_hex(6)}.tmp"
        first = _USUAL if mode is None and old is None else PRIVATE
        with os.fdopen(_open_beside(temporary, target, first), "wb") as file:
            file.write(data)
            file.flush()
            _bring_to_disk(file.fileno())
        if mode is not None:
            _let_be(temporary, mode)
        elif old is not None:
            _let_be(temporary, _shared_alike(temporary, old))
            _mark_alike(temporary, target)
        is_one_deed = _take_name(temporary, target, last_look)
        sync_folder(target.parent)
    except OSError as error:
        raise Problem(f"{failure}：{reason(error, path)}（{path}）。") from error
    except ValueError as error:  # a NUL in the name
        raise Problem(f"{failure}：{_REASONS[errno.EINVAL]}。") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return is_one_deed


def put_out(
    path: Path,
    data: bytes,
    failure: str = "文件没有保存",
    last_look: Callable[[], None] | None = None,
) -> None:
    """Write a file where its user wants it, as `write_bytes` does, and tidy up beside it.

    What a killed write left there would stay for ever: only a document's folder is tidied up when
    it is opened.
    """
    write_bytes(path, data, last_look, failure)
    clear_left_over(path.parent)


def _open_beside(temporary: Path, target: Path, mode: int) -> int:
    """Make a file beside the target; raises OSError, and Problem where only the folder forbids."""
    try:
        return os.open(temporary, _FRESH, mode)
    except PermissionError as error:
        if not os.access(target, os.W_OK):
            raise
        raise Problem(
            f"“{target.name}”没有保存：它所在的文件夹没有新建文件的权限，而保存要先在旁边写好一份，"
            f"才不会写坏原来的。请保存到别处，或者请管理员放开这个文件夹（{target.parent}）。"
        ) from error


def _take_name(fresh: Path, target: Path, last_look: Callable[[], None] | None) -> bool:
    """Give a file the target's name, after a last look if one is wanted; was that one deed."""
    if last_look is None:
        patiently(lambda: fresh.replace(target))
        return True
    with hold_target(target) as is_held:
        is_new = not os.path.lexists(target)
        last_look()
        if is_new:
            try:
                _take_free_name(fresh, target)
            except FileExistsError:  # somebody was faster: the look says what is to be said
                last_look()
            except OSError:  # a file system without links
                pass
            else:
                return True
        patiently(lambda: fresh.replace(target))
    return is_held


def _take_free_name(fresh: Path, target: Path) -> None:
    """Give a file a name that nobody has; raises FileExistsError where somebody has it."""
    if os.name == "nt":
        patiently(lambda: fresh.rename(target))
    else:
        target.hardlink_to(fresh)


def make_private(folder: Path) -> None:
    """Make a folder of our own, and those above it, for this user alone; raises OSError.

    One that is there and wider is narrowed if it is this user's. A home, or a folder that all
    share such as /tmp, is left as it is, whoever named it as ours.
    """
    missing = []
    above = folder
    while not above.exists() and above != above.parent:
        missing.append(above)
        above = above.parent
    for each in reversed(missing):
        each.mkdir(_PRIVATE_FOLDER, exist_ok=True)
    if os.name == "nt":  # a user's own folders are his there
        return
    about = folder.stat()
    is_wide = stat.S_IMODE(about.st_mode) & 0o077 and not about.st_mode & stat.S_ISVTX
    is_home = folder.absolute() == Path(os.path.expanduser("~"))  # noqa: PTH111  # never raises
    if is_wide and not is_home and _is_ours(about):
        with contextlib.suppress(OSError):  # some mounts know no permissions
            folder.chmod(_PRIVATE_FOLDER)


def _bring_to_disk(handle: int) -> None:
    """Wait until a file is on the disk, where its file system can promise that."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_GIVE:
            raise


def _let_be(file: Path, mode: int) -> None:
    """Set the permissions of a file if they are others; some mounts have none to set."""
    if os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == mode:
        return
    try:
        file.chmod(mode)
    except OSError as error:
        if error.errno not in _CANNOT_GIVE | {errno.EPERM}:
            raise


def _shared_alike(file: Path, old: os.stat_result) -> int:
    """Give a file the group of the one that it replaces; returns the permissions it may have.

    Where the group cannot be given, ours must not get what was meant for the other.
    """
    mode = stat.S_IMODE(old.st_mode)
    if os.name == "nt" or file.stat().st_gid == old.st_gid:
        return mode
    try:
        os.chown(file, -1, old.st_gid)
    except OSError:
        others = mode & 0o007
        return mode & ~0o2070 | (mode & 0o070 & others << 3)
    return mode


def _mark_alike(file: Path, old: Path) -> None:
    """Give a file the marks of the one that it replaces: who else may read it (ACL), users' notes.

    Those of the system itself are not ours to give. An ACL speaks of the file's group, so it goes
    with the same group alone. What a disk cannot keep is left.
    """
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        is_same_group = file.stat().st_gid == old.stat().st_gid
        for name in os.listxattr(old):
            if name.startswith("user.") or (name == _ACL and is_same_group):
                with contextlib.suppress(OSError):
                    os.setxattr(file, name, os.getxattr(old, name))


def clear_left_over(folder: Path) -> None:
    """Delete what our own writes to a folder left when they were killed, a day ago or longer.

    The folder may be shared, and its clock another one than ours: the folder's own time of change
    is on the same clock as that of the files in it, so the earlier of the two clocks counts.
    """
    with contextlib.suppress(OSError, ValueError):
        now = min(time.time(), folder.stat().st_mtime)
        with os.scandir(folder) as entries:
            names = [entry for entry in entries if _LEFT_OVER.fullmatch(entry.name)]
        for entry in names:
            about = entry.stat(follow_symlinks=False)
            if now - about.st_mtime <= _A_DAY or not _is_ours(about):
                continue
            if stat.S_ISREG(about.st_mode):
                Path(entry.path).unlink(missing_ok=True)
            elif stat.S_ISDIR(about.st_mode) and entry.name.endswith(FOLDER_END):
                _remove_folder(Path(entry.path), now)


def _remove_folder(folder: Path, now: float) -> None:
    """Delete a folder of ours that was never finished, unless something in it was written lately.

    A folder's own time does not tell of what is written further down.
    """
    latest = max((each.lstat().st_mtime for each in folder.rglob("*")), default=0.0)
    if now - latest > _A_DAY:
        shutil.rmtree(folder)


def _is_ours(about: os.stat_result) -> bool:
    """Tell whether a file belongs to this user; Windows does not say, nor does it delete in use."""
    return os.name == "nt" or about.st_uid == os.getuid()


def _about_target(target: Path) -> os.stat_result | None:
    """Return what the system tells of an existing target; None where there is none yet.

    Replacing a file needs no right to write to it, only to its folder. Whoever made the file
    read-only wants it left alone all the same.
    """
    try:
        about = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(about.st_mode):  # a device or a pipe: renaming would destroy it
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if not os.access(target, os.W_OK):
        number = errno.EROFS if _is_read_only(target) else errno.EACCES
        raise OSError(number, os.strerror(number))
    return about


def _is_read_only(target: Path) -> bool:
    """Tell whether the whole disk is read-only, where the platform says so."""
    if os.name == "nt":
        return False
    return bool(os.statvfs(target).f_flag & os.ST_RDONLY)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk too, where the platform can."""
    with contextlib.suppress(OSError):  # Windows cannot open a folder, some disks cannot sync it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: OSError, path: Path | None = None) -> str:
    """Say in Chinese why something could not be written, there if it is known, and what to do."""
    number = meaning(error, path)
    if number in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}:
        return _NOT_ALLOWED
    if number == errno.ENAMETOOLONG and path is not None and not name_is_too_long(path):
        return _REASONS[number] if os.name != "nt" else _PATH_TOO_LONG
    return _REASONS.get(number, f"写不进去（系统给出的原因：{error.strerror or number}）")
