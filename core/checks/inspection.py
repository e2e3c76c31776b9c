"""A report under inspection: its live tallies and its findings, kept up to date together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
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


class Inspection:
    """The tallies and the findings of one report.

    Call `update` with every change that `core.report.edit.apply` returned; only the rules that
    watch a changed section run again. Reading long texts takes longer than a key: a window may
    defer that with ``defer_texts`` while somebody writes, and call `catch_up` in the next pause.
    The rules first run when somebody asks what they find: a page is printed without them.
    """

    def __init__(self, report: Report, office: OfficeRules | None = None) -> None:
        self.report = report
        self.board = TallyBoard(report)
        self._office = office
        self._rules: tuple[CheckRule, ...] = ()
        """None before anybody asked."""
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._behind: set[str] = set()
        self._ordered: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: the gravest first, those of one gravity as the report is read."""
        if not self._rules:
            self._judge()
        return self._ordered

    @property
    def told(self) -> tuple[Finding, ...]:
        """All findings, each with those that the same fault brings right behind it."""
        return tuple(each for found in self.findings for each in (found, *found.follows))

    @property
    def is_behind(self) -> bool:
        """Tell whether findings about the texts wait for `catch_up`."""
        return bool(self._behind)

    def update(self, change: Change, *, defer_texts: bool = False) -> list[Tally]:
        """Follow a change; returns the tallies that moved."""
        moved = self.board.update(change.figures)
        sections = {address.section for address in change.figures} | change.parts
        for rule in self._rules:
            if not rule.concerns(self.report.form, sections):
                continue
            if rule.watches_texts and (defer_texts or rule.name in self._behind):
                self._behind.add(rule.name)
            else:
                self._found[rule.name] = tuple(rule.check(self.report, self.board))
        if self._rules:
            self._ordered = self._in_order()
        return moved

    def catch_up(self) -> None:
        """Run the checks that were deferred."""
        for rule in self._rules:
            if rule.name in self._behind:
                self._found[rule.name] = tuple(rule.check(self.report, self.board))
        self._behind.clear()
        if self._rules:
            self._ordered = self._in_order()

    def about(self, addresses: Iterable[Address]) -> tuple[Finding, ...]:
        """Return the findings that name any of the cells."""
        wanted = set(addresses)
        return tuple(f for f in self.told if not wanted.isdisjoint(f.addresses))

    def of_section(self, section: str) -> tuple[Finding, ...]:
        """Return the findings that belong to one section."""
        return tuple(f for f in self.findings if f.section == section)

    def note(self, finding: Finding) -> str:
        """Return what the office says about a finding; empty where it says nothing."""
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

    def _judge(self) -> None:
        """Make the rules and run each of them once."""
        from core.checks.rules import make_rules

        self._rules = make_rules(self._office)
        self._found = {
            each.name: tuple(each.check(self.report, self.board)) for each in self._rules
        }
        self._ordered = self._in_order()

    def _in_order(self) -> tuple[Finding, ...]:
        form = self.report.form
        order = {name: i for i, name in enumerate((COVER, *(t.id for t in form.texts[:1])))}
        order |= {section.id: len(order) + i for i, section in enumerate(form.sections)}
        weight = {severity: i for i, severity in enumerate(Severity)}
        every = [finding for found in self._found.values() for finding in found]
        every.sort(key=lambda f: (weight[f.severity], order.get(f.section, len(order))))
        return tuple(every)
