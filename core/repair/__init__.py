"""最少改动建议: the smallest changes that repair failing tallies."""

from __future__ import annotations

from core.repair.search import suggest
from core.repair.suggestion import Fault, Kind, Replacement, Suggestion, Suggestions

__all__ = ["Fault", "Kind", "Replacement", "Suggestion", "Suggestions", "suggest"]
