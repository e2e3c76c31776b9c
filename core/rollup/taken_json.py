"""What was taken in as one line of JSON: how the index keeps it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, TypeVar

from core.figures.address import Address
from core.figures.value import Number
from core.report.finding import Finding, Severity
from core.rollup.taken import Taken

_Row: TypeAlias = list[object]
_T = TypeVar("_T")


def taken_as_json(taken: Taken) -> str:
    """Return all that the content of a file tells; where it lies is not in it."""
    findings = [
        [
            finding.code,
            finding.severity.value,
            finding.section,
            finding.message,
            finding.advice,
            list(finding.addresses),
            *map(_text, (finding.left, finding.right, finding.difference)),
        ]
        for finding in taken.findings
    ]
    return json.dumps(
        {
            "organ": taken.organ,
            "year": taken.year,
            "edition": taken.edition,
            "figures": taken.figures,
            "written": taken.written,
            "blanks": taken.blanks,
            "doubts": taken.doubts,
            "findings": findings,
            "passages": sorted(taken.passages),
            "prior_figures": taken.prior_figures,
            "is_sum": taken.is_sum,
            "told": list(taken.told),
            "why": taken.why,
        },
        ensure_ascii=True,
    )


def taken_from_json(line: str, taken: Taken) -> Taken | None:
    """Return ``taken`` with what such a line tells; None where the line is not sound."""
    try:
        shape = json.loads(line)
        return replace(
            taken,
            organ=_of(shape, "organ", str),
            year=None if shape["year"] is None else _of(shape, "year", int),
            edition=_of(shape, "edition", str),
            figures=_of(shape, "figures", str),
            written=_of(shape, "written", str),
            blanks=_of(shape, "blanks", int),
            doubts=_of(shape, "doubts", int),
            findings=tuple(map(_finding, shape["findings"])),
            passages=frozenset(shape["passages"]),
            prior_figures=_of(shape, "prior_figures", str),
            is_sum=bool(shape["is_sum"]),
            told=tuple(str(each) for each in shape["told"]),
            why=_of(shape, "why", str),
        )
    except (ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
        return None


def _of(shape: dict[str, object], key: str, kind: type[_T]) -> _T:
    value = shape[key]
    if not isinstance(value, kind):
        raise TypeError(key)
    return value


def _finding(row: _Row) -> Finding:
    code, severity, section, message, advice, addresses, left, right, difference = row
    if not isinstance(addresses, list):
        raise TypeError(addresses)
    return Finding(
        str(code),
        Severity(severity),
        str(section),
        str(message),
        str(advice),
        tuple(Address(each) for each in addresses),
        _number(left),
        _number(right),
        _number(difference),
    )


def _text(number: Number | None) -> str | None:
    if number is None:
        return None
    return str(number) if isinstance(number, int) else f"{number:f}d"


def _number(text: object) -> Number | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError(text)
    return Decimal(text[:-1]) if text.endswith("d") else int(text)
