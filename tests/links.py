"""Symbolic links, for the tests that need one."""

from __future__ import annotations

from pathlib import Path

import pytest


def link_or_skip(link: Path, target: Path) -> None:
    """Make a link to a file that is there, or skip the test where that cannot be."""
    try:
        link.symlink_to(target)
    except OSError as error:
        pytest.skip(f"here nobody may make links: {error.strerror}")
    if not link.exists():
        pytest.skip("here a link leads nowhere: Wine says that it has made it, and has not")
