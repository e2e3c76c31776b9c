"""How a picture for the public looks: colours and forms, each style a file of data."""

from __future__ import annotations

import enum
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import resources
from core.base.problem import Problem


class PublicForm(enum.Enum):
    """What the picture is for. The value is what a clerk chooses from."""

    LONG = "长图"
    """1080 pixels wide and as long as it takes, for telephones."""
    PAGE = "一页"
    """A sheet of A4, for the wall and for print."""


USUAL = "蓝色"
"""The style where none is chosen."""
PARTS = 6
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_COLOURS = ("ground", "card", "accent", "prior", "line")
_HUNDREDS = ("grid", "bar")
_LIGHTEST_ACCENT, _DARKEST_GROUND = 140, 210
"""Greys from 0 to 255: black words must be read on a ground, a bar be seen on it."""
_LEAST_STEP = 8
"""The difference of the greys of two parts that stand beside each other."""


@dataclass(frozen=True, slots=True)
class PictureStyle:
    """A style; ``parts`` are the colours of the parts of a whole, from dark to light.

    ``hundred`` says how a hundred is drawn: as a ``grid`` of squares, or as one ``bar``.
    """

    name: str
    ground: str
    card: str
    accent: str
    prior: str
    line: str
    parts: tuple[str, ...]
    hundred: str


def load_styles() -> dict[str, PictureStyle]:
    """Return the styles that ship with the program, the usual one first."""
    files = sorted((resources.folder() / "pictures").glob("*.toml"))
    styles = [read_style(file) for file in files if file.name != "words.toml"]
    return {style.name: style for style in sorted(styles, key=lambda each: each.name != USUAL)}


def find_style(name: str) -> PictureStyle:
    """Return a style by its name, or from a file of one's own; raises Problem."""
    if name.lower().endswith(".toml"):
        return read_style(Path(name))
    styles = load_styles()
    style = styles.get(name or USUAL)
    if style is None:
        raise Problem(f"没有“{name}”这种图解样式。有：{'、'.join(styles)}，或者自己的 .toml 文件。")
    return style


def read_style(file: Path) -> PictureStyle:
    """Read a style; raises Problem where its file cannot be used."""
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Problem(
            f"图解样式“{file.name}”读不出来。请核对文件是不是还在、写法对不对。"
        ) from error
    wrong = _wrong(data)
    if wrong:
        raise Problem(f"图解样式“{file.name}”不能用：{wrong}。")
    return PictureStyle(
        str(data["name"]),
        ground=str(data["ground"]),
        card=str(data["card"]),
        accent=str(data["accent"]),
        prior=str(data["prior"]),
        line=str(data["line"]),
        parts=tuple(map(str, data["parts"])),
        hundred=str(data.get("hundred", _HUNDREDS[0])),
    )


def _wrong(data: Mapping[str, object]) -> str:
    """Say what keeps a style from being used; empty where nothing does."""
    known = {"name", "parts", "hundred", *_COLOURS}
    unknown = [key for key in data if key not in known]
    if unknown:
        return f"不认识“{unknown[0]}”"
    if not isinstance(data.get("name"), str) or not data["name"]:
        return "没有写 name"
    parts = data.get("parts")
    if not isinstance(parts, list) or len(parts) != PARTS:
        return f"parts 要有{PARTS}种颜色"
    colours = [*((key, data.get(key)) for key in _COLOURS), *(("parts", each) for each in parts)]
    for key, colour in colours:
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            return f"{key} 里的“{colour}”不是 #RRGGBB 这样的颜色"
    if data.get("hundred", _HUNDREDS[0]) not in _HUNDREDS:
        return f"hundred 只能是{'或者'.join(_HUNDREDS)}"
    greys = [grey(str(each)) for each in parts]
    if any(light - dark < _LEAST_STEP for dark, light in pairwise(greys)):
        return "parts 要从深到浅，并且印成黑白也分得开"
    if min(grey(str(data[key])) for key in ("ground", "card")) < _DARKEST_GROUND:
        return "ground 和 card 太深，上面的黑字看不清"
    if grey(str(data["accent"])) > _LIGHTEST_ACCENT:
        return "accent 太浅，印成黑白看不出来"
    return ""


def grey(colour: str) -> float:
    """Return what a colour is on a printer without colours, from 0 (black) to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
