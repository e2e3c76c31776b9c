"""The menu of phrases for a written part: nothing is inserted that nobody chose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from core.base.problem import Problem
from core.settings.phrases import Phrase
from gui.access.mnemonics import keep_lettered
from gui.texts.phrase_book import PhraseBook
from gui.words.plain_text import literal

LONGEST = 36
"""Characters of a phrase that a menu shows."""


def make_phrases_menu(
    book: PhraseBook, section: str, take: Callable[[Phrase], None], parent: QWidget
) -> QMenu:
    """Make the menu of a section's phrases, those for its parts in menus of their own."""
    menu = QMenu("插入常用语", parent)
    menu.setToolTipsVisible(True)
    try:
        phrases = book.of_section(section)
    except Problem as problem:
        menu.addAction(literal(str(problem))).setEnabled(False)
        return menu
    inner: dict[str, QMenu] = {"": menu}
    for phrase in phrases:
        if phrase.part not in inner:
            inner[phrase.part] = menu.addMenu(literal(phrase.part))
            inner[phrase.part].setToolTipsVisible(True)
        action = inner[phrase.part].addAction(literal(_short(phrase.text)))
        action.setToolTip(phrase.text)
        action.triggered.connect(lambda _checked=False, p=phrase: take(p))
    if not phrases:
        menu.addAction("这一部分还没有常用语").setEnabled(False)
    for each in inner.values():
        keep_lettered(each)
    return menu


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
