"""The fonts that are known to play a role on an official page, by the names that systems give them.

A family has a Chinese and an English name, and which of them Qt tells depends on the system. Those
of Windows and the older Word come first, then Founder's (方正: WPS, UOS), CESI's (the standard's
own institute: UOS, Kylin), those of Office (华文).
"""

from __future__ import annotations

from dataclasses import dataclass

SERIF = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
    "Source Han Serif CN",
    "Noto Serif SC",
)
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "微软雅黑",
)
RARE = ("SimSun-ExtB", "宋体-ExtB", "SimSun-ExtG", "宋体-ExtG")
"""What Windows has the characters of names and places in that its other fonts lack."""
_CHARSETS = ("GB2312", "GB18030", "GB13000")


@dataclass(frozen=True, slots=True)
class Chain:
    """A prescribed font: its name, the families that are it, those that may replace it."""

    name: str
    own: tuple[str, ...]
    others: tuple[str, ...]


def _cesi(chinese: str, short: str) -> tuple[str, ...]:
    """Return the names of CESI's fonts for a role: CESI仿宋-GB2312, CESI_FS_GB2312."""
    names = ((f"CESI{chinese}-{each}", f"CESI_{short}_{each}") for each in _CHARSETS)
    return tuple(name for pair in names for name in pair)


def _founder(chinese: str, english: str, number: str) -> tuple[str, ...]:
    """Return the names of Founder's fonts for a role: 方正仿宋_GBK, FZFangSong-Z02."""
    return (
        *(f"方正{chinese}_{each}" for each in ("GBK", "GB2312", "GB18030")),
        f"方正{chinese}简体",
        f"FZ{english}-{number}",
        f"FZ{english}-{number}S",
    )


_SIMPLE_SONG = (
    "宋体", "SimSun", "新宋体", "NSimSun", "宋体-18030", "SimSun-18030",
    *_founder("书宋", "ShuSong", "Z01"),
    *_cesi("宋体", "SS"),
    "华文宋体", "STSong",
)  # fmt: skip
TITLE = Chain(
    "方正小标宋简体",
    (
        "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05",
        "方正小标宋_GB2312", "方正小标宋_GB18030", "小标宋体", "小标宋",
        *_cesi("小标宋", "XBS"),
    ),
    ("华文中宋", "STZhongsong", *_SIMPLE_SONG, *SERIF),
)  # fmt: skip
BODY = Chain(
    "仿宋_GB2312",
    (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong",
        *_founder("仿宋", "FangSong", "Z02"),
        *_cesi("仿宋", "FS"),
        "华文仿宋", "STFangsong",
    ),
    SERIF,
)  # fmt: skip
KAI = Chain(
    "楷体_GB2312",
    (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi",
        *_founder("楷体", "Kai", "Z03"),
        *_cesi("楷体", "KT"),
        "华文楷体", "STKaiti",
    ),
    SERIF,
)  # fmt: skip
HEI = Chain(
    "黑体",
    (
        "黑体", "SimHei",
        *_founder("黑体", "Hei", "B01"),
        *_cesi("黑体", "HT"),
        "华文黑体", "STHeiti",
    ),
    SANS,
)  # fmt: skip
SONG = Chain("宋体", _SIMPLE_SONG, SERIF)
LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos", "TeX Gyre Termes")
"""Figures and Latin letters of the body, and the figures of the tables, as in the Word files.

Nothing prescribes them, so that nobody is told where none of these is there.
"""
HEAVY = frozenset((*TITLE.own, "华文中宋", "STZhongsong"))
"""Families of the weight of a title."""
