"""How far the review round of a report has come, and the steps that lead on from there."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.forms.loader import Forms
from core.printed.page import split_lines
from core.report.compare import Difference, compare
from core.report.note import Subject
from core.report.report import Report
from core.report.signing import SigningAct, SigningStep, with_step
from core.report.snapshot import digest_of, read_snapshot, snapshot_of
from core.report.work_edits import SetSigning
from core.signing.digest import SHOWN, digest_of_report


class Stage(enum.Enum):
    """Where the report is in its round; the value is what a clerk sees."""

    FILLING = "填表"
    CHECKING = "审核"
    SIGNING = "待签发"
    SIGNED = "已签发"


_LEADS_TO = {
    SigningAct.SUBMITTED: Stage.CHECKING,
    SigningAct.SENT_BACK: Stage.FILLING,
    SigningAct.PASSED: Stage.SIGNING,
    SigningAct.SIGNED: Stage.SIGNED,
    SigningAct.REOPENED: Stage.FILLING,
}
_OFFERED = {
    Stage.FILLING: (SigningAct.SUBMITTED,),
    Stage.CHECKING: (SigningAct.PASSED, SigningAct.SENT_BACK),
    Stage.SIGNING: (SigningAct.SIGNED, SigningAct.SENT_BACK),
    Stage.SIGNED: (SigningAct.REOPENED,),
}
NO_SIGNATURE = "审签记录是本单位自己的流程记录，不是电子签名，不能代替签字盖章。"
"""What has to be said wherever a round is shown."""


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """How a round stands: its stage, its last step, and whether the report changed since it.

    A report that was only sent back, or reopened, is there to be changed.
    """

    stage: Stage
    last: SigningStep | None = None
    is_changed: bool = False

    @property
    def words(self) -> str:
        """Say it in a few words; empty where no round was ever begun."""
        if self.last is None:
            return ""
        if self.is_changed:
            return f"{self.last.act.words}后有改动"
        if self.stage is Stage.FILLING:
            return f"填表（{self.last.act.words}）"
        return str(self.stage.value)


def standing(report: Report) -> RoundStanding:
    """Tell how the round of a report stands; only what it prints now decides, nothing stored."""
    if not report.signing:
        return RoundStanding(Stage.FILLING)
    last = report.signing[-1]
    is_changed = last.act.closes and last.digest != digest_of_report(report)
    return RoundStanding(_LEADS_TO[last.act], last, is_changed)


def offered(report: Report) -> tuple[SigningAct, ...]:
    """Return the steps that may come next."""
    return _OFFERED[standing(report).stage]


def take_step(
    report: Report,
    act: SigningAct,
    who: str,
    opinion: str,
    now: datetime,
    remarks: Iterable[tuple[Subject, str]] = (),
) -> SetSigning:
    """Return the edit that carries a round on.

    Raises Problem where nobody is named, or the round is not so far; a report that changed after
    it was checked has to be checked again before it is signed.
    """
    found = standing(report)
    if act not in offered(report):
        raise Problem(f"现在是“{found.stage.value}”，不能{act.words}。")
    if not who.strip():
        raise Problem(f"请写明{act.words}的人的姓名。")
    if act is SigningAct.SENT_BACK and not opinion.strip():
        raise Problem("退回修改，请写明意见：哪里要改。")
    if found.is_changed and act in {SigningAct.PASSED, SigningAct.SIGNED}:
        since = found.last.act.words if found.last else ""
        raise Problem(f"{since}以后报告又改动过，不能{act.words}。请先退回修改，再重新提交。")
    step = SigningStep(
        act,
        who.strip(),
        now.astimezone().isoformat(timespec="seconds"),
        opinion.strip(),
        digest_of_report(report),
        snapshot_of(report),
        tuple((subject, text.strip()) for subject, text in remarks if text.strip()),
    )
    return SetSigning(with_step(report.signing, step))


def changed_since(report: Report, forms: Forms) -> tuple[Difference, ...] | None:
    """Return what changed in the report since the last step; None where it is not kept, or not it.

    What is kept is believed only where it has the digest of the step.
    """
    if not report.signing:
        return ()
    last = report.signing[-1]
    then = read_snapshot(last.content, digest_of(last.content), forms) if last.content else None
    if then is None or then.form is not report.form or digest_of_report(then) != last.digest:
        return None
    return compare(then, report, split_lines, Report.on_paper)


def opinions(report: Report, subject: Subject) -> tuple[tuple[SigningStep, str], ...]:
    """Return what was said beside a finding, the newest first."""
    return tuple(
        (step, text)
        for step in reversed(report.signing)
        for said, text in step.remarks
        if said == subject
    )


def step_words(step: SigningStep) -> str:
    """Tell of one step: what, by whom, when, over what."""
    time = in_chinese(datetime.fromisoformat(step.time), "%Y年%m月%d日%H:%M")
    return f"{step.act.words}　{step.who}　{time}　内容摘要{step.digest[:SHOWN]}"


def round_words(report: Report) -> tuple[str, ...]:
    """Tell of the whole round, line by line; nothing where none was begun."""
    found = standing(report)
    if found.last is None:
        return ()
    lines = [f"现在：{found.words}"]
    for step in report.signing:
        lines.append(step_words(step))
        lines += [f"意见：{line}" for line in split_lines(step.opinion)]
    return (*lines, NO_SIGNATURE)
