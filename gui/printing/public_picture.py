"""The picture for the public: a long picture for telephones, or one page, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.picture.public import Look, PublicBlock, PublicPicture
from core.picture.style import PictureStyle, PublicForm
from gui.printing.faces import Faces
from gui.printing.line_breaking import FaceSpan, Measure, break_lines
from gui.printing.measure import Ruler
from gui.printing.picture import moved
from gui.printing.public_blocks import INNER, BlockSetter, SetBlock
from gui.printing.sheet import Face, Fill, Paper, PaperPage, Text

LONG_WIDTH = 540.0
"""Points; drawn at two pixels for each of them it is 1080 pixels wide."""
LONG_DOTS = 144
_EDGE = 30.0
_GAP = 18.0
_PAGE_EDGE = 36.0
_PAGE_GAP = 12.0
_TITLE = 36.0
_ORGAN = 24.0
_SOURCE = 15.0
_CARD_EDGE = (LONG_WIDTH - 2 * _EDGE - INNER) / 2


@dataclass(frozen=True, slots=True)
class _Piece:
    items: tuple[Text | Fill, ...]
    height: float


def set_public(
    picture: PublicPicture, form: PublicForm, style: PictureStyle, faces: Faces, ruler: Ruler
) -> PaperPage:
    """Set the picture on one page, which for a long picture is as high as it must be."""
    setter = BlockSetter(style, faces, ruler)
    cards = [_card(setter.set(block), block, style) for block in picture.blocks]
    head = _lines(_heading(picture), LONG_WIDTH - 2 * _EDGE, faces, ruler)
    source = _lines([(picture.source, _SOURCE, faces.sans)], LONG_WIDTH - 2 * _EDGE, faces, ruler)
    if form is PublicForm.LONG:
        return _long(head, cards, source, style)
    return _page(head, cards, source, style)


def _long(head: _Piece, cards: Sequence[_Piece], source: _Piece, style: PictureStyle) -> PaperPage:
    items: list[Text | Fill] = []
    y = _EDGE * 1.4
    for piece in (head, *cards, source):
        items += (moved(item, _EDGE, y) for item in piece.items)
        y += piece.height + _GAP
    height = y + _EDGE - _GAP
    band = Fill(0, 0, LONG_WIDTH, _EDGE * 0.5, style.accent)
    ground = Fill(0, 0, LONG_WIDTH, height, style.ground)
    return PaperPage(1, LONG_WIDTH, height, (ground, band, *items))


def _page(head: _Piece, cards: Sequence[_Piece], source: _Piece, style: PictureStyle) -> PaperPage:
    """Set the blocks in two columns of one height, as large as the sheet lets them be.

    Title and source begin where the blocks do.
    """
    paper = Paper()
    width, room = paper.width - 2 * _PAGE_EDGE, paper.height - 2 * _PAGE_EDGE
    natural = LONG_WIDTH - 2 * _EDGE
    items: list[Text | Fill] = []
    titled = min(width / natural, 0.85)
    y = _PAGE_EDGE + 8
    title = y
    y += head.height * titled + _PAGE_GAP
    foot = source.height * 0.6
    room -= y - _PAGE_EDGE + foot + _PAGE_GAP
    columns = _columns(cards)
    tallest = max(sum(card.height for card in column) for column in columns)
    gaps = max(len(column) - 1 for column in columns) * _PAGE_GAP
    scale = min((width - _PAGE_GAP) / 2 / natural, (room - gaps) / tallest)
    across = natural * scale
    left = _PAGE_EDGE + (width - 2 * across - _PAGE_GAP) / 2
    items += (moved(item, left, title, titled) for item in head.items)
    for at, column in enumerate(columns):
        top = y
        for card in column:
            x = left + at * (across + _PAGE_GAP)
            items += (moved(item, x, top, scale) for item in card.items)
            top += card.height * scale + _PAGE_GAP
    bottom = paper.height - _PAGE_EDGE - foot
    items += (moved(item, left, bottom, 0.6) for item in source.items)
    band = Fill(0, 0, paper.width, 12, style.accent)
    ground = Fill(0, 0, paper.width, paper.height, style.ground)
    return PaperPage(1, paper.width, paper.height, (ground, band, *items))


def _columns(cards: Sequence[_Piece]) -> tuple[Sequence[_Piece], Sequence[_Piece]]:
    """Divide the blocks where both columns come out most alike; their order stays."""
    heights = [card.height for card in cards]
    at = min(range(1, len(cards) + 1), key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])))
    return cards[:at], cards[at:]


def _card(block: SetBlock, told: PublicBlock, style: PictureStyle) -> _Piece:
    """Put a block on a card; the first stands on the ground itself."""
    width = LONG_WIDTH - 2 * _EDGE
    if told.look is Look.LEAD:
        return _Piece(tuple(moved(item, 0, 0) for item in block.items), block.height)
    height = block.height + 2 * _CARD_EDGE
    frame = Fill(0, 0, width, height, style.line)
    inside = Fill(0.75, 0.75, width - 1.5, height - 1.5, style.card)
    inner = (moved(item, _CARD_EDGE, _CARD_EDGE) for item in block.items)
    return _Piece((frame, inside, *inner), height)


def _heading(picture: PublicPicture) -> list[tuple[str, float, Face | None]]:
    return [(picture.organ, _ORGAN, None), (picture.title, _TITLE, None)]


def _lines(
    texts: Sequence[tuple[str, float, Face | None]], width: float, faces: Faces, ruler: Ruler
) -> _Piece:
    items: list[Text | Fill] = []
    y = 0.0
    for text, size, face in texts:
        if not text:
            continue
        measure = Measure(width, size, justified=False)
        for line in break_lines((FaceSpan(text, face or faces.hei),), measure, ruler):
            y += size * 1.4
            items += (
                Text(run.x, y - size * 0.3, run.text, run.face, size, run.spacing)
                for run in line.runs
            )
    return _Piece(tuple(items), y)
