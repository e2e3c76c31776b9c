"""The picture for readers who do not know the form: plain sentences, each with its figures.

Everything is told of the figures that `draw_up` chose; words for them are data
(``resources/pictures/words.toml``).
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TypeAlias

import resources
from core.base.problem import Problem
from core.figures.share import percent
from core.figures.value import Number
from core.picture.picture import Chart, Mark, Picture, Stacks, draw_up, show_share
from core.picture.plain_numbers import MONEY, of_hundred, plain_number
from core.picture.style import PictureStyle, PublicForm
from core.picture.words import describe
from core.report.report import Report

HUNDRED = 100
_TOLD = 3
"""Parts of a hundred that the sentence names; the others stand beside the drawing."""
_LESS_THAN_ONE = "不到1"
_WHOLE = Decimal(1)


class Look(enum.Enum):
    """How a block is drawn."""

    LEAD = "lead"
    HUNDRED = "hundred"
    STACKS = "stacks"
    FACTS = "facts"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A figure with its name and its words; ``count`` is its share of a hundred.

    ``parts`` are those of a stack. ``told`` explains the name where not everybody knows it.
    """

    name: str
    text: str
    figure: Number | None = None
    count: int = 0
    prior: str = ""
    told: str = ""
    parts: tuple[PublicItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicBlock:
    """A sentence and what is drawn below it; ``note`` is said in small."""

    look: Look
    sentence: str
    items: tuple[PublicItem, ...]
    note: str = ""

    @property
    def words(self) -> str:
        """What it tells, in words alone."""
        if self.look is Look.LEAD:
            return f"{self.sentence}{'，'.join(item.text for item in self.items)}。{self.note}"
        if self.look is Look.FACTS:
            return f"{self.sentence}{'，'.join(i.name + i.text for i in self.items)}。"
        return self.sentence + self.note


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """The whole picture; ``description`` is for those who do not see it."""

    organ: str
    title: str
    blocks: tuple[PublicBlock, ...]
    source: str
    description: str


DrawPublic: TypeAlias = Callable[[PublicPicture, str, PublicForm, PictureStyle], bytes]
"""Draws a picture as a file of a suffix, ``.png`` or ``.svg``; Qt does it."""


def tell(report: Report, earlier: Iterable[Report] = ()) -> PublicPicture:
    """Tell a report to the public; ``earlier`` are reports of years before, in any order.

    Raises Problem where nothing is filled in yet.
    """
    picture = draw_up(report)
    if picture.is_blank:
        raise Problem("报告里还没有填数，不能画图解。请先填写各张表。")
    words = _Words()
    hundreds = [block for chart in picture.charts if (block := _hundred(chart, words))]
    blocks = [
        *_lead(report, picture),
        *hundreds,
        *_years(report, earlier),
        *(block for stacks in picture.stacks if (block := _stacks(stacks, words))),
        *(block for chart in picture.figures if (block := _facts(chart, words))),
    ]
    source = f"数据来自{picture.organ}{report.year}年{report.form.title}。"
    if hundreds:
        source += "“每100件”四舍五入到整数，各项凑足100件。"
    sentences = "".join(block.words for block in blocks)
    title = f"一图读懂{report.year}年政府信息公开"
    return PublicPicture(
        picture.organ,
        title,
        tuple(blocks),
        source,
        f"{picture.organ}{title}。{sentences}{describe(picture)}",
    )


def other_organs(report: Report, earlier: Iterable[Report]) -> list[str]:
    """Return the organs of other reports that have another name than a report's own."""
    own = report.organ.strip()
    names = dict.fromkeys(each.organ.strip() for each in earlier)
    return [name for name in names if name and own and name != own]


class _Words:
    """The plain words for the labels of the form."""

    def __init__(self) -> None:
        file = resources.folder() / "pictures" / "words.toml"
        self._tables: Mapping[str, Mapping[str, object]] = tomllib.loads(file.read_text("utf-8"))

    def say(self, table: str, label: str) -> str:
        return str(self._tables[table].get(label, label))

    def explain(self, label: str) -> str:
        return str(self._tables["explained"].get(label, ""))

    def whole(self, share_of: str) -> str:
        return str(self._tables["wholes"].get(share_of, f"每100件（{share_of}），"))

    def column(self, label: str) -> tuple[str, str]:
        found = self._tables["columns"].get(label)
        if isinstance(found, list) and len(found) == 2:  # name and unit
            return str(found[0]), str(found[1])
        return f"{{}}{label}", "件"


def _lead(report: Report, picture: Picture) -> list[PublicBlock]:
    """Tell how many applications came, and what became of them all."""
    came = picture.charts[0].marks if picture.charts else ()
    if not came or came[0].figure is None:
        return []
    new, *carried = came
    more = [
        f"加上上年没有办完的{plain_number(mark.figure, '件')}" for mark in carried if mark.figure
    ]
    ended = picture.charts[1].marks if len(picture.charts) > 1 else ()
    known = [mark.figure for mark in ended if mark.share is not None and mark.figure is not None]
    left = next((mark.figure for mark in ended if mark.share is None and mark.figure), None)
    if known:
        more.append(f"一共办完{plain_number(sum(known), '件')}")
        if left is not None:
            more.append(f"{plain_number(left, '件')}转到下一年继续办理")
    item = PublicItem("", plain_number(new.figure or 0, "件"), new.figure, prior=_change(new))
    sentence = f"{report.year}年，{picture.organ}新收到政府信息公开申请"
    return [PublicBlock(Look.LEAD, sentence, (item,), f"{'，'.join(more)}。" if more else "")]


def _change(mark: Mark) -> str:
    """Say how a figure differs from last year's; empty where that is not known."""
    if mark.prior is None or mark.figure is None:
        return ""
    before = f"上年是{plain_number(mark.prior, '件')}"
    if mark.figure == mark.prior:
        return f"{before}，今年一样多"
    more = mark.figure > mark.prior
    difference = mark.figure - mark.prior if more else mark.prior - mark.figure
    share = f"（{show_share(percent(difference, mark.prior))}）" if mark.prior else ""
    return f"{before}，今年{'多' if more else '少'}{plain_number(difference, '件')}{share}"


def _hundred(chart: Chart, words: _Words) -> PublicBlock | None:
    """Tell the parts of a whole as so many of a hundred; those of a group together."""
    shared = [mark for mark in chart.marks if mark.share is not None]
    grouped = groupby(shared, key=lambda mark: (mark.group, "" if mark.group else mark.name))
    pairs = [(group or name, list(marks)) for (group, name), marks in grouped]
    figures = [sum(int(mark.figure or 0) for mark in marks) for _, marks in pairs]
    if not sum(figures):
        return None
    items = []
    for (name, marks), figure, count in zip(pairs, figures, of_hundred(figures), strict=True):
        among = [mark for mark in marks if mark.figure] if len(marks) > 1 else []
        told = "、".join(f"{m.name}{plain_number(m.figure or 0, '件')}" for m in among)
        prior = _prior_share(chart, marks)
        items.append(
            PublicItem(
                words.say("outcomes", name),
                plain_number(figure, "件"),
                figure,
                count,
                prior,
                told or words.explain(name),
            )
        )
    largest = sorted(items, key=lambda item: -item.count)[:_TOLD]
    said = [f"{item.count}件{item.name}" for item in items if item in largest and item.count]
    if largest[0].count == HUNDRED and sum(map(bool, figures)) > 1:
        said = [f"差不多全都{largest[0].name}"]
    sentence = words.whole(chart.share_of) + "，".join(said)
    return PublicBlock(Look.HUNDRED, f"{sentence}。", tuple(items))


def _prior_share(chart: Chart, marks: Sequence[Mark]) -> str:
    """Say what the part was of last year's hundred, where all of last year is known."""
    before = [mark.prior for mark in chart.marks if mark.share is not None]
    if None in before:
        return ""
    whole = sum(int(each or 0) for each in before)
    own = sum(int(mark.prior or 0) for mark in marks)
    return f"上年{int(percent(own, whole, _WHOLE))}件" if whole else ""


def count_words(item: PublicItem) -> str:
    """Say how many of a hundred a part is; what is rounded to none is not none."""
    return f"{item.count}件" if item.count or not item.figure else f"{_LESS_THAN_ONE}件"


def _years(report: Report, earlier: Iterable[Report]) -> list[PublicBlock]:
    """Tell the new applications of every year that is known."""
    known: dict[int, Number] = {}
    for each in (*earlier, report):
        charts = draw_up(each).charts
        new = charts[0].marks[0] if charts else None
        if new is not None and new.figure is not None:
            known[each.year] = new.figure
            if new.prior is not None:
                known.setdefault(each.year - 1, new.prior)
    years = sorted(year for year in known if year <= report.year)
    if len(years) < 2 or years[-1] != report.year:  # one alone tells nothing
        return []
    first, last = years[0], years[-1]
    change = known[last] - known[first]
    went = "增加到" if change > 0 else "减少到" if change < 0 else "，还是"
    sentence = (
        f"新收到的申请，{first}年{plain_number(known[first], '件')}，"
        f"到{last}年{went.lstrip('，')}{plain_number(known[last], '件')}。"
    )
    items = tuple(PublicItem(f"{y}年", plain_number(known[y], "件"), known[y]) for y in years)
    return [PublicBlock(Look.YEARS, sentence, items)]


def _stacks(group: Stacks, words: _Words) -> PublicBlock | None:
    """Tell how many went to a higher authority or to court, and how that ended."""
    if any(stack.total.figure is None for stack in group.stacks):
        return None
    said = []
    for name, run in groupby(group.stacks, key=lambda each: each.total.group or each.total.name):
        total = sum(int(stack.total.figure or 0) for stack in run)
        said.append(f"{plain_number(total, '件')}{words.say('remedies', name)}")
    items = tuple(
        PublicItem(
            stack.name,
            plain_number(stack.total.figure or 0, "件"),
            stack.total.figure,
            prior=""
            if stack.total.prior is None
            else f"上年{plain_number(stack.total.prior, '件')}",
            parts=tuple(
                PublicItem(
                    words.say("parts", part.name), plain_number(part.figure, "件"), part.figure
                )
                for part in stack.parts
                if part.figure is not None
            ),
        )
        for stack in group.stacks
    )
    sentence = f"因为政府信息公开，有{'，'.join(said)}。"
    if not any(item.figure for item in items):
        names = dict.fromkeys(each.total.group or each.total.name for each in group.stacks)
        sentence = f"没有因为政府信息公开引起的{'、'.join(names)}。"
    return PublicBlock(Look.STACKS, sentence, items)


def _facts(chart: Chart, words: _Words) -> PublicBlock | None:
    """Tell the figures of what was published by itself."""
    items = []
    for mark in chart.marks:
        if mark.figure is None:
            continue
        name, unit = words.column(mark.name)
        unit = MONEY if mark.text.endswith(MONEY) else unit
        items.append(
            PublicItem(name.replace("{}", mark.group), plain_number(mark.figure, unit), mark.figure)
        )
    return PublicBlock(Look.FACTS, "不用申请，主动公开的信息有：", tuple(items)) if items else None
