"""Data that ships with the program: forms, templates, samples, icons."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """Return the folder that holds the shipped data, in a checkout and in a frozen program."""
    return Path(__file__).resolve().parent
