"""Loading the form files of ``resources/forms``; docs/form-language.md describes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import resources
from core.figures.address import Address
from core.figures.value import Kind
from core.forms.carries import read_carries
from core.forms.form import (
    COVER_NAME,
    Column,
    Figure,
    Form,
    GridCell,
    Identity,
    Role,
    Row,
    Section,
    TableSection,
    TextRole,
    TextSection,
)
from core.forms.grid import Surroundings, place_cells
from core.forms.identities import read_identities, totals_in_order
from core.forms.keys import FormError, Keys
from core.forms.mentions import read_mentions

LANGUAGE = 1
"""The version of the form language that this program understands."""


class Forms:
    """Every edition that the program knows, oldest first."""

    def __init__(self, editions: Iterable[Form]) -> None:
        self._editions = tuple(editions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Forms) and self.editions == other.editions

    def __hash__(self) -> int:
        return hash(tuple(form.edition for form in self.editions))

    @property
    def editions(self) -> tuple[Form, ...]:
        """The forms of all editions."""
        return self._editions

    def for_year(self, year: int) -> Form | None:
        """Return the form that a report year uses: the latest edition begun by then."""
        begun = [form for form in self.editions if form.first_year <= year]
        return begun[-1] if begun else None

    def by_edition(self, edition: str) -> Form | None:
        """Return the form of an edition, or None where it is unknown."""
        return next((form for form in self.editions if form.edition == edition), None)


class ShippedForms(Forms):
    """The editions that ship with the program, each read when it is first asked for.

    The tests proved them: their heads tell which there are, their patterns are compiled when they
    are needed.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(())
        heads = sorted(map(_head, folder.glob("*.toml")))
        after = [*(document for _, _, document, _ in heads[1:]), ""]
        self._heads = tuple((*head, next_one) for head, next_one in zip(heads, after, strict=True))
        self._read: dict[str, Form] = {}

    @property
    def editions(self) -> tuple[Form, ...]:
        """The forms of all editions."""
        return tuple(self._form(edition) for _, edition, _, _, _ in self._heads)

    def for_year(self, year: int) -> Form | None:
        """Return the form that a report year uses: the latest edition begun by then."""
        begun = [edition for first_year, edition, _, _, _ in self._heads if first_year <= year]
        return self._form(begun[-1]) if begun else None

    def by_edition(self, edition: str) -> Form | None:
        """Return the form of an edition, or None where it is unknown."""
        known = any(each == edition for _, each, _, _, _ in self._heads)
        return self._form(edition) if known else None

    def _form(self, edition: str) -> Form:
        if edition not in self._read:
            file, after = next((f, a) for _, each, _, f, a in self._heads if each == edition)
            self._read[edition] = replace(load_form(file, is_proved=True), replaced_by=after)
        return self._read[edition]


def load_forms(folder: Path | None = None) -> Forms:
    """Load every form file of a folder (by default the shipped ones); raises FormError."""
    if folder is None:
        return ShippedForms(resources.folder() / "forms")
    forms: list[Form] = []
    files: dict[str | int, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        form = load_form(file)
        for key, value in (("edition", form.edition), ("first_year", form.first_year)):
            other = files.setdefault(value, file)
            if other != file:
                raise FormError(file, key, f"与{other.name}的相同")
        forms.append(form)
    forms.sort(key=lambda form: form.first_year)
    after = [*(form.document for form in forms[1:]), ""]
    pairs = zip(forms, after[: len(forms)], strict=True)
    return Forms(replace(form, replaced_by=document) for form, document in pairs)


def _head(file: Path) -> tuple[int, str, str, Path]:
    """Return first year, edition and document of a form, which stand before its first table."""
    text = file.read_text(encoding="utf-8")
    keys = Keys(file, "", tomllib.loads(text[: text.index("\n[") + 1]))
    return keys.whole("first_year"), keys.text("edition"), keys.text("document"), file


def load_form(file: Path, *, is_proved: bool = False) -> Form:
    """Load one form file; raises FormError with the file, the key and the fault."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise FormError(file, "全文", f"读不出来（{error}）") from error
    keys = Keys(file, "", data)
    if keys.whole("language") != LANGUAGE:
        raise keys.fault("language", f"本程序只认识第{LANGUAGE}版的格式语言")
    head = keys.table("preamble")
    preamble = TextSection(
        head.identifier("id"), head.text("name"), COVER_NAME, (), head.text("guidance", ""),
        head.text("basis", ""),
    )  # fmt: skip
    head.done()
    sections = tuple(_section(part) for part in keys.tables("section"))
    _unique(keys, [preamble.id, *(section.id for section in sections)])
    tables = tuple(s for s in sections if isinstance(s, TableSection))
    identities = read_identities(keys, tables)
    computed = {identity.computes for identity in identities if identity.computes}
    figures = {a: f for table in tables for a, f in _figures(table, computed).items()}
    used_by: dict[Address, list[Identity]] = {}
    for identity in identities:
        for address in identity.addresses:
            used_by.setdefault(address, []).append(identity)
    form = Form(
        edition=keys.text("edition"),
        document=keys.text("document"),
        title=keys.text("title"),
        first_year=keys.whole("first_year"),
        confirmed_to=keys.whole("confirmed_to"),
        preamble=preamble,
        sections=sections,
        figures=figures,
        identities=identities,
        totals=totals_in_order(keys, identities),
        mentions=read_mentions(keys, figures, is_proved=is_proved),
        carries=read_carries(keys, tables),
        addends={i.computes: i.left for i in identities if i.computes},
        used_by={address: tuple(found) for address, found in used_by.items()},
    )
    keys.done()
    if form.confirmed_to < form.first_year:
        raise keys.fault("confirmed_to", "不能早于 first_year")
    return form


def _section(keys: Keys) -> Section:
    kind = keys.text("kind")
    if kind not in {"text", "table"}:
        raise keys.fault("kind", "只能是 text 或 table")
    name, heading, tab = keys.identifier("id"), keys.text("heading"), keys.text("tab")
    also, guidance = keys.texts("also", ()), keys.text("guidance", "")
    basis = keys.text("basis", "")
    if kind == "text":
        role, parts = _role(keys), _parts(keys)
        keys.done()
        return TextSection(name, heading, tab, also, guidance, basis, role, parts)
    usual_kind = _kind(keys, "kind_of_figures", keys.text("kind_of_figures"))
    columns = {k: _column(k, v, usual_kind) for k, v in keys.named_tables("columns").items()}
    rows = {k: _row(k, v, columns) for k, v in keys.named_tables("rows").items()}
    grid_columns = keys.whole("grid_columns")
    widths = _widths(keys, grid_columns)
    lines, cells = place_cells(keys, name, rows, grid_columns)
    figures = tuple(cell.address for cell in cells if cell.address)
    _same_figures(keys, name, rows, figures)
    header_lines = keys.whole("header_lines", 0)
    if any(c.line < header_lines and (c.address or c.line + c.down > header_lines) for c in cells):
        raise keys.fault("header_lines", "表头里有数字格，或者有单元格跨出表头")
    keys.done()
    return TableSection(
        id=name,
        heading=heading,
        tab=tab,
        also=also,
        guidance=guidance,
        basis=basis,
        columns=columns,
        rows=rows,
        grid_columns=grid_columns,
        widths=widths,
        header_lines=header_lines,
        lines=lines,
        cells=cells,
        figures=figures,
    )


def _role(keys: Keys) -> TextRole | None:
    name = keys.text("role", "")
    try:
        return TextRole(name) if name else None
    except ValueError:
        names = "、".join(role.value for role in TextRole)
        raise keys.fault("role", f"“{name}”不是文字部分的用途，只能是{names}") from None


def _parts(keys: Keys) -> Mapping[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for part in keys.tables("parts"):
        name, sign = part.text("name"), part.text("sign")
        part.done()
        if name in found:
            raise part.fault("name", f"“{name}”出现了两次")
        try:
            found[name] = re.compile(sign)
        except re.error as error:
            raise part.fault("sign", f"不是正确的式样（{error}）") from error
    return MappingProxyType(found)


def _kind(keys: Keys, key: str, name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        names = "、".join(kind.value for kind in Kind)
        raise keys.fault(key, f"“{name}”不是数的种类，只能是{names}") from None


def _column(name: str, keys: Keys, usual_kind: Kind) -> Column:
    kind = _kind(keys, "kind", keys.text("kind", usual_kind.value))
    column = Column(
        id=name,
        name=keys.text("name"),
        kind=kind,
        unit=keys.text("unit") if kind is Kind.AMOUNT else "",
        also=keys.texts("also", ()),
        definition=keys.text("definition", ""),
    )
    keys.done()
    if kind is Kind.AMOUNT and column.unit != "万元":
        raise keys.fault("unit", "金额的单位只能是万元")
    return column


def _row(name: str, keys: Keys, columns: Mapping[str, Column]) -> Row:
    title = keys.text("name")
    row = Row(
        id=name,
        name=title,
        columns=keys.texts("columns", tuple(columns)),
        short=keys.text("short", title),
        also=keys.texts("also", ()),
        definition=keys.text("definition", ""),
        basis=keys.text("basis", ""),
    )
    keys.done()
    for column in row.columns:
        if column not in columns:
            raise keys.fault("columns", f"没有“{column}”这一列")
    return row


def _widths(keys: Keys, grid_columns: int) -> tuple[int, ...]:
    widths = keys.entries("widths")
    whole = tuple(w for w in widths if isinstance(w, int) and w > 0)
    if grid_columns < 1 or len(whole) != grid_columns or len(widths) != grid_columns:
        raise keys.fault("widths", "应当是与 grid_columns 一样多的正整数")
    return whole


def _same_figures(
    keys: Keys, section: str, rows: Mapping[str, Row], printed: Sequence[Address]
) -> None:
    """Every figure that rows and columns define must be printed once."""
    defined = {Address.of(section, row.id, c) for row in rows.values() for c in row.columns}
    _unique(keys, printed)
    for address in sorted(defined - set(printed)):
        raise keys.fault("lines", f"表格里没有“{address}”这个数的位置")


def _unique(keys: Keys, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise keys.fault("lines" if "." in name else "section", f"“{name}”出现了两次")
        seen.add(name)


def _figures(table: TableSection, computed: set[Address]) -> dict[Address, Figure]:
    figures = {}
    around = Surroundings(table.cells)
    for cell in table.cells:
        if cell.role is Role.FIGURE and cell.address:
            is_computed = cell.address in computed
            figures[cell.address] = _figure(table, cell, cell.address, is_computed, around)
    return figures


def _figure(
    table: TableSection, cell: GridCell, address: Address, computed: bool, around: Surroundings
) -> Figure:
    column = table.columns[address.column]
    return Figure(
        address=address,
        kind=column.kind,
        unit=column.unit,
        row=table.rows[address.row],
        column=column,
        labels=around.labels_of(cell),
        heads=around.heads_of(cell),
        computed=computed,
    )
