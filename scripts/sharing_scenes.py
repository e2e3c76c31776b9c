"""One report shared out and checked, for the guide: parts, what came back, the review round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QSize

from core.document.decode import decode_document
from core.document.encode import encode
from core.figures.address import Address
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure, SetText
from core.report.note import Subject
from core.report.report import Report
from core.report.share import WorkShare
from core.report.signing import SigningAct
from core.report.work_edits import SetShare
from core.sharing.coming_back import known_in, read_part
from core.sharing.giving import FORM_SUFFIX, Order, give_out, part_of
from core.signing.round import take_step
from gui.frame.window import Window
from gui.look.theme import LIGHT
from gui.returning.window import ReturnWindow
from gui.sharing.dialog import SharingDialog
from gui.signing.dialog import SigningDialog
from scripts.made_up_office import CLERK, OVERVIEW, YEAR, Office
from scripts.scene_parts import MORNING, Scene, at, settle, shown

UPHELD = Address("remedies.review.upheld")
CORRECTED = Address("remedies.review.corrected")
CELL = Address("applications.granted.natural")
_ORDERS = (
    Order("法规科", ("remedies",), date(YEAR + 1, 1, 20)),
    Order("文字组", ("cover", "overview", "problems"), date(YEAR + 1, 1, 20)),
    Order("行政许可科", ("proactive",), date(YEAR + 1, 1, 5), FORM_SUFFIX),
)


class SharingScenes:
    """Plays the scenes of the work on one report."""

    def __init__(self, window: Window, forms: Forms, office: Office, folder: Path) -> None:
        self._window = window
        self._forms = forms
        self._office = office
        self._folder = folder
        self._parts = folder / "分工"

    def scenes(self) -> Mapping[str, Callable[[], Iterator[Scene]]]:
        """Name the scenes."""
        return {
            "sharing": self._given,
            "sharing-part": self._part,
            "sharing-back": self._back,
            "signing": self._signed,
        }

    def _given(self) -> Iterator[Scene]:
        self._open()
        self._give()
        document = self._window.document
        share = document.report.shares["2"]
        back = (MORNING + timedelta(hours=5)).astimezone().isoformat(timespec="seconds")
        document.edit([SetShare("2", replace(share, back=back))], "收回文字组的一份")
        dialog = SharingDialog(document, LIGHT, self._window.ask, str(self._folder), self._window)
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [at(dialog, w) for w in (dialog.tree, dialog.back, dialog.who, dialog.make)],
            ),
            QSize(880, 560),
        )

    def _part(self) -> Iterator[Scene]:
        report = self._open()
        share = self._give()
        part, history = decode_document(
            part_of(report, "1", share, MORNING), self._forms, share.file
        )
        window = self._window
        window.document.show(part, history=history)
        page = window.workspace.show_section("proactive")
        settle()
        header = window.workspace.header
        yield Scene(window, [at(window, header.work), at(window, page.shut)])

    def _back(self) -> Iterator[Scene]:
        report = self._open()
        self._give()
        path = self._parts / report.shares["1"].file
        part, history = decode_document(path.read_bytes(), self._forms, path.name)
        change = apply(part, [SetFigure(UPHELD, "3"), SetFigure(CORRECTED, "1")])
        history.record(part, change, "填写", MORNING, "陈静")
        path.write_bytes(encode(part, history))
        self._window.document.edit([SetFigure(UPHELD, "2")], "填写")
        returned = known_in(read_part(path, self._forms), report)
        dialog = ReturnWindow(self._window.document, returned, LIGHT, self._window)
        dialog.choose.click()
        yield from shown(
            dialog,
            lambda: Scene(
                dialog, [at(dialog, w) for w in (dialog.tree, dialog.panes, dialog.take)]
            ),
            QSize(900, 440),
        )

    def _signed(self) -> Iterator[Scene]:
        report = self._open()
        document = self._window.document
        findings = document.inspection.findings
        said = [(Subject.of(findings[0]), "请附上台账。")] if findings else []
        steps = (
            (SigningAct.SUBMITTED, CLERK, "", ()),
            (SigningAct.SENT_BACK, "李红", "表四请再核对。", said),
            (SigningAct.SUBMITTED, CLERK, "已核对。", ()),
            (SigningAct.PASSED, "李红", "", ()),
            (SigningAct.SIGNED, "赵强", "同意公开。", ()),
        )
        for number, (act, who, opinion, remarks) in enumerate(steps):
            now = MORNING + timedelta(minutes=20 * number)
            document.edit([take_step(report, act, who, opinion, now, remarks)], act.words)
        document.edit([SetFigure(CELL, "21")], "填写")
        dialog = SigningDialog(document, CLERK, LIGHT, self._window.ask, self._window)
        yield from shown(
            dialog,
            lambda: Scene(
                dialog,
                [
                    at(dialog, w)
                    for w in (dialog.way, dialog.state, dialog.tabs.tabBar(), dialog.steps)
                ],
            ),
            QSize(880, 520),
        )

    def _open(self) -> Report:
        report = self._office.report()
        blank = [SetFigure(UPHELD, ""), SetFigure(CORRECTED, "")]
        apply(report, [SetText("overview", OVERVIEW), *blank])
        self._window.document.show(report)
        return report

    def _give(self) -> WorkShare:
        """Give the work out; returns the first share."""
        document = self._window.document
        for old in self._parts.glob("*"):
            old.unlink()
        given = give_out(document.report, _ORDERS, self._parts, MORNING)
        document.edit(given.edits, "分工")
        return document.report.shares["1"]
