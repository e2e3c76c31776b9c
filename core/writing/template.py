"""Templates: every value is escaped, and a name that nobody gave is a fault."""

from __future__ import annotations

from collections.abc import Mapping

import resources
from core.writing.word import keep_spaces


def render(name: str, values: Mapping[str, object]) -> str:
    """Fill in a template of ``resources/templates``; the filter ``spaces`` keeps runs of them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resources.folder() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["spaces"] = keep_spaces
    return environment.get_template(name).render(values)
