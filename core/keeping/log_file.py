"""A log that makes way for a new one when it is full, for its user alone."""

from __future__ import annotations

import os
from io import TextIOWrapper
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core.base.atomic import PRIVATE


class LogFile(RotatingFileHandler):
    """Writes lines to a file; one older file is kept beside it. A full disk costs the line."""

    def __init__(self, path: Path, largest: int) -> None:
        super().__init__(path, maxBytes=largest, backupCount=1, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        handle = os.open(self.baseFilename, flags, PRIVATE)
        return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: LogRecord) -> None:  # noqa: N802  # logging calls it so
        """Let it be: there is nobody to complain to, and stderr may be None."""
