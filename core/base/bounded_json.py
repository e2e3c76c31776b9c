"""JSON from somewhere else: counted before it is parsed, so that a small file stays small."""

from __future__ import annotations

import json
from collections.abc import Callable

Pairs = list[tuple[str, object]]


class TooMuchError(ValueError):
    """The text holds more values than anybody needs."""


def count_values(text: bytes) -> int:
    """Return how many values a JSON text in UTF-8 may hold at the most.

    Each but the first stands behind one of these signs; those within texts count too.
    """
    return sum(map(text.count, (b"[", b"{", b",", b":")))


def parse_json(
    text: str, most_values: int, pairs: Callable[[Pairs], object] | None = None
) -> object:
    """Return what a JSON text holds; ``pairs`` makes the objects, as of ``json.loads``.

    Raises TooMuchError where it may hold more than ``most_values``, and ValueError, which a
    json.JSONDecodeError is too, where it is no JSON, nests too deep or holds a number that is
    no fit one.
    """
    if count_values(text.encode("utf-8", "surrogatepass")) > most_values:
        raise TooMuchError
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
