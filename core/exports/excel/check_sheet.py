"""The check sheet (勾稽核对单): what was checked, what was found, and what nothing watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cells.proof_words import record
from core.checks.inspection import Inspection
from core.checks.tally import Balance, Tally
from core.exports.excel.sheet import SheetLook, SheetPlace, SheetWriter
from core.exports.parts.check_words import finding_words, part_names
from core.figures.address import Address
from core.figures.value import Kind, Number, State, show
from core.report.finding import Severity
from core.report.report import Report

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (14.0, 37.0, 34.0, 12.0, 12.0, 10.0, 9.0, 60.0)
_STATE_LOOKS = {
    Balance.BALANCED: SheetLook.GOOD,
    Balance.UNBALANCED: SheetLook.BAD,
    Balance.UNFILLED: SheetLook.OPEN,
}
_SEVERITY_LOOKS = {
    Severity.ERROR: SheetLook.BAD,
    Severity.WARNING: SheetLook.OPEN,
    Severity.HINT: SheetLook.LABEL,
}


def write_check_sheet(worksheet: Worksheet, inspection: Inspection) -> None:
    """Write the check sheet of a report."""
    _CheckSheet(worksheet, inspection).write()


class _CheckSheet:
    """The sheet while it is written, from top to bottom."""

    def __init__(self, worksheet: Worksheet, inspection: Inspection) -> None:
        self.sheet = SheetWriter(worksheet, _WIDTHS)
        self.inspection = inspection
        self.report: Report = inspection.report
        self.form = self.report.form
        self.tabs = part_names(self.form)
        self.row = 1
        self.parts = iter("一二三四")

    def write(self) -> None:
        self._heading("勾稽核对单")
        self._note(
            f"{self.report.organ or '（未填机关名称）'}　{self.report.year}年度"
            f"　格式：{self.form.document}"
        )
        self._note(self._summary())
        proofread = record(self.report)
        if proofread:
            self._note(proofread)
        self.sheet.freeze(self.row)
        self._tallies()
        self._findings()
        self._as_typed()
        self._unwatched()
        self.sheet.print_on_a4(one_page=False, repeat=(1, 2))

    def _summary(self) -> str:
        states = self.inspection.board.count()
        tallies = "，".join(f"{state.value}{states[state]}条" for state in Balance)
        return f"勾稽关系：{tallies}。检查结果：{self.inspection.count_in_words()}。"

    def _tallies(self) -> None:
        self._part("勾稽关系")
        self._line(
            *(
                (name, SheetLook.HEAD, 1)
                for name in (
                    "部分",
                    "关系",
                    "位置",
                    "左边或各项之和",
                    "右边或总计",
                    "相差",
                    "结果",
                    "依据",
                )
            )
        )
        for tally in self.inspection.board.tallies:
            self._tally(tally)

    def _tally(self, tally: Tally) -> None:
        identity = tally.identity
        row = self.row
        texts = (
            (self.tabs[identity.section], SheetPlace(row, 1), SheetLook.LABEL),
            (identity.name, SheetPlace(row, 2), SheetLook.LABEL),
            (identity.place, SheetPlace(row, 3), SheetLook.LABEL),
            (tally.state.value, SheetPlace(row, 7), _STATE_LOOKS[tally.state]),
            (identity.basis, SheetPlace(row, 8), SheetLook.LABEL),
        )
        for text, place, look in texts:
            self.sheet.put(place, text, look)
        for column, figure in ((4, tally.left), (5, tally.right), (6, tally.difference)):
            self._figure(SheetPlace(row, column), figure, Kind.AMOUNT)
        self.sheet.fit_row(row, texts, 5)
        self.row += 1

    def _findings(self) -> None:
        self._part("检查发现的问题")
        findings = self.inspection.findings
        if not findings:
            self._note("没有发现问题。")
            return
        self._line(
            ("部分", SheetLook.HEAD, 1), ("问题", SheetLook.HEAD, 5), ("程度", SheetLook.HEAD, 1),
            ("建议和说明", SheetLook.HEAD, 1),
        )  # fmt: skip
        for finding in findings:
            words = finding_words(self.inspection, finding)
            self._line(
                (words.part, SheetLook.LABEL, 1),
                (words.message, SheetLook.LABEL, 5),
                (words.severity, _SEVERITY_LOOKS[finding.severity], 1),
                (words.advice, SheetLook.LABEL, 1),
            )

    def _as_typed(self) -> None:
        """List what stands in the report as typed or printed, although no sum agrees with it."""
        rows = [
            (address, self.report.value(address).text, self._why(address))
            for address in self.form.figures
            if self.report.value(address).state is State.REFUSED or self.report.is_kept(address)
        ]
        if not rows:
            return
        self._part("照原样打印的内容")
        self._note("下列各格的内容不是数字，或者与各项之和不同，报告中照原样打印，请核实后改正。")
        self._line(
            ("部分", SheetLook.HEAD, 1), ("位置", SheetLook.HEAD, 2),
            ("打印的内容", SheetLook.HEAD, 4), ("说明", SheetLook.HEAD, 1),
        )  # fmt: skip
        for address, text, why in rows:
            self._line(
                (self.tabs[address.section], SheetLook.LABEL, 1),
                (self.form.figures[address].place, SheetLook.LABEL, 2),
                (text, SheetLook.LABEL, 4),
                (why, SheetLook.LABEL, 1),
            )

    def _why(self, address: Address) -> str:
        value = self.report.value(address)
        if value.state is State.REFUSED:
            return f"{value.remark}。"
        total = self.report.computed(address)
        if total is None:
            return "各项没有填全，算不出总计。"
        return f"各项相加得{show(total, self.form.figures[address].kind)}。"

    def _unwatched(self) -> None:
        unwatched = self.form.unwatched()
        self._part("没有勾稽关系的格")
        if not unwatched:
            self._note("每一格都有勾稽关系核对。")
            return
        self._note(
            f"下列{len(unwatched)}格没有勾稽关系可以核对，填错了也不会提示，请对照台账逐格核对。"
        )
        self._line(
            ("部分", SheetLook.HEAD, 1), ("位置", SheetLook.HEAD, 2), ("数", SheetLook.HEAD, 2)
        )
        for address in unwatched:
            row = self.row
            place, unit = self.form.figures[address].place, self.form.figures[address].unit
            self._line(
                (self.tabs[address.section], SheetLook.LABEL, 1), (place, SheetLook.LABEL, 2)
            )
            figure = self.report.figure(address)
            where = SheetPlace(row, 4, across=2)
            if figure is None:
                self.sheet.put(where, self.report.value(address).text, SheetLook.FIGURE)
            else:
                self._figure(where, figure, self.form.figures[address].kind, unit)

    def _figure(self, place: SheetPlace, figure: Number | None, kind: Kind, unit: str = "") -> None:
        if figure is None:
            self.sheet.put(place, "", SheetLook.FIGURE)
        else:
            self.sheet.put_figure(place, figure, kind, unit)

    def _part(self, text: str) -> None:
        self.sheet.set_height(self.row, 10)
        self.row += 1
        self._heading(f"{next(self.parts)}、{text}")

    def _heading(self, text: str) -> None:
        self._put_across(text, SheetLook.HEADING, 26)

    def _note(self, text: str) -> None:
        self._put_across(text, SheetLook.NOTE, 18)

    def _put_across(self, text: str, look: SheetLook, least: float) -> None:
        place = SheetPlace(self.row, 1, across=len(_WIDTHS))
        self.sheet.put(place, text, look)
        self.sheet.set_height(self.row, max(self.sheet.height(text, place, look) + 3, least))
        self.row += 1

    def _line(self, *cells: tuple[str, SheetLook, int]) -> None:
        """Write a row of cells, each with its look and the columns it takes."""
        column = 1
        texts: list[tuple[str, SheetPlace, SheetLook]] = []
        for text, look, across in cells:
            place = SheetPlace(self.row, column, across=across)
            self.sheet.put(place, text, look)
            texts.append((text, place, look))
            column += across
        self.sheet.fit_row(self.row, tuple(texts), 5)
        self.row += 1
