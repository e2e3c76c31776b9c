"""The review round: its steps, what breaks it, what carries it, and that it never says too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.decode import decode
from core.document.encode import encode
from core.exports.parts.check_list import check_list
from core.exports.parts.check_words import finding_words
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetText
from core.report.note import Subject
from core.report.report import Report
from core.report.signing import SigningAct
from core.report.transition import copy
from core.report.work_edits import SetSigning
from core.signing.digest import digest_of_report
from core.signing.round import (
    NO_SIGNATURE,
    Stage,
    changed_since,
    offered,
    round_words,
    standing,
    take_step,
)
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
CELL = Address("proactive.fee.amount")
START = datetime(2026, 1, 12, 10, 0).astimezone()
SUBMITTED, PASSED, SIGNED = SigningAct.SUBMITTED, SigningAct.PASSED, SigningAct.SIGNED
SENT_BACK, REOPENED = SigningAct.SENT_BACK, SigningAct.REOPENED
WAY = ((SUBMITTED, "张三"), (PASSED, "李四"), (SIGNED, "王五"))
STAGES = (Stage.CHECKING, Stage.SIGNING, Stage.SIGNED)


@pytest.fixture
def report() -> Report:
    made = Report(FORM, "某市水利局", 2025)
    apply(made, [SetFigure(CELL, "12.5"), SetText("overview", "一句。\n二句。")])
    return made


def go(report: Report, *way: tuple[SigningAct, str], opinion: str = "同意。") -> None:
    for number, (act, who) in enumerate(way):
        now = START + timedelta(minutes=number)
        apply(report, [take_step(report, act, who, opinion, now)])


def test_a_round_goes_from_filling_to_signed(report: Report) -> None:
    assert (standing(report).stage, standing(report).words) == (Stage.FILLING, "")
    for (act, who), stage in zip(WAY, STAGES, strict=True):
        assert act in offered(report)
        go(report, (act, who))
        assert standing(report).stage is stage
        assert not standing(report).is_changed
    assert [step.who for step in report.signing] == ["张三", "李四", "王五"]
    assert offered(report) == (REOPENED,)


def test_no_step_is_left_out_and_each_has_a_name(report: Report) -> None:
    with pytest.raises(Problem, match="现在是“填表”，不能签发"):
        take_step(report, SIGNED, "王五", "", START)
    with pytest.raises(Problem, match="请写明提交审核的人的姓名"):
        take_step(report, SUBMITTED, " ", "", START)
    go(report, WAY[0])
    with pytest.raises(Problem, match="退回修改，请写明意见"):
        take_step(report, SENT_BACK, "李四", " ", START)
    go(report, (SENT_BACK, "李四"), opinion="表四再核对一遍。")
    assert (standing(report).stage, standing(report).words) == (Stage.FILLING, "填表（退回修改）")


@pytest.mark.parametrize(
    "edit",
    [SetFigure(CELL, "12.6"), SetText("overview", "一句。\n三句。"), SetCover("某局", 2025)],
    ids=["figure", "text", "organ"],
)
def test_a_change_after_signing_is_told_and_goes_with_the_change(
    report: Report, edit: SetFigure | SetText | SetCover
) -> None:
    go(report, *WAY)
    change = apply(report, [edit])
    found = standing(report)
    assert (found.is_changed, found.words) == (True, "签发后有改动")
    told = changed_since(report, FORMS)
    assert told is not None
    assert len(told) == 1
    apply(report, change.inverse)
    assert standing(report).words == "已签发"
    assert changed_since(report, FORMS) == ()


def test_how_it_was_typed_is_no_change(report: Report) -> None:
    go(report, *WAY)
    apply(report, [SetFigure(CELL, "１２.5"), SetText("overview", "  一句。\n\n二句。")])
    assert standing(report).words == "已签发"


def test_taking_a_signature_back_takes_back_no_more(report: Report) -> None:
    go(report, *WAY[:2])
    change = apply(report, [take_step(report, SIGNED, "王五", "", START)])
    assert change.parts == {"signing"}
    apply(report, change.inverse)
    assert standing(report).stage is Stage.SIGNING


def test_what_changed_while_it_was_checked_is_not_signed(report: Report) -> None:
    go(report, *WAY[:2])
    apply(report, [SetFigure(CELL, "13")])
    with pytest.raises(Problem, match="审核同意以后报告又改动过，不能签发"):
        take_step(report, SIGNED, "王五", "", START)
    go(report, (SENT_BACK, "王五"), *WAY)
    assert standing(report).words == "已签发"


def test_it_comes_back_from_the_file_with_what_was_signed(report: Report) -> None:
    go(report, *WAY)
    again = decode(encode(report), FORMS, "某局.nianbao")
    assert again.signing == report.signing
    apply(again, [SetFigure(CELL, "13")])
    (told,) = changed_since(again, FORMS) or ()
    assert (told.before, told.after) == ("12.5", "13")


def test_a_record_that_somebody_wrote_into_is_not_believed(report: Report) -> None:
    go(report, *WAY)
    other = copy(report)
    apply(other, [SetFigure(CELL, "99"), SetSigning(())])
    go(other, *WAY)
    forged = replace(report.signing[-1], content=other.signing[-1].content)
    apply(report, [SetSigning((*report.signing[:-1], forged))])
    assert changed_since(report, FORMS) is None
    put = replace(report.signing[-1], digest=digest_of_report(other))
    apply(report, [SetSigning((*report.signing[:-1], put))])
    assert standing(report).words == "签发后有改动"


def test_the_check_sheet_carries_it_and_says_what_it_is_not(report: Report) -> None:
    assert not any("审签" in note for note in check_list(Inspection(report)).notes)
    inspection = Inspection(report)
    finding = inspection.findings[0]
    go(report, WAY[0])
    remarks = [(Subject.of(finding), "请补来文。"), (Subject.of(inspection.findings[1]), " ")]
    apply(report, [take_step(report, SENT_BACK, "李四", "见批注。", START, remarks)])
    notes = check_list(Inspection(report)).notes
    assert any(note.startswith("审签　退回修改　李四　2026年01月12日10:00") for note in notes)
    assert "审签　意见：见批注。" in notes
    assert f"审签　{NO_SIGNATURE}" in notes
    advice = finding_words(Inspection(report), finding).advice
    assert advice.startswith("退回修改意见（李四）：请补来文。")
    assert len(report.signing[-1].remarks) == 1


def test_nothing_calls_it_a_signature() -> None:
    assert "不是电子签名" in NO_SIGNATURE
    root = Path(__file__).parent.parent.parent
    for room in ("core", "gui"):
        for path in (root / room).rglob("*.py"):
            said = path.read_text("utf-8")
            assert "电子签名" not in said.replace("不是电子签名", ""), path


def test_a_round_tells_each_step_with_its_digest(report: Report) -> None:
    go(report, *WAY)
    words = round_words(report)
    assert words[0] == "现在：已签发"
    assert f"内容摘要{digest_of_report(report)[:16]}" in words[-3]
