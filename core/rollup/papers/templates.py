"""The templates of what is sent to units: ours, or the office's own of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from core.base.problem import Problem

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

LETTER = "letter.txt.j2"
MESSAGE = "message.txt.j2"
NOTICE = "notice.txt.j2"
FOLDER = "templates"
"""The folder, in that of the program's own files, where an office puts its own templates."""


def fill_in(name: str, values: Mapping[str, object], folders: Iterable[Path] = ()) -> str:
    """Fill in a template, the first that is there in ``folders`` or else ours; raises Problem.

    It is plain text. Templates run in a sandbox: whoever can put one there can write letters, no
    more.
    """
    from jinja2 import TemplateError

    places = tuple(folders)
    try:
        # One that was put there just now goes before ours, which is compiled already.
        own = tuple(file for folder in places for file in sorted(folder.glob("*.j2")))
        return _environment(places, own).get_template(name).render(values)
    except (TemplateError, OSError, UnicodeDecodeError, TypeError, ValueError) as error:
        what = " ".join(str(error).split())[:100]
        raise Problem(
            f"文书的模板“{name}”不能用（{what}）。"
            "请改正本单位的模板，或者把它移走，程序就用自带的。"
        ) from error


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...], _own: tuple[Path, ...]) -> SandboxedEnvironment:
    """Return where templates are looked for; it compiles each once, and anew where it changed."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    ours = resources.folder() / "templates" / "rollup"
    return SandboxedEnvironment(
        loader=FileSystemLoader([*folders, ours], encoding="utf-8-sig"),
        autoescape=False,  # plain text, in which nothing is markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
