"""The card at the foot of the panel: all that is known of the cell, or the tally, in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from core.cells.facts import Aspect, Fact, facts
from core.checks.tally import Tally
from core.checks.tally_words import remainder, terms
from core.figures.address import Address
from gui.look.theme import Theme
from gui.state.document import Document
from gui.words.rich_text import Markup, RichLabel, joined, markup

LEAST, MOST = 6, 11
"""Lines of the card, by the height of the window; never by what it tells, so that nothing above
moves when another cell comes in hand."""
LOWEST = 3
"""So many lines stay in sight in the lowest of windows."""
_PART = 5
"""The card may take such a part of the panel."""
_SWATCH = "<span style='background-color:{}'>&nbsp;&nbsp;&nbsp;&nbsp;</span> {}"
_ROLES = {
    Aspect.FAULT: "unbalanced",
    Aspect.DOUBT: "unfilled",
    Aspect.UNWATCHED: "unfilled",
    Aspect.DEFINITION: "quiet",
    Aspect.BASIS: "quiet",
    Aspect.ORIGIN: "quiet",
    Aspect.MENTION: "quiet",
}


class CellCard(QScrollArea):
    """Tells a cell in the order of what matters: faults, last year, source, tallies, the law."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._document = document
        self.words = RichLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName("单元格的说明")  # the label itself is read out
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wanted = 0
        self.take_height(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.words)

    def take_height(self, available: int, spare: int = 0) -> None:
        """Take its part of the height of the panel, and of what nothing else there needs."""
        line = self.fontMetrics().lineSpacing()
        self._wanted = line * max(LEAST, min(MOST, (available // _PART + spare) // line))
        self.setMinimumHeight(line * LOWEST)
        self.setMaximumHeight(self._wanted)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def show_cell(self, address: Address | None) -> None:
        """Tell about a cell; nothing where none is in hand."""
        if address is None:
            self._show(())
            return
        known = facts(self._document.inspection, address)
        lines: list[Markup] = []
        before: Fact | None = None
        for fact in known:
            line = self._line(fact)
            if before is not None and (before.aspect, fact.aspect) in _ON_ONE_LINE:
                lines[-1] = joined((lines[-1], line), "　")
            else:
                lines.append(line)
            before = fact
        self._show(lines)

    def show_tally(self, tally: Tally) -> None:
        """Tell both sides of a tally, each beside the tint that its cells have."""
        identity, report = tally.identity, self._document.report
        right = "总计" if identity.is_sum else "另一边"
        lines = [markup("<b>{}</b>　{}", identity.place, identity.name)]
        for tint, name, addresses, known, filled in (
            ("addend", "各项", identity.left, tally.left, tally.left_sum),
            ("total", right, identity.right, tally.right, tally.right_sum),
        ):
            shade = getattr(self.theme, tint)
            sum_now = f"{filled}，还有空格" if known is None else f"{known}"
            told = f"{name} {terms(report, identity, addresses)}＝{sum_now}"
            lines.append(markup(_SWATCH, shade, told))
        role = self.theme.balance(tally.state)
        lines.append(
            self._inked(f"{tally.state.sign} {tally.state.value}，{remainder(tally)}", role)
        )
        lines.append(self._inked(f"依据：{identity.basis}", "quiet"))
        self._show(lines)

    def _show(self, lines: Sequence[Markup]) -> None:
        text = joined(lines, "<br>")
        if text.html != self.words.text():
            self.words.setText(text)
            self.verticalScrollBar().setValue(0)

    def _line(self, fact: Fact) -> Markup:
        if fact.aspect is Aspect.PLACE:
            row, _, column = fact.words.partition("　")
            return markup("<b>{}</b>　{}", row, column)
        if fact.state is not None:
            return self._inked(fact.words, self.theme.balance(fact.state))
        return self._inked(fact.words, _ROLES.get(fact.aspect, "ink"))

    def _inked(self, words: str, role: str) -> Markup:
        return markup("<span style='color:{}'>{}</span>", getattr(self.theme, role), words)


_ON_ONE_LINE = {(Aspect.PRIOR, Aspect.ORIGIN)}
