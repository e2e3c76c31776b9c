"""The review round (审签) beside the report: where it stands, and the steps that lead on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from core.base.problem import Problem
from core.report.finding import Severity
from core.report.signing import SigningAct
from core.settings.settings import LONGEST_NAME
from core.signing.round import (
    NO_SIGNATURE,
    RoundStanding,
    Stage,
    changed_since,
    offered,
    standing,
    take_step,
)
from gui.kit.ask import Ask
from gui.kit.differences import DifferenceList
from gui.kit.fields import dialog_column, form_rows, size_dialog
from gui.kit.undo_keys import offer_undo
from gui.look.theme import Theme
from gui.signing.opinions import OpinionList
from gui.signing.steps import StepList
from gui.state.document import Document

_WAY = (
    (Stage.FILLING, "填表"),
    (Stage.CHECKING, "审核"),
    (Stage.SIGNING, "签发"),
)
_CLOSING = {SigningAct.SUBMITTED, SigningAct.PASSED, SigningAct.SIGNED}


class SigningDialog(QDialog):
    """Shows the round, and carries it on; it stays open beside the report and follows it."""

    carried_on = Signal(str)
    """A step was taken; what it was, in words."""

    def __init__(
        self,
        document: Document,
        name: str,
        theme: Theme,
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("审签")
        self._document, self._theme, self._ask = document, theme, ask.above(self)
        self.way, self.state, self.told = QLabel(), QLabel(), QLabel()
        self.steps = StepList()
        self.changes = DifferenceList("当时", "现在")
        self.opinions = OpinionList(document)
        self.tabs = QTabWidget()
        self.who = QLineEdit(name)
        self.opinion = QPlainTextEdit()
        self.buttons = {act: QPushButton(f"{act.words}(&{key})") for act, key in _KEYS.items()}
        self._compose()
        for act, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, act=act: self._take(act))
        document.changed.connect(self.refresh)
        document.inspected.connect(self.refresh)
        document.replaced.connect(self.close)
        self.refresh()

    def wear(self, theme: Theme) -> None:
        """Take on other colours."""
        self._theme = theme
        self.refresh()

    def refresh(self, *_change: object) -> None:
        """Show how the round stands now."""
        if not self._document.is_open:
            return
        report = self._document.report
        found = standing(report)
        signs = [_sign(stage, found) + name for stage, name in _WAY]
        self.way.setText("　→　".join(signs))
        self.way.setAccessibleName(f"现在是{found.stage.value}")
        changes = changed_since(report, self._document.forms)
        self.state.setText(_state_words(found.words, found.is_changed, changes is None))
        self.state.setProperty("fault", found.is_changed)
        self.state.style().polish(self.state)
        self.steps.show_steps(report.signing)
        self.changes.show_differences(changes or ())
        self.opinions.show_findings()
        for number, (words, count) in enumerate(
            (
                ("审签记录", len(report.signing)),
                ("上一步以后的改动", len(changes or ())),
                ("问题和审核意见", self.opinions.topLevelItemCount()),
            )
        ):
            self.tabs.setTabText(number, f"{words}（{count}）" if count else words)
        acts = offered(report)
        for act, button in self.buttons.items():
            button.setVisible(act in acts)
        self.opinions.let_write(is_open=SigningAct.SENT_BACK in acts)
        self.told.hide()

    def _compose(self) -> None:
        column = dialog_column(self)
        font = self.way.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.way.setFont(font)
        self.state.setWordWrap(True)
        column.addWidget(self.way)
        column.addWidget(self.state)
        for widget in (self.steps, self.changes, self.opinions):
            self.tabs.addTab(widget, "")
        self.tabs.setAccessibleName("审签的情况")
        column.addWidget(self.tabs, 1)
        rows = form_rows(self)
        self.who.setMaxLength(LONGEST_NAME)
        self.who.setPlaceholderText("办这一步的人")
        rows.addRow("姓名(&W)", self.who)
        self.opinion.setAccessibleName("意见")
        self.opinion.setPlaceholderText("可以空着；退回修改时要写明哪里要改")
        self.opinion.setTabChangesFocus(True)
        self.opinion.setFixedHeight(self.fontMetrics().lineSpacing() * 3)
        rows.addRow("意见(&Y)", self.opinion)
        column.addLayout(rows)
        self.told.setWordWrap(True)
        self.told.setProperty("fault", True)
        self.told.hide()
        column.addWidget(self.told)
        note = QLabel(NO_SIGNATURE)
        note.setProperty("quiet", True)
        note.setWordWrap(True)
        column.addWidget(note)
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        for act, button in self.buttons.items():
            button.setAutoDefault(False)
            button.setProperty("main", act in _CLOSING)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        offer_undo(self, self._document.undo_stack)
        size_dialog(self, 66, 36)

    def _take(self, act: SigningAct) -> None:
        self._document.settle()
        self._document.catch_up()
        try:
            edit = take_step(
                self._document.report,
                act,
                self.who.text(),
                self.opinion.toPlainText(),
                datetime.now().astimezone(),
                self.opinions.written(),
            )
        except Problem as problem:
            self.told.setText(str(problem))
            self.told.show()
            return
        errors = self._document.inspection.count_open()[Severity.ERROR]
        if act in _CLOSING and errors:
            words = f"检查发现的错误还有{errors}条没有改。"
            if not self._ask.confirm(words, "可以先改好，再办这一步。", f"仍然{act.words}"):
                return
        self._document.edit([edit], act.words)
        self.who.clear()  # the next step is another one's: nobody shall sign with this name
        self.who.setFocus()
        self.opinion.clear()
        self.opinions.forget()
        self.refresh()
        self.carried_on.emit(f"{act.words}：{edit.steps[-1].who}。Ctrl+Z 可以撤销。")


_KEYS = {
    SigningAct.SUBMITTED: "T",
    SigningAct.SENT_BACK: "B",
    SigningAct.PASSED: "G",
    SigningAct.SIGNED: "S",
    SigningAct.REOPENED: "R",
}


def _sign(stage: Stage, found: RoundStanding) -> str:
    """Return the sign before a stage: done, in hand, still to come; what was done and changed."""
    order = list(Stage)
    if order.index(stage) < order.index(found.stage):
        return "≠ " if found.is_changed and stage is not Stage.FILLING else "✓ "
    return "● " if stage is found.stage else "○ "


def _state_words(words: str, is_changed: bool, is_unknown: bool) -> str:
    if not words:
        return "还没有提交审核。填好以后，由填表人提交；审核、签发各办各的一步。"
    if is_changed and is_unknown:
        return f"{words}；当时的内容没有留下来，或者记录被改动过，列不出改了什么。"
    if is_changed:
        return (
            f"{words}，改了什么见“上一步以后的改动”。"
            "这一步办的不是现在的内容，请退回或者撤回，重新审签。"
        )
    return f"现在：{words}。"
