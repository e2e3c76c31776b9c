"""The blank form of an edition: sections, tables, figures and the identities between them.

Everything here is read from a file in ``resources/forms`` by `core.forms.loader`; nothing in the
program names an edition, a row or a column of a particular year.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.figures.address import Address
from core.figures.value import Kind
from core.forms.form_pattern import FormPattern
from core.forms.pattern_index import PatternIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; ``also`` lists other names that it bears in published reports."""

    id: str
    name: str
    kind: Kind
    unit: str = ""
    also: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures; ``short`` is its name inside a sentence about a tally."""

    id: str
    name: str
    columns: tuple[str, ...]
    short: str
    also: tuple[str, ...] = ()
    definition: str = ""
    basis: str = ""


class Role(enum.Enum):
    """What a cell of the printed table is for."""

    BAND = "band"
    """A band that divides the table (第二十条第（一）项)."""
    HEAD = "head"
    """A column heading."""
    LABEL = "label"
    """A row's label or the label of a group of rows."""
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the printed table: its place, its spans, and its label or its figure."""

    line: int
    column: int
    down: int
    across: int
    role: Role
    text: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the form, with the labels that stand left of it and above it."""

    address: Address
    kind: Kind
    unit: str
    row: Row
    column: Column
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    computed: bool = False

    @property
    def place(self) -> str:
        """Name the cell as a clerk would: row, then column."""
        return f"“{self.row.name}”{self.column.name}"


COVER_NAME = "封面"
"""What a clerk calls the page with the organ, the year and the opening paragraph."""


class TextRole(enum.Enum):
    """What a written part is for, where something is asked of it; the value is its name in a file.

    See 条例第五十条 and the documents that the editions name.
    """

    OVERVIEW = "overview"
    """总体情况: must be written and cover its parts."""
    PROBLEMS = "problems"
    """存在的主要问题及改进情况: must be written, and not as 无."""
    OTHER = "other"
    """其他需要报告的事项: names 信息处理费, or says that there is nothing."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """A section that is written, not counted; also the opening paragraph (导语).

    ``parts`` are the parts that it must cover, in their official order, each with what betrays
    that it is there under any heading.
    """

    id: str
    heading: str
    tab: str
    also: tuple[str, ...] = ()
    guidance: str = ""
    basis: str = ""
    role: TextRole | None = None
    parts: Mapping[str, re.Pattern[str]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class TableSection:
    """A section that is a table, with its printed grid."""

    id: str
    heading: str
    tab: str
    also: tuple[str, ...]
    guidance: str
    basis: str
    columns: Mapping[str, Column]
    rows: Mapping[str, Row]
    grid_columns: int
    widths: tuple[int, ...]
    header_lines: int
    """How many of the first lines are headings that repeat on every page."""
    lines: int
    cells: tuple[GridCell, ...]
    figures: tuple[Address, ...]
    """Every figure of the table, in the order in which it is printed."""

    def __hash__(self) -> int:
        """Go by what tells tables apart: what is made of one can be kept for it."""
        return hash((self.id, self.heading, self.figures))


Section = TextSection | TableSection


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums that must be equal (勾稽关系), for one row or one column.

    ``left`` and ``right`` are the addresses of the addends of either side. ``computes`` is the
    cell that the program computes from the other side, if any; it is then the only address of
    ``right``. ``basis`` names where the rule comes from.
    """

    id: str
    code: str
    section: str
    name: str
    place: str
    """The row or column that it is about, by name."""
    along: str
    """``row`` or ``column``."""
    line: str
    """The identifier of that row or column."""
    left: tuple[Address, ...]
    right: tuple[Address, ...]
    is_sum: bool
    computes: Address | None
    basis: str
    captions: tuple[str, ...] = ()
    """What a clerk calls the left sum and each member of the right side, where the form says so."""

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The figures of both sides."""
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class Carry:
    """What a figure must be by last year's report (年度衔接), for one row or one column.

    ``sources`` are figures of last year's report, ``plus`` and ``minus`` this year's that are added
    to their sum or taken off; ``to`` is this year's figure that must be the result.
    """

    code: str
    section: str
    name: str
    place: str
    """The row or column that it is about, by name."""
    along: str
    """``row`` or ``column``."""
    to: Address
    sources: tuple[Address, ...]
    plus: tuple[Address, ...]
    minus: tuple[Address, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Terms:
    """A sum of figures, some of them taken off."""

    plus: tuple[Address, ...]
    minus: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A way in which the written parts state a figure of the tables (收到…申请n件).

    ``patterns`` are searched in single clauses; their group ``n`` is the number, or a word that
    says there was none (未). ``sums`` are the sums of figures that the number may equal: one, or
    several where the wording leaves open which is meant. ``mistaken_for`` is a sum that is often
    written instead. ``context`` must be found in the sentence or its heading for the mention to
    stand by itself; behind 其中 it counts only as a part of the mentions ``part_of``. With
    ``beside`` it stands by itself only right behind one of those mentions or of its own kind, and
    never ``not_after`` another; ``only_behind`` must stand before it in its sentence.
    ``proved`` is a sum that the number may equal where the sentence also tells all the figures
    of one of the ``proofs``.
    """

    code: str
    name: str
    patterns: tuple[FormPattern, ...]
    sums: tuple[Terms, ...]
    mistaken_for: tuple[Address, ...]
    context: FormPattern | None
    unless_followed_by: FormPattern | None
    part_of: tuple[str, ...]
    basis: str
    beside: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    unless_preceded_by: FormPattern | None = None
    only_behind: FormPattern | None = None
    proved: Terms | None = None
    proofs: tuple[Terms, ...] = ()
    example: str = ""
    """A sentence that makes the mention; 【code】 stands for the number of a mention."""


@dataclass(frozen=True, slots=True)
class Form:
    """The blank report of one edition."""

    edition: str
    document: str
    """The official document that laid the form down."""
    title: str
    first_year: int
    confirmed_to: int
    """The last report year for which this edition is known to be in force."""
    preamble: TextSection
    sections: tuple[Section, ...]
    figures: Mapping[Address, Figure]
    identities: tuple[Identity, ...]
    totals: tuple[Identity, ...]
    """The identities that compute a cell, addends before the totals that use them."""
    mentions: tuple[Mention, ...]
    """What the written parts may say about the tables; the whole before its parts."""
    carries: tuple[Carry, ...]
    """What this year's figures must be by last year's report."""
    addends: Mapping[Address, tuple[Address, ...]] = field(repr=False)
    """For every computed cell the cells that are added up."""
    used_by: Mapping[Address, tuple[Identity, ...]] = field(repr=False)
    """For every figure the identities in which it stands."""
    replaced_by: str = ""
    """The document of the edition that followed; empty for the newest that is known."""
    tables: tuple[TableSection, ...] = field(init=False, repr=False, compare=False)
    """The sections that are tables, in order."""
    texts: tuple[TextSection, ...] = field(init=False, repr=False, compare=False)
    """The written parts in the order of the report, the opening paragraph first."""
    mention_index: PatternIndex = field(init=False, repr=False, compare=False)
    """Which patterns of mentions some words can match, numbered through in the mentions' order."""
    mentioned: Mapping[Address, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """The names of the mentions whose number may be a figure, or a sum in which it counts."""

    def __post_init__(self) -> None:
        tables = tuple(s for s in self.sections if isinstance(s, TableSection))
        object.__setattr__(self, "tables", tables)
        texts = (self.preamble, *(s for s in self.sections if isinstance(s, TextSection)))
        object.__setattr__(self, "texts", texts)
        patterns = (each.pattern for mention in self.mentions for each in mention.patterns)
        object.__setattr__(self, "mention_index", PatternIndex(patterns))
        named: dict[Address, tuple[str, ...]] = {}
        for mention in self.mentions:
            for address in dict.fromkeys(a for each in mention.sums for a in each.plus):
                # Two mentions may differ in their wording alone.
                named[address] = (*dict.fromkeys((*named.get(address, ()), mention.name)),)
        object.__setattr__(self, "mentioned", MappingProxyType(named))

    def table(self, section: str) -> TableSection:
        """Return a table by its identifier."""
        return next(t for t in self.tables if t.id == section)

    def text(self, section: str) -> TextSection:
        """Return a written part by its identifier."""
        return next(t for t in self.texts if t.id == section)

    def term(self, rule: Identity | Carry, address: Address) -> str:
        """Name a figure in a rule: by its row along a column, by its column along a row."""
        figure = self.figures[address]
        return figure.row.short if rule.along == "column" else figure.column.name

    def unwatched(self) -> tuple[Address, ...]:
        """Return the figures that no identity covers, so that nobody believes them checked."""
        return tuple(a for a in self.figures if a not in self.used_by)
