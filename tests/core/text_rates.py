"""How many contradicted statements the checks tell, and what they say of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core.figures.address import Address
from core.figures.number_words import in_words
from core.report.edit import apply
from core.report.edits import SetText
from core.report.finding import Finding
from core.report.report import Report
from core.texts.check import TextCheck
from tests.core import text_sentences, text_sentences_fresh, text_sentences_unseen
from tests.core.test_text_rules_reports import read
from tests.core.text_cases import forms, found, report_saying, sample
from tests.core.text_sentences import CELLS
from tests.core.text_statements import MADE_UP, REAL, SELF_PROVED, SUMS

_CELL = re.compile("<([^<>:]+)(?::([^<>]+))?>")
_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement changed on purpose: what it said, and whether a new finding covers it."""

    where: str
    number: str
    told: bool


def contradict_real(folder: Path) -> Iterator[Contradiction]:
    """Contradict each statement of the real reports, one at a time."""
    for name, passages in REAL.items():
        report = read(folder / name, forms())
        check = TextCheck()
        for label, (at, numbers) in passages.items():
            section = label.split()[0]
            text, start = report.texts[section], at
            for number in numbers:
                match = re.compile(rf"(?<!\d){number}(?!\d)").search(text, start)
                assert match is not None, (name, number)
                start = match.end()
                before = {f.message for f in check.check(report)}
                wrong = f"{text[: match.start()]}{number + 1}{text[match.end() :]}"
                apply(report, [SetText(section, wrong)])
                told = any(
                    f.message not in before
                    and f.spot
                    and f.spot.start <= match.start() < f.spot.end
                    for f in check.check(report)
                )
                apply(report, [SetText(section, text)])
                yield Contradiction(f"{name} {section}", str(number), told)


def contradict_made_up() -> Iterator[Contradiction]:
    """Contradict each cell of the made-up sentences."""
    figures = sample("2021")
    for sentence in MADE_UP:
        for cell in _CELL.finditer(sentence):
            text = fill(figures, sentence, cell.start())
            codes = {f.code for f in found(report_saying(text, "2021"))}
            yield Contradiction(text, cell[1], bool(codes))


def false_alarms() -> list[str]:
    """Return what is said of made-up sentences that agree with the tables."""
    figures = sample("2021")
    alarms = []
    for sentence in (*MADE_UP, *SELF_PROVED):
        text = fill(figures, sentence)
        alarms += [f"{f.code} {text}" for f in found(report_saying(text, "2021"))]
    return alarms


def contradict_worded(statements: str = text_sentences.STATEMENTS) -> Iterator[Contradiction]:
    """Contradict each cell of the sentences as offices word them."""
    figures = sample("2021")
    for sentence in statements.splitlines():
        right = {f.message for f in _told(fill(figures, sentence))}
        for cell in _CELL.finditer(sentence):
            text = fill(figures, sentence, cell.start())
            wrong = {f.message for f in _told(text)}
            yield Contradiction(text, cell[0], bool(wrong - right))


def false_alarms_worded() -> list[str]:
    """Return what is said of sentences that agree with the tables, or state nothing of them."""
    figures = sample("2021")
    lists = (text_sentences, text_sentences_fresh)
    texts = [fill(figures, s) for each in lists for s in each.STATEMENTS.splitlines()]
    return [
        f"{f.code} {text}"
        for text in (*texts, *(s for each in lists for s in each.NO_STATEMENTS.splitlines()))
        for f in found(report_saying(text, "2021"))
    ]


def false_alarms_unseen(number: int) -> list[str]:
    """Return what is said of the true sentences of one of the lists of unseen wordings."""
    figures = sample("2021")
    statements, others = text_sentences_unseen.LISTS[number]
    texts = [fill(figures, s) for s in statements.splitlines()] + others.splitlines()
    return [f"{f.code} {text}" for text in texts for f in _told(text)]


def _told(sentence: str) -> list[Finding]:
    """Return what a sentence is told in the report of the organ before its ｜."""
    organ, _, text = sentence.rpartition("｜")
    return found(report_saying(text, "2021", organ=organ))


def cells_of(sentence: str) -> list[int]:
    """Return where the cells of a template stand."""
    return [cell.start() for cell in _CELL.finditer(sentence)]


def fill(report: Report, sentence: str, wrong: int = -1) -> str:
    """Put the figures of a report into a sentence; the cell at ``wrong`` gets another one."""

    def spell(cell: re.Match[str]) -> str:
        number = sum(report.figure(Address(name)) or 0 for name in _addresses(cell[1]))
        if cell.start() == wrong:
            number += 900 if cell[2] == "万" else 1
        spelt = {
            "汉字": in_words(number),
            "万": f"{number / Decimal(10000):.2f}",
            "元": str(int(number * 10000)),
            "全角": f"{number:,}".translate(_WIDE),
            "千分": f"{number:,}",
        }
        return spelt.get(cell[2], str(number))

    return _CELL.sub(spell, sentence)


def _addresses(cell: str) -> list[str]:
    """Return the addresses that a cell adds up: of itself, or of the short names in it."""
    names = SUMS.get(cell, cell).split("+")
    return [address for name in names for address in CELLS.get(name, name).split("+")]
