"""A pattern that ships as data, compiled when it is first needed: most texts need few of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.forms.pattern_signs import Needs, shipped_needs


@dataclass(frozen=True)
class FormPattern:
    """A pattern as the data writes it; two are alike where their patterns are.

    It is not compiled for a text without the signs that it is known to need.
    """

    pattern: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern. Raises re.error."""
        return re.compile(self.pattern)

    @cached_property
    def _needs(self) -> Needs:
        return shipped_needs(self.pattern) or ()

    def _may_stand(self, text: str) -> bool:
        return "compiled" in self.__dict__ or not any(n.isdisjoint(text) for n in self._needs)

    def search(self, text: str) -> re.Match[str] | None:
        """Look for the pattern anywhere in a text."""
        return self.compiled.search(text) if self._may_stand(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Look for the pattern right at a place of a text."""
        return self.compiled.match(text, start) if self._may_stand(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Tell whether the pattern is a whole text."""
        return self.compiled.fullmatch(text) if self._may_stand(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Go through all places of a text where the pattern stands."""
        return self.compiled.finditer(text) if self._may_stand(text) else iter(())

    def sub(self, put: str, text: str) -> str:
        """Return a text with ``put`` wherever the pattern stood."""
        return self.compiled.sub(put, text) if self._may_stand(text) else text
