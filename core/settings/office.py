"""What a whole office sets by one file (office.toml): defaults, under whatever a user chooses."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.settings.page_options import FONT_PARTS, SITE_PARTS, SWITCHES, Watermark
from core.settings.phrases import LONGEST, Phrase, Phrases
from core.settings.settings import LIMITS, TRUTH, Limit, Settings, a_line, one_of, program_folder

FILE_NAME = "office.toml"
OFFICE = "NIANBAO_OFFICE"
"""Set in the environment, it names the one file to read: an administrator tries a file with it."""
LARGEST = 1024 * 1024
"""Bytes; no office has so much to set."""
_PERSONAL = frozenset({"recent", "geometry", "last_folder", "author", "printing"})
"""What only the user has, or what has keys of its own here."""
_LINE = a_line(100)
_MARKS = tuple(mark.name.lower() for mark in Watermark)
_PRINTING: Mapping[str, Limit] = MappingProxyType({
    **dict.fromkeys(SWITCHES, TRUTH),
    "watermark": one_of(*_MARKS),
    **dict.fromkeys((f"font_{part}" for part in FONT_PARTS), _LINE),
    **dict.fromkeys((f"site_{part}" for part in SITE_PARTS), _LINE),
})  # fmt: skip
_PHRASE: Mapping[str, Limit] = MappingProxyType({
    "section": _LINE,
    "part": _LINE,
    "texts": Limit(
        lambda value: isinstance(value, list)
        and all(isinstance(each, str) and each.strip() and len(each) <= LONGEST for each in value),
        f"要是一列文字，每条不超过{LONGEST}个字",
    ),
})  # fmt: skip
_OWN: Mapping[str, Limit] = MappingProxyType({"organ": _LINE, "region": _LINE})


@dataclass(frozen=True, slots=True)
class Office:
    """The defaults of an office, and what was wrong with its files."""

    organ: str = ""
    """The organ (机关名称) that a new report proposes."""
    region: str = ""
    """The region (地区) with which the name begins where no organ is set."""
    settings: Settings = field(default_factory=Settings)
    phrases: Phrases = ()
    files: tuple[Path, ...] = ()
    """The files that hold, the last over the first."""
    complaints: tuple[str, ...] = ()
    """What could not be used, each a sentence for the administrator."""

    @property
    def proposal(self) -> str:
        """What a new report proposes as its organ."""
        return self.organ or self.region


def office_files(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return where an office's file may lie, there or not: by the program, then of the machine.

    The machine's own comes last and wins, key by key: its administrator stands nearest to it.
    """
    if named := environment.get(OFFICE):
        return (Path(named),)
    program = program_folder()
    beside = (program / FILE_NAME,) if program is not None else ()
    if sys.platform == "win32":
        data = environment.get("PROGRAMDATA")
        return (*beside, Path(data) / "Nianbao" / FILE_NAME) if data else beside
    return (*beside, Path("/etc/nianbao") / FILE_NAME)


def load_office(environment: Mapping[str, str] = os.environ) -> Office:
    """Read the office's files; what is wrong in one is told and left out, and the rest holds."""
    office = Office()
    for path in office_files(environment):
        try:
            content = _content(path)
            if content is not None:
                office = _read(office, path, content)
        except Problem as problem:
            office = replace(office, complaints=(*office.complaints, str(problem)))
    return office


def _content(path: Path) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"单位的默认设置文件太大，没有采用（{path}）。")
        return read_plain(path).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise Problem(f"单位的默认设置没有采用：文件要存成UTF-8编码（{path}）。") from error
    except OSError as error:
        raise Problem(f"单位的默认设置没有采用：文件读不出来，请检查权限（{path}）。") from error


def _read(office: Office, path: Path, content: str) -> Office:
    """Take over what a file sets."""
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"第{where[1]}行第{where[2]}个字符附近" if where else "文件末尾附近"
        raise Problem(
            f"单位的默认设置没有采用：{place}不合TOML的写法，文字要加引号（{path}）。"
        ) from error
    except RecursionError as error:
        raise Problem(f"单位的默认设置没有采用：括号套得太深（{path}）。") from error
    except (ValueError, OverflowError) as error:
        raise Problem(f"单位的默认设置没有采用：里面有一个数长得离谱（{path}）。") from error
    reading = _Reading(path, content)
    own = dict(reading.right(data, _top_rules(), ""))
    printing = dict(reading.right(_table(own.pop("printing", {})), _PRINTING, "printing"))
    phrases = list(reading.phrases(own.pop("phrase", [])))
    if printing:
        # What is as usual is not there at all, as in the user's own choices.
        chosen = {**office.settings.printing, **printing}
        own["printing"] = {key: value for key, value in chosen.items() if value}
    names = {key: own.pop(key) for key in _OWN if key in own}
    settings = replace(office.settings, **own)  # type: ignore[arg-type]  # each fits its rule
    return replace(
        office,
        **names,  # type: ignore[arg-type]  # as above
        settings=settings,
        phrases=tuple(dict.fromkeys((*office.phrases, *phrases))),
        files=(*office.files, path),
        complaints=(*office.complaints, *reading.complaints),
    )


def _top_rules() -> Mapping[str, Limit]:
    shared = {key: rule for key, rule in LIMITS.items() if key not in _PERSONAL}
    table = Limit(lambda value: isinstance(value, dict), "要写成[printing]下面的几行")
    tables = Limit(lambda value: isinstance(value, list), "要写成[[phrase]]下面的几行")
    return {**_OWN, **shared, "printing": table, "phrase": tables}


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


class _Reading:
    """Sorts what is right from what is wrong, and says where in the file that is."""

    def __init__(self, path: Path, content: str) -> None:
        self.complaints: list[str] = []
        self._path = path
        self._lines = content.splitlines()

    def right(
        self, data: Mapping[str, object], rules: Mapping[str, Limit], table: str, turn: int = 0
    ) -> Iterator[tuple[str, object]]:
        """Yield what fits its rule; ``turn`` counts the tables of one name."""
        for key, value in data.items():
            if key not in rules:
                known = "、".join(rules)
                self._complain(key, table, turn, f"没有这一项，这里能写的有{known}")
            elif not rules[key].fits(value):
                self._complain(key, table, turn, rules[key].words)
            else:
                yield key, value

    def phrases(self, tables: object) -> Iterator[Phrase]:
        """Yield the phrases of the tables [[phrase]]."""
        for turn, each in enumerate(tables if isinstance(tables, list) else []):
            entry = dict(self.right(_table(each), _PHRASE, "phrase", turn))
            texts, section = entry.get("texts", []), entry.get("section")
            if not isinstance(section, str) or not section:
                self._complain("section", "phrase", turn, "要写明属于哪一部分，例如overview")
            elif isinstance(texts, list):
                yield from (Phrase(section, str(t), str(entry.get("part", ""))) for t in texts)

    def _complain(self, key: str, table: str, turn: int, what: str) -> None:
        line = self._line(key, table, turn)
        self.complaints.append(
            f"单位的默认设置第{line}行的“{key}”没有采用：{what}（{self._path}）。"
        )

    def _line(self, key: str, table: str, turn: int) -> int:
        """Return the line of a key, of its table where it is written in another way, or 1."""
        inside, seen, head = "", -1, 1
        for number, line in enumerate(self._lines, 1):
            if found := re.match(r"\s*\[+\s*\"?([^\]\"]+?)\"?\s*\]+", line):
                inside = found[1].split(".")[0]
                seen += inside == table
                if (inside == table and seen == turn) or (not table and inside == key):
                    head = number
            elif inside == table and (not table or seen == turn):
                written = re.match(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*[=.]", line)
                if written and key in written.groups():
                    return number
        return head
