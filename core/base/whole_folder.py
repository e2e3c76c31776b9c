"""A new folder that is there with everything in it, or not at all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base.atomic import FOLDER_END, clear_left_over, reason, sync_folder
from core.base.problem import Problem


@contextmanager
def whole_folder(folder: Path, failure: str) -> Iterator[Path]:
    """Yield a folder beside ``folder`` to be filled; it gets that name when the block ends well.

    ``failure`` begins every message (发布包没有生成). Raises Problem where the name is taken by
    anything but an empty folder, or where something cannot be written; nothing is left then.
    """
    beside = folder.parent / f".nianbao-{secrets.token_hex(6)}{FOLDER_END}"
    try:
        refuse_taken(folder, failure)
        beside.mkdir()
        yield beside
        if folder.is_dir():  # an empty one: Windows puts nothing in its place
            folder.rmdir()
        beside.rename(folder)
        sync_folder(folder.parent)
        clear_left_over(folder.parent)
    except OSError as error:
        raise Problem(f"{failure}：{reason(error)}（{folder}）。") from error
    finally:
        with contextlib.suppress(OSError):
            if beside.exists():
                shutil.rmtree(beside)


def refuse_taken(folder: Path, failure: str) -> None:
    """Raise Problem where a name is taken by anything but an empty folder."""
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{failure}：已有同名的文件（{folder}）。请换一个名字。")
    if folder.is_dir() and any(folder.iterdir()):
        raise Problem(
            f"{failure}：文件夹“{folder.name}”里已经有文件，不会覆盖。"
            "请换一个文件夹，或者先把它移走。"
        )
