"""Every window beside the main one, opened on the sample, for what all of them must keep to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.clipboard.block import read_clipboard
from core.clipboard.placing import Area
from core.clipboard.plan import plan_paste
from core.document.file import load, save
from core.exports.kinds import export
from core.reading.source import read_text
from core.report.edit import apply
from core.report.edits import SetFigure, SetPrior, SetText
from core.report.note import Subject
from core.report.prior import Prior
from core.report.signing import SigningAct
from core.report.work_edits import SetShare
from core.rollup.head import Head
from core.rollup.heap import look_through
from core.rollup.project import make_project
from core.rollup.unit import Unit
from core.settings.page_options import Site
from core.sharing.giving import Order, give_out
from core.signing.round import take_step
from core.texts.inherited import find_passages
from core.texts.linking import sure_links
from core.texts.renewing import find_renewals
from core.years.last import read_last_year
from gui.files.backups import BackupsDialog
from gui.files.disk_change import DiskChangeDialog
from gui.files.files import SAMPLE
from gui.files.following_year import FollowingYearDialog
from gui.files.history import HistoryDialog
from gui.files.new_report import NewReportDialog
from gui.files.recovery import RecoveryDialog
from gui.frame.about import AboutDialog
from gui.frame.settings import SettingsDialog
from gui.frame.title_dialog import TitleDialog
from gui.frame.window import Window
from gui.keeping.crashes import CrashesDialog
from gui.printing import KINDS
from gui.printing.site_dialog import SiteDialog
from gui.proofreading.window import ProofreadingWindow
from gui.reading.window import ReadingWindow
from gui.returning.opening import open_part, open_returned
from gui.rollup.new_project import NewRollupDialog
from gui.rollup.window import RollupWindow
from gui.tables.paste_preview import PastePreview
from gui.texts.last_year_dialog import LastYearDialog
from gui.texts.linking_dialog import LinkingDialog
from gui.texts.phrases_dialog import PhrasesDialog
from gui.texts.renewing_dialog import RenewingDialog
from tests.gui.test_safekeeping import leave_behind
from tests.gui.writing import CELL

Open = Callable[[Window, Path], QWidget]


def _by_menu(name: str) -> Open:
    def opened(window: Window, _folder: Path) -> QWidget:
        window.menus.actions_by_name[name].trigger()
        (found,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)
        return found

    return opened


def _edit(window: Window) -> None:
    window.document.edit([SetFigure(CELL, "17")], "填写")


def _backups(window: Window, folder: Path) -> QWidget:
    window.document.save(folder / "某局.nianbao")
    _edit(window)
    window.document.save()
    window.safekeeping.settle()
    return BackupsDialog(window.safekeeping.backups, window.document, window)


def _crashes(window: Window, _folder: Path) -> QWidget:
    window.crash_log.note(ZeroDivisionError())
    return CrashesDialog(window.crash_log, window)


def _disk_change(window: Window, _folder: Path) -> QWidget:
    there, _ = load(SAMPLE, window.document.forms)
    _edit(window)
    return DiskChangeDialog("别人改过这份文件。", window.document.report, there, window)


def _following(window: Window, folder: Path) -> QWidget:
    save(window.document.report, folder / "去年.nianbao")
    last = read_last_year(folder / "去年.nianbao", window.document.forms)
    return FollowingYearDialog(last, window.document.forms, date(2022, 1, 5), window)


def _history(window: Window, _folder: Path) -> QWidget:
    _edit(window)
    window.document.edit([SetText("problems", "只有一句。")], "改")
    return HistoryDialog(window.document, window)


def _linking(window: Window, _folder: Path) -> QWidget:
    report = window.document.report
    return LinkingDialog(report, sure_links(report), window)


def _sentences(window: Window, _folder: Path) -> QWidget:
    report = window.document.report
    apply(report, [SetPrior(replace(report.as_prior(), year=report.year - 1))])
    return LastYearDialog(report, window)


def _renewing(window: Window, _folder: Path) -> QWidget:
    year = window.document.report.year - 1
    text = f"{year}年收到政府信息公开申请518件，增长12.5%。"
    prior = Prior("2021", year, "某局", {}, find_passages(text))
    window.document.edit([SetText("overview", text), SetPrior(prior)], "沿用")
    report = window.document.report
    return RenewingDialog(report, find_renewals(report), window)


def _paste(window: Window, _folder: Path) -> QWidget:
    report = window.document.report
    block = read_clipboard("", "8\t1.5万\t\t0\t0\t1\t520\t9\n")
    assert block is not None
    plan = plan_paste(report, report.form.table("applications"), block, Area(3, 3))
    return PastePreview(plan, report, window.appearance.theme, window)


def _phrases(window: Window, folder: Path) -> QWidget:
    form = window.document.report.form
    return PhrasesDialog(window.workspace.book, form, window.ask, str(folder), window)


def _reading(window: Window, _folder: Path) -> QWidget:
    forms = window.document.forms
    text = SAMPLE.with_suffix(".txt").read_text("utf-8").replace("516", "5l6", 1)
    reading = read_text(text, forms, "剪贴板")
    theme = window.appearance.theme
    return ReadingWindow(reading, window.document, lambda: theme, window.ask, window)


def _recovery(window: Window, folder: Path) -> QWidget:
    left = leave_behind(window, folder / "某局.nianbao", "517")
    return RecoveryDialog([left], window.document.forms, window)


def _proofreading(window: Window, folder: Path) -> QWidget:
    return _by_menu("proofread")(window, folder)


def _correcting(window: Window, folder: Path) -> QWidget:
    reading = _by_menu("proofread")(window, folder)
    assert isinstance(reading, ProofreadingWindow)
    reading.other.click()
    return reading


def _zeros(window: Window, folder: Path) -> QWidget:
    reading = _by_menu("proofread")(window, folder)
    assert isinstance(reading, ProofreadingWindow)
    reading.skips_zeros.click()
    while reading.pages.currentWidget() is reading.cell:
        reading.right.click()
    return reading


def _returned(window: Window, folder: Path) -> QWidget:
    path = folder / "年报.docx"
    export(window.document.inspection, path, KINDS, for_review=True)
    _edit(window)
    shown = open_returned(window.document, path, window.ask, window.appearance.theme, window)
    assert shown is not None
    return shown


def _sharing(window: Window, folder: Path) -> QWidget:
    _give(window, folder)
    return _by_menu("share")(window, folder)


def _signing(window: Window, folder: Path) -> QWidget:
    report, now = window.document.report, datetime.now().astimezone()
    finding = window.document.inspection.findings[0]
    said = [(Subject.of(finding), report.texts["overview"][:80] or "请核对")]
    organ = report.organ[:40] or "张三"
    window.document.edit([take_step(report, SigningAct.SUBMITTED, organ, organ, now)], "提交审核")
    window.document.edit([take_step(report, SigningAct.SENT_BACK, organ, organ, now, said)], "退回")
    window.document.edit([take_step(report, SigningAct.SUBMITTED, organ, organ, now)], "提交审核")
    _edit(window)
    return _by_menu("signing")(window, folder)


def _part(window: Window, folder: Path) -> QWidget:
    path = _give(window, folder)
    _edit(window)
    shown = open_part(window.document, path, window.ask, window.appearance.theme, window)
    assert shown is not None
    return shown


def _give(window: Window, folder: Path) -> Path:
    order = Order("窗口", ("applications",), date(2020, 1, 20))  # its file is named so
    given = give_out(window.document.report, [order], folder, datetime.now().astimezone())
    (edit,) = given.edits
    assert edit.share is not None
    named = replace(edit.share, who=window.document.report.organ)
    window.document.edit([SetShare("1", named)], "分工")
    return given.files[0]


def _rollup(window: Window, folder: Path, page: int = 0) -> QWidget:
    """A roll-up with a report that is wrong, one that is missing, and a file of nobody."""
    report = window.document.report
    plain = Unit("k1", "某镇", (report.organ,))  # its folder is named so
    forms, head = (
        window.document.forms,
        Head("某市人民政府", report.year, (plain, Unit("k2", "某局"))),
    )
    project = make_project(folder / f"汇总{page}", head, forms)
    heap = folder / f"收件{page}"
    heap.mkdir()
    _edit(window)
    save(window.document.report, heap / "一.nianbao")
    (heap / "二.docx").write_bytes(b"PK")
    shown = RollupWindow(project, "", lambda: window.appearance.theme, window.ask, window)
    files = list(look_through(heap, folder / f"解开{page}"))
    receiver = shown.state.receiver()
    shown.state.enter([receiver.receive(came) for came in shown.state.taking(files)])
    named = replace(plain, name=report.organ, contact=report.organ)
    project.change(replace(head, units=(named, *head.units[1:])))
    shown.state.show([replace(shown.state.rows["k1"], unit=named), shown.state.rows["k2"]])
    shown.turn_to(page)
    return shown


def _new_rollup(window: Window, folder: Path) -> QWidget:
    return NewRollupDialog(window.document.forms, "某局", window.ask, str(folder), window)


OPENERS: dict[str, Open] = {
    "about": lambda window, _folder: AboutDialog(window.crash_log, window),
    "backups": _backups,
    "crashes": _crashes,
    "disk change": _disk_change,
    "following year": _following,
    "guide": _by_menu("guide"),
    "history": _history,
    "keys": _by_menu("keys"),
    "linking": _linking,
    "sentences": _sentences,
    "renewing": _renewing,
    "new": lambda window, _folder: NewReportDialog(window.document.forms, "", window),
    "paste": _paste,
    "phrases": _phrases,
    "preview": _by_menu("preview"),
    "proofreading": _proofreading,
    "proofreading, correcting": _correcting,
    "proofreading, zeros": _zeros,
    "reading": _reading,
    "recovery": _recovery,
    "returned": _returned,
    "roll-up": _rollup,
    "roll-up, the sum": lambda window, folder: _rollup(window, folder, 1),
    "roll-up, years": lambda window, folder: _rollup(window, folder, 2),
    "roll-up, papers": lambda window, folder: _rollup(window, folder, 3),
    "roll-up, new": _new_rollup,
    "series": _by_menu("series"),
    "site": lambda window, _folder: SiteDialog(Site(column="政府信息公开年报"), window),
    "title": lambda window, _folder: TitleDialog(window.document.report.organ, (), window),
    "sharing": _sharing,
    "signing": _signing,
    "a part come back": _part,
    "settings": lambda window, _folder: SettingsDialog(
        window.preferences, window.safekeeping.backup_folder, window
    ),
}


def open_window(name: str, window: Window, folder: Path) -> QWidget:
    """Open one of them and show it."""
    made = OPENERS[name](window, folder)
    made.show()
    return made
