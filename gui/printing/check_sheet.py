"""The check sheet (勾稽核对单) for paper: every tally with its two sides, every finding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from core.cells.proof_words import record
from core.checks.inspection import Inspection
from core.checks.tally import Balance, Tally
from core.exports.parts.check_words import finding_words, part_names
from core.figures.value import Kind, Number, show
from core.printed.page import one_line, printable
from gui.printing.grid import BAND, FAULT, Align, GridBox, RuledGrid

TITLE = "勾稽核对单"
NOTE_SIZE = 10.5
_TALLY_WIDTHS = (52, 17, 17, 10, 14)
_TALLY_HEADS = ("位置", "左边或各项之和", "右边或总计", "相差", "结果")
_SIGNS = {Balance.BALANCED: "✓", Balance.UNBALANCED: "≠", Balance.UNFILLED: "○"}
_FINDING_WIDTHS = (17, 43, 11, 43)
_FINDING_HEADS = ("部分", "问题", "程度", "建议和说明")


@dataclass(frozen=True, slots=True)
class CheckPart:
    """A part of the check sheet: heading, note and table, each where there is one."""

    heading: str = ""
    note: str = ""
    grid: RuledGrid | None = None


def parts(inspection: Inspection) -> tuple[CheckPart, ...]:
    """Return the parts of a report's check sheet, in order."""
    report = inspection.report
    states = inspection.board.count()
    tallies = "，".join(f"{state.value}{states[state]}条" for state in Balance)
    organ = one_line(report.organ) or "（未填机关名称）"
    return (
        CheckPart(note=f"{organ}　{report.year}年度　格式：{report.form.document}"),
        CheckPart(note=f"勾稽关系：{tallies}。检查结果：{inspection.count_in_words()}。"),
        *(CheckPart(note=words) for words in (record(report),) if words),
        CheckPart("一、勾稽关系", grid=_tallies(inspection)),
        _findings(inspection),
        CheckPart("三、没有勾稽关系的格", _unwatched(inspection)),
    )


def _tallies(inspection: Inspection) -> RuledGrid:
    """List the tallies, those of one kind below a band that names it."""
    tabs = part_names(inspection.report.form)
    boxes = _heads(_TALLY_HEADS)
    line = 1
    for (section, name), tallies in groupby(
        inspection.board.tallies, key=lambda t: (t.identity.section, t.identity.name)
    ):
        boxes.append(GridBox(line, 0, f"{tabs[section]}：{name}", across=5, shade=BAND))
        for tally in tallies:
            line += 1
            boxes += _tally(line, tally)
        line += 1
    return RuledGrid(_TALLY_WIDTHS, 1, line, tuple(boxes))


def _tally(line: int, tally: Tally) -> list[GridBox]:
    shade = FAULT if tally.state is Balance.UNBALANCED else ""
    figures = (tally.left, tally.right, tally.difference)
    return [
        GridBox(line, 0, tally.identity.place, shade=shade),
        *(
            GridBox(line, column, _shown(figure), align=Align.CENTRE, is_number=True, shade=shade)
            for column, figure in enumerate(figures, 1)
        ),
        GridBox(
            line, 4, f"{_SIGNS[tally.state]} {tally.state.value}", align=Align.CENTRE, shade=shade
        ),
    ]


def _findings(inspection: Inspection) -> CheckPart:
    heading = "二、检查发现的问题"
    if not inspection.findings:
        return CheckPart(heading, "没有发现问题。")
    boxes = _heads(_FINDING_HEADS)
    for line, finding in enumerate(inspection.findings, 1):
        words = finding_words(inspection, finding)
        boxes += (
            GridBox(line, 0, words.part),
            GridBox(line, 1, printable(words.message)),
            GridBox(line, 2, words.severity, align=Align.CENTRE),
            GridBox(line, 3, printable(words.advice)),
        )
    grid = RuledGrid(_FINDING_WIDTHS, 1, len(inspection.findings) + 1, tuple(boxes))
    return CheckPart(heading, grid=grid)


def _unwatched(inspection: Inspection) -> str:
    unwatched = inspection.report.form.unwatched()
    if not unwatched:
        return "每一格都有勾稽关系核对。"
    return f"另有{len(unwatched)}格没有勾稽关系可以核对，填错了也不会提示，请对照台账逐格核对。"


def _shown(figure: Number | None) -> str:
    return "" if figure is None else show(figure, Kind.AMOUNT)


def _heads(heads: tuple[str, ...]) -> list[GridBox]:
    return [GridBox(0, at, head, align=Align.CENTRE, shade=BAND) for at, head in enumerate(heads)]
