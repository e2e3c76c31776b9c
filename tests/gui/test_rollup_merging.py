"""A copy of a roll-up taken away and brought back: conflicts are shown, one side is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.forms.loader import Forms
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.project import Project, open_project
from core.rollup.receiving import Receiver
from core.rollup.survey import look_over
from core.rollup.taking_in import TakingIn
from gui.rollup.merged_dialog import MergedDialog
from gui.rollup.window import RollupWindow
from tests.city import name_of
from tests.gui.conftest import Answers
from tests.gui.test_rollup import _receive, _send, heap, shown

__all__ = ["heap", "shown"]  # fixtures


def _work_on(copy: Project, path: Path) -> None:
    """Receive a report in the copy; it counts there."""
    receiver = Receiver(copy, look_over(copy, Index(None)), "李四")
    (came,) = TakingIn([Found(path, path.name)], copy.forms, keep=True, processes=1)
    receipt = receiver.receive(came)
    if receipt.unit is not None and receipt.kept is not None:
        with copy.desk(receipt.unit) as desk:
            desk.choose(receipt.kept.sha256)


def test_a_copy_is_brought_back_and_what_differs_is_chosen(
    shown: RollupWindow, heap: Path, forms: Forms, answers: Answers, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _receive(shown, qtbot, heap)
    answers.path = tmp_path / "U盘"
    shown.menus.named["take_away"].trigger()
    copy = open_project(tmp_path / "U盘", forms)
    _work_on(copy, _send(forms, tmp_path, 60, "他60.nianbao", remedies__review__upheld="41"))
    _work_on(copy, _send(forms, tmp_path, 61, "他61.nianbao", remedies__review__upheld="42"))
    _receive(shown, qtbot, _send(forms, tmp_path, 61, "我61.nianbao", remedies__review__upheld="9"))
    shown.units.matrix.go_to("k61")
    shown.units.panel.adopt.click()
    ours = shown.state.rows["k61"].status.current
    total = shown.state.total.figures
    seen: list[MergedDialog] = []

    def decide(dialog: MergedDialog) -> int:
        seen.append(dialog)
        lines = dialog.units.listed.lines
        assert [line.texts[0] for line in lines] == [name_of(61), name_of(60)]
        assert "≠" in lines[0].texts[2]
        assert "由9改为42" in dialog.detail.text()
        assert shown.state.rows["k61"].status.current == ours
        dialog.theirs.click()
        assert "✓ 带回的" in dialog.units.listed.lines[0].texts[2]
        theirs = shown.state.rows["k61"].status.current
        assert theirs != ours
        dialog.ours.click()
        assert shown.state.rows["k61"].status.current == ours
        dialog.theirs.click()
        assert shown.state.rows["k61"].status.current == theirs
        return 1

    monkeypatch.setattr(MergedDialog, "exec", decide)
    shown.receiving.receive([heap])
    shown.menus.named["bring_back"].trigger()
    assert "正在收件" in answers.told.pop()
    qtbot.waitUntil(lambda: not shown.reader.is_reading)
    shown.menus.named["bring_back"].trigger()
    assert seen
    assert not answers.told
    assert "2个单位有变化" in shown.foot.told.text()
    assert shown.state.total.figures != total
    # The other unit, of which only the copy has something new, is taken over by itself.
    assert len(shown.state.rows["k60"].status.versions) == 2
    # Once more there is nothing new, and the project itself is no copy.
    shown.menus.named["bring_back"].trigger()
    assert "没有新的" in shown.foot.told.text()
    assert len(seen) == 1
    answers.path = shown.state.project.folder
    shown.menus.named["bring_back"].trigger()
    assert "就是这一份" in answers.told.pop()
