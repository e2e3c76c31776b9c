"""The names that the program proposes for files, of words that anybody may have typed.

An organ's name may hold a slash, or a whole path to a server: as part of a path, that server
would be asked before anybody had agreed to it. A name made here is one that Windows, Linux and a
share can all hold, and never leads elsewhere.
"""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 120
"""Of a whole name: Windows counts those of the folders too, up to 260."""
MOST_BYTES = 223
"""Of a whole name in UTF-8: a file system holds 255, and what stands beside a file while it is
written, or keeps its last version, adds an ending of its own."""
UNNAMED = "未命名"
_NOT_HELD = re.compile(r'[<>:"/\\|?*]+')
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
"""What Windows takes for a device whatever follows after a dot."""
_AT_NO_END = " .-~$%"
"""Windows drops dots and blanks at the end; at the beginning a dot hides a file, and the others
mean something to a shell or to a file dialog."""
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of characters: line ends and other controls, marks of direction, halves of characters."""


def file_name(words: str, suffix: str, *, end: str = "") -> str:
    """Return a file's name for words, with a suffix that begins with a dot.

    Where they are too long the words are cut, ``end`` after them never.
    """
    close = _cut(_held(end), suffix)
    start = _cut(_held(words).lstrip(_AT_NO_END), f"{close}{suffix}")
    stem = f"{start}{close}".strip(_AT_NO_END) or UNNAMED
    if _DEVICE.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return f"{stem}{suffix}"


def unused_name(words: str, suffix: str, taken: set[str]) -> str:
    """Return a file's name that none of ``taken`` is, and note it there.

    Case makes no difference: Windows would take them for one file.
    """
    found, number = file_name(words, suffix), 1
    while found.lower() in taken:
        number += 1
        found = file_name(words, suffix, end=f"（{number}）")
    taken.add(found.lower())
    return found


def _cut(words: str, rest: str) -> str:
    """Cut words so that they fit into a name together with the rest of it."""
    words = words[: max(0, MOST_CHARACTERS - len(rest))]
    room = max(0, MOST_BYTES - len(rest.encode()))
    return words.encode()[:room].decode(errors="ignore")


def _held(words: str) -> str:
    """Leave out what a name cannot hold or nobody sees; what parts words stays a dash or blank."""
    seen = "".join(
        " " if character.isspace() else character
        for character in words
        if character.isspace() or unicodedata.category(character) not in _UNSEEN
    )
    return _NOT_HELD.sub("-", " ".join(seen.split()))
