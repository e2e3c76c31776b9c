"""Checking the written parts: against the tables, against themselves, and for what they lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.report.finding import Finding
from core.report.report import Report
from core.texts.clauses import Prose
from core.texts.content import check_content, is_written
from core.texts.disagreements import Judgement
from core.texts.fees import FeeSaid, check_fee_told, check_fees, find_fees
from core.texts.growth import check_growth, check_growth_by_prior
from core.texts.mentions import MentionReading, Said, Wordings
from core.texts.organs import check_organs
from core.texts.parts import check_parts
from core.texts.repeats import check_repeats
from core.texts.shares import ShareCheck, find_shares
from core.texts.slips import check_slips
from core.texts.term_reading import TermReading
from core.texts.text_rules import shipped_text_rules
from core.texts.years import check_years

TEXT_CODES = (
    *("X51", "X52", "X53", "X54"),
    *("X61", "X62", "X63", "X64", "X65", "X67"),
    *("X71", "X72", "X73", "X74", "X75", "X76"),
    *(rule.code for rule in shipped_text_rules()),
)
"""The codes of findings about the texts alone; those of mentions stand in the form."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A written part as it was read: what it says of the tables, and what is wrong in itself."""

    text: str
    organ: str
    year: int
    prose: Prose
    said: list[Said]
    told: list[Said]
    """What was said, by terms too; doubtful ones among them."""
    shares: ShareCheck
    fees: tuple[FeeSaid, ...]
    own_findings: tuple[Finding, ...]


class TextCheck:
    """Checks the written parts of one report.

    Reading a text costs far more than holding it against the tables, so what was read of a part
    is kept until the part, the organ or the year changes.
    """

    def __init__(self) -> None:
        self._read: dict[str, _Part] = {}
        self._wordings: Wordings | None = None
        self._terms: TermReading | None = None
        self._judged: tuple[list[_Part], Judgement] = ([], Judgement([]))
        self._content: tuple[tuple[str, ...], tuple[Finding, ...]] = ((), ())

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield every finding about the written parts, section by section, then what they lack."""
        names = [name for name, text in report.texts.items() if is_written(text)]
        parts = [self._part(report, name) for name in names]
        if not _are_same(self._judged[0], parts):
            every = [each for part in parts for each in part.told]
            self._judged = parts, Judgement(every)
        yield from self._judged[1].check(report)
        for part in parts:
            yield from part.own_findings
            yield from part.shares.check(report)
            yield from check_growth_by_prior(report, part.said)
        yield from check_fees(report, [each for part in parts for each in part.fees])
        texts = tuple(report.texts.values())
        if self._content[0] != texts:
            self._content = texts, tuple(check_content(report))
        yield from self._content[1]

    def read_ahead(self, report: Report) -> Iterator[None]:
        """Read part by part what `check` will need; a change on the way costs only its part."""
        for name, text in tuple(report.texts.items()):
            if is_written(text):
                yield from self._reading(report, name)

    def readings(self, report: Report) -> Iterator[tuple[Prose, list[Said], ShareCheck]]:
        """Yield what was read of each part that is written: its sentences, and its shares."""
        for name, text in report.texts.items():
            if is_written(text):
                part = self._part(report, name)
                yield part.prose, part.told, part.shares

    def _part(self, report: Report, name: str) -> _Part:
        for _ in self._reading(report, name):
            pass
        return self._read[name]

    def _reading(self, report: Report, name: str) -> Iterator[None]:
        """Read one part, unless it stands as it was read; pauses where that takes long."""
        now = _state(report, name)
        part = self._read.get(name)
        if part is not None and (part.text, part.organ, part.year) == now:
            return
        if self._wordings is None or self._wordings.form is not report.form:
            self._wordings = Wordings(report.form)
            self._terms = None
        terms = self._terms = self._terms or TermReading(report.form.mentions)
        wordings = self._wordings
        yield
        if _state(report, name) != now:  # what changed in a pause is read by the check itself
            return
        prose = Prose(name, now[0])
        own: list[Finding] = []
        for looked_for in (
            check_parts(prose),
            check_growth(prose),
            check_repeats(report, prose),
            check_years(report, prose),
            check_organs(report, prose),
            check_fee_told(report, prose),
            check_slips(prose, shipped_text_rules()),
        ):
            own += looked_for
            yield
        mentions = MentionReading(report, prose, wordings)
        for _ in mentions.read():
            yield
        if _state(report, name) != now:
            return
        said = mentions.found
        self._read[name] = _Part(
            *now,
            prose,
            said,
            terms.find(report, prose, said),
            ShareCheck(report, prose, said, find_shares(prose)),
            find_fees(report, prose),
            tuple(own),
        )
        yield


def _state(report: Report, name: str) -> tuple[str, str, int]:
    """Return what a reading of a part depends on."""
    return report.texts[name], report.organ, report.year


def _are_same(before: list[_Part], now: list[_Part]) -> bool:
    return len(before) == len(now) and all(a is b for a, b in zip(before, now, strict=True))


def check_texts(report: Report) -> Iterator[Finding]:
    """Yield every finding about the written parts of a report that is checked once."""
    return TextCheck().check(report)
