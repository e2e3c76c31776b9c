"""Every kind of edit: those about the report in `edits`, those about the work in `work_edits`."""

from __future__ import annotations

from core.report.cover_edits import SetTitleLines
from core.report.edits import (
    Edit,
    SetCover,
    SetFigure,
    SetNote,
    SetPrior,
    SetProof,
    SetText,
)
from core.report.work_edits import SetOwnShare, SetShare, SetSigning

KINDS: tuple[type[Edit], ...] = (
    *(SetText, SetCover, SetTitleLines, SetNote, SetPrior, SetProof, SetFigure),
    *(SetShare, SetOwnShare, SetSigning),
)
"""In the order in which a change is told and taken back."""
