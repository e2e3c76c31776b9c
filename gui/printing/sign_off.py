"""The lines to sign at the end of the report: who filled it in, who checked it, who answers."""

from __future__ import annotations

from core.exports.parts.sign_words import DATE, SEAL, SIGN_SIZE, SIGNERS
from gui.printing.flow import Flow
from gui.printing.measure import Ruler
from gui.printing.sheet import Face, Item, RuleItem, Text

_SIZE = SIGN_SIZE
SIGN_LINES = 4.0
"""The height of the block, in lines of the page."""


def add_sign_off(flow: Flow, face: Face, ruler: Ruler) -> None:
    """Set the block; it stays on one page."""
    pitch = flow.paper.pitch
    height = pitch * SIGN_LINES
    if height > flow.room + 1e-6 and not flow.is_at_top:
        flow.turn_page(on_side=False)
    left, top = flow.place()
    items: list[Item] = []
    y = top + pitch * 1.5
    widths = [ruler.ems(face, name) * _SIZE for name in SIGNERS]
    gap = _SIZE
    blank = (flow.width - sum(widths) - gap * (len(SIGNERS) - 1)) / len(SIGNERS)
    x = left
    for name, width in zip(SIGNERS, widths, strict=True):
        items.append(Text(x, y, name, face, _SIZE))
        items.append(RuleItem(x + width, y + 2, x + width + blank, y + 2, 0.5))
        x += width + blank + gap
    y += pitch * 1.5
    for text, right in ((SEAL, flow.width / 2), (DATE, flow.width - _SIZE)):
        items.append(Text(left + right - ruler.ems(face, text) * _SIZE, y, text, face, _SIZE))
    flow.add_items(items, height)
