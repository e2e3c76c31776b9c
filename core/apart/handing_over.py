"""What the process that reads a source hands over: JSON, of which nothing is believed unlooked at.

Neither places nor problems tell their source, which the one who asked knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from core.base.bounded_json import parse_json
from core.base.problem import Problem, SourceProblem
from core.labels.blocks import LOWEST_LEVEL, Block, Cell, Grid, Paragraph, Place
from core.sources.docx_review import ReviewComment
from core.sources.size import MOST_BLOCKS, MOST_CELLS, bounded

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes."""
_MOST_VALUES = 12_000_000
_LONGEST_WORDS = 2_000
"""Characters of a message, a place or a doubt."""
_MOST_SPAN = 1_100_000
_MOST_REMARKS = 5_000


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was read: a source's blocks, and of a returned document what stands beside them.

    ``snapshot`` and ``told`` are what our own export left in it, and what it should hash to.
    ``is_for_review`` tells that it is a Word file of ours that carries the whole report along.
    """

    blocks: tuple[Block, ...] = ()
    remarks: tuple[ReviewComment, ...] = ()
    tracked: tuple[tuple[str, int], ...] = ()
    snapshot: str = ""
    told: str = ""
    digest: str = ""
    is_for_review: bool = False


def pack_problem(problem: Problem) -> bytes:
    """Write down why nothing was read."""
    if isinstance(problem, SourceProblem):
        return json.dumps({"problem": problem.words, "of_source": True}).encode()
    return json.dumps({"problem": str(problem)}).encode()


def pack(answer: HandedOver) -> bytes:
    """Write an answer down."""
    said: dict[str, object] = {
        "blocks": [_shape(block) for block in answer.blocks],
        "remarks": [
            [each.author, each.date, each.text, each.quote, each.place.spot]
            for each in answer.remarks
        ],
        "tracked": [list(each) for each in answer.tracked],
        "carried": [answer.snapshot, answer.told, answer.digest],
        "for_review": answer.is_for_review,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def unpack(data: bytes) -> HandedOver:
    """Read what was handed over about a source.

    Raises Problem where it tells of one, and ValueError where it is not what we write.
    """
    said = parse_json(data.decode("ascii"), _MOST_VALUES)
    if not isinstance(said, dict):
        raise ValueError("no answer")  # noqa: TRY004  whatever is wrong with an answer is one error
    if "problem" in said:
        words = _words(said["problem"])
        raise SourceProblem(words) if said.get("of_source") is True else Problem(words)
    blocks = tuple(_block(each) for each in _list(said.get("blocks"), MOST_BLOCKS))
    remarks = tuple(_remark(each) for each in _list(said.get("remarks"), _MOST_REMARKS))
    tracked = [_list(each, 2) for each in _list(said.get("tracked"), _MOST_REMARKS)]
    snapshot, told, digest = map(_text, _list(said.get("carried"), 3))
    return HandedOver(
        bounded(blocks),
        remarks,
        tuple((_words(who), _whole(count, _MOST_SPAN)) for who, count in tracked),
        snapshot,
        told,
        digest,
        said.get("for_review") is True,
    )


def _shape(block: Block) -> list[object]:
    if isinstance(block, Grid):
        rows = [
            [[c.text, c.place.spot, c.down, c.across, c.doubt, c.remark] for c in row]
            for row in block.rows
        ]
        return [block.place.spot, rows]
    about = [block.place.spot, block.text, block.level, block.section]
    return [*about, block.doubt, block.has_picture]


def _cell(cell: Cell) -> list[object]:
    return [cell.text, cell.place.spot, cell.down, cell.across, cell.doubt, cell.remark]


def _block(value: object) -> Block:
    parts = _list(value, 6)
    if len(parts) == 2:
        spot, rows = parts
        cells = (tuple(_cells(_list(row, MOST_CELLS))) for row in _list(rows, MOST_CELLS))
        return Grid(tuple(cells), Place(_words(spot)))
    spot, text, level, section, doubt, has_picture = parts
    return Paragraph(
        _text(text),
        Place(_words(spot)),
        _whole(level, LOWEST_LEVEL),
        _words(section),
        _words(doubt),
        has_picture is True,
    )


def _cells(row: list[object]) -> Iterable[Cell]:
    for each in row:
        text, spot, down, across, doubt, remark = _list(each, 6)
        yield Cell(
            _text(text),
            Place(_words(spot)),
            _whole(down, _MOST_SPAN, 1),
            _whole(across, _MOST_SPAN, 1),
            _words(doubt),
            _words(remark),
        )


def _remark(value: object) -> ReviewComment:
    author, date, text, quote, spot = _list(value, 5)
    place = Place(_words(spot))
    return ReviewComment(_text(author), _text(date), _text(text), _text(quote), place)


def _list(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("no list, or too long a one")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")  # noqa: TRY004  whatever is wrong with an answer is one error
    return value


def _words(value: object) -> str:
    text = _text(value)
    if len(text) > _LONGEST_WORDS:
        raise ValueError("too many words")
    return text


def _whole(value: object, most: int, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("no fit number")
    return value
