"""Who answers every question of the program at random, with files of its own; for the monkey."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.document.file import load, save
from core.exports.kinds import export
from core.rollup.head import Head
from core.rollup.project import make_project
from core.rollup.unit import Unit
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.kit.ask import Answer, Ask
from gui.printing import KINDS

_ANSWERS = (Answer.YES, Answer.NO, Answer.CANCEL)
_SELDOM = 0.3


class CarelessAsk(Ask):
    """Answers every question at random, with files of its own."""

    def __init__(self, dice: random.Random, folder: Path) -> None:
        super().__init__()
        self.dice, self.folder = dice, folder
        self.files: list[Path] = []
        self.own_folders: list[Path] = []
        self.told: list[str] = []
        self._count = 0

    def above(self, window: QWidget) -> Ask:
        return self

    def tell(self, message: str) -> None:
        self.told.append(message)

    def save_first(self, title: str) -> Answer:
        return self.dice.choice(_ANSWERS)

    def overwrite(self, message: str) -> Answer:
        return self.dice.choice(_ANSWERS)

    def save_elsewhere(self, message: str) -> bool:
        return self.dice.random() < _SELDOM

    def confirm(self, message: str, consequence: str, yes: str) -> bool:
        return self.dice.random() < 0.5

    def open_path(self, title: str, folder: str, kinds: str) -> Path | None:
        return self.dice.choice([None, *self.files])

    def open_paths(self, title: str, folder: str, kinds: str) -> list[Path]:
        return self.dice.sample(self.files, self.dice.randrange(len(self.files) + 1))

    def open_folder(self, title: str, folder: str) -> Path | None:
        self._count += 1
        new = self.folder / f"夹{self._count}"
        new.mkdir()
        return self.dice.choice([None, new, *self.own_folders])

    def save_path(self, title: str, proposal: str, kinds: str, suffix: str) -> Path | None:
        self._count += 1
        return self.dice.choice([None, self.folder / f"存{self._count % 7}{suffix}"])


def provide(window: Window, ask: CarelessAsk) -> None:
    """Give the careless one files and folders to open."""
    report, _ = load(SAMPLE, window.document.forms)
    save(report, ask.folder / "示例.nianbao")
    window.document.show(report)
    inspection = window.document.inspection
    for suffix in (".docx", ".xlsx", ".html"):
        export(inspection, ask.folder / f"示例{suffix}", KINDS)
    ask.files = sorted(each for each in ask.folder.iterdir() if each.is_file())
    form = window.document.forms.for_year(2024)
    if form is not None:
        head = Head("青禾市人民政府", 2024, (Unit("k1", "青禾市某局"), Unit("k2", "青禾镇")))
        make_project(ask.folder / "汇总", head, window.document.forms)
        ask.own_folders.append(ask.folder / "汇总")
