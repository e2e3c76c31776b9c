"""What the context menu of a text offers against a finding at the spot: its repair."""

from __future__ import annotations

from collections.abc import Callable

from core.checks.text_repairs import offered_repair
from core.report.finding import Finding
from gui.state.document import Document
from gui.state.text_repairing import repair_text


def offers_for_repair(
    document: Document, section: str, at: int | None, show: Callable[[int, int], object]
) -> list[tuple[str, Callable[[], object]]]:
    """Return the repairs at a place of a text, each with its words; ``show`` gets the new span."""
    if at is None:
        return []
    document.catch_up()
    offers: list[tuple[str, Callable[[], object]]] = []
    for finding in document.inspection.of_section(section):
        spot = finding.spot
        if spot is None or not spot.start <= at < spot.end:
            continue
        repair = offered_repair(document.inspection, finding)
        if repair is None:
            continue

        def carry_out(finding: Finding = finding) -> None:
            done = repair_text(document, finding)
            if done is not None:
                show(done.start, done.end)

        offers.append((repair.words, carry_out))
    return offers
