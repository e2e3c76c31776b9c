"""Recognising a report in the blocks of a source, by its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from core.base.problem import SourceProblem
from core.figures.address import Address
from core.forms.form import Form, TableSection
from core.forms.loader import Forms
from core.labels.blocks import Block, Grid, Paragraph, Place
from core.labels.table_labels import labels_of
from core.labels.wording import letters
from core.recognition.cover_words import organ_told, year_told
from core.recognition.headings import Division, FoundSection, divide
from core.recognition.other_documents import OtherDocument, find_other
from core.recognition.reading import Certainty, Note, ReadFigure, Reading
from core.recognition.several_reports import choose_report
from core.recognition.table_figures import read_table
from core.recognition.title import Title, find_title
from core.recognition.written_part import has_spans, join_lines, table_lines

_PLACEHOLDER = re.compile(r"[（(]文字描述[^（）()]*[）)]")
"""What the blank official form says where a text belongs."""
_MOST_PARTS = 4
"""Sections that a document of another kind may have of those of the form."""
MOST_LINES = 20_000
"""Lines of text and of tables; a report has some hundred, with one cell a line some thousand."""


def recognise(
    blocks: Sequence[Block],
    forms: Forms,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Reading:
    """Recognise a report; ``organ`` and ``year`` override what the source says.

    Raises Problem where the blocks hold no annual report, or none of a known edition.
    """
    lines = sum(len(block.rows) if isinstance(block, Grid) else 1 for block in blocks)
    if lines > MOST_LINES:
        raise SourceProblem(
            f"有{lines}行文字和表格，不像是一份年报，没有读入。请把年报复制到单独的文件里再读取。"
        )
    return _Recogniser(blocks, forms, organ, year).reading()


class _Recogniser:
    def __init__(
        self,
        blocks: Sequence[Block],
        forms: Forms,
        organ: str | None,
        year: int | None,
    ) -> None:
        self._blocks = blocks
        self._forms = forms
        self._whole = Place("全文", blocks[0].place.source if blocks else "")
        self._organ = organ
        self._year = year
        self._other: OtherDocument | None = None
        self._texts: dict[str, str] = {}
        self._remarks: list[Note] = []
        self._figures: dict[Address, ReadFigure] = {}

    def reading(self) -> Reading:
        chosen = choose_report(self._blocks, self._forms, self._year)
        divisions = {
            form.edition: divide(chosen.blocks, form.sections) for form in self._forms.editions
        }
        before = min((each.before for each in divisions.values()), key=len, default=())
        title = find_title(before)
        if title and self._year is None:
            self._year = title.year
        if title and self._organ is None:
            self._organ = title.organ
        self._read_opening_words(chosen.blocks)
        if chosen.title is not None:
            names = "、".join(f"{other.year}年度{other.organ}" for other in chosen.others)
            why = f"文件里还有{names}的报告，读入的是{chosen.title.year}年度的，请核对"
            self._remarks.append(Note(chosen.title.line.place, chosen.title.line.text.strip(), why))
        form = self._edition(divisions, title, chosen.blocks)
        if self._other is not None:
            self._remarks.append(Note(self._whole, "", f"这份文件{self._other.words}"))
        division = divisions[form.edition]
        self._read_cover(form, title)
        self._read_opening(form, division, title)
        for part in division.parts.values():
            self._read_part(form, part)
        self._note_missing(form, division)
        not_found = "没有找到这一部分，没有读入"
        figures = {
            address: self._figures.get(address)
            or ReadFigure(address, Certainty.BLANK, why=not_found)
            for address in form.figures
        }
        return Reading(
            form=form,
            organ=self._organ or "",
            year=self._year,
            texts=MappingProxyType(self._texts),
            remarks=tuple(self._remarks),
            source_name=self._whole.source,
            figures=MappingProxyType(figures),
            blocks=tuple(self._blocks),
        )

    def _read_opening_words(self, blocks: Sequence[Block]) -> None:
        """Take the year and the organ from elsewhere where no title tells them."""
        if self._year is None and (year := year_told(blocks, self._whole)):
            self._year = int(year.text)
            why = f"题目里没有认出年度，从{year.source}认出是{year.text}年度，请核对"
            self._remarks.append(Note(year.place, year.line, why))
        if not self._organ and (organ := organ_told(blocks, self._whole)):
            self._organ = organ.text
            why = f"题目里没有认出机关名称，从{organ.source}认出是“{organ.text}”，请核对"
            self._remarks.append(Note(organ.place, organ.line, why))

    def _edition(
        self, divisions: dict[str, Division], title: Title | None, blocks: Sequence[Block]
    ) -> Form:
        """Choose the form whose own labels the tables bear; the year decides only a tie."""
        own = _own_labels(self._forms)
        found = {
            form.edition: _count(own[form.edition], _table_blocks(divisions[form.edition], form))
            for form in self._forms.editions
        }
        if not any(found.values()):
            found = {edition: _count(labels, self._blocks) for edition, labels in own.items()}
        most = max(found.values(), default=0)
        best = [form for form in self._forms.editions if found[form.edition] == most]
        by_year = None if self._year is None else self._forms.for_year(self._year)
        self._other = find_other(blocks, title, has_tables=most > 0)
        if not most and self._other is not None and len(_parts(divisions)) < _MOST_PARTS:
            raise SourceProblem(self._other.words)
        if not most and title is None and not any(each.parts for each in divisions.values()):
            raise SourceProblem(
                "里没有找到年报的题目、各部分标题和表格，没有读入。"
                "请确认它是政府信息公开工作年度报告的全文，从题目一直到第六部分。"
            )
        if len(best) == 1:
            others = [
                form.document for form in self._forms.editions if 1 < found[form.edition] < most
            ]
            if others:
                why = (
                    f"表格里也有{'、'.join(others)}的栏目，"
                    f"按栏目较多的{best[0].document}读取，请核对"
                )
                self._remarks.append(Note(self._whole, "", why))
            return best[0]
        if by_year is None:
            raise SourceProblem(
                "里的表格看不出用的是哪一版格式，也没有可以依据的年度，没有读入。"
                "请把题目和表格一起复制完整，或者先选定年度再读。"
            )
        why = (
            "从表格的栏目看不出用的是哪一版格式，"
            f"按{self._year}年度的{by_year.document}读取，请核对"
        )
        self._remarks.append(Note(self._whole, "", why))
        return by_year

    def _read_cover(self, form: Form, title: Title | None) -> None:
        place, text = self._whole, ""
        if title:
            place, text = title.line.place, title.line.text.strip()
        if not self._organ:
            self._remarks.append(Note(place, text, "没有认出机关名称，请补填"))
        if self._year is None:
            self._remarks.append(Note(place, text, "没有认出报告的年度，请补填"))
        elif self._other is None and self._forms.for_year(self._year) is not form:
            right = self._forms.for_year(self._year)
            instead = f"应当用{right.document}，" if right else ""
            why = (
                f"{self._year}年度不用{form.document}的格式，{instead}但表格的栏目是这一版的，"
                "按表格读取，请核对年度"
            )
            self._remarks.append(Note(place, text, why))

    def _read_opening(self, form: Form, division: Division, title: Title | None) -> None:
        """Take what stands before the first heading: the title, and the opening paragraph."""
        before = division.before
        if not division.parts:
            why = (
                "没有找到单独成行的各部分标题（如“一、总体情况”），文字和表格都没有读入。"
                "请让每个标题单独成行后再读"
            )
            self._remarks.append(Note(self._whole, "", why))
            return
        if title:
            above = _text_of(before[: title.first])
            if above:
                place = _first_place(before) or self._whole
                self._remarks.append(Note(place, above, "题目前面的文字没有读入"))
            before = before[title.last + 1 :]
        text = self._written(before)
        if not text:
            return
        self._texts[form.preamble.id] = text
        if form.sections[0].id not in division.parts:
            why = (
                f"没有找到标题“{form.sections[0].heading}”，第一个标题前的文字都放在导语里，请核对"
            )
            self._remarks.append(Note(_first_place(before) or self._whole, text, why))

    def _read_part(self, form: Form, part: FoundSection) -> None:
        heading = part.heading.place
        if part.misspelt:
            why = f"标题与格式不完全相同，按“{part.section.heading}”读取，请核对"
            self._remarks.append(Note(heading, part.heading.text.strip(), why))
        elif not part.heading.text.strip():
            why = f"没有找到标题“{part.section.heading}”，按表格的栏目认出这一部分，请核对"
            self._remarks.append(Note(heading, part.section.heading, why))
        if isinstance(part.section, TableSection):
            table = read_table(form, part.section, part.placed, heading)
            self._remarks += table.remarks
            self._figures |= table.figures
        elif text := self._written(part.blocks):
            self._texts[part.section.id] = text

    def _written(self, blocks: Iterable[Block]) -> str:
        """Return running text, one paragraph a line; a small table in it is kept as lines."""
        lines: list[str] = []
        for block in blocks:
            text = _text_of([block])
            if isinstance(block, Paragraph) and block.has_picture:
                why = "文字部分里的图片没有读入，要保留的请在网页或者Word文件里另行放入"
                self._remarks.append(Note(block.place, text, why))
            if _PLACEHOLDER.fullmatch(text):
                self._remarks.append(Note(block.place, text, "这是格式里的提示，没有读入"))
            elif isinstance(block, Paragraph):
                lines.append(block.text)
            elif text:
                lines += self._table_in_text(block, text)
        return join_lines(lines)

    def _table_in_text(self, grid: Grid, text: str) -> list[str]:
        lines = table_lines(grid)
        if lines is None:
            self._remarks.append(Note(grid.place, text, "文字部分里的表格太大，没有读入"))
            return []
        divided = "，合并的单元格分开了" if has_spans(grid) else ""
        why = f"文字部分里的表格按文字保留{divided}，其中的数不算作表里的数，请核对"
        self._remarks.append(Note(grid.place, text, why))
        # A blank line keeps it apart from lines with tabs around it.
        return ["", *lines, ""]

    def _note_missing(self, form: Form, division: Division) -> None:
        if not division.parts:
            return
        for section in form.sections:
            if section.id not in division.parts:
                why = f"没有找到标题“{section.heading}”，这一部分没有读入"
                self._remarks.append(Note(self._whole, section.heading, why))


def _parts(divisions: Mapping[str, Division]) -> set[str]:
    """Return the sections that were found by any form."""
    return {name for each in divisions.values() for name in each.parts}


def _own_labels(forms: Forms) -> dict[str, frozenset[str]]:
    """Return for each edition the labels that no other has, not even inside a longer one."""
    labels = {
        form.edition: frozenset().union(*(labels_of(table).all for table in form.tables))
        for form in forms.editions
    }
    own = {}
    for edition, known in labels.items():
        others = [each for name, those in labels.items() if name != edition for each in those]
        own[edition] = frozenset(k for k in known if not any(k in other for other in others))
    return own


def _count(labels: Iterable[str], blocks: Sequence[Block]) -> int:
    text = letters(_text_of(blocks))
    return sum(label in text for label in labels)


def _table_blocks(division: Division, form: Form) -> list[Block]:
    parts = [division.parts[table.id] for table in form.tables if table.id in division.parts]
    return [block for part in parts for block in part.blocks]


def _text_of(blocks: Iterable[Block]) -> str:
    """Return the text of blocks on lines of their own, trimmed, without empty ones."""
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" ".join(cell.text for cell in row) for row in block.rows]
    return "\n".join(trimmed for line in lines if (trimmed := _trimmed(line)))


def _trimmed(line: str) -> str:
    return line.strip().strip("\u200b\ufeff").strip()


def _first_place(blocks: Iterable[Block]) -> Place | None:
    return next((block.place for block in blocks if _text_of([block])), None)
