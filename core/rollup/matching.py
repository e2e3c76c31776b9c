"""Which unit a file belongs to (归到单位): by the organ in it, by its name, by what came before.

What is not plain is a question, never a guess in silence.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.rollup.taken import Taken
from core.rollup.unit import Unit, plain_name

_SHORTEST = 3
"""Characters of a name that is looked for inside another; of two, 某局 stands in too many."""

_MOST_LOOKED_FOR = 1_000
"""Units; each of their names is looked for in the name of each file."""


class By(enum.Enum):
    """What tells the unit. The value is the word that a clerk sees."""

    ORGAN = "报告里的机关名称"
    SHORT_NAME = "报告里的机关简称"
    EARLIER = "以前归到这个单位的机关名称"
    CHOSEN = "由人指定"
    PART_OF_NAME = "名称的一部分"
    FILE_NAME = "文件名"
    NOTHING = "认不出"

    @property
    def is_sure(self) -> bool:
        """Tell whether nobody need be asked."""
        return self in {By.ORGAN, By.SHORT_NAME, By.EARLIER, By.CHOSEN}


@dataclass(frozen=True, slots=True)
class Match:
    """The unit of a file, None where none is plain; ``candidates`` are those that it may be.

    ``doubt`` is one Chinese sentence where something speaks against it: a file that is named after
    another unit than the one inside.
    """

    unit: Unit | None
    by: By
    candidates: tuple[Unit, ...] = ()
    doubt: str = ""

    @property
    def must_ask(self) -> bool:
        """Tell whether somebody has to say which unit it is."""
        return self.unit is None or not self.by.is_sure


class Matcher:
    """Finds the units of a list by the names that reports and files bear."""

    def __init__(
        self,
        units: Iterable[Unit],
        earlier: Mapping[str, str] | None = None,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        """Know the units. The other two are keys of units, where something is known already.

        ``earlier`` has them by organ as its report names it, or by a file's own name; ``chosen`` by
        a file's whole name, as somebody has said.
        """
        self.units = tuple(units)
        self._by_key = {unit.key: unit for unit in self.units}
        self._full = {plain_name(unit.name): unit for unit in self.units}
        short = [(plain_name(name), unit) for unit in self.units for name in unit.short_names]
        times = Counter(name for name, _ in short)
        self._short = {name: unit for name, unit in short if times[name] == 1}
        self._every = [(plain_name(name), unit) for unit in self.units for name in unit.names]
        self._earlier = dict(earlier or {})
        self._chosen = dict(chosen or {})
        self._endings: dict[str, list[Unit]] = {}
        for name, unit in self._every:
            for start in range(len(name) - _SHORTEST + 1):
                found = self._endings.setdefault(name[start:], [])
                if unit not in found[-1:]:
                    found.append(unit)

    def match(self, taken: Taken) -> Match:
        """Return the unit that a file belongs to, and what tells it."""
        chosen = self._by_key.get(self._chosen.get(taken.file, ""))
        if chosen is not None:
            return Match(chosen, By.CHOSEN, (chosen,))
        organ = plain_name(taken.organ)
        if organ in self._full:
            unit = self._full[organ]
            return Match(unit, By.ORGAN, (unit,), self.objection(unit, taken))
        if organ in self._short:
            unit = self._short[organ]
            return Match(unit, By.SHORT_NAME, (unit,), self.objection(unit, taken))
        earlier = self._by_key.get(self._earlier.get(organ, "")) if organ else None
        if earlier is not None:
            return Match(earlier, By.EARLIER, (earlier,))
        if organ:
            found = self._like(organ)
            if len(found) == 1:
                return Match(found[0], By.PART_OF_NAME, found)
            return Match(None, By.NOTHING, found)
        found = self.named(taken)
        earlier = self._by_key.get(self._earlier.get(taken.name, ""))
        if not found and earlier is not None:
            found = (earlier,)
        if len(found) == 1:
            return Match(found[0], By.FILE_NAME, found)
        return Match(None, By.NOTHING, found)

    def _like(self, organ: str) -> tuple[Unit, ...]:
        """Return the units whose name ends as the organ does, or the other way round."""
        found = list(self._endings.get(organ, ()))
        for start in range(1, len(organ) - _SHORTEST + 1):
            ending = organ[start:]
            unit = self._full.get(ending) or self._short.get(ending)
            if unit is not None and unit not in found:
                found.append(unit)
        return tuple(found)

    def named(self, taken: Taken) -> tuple[Unit, ...]:
        """Return the units that a file is named after: of names inside one another the longest."""
        name = plain_name(taken.file.rpartition("/")[2])
        found = [(each, u) for each, u in self._every if len(each) >= _SHORTEST and each in name]
        kept = [
            u for each, u in found if not any(each != other and each in other for other, _ in found)
        ]
        return tuple(dict.fromkeys(kept))

    def objection(self, unit: Unit, taken: Taken) -> str:
        """Say where a file is named after another unit than the one inside."""
        if len(self.units) > _MOST_LOOKED_FOR:
            return ""
        named = self.named(taken)
        if not named or unit in named:
            return ""
        return (
            f"文件名写的是“{named[0].name}”，报告里的机关却是“{taken.organ}”，"
            "请核实是不是交错了文件。"
        )


def units_in(takens: Iterable[Taken]) -> tuple[Unit, ...]:
    """Return the units that reports themselves name, where there is no list; in their order.

    A report without an organ stands for a unit named after its file.
    """
    found: dict[str, Unit] = {}
    for taken in takens:
        if taken.is_read:
            name = name_of(taken)
            found.setdefault(plain_name(name), Unit(plain_name(name), name))
    return tuple(found.values())


def name_of(taken: Taken) -> str:
    """Return what a report's unit is called by the report, or else by its file.

    With its folders: a/年报.docx and b/年报.docx are hardly one unit's.
    """
    if taken.organ:
        return taken.organ
    folder, between, name = taken.file.rpartition("/")
    return f"{folder}{between}{name.rpartition('.')[0] or name}"
