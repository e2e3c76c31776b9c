"""The dialogs about files: one for all that opens, roomy, the usual places at the side."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QTreeView

from core.reading.opened_kinds import OPENED_SUFFIXES
from gui.frame.window import Window
from gui.kit.ask import Ask
from gui.kit.file_dialog import make_file_dialog, side_places
from tests.gui.conftest import Answers


def test_the_side_has_the_desktop_the_documents_and_the_folders_used_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("桌面", "文档", "去年", "今年"):
        (tmp_path / name).mkdir()
    folders = {"DesktopLocation": "桌面", "DocumentsLocation": "文档"}
    monkeypatch.setattr(
        "gui.kit.file_dialog.QStandardPaths.writableLocation",
        lambda place: str(tmp_path / folders[place.name]) if place.name in folders else "",
    )
    used = [str(tmp_path / name) for name in ("今年", "桌面", "去年", "没有")]
    found = [Path(place).name for place in side_places(used)]
    assert found == ["桌面", "文档", "今年", "去年"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows shows a dialog of its own")
def test_names_have_the_room_and_the_heads_are_chinese(
    window: Window, qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / f"{'很长的名字' * 6}.nianbao").touch()
    dialog = make_file_dialog(window, "打开", str(tmp_path))
    dialog.show()
    qapp.processEvents()
    view = dialog.findChild(QTreeView, "treeView")
    assert isinstance(view, QTreeView)
    header = view.header()
    assert header.sectionResizeMode(0) is QHeaderView.ResizeMode.Stretch
    assert header.sectionSize(0) > sum(map(header.sectionSize, range(1, header.count())))
    heads = [view.model().headerData(n, header.orientation()) for n in range(header.count())]
    assert "名称" in heads[0]
    assert [header.isSectionHidden(n) for n in range(header.count())] == [False, False, True, False]
    assert "类型" in heads[2]
    assert all(not head.isascii() for head in heads)
    dialog.close()


def test_one_dialog_opens_all_that_can_be_opened_or_read(
    window: Window, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(title: str, _folder: str, kinds: str) -> None:
        asked.extend((title, kinds))

    monkeypatch.setattr(answers, "open_path", note)
    window.menus.actions_by_name["open"].trigger()
    assert asked[0] == "打开"
    first = asked[1].split(";;")[0]
    assert all(f"*{suffix}" in first for suffix in OPENED_SUFFIXES)


def test_the_folders_used_last_come_from_the_recent_reports(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲").mkdir()
    window.preferences.remember(tmp_path / "甲" / "a.nianbao")
    window.preferences.remember(tmp_path / "乙" / "b.nianbao")
    assert list(window.ask.folders()) == [str((tmp_path / "甲").resolve())]
    ask = Ask(window)
    ask.folders = window.places.recent_folders
    seen: list[list[str]] = []

    def look(dialog: QFileDialog) -> int:
        seen.append([str(Path(url.toLocalFile())) for url in dialog.sidebarUrls()])
        return 0

    monkeypatch.setattr(QFileDialog, "exec", look)
    assert ask.above(window).open_path("打开", str(tmp_path), "x (*.x)") is None
    assert ask.open_folder("打开", str(tmp_path)) is None
    assert ask.save_path("保存", str(tmp_path / "c.x"), "x (*.x)", ".x") is None
    assert all(str((tmp_path / "甲").resolve()) in each for each in seen)
    assert len(seen) == 3
