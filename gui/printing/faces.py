"""The prescribed fonts, and what takes their place where they are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from PySide6.QtGui import QFontDatabase

from core.settings.page_options import Fonts
from gui.printing.font_names import (
    BODY,
    HEAVY,
    HEI,
    KAI,
    LATIN,
    RARE,
    SANS,
    SERIF,
    SONG,
    TITLE,
    Chain,
)
from gui.printing.sheet import Face

PRESCRIBED: Mapping[str, str] = MappingProxyType(
    {
        role: chain.name
        for role, chain in (
            ("title", TITLE),
            ("body", BODY),
            ("first", HEI),
            ("second", KAI),
            ("tables", SONG),
        )
    }
)
"""The prescribed font of each part of the page, by the part's name in `Fonts`."""
_MOST_BEHIND = 3
"""So many families of a kind are asked for a rare character: more make every letter take longer."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font that is missing, and the family that stands in for it."""

    wanted: str
    used: str
    is_chosen: bool = False
    """The clerk chose the missing font; else it is a prescribed one."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces in which the page is set."""

    title: Face
    body: Face
    kai: Face
    """Headings of the second level."""
    hei: Face
    """Headings of the first level."""
    tables: Face
    figures: Face
    """The numbers in tables."""
    song: Face
    """Page numbers, whatever was chosen for the tables."""
    sans: Face
    """Picture and watermark, whatever was chosen for the headings."""
    substitutions: tuple[Substitution, ...]

    @property
    def note(self) -> str:
        """Say which fonts are missing and what took their place; empty where none is."""
        prescribed = _pairs(s for s in self.substitutions if not s.is_chosen)
        chosen = _pairs(s for s in self.substitutions if s.is_chosen)
        notes = (
            f"这台电脑缺少公文规定的字体，已用相近的代替：{prescribed}。" if prescribed else "",
            f"这台电脑没有所选的字体，已用别的代替：{chosen}。" if chosen else "",
        )
        return "".join(notes)


def chinese_families() -> tuple[str, ...]:
    """Return the families of this machine that can write Chinese, by name."""
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    # A name with @ is the same font for upright columns.
    usable = (name for name in chinese if not name.startswith("@"))
    return tuple(name for name in usable if not QFontDatabase.isPrivateFamily(name))


def find_faces(families: Collection[str] | None = None, fonts: Fonts | None = None) -> Faces:
    """Choose the faces among the families of this machine, or among those given.

    ``fonts`` names what the clerk would rather have than the prescribed ones.
    """
    known = set(QFontDatabase.families() if families is None else families)
    wanted = fonts or Fonts()
    picks = {
        role: _pick(chain, name, known)
        for role, chain, name in (
            ("title", TITLE, wanted.title),
            ("body", BODY, wanted.body),
            ("kai", KAI, wanted.second),
            ("hei", HEI, wanted.first),
            ("tables", SONG, wanted.tables),
            ("song", SONG, ""),
        )
    }
    title, body, kai, hei, tables, song = (pick.family for pick in picks.values())
    missing = (pick.substitution for pick in picks.values())
    latin = next((family for family in LATIN if family in known), "")
    # A text face that stands in for a title face is too light; bold comes near it.
    stands_in = title not in {wanted.title, *HEAVY}
    return Faces(
        title=Face(title, bold=stands_in or title == body, behind=_behind(TITLE, known)),
        body=Face(body, latin=latin, behind=_behind(BODY, known)),
        # Without a face of their own, headings would not stand out.
        kai=Face(kai, bold=kai == body, behind=_behind(KAI, known)),
        hei=Face(hei, bold=hei == body, behind=_behind(HEI, known)),
        tables=Face(tables, behind=_behind(SONG, known)),
        figures=Face(tables, latin=latin, behind=_behind(SONG, known)),
        song=Face(song, behind=_behind(SONG, known)),
        sans=Face(_pick(HEI, "", known).family, behind=_behind(HEI, known)),
        substitutions=tuple(dict.fromkeys(each for each in missing if each is not None)),
    )


@dataclass(frozen=True, slots=True)
class _Pick:
    family: str
    substitution: Substitution | None


def _pick(chain: Chain, chosen: str, known: set[str]) -> _Pick:
    """Take the chosen family, or the first of the chain that is there."""
    if chosen in known:
        return _Pick(chosen, None)
    used = _choose(chain, known)
    if chosen:
        return _Pick(used, Substitution(chosen, used, is_chosen=True))
    return _Pick(used, None if used in chain.own else Substitution(chain.name, used))


def _behind(chain: Chain, known: set[str]) -> tuple[str, ...]:
    """Return the families that may have what a face of the chain lacks, those like it first.

    Many fonts of offices hold 6,763 characters only, and a system would take the others, as 镕,
    from any font: a Japanese one, a heavier one.
    """
    alike = [family for family in (*chain.own, *chain.others) if family in known]
    wide = [family for family in (*RARE, *SERIF, *SANS) if family in known]
    return tuple(dict.fromkeys((*alike[:_MOST_BEHIND], *wide[:_MOST_BEHIND])))


def _pairs(substitutions: Iterable[Substitution]) -> str:
    by_used = sorted(substitutions, key=lambda each: each.used)
    return "；".join(
        f"{'、'.join(each.wanted for each in those)}用 {used}"
        for used, those in groupby(by_used, key=lambda each: each.used)
    )


def _choose(chain: Chain, known: set[str]) -> str:
    for family in (*chain.own, *chain.others, *SERIF, *SANS):
        if family in known:
            return family
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return chinese[0] if chinese else next(iter(sorted(known)), "sans-serif")
