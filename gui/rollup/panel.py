"""The panel beside the matrix: what is the matter with the unit in hand, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.base.time_words import in_chinese
from core.figures.address import Address
from core.figures.value import show
from core.report.finding import Finding, Severity
from core.rollup.papers.leaders import main_figures
from core.rollup.resent import change_words
from core.rollup.survey import UnitRow
from core.rollup.taken import Taken, unpack
from core.rollup.unit import UnitState
from core.rollup.version import Status, Version
from gui.look.theme import Theme
from gui.rollup.lines import FileLine, UnitLine
from gui.rollup.state import RollupState

_FINDING = Qt.ItemDataRole.UserRole
_HINT = "选一个单位，看它的问题，按回车打开它的报告。"
_MISSING = "还没有收到报告。可以在“文书”里写催报单。"


class UnitPanel(QWidget):
    """Tells of one unit; its buttons are the next steps."""

    opened = Signal(object)
    """The unit's report shall be opened at this finding (None: at its beginning)."""
    letter_wanted = Signal()
    adopted = Signal()
    set_aside = Signal()
    confirmed = Signal()
    checked = Signal()
    """The report shall be checked beside its source."""
    source_wanted = Signal()
    counting_wanted = Signal()
    """The unit shall be set apart from the sum, or counted again."""

    removed = Signal()
    """The unit shall leave the list: it stands there by mistake."""

    def __init__(self, state: RollupState, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.theme = theme
        self.line: UnitLine | FileLine | None = None
        self.name, self.about = QLabel(_HINT), QLabel()
        self.resent = QLabel()
        self.adopt = QPushButton("采用(&Y)", self)
        self.aside = QPushButton("不采用", self)
        self.open = QPushButton("打开(&K)", self)
        self.letter = QPushButton("写退回意见(&W)", self)
        self.confirm = QPushButton("核定(&N)", self)
        self.check = QPushButton("对照来源核实(&Z)", self)
        self.source = QPushButton("来源文件(&L)", self)
        self.counting = QPushButton("不计入合计…", self)
        self.remove = QPushButton("移出名单", self)
        self.findings = QListWidget(self)
        self._grid = QGridLayout()
        self._compose()
        for button, signal in (
            (self.letter, self.letter_wanted),
            (self.adopt, self.adopted),
            (self.aside, self.set_aside),
            (self.confirm, self.confirmed),
            (self.check, self.checked),
            (self.source, self.source_wanted),
            (self.counting, self.counting_wanted),
            (self.remove, self.removed),
        ):
            button.clicked.connect(signal)
        self.open.clicked.connect(lambda: self.opened.emit(self._first()))
        self.findings.itemActivated.connect(lambda item: self.opened.emit(item.data(_FINDING)))
        self.show_line(None)

    def show_line(self, line: UnitLine | FileLine | None) -> None:
        """Tell of another line, or of the same one as it stands now."""
        self.line = line
        self.findings.clear()
        self.resent.hide()
        row = line.row if isinstance(line, UnitLine) else None
        taken = row.taken if row is not None else None
        waiting = self._state.waiting(row.unit.key) if row is not None else None
        has_report = taken is not None and taken.is_read
        self.open.setVisible(has_report)
        self.letter.setVisible(has_report and taken is not None and taken.errors > 0)
        self.adopt.setVisible(waiting is not None)
        self.aside.setVisible(waiting is not None)
        self.confirm.setVisible(has_report and waiting is None)
        self.check.setVisible(has_report and not _is_document(row))
        self.source.setVisible(has_report or isinstance(line, FileLine))
        self.counting.setVisible(row is not None)
        self.remove.setVisible(row is not None and row.status == Status())
        self._place_buttons()
        if isinstance(line, FileLine):
            self.name.setText(line.receipt.came.found.file)
            self.about.setText(f"{line.receipt.fate.value}。{line.receipt.words}")
        elif row is None:
            self.name.setText(_HINT)
            self.about.setText("")
        else:
            self._tell(row, waiting)

    def wear(self, theme: Theme) -> None:
        """Put on another theme."""
        self.theme = theme
        self.show_line(self.line)

    def _place_buttons(self) -> None:
        """Set those that can be used now side by side, in twos."""
        buttons = (
            *(self.adopt, self.aside, self.open, self.letter),
            *(self.confirm, self.check, self.source, self.counting, self.remove),
        )
        for button in buttons:
            self._grid.removeWidget(button)
        for at, button in enumerate(b for b in buttons if not b.isHidden()):
            self._grid.addWidget(button, at // 2, at % 2)

    def _tell(self, row: UnitRow, waiting: Version | None) -> None:
        unit, taken = row.unit, row.taken
        self.name.setText(unit.name)
        self.confirm.setText("取消核定(&N)" if row.state is UnitState.CONFIRMED else "核定(&N)")
        self.counting.setText("不计入合计…" if unit.is_counted else "计入合计")
        self.about.setText("\n".join(_history(row)))
        if waiting is not None:
            self._tell_resent(row, waiting)
        if row.fault:
            self._add("≠", row.fault, "", "unbalanced", None)
        if taken is None:
            if not row.fault and unit.is_counted:
                self._add("○", _MISSING, "", "unfilled", None)
            return
        self._tell_findings(row, taken)

    def _tell_findings(self, row: UnitRow, taken: Taken) -> None:
        for finding in taken.findings:
            role = self.theme.severity(finding.severity)
            self._add(finding.sign, finding.message, finding.advice, role, finding)
        for remark in self._state.remarks.get(row.unit.key, ()):
            self._add("?", remark, "", "unfilled", None)
        form = self._state.project.form
        if taken.edition == form.edition:
            self._tell_years(row)
        if not self.findings.count():
            self._add("✓", "没有发现问题。", "", "balanced", None)

    def _tell_resent(self, row: UnitRow, waiting: Version) -> None:
        later = self._state.as_read(row.unit.key, waiting)
        words = "这一份读不出来。"
        if later is not None and row.taken is not None:
            words = change_words(row.taken, later, self._state.project.form)
            if later.errors != row.taken.errors:
                words += f"错误由{row.taken.errors}条变为{later.errors}条。"
        self.resent.setText(
            f"{_when(waiting.taken_at)}又收到“{waiting.source}”，还没有计入：{words}"
        )
        self.resent.show()

    def _tell_years(self, row: UnitRow) -> None:
        taken = row.taken
        if taken is None or not taken.prior_figures:
            return
        form = self._state.project.form
        last, now = unpack(taken.prior_figures, form), taken.unpacked(form)
        told = []
        for (name, before), (_, after) in zip(
            main_figures(last, form)[:4], main_figures(now, form)[:4], strict=True
        ):
            if before != after and before is not None and after is not None:
                kind = form.figures[_address(name)].kind
                told.append(f"{name}上年{show(before, kind)}，今年{show(after, kind)}")
        if told:
            self._add("·", "；".join(told) + "。", "", "quiet", None)

    def _add(self, sign: str, words: str, advice: str, role: str, finding: Finding | None) -> None:
        item = QListWidgetItem(f"{sign} {words}", self.findings)
        item.setForeground(self.theme.color("ink" if role == "quiet" else role))
        item.setToolTip(advice)
        item.setData(_FINDING, finding)
        kind = finding.severity.word if finding is not None else ""
        spoken = "，".join(filter(None, (kind, words, advice)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _first(self) -> Finding | None:
        findings: Sequence[Finding] = ()
        if isinstance(self.line, UnitLine) and self.line.row.taken is not None:
            findings = self.line.row.taken.findings
        errors = [f for f in findings if f.severity is Severity.ERROR]
        return next(iter([*errors, *findings]), None)

    def first_finding(self) -> Finding | None:
        """Return the gravest finding of the unit in hand."""
        return self._first()

    def _compose(self) -> None:
        step = self.fontMetrics().height() // 2
        column = QVBoxLayout(self)
        column.setContentsMargins(step, 0, 0, 0)
        column.setSpacing(step)
        for label in (self.name, self.about, self.resent):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = self.name.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.name.setFont(font)
        self.about.setProperty("quiet", True)
        self.resent.setProperty("doubt", True)
        self.adopt.setProperty("main", True)
        self.findings.setWordWrap(True)
        self.findings.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.findings.setAccessibleName("这个单位的问题")
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(self.resent)
        self._grid.setSpacing(step // 2)
        for across in (0, 1):
            self._grid.setColumnStretch(across, 1)
        column.addLayout(self._grid)
        column.addWidget(self.findings, 1)


def _address(name: str) -> Address:
    from core.rollup.papers.leaders import MAIN

    return Address(dict(MAIN)[name])


def _is_document(row: UnitRow | None) -> bool:
    version = row.status.version if row is not None else None
    return version is not None and version.source.lower().endswith(".nianbao")


def _when(time: str) -> str:
    """Return a time as it is told; what is no time as it stands."""
    try:
        return in_chinese(datetime.fromisoformat(time), "%m月%d日%H:%M")
    except ValueError:
        return time


def _history(row: UnitRow) -> list[str]:
    """Return when a unit's report came and what was done with it, line by line."""
    unit = row.unit
    said = [f"联系人：{unit.contact}"] if unit.contact else []
    if not unit.is_counted:
        said.append(f"不计入合计：{unit.why_not or '没有写原因'}")
    version = row.status.version
    if version is not None:
        said.append(f"{_when(version.taken_at)}收到“{version.source}”"
                    + (f"，共报{len(row.status.versions)}次"
                       if len(row.status.versions) > 1 else ""))  # fmt: skip
    for mark, words in ((row.status.confirmed, "核定"), (row.status.returned, "退回")):
        if mark is not None and version is not None and mark.version == version.sha256:
            said.append(f"{_when(mark.time)}由{mark.who or '某人'}{words}")
    return said
