"""A report under inspection: its live tallies and its findings, kept up to date together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.checks.tally import Tally, TallyBoard
from core.figures.address import Address
from core.report.edit import Change
from core.report.edits import COVER
from core.report.finding import Finding, Severity
from core.report.note import Subject
from core.report.report import Report

if TYPE_CHECKING:
    from core.checks.rules import CheckRule
    from core.texts.office_rules import OfficeRules

READING = "正在检查文字…"
"""What is told in place of findings while no text was read yet."""


class Inspection:
    """The tallies and the findings of one report.

    Call `update` with every change that `core.report.edit.apply` returned; only the rules that
    watch a changed section run again. Reading long texts takes longer than a key: a window may
    defer that with ``defer_texts`` while somebody writes, and call `catch_up` in the next pause.

    With ``defer_texts`` from the beginning the texts are not even read yet. Whoever asks for the
    findings has them read then; `known` are those that need no text, and `read_on` reads bit by
    bit, so that a window can be painted first and stay at its user's hand.

    The rules are made, and run, when somebody asks what they find: a page is printed without them.
    """

    def __init__(
        self, report: Report, office: OfficeRules | None = None, *, defer_texts: bool = False
    ) -> None:
        self.report = report
        self.board = TallyBoard(report)
        self._office = office
        self._rules: tuple[CheckRule, ...] = ()
        """None before anybody asked."""
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._behind: set[str] = set()
        self._is_unread = defer_texts
        self._reading: Iterator[None] | None = None
        self._stale: set[str] = set()
        self._findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: the gravest first, those of one gravity as the report is read."""
        if self._is_unread:
            self.catch_up()
        return self.known

    @property
    def known(self) -> tuple[Finding, ...]:
        """The findings as far as they are known; those about the texts lack while unread."""
        self._begin()
        if self._stale:
            self._check(self._stale)
            self._findings = self._in_order()
        return self._findings

    @property
    def gravest(self) -> Finding | None:
        """The first of the findings, None where there is none.

        An error is in the figures: where there is one, no text needs to be read for it.
        """
        found = self.known
        if not found or found[0].severity is not Severity.ERROR:
            found = self.findings
        return found[0] if found else None

    @property
    def is_unread(self) -> bool:
        """Tell whether no text was read yet: nobody may say that all is well."""
        return self._is_unread

    @property
    def told(self) -> tuple[Finding, ...]:
        """All findings, each with those that the same fault brings right behind it."""
        return tuple(each for found in self.findings for each in (found, *found.follows))

    @property
    def is_behind(self) -> bool:
        """Tell whether findings about the texts wait for `catch_up`."""
        self._begin()
        return bool(self._behind)

    def update(self, change: Change, *, defer_texts: bool = False) -> list[Tally]:
        """Follow a change; returns the tallies that moved.

        The tallies follow at once, the rules when somebody asks for the findings.
        """
        moved = self.board.update(change.figures)
        if defer_texts:
            self._begin()
        sections = {address.section for address in change.figures} | change.parts
        for rule in self._rules:
            if not rule.concerns(self.report.form, sections):
                continue
            if rule.watches_texts and (defer_texts or rule.name in self._behind):
                self._behind.add(rule.name)
            else:
                self._stale.add(rule.name)
        return moved

    def catch_up(self) -> None:
        """Run the checks that were deferred."""
        self._begin()
        self._stale |= self._behind
        self._behind.clear()
        self._is_unread, self._reading = False, None
        self._check(self._stale)
        self._findings = self._in_order()

    def read_on(self) -> bool:
        """Do a little of what was deferred from the beginning; returns whether more is left."""
        self._begin()
        if self._is_unread:
            self._reading = self._reading or self._read_ahead()
            if next(self._reading, self) is self:
                self.catch_up()
        return self._is_unread

    def about(self, addresses: Iterable[Address]) -> tuple[Finding, ...]:
        """Return the findings that name any of the cells."""
        wanted = set(addresses)
        return tuple(f for f in self.told if not wanted.isdisjoint(f.addresses))

    def of_section(self, section: str) -> tuple[Finding, ...]:
        """Return the findings that belong to one section."""
        return tuple(f for f in self.findings if f.section == section)

    def note(self, finding: Finding) -> str:
        """Return what the office says about a finding; empty where it says nothing."""
        if not self.report.notes:
            return ""
        return self.report.notes.get(Subject.of(finding), "")

    def lapsed_note(self, finding: Finding) -> str:
        """Return a note that was about the same finding with other numbers; empty where none is.

        What was confirmed was confirmed of those numbers alone.
        """
        subject = Subject.of(finding)
        if finding.confirms or not self.report.notes or subject in self.report.notes:
            return ""
        standing = {Subject.of(each) for each in self.findings}
        lapsed = [
            text
            for other, text in self.report.notes.items()
            if other.is_like(subject) and other not in standing
        ]
        return lapsed[-1] if lapsed else ""

    def is_open(self, finding: Finding) -> bool:
        """Tell whether a finding still waits for somebody: an error always does."""
        return finding.severity is Severity.ERROR or not self.note(finding)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that still wait for somebody, in their order."""
        return tuple(finding for finding in self.findings if self.is_open(finding))

    def count(self) -> Counter[Severity]:
        """Count the findings by severity."""
        return Counter(finding.severity for finding in self.findings)

    def count_open(self) -> Counter[Severity]:
        """Count by severity the findings that still wait for somebody."""
        return Counter(finding.severity for finding in self.open_findings)

    def open_in_words(self) -> str:
        """Say how many findings still wait for somebody, and how many are explained."""
        if self._is_unread:
            return READING
        if not self.findings:
            return "没有发现问题"
        waiting = len(self.open_findings)
        explained = len(self.findings) - waiting
        return f"问题 {waiting} 条" + (f"，已说明 {explained} 条" if explained else "")

    def count_in_words(self) -> str:
        """Say how many findings there are of each severity, and how many are explained."""
        found, waiting = self.count(), self.count_open()
        words = []
        for severity in Severity:
            explained = found[severity] - waiting[severity]
            noted = f"（其中已说明{explained}条）" if explained else ""
            words.append(f"{severity.word}{found[severity]}条{noted}")
        return "，".join(words)

    @property
    def has_errors(self) -> bool:
        """Tell whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def _begin(self) -> None:
        """Make the rules: a report that is only printed or added up asks for no findings."""
        if self._rules:
            return
        from core.checks.rules import make_rules

        self._rules = make_rules(self._office)
        for rule in self._rules:
            is_deferred = self._is_unread and rule.watches_texts
            (self._behind if is_deferred else self._stale).add(rule.name)

    def _check(self, names: set[str]) -> None:
        """Run these rules, which are stale no longer."""
        for rule in self._rules:
            if rule.name in names:
                self._found[rule.name] = tuple(rule.check(self.report, self.board))
        self._stale = set()

    def _read_ahead(self) -> Iterator[None]:
        for rule in self._rules:
            if rule.ahead is not None:
                yield from rule.ahead(self.report)

    def _in_order(self) -> tuple[Finding, ...]:
        form = self.report.form
        order = {name: i for i, name in enumerate((COVER, *(t.id for t in form.texts[:1])))}
        order |= {section.id: len(order) + i for i, section in enumerate(form.sections)}
        weight = {severity: i for i, severity in enumerate(Severity)}
        every = [f for rule in self._rules for f in self._found.get(rule.name, ())]
        every.sort(key=lambda f: (weight[f.severity], order.get(f.section, len(order))))
        return tuple(every)
