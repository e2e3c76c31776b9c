"""What a start of the program was asked to open, as a later start hands it to the first one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.base.bounded_json import parse_json

MOST_PATHS = 20
"""So many files are handed over at once; more of them are opened by a program of their own."""
LONGEST_PATH = 4096
"""Characters of a path; Linux takes so many bytes, Windows 32,767 only where it is asked to."""
LARGEST = 8 * MOST_PATHS * LONGEST_PATH
"""Bytes of an errand: JSON may write a character with six signs."""
FRESH = 60
"""Seconds after which nobody waits for what an errand asks: whoever left it has gone."""
_LONGEST_TOKEN = 256
_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Errand:
    """The files to open, all of them absolute; none asks for a window alone."""

    paths: tuple[Path, ...] = ()
    sample: bool = False
    """The shipped sample is to be opened."""
    token: str = ""
    """What the system gives a start so that its window may come to the front (Wayland)."""

    @property
    def fits(self) -> bool:
        """Tell whether it may be handed over at all."""
        return len(self.paths) <= MOST_PATHS and all(map(_fits, self.paths))


def errand_of(names: Iterable[str], *, sample: bool = False, token: str = "") -> Errand:
    """Make the errand of a start from the names that it was given, seen from its own folder."""
    paths = tuple(Path(os.path.abspath(name)) for name in names)  # noqa: PTH100  links stay
    return Errand(paths, sample, token if _is_token(token) else "")


def encode_errand(errand: Errand, now: float) -> bytes:
    """Write an errand down; ``now`` is the system's time in seconds."""
    content = {
        "layout": _LAYOUT,
        "written": int(now),
        "paths": [str(path) for path in errand.paths],
        "sample": errand.sample,
        "token": errand.token,
    }
    return json.dumps(content).encode("ascii")


def decode_errand(data: bytes, now: float) -> Errand | None:
    """Read an errand; None where it is none, is stale, or asks for what no start may ask for."""
    if len(data) > LARGEST:
        return None
    try:
        content = parse_json(data.decode("ascii"), LARGEST)
    except ValueError:
        return None
    if not isinstance(content, dict) or content.get("layout") != _LAYOUT:
        return None
    written, names = content.get("written"), content.get("paths")
    sample, token = content.get("sample"), content.get("token")
    if not isinstance(written, int) or not 0 <= now - written + 1 <= FRESH:
        return None
    if not isinstance(names, list) or not isinstance(sample, bool) or not isinstance(token, str):
        return None
    texts = [name for name in names if isinstance(name, str)]
    errand = Errand(tuple(map(Path, texts)), sample, token if _is_token(token) else "")
    return errand if len(texts) == len(names) and errand.fits else None


def _fits(path: Path) -> bool:
    return path.is_absolute() and len(str(path)) <= LONGEST_PATH and "\0" not in str(path)


def _is_token(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and token.isascii() and token.isprintable()
