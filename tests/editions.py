"""The edition that a test is about, which must be there."""

from __future__ import annotations

from core.forms.form import Form
from core.forms.loader import Forms


def form_of(forms: Forms, edition: str) -> Form:
    """Return the form of an edition that the test counts on."""
    form = forms.by_edition(edition)
    assert form is not None, f"no form of the edition {edition}"
    return form
