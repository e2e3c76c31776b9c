"""Phrases (常用语): starting sentences that an office keeps, edits and passes on as a file.

Some of our own come with the program. Once an office changes the list, its file holds all of it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import resources
from core.base.atomic import PRIVATE, make_private, put_out, write_bytes
from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.settings.settings import config_folder

FILE_NAME = "phrases.json"
FORMAT = "nianbao-phrases"
VERSION = 1
GAP = "＿＿"
"""Where somebody has to fill something in."""
LARGEST = 1024 * 1024
"""Bytes; thousands of phrases have fewer."""
LONGEST = 2_000
"""Characters of one phrase; a longer one is a text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence for a written part; ``part`` names which of its parts, if any."""

    section: str
    text: str
    part: str = ""


Phrases = tuple[Phrase, ...]


def shipped_phrases() -> Phrases:
    """Return the phrases that come with the program."""
    found: list[Phrase] = []
    for file in sorted((resources.folder() / "phrases").glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        for entry in data["phrase"]:
            texts = entry["texts"]
            found += [Phrase(entry["section"], text, entry.get("part", "")) for text in texts]
    return tuple(found)


def load_phrases(folder: Path | None = None, offered: Phrases = ()) -> Phrases:
    """Return the user's phrases; before he changes any, those ``offered`` and those shipped.

    Raises Problem where the file cannot be read; the file is left as it is.
    """
    file = _file(folder)
    return read_phrases(file) if file.exists() else merge(offered, shipped_phrases())[0]


def save_phrases(phrases: Iterable[Phrase], folder: Path | None = None) -> None:
    """Keep the office's phrases; raises Problem."""
    file = _file(folder)
    try:
        make_private(file.parent)
    except OSError as error:
        raise Problem(f"常用语没有保存：不能建立文件夹（{file.parent}）。") from error
    write_bytes(file, _encoded(phrases), mode=PRIVATE)


def write_phrases(
    phrases: Iterable[Phrase], path: Path, last_look: Callable[[], None] | None = None
) -> None:
    """Write phrases to a file that others can take over, as `put_out` does; raises Problem."""
    put_out(path, _encoded(phrases), last_look=last_look)


def _encoded(phrases: Iterable[Phrase]) -> bytes:
    data = {
        "format": FORMAT,
        "version": VERSION,
        "phrases": [asdict(phrase) for phrase in phrases],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def read_phrases(path: Path) -> Phrases:
    """Read a file of phrases; raises Problem where it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"“{path.name}”太大，不像是常用语文件，没有读取。")
        content = read_plain(path)
    except OSError as error:
        raise Problem(f"“{path.name}”打不开，请确认文件还在，并且可以读取。") from error
    try:
        return _phrases(json.loads(content.decode("utf-8-sig")))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Problem(
            f"“{path.name}”不是常用语文件，或者已经损坏，没有读取。请选用本程序导出的常用语文件。"
        ) from error


def merge(mine: Iterable[Phrase], others: Iterable[Phrase]) -> tuple[Phrases, int]:
    """Add the phrases that are not there yet; returns all, and how many came in."""
    mine = tuple(mine)
    every = tuple(dict.fromkeys((*mine, *others)))
    return every, len(every) - len(dict.fromkeys(mine))


def _file(folder: Path | None) -> Path:
    try:
        return (folder or config_folder()) / FILE_NAME
    except RuntimeError as error:  # a user without a home
        raise Problem("找不到存放设置的文件夹，常用语没有读取。") from error


def _phrases(data: object) -> Phrases:
    """Check what a file holds; raises ValueError, TypeError or KeyError where it is not right."""
    if not isinstance(data, dict) or data["format"] != FORMAT or data["version"] != VERSION:
        raise ValueError
    entries = data["phrases"]
    if not isinstance(entries, list):
        raise TypeError
    return tuple(dict.fromkeys(_phrase(entry) for entry in entries))


def _phrase(entry: object) -> Phrase:
    if not isinstance(entry, dict):
        raise TypeError
    section, text, part = entry["section"], entry["text"], entry.get("part", "")
    if not (isinstance(section, str) and isinstance(text, str) and isinstance(part, str)):
        raise TypeError
    text = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    if not text.strip() or len(text) > LONGEST:
        raise ValueError
    return Phrase(section, text, part)
