"""The prescribed fonts, and what takes their place where they are missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtGui import QFontDatabase

from gui.printing.sheet import Face

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Microsoft YaHei", "微软雅黑")
_SONG = ("宋体", "SimSun", "NSimSun", "新宋体", *_SERIF)
_SMALL_TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK")
_HEAVY = ("华文中宋", "STZhongsong")


@dataclass(frozen=True, slots=True)
class _Chain:
    """A prescribed font: its name, the families that are it, those that may replace it."""

    name: str
    own: tuple[str, ...]
    others: tuple[str, ...]


_TITLE = _Chain("方正小标宋简体", _SMALL_TITLE, (*_HEAVY, *_SONG))
_BODY = _Chain("仿宋_GB2312", ("仿宋_GB2312", "FangSong_GB2312"), ("仿宋", "FangSong", *_SERIF))
_KAI = _Chain("楷体_GB2312", ("楷体_GB2312", "KaiTi_GB2312"), ("楷体", "KaiTi", *_SERIF))
_HEI = _Chain("黑体", ("黑体", "SimHei"), _SANS)
_SONG_CHAIN = _Chain("宋体", ("宋体", "SimSun"), ("新宋体", "NSimSun", *_SERIF))


@dataclass(frozen=True, slots=True)
class Substitution:
    """A prescribed font that is missing, and the family that stands in for it."""

    wanted: str
    used: str


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces in which the page is set."""

    title: Face
    body: Face
    kai: Face
    hei: Face
    song: Face
    substitutions: tuple[Substitution, ...]

    @property
    def note(self) -> str:
        """Say which fonts are missing, in one sentence; empty where none is."""
        if not self.substitutions:
            return ""
        pairs = "；".join(
            f"{'、'.join(each.wanted for each in those)}用 {used}"
            for used, those in groupby(
                sorted(self.substitutions, key=lambda each: each.used), key=lambda each: each.used
            )
        )
        return f"这台电脑缺少公文规定的字体，已用相近的代替：{pairs}。"


def find_faces(families: Collection[str] | None = None) -> Faces:
    """Choose the faces among the families of this machine, or among those given."""
    known = set(QFontDatabase.families() if families is None else families)
    chains = (_TITLE, _BODY, _KAI, _HEI, _SONG_CHAIN)
    title, body, kai, hei, song = (_choose(chain, known) for chain in chains)
    return Faces(
        # A text face that stands in for a title face is too light; bold comes near it.
        title=Face(title, bold=title not in (*_SMALL_TITLE, *_HEAVY)),
        body=Face(body),
        # Without a face of their own, headings of the second level would not stand out.
        kai=Face(kai, bold=kai == body),
        hei=Face(hei, bold=hei == body),
        song=Face(song),
        substitutions=tuple(
            Substitution(chain.name, used)
            for chain, used in zip(chains, (title, body, kai, hei, song), strict=True)
            if used not in chain.own
        ),
    )


def _choose(chain: _Chain, known: set[str]) -> str:
    for family in (*chain.own, *chain.others, *_SERIF, *_SANS):
        if family in known:
            return family
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return chinese[0] if chinese else next(iter(sorted(known)), "sans-serif")
