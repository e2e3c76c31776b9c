"""What an office changes about the checks of texts: rules switched off, softened, and its own.

Its file is data alone. Words are searched letter by letter, never as patterns, and all that is
counted is bounded, so that no file can run anything or hold the program up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from core.base.plain_file import read_plain
from core.base.problem import Problem
from core.forms.keys import FormError, Keys
from core.report.finding import Finding, Severity, Spot
from core.texts.taken_over import TakenOverLimit

LARGEST = 256 * 1024
"""Bytes; a file of rules has no more."""
_MOST_RULES = 200
_MOST_WORDS = 200
_LONGEST_WORD = 40
_LONGEST_LIMIT = 100_000
_KINDS = MappingProxyType({
    "unwanted": "不要出现的词句",
    "wanted": "应当写到的词句（写到其中一个就可以）",
    "longest": "最多多少字",
    "shortest": "最少多少字",
    "numbers": "至少要写多少个数字",
})  # fmt: skip
_NO_COUNT = " \t\r\n\u3000\u200b"
_SEVERITIES = MappingProxyType({"warning": Severity.WARNING, "hint": Severity.HINT})


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """A rule of the office: what it asks of one written part, or of each of them.

    ``words`` are for the kinds ``unwanted`` and ``wanted``, ``limit`` for the others.
    """

    code: str
    name: str
    kind: str
    severity: Severity
    section: str
    words: tuple[str, ...]
    limit: int
    advice: str
    basis: str
    passes: str
    fails: str

    def look(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield what the rule finds in a text: where, and what is wrong."""
        if self.kind == "unwanted":
            yield from self._unwanted(text)
            return
        wrong = ""
        if self.kind == "wanted" and not any(word in text for word in self.words):
            wrong = f"没有写到{'、'.join(f'“{word}”' for word in self.words)}" + (
                "当中的任何一个" if len(self.words) > 1 else ""
            )
        elif self.kind in {"longest", "shortest"}:
            length = len(text) - sum(map(text.count, _NO_COUNT))
            if self.kind == "longest" and length > self.limit:
                wrong = f"共{length}个字，超过{self.limit}个字"
            elif self.kind == "shortest" and length < self.limit:
                wrong = f"共{length}个字，不到{self.limit}个字"
        elif self.kind == "numbers" and (count := _numbers(text)) < self.limit:
            wrong = f"写了{count}个数字，不到{self.limit}个"
        if wrong:
            yield 0, len(text), wrong

    def _unwanted(self, text: str) -> Iterator[tuple[int, int, str]]:
        for word in self.words:
            at = text.find(word)
            while at >= 0:
                yield at, at + len(word), f"写了“{word}”"
                at = text.find(word, at + len(word))


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """All that an office changes; without a file nothing."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    rules: tuple[OfficeRule, ...] = ()
    taken_over: TakenOverLimit | None = None
    file: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.off or self.severities or self.rules or self.taken_over)

    def judge(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Leave out what the office switched off, and weigh the others as it weighs them."""
        for finding in findings:
            if finding.code in self.off:
                continue
            weight = self.severities.get(finding.code)
            yield replace(finding, severity=weight) if weight else finding

    def check(self, texts: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Finding]:
        """Hold the written parts against the office's own rules; ``names`` are the parts'."""
        for rule in self.rules:
            for section, text in texts.items():
                if not text.strip() or rule.section not in ("", section):
                    continue
                for start, end, wrong in rule.look(text):
                    yield Finding(
                        code=rule.code,
                        severity=rule.severity,
                        section=section,
                        message=f"“{names[section]}”里{wrong}（本单位的规则：{rule.name}）。",
                        advice=rule.advice,
                        spot=Spot(section, start, end),
                        about=text[start:end] if rule.kind == "unwanted" else "",
                        basis=rule.basis,
                    )


def read_office_rules(path: Path, known: Collection[str], sections: Collection[str]) -> OfficeRules:
    """Read an office's file of rules, and try each of its rules on its examples.

    ``known`` are the codes that it may switch off or weigh anew, ``sections`` the written parts.
    Raises Problem, which says what is wrong where, and what may stand there.
    """
    try:
        return _read(Keys(path, "", _data(path)), known, sections)
    except FormError as error:
        where = f"“{error.key}”" if error.key else ""
        raise Problem(f"本单位的规则没有采用：{where}{error.fault}（{path}）。") from error


def _data(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"本单位的规则没有采用：文件超过{LARGEST // 1024}KB（{path}）。")
        return tomllib.loads(read_plain(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problem(f"本单位的规则没有采用：文件要存成UTF-8编码（{path}）。") from error
    except OSError as error:
        raise Problem(f"本单位的规则没有采用：文件读不出来（{path}）。") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise Problem(
            f"本单位的规则没有采用：不合TOML的写法，文字要加引号（{path}；{_place(error)}）。"
        ) from error


def _place(error: Exception) -> str:
    digits = [part.strip("(),") for part in str(error).split() if part.strip("(),").isdigit()]
    return f"第{digits[0]}行" if digits else "位置不明"


def _read(keys: Keys, known: Collection[str], sections: Collection[str]) -> OfficeRules:
    off = keys.texts("off", ())
    for code in off:
        _check_known(keys, "off", code, known)
    severities = {}
    if keys.has("severity"):
        weights = keys.table("severity")
        for code in weights.names():
            _check_known(weights, code, code, known)
            severities[code] = _severity(weights, code)
    tables = keys.tables("rule")
    if len(tables) > _MOST_RULES:
        raise keys.fault("rule", f"规则有{len(tables)}条，最多{_MOST_RULES}条")
    rules: dict[str, OfficeRule] = {}
    for table in tables:
        rule = _rule(table, sections)
        if rule.code in rules:
            raise table.fault("code", f"“{rule.code}”出现了两次")
        rules[rule.code] = rule
    limit = _taken_over(keys.table("taken_over"), sections) if keys.has("taken_over") else None
    keys.done()
    return OfficeRules(frozenset(off), severities, tuple(rules.values()), limit, keys.file)


def _taken_over(keys: Keys, sections: Collection[str]) -> TakenOverLimit:
    percent = keys.whole("percent")
    if not 1 <= percent <= 99:
        raise keys.fault("percent", "要写1至99（百分之几）")
    parts = keys.texts("sections", ())
    for section in parts:
        if section not in sections:
            raise keys.fault("sections", f"没有“{section}”这一部分，能写的有{'、'.join(sections)}")
    severity = _severity(keys, "severity") if keys.has("severity") else Severity.HINT
    keys.done()
    return TakenOverLimit(percent, severity, parts)


def _check_known(keys: Keys, key: str, code: str, known: Collection[str]) -> None:
    if code not in known:
        raise keys.fault(
            key, f"“{code}”不能停用或改轻重：只有文字的检查可以，编号见 nianbao check --rules"
        )


def _severity(keys: Keys, key: str) -> Severity:
    word = keys.text(key)
    if word not in _SEVERITIES:
        raise keys.fault(key, f"没有“{word}”这一种轻重，只能写warning（提醒）或hint（提示）")
    return _SEVERITIES[word]


def _rule(keys: Keys, sections: Collection[str]) -> OfficeRule:
    code, kind = keys.text("code"), keys.text("kind")
    if not (code.startswith("B") and code[1:].isascii() and code[1:].isdigit() and len(code) < 6):
        raise keys.fault("code", f"“{code}”不是本单位规则的编号，要写B和数字，例如B01")
    if kind not in _KINDS:
        kinds = "、".join(f"{name}（{words}）" for name, words in _KINDS.items())
        raise keys.fault("kind", f"没有“{kind}”这一种，能写的有{kinds}")
    section = keys.text("section", "")
    if section and section not in sections:
        raise keys.fault("section", f"没有“{section}”这一部分，能写的有{'、'.join(sections)}")
    by_words = kind in {"unwanted", "wanted"}
    rule = OfficeRule(
        code=code,
        name=keys.text("name"),
        kind=kind,
        severity=_severity(keys, "severity") if keys.has("severity") else Severity.HINT,
        section=section,
        words=_words(keys) if by_words else (),
        limit=0 if by_words else _limit(keys),
        advice=keys.text("advice", "请按本单位的规则修改。"),
        basis=keys.text("basis", "本单位的规则"),
        passes=keys.text("passes"),
        fails=keys.text("fails"),
    )
    if any(rule.look(rule.passes)):
        raise keys.fault("passes", f"规则{code}判断不了自己的例子：这个例子应当通过，却没有通过")
    if not any(rule.look(rule.fails)):
        raise keys.fault("fails", f"规则{code}判断不了自己的例子：这个例子应当不通过，却通过了")
    keys.done()
    return rule


def _words(keys: Keys) -> tuple[str, ...]:
    words = keys.texts("words")
    if not 1 <= len(words) <= _MOST_WORDS:
        raise keys.fault("words", f"要写1至{_MOST_WORDS}个词句")
    for word in words:
        if not (word.strip() and len(word) <= _LONGEST_WORD):
            raise keys.fault("words", f"每个词句不能是空的，也不能超过{_LONGEST_WORD}个字")
    return words


def _limit(keys: Keys) -> int:
    limit = keys.whole("limit")
    if not 1 <= limit <= _LONGEST_LIMIT:
        raise keys.fault("limit", f"要写1至{_LONGEST_LIMIT}")
    return limit


def _numbers(text: str) -> int:
    """Count the runs of digits."""
    count, inside = 0, False
    for sign in text:
        digit = sign.isdecimal()
        count += digit and not inside
        inside = digit
    return count
