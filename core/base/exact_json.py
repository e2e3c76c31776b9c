"""JSON whose amounts are written digit by digit: a Decimal never passes through a float."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | Decimal | None"


def write_json(value: Json, indent: str = "") -> str:
    """Return a value as JSON, two blanks a level; Chinese stands as it is."""
    inner = indent + "  "
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        items = [f"{write_json(k)}: {write_json(v, inner)}" for k, v in value.items()]
        brackets = "{}"
    else:
        items = [write_json(item, inner) for item in value]
        brackets = "[]"
    if not items:
        return brackets
    body = ",\n".join(f"{inner}{item}" for item in items)
    return f"{brackets[0]}\n{body}\n{indent}{brackets[1]}"
