"""The checks of the written parts of one report; what reads texts is imported at the first of them.

A window is painted before a text is read: nothing here may cost a start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.report.finding import Finding
from core.report.report import Report

if TYPE_CHECKING:
    from core.texts.check import TextCheck
    from core.texts.office_rules import OfficeRules
    from core.texts.taken_over import TakenOverCheck


class TextWatch:
    """Remembers what it has read; an office's own rules weigh what it finds."""

    def __init__(self, own: OfficeRules | None = None) -> None:
        self._own = own
        self._texts: TextCheck | None = None
        self._taken_over: TakenOverCheck | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of findings about the texts alone."""
        from core.texts.check import TEXT_CODES

        return TEXT_CODES

    @property
    def inherited_codes(self) -> tuple[str, ...]:
        """The code of a number of last year's that nobody has touched."""
        from core.texts.inherited import CODE

        return (CODE,)

    @property
    def taken_over_codes(self) -> tuple[str, ...]:
        """The code of too much that is last year's, where the office set a limit."""
        if self._own is None or self._own.taken_over is None:
            return ()
        from core.texts.taken_over import CODE

        return (CODE,)

    @property
    def office_codes(self) -> tuple[str, ...]:
        """The codes of the office's own rules."""
        return tuple(rule.code for rule in self._own.rules) if self._own else ()

    def read_ahead(self, report: Report) -> Iterator[None]:
        """Read for `check` bit by bit; after each bit a window can see to its user."""
        reader = self._reader()
        yield
        yield from reader.read_ahead(report)

    def check(self, report: Report) -> Iterable[Finding]:
        """Hold the texts against the tables, against themselves and against what they must say."""
        return self._weighed(self._reader().check(report))

    def check_inherited(self, report: Report) -> Iterable[Finding]:
        """Ask about the numbers of last year's that nobody has touched."""
        if report.prior is None:
            return ()
        from core.texts.inherited import check_inherited

        return self._weighed(check_inherited(report))

    def check_taken_over(self, report: Report) -> Iterable[Finding]:
        """Tell that more was taken over from last year than the office lets pass."""
        if self._own is None or self._own.taken_over is None:
            return ()
        if self._taken_over is None:
            from core.texts.taken_over import TakenOverCheck

            self._taken_over = TakenOverCheck()
        return self._taken_over.check(report, self._own.taken_over)

    def check_office(self, report: Report) -> Iterable[Finding]:
        """Hold the texts against the office's own rules."""
        if self._own is None:
            return ()
        names = {text.id: text.heading for text in report.form.texts}
        return self._own.check(report.texts, names)

    def _weighed(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        return self._own.judge(findings) if self._own is not None else findings

    def _reader(self) -> TextCheck:
        if self._texts is None:
            from core.texts.check import TextCheck

            self._texts = TextCheck()
        return self._texts
