"""The jobs that are killed at every call: each does one thing that the program writes files for.

Each is a plain function of a room, which `make_ready` has furnished; what it has done it says, and
what it said must be there, whatever came after.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import nianbao
from benchmarks.kill_points import PROMISE
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.encode import encode
from core.document.file import load, load_with_history, save
from core.exports.kinds import KINDS, export
from core.figures.address import Address
from core.forms.loader import Forms
from core.keeping.backups import Backups, backup_folder
from core.keeping.crash_log import CrashLog
from core.keeping.presence import Marker, myself
from core.keeping.recovery import Keeper, find_left, recovery_folder
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.report import Report
from core.settings.phrases import Phrase, load_phrases, save_phrases, write_phrases
from core.settings.settings import Settings, load_settings, save_settings
from tests.city import make_report

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
CELL = Address("applications.received.natural")
DOCUMENT, OLD_VERSION = "报告.nianbao", "旧版.nianbao"
QT_KINDS = (".pdf", ".ofd", ".svg", ".png")

Job = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Kind:
    """A job by its name; ``lasts`` are the promises it may make, each with what must then hold."""

    name: str
    do: Job
    lasts: Mapping[str, Callable[[Path], bool]]


class Jobs:
    """All jobs, with the forms that they need loaded once."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms

    def make_ready(self, room: Path) -> None:
        """Furnish a room with what the jobs begin with: documents, a heap, parts, old targets."""
        report = make_report(self._forms, 1)
        save(report, room / DOCUMENT)
        shutil.copy(ROOT / "tests" / "files" / "v1" / "2021.nianbao", room / OLD_VERSION)
        (room / "config").mkdir(mode=0o700)
        save_settings(Settings(theme="dark"), room / "config")
        save_phrases([Phrase("overview", "旧的一句。")], room / "config")
        Backups(backup_folder(room / "config")).keep(room / DOCUMENT, b"{}", NOW)
        heap, targets = room / "heap", room / "out"
        heap.mkdir()
        targets.mkdir()
        for number in range(3):
            save(make_report(self._forms, number), heap / f"{number}.nianbao")
        wrong = make_report(self._forms, 3)
        apply(wrong, [SetFigure(CELL, "999")])
        save(wrong, heap / "3.nianbao")
        (room / "units.txt").write_text("甲局\n乙局\n", "utf-8")
        part = make_report(self._forms, 1)
        apply(part, [SetText("overview", "分头写的一段。")])
        save(part, room / "part.nianbao")
        for suffix in (*KINDS, *QT_KINDS):
            (targets / f"旧{suffix}").write_bytes(b"what was exported before\n" * 40)
        inspection = Inspection(report)
        export(inspection, room / "review.docx", for_review=True)
        export(inspection, room / "source.csv")

    def all(self) -> tuple[Kind, ...]:
        """Return the jobs in the order of the table."""
        in_new, in_old = self._has_figure("新.nianbao"), self._has_figure(OLD_VERSION)
        kept = {f"kept {figure}": self._is_kept(figure) for figure in (41, 42)}
        own = (
            Kind("save", self._save, {"saved": self._has_figure(DOCUMENT)}),
            Kind("first save", self._save_new, {"saved": in_new}),
            Kind("upgrade of version 1", self._upgrade, {"saved": in_old}),
            Kind("recovery", self._keep, kept),
            Kind("recovery let go", self._let_go, {"dropped": self._is_dropped}),
            Kind("backup", self._back_up, {"backed up": self._is_backed_up}),
            Kind("mark beside", _mark, {}),
            Kind("settings", _set, {"set": _is_set}),
            Kind("phrases", _say_phrases, {"phrases": _has_phrases}),
            Kind("crash log", _crash, {}),
        )
        exports = tuple(
            Kind(f"export {suffix}", _export(suffix), {}) for suffix in (*KINDS, *QT_KINDS)
        )
        given = ("--give", "甲=四", "--give", "乙=一")
        listed = ("--year", "2024", "--units", "@units.txt")
        tables = ("--table", "@out/旧.xlsx", "--table", "@out/旧.csv")
        many = ("--organ", "某市", "-o")
        commands = (
            ("publish", "publish", f"@{DOCUMENT}", "-o", "@out/发布包"),
            ("picture", "picture", f"@{DOCUMENT}", "-o", "@out/旧.svg"),
            ("scrub", "scrub", "@review.docx", "-o", "@out/旧.docx", "--force"),
            ("read a source", "read", "@source.csv", "-o", "@out/读.nianbao", "--organ", "某局"),
            ("new", "new", "--year", "2024", "--organ", "某局", "-o", "@out/新.nianbao"),
            ("merge parts", "merge", f"@{DOCUMENT}", "@part.nianbao", "-o", "@out/合.nianbao"),
            ("share out", "share", f"@{DOCUMENT}", *given, "-o", "@out/分工"),
            ("forms package", "form", *listed, "--zip", "-o", "@out/下发"),
            ("letters", "return", "@heap", *many, "@out/退回"),
            ("roll-up of a folder", "rollup", "@heap", *many, "@out/合计.nianbao", *tables),
        )
        return (*own, *exports, *(Kind(name, _command(*argv), {}) for name, *argv in commands))

    def _save(self, room: Path) -> int:
        return _tell(lambda: self._open_and_save(room / DOCUMENT), "saved")

    def _save_new(self, room: Path) -> int:
        report = self._report(41)
        return _tell(lambda: save(report, room / "新.nianbao"), "saved")

    def _upgrade(self, room: Path) -> int:
        return _tell(lambda: self._open_and_save(room / OLD_VERSION), "saved")

    def _open_and_save(self, path: Path) -> None:
        report, history, stamp = load_with_history(path, self._forms)
        change = apply(report, [SetFigure(CELL, "41")])
        history.record(report, change, "填写", NOW)
        save(report, path, stamp, history=history)

    def _keep(self, room: Path) -> int:
        keeper = Keeper(recovery_folder(room / "config"))
        status = 0
        for figure in (41, 42):
            data = encode(self._report(figure))
            kept = partial(keeper.keep, data, room / DOCUMENT, None)
            status = _tell(kept, f"kept {figure}") or status
        return status

    def _let_go(self, room: Path) -> int:
        keeper = Keeper(recovery_folder(room / "config"))
        data = encode(self._report(41))
        status = _tell(lambda: keeper.keep(data, room / DOCUMENT, None), "kept 41")
        return _tell(keeper.drop, "dropped") or status

    def _back_up(self, room: Path) -> int:
        backups = Backups(backup_folder(room / "config"))
        data = encode(self._report(41))
        return _tell(lambda: backups.keep(room / DOCUMENT, data, NOW), "backed up")

    def _report(self, figure: int) -> Report:
        report = make_report(self._forms, 1)
        apply(report, [SetFigure(CELL, str(figure))])
        return report

    def _has_figure(self, name: str) -> Callable[[Path], bool]:
        return lambda room: load(room / name, self._forms)[0].figure(CELL) == 41

    def _is_kept(self, figure: int) -> Callable[[Path], bool]:
        def holds(room: Path) -> bool:
            found = find_left(recovery_folder(room / "config"))
            figures = [left.read(self._forms)[0].figure(CELL) for left in found]
            return any(each is not None and each >= figure for each in figures)

        return holds

    def _is_dropped(self, room: Path) -> bool:
        """Tell whether it is gone, or whole: what the disk did not let go is offered again."""
        found = find_left(recovery_folder(room / "config"))
        return all(left.read(self._forms)[0].figure(CELL) == 41 for left in found)

    def _is_backed_up(self, room: Path) -> bool:
        wanted = encode(self._report(41))
        every = Backups(backup_folder(room / "config")).every()
        return any(each.file.read_bytes() == wanted for of in every for each in of.backups)


def _tell(deed: Callable[[], object], promise: str) -> int:
    """Do something and promise it; say in place of that why it could not be done."""
    try:
        deed()
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    print(f"{PROMISE}{promise}", flush=True)
    return 0


def _mark(room: Path) -> int:
    marker = Marker(room / DOCUMENT, myself(NOW))
    marker.enter()
    marker.leave()
    return 0


def _set(room: Path) -> int:
    if not save_settings(Settings(theme="light"), room / "config"):
        print("设置没有保存。", file=sys.stderr)
        return 2
    print(f"{PROMISE}set")
    return 0


def _say_phrases(room: Path) -> int:
    phrases = [Phrase("overview", "新的一句。")]
    status = _tell(lambda: save_phrases(phrases, room / "config"), "phrases")
    return _tell(lambda: write_phrases(phrases, room / "out" / "常用语.json"), "given") or status


def _crash(room: Path) -> int:
    log = CrashLog(room / "config")
    log.watch()
    log.note(ValueError())
    log.mark_told()
    log.end()
    return 0


def _is_set(room: Path) -> bool:
    return load_settings(room / "config").theme == "light"


def _has_phrases(room: Path) -> bool:
    return [each.text for each in load_phrases(room / "config")] == ["新的一句。"]


def _export(suffix: str) -> Job:
    return _command("export", f"@{DOCUMENT}", "-o", f"@out/旧{suffix}")


def _command(*argv: str) -> Job:
    """Return a job that is a command of the program; ``@`` stands for the room."""

    def do(room: Path) -> int:
        return nianbao.main([each.replace("@", f"{room}/") for each in argv])

    return do
