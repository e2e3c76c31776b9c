"""最少改动建议: the smallest changes that repair failing tallies."""

from __future__ import annotations

from core.repair.search import suggest
from core.repair.suggestion import Fault, FigureReplacement, Suggestion, SuggestionKind, Suggestions

__all__ = [
    "Fault",
    "FigureReplacement",
    "Suggestion",
    "SuggestionKind",
    "Suggestions",
    "suggest",
]
