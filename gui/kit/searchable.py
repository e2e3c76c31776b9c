"""A list to choose from that is searched by what is typed into it, anywhere in a name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter


def let_search(chooser: QComboBox) -> None:
    """Offer the names that hold what is typed; of a list that is filled anew, call it again."""
    completer = QCompleter(chooser.model(), chooser)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    chooser.setCompleter(completer)


def make_searchable(chooser: QComboBox, name: str, field: str) -> None:
    """Let a list be typed into; ``name`` is what a reader calls it, ``field`` its line."""
    chooser.setAccessibleName(name)
    chooser.setEditable(True)
    chooser.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    chooser.setMinimumContentsLength(24)
    line = chooser.lineEdit()
    if line is not None:
        line.setAccessibleName(field)
    let_search(chooser)
