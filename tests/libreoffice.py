"""LibreOffice, as another program that opens what we write."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed"
)


@cache
def _profile(_fonts: str) -> Path:
    """Return a profile for a set of fonts, made once: a new one costs seconds."""
    folder = Path(mkdtemp(prefix="nianbao-lo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def convert(
    folder: Path,
    files: Iterable[Path],
    *how: str,
    env: Mapping[str, str] = os.environ,
    profile: Path | None = None,
    timeout: int = 120,
) -> None:
    """Convert files into a folder, with the profile of this process: tests run side by side.

    ``profile`` is one for a conversion that runs beside others of the same process.
    """
    profile = profile or _profile(env.get("FONTCONFIG_FILE", ""))
    command = [SOFFICE or "", f"-env:UserInstallation={profile.as_uri()}"]
    done = subprocess.run(
        [*command, "--headless", *how, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        timeout=timeout,
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
