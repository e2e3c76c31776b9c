"""A pattern of a form, compiled when it is first needed: a start needs those of one edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class FormPattern:
    """A pattern as the form writes it; two are alike where their patterns are."""

    pattern: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern. Raises re.error."""
        return re.compile(self.pattern)

    def search(self, text: str) -> re.Match[str] | None:
        """Look for the pattern anywhere in a text."""
        return self.compiled.search(text)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Look for the pattern right at a place of a text."""
        return self.compiled.match(text, start)
