"""Other versions of the open report: its backups, and what somebody else has put into its file."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.keeping.crash_log import CrashLog
from core.keeping.disk_change import DiskChange
from core.keeping.presence import Presence
from core.report.transition import edits_to
from gui.files.saving import Saving
from gui.keeping.file_watch import FileWatch
from gui.keeping.notice_bar import NoticeBar
from gui.keeping.safekeeping import Safekeeping
from gui.kit.ask import Ask
from gui.kit.passing import run
from gui.state.document import Document

_CHANGED, _UNSAFE, _JOINED = "changed", "unsafe", "joined"
_CRASH = "crash"
CRASHED = "程序上次运行时出过差错，已经记下。要请人帮助，可以把记录复制给他；“关于”里随时可以再看。"


class Versions(QObject):
    """Tells of them in the notice bar, shows them, and brings them into the window."""

    def __init__(
        self,
        document: Document,
        saving: Saving,
        safekeeping: Safekeeping,
        watch: FileWatch,
        ask: Ask,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.bar = NoticeBar()
        self._document = document
        self._saving = saving
        self._safekeeping = safekeeping
        self._ask = ask
        self._window = window
        watch.changed.connect(self._tell_changed)
        watch.unchanged.connect(lambda: self.bar.withdraw(_CHANGED))
        watch.met.connect(self._tell_met)
        watch.joined.connect(self._tell_joined)
        safekeeping.failed.connect(self._tell_unsafe)
        safekeeping.healed.connect(lambda: self.bar.withdraw(_UNSAFE))

    def show_backups(self) -> None:
        """List the backups; one of the open report comes back as an edit, another as a report."""
        from gui.files.backups import BackupsDialog

        dialog = BackupsDialog(self._safekeeping.backups, self._document, self._window)
        if not run(dialog) or dialog.chosen is None:
            return
        backup, report, history = dialog.chosen
        document = self._document
        if dialog.is_of_open and document.report.form.edition == report.form.edition:
            label = f"恢复{in_chinese(backup.time, '%m月%d日%H:%M:%S')}的备份"
            document.edit(edits_to(document.report, report), label)
        elif self._saving.may_leave():
            document.show(report, has_work=True, history=history)

    def tell_crash(self, log: CrashLog) -> None:
        """Tell, once, what went wrong since somebody was last told."""
        if log.has_news:
            self.bar.tell(_CRASH, CRASHED, ("查看…", lambda: self._show_crashes(log)))
            log.mark_told()

    def _show_crashes(self, log: CrashLog) -> None:
        from gui.keeping.crashes import CrashesDialog

        run(CrashesDialog(log, self._window))

    def reopen(self) -> None:
        """Take what stands in the file now; what the window holds and no file is backed up."""
        document = self._document
        if document.path is None:
            return
        self._document.settle()
        try:
            if document.has_work:
                words = "窗口里有还没有保存的改动。"
                rest = "重新打开以前先另留一份，可以用“文件”菜单的“找回以前的版本…”找回。"
                if not self._ask.confirm(words, rest, "重新打开"):
                    return
                self._safekeeping.back_up()
            document.open(document.path)
        except Problem as problem:
            self._ask.tell(str(problem))

    def _tell_changed(self, change: DiskChange) -> None:
        if change.stamp is None:
            self.bar.tell(_CHANGED, change.words, ("另存为…", self._saving.save_as))
        else:
            compare = ("比较", lambda: self._saving.compare_with_disk(change.words))
            self.bar.tell(_CHANGED, change.words, compare, ("重新打开", self.reopen))

    def _tell_unsafe(self, fault: str) -> None:
        self.bar.tell(_UNSAFE, f"{fault}请尽快保存报告。", ("保存", self._saving.save))

    def _tell_met(self, there: tuple[Presence, ...]) -> None:
        if all(each.is_here for each in there):
            self._ask.tell(
                f"您在这台电脑的另一个窗口里，从{there[0].since_words}起打开着这份文件。"
                "请只在一个窗口里修改，免得互相覆盖。"
            )
            return
        names = "；".join(each.words for each in there if not each.is_here)
        self._ask.tell(
            f"{names}打开着这份文件。您可以照常查看；两人都改，后保存的一方会被提醒，"
            "请先和对方商量由谁来改。"
        )

    def _tell_joined(self, there: tuple[Presence, ...]) -> None:
        names = "；".join(
            f"您自己（这台电脑的另一个窗口）从{each.since_words}起" if each.is_here else each.words
            for each in there
        )
        self.bar.tell(_JOINED, f"{names}也打开着这份文件。请商量由谁来改。")
