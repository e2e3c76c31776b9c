"""What comes of the reading of one table: its figures, why others are blank, and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.figures.address import Address
from core.labels.pieces import Piece
from core.labels.table_scan import FoundRow
from core.recognition.reading import Certainty, Note, ReadFigure


@dataclass(slots=True)
class TableReading:
    """What came of one table; ``remarks`` are about none of its figures."""

    remarks: list[Note] = field(default_factory=list)
    figures: dict[Address, ReadFigure] = field(default_factory=dict)

    def put(
        self,
        address: Address,
        row: FoundRow,
        piece: Piece,
        text: str,
        why: str,
        certainty: Certainty,
        told: Sequence[Note] = (),
    ) -> None:
        """Put a figure down, as its piece of the source has it."""
        self.figures[address] = ReadFigure(
            address,
            certainty,
            text,
            piece.text,
            texts_of(row.shown),
            piece.place,
            (piece.spot,),
            why,
            told=tuple(told),
        )

    def leave_blank(
        self, addresses: Sequence[Address], shown: Sequence[Piece], why: str, *, note: bool = True
    ) -> None:
        """Leave figures blank that are in the source, and say why."""
        text = " ".join(texts_of(shown))
        spots = tuple(piece.spot for piece in shown if piece.text) or (shown[0].spot,)
        for address in addresses:
            self.figures[address] = ReadFigure(
                address,
                Certainty.BLANK,
                "",
                text,
                texts_of(shown),
                shown[0].place,
                spots,
                why,
                is_lost=True,
            )
        if note:
            self.tell(addresses[0], note_on(shown, why, addresses[0]))

    def note(self, pieces: Sequence[Piece], why: str) -> None:
        """Say something of the table that is about none of its figures."""
        self.remarks.append(note_on(pieces, why))

    def tell(self, address: Address, note: Note) -> None:
        """Say something more of a figure that is there already."""
        figure = self.figures[address]
        self.figures[address] = replace(figure, told=(*figure.told, note))


def note_on(pieces: Sequence[Piece], why: str, address: Address | None = None) -> Note:
    """Return a remark on pieces of the source."""
    return Note(pieces[0].place, " ".join(texts_of(pieces)), why, address)


def texts_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the texts of pieces, without empty ones."""
    return tuple(piece.text for piece in pieces if piece.text)
