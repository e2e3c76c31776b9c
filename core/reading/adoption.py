"""Taking a reading into a report that has figures and texts of its own already (读入)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.figures.address import Address
from core.report.compare import Difference, compare
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.origin import TYPED
from core.report.report import Report
from core.report.transition import copy


def can_adopt(report: Report, read: Report) -> bool:
    """Tell whether two reports are of the same organ, year and form."""
    return (report.form.edition, report.organ, report.year) == (
        read.form.edition,
        read.organ,
        read.year,
    )


def adopting(
    report: Report, read: Report, blank: Collection[Address] = frozenset()
) -> tuple[Edit, ...]:
    """Return the edits that bring what was read into a report.

    What the reading has nothing of stays as it is, but for the figures that somebody confirmed to
    be ``blank``. A doubt goes where nothing better stands.
    """
    edits: list[Edit] = []
    for address, figure in read.form.figures.items():
        now, doubt = report.shown(address), read.doubts.get(address)
        text = read.shown(address) if figure.computed else read.value(address).text
        is_same = now == text and address not in report.doubts
        if is_same or (not text and not doubt and (address not in blank or figure.computed)):
            continue
        if not text and doubt is not None and (now or figure.computed):
            continue  # what stands there is better than nothing
        if figure.computed and text == now and doubt is None:
            continue
        edits.append(SetFigure(address, text, doubt, read.origins.get(address, TYPED)))
    edits += [
        SetText(section, text)
        for section, text in read.texts.items()
        if text and text != report.texts[section]
    ]
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class Effect:
    """What edits would do: every difference, and how many figures and texts of them."""

    differences: tuple[Difference, ...]
    figures: int
    overwritten: int
    """Figures among them that say something else now."""
    texts: int
    """Written parts."""
    rewritten: int
    """Written parts among them in which something stands now."""

    @property
    def words(self) -> str:
        """Say it in one line."""
        if not self.figures and not self.texts:
            return "与当前报告相同，没有要改动的地方"
        parts = []
        if self.figures:
            kept = f"（其中改掉已填的{self.overwritten}个）" if self.overwritten else ""
            parts.append(f"{self.figures}个数{kept}")
        if self.texts:
            kept = f"（其中改掉已写的{self.rewritten}部分）" if self.rewritten else ""
            parts.append(f"{self.texts}部分文字{kept}")
        return f"会改动当前报告的{'、'.join(parts)}"


def effect(report: Report, edits: Collection[Edit]) -> Effect:
    """Tell what edits would do to a report, which stays as it is."""
    after = copy(report)
    apply(after, edits)
    found = compare(report, after)
    figures = [each for each in found if each.address is not None]
    texts = {each.section for each in found if each.section}
    return Effect(
        found,
        len(figures),
        sum(bool(each.before) for each in figures),
        len(texts),
        sum(bool(report.texts[section]) for section in texts),
    )
