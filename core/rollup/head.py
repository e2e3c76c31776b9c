"""The head of a project (汇总工程): whose sum it is, of which year, by when, of which units."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from core.base.problem import Problem
from core.rollup.unit import Unit, read_unit

FORMAT = "nianbao-rollup"


@dataclass(frozen=True, slots=True)
class Head:
    """What a project is about; its units stand in the order in which they are listed.

    ``deadline`` is the day by which units have to report, None where none is set.
    """

    organ: str
    year: int
    units: tuple[Unit, ...] = ()
    deadline: date | None = None

    @property
    def expected(self) -> int:
        """How many units must be counted."""
        return sum(unit.is_counted for unit in self.units)


def encode_head(head: Head) -> bytes:
    """Return the head as its file: a unit a line, so that two lists can be compared."""
    top = {
        "format": FORMAT,
        "version": 1,
        "organ": head.organ,
        "year": head.year,
        "deadline": head.deadline.isoformat() if head.deadline else "",
    }
    lines = [f"  {_json(key)}: {_json(value)}" for key, value in top.items()]
    units = ",\n".join(f"    {_json(unit.as_json())}" for unit in head.units)
    lines.append(f'  "units": [\n{units}\n  ]' if units else '  "units": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "replace")


def decode_head(data: bytes, file: str) -> Head:
    """Read a head; raises Problem where it is not sound. ``file`` is for the message."""
    fault = f"“{file}”已经损坏，汇总工程打不开。请用它的备份；各单位的报告还在文件夹里，没有丢。"
    try:
        shape = json.loads(data)
        version = shape["version"]
        if shape["format"] != FORMAT:
            raise Problem(f"“{file}”不是汇总工程的文件，请另选文件夹。")
        if isinstance(version, int) and version > 1:
            raise Problem(f"“{file}”是用更新的程序保存的。请用新版的程序打开。")
        organ, year, deadline, units = (shape[k] for k in ("organ", "year", "deadline", "units"))
        day = date.fromisoformat(deadline) if deadline else None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem(fault) from error
    if not isinstance(organ, str) or type(year) is not int or not isinstance(units, list):
        raise Problem(fault)
    found = tuple(read_unit(unit, file) for unit in units)
    if len({unit.key for unit in found}) < len(found):
        raise Problem(fault)
    return Head(organ, year, found, day)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
