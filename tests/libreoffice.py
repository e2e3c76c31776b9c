"""LibreOffice, as another program that opens what we write."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed"
)


def convert(
    folder: Path,
    files: Iterable[Path],
    *how: str,
    env: Mapping[str, str] = os.environ,
    profile: Path | None = None,
    timeout: int = 120,
) -> None:
    """Convert files into a folder, with a profile of its own there: tests run side by side.

    ``profile`` is one that is there already: a new one costs seconds.
    """
    profile = profile or folder / "profile"
    command = [SOFFICE or "", f"-env:UserInstallation={profile.as_uri()}"]
    done = subprocess.run(
        [*command, "--headless", *how, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        timeout=timeout,
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
