"""A collection form held against its own stamp: whom it was made for, what was typed over.

Nothing of it is refused here: a figure that stands in the form is read, and what does not fit is
told. Whoever takes a form over for a report of his own refuses it (`core.returning`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.forms.loader import Forms
from core.labels.blocks import Block, Grid, Place
from core.printed.form_stamp import FormStamp, read_stamp
from core.recognition.reading import Note, Reading
from core.recognition.recogniser import recognise
from core.sources.collection_marks import FORMULA, STAMP_PLACE

_FORM = "收集表"
_WRITTEN_INTO = (
    "收集表的隐藏标记被改动过，或者表是另外做的，不能证明就是发出的那一份，请核对用的是不是原表"
)
_COVERLESS = "封面上没有认出{}，取的是收集表做的时候写在隐藏标记里的，请核对"
_TYPED_OVER = "合计格里的公式被改成了数，请核对这个数，也核对各项有没有漏改"
_FORMULA = "这一格填的是公式，不是数，取的是文件里算好的结果，请对照核对"


def recognise_source(
    blocks: Sequence[Block],
    forms: Forms,
    *,
    organ: str | None = None,
    year: int | None = None,
) -> Reading:
    """Recognise a report in the blocks of a source; a form is held against its stamp.

    Raises Problem as `recognise` does.
    """
    stamps = [each for each in blocks if isinstance(each, Grid) and _is_stamp(each)]
    others = [each for each in blocks if each not in stamps]
    reading = recognise(others, forms, organ=organ, year=year)
    rows = [(row[0].text, row[1].text) for each in stamps for row in each.rows if len(row) > 1]
    said = [row for row in rows if row[0] != FORMULA]
    found = read_stamp(said)
    if found is None:
        return reading
    stamp, is_whole = found
    formulas = frozenset(text for kind, text in rows if kind == FORMULA)
    whole = Place(_FORM, reading.source_name)
    told = [Note(whole, "", _WRITTEN_INTO)] if not is_whole else []
    gone = [
        words
        for words, is_gone in (
            ("机关名称", not reading.organ and stamp.organ),
            ("年度", reading.year is None and forms.for_year(stamp.year) is reading.form),
        )
        if is_gone
    ]
    if is_whole and gone:
        organ = reading.organ or stamp.organ
        year = stamp.year if "年度" in gone else reading.year
        reading = recognise(others, forms, organ=organ, year=year)
        told.append(Note(whole, "", _COVERLESS.format("和".join(gone))))
    told += [Note(whole, "", why) for why in _misfits(reading, stamp)]
    told += _typed_over(reading, formulas)
    return replace(reading, remarks=(*told, *reading.remarks), stamp=stamp)


def form_words(reading: Reading) -> tuple[str, ...]:
    """Say in a few sentences what there is to say of a form; nothing of any other source."""
    if reading.stamp is None:
        return ()
    typed_over = [n for n in reading.remarks if n.why in {_TYPED_OVER, _FORMULA}]
    others = [n.why for n in reading.remarks if n.place.spot == _FORM]
    for why in dict.fromkeys(note.why for note in typed_over):
        places = [
            reading.form.figures[note.address].place
            for note in typed_over
            if note.why == why and note.address is not None
        ]
        more = f"等{len(places)}格" if len(places) > 1 else ""
        others.append(f"{places[0]}{more}：{why}")
    return tuple(others)


def _is_stamp(block: Grid) -> bool:
    return block.place.spot == STAMP_PLACE.spot


def _misfits(reading: Reading, stamp: FormStamp) -> Iterator[str]:
    """Say where the form is not what it was made to be."""
    if stamp.edition != reading.form.edition:
        yield (
            f"收集表是按{stamp.edition}版格式做的，填在里面的表是{reading.form.edition}版的，"
            "请核对是不是拿错了表"
        )
    if reading.year is not None and stamp.year != reading.year:
        yield f"收集表是为{stamp.year}年度做的，封面上写的是{reading.year}年度，请核对年度"
    if stamp.organ and reading.organ and stamp.organ != reading.organ:
        yield f"收集表是发给“{stamp.organ}”的，填的机关是“{reading.organ}”，请核对是不是填错了表"


def _typed_over(reading: Reading, formulas: frozenset[str]) -> Iterator[Note]:
    """Tell of totals whose formula is gone, even where the number is right, and of the reverse."""
    for address, figure in reading.figures.items():
        if figure.place is None or not figure.shown.strip():
            continue
        is_formula = figure.place.spot in formulas
        if reading.form.figures[address].computed and not is_formula:
            yield Note(figure.place, figure.shown, _TYPED_OVER, address)
        elif is_formula and not reading.form.figures[address].computed:
            yield Note(figure.place, figure.shown, _FORMULA, address)
