"""The share of the open report goes: nothing is saved under it, and there is a way out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.document.file import load
from core.figures.address import Address
from core.keeping.recovery import recovery_folder
from core.report.edits import SetFigure
from gui.frame.window import Window
from gui.printing import KINDS
from tests.gui.conftest import Answers

CELL = Address("applications.received.natural")


@pytest.fixture
def gone(sample: Window, tmp_path: Path) -> Window:
    """A report that was saved on a share, with an edit; the share is an empty folder now."""
    share = tmp_path / "share"
    share.mkdir()
    path = share / "某局.nianbao"
    sample.document.save(path)
    sample.watch.settle()
    sample.document.edit([SetFigure(CELL, "517")], "填写")
    sample.safekeeping.keep()
    sample.safekeeping.settle()
    for file in share.iterdir():
        file.unlink()
    stamp = sample.document.stamp
    assert stamp is not None
    assert stamp.device is not None
    sample.document._stamp = replace(stamp, device=stamp.device + 1)
    return sample


def share(gone: Window) -> Path:
    assert gone.document.path is not None
    return gone.document.path.parent


def test_saving_is_refused_and_the_work_is_kept(gone: Window, answers: Answers) -> None:
    answers.agrees = False
    assert not gone.saving.save()
    (told,) = answers.told
    assert "不在原来的磁盘上" in told
    assert "另存到别处" in told
    assert list(share(gone).iterdir()) == []
    assert gone.document.has_work
    assert len(list(recovery_folder(gone.safekeeping.folder).glob("*/report.nianbao"))) == 1


def test_saving_as_another_file_is_the_way_out(
    gone: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "另存.nianbao"
    gone.preferences.set(last_folder=str(tmp_path / "share"))
    assert gone.saving.save()
    assert load(answers.path, gone.document.forms)[0].value(CELL).text == "517"
    assert not gone.document.has_work
    assert str(tmp_path / "share") not in answers.asked[0]  # what the dialog proposes
    assert list((tmp_path / "share").iterdir()) == []


def test_whoever_knows_better_may_save_there(gone: Window, answers: Answers) -> None:
    answers.path = gone.document.path
    assert gone.saving.save()
    assert len(answers.asked) == 2  # where to, and whether there
    assert gone.document.path is not None
    assert load(gone.document.path, gone.document.forms)[0].value(CELL).text == "517"
    gone.document.edit([SetFigure(CELL, "518")], "填写")
    assert gone.saving.save()
    assert len(answers.told) == 1


def test_another_name_in_the_same_folder_is_asked_about(gone: Window, answers: Answers) -> None:
    answers.path, answers.agrees = share(gone) / "另一份.nianbao", False
    assert not gone.saving.save_as()
    assert list(share(gone).iterdir()) == []


def test_nothing_is_exported_beside_nor_left_as_a_mark(gone: Window, answers: Answers) -> None:
    answers.path = share(gone) / "某局.csv"
    gone.exporting.export(".csv", KINDS[".csv"].name)
    assert "不在原来的磁盘上" in answers.told[0]
    gone.watch.look()
    gone.watch.settle()
    assert list(share(gone).iterdir()) == []


def test_an_export_elsewhere_is_written(gone: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "某局.csv"
    gone.exporting.export(".csv", KINDS[".csv"].name)
    assert answers.told == []
    assert answers.path.exists()
