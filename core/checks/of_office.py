"""Where an office's file of rules lies, and what may stand in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.base.problem import Problem
from core.forms.loader import Forms
from core.settings.office import office_files

if TYPE_CHECKING:
    from core.texts.office_rules import OfficeRules

FILE_NAME = "rules.toml"
"""It lies beside the office's defaults (`core.settings.office`)."""


def read_rules_of_office(path: Path, forms: Forms) -> OfficeRules:
    """Read a file of rules. Raises Problem."""
    from core.texts.check import TEXT_CODES
    from core.texts.office_rules import read_office_rules

    codes = {mention.code for form in forms.editions for mention in form.mentions}
    sections = {text.id for form in forms.editions for text in form.texts}
    return read_office_rules(path, codes | set(TEXT_CODES), sorted(sections))


def load_rules_of_office(
    forms: Forms, complaints: list[str], environment: Mapping[str, str] = os.environ
) -> OfficeRules | None:
    """Read the rules beside the office's defaults, the last of them; tell what cannot be used.

    Nothing is imported where there are none, as in most offices.
    """
    found = [path.parent / FILE_NAME for path in office_files(environment)]
    for path in reversed(found):
        if not path.is_file():
            continue
        try:
            return read_rules_of_office(path, forms)
        except Problem as problem:
            complaints.append(str(problem))
            break
    return None


def rules_wanted(path: Path | None, forms: Forms, complaints: list[str]) -> OfficeRules | None:
    """Return the rules of a file that is named, else those beside the office's defaults."""
    return (
        load_rules_of_office(forms, complaints)
        if path is None
        else read_rules_of_office(path, forms)
    )
