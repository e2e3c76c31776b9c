"""The parts named after 其中, 包括, 分别为: they must add up to the number before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from core.report.finding import Finding, Severity
from core.texts.clauses import Prose

_UNITS = "[件份宗起例条次项个部篇期场人家]"
_N = r"(?<![\d.])\d[\d,]{0,14}"
_WHOLE = re.compile(
    rf"(?<![约近超逾过])(?P<n>{_N})(?P<unit>{_UNITS})[\u4e00-\u9fff]{{0,6}}?"
    "(?:[，,;:(]*其中|。其中|[，,(]包括|[，,:(]分别(?:为|是))[，,:]?"
)
_NUMBER = re.compile(
    r"(?P<skip>\d{4}年度?(?:\d{1,2}月)?(?:\d{1,2}日)?|“[^“”]{0,40}”|占[^，,;\d]{0,12}\d[\d.]{0,7}%)"
    rf"|(?P<n>{_N})(?P<unit>{_UNITS})(?!次)"
    r"|(?P<other>\d[\d.,]{0,20})"
)
_DOUBT = re.compile(
    "(?:约|近|超|超过|逾|达|达到)$|同比|环比|比[上去]|较[上去]|增长|增加|减少|下降"
    "|上年|去年|上一年|平均|累计|合计|总计|共计|一共|共有"
)
_REST = re.compile("(?:及|和|以及|还有)?(?:以|用|通过|经)?(?:其他|其它|其余|剩余)")
_LISTED_ON = re.compile("全年|同时|此外|另外?|并|还(?![未没在])")
_SIGN = re.compile("[();]")
"""What may end a list inside its sentence; sought as one, for every 其中 looks ahead for it."""
_KINDS = (
    re.compile("自然人|个人|公民|法人|商业企业|科研机构|社会公益组织|法律服务机构|其他组织"),
    re.compile("予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|予以提供"),
    re.compile("维持|纠正|撤销|变更|确认违法|责令|终止|未审结|其他结果|审理中"),
    re.compile("直接起诉|复议后"),
)
"""Divisions in which nothing is counted twice, by the words that name their parts."""


@dataclass(frozen=True, slots=True)
class _List:
    """What stands behind a 其中: the parts in the whole's unit, and whether that is all of them."""

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    end: int
    complete: bool


def check_parts(prose: Prose) -> Iterator[Finding]:
    """Warn where the parts after 其中 exceed the whole, or claim to be all and do not add up."""
    if not any(word in prose.plain for word in ("其中", "包括", "分别")):
        return  # one of them stands in every match; looking for it first takes a tenth of the time
    for match in _WHOLE.finditer(prose.plain):
        if "。" in match[0] and _is_one_of_several(prose, match):
            continue
        parts = _read(prose, match)
        if parts is not None:
            yield from _judge(prose, match, parts)


def find_whole_lists(prose: Prose) -> Iterator[tuple[int, int, tuple[int, ...], str]]:
    """Yield the lists that add up: where they stand, their numbers, the words of their whole."""
    for match in _WHOLE.finditer(prose.plain):
        if "。" in match[0] and _is_one_of_several(prose, match):
            continue
        parts = _read(prose, match)
        if parts is not None and sum(parts.numbers) == int(match["n"].replace(",", "")):
            yield match.start(), match.end("unit"), parts.numbers, match["n"] + match["unit"]


def _is_one_of_several(prose: Prose, match: re.Match[str]) -> bool:
    """Tell whether the sentence counts more in that unit: 其中 may then mean either number."""
    before = re.split("[。!?;\n]", prose.before(0, match.start()))[-1]
    return any(number["unit"] == match["unit"] for number in _NUMBER.finditer(before))


def _read(prose: Prose, match: re.Match[str]) -> _List | None:
    """Read the list behind 其中; None where a number in it is not plainly a part."""
    start, end = match.end(), _end_of_list(prose, match)
    plain = prose.plain
    nested = plain.find("其中", start, end)
    labels, numbers = [], []
    stop = start
    complete = nested < 0
    for number in _NUMBER.finditer(plain, start, end if nested < 0 else nested):
        if number["skip"]:
            continue
        label = plain[stop : number.start()].strip("，,;:、。和及")
        if _LISTED_ON.match(label):
            break
        if number["other"] or _DOUBT.search(label):
            return None
        if number["unit"] != match["unit"]:
            complete = False
            continue
        stop = number.end()
        if plain[stop : stop + 1] in {"以", "左", "余", "多", "("}:
            return None
        labels.append(label)
        numbers.append(int(number["n"].replace(",", "")))
    if len(numbers) < 2:
        return None
    return _List(tuple(labels), tuple(numbers), stop, complete)


def _end_of_list(prose: Prose, match: re.Match[str]) -> int:
    """Return where the list ends: at its bracket, at the sentence's end, or at a ；."""
    plain, end = prose.plain, prose.sentence_end(match.end())
    opened = plain.rfind("(", match.start(), match.end()) >= 0
    depth = 0
    for sign in _SIGN.finditer(plain, match.end(), end):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            depth -= 1
            if depth < 0:
                return sign.start()
        elif depth <= 0 and not opened and match[0][-1] != ":":
            return sign.start()
    return end


def _judge(prose: Prose, match: re.Match[str], parts: _List) -> Iterator[Finding]:
    whole = int(match["n"].replace(",", ""))
    numbers = parts.numbers
    total = sum(numbers)
    # A second division of the same whole may follow the first, or come before the last one.
    # In one of the known divisions nothing follows: there it is chance.
    if total == whole or (
        not _is_of_one_kind(parts.labels)
        and (whole in accumulate(numbers) or whole in accumulate(reversed(numbers)))
    ):
        return
    all_told = parts.complete and bool(_REST.match(parts.labels[-1]))
    if not all_told and not (total > whole and _is_one_division(parts.labels)):
        return
    unit = match["unit"]
    sums = "＋".join(str(number) for number in numbers)
    more = "多" if total > whole else "少"
    spot = prose.spot(match.start(), parts.end)
    yield Finding(
        code="X51",
        severity=Severity.WARNING,
        section=prose.section,
        message=(
            f"“{_word(match)}”各项相加与前面的{whole}{unit}不一致：{sums}＝{total}，"
            f"{more}{abs(total - whole)}。"
        ),
        advice="请核对总数和各项，改正不对的一处；各项有重复计算的，请写明。",
        left=total,
        right=whole,
        difference=abs(total - whole),
        spot=spot,
    )


def _is_of_one_kind(labels: tuple[str, ...]) -> bool:
    return any(all(kind.search(label) for label in labels) for kind in _KINDS)


def _is_one_division(labels: tuple[str, ...]) -> bool:
    """Tell whether the parts exclude one another, by the kind of their names."""
    return _is_of_one_kind(labels) or all(
        re.search("类(?:信息|文件|申请)?$", label) for label in labels
    )


def _word(match: re.Match[str]) -> str:
    """Return the word that opens the list."""
    return next(word for word in ("其中", "包括", "分别为", "分别是") if word in match[0])
