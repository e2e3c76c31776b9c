"""Letters that no font of this machine has: on paper each of them is an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtGui import QTextLayout

from core.exports.parts.check_words import part_names
from core.printed.page import printable
from core.report.report import Report
from gui.printing.measure import make_font
from gui.printing.sheet import Face

_SHOWN = 5
"""So many letters of a part are named."""
_PIXELS = 100
_USUAL = ((" ", "~"), ("一", "龥"))
"""What every Chinese font has: looking each of them up would take its time."""
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories of characters that leave no mark on paper; those that an office made itself do."""


def missing_words(report: Report, face: Face) -> tuple[str, ...]:
    """Say which letters of a report no font here has, part by part; empty where all are there."""
    known: dict[str, bool] = {}
    named = []
    for name, text in _texts(report):
        rare = [char for char in dict.fromkeys(text) if not _is_usual(char)]
        for char in rare:
            if char not in known:
                known[char] = _is_there(char, face)
        missing = [char for char in rare if not known[char]]
        if missing:
            letters = "".join(f"“{char}”" for char in missing[:_SHOWN])
            more = f"等{len(missing)}个字" if len(missing) > _SHOWN else ""
            named.append(f"“{name}”里的{letters}{more}")
    if not named:
        return ()
    where = "、".join(named)
    what_to_do = "请换一种写法，或者在装有这些字的电脑上导出"
    return (f"这台电脑的字体里没有{where}，打印出来是空的方框。{what_to_do}。",)


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the name of each part with what is written in it, in its cells too."""
    form = report.form
    yield "封面", printable(report.organ)
    for section, name in part_names(form).items():
        if section in report.texts:
            yield name, printable(report.texts[section])
        else:
            own = (a for a in form.figures if a.section == section)
            yield name, printable("".join(report.value(address).text for address in own))


def _is_usual(char: str) -> bool:
    if any(first <= char <= last for first, last in _USUAL):
        return True
    return unicodedata.category(char) in _UNSEEN


def _is_there(char: str, face: Face) -> bool:
    layout = QTextLayout(char, make_font(face, _PIXELS))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())
