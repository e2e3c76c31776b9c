"""The version of the program, told in one place."""

from __future__ import annotations

VERSION = "0.1.0"
