"""A span of a written part, as the history keeps it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from core.forms.form import Form
from core.report.cover_edits import SetTitleLines
from core.report.edits import SetCover, SetFigure, SetNote, SetPrior, SetProof, SetText, Step
from core.report.fields import FieldReader, Shape, link_of
from core.report.link import Link, changed_span
from core.report.report import Report, lines_of
from core.report.work_edits import SetOwnShare, SetShare, SetSigning


@dataclass(frozen=True, slots=True)
class Splice(Step):
    """A span of a text as it was: ``added`` characters stand from ``start`` now, these did before.

    ``links`` are all the linked numbers that the text had.
    """

    KEY = "part"

    section: str
    start: int
    added: int
    removed: str
    links: tuple[Link, ...] = ()

    @classmethod
    def between(cls, before: str, now: str, section: str, links: tuple[Link, ...]) -> Splice:
        """Return what leads from a text as it is now to what it was, with the links it had."""
        start, old_end, new_end = changed_span(before, now)
        return cls(section, start, new_end - start, before[start:old_end], links)

    @property
    def place(self) -> Hashable:
        return self.section

    def words(self, form: Form) -> str:
        return next(text.heading for text in form.texts if text.id == self.section)

    def as_json(self) -> Shape:
        return {
            "part": self.section,
            "start": self.start,
            "added": self.added,
            "removed": lines_of(self.removed),
            "links": [link_of(link) for link in self.links],
        }

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> Splice:
        read.group(shape, ("part", "start", "added", "removed", "links"), "history")
        section = read.section(read.take(shape, "part", str), form)
        start, added = read.take(shape, "start", int), read.take(shape, "added", int)
        if start < 0 or added < 0:
            raise read.damaged(f"“{section}”的修改记录不对")
        links = read.links(shape["links"], form, section)
        return cls(section, start, added, read.text(shape["removed"], section), links)

    def edit(self, report: Report) -> SetText:
        text = report.texts[self.section]
        end = self.start + self.added
        if end > len(text):
            raise ValueError(f"a span outside the text of {self.section}")
        whole = text[: self.start] + self.removed + text[end:]
        return SetText(self.section, whole, self.links)


STEPS: tuple[type[Step], ...] = (
    *(SetFigure, Splice, SetCover, SetNote, SetPrior, SetProof),
    *(SetTitleLines, SetShare, SetOwnShare, SetSigning),
)
"""Every kind of step; all edits but that of a text, of which a span is kept."""
