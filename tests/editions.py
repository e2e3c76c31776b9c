"""The edition that a test is about, which must be there."""

from __future__ import annotations

from core.forms.form import Form
from core.forms.loader import Forms, load_forms

FORMS = load_forms()
"""The shipped forms, loaded once for whoever needs them to say which tests there are."""


def form_of(forms: Forms, edition: str) -> Form:
    """Return the form of an edition that the test counts on."""
    form = forms.by_edition(edition)
    assert form is not None, f"no form of the edition {edition}"
    return form
