"""Bytecode kept beside pytest's cache, so that what the tests start is not compiled again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / ".pytest_cache" / "bytecode"


def keep() -> None:
    """Keep it, here and in every process started from here, where it may not lie in the tree.

    Two hundred processes of the suite would each compile the program and its libraries again.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(_FOLDER)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(_FOLDER)
