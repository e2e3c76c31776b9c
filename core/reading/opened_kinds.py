"""What files that can be opened are usually called; light, for file dialogs ask at every start."""

from __future__ import annotations

from core.document.encode import SUFFIX
from core.sources.source_kinds import SOURCE_KINDS

OPENED_SUFFIXES = (SUFFIX, *(suffix for kind in SOURCE_KINDS for suffix in kind.suffixes))
"""In lower case: our documents and every kind of source."""
