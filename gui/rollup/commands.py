"""What the commands of a roll-up's window need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.rollup.giving_out import GivingOut
from gui.rollup.heap_receiving import HeapReceiving
from gui.rollup.project_deeds import ProjectDeeds
from gui.rollup.units_page import UnitsPage


@dataclass(frozen=True, slots=True)
class RollupCommands:
    """The parts of the window that commands are about, and what is the window's own."""

    receiving: HeapReceiving
    giving_out: GivingOut
    project: ProjectDeeds
    units: UnitsPage
    turn_to: Callable[[int], None]
    find_unit: Callable[[], None]
    open_sum: Callable[[], None]
    bring_back: Callable[[], str]
    plot: Callable[[], None]
    open_guide: Callable[[], None]
    close: Callable[[], bool]
