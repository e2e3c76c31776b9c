"""The chapters of the guide, from the files that ship with the program; and all the keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import resources
from gui.access.shortcuts import Group

FIRST = "first.md"
KEYS = "keys.md"
CONTENTS = "guide.md"
"""The file that names the chapters, in their order."""
_LINK = re.compile(r"\]\(([a-z]+\.md)\)")
_HEADING = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the guide; ``name`` is that of its file."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """Name it as its first line does."""
        return self._headings(1)[0]

    @property
    def headings(self) -> list[str]:
        """Name its parts."""
        return self._headings(2)

    def _headings(self, level: int) -> list[str]:
        return [found[2] for found in _HEADING.finditer(self.text) if len(found[1]) == level]


def help_folder() -> Path:
    """Return where the guide and its pictures lie."""
    return resources.folder() / "help"


def load_chapters(keys: Iterable[Group] = ()) -> tuple[Chapter, ...]:
    """Read the chapters in their order; the list of keys goes below the words about them."""
    folder = help_folder()
    names = dict.fromkeys(_LINK.findall((folder / CONTENTS).read_text("utf-8")))
    found = (Chapter(name, (folder / name).read_text("utf-8")) for name in names)
    listed = keys_as_markdown(keys)
    return tuple(Chapter(c.name, c.text + listed) if c.name == KEYS else c for c in found)


def keys_as_markdown(groups: Iterable[Group]) -> str:
    """Write the keys group by group, the keys before what they do."""
    return "".join(
        f"\n## {group.title}\n\n| 键 | 作用 |\n| --- | --- |\n"
        + "".join(
            f"| **{'　'.join(_plain(key) for key in each.keys.split(' '))}** "
            f"| {_plain(each.words)} |\n"
            for each in group.shortcuts
        )
        for group in groups
    )


def _plain(words: str) -> str:
    """Keep Markdown from reading a sign in words as its own."""
    return re.sub(r"([\\`*_|<>\[\]])", r"\\\1", words)
