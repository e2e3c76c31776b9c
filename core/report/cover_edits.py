"""The kind of edit about how the title is divided into lines."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from core.forms.form import Form
from core.report.edits import COVER, WholeEdit
from core.report.fields import FieldReader, Shape
from core.report.report import Report


@dataclass(frozen=True, slots=True)
class SetTitleLines(WholeEdit):
    """Divide the organ's name in the title by hand; without lines it is divided by itself.

    The lines joined are the name. They count for this name alone, and wait while there is another.
    """

    KEY = "title_lines"

    lines: tuple[str, ...]

    @property
    def place(self) -> Hashable:
        return self.KEY

    @property
    def part(self) -> str:
        return COVER

    def put(self, report: Report) -> None:
        report._put_title_lines(self.lines)

    def now(self, report: Report) -> SetTitleLines:
        return SetTitleLines(report.title_lines)

    @classmethod
    def every(cls, report: Report) -> Iterable[SetTitleLines]:
        return (cls(report.title_lines),)

    def words(self, form: Form) -> str:
        return "标题的分行"

    def as_json(self) -> Shape:
        return {"title_lines": list(self.lines)}

    @classmethod
    def read(cls, shape: Shape, read: FieldReader, form: Form) -> SetTitleLines:
        read.group(shape, ("title_lines",), "history")
        return cls(read.title_lines(shape["title_lines"]))
