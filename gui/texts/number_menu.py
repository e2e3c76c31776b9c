"""What is offered about a number in a text: follow a cell, or no longer."""

from __future__ import annotations

from collections.abc import Callable

from core.figures.address import Address
from core.forms.naming import cell_name
from gui.texts.chips import Chips
from gui.texts.part_writer import PartWriter

MOST = 6
"""So many cells are offered for one number; the list of all figures has the rest."""


def offers_for_number(
    writer: PartWriter, chips: Chips, at: int | None, show_cell: Callable[[Address], object]
) -> list[tuple[str, Callable[[], object]]]:
    """Return what can be done with the number at a place of the text, each with its words."""
    if at is None:
        return []
    report = writer.report
    link = chips.link_at(at)
    if link is not None:
        return [
            (f"转到{cell_name(report.form, link.address)}", lambda: show_cell(link.address)),
            ("解除链接", lambda: writer.unlink(link)),
        ]
    from core.texts.linking import find_candidates

    candidates = find_candidates(report, writer.section)
    found = next((each for each in candidates if each.start <= at < each.end), None)
    if found is None:
        return []
    start, end = found.start, found.end
    return [
        (
            f"链接到 {cell_name(report.form, address)}（{report.figure_words(address)}）",
            lambda address=address: writer.link(start, end, address),  # type: ignore[misc]
        )
        for address in found.addresses[:MOST]
    ]
