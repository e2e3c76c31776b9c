"""Copying what is in hand, wherever that is: cells, words, findings, tallies, a whole page."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.checks.finding_words import finding_in_words, findings_in_words
from core.checks.tally_words import tallies_in_words, tally_in_words
from core.forms.form import TextSection
from core.report.edits import COVER
from gui.frame.workspace import Workspace
from gui.state.document import Document
from gui.tables.pasting import Pasting


class Copying:
    """Puts things onto the clipboard; each deed returns words for the status bar."""

    def __init__(self, document: Document, workspace: Workspace, pasting: Pasting) -> None:
        self._document = document
        self._workspace = workspace
        self._pasting = pasting

    def copy(self) -> str:
        """Copy what has the keys: cells, selected words, a finding, a tally."""
        focus = QApplication.focusWidget()
        panel = self._workspace.panel
        if focus is panel.findings:
            return self.copy_finding()
        if focus is panel.tree:
            return self.copy_tally()
        return self._pasting.copy()

    def copy_finding(self) -> str:
        """Copy the finding in hand, in words."""
        entry = self._workspace.panel.findings.in_hand
        if entry is None:
            return "列表里没有选中的问题，没有复制。"
        _put(finding_in_words(self._document.inspection, entry.finding))
        return "已复制这条问题。"

    def copy_findings(self) -> str:
        """Copy all findings, in the order of the list."""
        self._document.catch_up()
        found = self._workspace.panel.findings.in_order
        if not found:
            return "没有问题可以复制。"
        _put(findings_in_words(self._document.inspection, found))
        return f"已复制全部{len(found)}条问题。"

    def copy_tally(self) -> str:
        """Copy the tally in hand, in words; of a group all of them."""
        chosen = self._workspace.panel.tree.in_hand
        if not chosen:
            return "没有选中的勾稽关系，没有复制。"
        _put("\n".join(tally_in_words(self._document.report, tally) for tally in chosen))
        return "已复制这条勾稽关系。" if len(chosen) == 1 else f"已复制{len(chosen)}条勾稽关系。"

    def copy_tallies(self) -> str:
        """Copy all tallies that the panel shows, those that fail first."""
        shown = self._workspace.panel.tree.tallies
        _put(tallies_in_words(self._document.report, shown))
        return f"已复制全部{len(shown)}条勾稽关系。"

    def copy_page(self) -> str:
        """Copy the page in hand: its table for other programs, or its text."""
        report, section = self._document.report, self._workspace.tabs.section_in_hand
        part = next((each for each in report.form.sections if each.id == section), None)
        if section == COVER:
            part = report.form.preamble
        if not isinstance(part, TextSection):
            from gui.tables.copying import copy_table

            return copy_table(report, section)
        text = report.texts.get(part.id, "")
        if not text:
            return "这一部分还没有写，没有复制。"
        _put(f"{part.heading}\n{text}")
        return f"已复制：{part.heading}"


def _put(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
