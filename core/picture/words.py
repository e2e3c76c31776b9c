"""The picture (图解) in words, for those who do not see it."""

from __future__ import annotations

from core.picture.picture import BETWEEN, Chart, Mark, Picture, Stacks, show_share


def describe(picture: Picture) -> str:
    """Tell the picture in words, with every figure; for those who do not see it."""
    parts = [describe_chart(chart) for chart in picture.charts]
    parts += [describe_stacks(group) for group in picture.stacks]
    parts += [describe_chart(chart) for chart in picture.figures]
    return "".join((*parts, picture.source))


def describe_chart(chart: Chart) -> str:
    """Tell a chart in words."""
    between = "；" if chart.has_prior else "，"
    marks = between.join(_say(mark, chart.share_of) for mark in chart.marks)
    return f"{chart.heading}：{marks}。{chart.note}"


def describe_stacks(group: Stacks) -> str:
    """Tell stacks in words."""
    told = "；".join(
        f"{_say(s.total)}（{'，'.join(_say(part) for part in s.parts)}）" for s in group.stacks
    )
    return f"{group.heading}：{told}。"


def show_prior(mark: Mark) -> str:
    """Say what last year's figure was and how this year's differs; empty where it is not known."""
    if mark.prior is None:
        return ""
    return "，".join(part for part in (f"上年{mark.prior}", mark.change) if part)


def _say(mark: Mark, share_of: str = "") -> str:
    name = f"{mark.group}{BETWEEN}{mark.name}" if mark.group else mark.name
    share = "" if mark.share is None else f"（占{share_of}{show_share(mark.share)}）"
    return "，".join(part for part in (f"{name} {mark.text}{share}", show_prior(mark)) if part)
