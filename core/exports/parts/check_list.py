"""The check sheet (勾稽核对单) composed once, as values; the workbook and the paper set it."""

from __future__ import annotations

from dataclasses import dataclass

from core.cells.proof_words import record
from core.checks.inspection import Inspection
from core.checks.tally import Balance
from core.exports.parts.check_words import FindingWords, finding_words, part_names
from core.figures.address import Address
from core.figures.value import Kind, Number, State, show
from core.printed.page import one_line
from core.report.finding import Severity
from core.report.report import Report
from core.signing.digest import SHOWN, digest_of_report
from core.signing.round import round_words

TITLE = "勾稽核对单"
TALLIES = "勾稽关系"
FINDINGS = "检查发现的问题"
NO_FINDINGS = "没有发现问题。"
AS_TYPED = "照原样打印的内容"
UNWATCHED = "没有勾稽关系的格"
ALL_WATCHED = "每一格都有勾稽关系核对。"
TO_SIGN = "核对人：＿＿＿＿＿＿　复核人：＿＿＿＿＿＿　核对时间：＿＿＿＿年＿＿月＿＿日＿＿时"
"""The lines that whoever checked fills in; the same report always gives the same sheet."""
TALLY_HEADS = ("位置", "左边或各项之和", "右边或总计", "相差", "结果")
FINDING_HEADS = ("部分", "问题", "程度", "建议和说明")
FINDING_WIDTHS = (17, 43, 11, 43)
"""The shares of the columns on paper and in Word; so are those below."""
TYPED_HEADS = ("部分", "位置", "打印的内容", "说明")
TYPED_WIDTHS = (17, 37, 23, 37)
TYPED_NOTE = "下列各格的内容不是数字，或者与各项之和不同，报告中照原样打印，请核实后改正。"


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A tally with its two sides; a side that is not filled in is None."""

    part: str
    name: str
    place: str
    left: Number | None
    right: Number | None
    difference: Number | None
    state: Balance
    basis: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in words, with how grave it is."""

    words: FindingWords
    severity: Severity


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A cell that prints what was typed, although no sum agrees with it."""

    part: str
    place: str
    text: str
    why: str

    @property
    def words(self) -> tuple[str, str, str, str]:
        """What stands below the heads of their list."""
        return self.part, self.place, self.text, self.why


@dataclass(frozen=True, slots=True)
class UnwatchedLine:
    """A cell that no tally watches, with what stands in it; ``figure`` is None where none does."""

    part: str
    place: str
    figure: Number | None
    text: str
    kind: Kind
    unit: str


@dataclass(frozen=True, slots=True)
class CheckList:
    """All that the check sheet says, part by part; ``notes`` stand below its title."""

    notes: tuple[str, ...]
    tallies: tuple[TallyLine, ...]
    findings: tuple[FindingLine, ...]
    as_typed: tuple[TypedLine, ...]
    unwatched: tuple[UnwatchedLine, ...]

    @property
    def unwatched_heading(self) -> str:
        """The heading of the last part, on paper and in Word."""
        return f"{'四' if self.as_typed else '三'}、{UNWATCHED}"

    def unwatched_words(self, which: str) -> str:
        """Say how many cells nothing watches; ``which`` says where they are listed, if they are."""
        if not self.unwatched:
            return ALL_WATCHED
        count = len(self.unwatched)
        return f"{which}{count}格没有勾稽关系可以核对，填错了也不会提示，请对照台账逐格核对。"


def check_list(inspection: Inspection) -> CheckList:
    """Compose the check sheet of a report."""
    report = inspection.report
    form, tabs = report.form, part_names(report.form)
    return CheckList(
        _notes(inspection),
        tuple(
            TallyLine(
                tabs[tally.identity.section],
                tally.identity.name,
                tally.identity.place,
                tally.left,
                tally.right,
                tally.difference,
                tally.state,
                tally.identity.basis,
            )
            for tally in inspection.board.tallies
        ),
        tuple(
            FindingLine(finding_words(inspection, finding), finding.severity)
            for finding in inspection.findings
        ),
        tuple(
            TypedLine(
                tabs[address.section],
                figure.place,
                report.value(address).text,
                _why_as_typed(report, address),
            )
            for address, figure in form.figures.items()
            if report.value(address).state is State.REFUSED or report.is_kept(address)
        ),
        tuple(
            UnwatchedLine(
                tabs[address.section],
                form.figures[address].place,
                report.figure(address),
                report.value(address).text,
                form.figures[address].kind,
                form.figures[address].unit,
            )
            for address in form.unwatched()
        ),
    )


def _notes(inspection: Inspection) -> tuple[str, ...]:
    report = inspection.report
    organ = one_line(report.organ) or "（未填机关名称）"
    states = inspection.board.count()
    tallies = "，".join(f"{state.value}{states[state]}条" for state in Balance)
    notes = (
        f"{organ}　{report.year}年度　格式：{report.form.document}",
        f"勾稽关系：{tallies}。检查结果：{inspection.count_in_words()}。",
        record(report),
        *(f"审签　{line}" for line in round_words(report)),
        f"内容摘要：{digest_of_report(report)[:SHOWN]}（数字和文字都相同的报告，摘要相同）",
        TO_SIGN,
    )
    return tuple(note for note in notes if note)


def _why_as_typed(report: Report, address: Address) -> str:
    value = report.value(address)
    if value.state is State.REFUSED:
        return f"{value.remark}。"
    total = report.computed(address)
    if total is None:
        return "各项没有填全，算不出总计。"
    return f"各项相加得{show(total, report.form.figures[address].kind)}。"
