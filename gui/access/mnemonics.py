"""Letters for the entries of a menu (助记键), so that each is chosen by one key."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

_INITIALS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each initial in GB 2312, whose common characters are in pinyin order."""
_BOUNDS = [int.from_bytes(character.encode("gb2312"), "big") for character in _FIRST]
_LAST = int.from_bytes("座".encode("gb2312"), "big")
_HAS_LETTER = re.compile("(?<!&)&[^& ]")
_TAIL = "…"


def give_letters(menu: QMenu) -> None:
    """Give every entry that has no letter one that no other entry of the menu has.

    It is that of the entry's key, or the pinyin initial of one of its characters, or what is left.
    """
    entries = [action for action in menu.actions() if not action.isSeparator() and action.text()]
    taken = {_letter(action.text()) for action in entries}
    for candidates in (_keys, _others):  # the letter of a key is not to go to another entry
        for action in entries:
            if _letter(action.text()):
                continue
            letter = next((each for each in candidates(action) if each not in taken), "")
            if letter:
                taken.add(letter)
                _write(action, letter)


def keep_lettered(menu: QMenu) -> None:
    """Give letters whenever the menu is shown: what stands in it may be others each time."""
    menu.aboutToShow.connect(lambda: give_letters(menu))


def initial(character: str) -> str:
    """Return the pinyin initial of a common Chinese character, empty for any other."""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _BOUNDS[0] <= code <= _LAST:
        return ""
    return _INITIALS[bisect_right(_BOUNDS, code) - 1]


def _keys(action: QAction) -> Iterator[str]:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText).rpartition("+")[2]
    if len(key) == 1 and key.isalnum():
        yield key.upper()


def _others(action: QAction) -> Iterator[str]:
    for character in action.text():
        if character in string.ascii_letters:
            yield character.upper()
        else:
            yield initial(character)
    yield from string.ascii_uppercase
    yield from string.digits[1:]


def _letter(text: str) -> str:
    found = _HAS_LETTER.search(text)
    return found.group()[1].upper() if found else ""


def _write(action: QAction, letter: str) -> None:
    """Write the letter behind the words; buttons that show them go on without it."""
    words = action.text()
    action.setIconText(words.replace("&&", "&"))
    dots = _TAIL if words.endswith(_TAIL) else ""
    action.setText(f"{words.removesuffix(_TAIL)}(&{letter}){dots}")
