"""The version of the program, told in one place."""

from __future__ import annotations

import resources

VERSION = "0.2.0"
"""The release to come; everything that names a version takes it from here."""
BUILD_FILE = "build.txt"
"""Lies in the resources of a packaged program and names the commit that it was made from."""


def full_version() -> str:
    """Return the version and, of a packaged program, the build."""
    try:
        build = (resources.folder() / BUILD_FILE).read_text("utf-8").strip()
    except OSError:  # it runs from its source
        return VERSION
    return f"{VERSION}（{build}）"
