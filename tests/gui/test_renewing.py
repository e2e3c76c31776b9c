"""Last year's text in the window: brought to this year in one step, a paragraph settled at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.figures.address import Address
from core.report.edits import SetPrior, SetText
from core.report.finding import Finding
from core.report.prior import Prior
from core.texts.inherited import CODE, find_passages
from core.texts.renewing import find_renewals
from gui.frame.window import Window
from gui.panel.finding_item import Deed
from gui.texts.renewing_dialog import RenewingDialog

PART = "overview"
TEXT = "2019年收到政府信息公开申请518件。公开信息1266条，访问9万次。\n召开会议3次。"
RECEIVED = Address.of("applications", "received", "total")


@pytest.fixture
def inherited(sample: Window) -> Window:
    prior = Prior("2019", 2019, "某局", {RECEIVED: 518}, find_passages(TEXT))
    sample.document.edit([SetText(PART, TEXT, ()), SetPrior(prior)], "沿用")
    sample.document.catch_up()
    return sample


def asked(window: Window) -> list[Finding]:
    inspection = window.document.inspection
    return [each for each in inspection.open_findings if each.code == CODE]


def test_the_sentences_are_seen_and_changed_in_one_step(
    inherited: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def accept(dialog: RenewingDialog) -> int:
        seen.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        return 1

    monkeypatch.setattr(RenewingDialog, "exec", accept)
    received = inherited.document.report.printed(RECEIVED)
    inherited.menus.actions_by_name["renew"].trigger()
    assert seen == [
        f"上年：2019年收到政府信息公开申请518件。\n本年：2020年收到政府信息公开申请{received}件。"
    ]
    report = inherited.document.report
    assert report.texts[PART].startswith(f"2020年收到政府信息公开申请{received}件。公开信息1266条")
    assert [link.address for link in report.links[PART]] == [RECEIVED]
    assert inherited.told.text() == "换了1句，可以撤销。"
    inherited.document.undo_stack.undo()
    assert inherited.document.report.texts[PART] == TEXT
    assert not inherited.document.report.links.get(PART)


def test_a_sentence_that_is_not_ticked_stays(inherited: Window) -> None:
    report = inherited.document.report

    dialog = RenewingDialog(report, find_renewals(report), inherited)
    assert dialog.go.text() == "换这1句"
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.edits() == []
    assert not dialog.go.isEnabled()


def test_one_click_settles_a_paragraph(inherited: Window) -> None:
    listed = inherited.workspace.panel.findings
    listed.show_findings()
    first = asked(inherited)[0]
    row = listed.in_order.index(first)
    assert (Deed.PARAGRAPH, "整段3处都已核对") in listed._shown[row].deeds
    listed.do(Deed.PARAGRAPH, row)
    inherited.document.catch_up()
    assert [each.about for each in asked(inherited)] == ["召开会议3次"]
    row = listed.in_order.index(asked(inherited)[0])
    assert all(deed is not Deed.PARAGRAPH for deed, _ in listed._shown[row].deeds)
    inherited.document.undo_stack.undo()
    assert len(asked(inherited)) == 4


def test_the_finding_leads_to_the_sentences(
    inherited: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RenewingDialog, "exec", lambda _dialog: 1)
    listed = inherited.workspace.panel.findings
    listed.show_findings()
    listed.do(Deed.BRING_ON, listed.in_order.index(asked(inherited)[0]))
    assert inherited.document.report.texts[PART].startswith("2020年收到")


def test_without_last_years_text_that_is_said(sample: Window) -> None:
    sample.menus.actions_by_name["renew"].trigger()
    assert "没有可以换的句子" in sample.told.text()
